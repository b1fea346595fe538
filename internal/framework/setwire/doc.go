// Package setwire gives resources attributes that are sets for Terraform and lists for the framework.
//
// To Terraform such an attribute is a set in every respect: order and duplicates mean nothing, the state that earlier versions
// wrote is the same, and so are plans and messages. Only the framework, and the resource, see a list, in an order that follows
// from the elements alone. Two such lists are equal if and only if the sets are.
//
// The reason is time. The framework finds an element of a set by comparing it with all others, and does so for each element
// in each of a dozen steps: https://github.com/hashicorp/terraform-plugin-framework/issues/775, 1314 and 1322. A plan that
// changes nothing of one service with 200 port mappings took the provider 2.8 s, and 1.6 s with 600 permissions; with lists it
// takes 0.2 s. A custom type does not help: most of it is in walking to the attributes of elements, which is done for whatever
// Terraform's type is a set.
//
// The server that the framework makes is wrapped. The schema in its answer says set where an attribute is one of this
// package's; in requests, the sets are put into order before the framework reads them. That costs next to nothing, because
// it is done on what is received, without decoding it. Values in answers need no work: sets and lists are written alike, and
// Terraform neither cares about the order in which it reads a set nor about duplicates.
//
// Order alone does not suffice to plan: the framework takes the defaults of nested attributes from the element of the
// configuration with the same index as in the proposed state. Where Terraform found some computed values in the prior state,
// these two may be in a different order. So the sets that are configured are copied from the configuration to the proposed
// state. Nothing is lost: what the configuration leaves out of an element has a default, or is never computed. A schema in
// which that is not so is refused.
package setwire
