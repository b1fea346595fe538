package vpcep

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const tcpProxyClose = "close"

// serviceSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/creating_a_vpc_endpoint_service.html.
func serviceSchema(ctx context.Context) schema.Schema {
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	stays := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	staysOrReplaces := []planmodifier.String{stringplanmodifier.UseStateForUnknown(), stringplanmodifier.RequiresReplaceIfConfigured()}
	sameID := framework.UseStateForSameID()
	return schema.Schema{
		MarkdownDescription: "A VPC endpoint service makes a load balancer, server or virtual IP address of one VPC reachable from other " +
			"VPCs, also those of other accounts, through VPC endpoints.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The id of the service.",
			},
			"port_id": schema.StringAttribute{
				Required: true, PlanModifiers: []planmodifier.String{sameID}, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the port that identifies the backend: for `LB` the port of the load balancer's private IP address, for `VM` the network " +
					"interface of the server, for `VIP` the network interface of the server behind the virtual IP address. Changes in place.",
			},
			"vpc_id": schema.StringAttribute{
				Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the VPC that the backend belongs to. Its CIDR block must not overlap with 198.19.128.0/20. Changing it replaces the service.",
			},
			"server_type": schema.StringAttribute{
				Required: true, PlanModifiers: replace,
				Validators:          []validator.String{stringvalidator.OneOf("VM", "VIP", "LB")},
				MarkdownDescription: "What the backend is: `VM` (a server), `VIP` (a virtual IP address) or `LB` (a load balancer). Changing it replaces the service.",
			},
			"ports": schema.SetNestedAttribute{
				Required: true, Validators: []validator.Set{portMappings{}},
				MarkdownDescription: fmt.Sprintf("The port mappings that the service opens, 1 to %d. Their order means nothing. Changes in place.", maxMappings),
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"client_port": schema.Int64Attribute{
						Required:            true,
						MarkdownDescription: fmt.Sprintf("The port at which the endpoint is reached, 1 to %d. It can be mapped once for a protocol.", maxPort),
					},
					"server_port": schema.Int64Attribute{
						Required:            true,
						MarkdownDescription: fmt.Sprintf("The port of the backend, 1 to %d.", maxPort),
					},
					"protocol": schema.StringAttribute{
						Optional: true, Computed: true, Default: stringdefault.StaticString(vpcep.ProtocolTCP),
						MarkdownDescription: "`TCP` (the default) or `UDP`.",
					},
				}},
			},
			"service_name": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: stays, Validators: []validator.String{shortServiceName()},
				MarkdownDescription: "The short name of the service: 1 to 16 letters, digits, underscores and hyphens. Changes in place; a name that was given once can be changed but not taken away.",
			},
			"full_service_name": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The name as the API answers it, `region.name.id`, or `region.id` for a service without a name. Consumers find the service by it.",
			},
			"approval_enabled": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the owner has to accept each endpoint before it is connected. The default is `true`. Changes in place.",
			},
			"service_type": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: staysOrReplaces, Validators: []validator.String{serviceType{}},
				MarkdownDescription: "The type of the service. Only `interface` can be created; services of type `gateway` are configured by the cloud's operators.",
			},
			"pool_id": schema.StringAttribute{
				Optional: true, Computed: true,
				PlanModifiers: []planmodifier.String{
					stringplanmodifier.UseStateForUnknown(), sameID, stringplanmodifier.RequiresReplaceIfConfigured(),
				},
				MarkdownDescription: "The id of the cluster that the service runs on. The cloud chooses one if none is given. Changing it replaces the service.",
			},
			"vip_port_id": schema.StringAttribute{
				Optional: true, Computed: true, Validators: []validator.String{framework.UUID()},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown(), sameID},
				MarkdownDescription: "The id of the virtual network interface that the virtual IP address is bound to, for `VIP`. Changes in place; it can be changed but not taken away.",
			},
			"tcp_proxy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(tcpProxyClose),
				Validators: []validator.String{stringvalidator.OneOf(tcpProxyClose, "toa_open", "proxy_open", "open", "proxy_vni")},
				MarkdownDescription: "How the client's address and port, or the endpoint's `marker_id`, reach the backend: `close` (not at all, the default), `toa_open` (TCP option), `proxy_open` (Proxy Protocol), " +
					"`open` (both), or `proxy_vni` (Proxy Protocol with the network id, in newer versions of the API). Changes in place.",
			},
			"description": schema.StringAttribute{
				Optional: true, Validators: []validator.String{framework.Description(maxDescription)},
				MarkdownDescription: "A description of at most 128 characters, without `<` and `>`. Changes in place and can be cleared.",
			},
			"tags": schema.MapAttribute{
				Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(serviceTagLimits)},
				MarkdownDescription: "At most 10 tags. Keys have 1 to 36 and values 0 to 43 characters: letters and digits of any script, `-`, `_` and `@`. Changes in place.",
			},
			"permissions": permissionsAttribute(),
			"reject_connections_on_delete": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether the connections of endpoints that still use the service are rejected when it is to be deleted. Without it, or when it is `false`, a service in use is not deleted. " +
					"It has to be applied before the deletion.",
			},
			"status": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The status of the service: `creating`, `available`, `failed` or `deleting`.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "When the service was created, in UTC, as the API writes it.",
			},
			"updated_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "When the service was last changed, in UTC, as the API writes it.",
			},
			"project_id": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The id of the project that the service belongs to.",
			},
			"cidr_type": schema.StringAttribute{
				Computed: true, PlanModifiers: stays,
				MarkdownDescription: "The type of the network segment, `public` or `internal`; null where the API does not tell.",
			},
			"timeouts": framework.Timeouts(ctx, timeouts.Opts{
				Create: true, Update: true, Delete: true,
				CreateDescription: "For the service to become available, 10 minutes by default.",
				UpdateDescription: "For a change to be in force, 10 minutes by default.",
				DeleteDescription: "For the service to be gone, 10 minutes by default.",
			}),
		},
	}
}

// replaceID are the plan modifiers of an id that replaces the resource when it changes.
func replaceID() []planmodifier.String {
	return []planmodifier.String{framework.UseStateForSameID(), stringplanmodifier.RequiresReplace()}
}

// serviceType allows the one type that can be created, and says why not the other.
type serviceType struct{}

func (serviceType) Description(context.Context) string { return "interface" }

func (v serviceType) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (serviceType) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !known(req.ConfigValue) {
		return
	}
	switch text := req.ConfigValue.ValueString(); text {
	case "interface":
	case "gateway":
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid service_type",
			`Services of type "gateway" are configured by the cloud's operators only. Use "interface", or leave service_type out.`)
	default:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid service_type", fmt.Sprintf(`%q is not a type of service. Use "interface", or leave service_type out.`, text))
	}
}
