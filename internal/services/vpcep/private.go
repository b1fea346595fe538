package vpcep

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Keys of what is kept beside the state.
const (
	// privateSince holds the time from which on a service may have been created whose id is not known.
	privateSince = "created_since"
	// privateNoted holds what the answers of this cloud have shown of a service or an endpoint.
	privateNoted = "noted"
)

// noted is what answers have shown. Some versions of the API leave out a field they do not know, others
// leave out one that is empty: only where a field was seen does its absence mean that it was cleared.
type noted struct {
	Tags        bool `json:"tags,omitempty"`
	Description bool `json:"description,omitempty"`
}

type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	privateReader
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

func readNoted(ctx context.Context, private privateReader) (noted, diag.Diagnostics) {
	var n noted
	diags := readPrivate(ctx, private, privateNoted, &n)
	return n, diags
}

// noteShown remembers what an answer has shown.
func noteShown(ctx context.Context, private privateWriter, tags *[]vpcep.Tag, description *string) diag.Diagnostics {
	n, diags := readNoted(ctx, private)
	n.Tags = n.Tags || tags != nil && len(*tags) > 0
	n.Description = n.Description || description != nil && *description != ""
	encoded, err := json.Marshal(n)
	if err != nil {
		diags.AddError("Unable to keep what the API answered", err.Error())
		return diags
	}
	diags.Append(private.SetKey(ctx, privateNoted, encoded)...)
	return diags
}

// completeShown makes absent fields empty that earlier answers had.
func completeShown(ctx context.Context, private privateReader, tags **[]vpcep.Tag, description **string) diag.Diagnostics {
	n, diags := readNoted(ctx, private)
	if n.Tags && *tags == nil {
		*tags = &[]vpcep.Tag{}
	}
	if n.Description && *description == nil {
		*description = new(string)
	}
	return diags
}

func createdSince(ctx context.Context, private privateReader) (time.Time, diag.Diagnostics) {
	var since time.Time
	diags := readPrivate(ctx, private, privateSince, &since)
	return since, diags
}

func readPrivate(ctx context.Context, private privateReader, key string, out any) diag.Diagnostics {
	value, diags := private.GetKey(ctx, key)
	if len(value) == 0 || diags.HasError() {
		return diags
	}
	if err := json.Unmarshal(value, out); err != nil {
		diags.AddError("Unable to read the state", fmt.Sprintf("What the provider keeps beside the state under %q is damaged: %s.", key, err))
	}
	return diags
}
