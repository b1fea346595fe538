package async_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
)

type object struct{ id, status string }

var errNotFound = errors.New("not found")

// deleting returns a kind with objects whose status depends on the time since the start of the test: status "" is no object.
// Lists and details lag behind by their own times.
func deleting(ids []string, listLag, detailsLag time.Duration, status func(time.Duration) string) async.Kind[object] {
	started := time.Now()
	at := func(lag time.Duration) string { return status(max(0, time.Since(started)-lag)) }
	never := func(error) bool { return false }
	var generation batch.Generation
	return async.Kind[object]{
		Name: "object",
		Reader: batch.NewReader(batch.Source[object]{
			Get: func(_ context.Context, id string) (*object, error) {
				if s := at(detailsLag); s != "" {
					return &object{id, s}, nil
				}
				return nil, errNotFound
			},
			List: func(_ context.Context, use func([]object, int) bool) error {
				var items []object
				if s := at(listLag); s != "" {
					for _, id := range ids {
						items = append(items, object{id, s})
					}
				}
				use(items, len(items))
				return nil
			},
			PageSize: 1000, ID: func(o *object) string { return o.id }, Forbidden: never,
			Version: func(o *object) (status, updatedAt string) { return o.status, "" },
		}, &generation),
		Overview: func(o *object) async.Overview { return async.Overview{ID: o.id, Status: o.status} },
		Statuses: async.Statuses{Creating: "creating", Failed: "failed", Deleting: "deleting", Stable: []string{"available"}},
		Errors: async.Errors{
			NotFound: func(err error) bool { return errors.Is(err, errNotFound) }, ForeignNotFound: never, Busy: never, InUse: never,
		},
	}
}

// phases returns the status that follows from the time since the start: each holds until the time given for it.
func phases(of ...any) func(time.Duration) string {
	return func(t time.Duration) string {
		for i := 0; i+1 < len(of); i += 2 {
			if t < of[i+1].(time.Duration) { //nolint:errcheck,forcetypeassert // pairs of a status and a time
				return of[i].(string) //nolint:errcheck,forcetypeassert // as above
			}
		}
		return of[len(of)-1].(string) //nolint:errcheck,forcetypeassert // the last status
	}
}

// Objects that are waited for together are gone, or not, like one alone, whichever of lists and details lags behind.
func TestWaitGoneTogether(t *testing.T) {
	t.Parallel()
	cameBack := func(err error) bool { return errors.As(err, new(*async.CameBackError)) }
	notDeleted := func(err error) bool { return errors.As(err, new(*async.NotDeletedError)) }
	gone := func(err error) bool { return err == nil }
	for name, test := range map[string]struct {
		status              func(time.Duration) string
		listLag, detailsLag time.Duration
		want                func(error) bool
		atMost              time.Duration
	}{
		"gone": {phases("available", time.Second, "deleting", 3*time.Second, ""), 0, 0, gone, 4 * time.Second},
		"gone, lists lag": {
			phases("available", time.Second, "deleting", 3*time.Second, ""), 5 * time.Second, 0, gone, 10 * time.Second,
		},
		"gone, details lag": {
			phases("available", time.Second, "deleting", 3*time.Second, ""), 0, 5 * time.Second, gone, 10 * time.Second,
		},
		"given up": {
			phases("available", time.Second, "deleting", 4*time.Second, "available"), 0, 0, cameBack, time.Minute,
		},
		"given up, details lag": {
			phases("available", time.Second, "deleting", 4*time.Second, "available"), 0, 5 * time.Second, cameBack, time.Minute,
		},
		"not begun": {phases("available"), 0, 0, notDeleted, 3 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ids := []string{"a", "b", "c"}
				kind := deleting(ids, test.listLag, test.detailsLag, test.status)
				var group sync.WaitGroup
				for _, id := range ids {
					group.Go(func() {
						began := time.Now()
						err := kind.WaitGone(t.Context(), id, "available")
						if waited := time.Since(began); waited > test.atMost {
							t.Errorf("waited %s", waited)
						}
						if !test.want(err) {
							t.Errorf("the error is %v", err)
						}
					})
				}
				group.Wait()
			})
		})
	}
}
