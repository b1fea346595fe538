package lifecycle

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// In the functions below title names the object, and kind is its kind, such as "service".

func interruptedDiagnostic(title, id string, err error) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Interrupted: "+title+" is not complete yet", framework.ErrorDetail(err,
		"It is in the state under its id "+id+" and is not tainted. The next apply waits for it instead of creating another."))
}

// adopted says that the response to a create was lost and that the object was found.
func adopted(title, kind, id string, lost error) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Adopted "+title, fmt.Sprintf("The response to the request that creates the %s was lost (%s). "+
		"The %s %s equals the request and was created while it was in flight, so this resource manages it now.", kind, lost, kind, id))
}

// foundDiagnostic says that an earlier run created the object.
func foundDiagnostic(title, kind, id string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Found "+title, fmt.Sprintf("An earlier apply requested this %s, and the response was lost. "+
		"The %s %s equals that request and was created while it was in flight, so this resource manages it now. "+
		"If Terraform has marked the resource as tainted, it plans to replace the %s: to keep it, run\n\n  terraform untaint ADDRESS",
		kind, kind, id, kind))
}

// unknownOutcome says exactly what the next apply does about a create with an unknown outcome.
func (r *Resource[M, T, P]) unknownOutcome(title, kind, operation string, err error, interrupted bool) diag.Diagnostic {
	const keeps = "The state contains the resource without an id."
	if interrupted {
		return diag.NewWarningDiagnostic("Interrupted: it is not known yet whether "+title+" was created", framework.ErrorDetail(err,
			fmt.Sprintf("%s The next plan or apply first looks for the %s. If it was created, this resource manages it; "+
				"if not, the next apply creates it. In either case nothing is created twice.", keeps, kind)))
	}
	return r.APIError(
		operation,
		err,
		fmt.Sprintf("%s Terraform marks it as tainted. The next apply first looks for the %s, so that nothing is created twice. "+
			"If it was created, Terraform deletes it and creates another; if not, Terraform creates it.\n\n"+
			"To keep a %s that was created after all, run this before the next apply:\n\n  terraform untaint ADDRESS", keeps, kind, kind),
	)
}

// notCreatedDiagnostic is the error of a create that left nothing in the state.
func (r *Resource[M, T, P]) notCreatedDiagnostic(operation string, err error, explanation string) diag.Diagnostic {
	var ambiguous *recovery.AmbiguousError
	if errors.As(err, &ambiguous) {
		return framework.ErrorDiagnostic(operation, err, "Nothing was adopted or changed, and nothing is in the state. "+
			"If one of them belongs to this resource, import it and apply again:\n\n  terraform import ADDRESS ID\n\n"+
			"If none does, apply again: another one is created then.")
	}
	return r.APIError(operation, err, explanation)
}

// notFoundDiagnostic is the error of looking for what an earlier run may have created.
func (r *Resource[M, T, P]) notFoundDiagnostic(operation string, err error) diag.Diagnostic {
	var ambiguous *recovery.AmbiguousError
	if errors.As(err, &ambiguous) {
		return framework.ErrorDiagnostic(operation, err, "Nothing was adopted or changed. The state contains the resource without an id. "+
			"If one of them belongs to this resource, run\n\n  terraform state rm ADDRESS\n  terraform import ADDRESS ID\n\n"+
			"If none does, run the first of these commands and apply again: another one is created then.")
	}
	return r.APIError(operation, err)
}

// notVisible warns that the API does not show all of a new object yet.
func notVisible(title string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("status"), title+" is not visible yet",
		"It was created by an earlier apply, and the API does not show it yet. The next apply waits for it.")
}

// failedWarning explains a failed status in each plan, also of a tainted object.
func failedWarning(title string, reasons []async.Reason) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("status"), title+" has failed",
		"The reason given by the API: "+async.Reasons(reasons)+".\n\nAs long as it is configured, each plan replaces it.")
}

// answeredOtherwise says that the API returns another value than the one that was written and accepted.
func answeredOtherwise(title, kind string, d framework.Difference) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root(d.Attribute), "The API changed "+d.Attribute+" of "+title,
		fmt.Sprintf("The API accepted one value and returns another:\n\n  sent:     %s\n  returned: %s\n\n"+
			"The %s works. The next plan shows the difference. To avoid that, configure the value that the API returns.", d.Planned, d.Got, kind))
}

// adviceNotReady says what to do about an object that exists but is not ready.
func (r *Resource[M, T, P]) adviceNotReady(id string, err error) string {
	var (
		failed *async.FailedError
		stays  = "The " + r.Kind.Name + " stays in the state under its id " + id + ". "
	)
	if r.NotReady != nil {
		if advice := r.NotReady(err); advice != "" {
			return stays + advice
		}
	}
	switch {
	case errors.As(err, &failed):
		return stays + "Fix the cause; the next apply replaces the " + r.Kind.Name + "."
	case errors.Is(err, context.DeadlineExceeded):
		return stays + "If Terraform marked it as tainted, the next apply replaces it. To keep it if it becomes ready later, run\n\n" +
			"  terraform untaint ADDRESS\n\nTo wait longer, set timeouts."
	case errors.Is(err, context.Canceled):
		return stays + "The next apply continues."
	default:
		return ""
	}
}

// adviceNotChanged says how to keep a new object on which a change failed.
func (r *Resource[M, T, P]) adviceNotChanged(id string) string {
	return fmt.Sprintf("The %s itself is ready and in the state, under its id %s. Terraform marks it as tainted and would replace it "+
		"with the next apply. To keep it, run\n\n  terraform untaint ADDRESS\n\nThen fix the cause, and apply again: only what "+
		"is missing is sent.", r.Kind.Name, id)
}
