package vpcep

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// The call that creates goes on for a moment: without its answer the service would be orphaned.
func TestCreateServiceInterruptedGetsTheIDStill(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string]bool{"answered": false, "lost": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
				cancel()
				answer := create()
				if lost {
					hangUp(w)
					return
				}
				_, _ = io.WriteString(w, answer)
			}
			got, err := cloud.client(t, 3).CreateService(ctx, wanted("web"))
			if !lost && (err != nil || got.Service.ID != cloud.services[0].ID) {
				t.Errorf("got %+v, %v", got, err)
			}
			if unknown, ok := errors.AsType[*UnknownOutcomeError](err); lost && (!ok || !errors.Is(unknown, context.Canceled)) {
				t.Errorf("got %+v, %v", got, err)
			}
			if posts := cloud.count("POST "); posts != 1 {
				t.Errorf("%d calls", posts)
			}
		})
	}
}

func TestCreateServiceInterruptedBeforeTheCall(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := cloud.client(t, 3).CreateService(ctx, wanted("web"))
	if _, unknown := errors.AsType[*UnknownOutcomeError](err); unknown || !errors.Is(err, context.Canceled) || len(cloud.requests) != 0 {
		t.Errorf("got %v after %q", err, cloud.requests)
	}
}

func TestCreateServiceInterruptedInTheSearch(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { hangUp(w) }
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		started := time.Now()
		_, err := cloud.client(t, 3).CreateService(ctx, wanted("web"))
		unknown, ok := errors.AsType[*UnknownOutcomeError](err)
		if !ok || !errors.Is(unknown, context.DeadlineExceeded) || !otc.OutcomeUnknown(unknown) || cloud.count("POST ") != 1 {
			t.Errorf("got %v", err)
		}
		if waited := time.Since(started); waited != 3*time.Second {
			t.Errorf("ended after %v", waited)
		}
	})
}

func TestCreateServiceInterruptedWhileThrottled(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) {
		w.Header().Set("Retry-After", "30")
		refuse(w, http.StatusTooManyRequests, "APIGW.0308")
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		started := time.Now()
		_, err := cloud.client(t, 3).CreateService(ctx, wanted("web"))
		if _, unknown := errors.AsType[*UnknownOutcomeError](err); unknown || err == nil {
			t.Errorf("a call that was not executed ended in %v", err)
		}
		if waited := time.Since(started); waited > 5*time.Second {
			t.Errorf("ended after %v", waited)
		}
	})
}

func TestCreateServiceInterruptedWhileItIsAnothersTurn(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { hangUp(w) }
	synctest.Test(t, func(t *testing.T) {
		client := cloud.client(t, 0)
		var first sync.WaitGroup
		first.Go(func() { _, _ = client.CreateService(t.Context(), wanted("web")) })
		<-time.After(time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := client.CreateService(ctx, wanted("WEB"))
		if _, unknown := errors.AsType[*UnknownOutcomeError](err); unknown || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		first.Wait()
		if posts := cloud.count("POST "); posts != 1 {
			t.Errorf("%d calls", posts)
		}
	})
}
