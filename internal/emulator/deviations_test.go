package emulator_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// fixture is a service and an endpoint that were created over the API, and what the create was answered.
type fixture struct {
	*session
	service, endpoint, public string // ids; the endpoint is one of the operators' service
	created                   map[string]map[string]any
}

func newFixture(t *testing.T, opts emulator.Options) *fixture {
	t.Helper()
	c := newCloud(t, opts)
	s := c.signIn(c.Owner())
	more := map[string]any{"description": "text", "tags": []any{map[string]any{"key": "k", "value": "v"}}}
	public := c.AddService(emulator.Service{Owner: "operations", ProjectID: "operations"})
	service := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoint-services", serviceBody(t, more))
	endpoint := s.want(http.StatusOK, "", http.MethodPost, "/vpc-endpoints", endpointBody(t, public, more))
	return &fixture{s, service.text("id"), endpoint.text("id"), public, map[string]map[string]any{
		emulator.OpCreateService: service.json, emulator.OpCreateEndpoint: endpoint.json,
	}}
}

// answers returns what is shown of the service and the endpoint, by the name of the operation.
func (f *fixture) answers() map[string]map[string]any {
	f.t.Helper()
	got := map[string]map[string]any{}
	for op, path := range map[string]string{
		emulator.OpShowService:     "/vpc-endpoint-services/" + f.service,
		emulator.OpDescribeService: "/vpc-endpoint-services/describe?id=" + f.public,
		emulator.OpShowEndpoint:    "/vpc-endpoints/" + f.endpoint,
	} {
		got[op] = f.want(http.StatusOK, "", http.MethodGet, path, "").json
	}
	for op, path := range map[string]string{
		emulator.OpListServices:       "/vpc-endpoint-services",
		emulator.OpListPublicServices: "/vpc-endpoint-services/public?id=" + f.public,
		emulator.OpListEndpoints:      "/vpc-endpoints",
	} {
		r := f.want(http.StatusOK, "", http.MethodGet, path, "")
		items := append(r.list("endpoint_services"), r.list("endpoints")...)
		if len(items) != 1 {
			f.t.Fatalf("%s: %s", op, r.body)
		}
		got[op], _ = items[0].(map[string]any)
	}
	return got
}

func TestOmittedFields(t *testing.T) {
	t.Parallel()
	lists := []string{emulator.OpListEndpoints, emulator.OpListServices}
	fields := []string{"tags", "description"}
	for _, test := range []struct {
		name string
		opts emulator.Options
		want []string // the operations whose answers leave the fields out
	}{
		{"none", emulator.Options{}, nil},
		{"of services", emulator.Options{Omit: fields}, []string{emulator.OpCreateService, emulator.OpListServices, emulator.OpShowService}},
		{"in lists", emulator.Options{OmitInLists: fields}, lists},
		{"of endpoints", emulator.Options{OmitEndpoint: fields}, []string{emulator.OpCreateEndpoint, emulator.OpListEndpoints, emulator.OpShowEndpoint}},
		{"one field by each", emulator.Options{Omit: fields[:1], OmitEndpoint: fields[:1], OmitInLists: fields[1:]}, lists},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.opts)
			answers := f.answers()
			for _, op := range []string{emulator.OpCreateService, emulator.OpCreateEndpoint} {
				answers[op] = f.created[op]
			}
			var got []string
			for op, answer := range answers {
				_, tags := answer["tags"]
				_, description := answer["description"]
				if !tags && !description && !strings.Contains(op, "public") && op != emulator.OpDescribeService {
					got = append(got, op)
				}
				if answer["id"] == nil {
					t.Errorf("%s leaves more out: %v", op, answer)
				}
			}
			if slices.Sort(got); !slices.Equal(got, test.want) {
				t.Errorf("left out by %v, want %v", got, test.want)
			}
		})
	}
}

