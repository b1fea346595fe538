package vpcep

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

const maxStatements = 10

// endpointSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoints/creating_a_vpc_endpoint.html
// and querying_details_about_a_vpc_endpoint.html beside it.
func endpointSchema(ctx context.Context) schema.Schema {
	attributes := map[string]schema.Attribute{
		"timeouts": framework.Timeouts(ctx, timeouts.Opts{
			Create: true, Update: true, Delete: true,
			CreateDescription: "The time limit until the endpoint is connected, or is pending without `wait_for_acceptance`. " +
				"The default is 10 minutes.",
			UpdateDescription: "The time limit until a change is in force. The default is 10 minutes.",
			DeleteDescription: "The time limit until the endpoint is deleted. The default is 10 minutes.",
		}),
	}
	for _, part := range []map[string]schema.Attribute{endpointArguments(), interfaceArguments(), gatewayArguments(), endpointComputed()} {
		for name, attribute := range part {
			attributes[name] = attribute
		}
	}
	return schema.Schema{
		MarkdownDescription: "A VPC endpoint connects a VPC to a VPC endpoint service, which may belong to another account or to the cloud " +
			"itself. " +
			"It is the consumer's side of a connection. The owner's side is `opentelekomcloud_vpcep_connection`.",
		Attributes: attributes,
	}
}

// endpointArguments are the arguments of endpoints of both types.
func endpointArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"endpoint_service_id": schema.StringAttribute{
			Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
			MarkdownDescription: "The id of the VPC endpoint service to connect to. Changing it replaces the endpoint.",
		},
		"vpc_id": schema.StringAttribute{
			Required: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
			MarkdownDescription: "The id of the VPC from which the service is reached. Changing it replaces the endpoint.",
		},
		"enable_dns": schema.BoolAttribute{
			Optional: true, Computed: true, Default: booldefault.StaticBool(false), PlanModifiers: []planmodifier.Bool{replaceEnableDNS()},
			MarkdownDescription: "Whether the endpoint gets a private domain name, see `dns_names`. The default is `false`. " +
				"It has no effect on endpoints of services of the type `gateway`. Changing it replaces the endpoint.",
		},
		"specification_name": schema.StringAttribute{
			Optional: true, Computed: true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseNonNullStateForUnknown(), stringplanmodifier.RequiresReplaceIfConfigured()},
			MarkdownDescription: "The name of the specification of the endpoint. If it is not set, the cloud chooses one. " +
				"Changing it replaces the endpoint.",
		},
		"description": schema.StringAttribute{
			Optional: true, Validators: []validator.String{framework.Description(maxDescription)},
			PlanModifiers: []planmodifier.String{replaceDescription()},
			MarkdownDescription: "A description of at most 128 characters, without `<` and `>`. Changing it replaces the endpoint, because the " +
				"API cannot change it.",
		},
		"tags": schema.MapAttribute{
			Optional: true, ElementType: types.StringType, Validators: []validator.Map{framework.Tags(endpointTagLimits)},
			MarkdownDescription: fmt.Sprintf("The tags of the endpoint, at most %d; some regions allow only ten. Keys have 1 to 36 and values "+
				"0 to 43 characters: letters and digits of any script, `-`, `_` and `@`. Changes in place.", endpointTagLimits.Tags),
		},
		framework.AttributeTagsAll: framework.TagsAll("endpoint"),

		"wait_for_acceptance": schema.BoolAttribute{
			Optional: true,
			MarkdownDescription: "Whether to wait until the owner of the service has accepted the endpoint. By default the resource does not " +
				"wait for the owner's decision, " +
				"and the status may be `pendingAcceptance`. It must not be `true` if an `opentelekomcloud_vpcep_connection` that depends on this " +
				"endpoint " +
				"makes the decision, because each would wait for the other. Changing it changes nothing in the cloud.",
		},
	}
}

// interfaceArguments are the arguments of endpoints of interface services only.
func interfaceArguments() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"subnet_id": schema.StringAttribute{
			Optional: true, PlanModifiers: replaceID(), Validators: []validator.String{framework.UUID()},
			MarkdownDescription: "The id of the subnet of the VPC in which the endpoint gets its address. Required for services of the type " +
				"`interface`, " +
				"and not allowed for those of the type `gateway`. Changing it replaces the endpoint.",
		},
		"port_ip": schema.StringAttribute{
			Optional: true, Computed: true, Validators: []validator.String{framework.IPv4()},
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseNonNullStateForUnknown(), replacePortIP()},
			MarkdownDescription: "The IPv4 address of the endpoint in the subnet, for services of the type `interface`. " +
				"If it is not set, the cloud chooses one. " +
				"After the endpoint was accepted it equals `ip`. Changing it replaces the endpoint.",
		},
		"whitelist": setwire.Attribute{ListAttribute: schema.ListAttribute{
			Optional: true, ElementType: types.StringType, PlanModifiers: []planmodifier.List{replaceWhitelist()},
			Validators: []validator.List{noNullElements{}, listvalidator.ValueStringsAre(framework.IPv4OrCIDR())},
			MarkdownDescription: "The IPv4 addresses and CIDR blocks that may use the endpoint if `enable_whitelist` is `true`, " +
				"for services of the type `interface`. Changing it replaces the endpoint.",
		}},
		"enable_whitelist": schema.BoolAttribute{
			Optional: true, Computed: true, Default: booldefault.StaticBool(false),
			PlanModifiers: []planmodifier.Bool{boolplanmodifier.RequiresReplace()},
			MarkdownDescription: "Whether only the addresses in `whitelist` may use the endpoint, for services of the type `interface`. " +
				"The default is `false`. Changing it replaces the endpoint.",
		},
	}
}

