package vpcep

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// apiError makes the diagnostic of a failed operation, at the attribute that is to blame where the API's code tells.
func apiError(operation string, err error, more ...string) diag.Diagnostic {
	about := adviceOn(err)
	texts := append([]string{about.text}, more...)
	if about.attribute != "" {
		return framework.AttributeErrorDiagnostic(path.Root(about.attribute), operation, err, texts...)
	}
	return framework.ErrorDiagnostic(operation, err, texts...)
}
