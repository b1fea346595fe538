package vpcep

import (
	"sync"
	"time"
)

// progress shows a message to the person who invoked an action.
type progress func(format string, args ...any)

// progressInterval is the time between two messages while nothing happens, as Terraform has it for resources.
const progressInterval = 10 * time.Second

// stillWaiting shows from time to time what is waited for. The caller must call stop before the action returns.
func (p progress) stillWaiting(what func() string) (stop func()) {
	started, done := time.Now(), make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		ticker := time.NewTicker(progressInterval)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				p("still waiting for %s after %s", what(), time.Since(started).Round(time.Second))
			}
		}
	})
	return func() {
		close(done)
		running.Wait()
	}
}
