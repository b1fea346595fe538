package otc

import (
	"net/http"
	"sync/atomic"
	"time"
)

// clock measures how far the cloud's clock is ahead of this machine's.
type clock struct{ nanoseconds *atomic.Int64 }

func newClock() clock { return clock{new(atomic.Int64)} }

// clockTolerance is the difference up to which a Date header agrees with this machine's clock: the header has whole
// seconds, and the response takes time to arrive.
const clockTolerance = 2 * time.Second

// observe updates the offset from the Date header of a response that just arrived. If the clocks differ, the resulting
// time is never later than the cloud's, and at most a second and the latency earlier.
func (c clock) observe(date string) {
	cloudTime, err := http.ParseTime(date)
	if err != nil {
		return
	}
	offset := time.Until(cloudTime)
	if offset <= 0 && offset > -clockTolerance {
		offset = 0
	}
	c.nanoseconds.Store(int64(offset))
}

// offset is positive if the cloud's clock is ahead. It is 0 before the first response.
func (c clock) offset() time.Duration { return time.Duration(c.nanoseconds.Load()) }
