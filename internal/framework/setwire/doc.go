// Package setwire provides attributes that are sets for Terraform and lists for the framework.
//
// To Terraform such an attribute is a set in every respect: order and duplicates do not matter, and the state of earlier
// versions, plans and messages are the same as with a set. Only the framework and the resource see a list, in canonical order.
// Two such lists are equal if and only if the sets are.
//
// The reason is CPU time. The framework finds an element of a set by comparing it with all others, for each element and in each
// of a dozen steps: https://github.com/hashicorp/terraform-plugin-framework/issues/775, 1314 and 1322. A no-op plan of one
// service with 200 port mappings took the provider 2.8 s, and one with 600 permissions 1.6 s; with lists each takes 0.2 s. A
// custom type does not help: most of the time is spent walking to the attributes of elements, which happens for any type that
// is a set for Terraform.
//
// The framework's server is wrapped. In the schema that it returns, the attributes of this package become sets; in requests,
// sets are put in canonical order before the framework reads them. This is cheap, because the encoded values are reordered
// without decoding them. Responses need no change: sets and lists have the same encoding, and Terraform ignores the order and
// the duplicates of a set that it reads.
//
// Order alone is not enough for planning: the framework takes the defaults of nested attributes from the element of the
// configuration with the same index as in the proposed state. If Terraform copied computed values from the prior state, the two
// may be in different orders. Configured sets are therefore copied from the configuration to the proposed state. Nothing is
// lost, because each optional attribute of an element either has a default or is not computed. Any other schema is an error.
package setwire
