package otc

import (
	"slices"
	"strings"
)

// IgnoredTags are the tags that other systems write. The clients of services neither return nor change them.
type IgnoredTags struct {
	Keys     []string
	Prefixes []string // of keys
}

// Match reports whether the tag with a key is ignored.
func (i IgnoredTags) Match(key string) bool {
	return slices.Contains(i.Keys, key) ||
		slices.ContainsFunc(i.Prefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}