func TestRewrite(t *testing.T) {
	t.Parallel()
	rewrite := func(d time.Duration) emulator.Options {
		return emulator.Options{Rewrite: emulator.Rewrite{
			Description: strings.ToUpper,
			Tags: func(tags []emulator.Tag) []emulator.Tag {
				for i := range tags {
					tags[i].Value = strings.ToUpper(tags[i].Value)
				}
				return tags
			},
			For: d,
		}}
	}
	drop := emulator.Options{Rewrite: emulator.Rewrite{Tags: func([]emulator.Tag) []emulator.Tag { return nil }}}
	change := func(f *fixture) {
		f.t.Helper()
		r := f.want(http.StatusOK, "", http.MethodPut, "/vpc-endpoint-services/"+f.service, `{"description":"text2"}`)
		if r.text("description") != "TEXT2" {
			f.t.Errorf("the update is answered %s", r.body)
		}
		for _, path := range []string{"/endpoint_service/" + f.service, "/endpoint/" + f.endpoint} {
			f.want(http.StatusNoContent, "", http.MethodPost, path+"/tags/action", `{"action":"create","tags":[{"key":"k","value":"v2"}]}`)
		}
	}
	edit := func(f *fixture) {
		f.t.Helper()
		err := f.EditService(f.service, func(s *emulator.Service) { s.Description = "text2" })
		if err != nil {
			f.t.Error(err)
		}
		err = f.EditEndpoint(f.endpoint, func(p *emulator.Endpoint) { p.Tags = []emulator.Tag{{Key: "k", Value: "v2"}} })
		if err != nil {
			f.t.Error(err)
		}
	}
	type values struct{ description, tag string }
	for _, test := range []struct {
		name              string
		opts              emulator.Options
		created           values
		wait              time.Duration
		change            func(*fixture)
		then              time.Duration // after the change
		service, endpoint values
	}{
		{"not", emulator.Options{}, values{"text", "v"}, 0, nil, 0, values{"text", "v"}, values{"text", "v"}},
		{"for ever", rewrite(0), values{"TEXT", "V"}, time.Hour, nil, 0, values{"TEXT", "V"}, values{"TEXT", "V"}},
		{"tags only", drop, values{"text", ""}, 0, nil, 0, values{"text", ""}, values{"text", ""}},
		{"not over", rewrite(time.Second), values{"TEXT", "V"}, time.Second - 1, nil, 0, values{"TEXT", "V"}, values{"TEXT", "V"}},
		{"over", rewrite(time.Second), values{"TEXT", "V"}, time.Second, nil, 0, values{"text", "v"}, values{"text", "v"}},
		{"changed", rewrite(time.Second), values{"TEXT", "V"}, time.Second, change, 0, values{"TEXT2", "V2"}, values{"text", "V2"}},
		{"changed, over", rewrite(time.Second), values{"TEXT", "V"}, time.Second, change, time.Second, values{"text2", "v2"}, values{"text", "v2"}},
		{"edited by a hook", rewrite(time.Second), values{"TEXT", "V"}, time.Second, edit, 0, values{"TEXT2", "v"}, values{"text", "V2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.opts)
			check := func(op string, answer map[string]any, want values) {
				t.Helper()
				if _, isList := answer["tags"].([]any); !isList {
					t.Errorf("%s: tags is no list", op)
				}
				got := values{fieldText(answer, "description"), fieldText(answer, "tags")}
				if got != want {
					t.Errorf("%s shows %v, want %v", op, got, want)
				}
			}
			for op, answer := range f.created {
				check(op, answer, test.created)
			}
			f.clock.Advance(test.wait)
			if test.change != nil {
				test.change(f)
			}
			f.clock.Advance(test.then)
			answers := f.answers()
			for op, want := range map[string]values{
				emulator.OpShowService: test.service, emulator.OpListServices: test.service,
				emulator.OpShowEndpoint: test.endpoint, emulator.OpListEndpoints: test.endpoint,
			} {
				check(op, answers[op], want)
			}
			if got, _ := f.Service(f.service); got.Description != strings.ToLower(test.service.description) {
				t.Errorf("the service is kept as %+v", got)
			}
		})
	}
}

func TestCreatedAtOffset(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		offset time.Duration
		want   string
	}{
		{0, "2024-01-02T03:04:05Z"},
		{90 * time.Second, "2024-01-02T03:05:35Z"},
		{-24 * time.Hour, "2024-01-01T03:04:05Z"},
	} {
		t.Run(test.offset.String(), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, emulator.Options{CreatedAtOffset: test.offset})
			answers := f.answers()
			for op, answer := range f.created {
				answers[op] = answer
			}
			answers[emulator.OpUpdateService] = f.want(http.StatusOK, "", http.MethodPut,
				"/vpc-endpoint-services/"+f.service, `{"description":"changed"}`).json
			for op, answer := range answers {
				if got := answer["created_at"]; got != test.want {
					t.Errorf("%s: created_at is %v, want %s", op, got, test.want)
				}
				if got := answer["updated_at"]; got != nil && got != "2024-01-02T03:04:05Z" {
					t.Errorf("%s: updated_at is %v", op, got)
				}
			}
			if got, _ := f.Service(f.service); !got.CreatedAt.Equal(start) {
				t.Errorf("created at %s", got.CreatedAt)
			}
		})
	}
}
