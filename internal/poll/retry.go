package poll

import (
	"context"
	"errors"
	"time"
)

// Retry performs an action at once and then at growing intervals until it succeeds, or until again reports that its
// error does not justify another attempt. It returns the error of the last attempt, joined with that of ctx if ctx
// ended first.
func Retry(ctx context.Context, action func(ctx context.Context) error, again func(err error, waited time.Duration) bool) error {
	started := time.Now()
	for {
		sent := time.Now()
		err := action(ctx)
		if err == nil || !again(err, time.Since(started)) {
			return err
		}
		timer := time.NewTimer(max(Interval(time.Since(started))-time.Since(sent), Shortest))
		select {
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(err, ctx.Err())
		case <-timer.C:
		}
	}
}
