package framework_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

var limits = framework.TagLimits{Tags: 10, Key: 36, Value: 43}

func tagMap(tags map[string]string) types.Map {
	elements := make(map[string]attr.Value, len(tags))
	for key, value := range tags {
		elements[key] = types.StringValue(value)
	}
	return types.MapValueMust(types.StringType, elements)
}

func numbered(n int) types.Map {
	tags := map[string]string{}
	for i := range n {
		tags[fmt.Sprint("k", i)] = ""
	}
	return tagMap(tags)
}

func validateTags(t *testing.T, tags types.Map) validator.MapResponse {
	t.Helper()
	var resp validator.MapResponse
	framework.Tags(limits).ValidateMap(t.Context(), validator.MapRequest{Path: path.Root("tags"), ConfigValue: tags}, &resp)
	return resp
}

func TestTagsAreAccepted(t *testing.T) {
	t.Parallel()
	for name, tags := range map[string]types.Map{
		"null":                     types.MapNull(types.StringType),
		"unknown":                  types.MapUnknown(types.StringType),
		"none":                     tagMap(nil),
		"ten":                      numbered(10),
		"shortest":                 tagMap(map[string]string{"k": ""}),
		"longest":                  tagMap(map[string]string{strings.Repeat("k", 36): strings.Repeat("v", 43)}),
		"longest, of many bytes":   tagMap(map[string]string{strings.Repeat("ü", 36): strings.Repeat("漢", 43)}),
		"longest, outside the BMP": tagMap(map[string]string{strings.Repeat("𝒳", 36): strings.Repeat("𐐷", 43)}),
		"signs":                    tagMap(map[string]string{"-_@": "@_-"}),
		"digits":                   tagMap(map[string]string{"0": "9", "٣": "३"}),
		"scripts":                  tagMap(map[string]string{"größe": "Ελληνικά", "стенд": "日本語", "नमस्ते": "العربية"}),
		"unknown value":            types.MapValueMust(types.StringType, map[string]attr.Value{"k": types.StringUnknown()}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if resp := validateTags(t, tags); len(resp.Diagnostics) != 0 {
				t.Error(resp.Diagnostics)
			}
		})
	}
}

func TestTagsAreRefused(t *testing.T) {
	t.Parallel()
	at := path.Root("tags")
	tests := map[string]struct {
		tags    types.Map
		at      path.Path
		summary string
		says    []string
	}{
		"eleven":    {numbered(11), at, "Too many tags", []string{"11 tags", "at most 10"}},
		"empty key": {tagMap(map[string]string{"": "v"}), at.AtMapKey(""), "Invalid tag key", []string{`""`, "0 characters", "1 to 36"}},
		"long key": {
			tagMap(map[string]string{strings.Repeat("ü", 37): "v"}),
			at.AtMapKey(strings.Repeat("ü", 37)),
			"Invalid tag key",
			[]string{"37 characters", "1 to 36"},
		},
		"long value": {
			tagMap(map[string]string{"k": strings.Repeat("ü", 44)}),
			at.AtMapKey("k"),
			"Invalid tag value",
			[]string{`"k"`, "44 characters", "0 to 43"},
		},
		"space in key":  {tagMap(map[string]string{"a b": "v"}), at.AtMapKey("a b"), "Invalid tag key", []string{`"a b"`, `' '`, "hyphens"}},
		"dot in value":  {tagMap(map[string]string{"k": "a.b"}), at.AtMapKey("k"), "Invalid tag value", []string{`"a.b"`, `'.'`, `"k"`}},
		"slash":         {tagMap(map[string]string{"k": "a/b"}), at.AtMapKey("k"), "Invalid tag value", []string{`'/'`}},
		"colon":         {tagMap(map[string]string{"k:1": ""}), at.AtMapKey("k:1"), "Invalid tag key", []string{`':'`}},
		"emoji":         {tagMap(map[string]string{"k": "😀"}), at.AtMapKey("k"), "Invalid tag value", []string{"😀"}},
		"fraction sign": {tagMap(map[string]string{"k": "½"}), at.AtMapKey("k"), "Invalid tag value", []string{"½"}},
		"line break":    {tagMap(map[string]string{"k": "a\n"}), at.AtMapKey("k"), "Invalid tag value", []string{`'\n'`}},
		"not UTF-8":     {tagMap(map[string]string{"k": "\xff"}), at.AtMapKey("k"), "Invalid tag value", nil},
		"null value": {
			types.MapValueMust(types.StringType, map[string]attr.Value{"k": types.StringNull()}),
			at.AtMapKey("k"), "Invalid tag value", []string{`"k"`, "no value"},
		},
		"bad key of an unknown value": {
			types.MapValueMust(types.StringType, map[string]attr.Value{"a b": types.StringUnknown()}), at.AtMapKey("a b"), "Invalid tag key", nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resp := validateTags(t, test.tags)
			if len(resp.Diagnostics) != 1 {
				t.Fatalf("got %v", resp.Diagnostics)
			}
			checkDiagnostic(t, resp.Diagnostics[0], test.at, test.summary, test.says...)
		})
	}
}

