package framework_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

type texts = map[string]string

var (
	nullMap    = types.MapNull(types.StringType)
	unknownMap = types.MapUnknown(types.StringType)
)

// unknownValue returns tags with one more, whose value is unknown.
func unknownValue(key string, tags texts) types.Map {
	elements := tagMap(tags).Elements()
	elements[key] = types.StringUnknown()
	return types.MapValueMust(types.StringType, elements)
}

func TestPlannedTags(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ defaults, tags, want types.Map }{
		"none":                          {nullMap, nullMap, tagMap(nil)},
		"empty":                         {tagMap(nil), tagMap(nil), tagMap(nil)},
		"not configured provider":       {types.Map{}, tagMap(texts{"a": "1"}), tagMap(texts{"a": "1"})},
		"tags only":                     {nullMap, tagMap(texts{"a": "1"}), tagMap(texts{"a": "1"})},
		"defaults only":                 {tagMap(texts{"a": "1"}), nullMap, tagMap(texts{"a": "1"})},
		"both":                          {tagMap(texts{"a": "1"}), tagMap(texts{"b": "2"}), tagMap(texts{"a": "1", "b": "2"})},
		"the resource's wins":           {tagMap(texts{"a": "1"}), tagMap(texts{"a": "2"}), tagMap(texts{"a": "2"})},
		"even without a value":          {tagMap(texts{"a": "1"}), tagMap(texts{"a": ""}), tagMap(texts{"a": ""})},
		"the same":                      {tagMap(texts{"a": "1"}), tagMap(texts{"a": "1"}), tagMap(texts{"a": "1"})},
		"case matters":                  {tagMap(texts{"A": "1"}), tagMap(texts{"a": "1"}), tagMap(texts{"a": "1", "A": "1"})},
		"unknown defaults":              {unknownMap, tagMap(texts{"a": "1"}), unknownMap},
		"unknown tags":                  {tagMap(texts{"a": "1"}), unknownMap, unknownMap},
		"unknown default value":         {unknownValue("b", nil), tagMap(texts{"a": "1"}), unknownValue("b", texts{"a": "1"})},
		"unknown value":                 {tagMap(texts{"a": "1"}), unknownValue("b", nil), unknownValue("b", texts{"a": "1"})},
		"unknown value over a default":  {tagMap(texts{"b": "1"}), unknownValue("b", nil), unknownValue("b", nil)},
		"value over an unknown default": {unknownValue("b", nil), tagMap(texts{"b": "1"}), tagMap(texts{"b": "1"})},
		"the most":                      {numbered(10), numbered(10), numbered(10)},
	} {
		got, diags := framework.TagPlan{Defaults: test.defaults, Limits: limits}.All(test.tags)
		if !got.Equal(test.want) || len(diags) > 0 {
			t.Errorf("%s: got %s, want %s; %v", name, got, test.want, diags)
		}
	}
}

func TestPlannedTagsAreRefused(t *testing.T) {
	t.Parallel()
	at := path.Root("tags")
	ignored := otc.IgnoredTags{Keys: []string{"cost"}, Prefixes: []string{"sys_"}}
	for name, test := range map[string]struct {
		defaults, tags types.Map
		at             path.Path
		summary        string
		says           []string
	}{
		"too many together": {
			tagMap(texts{"k0": "", "x": "", "y": ""}), numbered(9), at, "Too many tags",
			[]string{"11 tags", "at most 10", "9 from tags", `2 from default_tags of the provider ("x", "y")`},
		},
		"too many, one unknown": {
			unknownValue("x", nil), numbered(10), at, "Too many tags", []string{"11 tags", `1 from default_tags of the provider ("x")`},
		},
		"too many defaults": {numbered(11), nullMap, at, "Too many tags", []string{"0 from tags", "11 from default_tags"}},
		"ignored key":       {nullMap, tagMap(texts{"cost": "1", "a": ""}), at.AtMapKey("cost"), "Tag is ignored", []string{`"cost"`, "ignore_tags"}},
		"ignored prefix":    {nullMap, unknownValue("sys_a", nil), at.AtMapKey("sys_a"), "Tag is ignored", []string{`"sys_a"`}},
		"ignored, defaults unknown": {
			unknownMap, tagMap(texts{"cost": "1"}), at.AtMapKey("cost"), "Tag is ignored", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, diags := framework.TagPlan{Defaults: test.defaults, Ignored: ignored, Limits: limits}.All(test.tags)
			if len(diags) != 1 {
				t.Fatalf("got %v", diags)
			}
			checkDiagnostic(t, diags[0], test.at, test.summary, test.says...)
		})
	}
}

