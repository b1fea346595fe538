package otc

import (
	"strings"
	"time"
)

// Time is a timestamp of an API.
type Time struct {
	time.Time
	// Precision is a second, or a millisecond if the timestamp has fractions.
	Precision time.Duration
}

// ParseTime parses a timestamp of an API. It is in UTC, with or without fractions of a second, with or without the Z.
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

// Earliest returns the earliest instant that the timestamp can stand for.
func (t Time) Earliest() time.Time { return t.Time }

// Latest returns the end of the second or millisecond that the timestamp stands for.
func (t Time) Latest() time.Time { return t.Add(t.Precision) }
