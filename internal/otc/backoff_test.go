package otc

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	tests := map[string]struct {
		value string
		want  time.Duration
		ok    bool
	}{
		"none":              {"", 0, false},
		"at once":           {"0", 0, true},
		"seconds":           {"7", 7 * time.Second, true},
		"the most":          {"30", 30 * time.Second, true},
		"more than that":    {"31", 30 * time.Second, true},
		"a day":             {"86400", 30 * time.Second, true},
		"overflowing":       {"9223372036854775807", 30 * time.Second, true},
		"too large for int": {"92233720368547758070", 0, false},
		"negative":          {"-5", 0, true},
		"date":              {"Tue, 02 Jan 2024 03:04:15 GMT", 10 * time.Second, true},
		"old form of date":  {"Tuesday, 02-Jan-24 03:04:15 GMT", 10 * time.Second, true},
		"date past":         {"Tue, 02 Jan 2024 03:03:05 GMT", 0, true},
		"date far away":     {"Wed, 02 Jan 2030 03:04:05 GMT", 30 * time.Second, true},
		"word":              {"soon", 0, false},
		"fraction":          {"1.5", 0, false},
		"ISO date":          {"2024-01-02T03:04:15Z", 0, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := retryAfter(test.value, now)
			if got != test.want || ok != test.ok {
				t.Errorf("got %v, %v; want %v, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestBackoffGrowsWithinBounds(t *testing.T) {
	t.Parallel()
	const shortest, longest = 500 * time.Millisecond, 20 * time.Second
	for attempt, most := range map[int]time.Duration{
		0: 500 * time.Millisecond, 1: time.Second, 2: 2 * time.Second, 3: 4 * time.Second, 4: 8 * time.Second,
		5: 16 * time.Second, 6: longest, 7: longest, 15: longest, 16: longest, 63: longest, 64: longest, 1000: longest,
	} {
		seen := map[time.Duration]bool{}
		for range 200 {
			got := backoff(shortest, longest, attempt, nil)
			if got < most/2 || got > most {
				t.Fatalf("attempt %d: waits %v, want %v to %v", attempt, got, most/2, most)
			}
			seen[got] = true
		}
		if len(seen) < 2 {
			t.Errorf("attempt %d: calls that fail together come back together", attempt)
		}
	}
}

func TestBackoffPrefersRetryAfter(t *testing.T) {
	t.Parallel()
	resp := &http.Response{StatusCode: http.StatusServiceUnavailable, Header: http.Header{}}
	resp.Header.Set("Retry-After", "12")
	if got := backoff(time.Second, time.Minute, 0, resp); got != 12*time.Second {
		t.Errorf("waits %v, although Retry-After is 12s", got)
	}
	resp.Header.Set("Retry-After", "soon")
	if got := backoff(time.Second, time.Minute, 0, resp); got < time.Second/2 || got > time.Second {
		t.Errorf("waits %v although Retry-After is invalid", got)
	}
}
