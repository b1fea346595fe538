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

// NewPublicServiceDataSource returns the data source opentelekomcloud_vpcep_public_service.
func NewPublicServiceDataSource() datasource.DataSource {
	return &dataSource[publicServiceData]{name: "_vpcep_public_service", schema: publicServiceDataSchema, read: readPublicService}
}

// publicServiceData is the information on a service that every account can read.
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
		ServiceName:     stringOrNull(&short),
		FullServiceName: stringOrNull(s.Name),
		ServiceType:     stringOrNull(s.Type),
		Owner:           stringOrNull(s.Owner),
		IsCharge:        types.BoolPointerValue((*bool)(s.IsCharge)),
		CreatedAt:       stringOrNull(s.CreatedAt),
	}
}

func summarizePublicService(s vpcep.PublicService) serviceSummary {
	return serviceSummary{id: s.ID, name: stringOrNull(s.Name).ValueString(), short: s.ShortName()}
}

// readPublicService searches the services that the cloud offers to everyone. If none matches, it reads the service of another
// account.
func readPublicService(ctx context.Context, client *vpcep.Client, model *publicServiceData) diag.Diagnostics {
	const operation = "find VPC Endpoint Service"
	id, name := model.ID, model.ServiceName
	filter := vpcep.PublicServiceFilter{ID: id.ValueString(), Name: name.ValueString()}
	if inName := idInName(filter.Name); inName != "" {
		// The documentation does not say whether the filter accepts full names.
		filter.Name = ""
		if filter.ID == "" {
			filter.ID = inName
		}
	}
	services, err := client.ListPublicServices(ctx, filter)
	if err != nil {
		return dataSourceError(operation, err)
	}
	if len(filterByName(services, name.ValueString(), summarizePublicService)) == 0 {
		described, err := client.DescribeService(ctx, id.ValueString(), name.ValueString())
		switch {
		case err == nil && summarizePublicService(*described).HasName(name.ValueString(), framework.EqualStrings),
			err == nil && name.IsNull():
			services = []vpcep.PublicService{*described}
		case err != nil && !vpcep.NotFound(err):
			return dataSourceError(operation, err)
		}
	}
	var conditions []string
	if !id.IsNull() {
		conditions = append(conditions, fmt.Sprintf("id = %q", id.ValueString()))
	}
	service, diags := matchOne(services, name.ValueString(), conditions, summarizePublicService)
	if diags.HasError() {
		return diags
	}
	*model = newPublicServiceData(service)
	// Configured values keep their notation.
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
		MarkdownDescription: "The id of the service. Set `id`, `service_name` or both.",
	}
	attributes["service_name"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{nonEmpty()},
		MarkdownDescription: "The name of the service. It must be the whole name: `obs` does not match `com.t-systems.otc.eu-de.obs`. " +
			"For a service of another account it is " +
			"the full name, `region.name.id`, which is `full_service_name` of its owner's resource.",
	}
	return schema.Schema{
		MarkdownDescription: "Finds one VPC endpoint service to connect to, which the cloud offers to everyone or another account offers. " +
			"A service of another account is found even if it does not permit this account. " +
			"It is an error if no service or more than one service matches.",
		Attributes: attributes,
	}
}

func publicServiceAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":                computedString("The id of the service, which is the `endpoint_service_id` of an endpoint."),
		"service_name":      computedString("The short name of the service. Null if it has none."),
		"full_service_name": computedString("The name of the service, as the API returns it."),
		"service_type":      computedString("The type of the service: `interface`, or `gateway` for one that is reached by routes."),
		"owner":             computedString("The owner of the service. Null for a service of another account."),
		"is_charge":         computedBool("Whether endpoints of the service are charged for."),
		"created_at":        computedString("The time at which the service was created, in UTC, in the format of the API."),
	}
}
