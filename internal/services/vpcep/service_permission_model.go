package vpcep

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// servicePermissionModel is the resource opentelekomcloud_vpcep_service_permission in plan and state.
type servicePermissionModel struct {
	ID             types.String `tfsdk:"id"`
	ServiceID      types.String `tfsdk:"service_id"`
	Permission     types.String `tfsdk:"permission"`
	PermissionType types.String `tfsdk:"permission_type"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

// title names the permission in messages.
func (m *servicePermissionModel) title() string {
	return fmt.Sprintf("VPC Endpoint Service Permission %q of service %q", m.Permission.ValueString(), m.ServiceID.ValueString())
}

// key is what the API knows the permission by.
func (m *servicePermissionModel) key() (serviceID, entry string) {
	return m.ServiceID.ValueString(), apiForm(m.Permission.ValueString())
}

// answered takes over what the API answered; the permission itself stays as it is written.
func (m *servicePermissionModel) fromAPI(p *vpcep.Permission) {
	m.ID = framework.StringFromAPI(m.ID, present(p.ID))
	m.PermissionType = framework.StringFromAPI(m.PermissionType, p.Type)
	m.CreatedAt = framework.StringFromAPI(m.CreatedAt, p.CreatedAt)
}

// servicePermissionSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/batch_adding_or_deleting_whitelist_records.html.
func servicePermissionSchema() schema.Schema {
	stays := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return schema.Schema{
		MarkdownDescription: "Permits one account to connect to a VPC endpoint service, and leaves all its other permissions alone: for teams that add to a service which they do not manage in code. " +
			"Where the service itself is managed, its attribute `permissions` holds the whole list instead; the two revoke each other's entries when both are used for one service.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The id of the entry in the service's list of permissions.",
			},
			"service_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{framework.UUID()},
				PlanModifiers:       replaceID(),
				MarkdownDescription: "The id of the VPC endpoint service. The provider has to be signed in to the account that owns it. Changing it replaces the permission.",
			},
			"permission": schema.StringAttribute{
				Required: true, Validators: []validator.String{permissionForm{}},
				PlanModifiers:       []planmodifier.String{framework.UseStateForEquivalent(samePermission), stringplanmodifier.RequiresReplace()},
				MarkdownDescription: "Who may connect: " + permissionRule + ". Another form of the same account is no change; another account replaces the permission.",
			},
			"permission_type": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The type of the entry. The API knows only `domainId`.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "When the entry was added, in UTC, as the API writes it.",
			},
		},
	}
}

func samePermission(a, b string) bool { return apiForm(a) == apiForm(b) }
