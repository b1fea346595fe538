package lifecycle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// Keys of the private state.
const (
	// privateAttempts holds the attempts of a create with an unknown outcome.
	privateAttempts = "create_attempts"
	// privateSeen holds which fields answers have contained.
	privateSeen = "noted"
)

// seenFields are the names of optional fields that answers have contained. Some versions of the API omit fields they do not
// know, others omit empty ones: only if a field was seen does its absence mean that it was cleared.
type seenFields map[string]bool

// PrivateReader is the private state of a resource that is read only.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// Private is the private state of a resource.
type Private interface {
	PrivateReader
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// seenDetails is recorded with the fields once the details were read at all.
const seenDetails = "details"

// recordSeen records that the details were read, and which optional fields they contain.
func recordSeen(ctx context.Context, private Private, o async.Overview) diag.Diagnostics {
	seen := seenFields{}
	diags := ReadPrivate(ctx, private, privateSeen, &seen)
	recorded := len(seen)
	seen[seenDetails] = true
	for _, f := range o.Optional {
		if f.Stated && !f.Empty {
			seen[f.Name] = true
		}
	}
	if len(seen) > recorded {
		diags.Append(WritePrivate(ctx, private, privateSeen, seen)...)
	}
	return diags
}

// restoreOmitted clears omitted fields that earlier answers contained.
func restoreOmitted(ctx context.Context, private PrivateReader, o async.Overview) diag.Diagnostics {
	seen := seenFields{}
	diags := ReadPrivate(ctx, private, privateSeen, &seen)
	for _, f := range o.Optional {
		if !f.Stated && seen[f.Name] {
			f.Clear()
		}
	}
	return diags
}

// statesSeen reports whether an answer has all optional fields that earlier answers contained.
func statesSeen(ctx context.Context, private PrivateReader, o async.Overview) bool {
	seen := seenFields{}
	diags := ReadPrivate(ctx, private, privateSeen, &seen)
	for _, f := range o.Optional {
		if !f.Stated && seen[f.Name] {
			return false
		}
	}
	return !diags.HasError()
}

// visible reports whether the details were read at some time: from then on a 404 means that the object is gone.
func visible(ctx context.Context, private PrivateReader) (bool, diag.Diagnostics) {
	seen := seenFields{}
	diags := ReadPrivate(ctx, private, privateSeen, &seen)
	return seen[seenDetails], diags
}

// attemptsOf returns the attempts of a create with an unknown outcome, nil if the outcome is known.
func attemptsOf(err error) []recovery.Attempt {
	var unknown *recovery.UnknownOutcomeError
	if errors.As(err, &unknown) {
		return unknown.Attempts
	}
	return nil
}

// writeAttempts records the attempts of a create; nil removes them.
func writeAttempts(ctx context.Context, private Private, attempts []recovery.Attempt) diag.Diagnostics {
	if attempts == nil {
		return private.SetKey(ctx, privateAttempts, nil)
	}
	return WritePrivate(ctx, private, privateAttempts, attempts)
}

func readAttempts(ctx context.Context, private PrivateReader) (attempts []recovery.Attempt, diags diag.Diagnostics) {
	diags = ReadPrivate(ctx, private, privateAttempts, &attempts)
	return attempts, diags
}

// WritePrivate records a value as JSON.
func WritePrivate(ctx context.Context, private Private, key string, value any) (diags diag.Diagnostics) {
	encoded, err := json.Marshal(value)
	if err != nil {
		diags.AddError("Unable to write the private state", fmt.Sprintf("%q: %s. This is a bug in the provider; please report it.", key, err))
		return diags
	}
	return private.SetKey(ctx, key, encoded)
}

// ReadPrivate reads a value that WritePrivate recorded. Without one, out keeps its value.
func ReadPrivate(ctx context.Context, private PrivateReader, key string, out any) diag.Diagnostics {
	value, diags := private.GetKey(ctx, key)
	if len(value) == 0 || diags.HasError() {
		return diags
	}
	if err := json.Unmarshal(value, out); err != nil {
		diags.AddError("Unable to read the state", fmt.Sprintf("The private state %q of the resource is damaged: %s.\n\n"+
			"Remove the resource from the state, which does not change the cloud, and import it:\n\n"+
			"  terraform state rm ADDRESS\n  terraform import ADDRESS ID", key, err))
	}
	return diags
}
