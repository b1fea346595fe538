package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/actionvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/boolvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// connectionActionModel is the configuration of an action that decides on connections.
type connectionActionModel struct {
	ServiceID  types.String   `tfsdk:"service_id"`
	EndpointID types.String   `tfsdk:"endpoint_id"`
	Accounts   types.Set      `tfsdk:"accounts"`
	AllPending types.Bool     `tfsdk:"all_pending"`
	Timeouts   timeouts.Value `tfsdk:"timeouts"`
}

// selects reports whether the action decides on a pending connection, and whether that is known: some answers do not say which
// account an endpoint belongs to.
func (m *connectionActionModel) selects(c vpcep.Connection) (selected, isKnown bool) {
	switch {
	case c.Status != vpcep.StatusPendingAcceptance:
		return false, true
	case m.AllPending.ValueBool():
		return true, true
	case c.DomainID == nil:
		return false, false
	default:
		return formsOf(framework.Strings(m.Accounts.Elements()))[apiForm(*c.DomainID)], true
	}
}

// connectionActionSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/accepting_or_rejecting_a_vpc_endpoint.html.
func connectionActionSchema(ctx context.Context, d connectionDecision) schema.Schema {
	return schema.Schema{
		MarkdownDescription: d.present + " endpoints that connect to a VPC endpoint service, once, for the owner of the service: one " +
			"endpoint, or those that wait for a decision. To keep a decision in force, use the resource " +
			"`opentelekomcloud_vpcep_connection` instead.",
		Attributes: map[string]schema.Attribute{
			"service_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the service. The provider must be signed in to the account that owns it.",
			},
			"endpoint_id": schema.StringAttribute{
				Optional: true, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of one endpoint, which is " + d.done + " even if it was " + d.opposite + " before. " +
					"If the service does not list it yet, the action waits for it. " +
					"Set exactly one of `endpoint_id`, `accounts` and `all_pending`.",
			},
			"accounts": schema.SetAttribute{
				Optional: true, ElementType: types.StringType,
				Validators: []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(accountForm)},
				MarkdownDescription: "The accounts whose endpoints are " + d.done + " if they wait for a decision, that is, have the status " +
					"`pendingAcceptance`. Each entry is `iam:domain::DOMAIN_ID` or a bare domain id. An empty set selects no endpoint.",
			},
			"all_pending": schema.BoolAttribute{
				Optional: true, Validators: []validator.Bool{boolvalidator.Equals(true)},
				MarkdownDescription: "Set to `true` if all endpoints that wait for a decision are " + d.done + ", of whichever account.",
			},
			"timeouts": framework.ActionTimeouts(ctx, "The time limit until all decisions are in force. The default is 10 minutes."),
		},
	}
}

// selectors are the arguments of which exactly one selects endpoints.
func selectors() action.ConfigValidator {
	return actionvalidator.ExactlyOneOf(path.MatchRoot("endpoint_id"), path.MatchRoot("accounts"), path.MatchRoot("all_pending"))
}

// accountForm validates an account, which is written as a permission.
var accountForm = framework.StringRule{
	Rule: "iam:domain::DOMAIN_ID or a bare domain id, which has 1 to 64 letters and digits",
	Check: func(text string) string {
		if apiForm(text) == vpcep.Everyone {
			return "stands for all accounts; set all_pending = true instead of accounts"
		}
		return permissionFault(text)
	},
}
