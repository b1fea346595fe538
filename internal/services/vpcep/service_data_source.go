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
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewServiceDataSource makes the data source opentelekomcloud_vpcep_service.
func NewServiceDataSource() datasource.DataSource {
	return &lookup[serviceData]{name: "_vpcep_service", schema: serviceDataSchema, read: readService}
}

// serviceData is a service as data sources show it.
type serviceData struct {
	ID              types.String `tfsdk:"id"`
	ServiceName     types.String `tfsdk:"service_name"`
	FullServiceName types.String `tfsdk:"full_service_name"`
	PortID          types.String `tfsdk:"port_id"`
	VPCID           types.String `tfsdk:"vpc_id"`
	ServerType      types.String `tfsdk:"server_type"`
	ServiceType     types.String `tfsdk:"service_type"`
	Ports           types.Set    `tfsdk:"ports"`
	ApprovalEnabled types.Bool   `tfsdk:"approval_enabled"`
	PoolID          types.String `tfsdk:"pool_id"`
	VIPPortID       types.String `tfsdk:"vip_port_id"`
	TCPProxy        types.String `tfsdk:"tcp_proxy"`
	Description     types.String `tfsdk:"description"`
	Tags            types.Map    `tfsdk:"tags"`
	Status          types.String `tfsdk:"status"`
	Errors          []reason     `tfsdk:"errors"`
	ConnectionCount types.Int64  `tfsdk:"connection_count"`
	CreatedAt       types.String `tfsdk:"created_at"`
	UpdatedAt       types.String `tfsdk:"updated_at"`
	ProjectID       types.String `tfsdk:"project_id"`
	DomainID        types.String `tfsdk:"domain_id"`
	CIDRType        types.String `tfsdk:"cidr_type"`
}

func newServiceData(s vpcep.Service) serviceData {
	short := s.ShortName()
	data := serviceData{
		ID:              types.StringValue(s.ID),
		ServiceName:     textFromAPI(&short),
		FullServiceName: textFromAPI(s.Name),
		PortID:          textFromAPI(s.PortID),
		VPCID:           textFromAPI(s.VPCID),
		ServerType:      textFromAPI(s.ServerType),
		ServiceType:     textFromAPI(s.ServiceType),
		Ports:           portsValue(nil),
		ApprovalEnabled: types.BoolPointerValue(s.ApprovalEnabled),
		PoolID:          textFromAPI(s.PoolID),
		VIPPortID:       textFromAPI(s.VIPPortID),
		TCPProxy:        textFromAPI(s.TCPProxy),
		Description:     textFromAPI(s.Description),
		Tags:            shownTagValues(s.Tags),
		Status:          textFromAPI(&s.Status),
		Errors:          reasonsOf(s.Errors),
		ConnectionCount: types.Int64PointerValue(s.ConnectionCount),
		CreatedAt:       textFromAPI(s.CreatedAt),
		UpdatedAt:       textFromAPI(s.UpdatedAt),
		ProjectID:       textFromAPI(s.ProjectID),
		DomainID:        textFromAPI(s.DomainID),
		CIDRType:        textFromAPI(s.CIDRType),
	}
	if s.Ports != nil {
		data.Ports = portsValue(*s.Ports)
	}
	return data
}

func serviceCandidate(s vpcep.Service) candidate {
	return candidate{id: s.ID, name: textFromAPI(s.Name).ValueString(), short: s.ShortName(), status: s.Status}
}

// readService looks the service up in the list, which tells more of a service than its details do.
func readService(ctx context.Context, client *vpcep.Client, model *serviceData) diag.Diagnostics {
	id, name, status := model.ID, model.ServiceName, model.Status
	filter := vpcep.ServiceFilter{ID: id.ValueString(), Name: name.ValueString(), Status: status.ValueString()}
	if inName := idInName(filter.Name); inName != "" {
		// Whether a search by name knows full names is not documented.
		filter.Name = ""
		if filter.ID == "" {
			filter.ID = inName
		}
	}
	services, err := client.ListServices(ctx, filter)
	if err != nil {
		return lookupError("find VPC Endpoint Service", err)
	}
	var asked []string
	if !id.IsNull() {
		asked = append(asked, fmt.Sprintf("id = %q", id.ValueString()))
	}
	if !status.IsNull() {
		asked = append(asked, fmt.Sprintf("status = %q", status.ValueString()))
	}
	service, diags := onlyOne(services, name.ValueString(), asked, serviceCandidate)
	if diags.HasError() {
		return diags
	}
	*model = newServiceData(service)
	// What is configured stays in the form it is written in.
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
		Optional: true, Computed: true, Validators: []validator.String{notEmpty()},
		MarkdownDescription: "The name of the service: the short one that it was given, or the full one. It has to be given in full: `db` does not find `db2`.",
	}
	attributes["status"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{serviceStatus()},
		MarkdownDescription: "The status of the service: `creating`, `available`, `failed` or `deleting`.",
	}
	return schema.Schema{
		MarkdownDescription: "Finds one VPC endpoint service of the project by its `id`, its `service_name`, its `status`, or what of these is given. " +
			"It is an error if there is no such service, or more than one.",
		Attributes: attributes,
	}
}

func serviceStatus() validator.String {
	return stringvalidator.OneOf(vpcep.StatusCreating, vpcep.StatusAvailable, vpcep.StatusFailed, vpcep.StatusDeleting)
}

func serviceDataAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                shownText("The id of the service."),
		"service_name":      shownText("The short name of the service; null if it was given none."),
		"full_service_name": shownText("The name as the API answers it, `region.name.id`, or `region.id` for a service without a name. Consumers find the service by it."),
		"port_id":           shownText("The id of the port that identifies the backend."),
		"vpc_id":            shownText("The id of the VPC that the backend belongs to."),
		"server_type":       shownText("What the backend is: `VM`, `VIP` or `LB`."),
		"service_type":      shownText("The type of the service: `interface` or `gateway`."),
		"ports": schema.SetNestedAttribute{
			Computed: true, MarkdownDescription: "The port mappings that the service opens.",
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"client_port": shownNumber("The port at which the endpoint is reached."),
				"server_port": shownNumber("The port of the backend."),
				"protocol":    shownText("`TCP` or `UDP`."),
			}},
		},
		"approval_enabled": shownFlag("Whether the owner has to accept each endpoint before it is connected."),
		"pool_id":          shownText("The id of the cluster that the service runs on."),
		"vip_port_id":      shownText("The id of the virtual network interface that the virtual IP address is bound to."),
		"tcp_proxy":        shownText("How the client's address and port, or the endpoint's `marker_id`, reach the backend."),
		"description":      shownText("The description of the service."),
		"tags":             shownTags("service"),
		"status":           shownText("The status of the service: `creating`, `available`, `failed` or `deleting`."),
		"errors":           shownReasons("service"),
		"connection_count": shownNumber("How many endpoints are connected to the service."),
		"created_at":       shownText("When the service was created, in UTC, as the API writes it."),
		"updated_at":       shownText("When the service was last changed, in UTC, as the API writes it."),
		"project_id":       shownText("The id of the project that the service belongs to."),
		"domain_id":        shownText("The id of the account that the service belongs to."),
		"cidr_type":        shownText("The type of the network segment, `public` or `internal`; null where the API does not tell."),
	}
}
