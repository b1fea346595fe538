package vpcep

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestRecoverService(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		age   time.Duration // of the attempt
		looks bool          // more than once
	}{"just now": {0, true}, "long ago": {time.Hour, false}, "by a clock that was ahead": {-time.Minute, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			since := time.Now().Add(-test.age)
			cloud.services = []Service{lookalike("older", test.age+time.Minute)}
			later := []Service{lookalike("one", test.age), lookalike("two", test.age), lookalike("settled", test.age)}
			synctest.Test(t, func(t *testing.T) {
				client, started := cloud.client(t, 0), time.Now()
				if _, err := client.ListServices(t.Context(), ServiceFilter{}); err != nil { // tells the cloud's clock
					t.Fatal(err)
				}
				found, err := client.RecoverService(t.Context(), wanted("web"), since)
				if err != nil || len(found) != 0 || (cloud.count("GET ") > 2) != test.looks {
					t.Errorf("found %d after %d looks, %v", len(found), cloud.count("GET ")-1, err)
				}
				if waited := time.Since(started); waited > 2*searchTime+5*time.Second {
					t.Errorf("looked for %v", waited)
				}
				cloud.services = append(cloud.services, later...)
				client.Settle("settled")
				found, err = client.RecoverService(t.Context(), wanted("web"), since)
				if err != nil || len(found) != 2 || found[0] != "one" || found[1] != "two" {
					t.Errorf("found %+v, %v", found, err)
				}
			})
		})
	}
}

func TestRecoverServiceWhereNothingWasLeftOpen(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.services = []Service{lookalike("one", 0)}
	found, err := cloud.client(t, 0).RecoverService(t.Context(), wanted("web"), time.Time{})
	if err != nil || len(found) != 0 || len(cloud.requests) != 0 {
		t.Errorf("found %v after %q, %v", found, cloud.requests, err)
	}
}

// Before the first answer nobody knows how far the machine's clock is behind.
func TestRecoverServiceByAClockThatIsBehind(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	since := time.Now()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		started := time.Now()
		found, err := cloud.client(t, 0).RecoverService(ctx, wanted("web"), since)
		if waited := time.Since(started); err != nil || len(found) != 0 || waited > 3*searchTime {
			t.Errorf("found %d after %v, %v", len(found), waited, err)
		}
	})
}
