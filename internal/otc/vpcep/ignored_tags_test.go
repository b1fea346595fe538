package vpcep

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

var ignoredTags = otc.IgnoredTags{Keys: []string{"cost"}, Prefixes: []string{"sys_"}}

// Every answer is without the ignored tags, which are separate.
func TestIgnoredTagsOfAnswers(t *testing.T) {
	t.Parallel()
	kept, ignored := &[]Tag{{"a", "1"}}, []Tag{{"cost", "1"}, {"sys_x", ""}}
	for name, test := range map[string]struct {
		answered string // the field tags
		kept     *[]Tag
		ignored  []Tag
	}{
		"some":   {answered: `,"tags":[{"key":"cost","value":"1"},{"key":"a","value":"1"},{"key":"sys_x","value":""}]`, kept: kept, ignored: ignored},
		"others": {answered: `,"tags":[{"key":"a","value":"1"}]`, kept: kept},
		"none":   {answered: `,"tags":[]`, kept: &[]Tag{}},
		"absent": {answered: ``},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			object := `{"id":"x"` + test.answered + `}`
			cloud.onList = func(_ int, w http.ResponseWriter) bool {
				_, _ = io.WriteString(w, `{"endpoint_services":[`+object+`],"total_count":1}`)
				return true
			}
			cloud.onOther = func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/vpc-endpoints") && r.Method == http.MethodGet {
					_, _ = io.WriteString(w, `{"endpoints":[`+object+`],"total_count":1}`)
					return
				}
				_, _ = io.WriteString(w, object)
			}
			cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { _, _ = io.WriteString(w, object) }
			client := cloud.clientIgnoring(t, 0, ignoredTags)
			ctx := t.Context()
			check := func(call string, tags *[]Tag, ignored []Tag, err error) {
				t.Helper()
				if err != nil {
					t.Fatalf("%s: %v", call, err)
				}
				if diff := cmp.Diff(test.kept, tags) + cmp.Diff(test.ignored, ignored); diff != "" {
					t.Errorf("%s:\n%s", call, diff)
				}
			}
			for call, send := range map[string]func() (*Service, error){
				"get":    func() (*Service, error) { return client.GetService(ctx, "x") },
				"create": func() (*Service, error) { return client.CreateService(ctx, ServiceCreate{}) },
				"update": func() (*Service, error) { return client.UpdateService(ctx, "x", ServiceUpdate{}) },
				"list":   func() (*Service, error) { return first(client.ListServices(ctx, ServiceFilter{})) },
			} {
				service, err := send()
				check(call+" service", service.Tags, service.IgnoredTags, err)
			}
			for call, send := range map[string]func() (*Endpoint, error){
				"get":    func() (*Endpoint, error) { return client.GetEndpoint(ctx, "x") },
				"create": func() (*Endpoint, error) { return client.CreateEndpoint(ctx, EndpointCreate{}) },
				"list":   func() (*Endpoint, error) { return first(client.ListEndpoints(ctx, EndpointFilter{})) },
			} {
				endpoint, err := send()
				check(call+" endpoint", endpoint.Tags, endpoint.IgnoredTags, err)
			}
		})
	}
}

func first[T any](items []T, err error) (*T, error) {
	if err != nil || len(items) == 0 {
		return new(T), err
	}
	return &items[0], nil
}

// Ignored tags are neither deleted nor written, also if a state from before they were ignored contains them.
func TestChangeTagsLeavesIgnoredTagsAlone(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }
	client := cloud.clientIgnoring(t, 0, ignoredTags)
	for _, change := range []struct{ has, wanted map[string]string }{
		{map[string]string{"cost": "1", "sys_x": "1", "a": "1"}, nil},
		{map[string]string{"cost": "1"}, map[string]string{"cost": "2", "sys_y": "2"}},
	} {
		if err := client.ChangeTags(t.Context(), TaggedService, "s1", change.has, change.wanted); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{`{"action":"delete","tags":[{"key":"a"}]}`}, cloud.bodies); diff != "" {
		t.Error(diff)
	}
}

// Ignored tags make no difference to the question whether a request created an object.
func TestIgnoredTagsAreNotCompared(t *testing.T) {
	t.Parallel()
	client := script(t).clientIgnoring(t, 0, ignoredTags)
	service, endpoint := requestedService(), requestedEndpoint()
	service.Tags, endpoint.Tags = append(service.Tags, Tag{"cost", "1"}), append(endpoint.Tags, Tag{"cost", "1"})
	foundService, foundEndpoint := answeredService(), answeredEndpoint()
	*foundService.Tags = append(*foundService.Tags, Tag{"sys_x", "1"})
	*foundEndpoint.Tags = append(*foundEndpoint.Tags, Tag{"sys_x", "1"})
	client.separateIgnored(foundService)
	client.separateIgnored(foundEndpoint)
	if got := client.NewService(service).Compare(foundService); got != recovery.Equal {
		t.Errorf("service: %v", got)
	}
	if got := client.NewEndpoint(endpoint).Compare(foundEndpoint); got != recovery.Equal {
		t.Errorf("endpoint: %v", got)
	}
}
