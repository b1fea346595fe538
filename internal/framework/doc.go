// Package framework is glue to terraform-plugin-framework that every cloud service needs: diagnostics, validators, plan
// modifiers, and the mapping of values. Package lifecycle below it is the life cycle of resources.
package framework
