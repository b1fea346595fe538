package framework

import (
	"testing"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

const maxTagKey, maxTagValue = 36, 43

// Whatever a tag is, checking it never panics, what passes has the length that is allowed, and it is read back as it was.
func FuzzTag(f *testing.F) {
	f.Add("team", "shop")
	f.Fuzz(func(t *testing.T, key, text string) {
		if problemWith(key, 1, maxTagKey) == "" {
			if n := utf8.RuneCountInString(key); n < 1 || n > maxTagKey {
				t.Errorf("the key %q of %d characters passes", key, n)
			}
		}
		if problemWith(text, 0, maxTagValue) == "" && utf8.RuneCountInString(text) > maxTagValue {
			t.Errorf("the value %q passes", text)
		}
		answered := TagsFromAPI(types.MapNull(types.StringType), map[string]string{key: text})
		if got := TagValues(answered); len(got) != 1 || got[key] != text {
			t.Errorf("the tag %q = %q is read back as %q", key, text, got)
		}
	})
}
