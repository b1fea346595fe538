package vpcep

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestFindByTags(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, []string{"find-by-tags 503 times=1"}, func(t *testing.T, ctx context.Context, cloud *emulated) {
		ids := map[string]string{}
		for name, tags := range map[string][]emulator.Tag{
			"shop": {{Key: "stage", Value: "prod"}, {Key: "team", Value: "a"}}, "shop-test": {{Key: "stage", Value: "test"}}, "dns": nil,
		} {
			ids[cloud.AddService(emulator.Service{Name: name, Tags: tags})] = name
		}
		endpoint := cloud.AddEndpoint(emulator.Endpoint{ProjectID: cloud.Owner().ProjectID, Tags: []emulator.Tag{{Key: "team", Value: "a"}}})
		stage, prod, team := TagValues{Key: "stage"}, TagValues{"stage", []string{"prod", "x"}}, TagValues{Key: "team"}
		for name, test := range map[string]struct {
			filter TagFilter
			want   []string
		}{
			"no filter":    {TagFilter{}, []string{"dns", "shop", "shop-test"}},
			"a key":        {TagFilter{Tags: []TagValues{stage}}, []string{"shop", "shop-test"}},
			"values":       {TagFilter{Tags: []TagValues{prod}}, []string{"shop"}},
			"all":          {TagFilter{Tags: []TagValues{stage, team}}, []string{"shop"}},
			"any":          {TagFilter{TagsAny: []TagValues{stage, team}}, []string{"shop", "shop-test"}},
			"not all":      {TagFilter{NotTags: []TagValues{stage, team}}, []string{"dns", "shop-test"}},
			"not any":      {TagFilter{NotTagsAny: []TagValues{stage, team}}, []string{"dns"}},
			"name":         {TagFilter{Name: "SHOP"}, []string{"shop", "shop-test"}},
			"all at once":  {TagFilter{Tags: []TagValues{stage}, NotTagsAny: []TagValues{team}, Name: "shop"}, []string{"shop-test"}},
			"nothing":      {TagFilter{Tags: []TagValues{{Key: "none"}}}, nil},
			"empty values": {TagFilter{Tags: []TagValues{{"stage", []string{}}}}, []string{"shop", "shop-test"}},
		} {
			found, err := cloud.owner.FindByTags(ctx, TaggedService, test.filter)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			var got []string
			for _, r := range found {
				got = append(got, ids[r.ID])
				if value(r.Name) != ids[r.ID] {
					t.Errorf("%s: %s is named %q", name, ids[r.ID], value(r.Name))
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if n, err := cloud.owner.CountByTags(ctx, TaggedService, test.filter); err != nil || int(n) != len(test.want) {
				t.Errorf("%s: counted %d, %v", name, n, err)
			}
		}
		found, err := cloud.owner.FindByTags(ctx, TaggedEndpoint, TagFilter{Tags: []TagValues{team}})
		if err != nil || len(found) != 1 || found[0].ID != endpoint || !slices.Equal(found[0].Tags, []Tag{{"team", "a"}}) {
			t.Errorf("endpoints: %+v, %v", found, err)
		}
		tags, err := cloud.owner.ListTags(ctx, TaggedEndpoint)
		if diff := cmp.Diff([]TagValues{{"team", []string{"a"}}}, tags); err != nil || diff != "" {
			t.Errorf("tags (-want +got):\n%s, %v", diff, err)
		}
	})
}

// The pages are requested in the body, with numbers as strings.
func TestFindByTagsPages(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onOther = func(w http.ResponseWriter, _ *http.Request) {
		switch len(cloud.bodies) {
		case 1:
			_, _ = io.WriteString(w, `{"resources":[{"resource_id":"1"},{"resource_id":"2"}],"total_count":3}`)
		case 2:
			_, _ = io.WriteString(w, `{"resources":[{"resource_id":"3"}],"total_count":3}`)
		default:
			refuse(w, http.StatusBadRequest, "EndPoint.0010")
		}
	}
	found, err := cloud.client(t, 0).FindByTags(t.Context(), TaggedService, TagFilter{Tags: []TagValues{{Key: "a"}}, Name: "n"})
	if err != nil || len(found) != 3 {
		t.Errorf("got %+v, %v", found, err)
	}
	const filter = `{"action":"filter","tags":[{"key":"a","values":[]}],"matches":[{"key":"resource_name","value":"n"}],"limit":"1000"`
	if diff := cmp.Diff([]string{filter + `}`, filter + `,"offset":"2"}`}, cloud.bodies); diff != "" {
		t.Errorf("bodies (-want +got):\n%s", diff)
	}
}

// A response without the expected field is not an empty result.
func TestFindByTagsResponses(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{}`, `{"tags":null,"total_count":null}`, `{"error_code":"EndPoint.0004","error_msg":"no"}`, `[]`, ``} {
		t.Run(fmt.Sprintf("%q", body), func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.onOther = func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
			client := cloud.client(t, 0)
			if got, err := client.CountByTags(t.Context(), TaggedService, TagFilter{}); err == nil {
				t.Errorf("counted %d", got)
			}
			if got, err := client.ListTags(t.Context(), TaggedService); err == nil {
				t.Errorf("listed %v", got)
			}
		})
	}
	cloud := emulate(t, emulator.Options{}, "find-by-tags EndPoint.0004", "list-tags EndPoint.0004")
	_, findErr := cloud.owner.FindByTags(t.Context(), TaggedService, TagFilter{})
	_, countErr := cloud.owner.CountByTags(t.Context(), TaggedService, TagFilter{})
	_, listErr := cloud.owner.ListTags(t.Context(), TaggedService)
	for _, err := range []error{findErr, countErr, listErr} {
		if !otc.HasCode(err, string(CodeForbidden)) {
			t.Errorf("got %v", err)
		}
	}
}