// gatewayArguments are the arguments of endpoints of gateway services only.
func gatewayArguments() map[string]schema.Attribute {
	// The attributes of a statement must be computed as well. Otherwise Terraform assumes that the cloud's default statements
	// were configured before, and plans to remove them. completeStatement requires the attributes instead.
	stringSet := func(description string) schema.SetAttribute {
		return schema.SetAttribute{
			Optional: true, Computed: true, ElementType: types.StringType,
			Validators:          []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
			MarkdownDescription: description,
		}
	}
	return map[string]schema.Attribute{
		"routetables": setwire.Attribute{ListAttribute: schema.ListAttribute{
			Optional: true, Computed: true, ElementType: types.StringType,
			Validators: []validator.List{noNullElements{}, listvalidator.ValueStringsAre(framework.UUID())},
			PlanModifiers: []planmodifier.List{
				listplanmodifier.UseNonNullStateForUnknown(), framework.UseStateForEquivalentSet(strings.ToLower), replaceRouteTables(),
			},
			MarkdownDescription: "The ids of the route tables that get routes to the service, for services of the type `gateway`. " +
				"If it is not set, the cloud uses the default route table of the VPC. Changing it replaces the endpoint.",
		}},
		"policy_statement": schema.ListNestedAttribute{
			Optional: true, Computed: true,
			Validators:    []validator.List{listvalidator.SizeAtMost(maxStatements), listvalidator.NoNullValues()},
			PlanModifiers: []planmodifier.List{listplanmodifier.UseNonNullStateForUnknown(), replacePolicyStatement()},
			MarkdownDescription: fmt.Sprintf("The policy of the endpoint, at most %d statements, for services of the type `gateway`. "+
				"If it is not set, the cloud allows everything. Changing it replaces the endpoint.", maxStatements),
			NestedObject: schema.NestedAttributeObject{
				Validators: []validator.Object{completeStatement{}},
				Attributes: map[string]schema.Attribute{
					"effect": schema.StringAttribute{
						Optional: true, Computed: true, Validators: []validator.String{stringvalidator.OneOf("Allow", "Deny")},
						MarkdownDescription: "The effect of the statement: `Allow` or `Deny`. Must be set in each statement.",
					},
					"action":   stringSet("The actions, such as `obs:*:*` or `*`. Must be set in each statement."),
					"resource": stringSet("The resources, such as `obs:*:*:*:*/*` or `*`. Must be set in each statement."),
				},
			},
		},
	}
}

// endpointComputed are the attributes that only the cloud sets. A plan does not keep those that can change without a
// request of the provider, such as the status.
func endpointComputed() map[string]schema.Attribute {
	keepState := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return map[string]schema.Attribute{
		"id": schema.StringAttribute{
			Computed: true, PlanModifiers: keepState,
			MarkdownDescription: "The id of the endpoint.",
		},
		"status": schema.StringAttribute{
			Computed: true,
			MarkdownDescription: "The status of the endpoint: `creating`, `pendingAcceptance` (the owner of the service has not decided yet), " +
				"`accepted`, `rejected`, `failed` or `deleting`.",
		},
		"ip": schema.StringAttribute{
			Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseNonNullStateForUnknown()},
			MarkdownDescription: "The address at which the service is reached, for services of the type `interface`. " +
				"Null until the endpoint was accepted.",
		},
		"dns_names": schema.ListAttribute{
			Computed: true, ElementType: types.StringType, PlanModifiers: []planmodifier.List{listplanmodifier.UseNonNullStateForUnknown()},
			MarkdownDescription: "The private domain names of the endpoint if `enable_dns` is `true`.",
		},
		"marker_id": schema.Int64Attribute{
			Computed: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.UseNonNullStateForUnknown()},
			MarkdownDescription: "The number that identifies packets of the endpoint, by which the owner of the service can distinguish endpoints.",
		},
		"endpoint_service_name": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "The name of the service, as the API returns it.",
		},
		"service_type": schema.StringAttribute{
			Computed: true, PlanModifiers: keepState,
			MarkdownDescription: "The type of the service: `interface` or `gateway`.",
		},
		"active_status": setwire.Attribute{ListAttribute: schema.ListAttribute{
			Computed: true, ElementType: types.StringType,
			MarkdownDescription: "The status of the account: `active`, or the reason why it is frozen.",
		}},
		"enable_status": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "Whether the endpoint is in use: `enable` or `disable`.",
		},
		"project_id": schema.StringAttribute{
			Computed: true, PlanModifiers: keepState,
			MarkdownDescription: "The id of the project that the endpoint belongs to.",
		},
		"created_at": schema.StringAttribute{
			Computed: true, PlanModifiers: keepState,
			MarkdownDescription: "The time at which the endpoint was created, in UTC, in the format of the API.",
		},
		"updated_at": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "The time at which the endpoint was last changed, in UTC, in the format of the API.",
		},
	}
}
