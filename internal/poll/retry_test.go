package poll_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

func TestRetry(t *testing.T) {
	t.Parallel()
	busy := func(err error, waited time.Duration) bool {
		return errors.Is(err, errTemporary) && waited < time.Minute
	}
	for name, test := range map[string]struct {
		errs        []error // of the attempts, the last one for ever
		attempts    int     // 0 where their number does not matter
		want        error
		least, most time.Duration
	}{
		"succeeds at once": {errs: []error{nil}, attempts: 1},
		"succeeds later":   {errs: []error{errTemporary, errTemporary, nil}, attempts: 3, least: 200 * time.Millisecond, most: time.Second},
		"fails for good": {
			errs: []error{errTemporary, errPermanent}, attempts: 2, want: errPermanent, least: 100 * time.Millisecond, most: time.Second,
		},
		"is given up in time":  {errs: []error{errTemporary}, want: errTemporary, least: time.Minute, most: 65 * time.Second},
		"gives up before that": {errs: []error{errPermanent}, attempts: 1, want: errPermanent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				started, attempts := time.Now(), 0
				err := poll.Retry(t.Context(), func(context.Context) error {
					attempts++
					return test.errs[min(attempts, len(test.errs))-1]
				}, busy)
				if !errors.Is(err, test.want) || test.attempts > 0 && attempts != test.attempts {
					t.Errorf("Retry = %v after %d attempts, want %v after %d", err, attempts, test.want, test.attempts)
				}
				if took := time.Since(started); took < test.least || took > test.most {
					t.Errorf("it took %s, want %s to %s", took, test.least, test.most)
				}
			})
		})
	}
}

func TestRetryIsInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := poll.Retry(ctx, func(context.Context) error { return errTemporary }, func(error, time.Duration) bool { return true })
		if !errors.Is(err, errTemporary) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Retry = %v, want the last error and the cause", err)
		}
	})
}
