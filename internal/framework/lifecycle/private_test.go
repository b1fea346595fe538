package lifecycle

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// keys is a private state.
type keys map[string][]byte

func (k keys) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) { return k[key], nil }

func (k keys) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	k[key] = value
	return nil
}

// Only a field that was seen before is cleared by an answer that omits it.
func TestFieldsThatAnswersOmit(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		stated, empty bool
		cleared       bool
	}{
		"seen":            {true, false, true},
		"never seen":      {false, true, false},
		"only seen empty": {true, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			private := keys{}
			seen := async.Overview{Optional: []async.OptionalField{
				{Name: "tags", Stated: test.stated, Empty: test.empty},
				{Name: "description", Stated: test.stated, Empty: test.empty},
			}}
			if diags := recordSeen(t.Context(), private, seen); diags.HasError() {
				t.Fatal(diags)
			}
			cleared := map[string]bool{}
			omitted := async.Overview{Optional: []async.OptionalField{
				{Name: "tags", Clear: func() { cleared["tags"] = true }},
				{Name: "description", Clear: func() { cleared["description"] = true }},
			}}
			if diags := restoreOmitted(t.Context(), private, omitted); diags.HasError() {
				t.Fatal(diags)
			}
			if cleared["tags"] != test.cleared || cleared["description"] != test.cleared {
				t.Errorf("cleared %v, want %t", cleared, test.cleared)
			}
		})
	}
}

func TestAttemptsInThePrivateState(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 30, 7, 42, 1, 174e6, time.UTC)
	want := []recovery.Attempt{{Start: at, End: at.Add(time.Second)}}
	private := keys{}
	if diags := writeAttempts(t.Context(), private, want); diags.HasError() {
		t.Fatal(diags)
	}
	if got, diags := readAttempts(t.Context(), private); diags.HasError() || !slices.Equal(got, want) {
		t.Errorf("%v are read as %v, %v", want, got, diags)
	}
	if diags := writeAttempts(t.Context(), private, nil); diags.HasError() {
		t.Fatal(diags)
	}
	if got, diags := readAttempts(t.Context(), private); diags.HasError() || got != nil {
		t.Errorf("removed attempts are read as %v, %v", got, diags)
	}
	if _, diags := readAttempts(t.Context(), keys{privateAttempts: []byte(`{"damaged"`)}); !diags.HasError() {
		t.Error("damaged attempts are read without an error")
	}
}
