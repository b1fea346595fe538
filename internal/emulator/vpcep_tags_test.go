package emulator_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestChangeTags(t *testing.T) {
	t.Parallel()
	before := []emulator.Tag{{Key: "a", Value: "1"}, {Key: "b", Value: "2"}}
	tests := []struct {
		name, body, code string
		want             []emulator.Tag
	}{
		{"create", `{"action":"create","tags":[{"key":"c","value":""}]}`, "", append(slices.Clone(before), emulator.Tag{Key: "c"})},
		{"overwrite", `{"action":"create","tags":[{"key":"a","value":"9"}]}`, "", []emulator.Tag{{Key: "b", Value: "2"}, {Key: "a", Value: "9"}}},
		{"delete by key", `{"action":"delete","tags":[{"key":"a"}]}`, "", before[1:]},
		{"delete by key and value", `{"action":"delete","tags":[{"key":"a","value":"1"}]}`, "", before[1:]},
		{"delete with another value", `{"action":"delete","tags":[{"key":"a","value":"2"}]}`, "", before},
		{"quota", `{"action":"create","tags":[{"key":"c","value":""},{"key":"d","value":""}]}`, "EndPoint.3069", before},
		{"create without value", `{"action":"create","tags":[{"key":"c"}]}`, "EndPoint.3068", before},
		{"empty", `{"action":"create","tags":[]}`, "EndPoint.3066", before},
		{"action", `{"action":"add","tags":[{"key":"c","value":""}]}`, "EndPoint.0007", before},
		{"map instead of list", `{"action":"create","tags":{"c":""}}`, "EndPoint.0002", before},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{TagQuota: 3})
			s := c.signIn(c.Owner())
			id := c.AddService(emulator.Service{Tags: before})
			status := http.StatusNoContent
			if test.code != "" {
				status = http.StatusBadRequest
			}
			s.want(status, test.code, http.MethodPost, "/endpoint_service/"+id+"/tags/action", test.body)
			if got, _ := c.Service(id); !slices.Equal(got.Tags, test.want) {
				t.Errorf("tags are %v, want %v", got.Tags, test.want)
			}
		})
	}
}

func TestFindByTags(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	c.AddService(emulator.Service{Name: "one", Tags: []emulator.Tag{{Key: "env", Value: "dev"}}})
	c.AddService(emulator.Service{Name: "two", Tags: []emulator.Tag{{Key: "env", Value: "prod"}, {Key: "team", Value: "x"}}})
	c.AddService(emulator.Service{Name: "three"})
	find := "/endpoint_service/resource_instances/action"
	for body, want := range map[string]float64{
		`{"action":"count"}`: 3,
		`{"action":"filter","tags":[{"key":"env","values":[]}],"limit":"1000","offset":"0"}`:                   2,
		`{"action":"filter","tags":[{"key":"env","values":["dev","x"]}]}`:                                      1,
		`{"action":"filter","tags":[{"key":"env","values":[]},{"key":"team","values":[]}]}`:                    1,
		`{"action":"filter","tags_any":[{"key":"none","values":[]},{"key":"team","values":[]}]}`:               1,
		`{"action":"filter","not_tags":[{"key":"env","values":["dev"]}]}`:                                      2,
		`{"action":"filter","not_tags_any":[{"key":"env","values":["dev"]},{"key":"team","values":[]}]}`:       1,
		`{"action":"filter","matches":[{"key":"resource_name","value":"T"}],"limit":"1","offset":"1"}`:         2,
		`{"action":"count","tags":[{"key":"env","values":[]}],"matches":[{"key":"resource_name","value":""}]}`: 2,
	} {
		if r := s.want(http.StatusOK, "", http.MethodPost, find, body); r.json["total_count"] != want {
			t.Errorf("%s: %s, want %v", body, r.body, want)
		}
	}
	for body, code := range map[string]string{
		`{"action":"find"}`:                                                               "EndPoint.0007",
		`{"action":"filter","limit":"0"}`:                                                 "EndPoint.0006",
		`{"action":"filter","limit":10}`:                                                  "EndPoint.0002",
		`{"action":"filter","offset":"-1"}`:                                               "EndPoint.0010",
		`{"action":"filter","tags":[{"key":"a"}]}`:                                        "EndPoint.3068",
		`{"action":"filter","tags":[{"key":"","values":[]}]}`:                             "EndPoint.3066",
		`{"action":"count","tags_any":[{"key":"a","values":[]},{"key":"a","values":[]}]}`: "EndPoint.3067",
		`{"action":"filter","not_tags":[{"key":"a","values":["1","1"]}]}`:                 "EndPoint.3067",
		`{"action":"filter","not_tags_any":[{"key":"a","values":["0","1","2","3","4","5","6","7","8","9","10"]}]}`:   "EndPoint.3069",
		`{"action":"filter","tags":[` + strings.Repeat(`{"key":"a","values":[]},`, 20) + `{"key":"a","values":[]}]}`: "EndPoint.3069",
		`{"action":"count","limit":"1"}`:                          "EndPoint.0002",
		`{"action":"count","matches":[{"key":"id","value":"x"}]}`: "EndPoint.0002",
	} {
		s.want(http.StatusBadRequest, code, http.MethodPost, find, body)
	}
	r := s.want(http.StatusOK, "", http.MethodGet, "/endpoint_service/tags", "")
	if !strings.Contains(r.body, `{"key":"env","values":["dev","prod"]}`) {
		t.Errorf("tags of the project: %s", r.body)
	}
	s.want(http.StatusBadRequest, "EndPoint.3070", http.MethodGet, "/vpc/tags", "")
	id := c.AddEndpoint(emulator.Endpoint{ProjectID: c.Owner().ProjectID})
	s.want(http.StatusNoContent, "", http.MethodPost, "/endpoint/"+id+"/tags/action", `{"action":"create","tags":[{"key":"k","value":"v"}]}`)
	r = s.want(http.StatusOK, "", http.MethodPost, "/endpoint/resource_instances/action", `{"action":"filter"}`)
	if !strings.Contains(r.body, `"resource_id":"`+id+`"`) {
		t.Errorf("endpoints by tag: %s", r.body)
	}
}
