package emulator

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxPorts       = 200
	maxDescription = 128
	maxTagKey      = 36
	maxTagValue    = 43
)

var (
	uuidPattern        = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	serviceNamePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,16}$`)

	tcpProxies = []string{"close", "toa_open", "proxy_open", "open", "proxy_vni"}
)

func isUUID(s string) bool { return uuidPattern.MatchString(s) }

func checkDescription(s string) error {
	if n := utf8.RuneCountInString(s); n > maxDescription || strings.ContainsAny(s, "<>") {
		return apiErrorf("EndPoint.0002", "description has %d characters or contains < or >; at most %d characters are allowed",
			n, maxDescription)
	}
	return nil
}

type tagBody struct {
	Key   *string `json:"key"`
	Value *string `json:"value"`
}

func checkTags(bodies []tagBody) ([]Tag, error) {
	var tags []Tag
	for i, b := range bodies {
		if b.Key == nil || *b.Key == "" {
			return nil, apiErrorf("EndPoint.3066", "tags[%d].key is empty", i)
		}
		t := Tag{Key: *b.Key}
		if b.Value != nil {
			t.Value = *b.Value
		}
		switch {
		case utf8.RuneCountInString(t.Key) > maxTagKey:
			return nil, apiErrorf("EndPoint.3072", "tags[%d].key is longer than %d characters", i, maxTagKey)
		case utf8.RuneCountInString(t.Value) > maxTagValue:
			return nil, apiErrorf("EndPoint.3073", "tags[%d].value is longer than %d characters", i, maxTagValue)
		case !isTagText(t.Key) || !isTagText(t.Value):
			return nil, apiErrorf("EndPoint.3068", "tag %q: %q contains characters other than letters, digits, -, _ and @", t.Key, t.Value)
		case slices.ContainsFunc(tags, func(o Tag) bool { return o.Key == t.Key }):
			return nil, apiErrorf("EndPoint.3067", "duplicate tag %q", t.Key)
		}
		tags = append(tags, t)
	}
	return tags, nil
}

// isTagText reports whether s is a valid tag key or value. Letters and digits of all scripts are valid.
func isTagText(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_@", r) {
			return false
		}
	}
	return utf8.ValidString(s)
}
