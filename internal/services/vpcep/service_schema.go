package vpcep

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const tcpProxyClose = "close"

// serviceSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/creating_a_vpc_endpoint_service.html.
func serviceSchema(ctx context.Context) schema.Schema {
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	keepState := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	keepStateOrReplace := []planmodifier.String{stringplanmodifier.UseStateForUnknown(), stringplanmodifier.RequiresReplaceIfConfigured()}
	sameID := framework.UseStateForSameID()
	return schema.Schema{
		MarkdownDescription: "A VPC endpoint service makes a load balancer, server or virtual IP address of one VPC reachable from other " +
			"VPCs, including those of other accounts, through VPC endpoints.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The id of the service.",
			},
			"port_id": schema.StringAttribute{
				Required: true, PlanModifiers: []planmodifier.String{sameID}, Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the port that identifies the backend: for `LB` the port of the load balancer's private IP address, " +
					"for `VM` the network " +
					"interface of the server, for `VIP` the network interface of the server behind the virtual IP address. The backend's security " +
					"group must allow traffic from 198.19.128.0/17. Changes in place.",
			},
			"vpc_id": schema.StringAttribute{
				Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
				MarkdownDescription: "The id of the VPC that the backend belongs to. Neither its CIDR block nor the destination of a custom " +
					"route in it may overlap with 198.19.128.0/20. " +
					"Changing it replaces the service.",
			},
			"server_type": schema.StringAttribute{
				Required: true, PlanModifiers: replace,
				Validators: []validator.String{stringvalidator.OneOf("VM", "VIP", "LB")},
				MarkdownDescription: "The type of the backend: `VM` (a server), `VIP` (a virtual IP address) or `LB` (a load balancer). " +
					"Changing it replaces the service.",
			},
			"ports": setwire.NestedAttribute{ListNestedAttribute: schema.ListNestedAttribute{
				Required:   true,
				Validators: []validator.List{portMappings{}},
				MarkdownDescription: fmt.Sprintf(
					"The port mappings that the service opens, 1 to %d. Their order means nothing. Changes in place.",
					maxMappings,
				),
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"client_port": schema.Int64Attribute{
						Required: true,
						MarkdownDescription: fmt.Sprintf(
							"The port at which the endpoint is reached, 1 to %d. It can be mapped only once per protocol.",
							maxPort,
						),
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
			}},
			"service_name": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: keepState, Validators: []validator.String{shortServiceName()},
				MarkdownDescription: "The short name of the service: 1 to 16 letters, digits, underscores and hyphens. Changes in place. " +
					"Once set, it can be changed but not removed.",
			},
			"full_service_name": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "The full name of the service: `region.name.id`, or `region.id` for a service without a name. " +
					"Consumers find the service by this name.",
			},
			"approval_enabled": schema.BoolAttribute{
				Optional: true, Computed: true, Default: booldefault.StaticBool(true),
				MarkdownDescription: "Whether the owner must accept each endpoint before it is connected. The default is `true`. Changes in place.",
			},
			"service_type": schema.StringAttribute{
				Optional: true, Computed: true, PlanModifiers: keepStateOrReplace, Validators: []validator.String{serviceType{}},
				MarkdownDescription: "The type of the service. Only `interface` can be created. The cloud's operators configure services of the " +
					"type `gateway`.",
			},
			"pool_id": schema.StringAttribute{
				Optional: true, Computed: true,
				PlanModifiers: []planmodifier.String{
					stringplanmodifier.UseStateForUnknown(), sameID, stringplanmodifier.RequiresReplaceIfConfigured(),
				},
				MarkdownDescription: "The id of the cluster that the service runs on. If it is not set, the cloud chooses one. " +
					"Changing it replaces the service.",
			},
			"vip_port_id": schema.StringAttribute{
				Optional: true, Computed: true, Validators: []validator.String{framework.UUID()},
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown(), sameID},
				MarkdownDescription: "The id of the virtual network interface that the virtual IP address is bound to, for `VIP`. Changes in place. " +
					"Once set, it can be changed but not removed.",
			},
			"tcp_proxy": schema.StringAttribute{
				Optional: true, Computed: true, Default: stringdefault.StaticString(tcpProxyClose),
				Validators: []validator.String{stringvalidator.OneOf(tcpProxyClose, "toa_open", "proxy_open", "open", "proxy_vni")},
				MarkdownDescription: "The way in which the client's address and port, or the endpoint's `marker_id`, are passed to the backend: " +
					"`close` (not passed, " +
					"the default), `toa_open` (TCP option), `proxy_open` (Proxy Protocol), `open` (both), or `proxy_vni` (Proxy Protocol with the " +
					"network id, " +
					"in newer versions of the API). Changes in place.",
			},
			"description": schema.StringAttribute{
				Optional: true, Validators: []validator.String{framework.Description(maxDescription)},
				MarkdownDescription: "A description of at most 128 characters, without `<` and `>`. Changes in place, and can be removed.",
			},
			"enable_policy": schema.BoolAttribute{
				Optional: true, Computed: true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
				MarkdownDescription: "Whether endpoints of the service can have a policy, in newer versions of the API, whose default is `false`. " +
					"A request that creates a service cannot contain it: if it is set, a second request follows when the service is available. " +
					"Changes in place. If it is removed from the configuration, the service keeps the value. " +
					"Null if it is not set and the API does not return it.",
			},
			"tags": schema.MapAttribute{
				Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(serviceTagLimits)},
				MarkdownDescription: "The tags of the service, at most 10. Keys have 1 to 36 and values 0 to 43 characters: letters and digits of " +
					"any script, " +
					"`-`, `_` and `@`. Changes in place.",
			},
			framework.AttributeTagsAll: framework.TagsAll("service"),

			"permissions": permissionsAttribute(),
			"reject_connections_on_delete": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to reject the connections of endpoints that still use the service when it is deleted. " +
					"By default a service in use " +
					"is not deleted. Apply the change before the deletion.",
			},
			"reject_connections_on_revoke": rejectOnRevokeAttribute("whose permission is removed from `permissions`"),
			"status": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The status of the service: `creating`, `available`, `failed` or `deleting`.",
			},
			"created_at": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The time at which the service was created, in UTC, in the format of the API.",
			},
			"updated_at": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "The time at which the service was last changed, in UTC, in the format of the API.",
			},
			"project_id": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The id of the project that the service belongs to.",
			},
			"cidr_type": schema.StringAttribute{
				Computed: true, PlanModifiers: keepState,
				MarkdownDescription: "The type of the network segment, `public` or `internal`. Null if the API does not return it.",
			},
			"timeouts": framework.Timeouts(ctx, timeouts.Opts{
				Create: true, Update: true, Delete: true,
				CreateDescription: "The time limit until the service is available. The default is 10 minutes.",
				UpdateDescription: "The time limit until a change is in force. The default is 10 minutes.",
				DeleteDescription: "The time limit until the service is deleted. The default is 10 minutes.",
			}),
		},
	}
}

// replaceID returns the plan modifiers of an id whose change replaces the resource.
func replaceID() []planmodifier.String {
	return []planmodifier.String{framework.UseStateForSameID(), stringplanmodifier.RequiresReplace()}
}
