package vpcep

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewServiceDataSource returns the data source opentelekomcloud_vpcep_service.
func NewServiceDataSource() datasource.DataSource {
	return &dataSource[serviceData]{name: "_vpcep_service", schema: serviceDataSchema, read: readService}
}

// serviceData is a service in the data sources opentelekomcloud_vpcep_service and opentelekomcloud_vpcep_services.
type serviceData struct {
	ID              types.String  `tfsdk:"id"`
	ServiceName     types.String  `tfsdk:"service_name"`
	FullServiceName types.String  `tfsdk:"full_service_name"`
	PortID          types.String  `tfsdk:"port_id"`
	VPCID           types.String  `tfsdk:"vpc_id"`
	ServerType      types.String  `tfsdk:"server_type"`
	ServiceType     types.String  `tfsdk:"service_type"`
	Ports           types.List    `tfsdk:"ports"`
	ApprovalEnabled types.Bool    `tfsdk:"approval_enabled"`
	PoolID          types.String  `tfsdk:"pool_id"`
	VIPPortID       types.String  `tfsdk:"vip_port_id"`
	TCPProxy        types.String  `tfsdk:"tcp_proxy"`
	Description     types.String  `tfsdk:"description"`
	EnablePolicy    types.Bool    `tfsdk:"enable_policy"`
	Tags            types.Map     `tfsdk:"tags"`
	Status          types.String  `tfsdk:"status"`
	Errors          []statusError `tfsdk:"errors"`
	ConnectionCount types.Int64   `tfsdk:"connection_count"`
	CreatedAt       types.String  `tfsdk:"created_at"`
	UpdatedAt       types.String  `tfsdk:"updated_at"`
	ProjectID       types.String  `tfsdk:"project_id"`
	DomainID        types.String  `tfsdk:"domain_id"`
	CIDRType        types.String  `tfsdk:"cidr_type"`
}

func newServiceData(s vpcep.Service) serviceData {
	short := s.ShortName()
	data := serviceData{
		ID:              types.StringValue(s.ID),
		ServiceName:     stringOrNull(&short),
		FullServiceName: stringOrNull(s.Name),
		PortID:          stringOrNull(s.PortID),
		VPCID:           stringOrNull(s.VPCID),
		ServerType:      stringOrNull(s.ServerType),
		ServiceType:     stringOrNull(s.ServiceType),
		Ports:           types.ListValueMust(portType, portElements(nil)),
		ApprovalEnabled: types.BoolPointerValue(s.ApprovalEnabled),
		PoolID:          stringOrNull(s.PoolID),
		VIPPortID:       stringOrNull(s.VIPPortID),
		TCPProxy:        stringOrNull(s.TCPProxy),
		Description:     stringOrNull(s.Description),
		EnablePolicy:    types.BoolPointerValue(s.EnablePolicy),
		Tags:            tagsValue(s.Tags),
		Status:          stringOrNull(&s.Status),
		Errors:          statusErrors(s.Errors),
		ConnectionCount: types.Int64PointerValue(s.ConnectionCount),
		CreatedAt:       stringOrNull(s.CreatedAt),
		UpdatedAt:       stringOrNull(s.UpdatedAt),
		ProjectID:       stringOrNull(s.ProjectID),
		DomainID:        stringOrNull(s.DomainID),
		CIDRType:        stringOrNull(s.CIDRType),
	}
	if s.Ports != nil {
		data.Ports = types.ListValueMust(portType, portElements(*s.Ports))
	}
	return data
}

func summarizeService(s vpcep.Service) serviceSummary {
	return serviceSummary{id: s.ID, name: stringOrNull(s.Name).ValueString(), short: s.ShortName(), status: s.Status}
}

