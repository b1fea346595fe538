package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// connectionSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/accepting_or_rejecting_a_vpc_endpoint.html.
func connectionSchema(ctx context.Context) schema.Schema {
	stays := []planmodifier.String{stringplanmodifier.UseNonNullStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "The decision of the owner of a VPC endpoint service on one endpoint that wants to connect to it: to accept or to reject it. " +
			"The endpoint may belong to another account; it is the consumer's side, `opentelekomcloud_vpcep_endpoint`.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "`SERVICE_ID/ENDPOINT_ID`.",
			},
			"service_id": schema.StringAttribute{
				Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the service, which belongs to the account of the provider. Changing it makes another decision.",
			},
			"endpoint_id": schema.StringAttribute{
				Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the endpoint. An endpoint that the service does not list yet is waited for. Changing it makes another decision.",
			},
			"status": schema.StringAttribute{
				Required: true, Validators: []validator.String{stringvalidator.OneOf(vpcep.StatusAccepted, vpcep.StatusRejected)},
				MarkdownDescription: "The decision: `accepted` or `rejected`. Changes in place, in both directions. A decision that somebody else changed shows up in the next plan, and apply restores it.",
			},
			"reject_on_delete": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether the endpoint is rejected when this resource is destroyed. By default the connection stays as it is: " +
					"taking the decision out of the configuration does not cut off whoever uses the service.",
			},
			"marker_id": schema.Int64Attribute{
				Computed: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.UseNonNullStateForUnknown()},
				MarkdownDescription: "The number that packets of the endpoint carry.",
			},
			"domain_id": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The id of the account that the endpoint belongs to.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "When the endpoint was created, in UTC, as the API writes it.",
			},
			"updated_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "When the endpoint was last changed, in UTC, as the API writes it.",
			},
			"timeouts": framework.Timeouts(ctx, timeouts.Opts{
				Create: true, Update: true, Delete: true,
				CreateDescription: "For the endpoint to be listed and the decision to be in force, 10 minutes by default.",
				UpdateDescription: "For the decision to be in force, 10 minutes by default.",
				DeleteDescription: "For the endpoint to be rejected where `reject_on_delete` asks for it, 10 minutes by default.",
			}),
		},
	}
}
