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
	keepState := []planmodifier.String{stringplanmodifier.UseNonNullStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "Accepts or rejects one endpoint that connects to a VPC endpoint service, for the owner of the service. " +
			"The endpoint may belong to another account, which manages it with `opentelekomcloud_vpcep_endpoint`.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The id of the connection: `SERVICE_ID/ENDPOINT_ID`.",
			},
			"service_id": schema.StringAttribute{
				Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the service. The provider must be signed in to the account that owns it. " +
					"Changing it replaces the resource.",
			},
			"endpoint_id": schema.StringAttribute{
				Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the endpoint. If the service does not list the endpoint yet, the resource waits for it. " +
					"Changing it replaces the resource.",
			},
			"status": schema.StringAttribute{
				Required: true, Validators: []validator.String{stringvalidator.OneOf(vpcep.StatusAccepted, vpcep.StatusRejected)},
				MarkdownDescription: "The decision: `accepted` or `rejected`. Changes in place, in both directions. " +
					"If the decision is changed elsewhere, " +
					"the next plan shows the change, and apply restores the configured one.",
			},
			"reject_on_delete": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether the endpoint is rejected when this resource is destroyed. By default the connection does not change, " +
					"so that removing the resource from the configuration does not interrupt the use of the service.",
			},
			"marker_id": schema.Int64Attribute{
				Computed: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.UseNonNullStateForUnknown()},
				MarkdownDescription: "The number that identifies packets of the endpoint.",
			},
			"domain_id": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The id of the account that the endpoint belongs to.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The time at which the endpoint was created, in UTC, in the format of the API.",
			},
			"updated_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The time at which the endpoint was last changed, in UTC, in the format of the API.",
			},
			"timeouts": framework.Timeouts(ctx, timeouts.Opts{
				Create: true, Update: true, Delete: true,
				CreateDescription: "The time limit until the endpoint is listed and the decision is in force. The default is 10 minutes.",
				UpdateDescription: "The time limit until the decision is in force. The default is 10 minutes.",
				DeleteDescription: "The time limit until the endpoint is rejected if `reject_on_delete` is `true`. The default is 10 minutes.",
			}),
		},
	}
}
