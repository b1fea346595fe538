package setwire

import (
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Attribute is an attribute of a resource that is a set for Terraform and a list for the framework. Like NestedAttribute, it
// cannot be within another attribute.
type Attribute struct{ schema.ListAttribute }

// NestedAttribute is an attribute of a resource that is a set of objects for Terraform and a list of them for the framework.
// Computed attributes of the objects must have a default, which must be a string.
type NestedAttribute struct{ schema.ListNestedAttribute }

// DataSourceAttribute is a computed attribute of a data source that is a set of objects for Terraform and a list of them for the
// framework. It may be within another attribute. Its values are only returned, so they need no order.
type DataSourceAttribute struct{ datasource.ListNestedAttribute }

func (Attribute) setOnTheWire()           {}
func (NestedAttribute) setOnTheWire()     {}
func (DataSourceAttribute) setOnTheWire() {}

// marked is implemented by the attributes of this package.
type marked interface{ setOnTheWire() }

// attributesOf returns the attributes within an attribute.
func attributesOf(a schema.Attribute) map[string]schema.Attribute {
	switch a := a.(type) {
	case NestedAttribute:
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

// hasMarked reports whether an attribute of this package is among attributes or within one of them.
func hasMarked(attributes map[string]schema.Attribute) bool {
	for _, a := range attributes {
		if _, ok := a.(marked); ok || hasMarked(attributesOf(a)) {
			return true
		}
	}
	return false
}
