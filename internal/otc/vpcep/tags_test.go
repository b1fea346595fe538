package vpcep

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestChangeTags(t *testing.T) {
	t.Parallel()
	type tags = map[string]string
	tests := map[string]struct {
		has, wanted tags
		want        []string // the bodies that are sent
	}{
		"none":     {nil, nil, nil},
		"the same": {tags{"a": "1", "b": ""}, tags{"a": "1", "b": ""}, nil},
		"first": {
			nil,
			tags{"b": "2", "a": "1"},
			[]string{`{"action":"create","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}`},
		},
		"one more": {tags{"a": "1"}, tags{"a": "1", "b": "2"}, []string{`{"action":"create","tags":[{"key":"b","value":"2"}]}`}},
		"another value": {
			tags{"a": "1", "b": "2"},
			tags{"a": "3", "b": "2"},
			[]string{`{"action":"create","tags":[{"key":"a","value":"3"}]}`},
		},
		"no value":      {tags{"a": "1"}, tags{"a": ""}, []string{`{"action":"create","tags":[{"key":"a","value":""}]}`}},
		"empty, new":    {nil, tags{"a": ""}, []string{`{"action":"create","tags":[{"key":"a","value":""}]}`}},
		"one less":      {tags{"a": "1", "b": "2"}, tags{"a": "1"}, []string{`{"action":"delete","tags":[{"key":"b"}]}`}},
		"none any more": {tags{"b": "2", "a": "1"}, nil, []string{`{"action":"delete","tags":[{"key":"a"},{"key":"b"}]}`}},
		"case matters": {
			tags{"a": "1"},
			tags{"A": "1"},
			[]string{`{"action":"delete","tags":[{"key":"a"}]}`, `{"action":"create","tags":[{"key":"A","value":"1"}]}`},
		},
		"room first": {
			tags{"a": "1", "c": "3"},
			tags{"b": "2", "c": "4"},
			[]string{`{"action":"delete","tags":[{"key":"a"}]}`, `{"action":"create","tags":[{"key":"b","value":"2"},{"key":"c","value":"4"}]}`},
		},
		"any script, <>&\"": {nil, tags{"größe": `<&">`}, []string{`{"action":"create","tags":[{"key":"größe","value":"<&\">"}]}`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.onOther = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }
			if err := cloud.client(t, 0).ChangeTags(t.Context(), TaggedService, "a/b", test.has, test.wanted); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, cloud.bodies); diff != "" {
				t.Error(diff)
			}
			for _, request := range cloud.requests {
				if request != "POST /endpoint_service/a/b/tags/action" {
					t.Errorf("sent to %s", request)
				}
			}
		})
	}
}

func TestChangeTagsOfAnEndpoint(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }
	if err := cloud.client(t, 0).ChangeTags(t.Context(), TaggedEndpoint, "e1", nil, map[string]string{"a": "1"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"POST /endpoint/e1/tags/action"}, cloud.requests); diff != "" {
		t.Error(diff)
	}
}

func TestChangeTagsEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, _ *http.Request) { refuse(w, http.StatusBadRequest, "EndPoint.3069") }
	err := cloud.client(t, 0).ChangeTags(t.Context(), TaggedService, "s1", map[string]string{"a": "1"}, map[string]string{"b": "1"})
	if !otc.HasCode(err, "EndPoint.3069") || len(cloud.requests) != 1 {
		t.Errorf("%d requests, %v", len(cloud.requests), err)
	}
}

// Adding a tag twice is safe.
func TestChangeTagsIsRepeated(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		if len(cloud.requests) < 3 {
			w.WriteHeader(http.StatusBadGateway)
		}
	}
	if err := cloud.client(
		t,
		2,
	).ChangeTags(
		t.Context(),
		TaggedService,
		"s1",
		nil,
		map[string]string{"b": "1"},
	); err != nil ||
		len(cloud.requests) != 3 {
		t.Errorf("%d requests, %v", len(cloud.requests), err)
	}
}

func TestTagsAreInTheOrderOfTheirKeys(t *testing.T) {
	t.Parallel()
	want := []Tag{{"A", "3"}, {"a", "1"}, {"b", "2"}}
	if diff := cmp.Diff(want, Tags(map[string]string{"b": "2", "A": "3", "a": "1"})); diff != "" {
		t.Error(diff)
	}
	if got := Tags(nil); got == nil || len(got) != 0 {
		t.Errorf("got %#v", got)
	}
}
