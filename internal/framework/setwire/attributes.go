package setwire

import (
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// Attribute is an attribute of a resource that is a set for Terraform and a list for the framework.
type Attribute struct{ schema.ListAttribute }

// NestedAttribute is an attribute of a resource that is a set of objects for Terraform and a list of them for the framework.
// What is computed of an object has to have a default, which has to be a text.
type NestedAttribute struct{ schema.ListNestedAttribute }

// DataSourceNestedAttribute is like NestedAttribute, of a data source.
type DataSourceNestedAttribute struct {
	datasourceschema.ListNestedAttribute
}

func (Attribute) setOnTheWire()                 {}
func (NestedAttribute) setOnTheWire()           {}
func (DataSourceNestedAttribute) setOnTheWire() {}

// marked is what the attributes of this package have in common.
type marked interface{ setOnTheWire() }