// readService reads the service from the list, which contains more fields than the details of a service.
func readService(ctx context.Context, client *vpcep.Client, model *serviceData) diag.Diagnostics {
	id, name, status := model.ID, model.ServiceName, model.Status
	filter := vpcep.ServiceFilter{ID: id.ValueString(), Name: name.ValueString(), Status: status.ValueString()}
	if inName := idInName(filter.Name); inName != "" {
		// The documentation does not say whether the filter accepts full names.
		filter.Name = ""
		if filter.ID == "" {
			filter.ID = inName
		}
	}
	services, err := client.ListServices(ctx, filter)
	if err != nil {
		return dataSourceError("find VPC Endpoint Service", err)
	}
	var conditions []string
	if !id.IsNull() {
		conditions = append(conditions, fmt.Sprintf("id = %q", id.ValueString()))
	}
	if !status.IsNull() {
		conditions = append(conditions, fmt.Sprintf("status = %q", status.ValueString()))
	}
	service, diags := matchOne(services, name.ValueString(), conditions, summarizeService)
	if diags.HasError() {
		return diags
	}
	*model = newServiceData(service)
	// Configured values keep their notation.
	if !id.IsNull() {
		model.ID = id
	}
	if !name.IsNull() {
		model.ServiceName = name
	}
	return nil
}

// serviceDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_vpc_endpoint_services.html.
func serviceDataSchema() schema.Schema {
	attributes := serviceDataAttributes()
	attributes["id"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{framework.UUID()},
		MarkdownDescription: "The id of the service.",
	}
	attributes["service_name"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{nonEmpty()},
		MarkdownDescription: "The short or the full name of the service. It must be the whole name: `db` does not match `db2`.",
	}
	attributes["status"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{serviceStatus()},
		MarkdownDescription: "The status of the service: `creating`, `available`, `failed` or `deleting`.",
	}
	return schema.Schema{
		MarkdownDescription: "Finds one VPC endpoint service of the project by its `id`, `service_name` and `status`, as far as they are set. " +
			"It is an error if no service or more than one service matches.",
		Attributes: attributes,
	}
}

func serviceStatus() validator.String {
	return stringvalidator.OneOf(vpcep.StatusCreating, vpcep.StatusAvailable, vpcep.StatusFailed, vpcep.StatusDeleting)
}

func serviceDataAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":           computedString("The id of the service."),
		"service_name": computedString("The short name of the service. Null if it has none."),
		"full_service_name": computedString("The full name of the service: `region.name.id`, or `region.id` for a service without a name. " +
			"Consumers find the service by this name."),
		"port_id":      computedString("The id of the port that identifies the backend."),
		"vpc_id":       computedString("The id of the VPC that the backend belongs to."),
		"server_type":  computedString("The type of the backend: `VM`, `VIP` or `LB`."),
		"service_type": computedString("The type of the service: `interface` or `gateway`."),
		"ports": setwire.DataSourceAttribute{ListNestedAttribute: schema.ListNestedAttribute{
			Computed: true, MarkdownDescription: "The port mappings that the service opens.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"client_port": computedInt64("The port at which the endpoint is reached."),
				"server_port": computedInt64("The port of the backend."),
				"protocol":    computedString("The protocol: `TCP` or `UDP`."),
			}},
		}},
		"approval_enabled": computedBool("Whether the owner must accept each endpoint before it is connected."),
		"pool_id":          computedString("The id of the cluster that the service runs on."),
		"vip_port_id":      computedString("The id of the virtual network interface that the virtual IP address is bound to."),
		"tcp_proxy": computedString("The way in which the client's address and port, or the endpoint's `marker_id`, are passed to the " +
			"backend."),
		"description":      computedString("The description of the service."),
		"enable_policy":    computedBool("Whether endpoints of the service can have a policy. Null if the API does not return it."),
		"tags":             computedTags("service"),
		"status":           computedString("The status of the service: `creating`, `available`, `failed` or `deleting`."),
		"errors":           computedErrors("service"),
		"connection_count": computedInt64("The number of endpoints that are connected to the service."),
		"created_at":       computedString("The time at which the service was created, in UTC, in the format of the API."),
		"updated_at":       computedString("The time at which the service was last changed, in UTC, in the format of the API."),
		"project_id":       computedString("The id of the project that the service belongs to."),
		"domain_id":        computedString("The id of the account that the service belongs to."),
		"cidr_type":        computedString("The type of the network segment, `public` or `internal`. Null if the API does not return it."),
	}
}
