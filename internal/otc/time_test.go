package otc

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ earliest, latest string }{
		"2018-01-30T07:42:01Z":           {"2018-01-30T07:42:01Z", "2018-01-30T07:42:02Z"},
		"2018-01-30T07:42:01.174":        {"2018-01-30T07:42:01.174Z", "2018-01-30T07:42:01.175Z"},
		"2018-01-30T07:42:01":            {"2018-01-30T07:42:01Z", "2018-01-30T07:42:02Z"},
		"2018-01-30T07:42:01.174Z":       {"2018-01-30T07:42:01.174Z", "2018-01-30T07:42:01.175Z"},
		"2018-01-30T08:42:01+01:00":      {"2018-01-30T07:42:01Z", "2018-01-30T07:42:02Z"},
		"2018-01-30T07:42:01.123456789Z": {"2018-01-30T07:42:01.123456789Z", "2018-01-30T07:42:01.124456789Z"},
		"":                               {},
		"2018-01-30":                     {},
		"2018-01-30 07:42:01":            {},
		"1517298121":                     {},
		"yesterday":                      {},
	} {
		got, ok := ParseTime(text)
		if ok != (want.earliest != "") {
			t.Errorf("%q: got %v, %t", text, got, ok)
			continue
		}
		write := func(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }
		if earliest, latest := write(got.Earliest()), write(got.Latest()); ok && (earliest != want.earliest || latest != want.latest) {
			t.Errorf("%q: got %s to %s, want %s to %s", text, earliest, latest, want.earliest, want.latest)
		}
	}
}
