package emulator_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

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
			f.t.Errorf("update: %s", r.body)
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
		then              time.Duration // time to wait after the change
		service, endpoint values
	}{
		{"not", emulator.Options{}, values{"text", "v"}, 0, nil, 0, values{"text", "v"}, values{"text", "v"}},
		{"for ever", rewrite(0), values{"TEXT", "V"}, time.Hour, nil, 0, values{"TEXT", "V"}, values{"TEXT", "V"}},
		{"tags only", drop, values{"text", ""}, 0, nil, 0, values{"text", ""}, values{"text", ""}},
		{"not over", rewrite(time.Second), values{"TEXT", "V"}, time.Second - 1, nil, 0, values{"TEXT", "V"}, values{"TEXT", "V"}},
		{"over", rewrite(time.Second), values{"TEXT", "V"}, time.Second, nil, 0, values{"text", "v"}, values{"text", "v"}},
		{"changed", rewrite(time.Second), values{"TEXT", "V"}, time.Second, change, 0, values{"TEXT2", "V2"}, values{"text", "V2"}},
		{"changed, over", rewrite(time.Second), values{"TEXT", "V"}, time.Second, change, time.Second,
			values{"text2", "v2"}, values{"text", "v2"}},
		{"edited by a hook", rewrite(time.Second), values{"TEXT", "V"}, time.Second, edit, 0, values{"TEXT2", "v"}, values{"text", "V2"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, test.opts)
			check := func(op string, body map[string]any, want values) {
				t.Helper()
				if _, isList := body["tags"].([]any); !isList {
					t.Errorf("%s: tags is not a list", op)
				}
				got := values{fieldText(body, "description"), fieldText(body, "tags")}
				if got != want {
					t.Errorf("%s has %v, want %v", op, got, want)
				}
			}
			for op, body := range f.created {
				check(op, body, test.created)
			}
			f.clock.Advance(test.wait)
			if test.change != nil {
				test.change(f)
			}
			f.clock.Advance(test.then)
			responses := f.responses()
			for op, want := range map[string]values{
				emulator.OpShowService: test.service, emulator.OpListServices: test.service,
				emulator.OpShowEndpoint: test.endpoint, emulator.OpListEndpoints: test.endpoint,
			} {
				check(op, responses[op], want)
			}
			if got, _ := f.Service(f.service); got.Description != strings.ToLower(test.service.description) {
				t.Errorf("the stored service is %+v", got)
			}
		})
	}
}
