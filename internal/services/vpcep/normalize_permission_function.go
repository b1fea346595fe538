package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// NewNormalizePermissionFunction returns the function normalize_permission.
func NewNormalizePermissionFunction() function.Function { return normalizePermissionFunction{} }

// normalizePermissionFunction is the function normalize_permission.
type normalizePermissionFunction struct{}

// Metadata implements function.Function.
func (normalizePermissionFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "normalize_permission"
}

// Definition implements function.Function.
func (normalizePermissionFunction) Definition(ctx context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Writes a permission in the form of the API.",
		MarkdownDescription: "Returns a permission in the form of the API: `iam:domain::DOMAIN_ID` for one account, or `*` for everyone. " +
			"The resources accept every form; the function is for comparing permissions, and for what is passed on to other tools.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name: "permission",
				Validators: []function.StringParameterValidator{
					framework.StringRule{Rule: permissionForm{}.Description(ctx), Check: permissionFault},
				},
				MarkdownDescription: "The permission: " + permissionRule + ".",
			},
		},
		Return: function.StringReturn{},
	}
}

// Run implements function.Function.
func (normalizePermissionFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var permission string
	if resp.Error = req.Arguments.Get(ctx, &permission); resp.Error != nil {
		return
	}
	resp.Error = resp.Result.Set(ctx, apiForm(permission))
}
