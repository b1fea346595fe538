// Package cloudclock is for tests on the virtual clock of testing/synctest: it gives a cloud the time of its clients.
//
// The server of the cloud stays outside of the bubble, because a bubble's clock stands still while a goroutine waits for the network.
// Its clients are inside. A request takes no time on their clock.
package cloudclock

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"
)

// resolution is how exact the time is that Follow sets.
const resolution = 10 * time.Millisecond

// Clock is the clock of a cloud. It is safe for concurrent use.
type Clock struct{ nanoseconds atomic.Int64 }

// Epoch is the time at which every bubble starts.
var Epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// New returns a Clock with the time Epoch.
func New() *Clock {
	c := &Clock{}
	c.Set(Epoch)
	return c
}

// Set sets the time.
func (c *Clock) Set(now time.Time) { c.nanoseconds.Store(now.UnixNano()) }

// Now returns the time.
func (c *Clock) Now() time.Time { return time.Unix(0, c.nanoseconds.Load()).UTC() }

// Follow sets the time every ten milliseconds to that of the bubble it is called in, until the context ends.
func (c *Clock) Follow(ctx context.Context) {
	tick := time.NewTicker(resolution)
	defer tick.Stop()
	for {
		c.Set(time.Now())
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Handler sets Date to the time, and closes connections: a bubble's clock advances only if there are none.
func (c *Clock) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", c.Now().Format(http.TimeFormat))
		w.Header().Set("Connection", "close")
		next.ServeHTTP(w, r)
	})
}
