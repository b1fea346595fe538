package provider

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

var (
	mapType = types.MapType{ElemType: types.StringType}
	setType = types.SetType{ElemType: types.StringType}
)

func defaultTagsValue(tags attr.Value) types.Object {
	return types.ObjectValueMust(map[string]attr.Type{argTags: mapType}, map[string]attr.Value{argTags: tags})
}

func ignoreTagsValue(keys, prefixes attr.Value) types.Object {
	return types.ObjectValueMust(
		map[string]attr.Type{argKeys: setType, argKeyPrefixes: setType},
		map[string]attr.Value{argKeys: keys, argKeyPrefixes: prefixes},
	)
}

func stringSet(texts ...attr.Value) types.Set { return types.SetValueMust(types.StringType, texts) }

func TestDefaultTagsOfTheModel(t *testing.T) {
	t.Parallel()
	some := types.MapValueMust(types.StringType, map[string]attr.Value{"a": types.StringValue("1"), "b": types.StringUnknown()})
	null, unknown := types.MapNull(types.StringType), types.MapUnknown(types.StringType)
	for name, test := range map[string]struct {
		argument types.Object
		want     types.Map
	}{
		"not set":      {types.Object{}, null},
		"null":         {types.ObjectNull(map[string]attr.Type{argTags: mapType}), null},
		"without tags": {defaultTagsValue(null), null},
		"unknown":      {types.ObjectUnknown(map[string]attr.Type{argTags: mapType}), unknown},
		"unknown tags": {defaultTagsValue(unknown), unknown},
		"tags":         {defaultTagsValue(some), some},
		"no tags":      {defaultTagsValue(types.MapValueMust(types.StringType, nil)), types.MapValueMust(types.StringType, nil)},
	} {
		if got := (providerModel{DefaultTags: test.argument}).defaultTags(); !got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestIgnoredTagsOfTheModel(t *testing.T) {
	t.Parallel()
	null := types.SetNull(types.StringType)
	some := stringSet(types.StringValue("a"))
	for name, test := range map[string]struct {
		argument types.Object
		want     otc.IgnoredTags
	}{
		"not set":  {types.Object{}, otc.IgnoredTags{}},
		"null":     {types.ObjectNull(map[string]attr.Type{argKeys: setType, argKeyPrefixes: setType}), otc.IgnoredTags{}},
		"keys":     {ignoreTagsValue(some, null), otc.IgnoredTags{Keys: []string{"a"}, Prefixes: []string{}}},
		"prefixes": {ignoreTagsValue(null, some), otc.IgnoredTags{Keys: []string{}, Prefixes: []string{"a"}}},
	} {
		if diff := cmp.Diff(test.want, providerModel{IgnoreTags: test.argument}.ignoredTags()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	s := given{arguments: map[string]any{argIgnoreTags: ignoreTagsValue(some, null)}, env: complete()}.mustResolve(t)
	if !s.IgnoredTags.Match("a") {
		t.Errorf("the settings ignore %+v", s.IgnoredTags)
	}
}

// Default tags may be unknown in a plan, tags to ignore must not.
func TestUnknownTags(t *testing.T) {
	t.Parallel()
	null := types.SetNull(types.StringType)
	unknown := types.SetUnknown(types.StringType)
	for name, argument := range map[string]types.Object{
		"ignore_tags": types.ObjectUnknown(map[string]attr.Type{argKeys: setType, argKeyPrefixes: setType}),
		"keys":        ignoreTagsValue(unknown, null),
		"prefixes":    ignoreTagsValue(null, unknown),
		"one key":     ignoreTagsValue(stringSet(types.StringValue("a"), types.StringUnknown()), null),
	} {
		_, diags := given{arguments: map[string]any{argIgnoreTags: argument}, env: complete()}.resolve(t)
		if text := errorAt(t, diags, argIgnoreTags); !strings.Contains(text, "ignore_tags is not known yet") {
			t.Errorf("%s: the error is %q", name, text)
		}
	}
	unknownTags := defaultTagsValue(types.MapUnknown(types.StringType))
	given{arguments: map[string]any{argDefaultTags: unknownTags}, env: complete()}.mustResolve(t)
}

func TestDefaultTagsMustNotBeIgnored(t *testing.T) {
	t.Parallel()
	model := providerModel{
		DefaultTags: defaultTagsValue(types.MapValueMust(types.StringType, map[string]attr.Value{
			"a": types.StringValue("1"), "cost": types.StringUnknown(), "sys_a": types.StringValue("1"),
		})),
		IgnoreTags: ignoreTagsValue(stringSet(types.StringValue("cost"), types.StringUnknown()), stringSet(types.StringValue("sys_"))),
	}
	diags := model.checkTags()
	tags := path.Root(argDefaultTags).AtName(argTags)
	for i, key := range []string{"cost", "sys_a"} {
		if len(diags) != 2 {
			t.Fatalf("got %v", diags)
		}
		if text := errorAt(t, diags[i:i+1], tags.AtMapKey(key).String()); !strings.HasPrefix(text, "Default tag is ignored") {
			t.Errorf("%s: the error is %q", key, text)
		}
	}
	model.IgnoreTags = types.ObjectNull(nil)
	if diags := model.checkTags(); len(diags) > 0 {
		t.Errorf("nothing is ignored, but got %v", diags)
	}
}
