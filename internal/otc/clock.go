package otc

import (
	"net/http"
	"sync/atomic"
	"time"
)

// clock knows how far the cloud's clock is ahead of this machine's.
type clock struct{ offset *atomic.Int64 }

func newClock() clock { return clock{new(atomic.Int64)} }

// saw learns from the Date header of an answer that just came. The header has whole seconds and is written
// before it arrives, so what is learned is never later than the cloud's clock, and at most a
// second and the way of the answer earlier.
func (c clock) saw(date string) {
	if there, err := http.ParseTime(date); err == nil {
		c.offset.Store(int64(time.Until(there)))
	}
}

// ahead is 0 until an answer told otherwise.
func (c clock) ahead() time.Duration { return time.Duration(c.offset.Load()) }