func TestTagsWithoutDefaults(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ defaults, found, own, want types.Map }{
		"none":                    {nullMap, nullMap, nullMap, nullMap},
		"no default":              {nullMap, tagMap(texts{"a": "1"}), nullMap, tagMap(texts{"a": "1"})},
		"empty stays":             {tagMap(texts{"a": "1"}), tagMap(nil), tagMap(nil), tagMap(nil)},
		"unchanged default":       {tagMap(texts{"a": "1"}), tagMap(texts{"a": "1", "b": "2"}), nullMap, tagMap(texts{"b": "2"})},
		"nothing else":            {tagMap(texts{"a": "1"}), tagMap(texts{"a": "1"}), nullMap, nullMap},
		"changed default":         {tagMap(texts{"a": "1"}), tagMap(texts{"a": "2"}), nullMap, tagMap(texts{"a": "2"})},
		"configured as well":      {tagMap(texts{"a": "1"}), tagMap(texts{"a": "1"}), tagMap(texts{"a": "0"}), tagMap(texts{"a": "1"})},
		"default of some value":   {unknownValue("a", nil), tagMap(texts{"a": "1", "b": "2"}), nullMap, tagMap(texts{"b": "2"})},
		"defaults of any key":     {unknownMap, tagMap(texts{"a": "1"}), nullMap, tagMap(texts{"a": "1"})},
		"not configured provider": {types.Map{}, tagMap(texts{"a": "1"}), nullMap, tagMap(texts{"a": "1"})},
	} {
		if got := (framework.TagPlan{Defaults: test.defaults}).WithoutDefaults(test.found, test.own); !got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestOwnAndAllTagsFromAPI(t *testing.T) {
	t.Parallel()
	none, a1, a2, d1, d2 := tagMap(nil), tagMap(texts{"a": "1"}), tagMap(texts{"a": "2"}), tagMap(texts{"d": "1"}), tagMap(texts{"d": "2"})
	a2b, a1d1 := tagMap(texts{"a": "2", "b": ""}), tagMap(texts{"a": "1", "d": "1"})
	for name, test := range map[string]struct {
		tags, all         types.Map
		answer            texts
		wantOwn, wantsAll types.Map
	}{
		"import":                        {nullMap, nullMap, texts{"a": "1"}, a1, a1},
		"import without tags":           {nullMap, nullMap, texts{}, nullMap, none},
		"import, absent":                {nullMap, nullMap, nil, nullMap, none},
		"zero values":                   {types.Map{}, types.Map{}, texts{"a": "1"}, a1, a1},
		"before tags_all existed":       {a1, nullMap, texts{"a": "1"}, a1, a1},
		"the same, absent":              {a1, nullMap, nil, a1, a1},
		"the same, changed":             {a1, nullMap, texts{"a": "2", "b": ""}, a2b, a2b},
		"a default":                     {nullMap, d1, texts{"d": "1"}, nullMap, d1},
		"a default, tags {}":            {none, d1, texts{"d": "1"}, none, d1},
		"a default, absent":             {nullMap, d1, nil, nullMap, d1},
		"a default that changed":        {nullMap, d1, texts{"d": "2"}, d2, d2},
		"a default that is gone":        {nullMap, d1, texts{}, nullMap, none},
		"an own tag":                    {a1, a1d1, texts{"a": "1", "d": "1"}, a1, a1d1},
		"an own tag that changed":       {a1, a1, texts{"a": "2"}, a2, a2},
		"an own tag that is gone":       {a1, a1d1, texts{"d": "1"}, nullMap, d1},
		"one of somebody else":          {nullMap, d1, texts{"d": "1", "z": "1"}, tagMap(texts{"z": "1"}), tagMap(texts{"d": "1", "z": "1"})},
		"no tags_all in an unread plan": {a1, unknownMap, texts{"a": "1"}, a1, a1},
	} {
		own, all := framework.OwnAndAllTagsFromAPI(test.tags, test.all, test.answer)
		if !own.Equal(test.wantOwn) || !all.Equal(test.wantsAll) {
			t.Errorf("%s: got %s and %s, want %s and %s", name, own, all, test.wantOwn, test.wantsAll)
		}
	}
}

func TestTagPlanOfAProvider(t *testing.T) {
	t.Parallel()
	ignored := otc.IgnoredTags{Keys: []string{"cost"}}
	defaults := types.MapValueMust(types.StringType, map[string]attr.Value{"a": types.StringValue("1")})
	data := framework.NewProviderData(otc.NewClient(nil, nil, otc.ClientOptions{IgnoredTags: ignored}), defaults)
	if got := framework.NewTagPlan(data, limits); !got.Defaults.Equal(defaults) || !got.Ignored.Match("cost") || got.Limits != limits {
		t.Errorf("got %+v", got)
	}
	if all, diags := framework.NewTagPlan(nil, limits).All(nullMap); len(all.Elements()) > 0 || len(diags) > 0 {
		t.Errorf("before the provider is configured: got %s, %v", all, diags)
	}
}
