package vpcep

import (
	"context"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// keys is what is kept beside a state.
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
			if diags := noteShown(t.Context(), private, test.tags, test.description); diags.HasError() {
				t.Fatal(diags)
			}
			var (
				tags        *[]vpcep.Tag
				description *string
			)
			if diags := completeShown(t.Context(), private, &tags, &description); diags.HasError() {
				t.Fatal(diags)
			}
			if (tags != nil) != test.cleared || (description != nil) != test.cleared {
				t.Errorf("tags %v and description %v, cleared should be %t", tags, description, test.cleared)
			}
		})
	}
}

func TestWhatIsKeptBesideTheState(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 30, 7, 42, 1, 174e6, time.UTC)
	private := keys{privateSince: sinceJSON(at)}
	if since, diags := createdSince(t.Context(), private); diags.HasError() || !since.Equal(at) {
		t.Errorf("kept %s is read as %s, %v", at, since, diags)
	}
	if since, diags := createdSince(t.Context(), keys{}); diags.HasError() || !since.IsZero() {
		t.Errorf("what is not kept is read as %s, %v", since, diags)
	}
	if _, diags := createdSince(t.Context(), keys{privateSince: []byte(`{"damaged"`)}); !diags.HasError() {
		t.Error("what is damaged is read without an error")
	}
}
