package emulator_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestCreatedAtOffset(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		offset time.Duration
		want   string
	}{
		{0, "2024-01-02T03:04:05Z"},
		{90 * time.Second, "2024-01-02T03:05:35Z"},
		{-24 * time.Hour, "2024-01-01T03:04:05Z"},
	} {
		t.Run(test.offset.String(), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, emulator.Options{CreatedAtOffset: test.offset})
			responses := f.responses()
			for op, body := range f.created {
				responses[op] = body
			}
			responses[emulator.OpUpdateService] = f.want(http.StatusOK, "", http.MethodPut,
				"/vpc-endpoint-services/"+f.service, `{"description":"changed"}`).json
			for op, body := range responses {
				if got := body["created_at"]; got != test.want {
					t.Errorf("%s: created_at is %v, want %s", op, got, test.want)
				}
				if got := body["updated_at"]; got != nil && got != "2024-01-02T03:04:05Z" {
					t.Errorf("%s: updated_at is %v", op, got)
				}
			}
			if got, _ := f.Service(f.service); !got.CreatedAt.Equal(start) {
				t.Errorf("the stored created_at is %s", got.CreatedAt)
			}
		})
	}
}
