package otc

import (
	"net/http"
	"sync/atomic"
	"time"
)

// clock knows how far the cloud's clock is ahead of this machine's.
type clock struct{ offset *atomic.Int64 }

func newClock() clock { return clock{new(atomic.Int64)} }

// agreement is how far apart a Date header and a clock that agrees with it may be: the header has whole
// seconds, and takes a moment to arrive.
const agreement = 2 * time.Second

// saw learns from the Date header of an answer that just came. Where the clocks differ, what is learned is never
// later than the cloud's clock, and at most a second and the way of the answer earlier.
func (c clock) saw(date string) {
	there, err := http.ParseTime(date)
	if err != nil {
		return
	}
	ahead := time.Until(there)
	if ahead <= 0 && ahead > -agreement {
		ahead = 0
	}
	c.offset.Store(int64(ahead))
}

// ahead is 0 until an answer told otherwise.
func (c clock) ahead() time.Duration { return time.Duration(c.offset.Load()) }
