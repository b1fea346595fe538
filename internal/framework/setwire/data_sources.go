package setwire

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// showDataSources changes the attributes of this package in the schemas of data sources from lists to sets.
func showDataSources(ctx context.Context, p provider.Provider, shown map[string]*tfprotov6.Schema) error {
	var of provider.MetadataResponse
	p.Metadata(ctx, provider.MetadataRequest{}, &of)
	for _, newDataSource := range p.DataSources(ctx) {
		d := newDataSource()
		var is datasource.MetadataResponse
		d.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: of.TypeName}, &is)
		var has datasource.SchemaResponse
		d.Schema(ctx, datasource.SchemaRequest{}, &has)
		if shown[is.TypeName] == nil {
			continue // the response is an error
		}
		if err := showComputed(has.Schema.Attributes, shown[is.TypeName].Block.Attributes); err != nil {
			return fmt.Errorf("data source %s: %w", is.TypeName, err)
		}
	}
	return nil
}

func showComputed(attributes map[string]schema.Attribute, shown []*tfprotov6.SchemaAttribute) error {
	for _, s := range shown {
		a := attributes[s.Name]
		if _, ok := a.(marked); ok {
			if a.IsRequired() || a.IsOptional() {
				return fmt.Errorf("%s can be configured, and would have to be put in order", s.Name)
			}
			s.NestedType.Nesting = tfprotov6.SchemaObjectNestingModeSet
		}
		if s.NestedType == nil {
			continue
		}
		if err := showComputed(attributesOfData(a), s.NestedType.Attributes); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}

// attributesOfData returns the attributes within an attribute of a data source.
func attributesOfData(a schema.Attribute) map[string]schema.Attribute {
	switch a := a.(type) {
	case DataSourceAttribute:
		return a.NestedObject.Attributes
	case schema.ListNestedAttribute:
		return a.NestedObject.Attributes
	case schema.SetNestedAttribute:
		return a.NestedObject.Attributes
	case schema.MapNestedAttribute:
		return a.NestedObject.Attributes
	case schema.SingleNestedAttribute:
		return a.Attributes
	default:
		return nil
	}
}
