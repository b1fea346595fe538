package vpcep

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// servicePermissionSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/batch_adding_or_deleting_whitelist_records.html.
func servicePermissionSchema() schema.Schema {
	keepState := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "Permits one account to connect to a VPC endpoint service, without changing the other permissions of the service. " +
			"Use it for a service that is managed elsewhere. Do not use it together with the argument `permissions` of " +
			"`opentelekomcloud_vpcep_service` for the same service, because each would revoke the entries of the other.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The id of the entry in the service's list of permissions.",
			},
			"service_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.UUID()},
				PlanModifiers: replaceID(),
				MarkdownDescription: "The id of the VPC endpoint service. The provider must be signed in to the account that owns it. " +
					"Changing it replaces the permission.",
			},
			"permission": schema.StringAttribute{
				Required: true, Validators: []validator.String{permissionForm{}},
				PlanModifiers: []planmodifier.String{framework.UseStateForEquivalent(samePermission), stringplanmodifier.RequiresReplace()},
				MarkdownDescription: "The account that may connect: " + permissionRule + ". Another notation of the same account is no change. " +
					"Another account replaces the permission.",
			},
			"reject_connections_on_revoke": rejectOnRevokeAttribute("whose permission is revoked, when the resource is destroyed or replaced"),
			"permission_type": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The type of the entry. The only type of the API is `domainId`.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The time at which the entry was added, in UTC, in the format of the API.",
			},
		},
	}
}

func samePermission(a, b string) bool { return apiForm(a) == apiForm(b) }
