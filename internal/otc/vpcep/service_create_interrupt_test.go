package vpcep

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// The response may still arrive after an interruption. Without it the service would be orphaned.
func TestCreateServiceInterruptedGetsTheIDStill(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string]bool{"answered": false, "lost": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
				answer := create()
				if lost {
					hangUp(w)
					return
				}
				_, _ = io.WriteString(w, answer)
			}
			inBubble(t, func(t *testing.T, ctx context.Context) {
				ctx, cancel := context.WithCancel(ctx)
				defer cancel()
				cloud.onSend = cancel
				got, err := createService(ctx, cloud.client(t, 3), wantedService())
				if !lost && (err != nil || got.Item.ID != cloud.services[0].ID) {
					t.Errorf("got %+v, %v", got, err)
				}
				if unknown, ok := errors.AsType[*recovery.UnknownOutcomeError](err); lost && (!ok || !errors.Is(unknown, context.Canceled)) {
					t.Errorf("got %+v, %v", got, err)
				}
				if posts := cloud.count("POST "); posts != 1 {
					t.Errorf("%d requests", posts)
				}
			})
		})
	}
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
		_, err := createService(ctx, cloud.client(t, 3), wantedService())
		if _, unknown := errors.AsType[*recovery.UnknownOutcomeError](err); unknown || err == nil {
			t.Errorf("a call that was not executed ended in %v", err)
		}
		if waited := time.Since(started); waited > 5*time.Second {
			t.Errorf("ended after %v", waited)
		}
	})
}
