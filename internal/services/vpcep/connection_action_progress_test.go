package vpcep

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStillWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var shown []string
		left := 3
		report := progress(func(format string, args ...any) { shown = append(shown, fmt.Sprintf(format, args...)) })
		stop := report.stillWaiting(func() string {
			left--
			return fmt.Sprintf("%d endpoints", left)
		})
		time.Sleep(2*progressInterval + time.Second)
		stop()
		time.Sleep(time.Minute)
		want := []string{"still waiting for 2 endpoints after 10s", "still waiting for 1 endpoints after 20s"}
		if diff := cmp.Diff(want, shown); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