func TestTagsUpTo(t *testing.T) {
	t.Parallel()
	for n, faults := range map[int]int{0: 0, 20: 0, 21: 1} {
		var resp validator.MapResponse
		framework.Tags(
			framework.TagLimits{Tags: 20, Key: 36, Value: 43},
		).ValidateMap(
			t.Context(),
			validator.MapRequest{Path: path.Root("tags"), ConfigValue: numbered(n)},
			&resp,
		)
		if len(resp.Diagnostics) != faults {
			t.Errorf("%d tags: %v", n, resp.Diagnostics)
		}
	}
	if text := framework.Tags(framework.TagLimits{Tags: 20, Key: 36, Value: 43}).Description(t.Context()); !strings.Contains(text, "20 tags") {
		t.Errorf("got %q", text)
	}
}

func TestEveryFaultOfTagsIsSaid(t *testing.T) {
	t.Parallel()
	resp := validateTags(t, tagMap(map[string]string{"a b": "c d", "e": "f g", "fine": "fine"}))
	if len(resp.Diagnostics) != 3 {
		t.Errorf("got %v", resp.Diagnostics)
	}
}

func TestUnknownTagsHideNoFault(t *testing.T) {
	t.Parallel()
	elements := map[string]attr.Value{"e": types.StringValue("f g")}
	for i := range 9 {
		elements[fmt.Sprint("k", i)] = types.StringUnknown()
	}
	if resp := validateTags(t, types.MapValueMust(types.StringType, elements)); len(resp.Diagnostics) != 1 {
		t.Errorf("got %v", resp.Diagnostics)
	}
}

func TestTagsDescribeTheirRule(t *testing.T) {
	t.Parallel()
	text := framework.Tags(limits).Description(t.Context())
	if !strings.Contains(text, "10 tags") || !strings.Contains(text, "1 to 36") || !strings.Contains(text, "0 to 43") ||
		text != framework.Tags(limits).MarkdownDescription(t.Context()) {
		t.Errorf("got %q", text)
	}
}

func TestTagValues(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		tags types.Map
		want map[string]string
	}{
		"null":    {types.MapNull(types.StringType), map[string]string{}},
		"unknown": {types.MapUnknown(types.StringType), map[string]string{}},
		"none":    {tagMap(nil), map[string]string{}},
		"some":    {tagMap(map[string]string{"a": "1", "b": ""}), map[string]string{"a": "1", "b": ""}},
	} {
		if diff := cmp.Diff(test.want, framework.TagValues(test.tags)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestAnsweredTags(t *testing.T) {
	t.Parallel()
	null, unknown, none, some := types.MapNull(
		types.StringType,
	), types.MapUnknown(
		types.StringType,
	), tagMap(
		nil,
	), tagMap(
		map[string]string{"a": "1"},
	)
	for name, test := range map[string]struct {
		had    types.Map
		answer map[string]string
		want   types.Map
	}{
		"absent keeps null":     {null, nil, null},
		"absent keeps none":     {none, nil, none},
		"absent keeps some":     {some, nil, some},
		"absent ends unknown":   {unknown, nil, null},
		"none of null":          {null, map[string]string{}, null},
		"none of unknown":       {unknown, map[string]string{}, null},
		"none of none":          {none, map[string]string{}, none},
		"none of some":          {some, map[string]string{}, null},
		"some of null":          {null, map[string]string{"a": "1"}, some},
		"some of unknown":       {unknown, map[string]string{"a": "1"}, some},
		"some of others":        {tagMap(map[string]string{"b": "2"}), map[string]string{"a": "1"}, some},
		"a value that is empty": {null, map[string]string{"a": ""}, tagMap(map[string]string{"a": ""})},
	} {
		if got := framework.TagsFromAPI(test.had, test.answer); !got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}
