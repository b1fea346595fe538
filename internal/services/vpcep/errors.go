package vpcep

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// apiError returns the diagnostic of a failed operation, at the attribute that the error code refers to, if any.
func apiError(operation string, err error, more ...string) diag.Diagnostic {
	known := adviceFor(err)
	texts := append([]string{known.text}, more...)
	if known.attribute != "" {
		return framework.AttributeErrorDiagnostic(path.Root(known.attribute), operation, err, texts...)
	}
	return framework.ErrorDiagnostic(operation, err, texts...)
}
