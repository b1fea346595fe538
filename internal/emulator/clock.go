package emulator

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// Clock is a manual clock for Options.Now.
//
// It also connects an emulator to the virtual clock of testing/synctest. The server stays outside of the bubble, because the time of a
// bubble stands still while a goroutine in it waits for the network; clients inside set the clock, or Follow does. A request takes no
// time on their clock.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock set to start.
func NewClock(start time.Time) *Clock { return &Clock{now: start} }

// Now returns the current time of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set sets the clock.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now.UTC()
}

// Advance moves the clock forward by d.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Follow sets the clock to the time of the bubble it is called in every ten milliseconds, until the context ends.
func (c *Clock) Follow(ctx context.Context) {
	tick := time.NewTicker(10 * time.Millisecond)
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

// Handler sets the Date of responses from the clock, and closes connections: the time of a bubble stands still while one is open.
func (c *Clock) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", c.Now().UTC().Format(http.TimeFormat))
		w.Header().Set("Connection", "close")
		next.ServeHTTP(w, r)
	})
}
