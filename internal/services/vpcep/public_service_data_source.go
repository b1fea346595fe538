package vpcep

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// NewPublicServiceDataSource makes the data source opentelekomcloud_vpcep_public_service.
func NewPublicServiceDataSource() datasource.DataSource {
	return &lookup[publicServiceData]{name: "_vpcep_public_service", schema: publicServiceDataSchema, read: readPublicService}
}

// NewPublicServicesDataSource makes the data source opentelekomcloud_vpcep_public_services.
func NewPublicServicesDataSource() datasource.DataSource {
	return &lookup[publicServicesData]{name: "_vpcep_public_services", schema: publicServicesDataSchema, read: readPublicServices}
}

// publicServiceData is what any account may know of a service.
type publicServiceData struct {
	ID              types.String `tfsdk:"id"`
	ServiceName     types.String `tfsdk:"service_name"`
	FullServiceName types.String `tfsdk:"full_service_name"`
	ServiceType     types.String `tfsdk:"service_type"`
	Owner           types.String `tfsdk:"owner"`
	IsCharge        types.Bool   `tfsdk:"is_charge"`
	CreatedAt       types.String `tfsdk:"created_at"`
}

func newPublicServiceData(s vpcep.PublicService) publicServiceData {
	short := s.ShortName()
	return publicServiceData{
		ID:              types.StringValue(s.ID),
		ServiceName:     textFromAPI(&short),
		FullServiceName: textFromAPI(s.Name),
		ServiceType:     textFromAPI(s.Type),
		Owner:           textFromAPI(s.Owner),
		IsCharge:        types.BoolPointerValue((*bool)(s.IsCharge)),
		CreatedAt:       textFromAPI(s.CreatedAt),
	}
}

func publicCandidate(s vpcep.PublicService) candidate {
	return candidate{id: s.ID, name: textFromAPI(s.Name).ValueString(), short: s.ShortName()}
}

// readPublicService looks among the services that the cloud offers to everyone, and then asks for a service that another
// account offers.
func readPublicService(ctx context.Context, client *vpcep.Client, model *publicServiceData) diag.Diagnostics {
	const operation = "find VPC Endpoint Service"
	id, name := model.ID, model.ServiceName
	filter := vpcep.PublicServiceFilter{ID: id.ValueString(), Name: name.ValueString()}
	if inName := idInName(filter.Name); inName != "" {
		// Whether a search by name knows full names is not documented.
		filter.Name = ""
		if filter.ID == "" {
			filter.ID = inName
		}
	}
	services, err := client.ListPublicServices(ctx, filter)
	if err != nil {
		return lookupError(operation, err)
	}
	if len(exactly(services, name.ValueString(), publicCandidate)) == 0 {
		described, err := client.DescribeService(ctx, id.ValueString(), name.ValueString())
		switch {
		case err == nil && publicCandidate(*described).named(name.ValueString(), sameText),
			err == nil && name.IsNull():
			services = []vpcep.PublicService{*described}
		case err != nil && !vpcep.NotFound(err):
			return lookupError(operation, err)
		}
	}
	var asked []string
	if !id.IsNull() {
		asked = append(asked, fmt.Sprintf("id = %q", id.ValueString()))
	}
	service, diags := onlyOne(services, name.ValueString(), asked, publicCandidate)
	if diags.HasError() {
		return diags
	}
	*model = newPublicServiceData(service)
	// What is configured stays in the form it is written in.
	if !id.IsNull() {
		model.ID = id
	}
	if !name.IsNull() {
		model.ServiceName = name
	}
	return nil
}

// publicServiceDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_basic_information_about_a_vpc_endpoint_service.html.
func publicServiceDataSchema() schema.Schema {
	attributes := publicServiceAttributes()
	attributes["id"] = schema.StringAttribute{
		Optional: true, Computed: true,
		Validators:          []validator.String{framework.UUID(), stringvalidator.AtLeastOneOf(path.MatchRoot("service_name"))},
		MarkdownDescription: "The id of the service. Give this, `service_name` or both.",
	}
	attributes["service_name"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{notEmpty()},
		MarkdownDescription: "The name of the service in full: `OBS` does not find `OBS-archive`. Of a service that another account offers it is the full name, `region.name.id`, " +
			"which its owner knows as `full_service_name`.",
	}
	return schema.Schema{
		MarkdownDescription: "Finds one VPC endpoint service to connect to: one that the cloud offers to everyone, or one that another account offers, whether or not it permits this one. " +
			"It is an error if there is no such service, or more than one.",
		Attributes: attributes,
	}
}

func publicServiceAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                shownText("The id of the service, to create an endpoint with."),
		"service_name":      shownText("The short name of the service; null if it was given none."),
		"full_service_name": shownText("The name as the API answers it."),
		"service_type":      shownText("The type of the service: `interface`, or `gateway` for one that is reached by routes."),
		"owner":             shownText("Who offers the service; null for a service of another account."),
		"is_charge":         shownFlag("Whether an endpoint of the service is charged for."),
		"created_at":        shownText("When the service was created, in UTC, as the API writes it."),
	}
}

func sameText(a, b string) bool { return a == b }

type publicServicesData struct {
	ServiceName types.String        `tfsdk:"service_name"`
	ID          types.String        `tfsdk:"id"`
	SortKey     types.String        `tfsdk:"sort_key"`
	SortDir     types.String        `tfsdk:"sort_dir"`
	Services    []publicServiceData `tfsdk:"services"`
}

func readPublicServices(ctx context.Context, client *vpcep.Client, model *publicServicesData) diag.Diagnostics {
	services, err := client.ListPublicServices(ctx, vpcep.PublicServiceFilter{
		Name: model.ServiceName.ValueString(), ID: model.ID.ValueString(),
		SortKey: model.SortKey.ValueString(), SortDir: model.SortDir.ValueString(),
	})
	if err != nil {
		return lookupError("list public VPC Endpoint Services", err)
	}
	if model.SortKey.ValueString() != "updated_at" { // which the answer does not tell: there it stays as the API sorted it
		services = ordered(services, model.SortKey, model.SortDir, func(s vpcep.PublicService) place {
			return place{name: s.ShortName(), id: s.ID, createdAt: textFromAPI(s.CreatedAt).ValueString()}
		})
	}
	model.Services = make([]publicServiceData, len(services))
	for i, s := range services {
		model.Services[i] = newPublicServiceData(s)
	}
	return nil
}

// publicServicesDataSchema follows
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/apis_for_managing_vpc_endpoint_services/querying_public_vpc_endpoint_services.html.
func publicServicesDataSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Lists the VPC endpoint services that the cloud offers to everyone: all of them, or those that every filter lets through.",
		Attributes: sortAttributes(map[string]schema.Attribute{
			"service_name": filterText("Lists only services with this in their name, in any case.", notEmpty()),
			"id":           filterText("Lists only the service with this id.", framework.UUID()),
			"services":     shownList("The services.", publicServiceAttributes()),
		}, "short name, time of creation and id", "created_at", "updated_at"),
	}
}
