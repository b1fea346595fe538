package vpcep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/tfx"
)

const adviceSeveral = "Find out which of them belongs to this resource and import it with " +
	"terraform import ADDRESS ID; delete those that nobody needs."

// serviceFailure makes the diagnostic of a failed operation on a service, at the attribute that is to
// blame where the API's code tells.
func serviceFailure(operation string, err error, more ...string) diag.Diagnostic {
	advice := vpcep.AdviceOn(err)
	texts := append([]string{advice.Text}, more...)
	if advice.Field != "" {
		return tfx.AttributeFailure(path.Root(advice.Field), operation, err, texts...)
	}
	return tfx.Failure(operation, err, texts...)
}

// notCreated keeps what the next run needs to know of a create that ended without an id.
func (r *serviceResource) notCreated(ctx context.Context, resp *resource.CreateResponse, model *serviceModel, operation string, err error) diag.Diagnostics {
	var (
		diags   diag.Diagnostics
		unknown *vpcep.UnknownOutcomeError
		several *vpcep.SeveralFoundError
	)
	switch {
	case errors.As(err, &unknown):
		diags.Append(resp.State.Set(ctx, model)...)
		diags.Append(resp.Private.SetKey(ctx, privateSince, sinceJSON(unknown.Since))...)
		next := "Whether the service exists is found out by the next plan or apply, before anything else: " +
			"if it does, it is taken over; nothing is created twice."
		if errors.Is(err, context.Canceled) {
			diags.AddWarning("Interrupted: it is not known yet whether "+model.title()+" was created", tfx.Explain(err, next))
			return diags
		}
		diags.Append(serviceFailure(operation, err, next))
	case errors.As(err, &several):
		diags.Append(tfx.Failure(operation, err, adviceSeveral))
	default:
		diags.Append(serviceFailure(operation, err))
	}
	return diags
}

func adoptedDetail(creation *vpcep.Creation) string {
	return fmt.Sprintf("The call that creates the service got no answer (%s). The service %s was found to be what it asked for, "+
		"and is managed by this resource now.", creation.Adopted, creation.Service.ID)
}

// adviceNotAvailable says what to do about a service that exists but is not available.
func adviceNotAvailable(id string, err error) string {
	var failed *vpcep.FailedError
	switch {
	case errors.As(err, &failed):
		return "The service stays in the state under its id " + id + ". Mend what the reason names; the next apply replaces the service."
	case errors.Is(err, context.DeadlineExceeded):
		return "The service stays in the state under its id " + id + ". If it becomes available later, keep it with terraform untaint ADDRESS; " +
			"a longer wait is set in timeouts."
	case errors.Is(err, context.Canceled):
		return "The service stays in the state under its id " + id + ". The next apply goes on."
	default:
		return ""
	}
}

func ids(services []vpcep.Service) []string {
	list := make([]string, len(services))
	for i, s := range services {
		list[i] = s.ID
	}
	return list
}

func sinceJSON(since time.Time) []byte {
	return []byte(`"` + since.UTC().Format(time.RFC3339Nano) + `"`)
}
