package vpcep

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// keys is a private state.
type keys map[string][]byte

func (k keys) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) { return k[key], nil }

func (k keys) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	k[key] = value
	return nil
}

// Only a field that was seen before is cleared by an answer that leaves it out.
func TestFieldsThatAnswersLeaveOut(t *testing.T) {
	t.Parallel()
	text, none := "the shop", ""
	some, empty := []vpcep.Tag{{Key: "a"}}, []vpcep.Tag{}
	for name, test := range map[string]struct {
		tags        *[]vpcep.Tag
		description *string
		cleared     bool
	}{
		"seen":            {&some, &text, true},
		"never seen":      {nil, nil, false},
		"only seen empty": {&empty, &none, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			private := keys{}
			seen := vpcep.Overview{Tags: &test.tags, Description: &test.description}
			if diags := recordSeen(t.Context(), private, seen); diags.HasError() {
				t.Fatal(diags)
			}
			var (
				tags        *[]vpcep.Tag
				description *string
			)
			if diags := restoreOmitted(t.Context(), private, vpcep.Overview{Tags: &tags, Description: &description}); diags.HasError() {
				t.Fatal(diags)
			}
			if (tags != nil) != test.cleared || (description != nil) != test.cleared {
				t.Errorf("tags %v and description %v, cleared should be %t", tags, description, test.cleared)
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
