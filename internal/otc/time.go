package otc

import (
	"strings"
	"time"
)

// Time is a time that an API wrote.
type Time struct {
	time.Time
	// Precision is a second, or a millisecond if the time has fractions.
	Precision time.Duration
}

// ParseTime reads a time of an API: UTC, in seconds or fractions of them, with or without the Z.
func ParseTime(text string) (Time, bool) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t, err = time.Parse("2006-01-02T15:04:05", text)
	}
	if err != nil {
		return Time{}, false
	}
	if strings.Contains(text, ".") {
		return Time{t, time.Millisecond}, true
	}
	return Time{t, time.Second}, true
}

// Earliest and Latest bound the instant that was written.
func (t Time) Earliest() time.Time { return t.Time }

// Latest is the end of the second or millisecond that was written.
func (t Time) Latest() time.Time { return t.Add(t.Precision) }
