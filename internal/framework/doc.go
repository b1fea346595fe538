// Package framework joins the provider to terraform-plugin-framework: what every resource and data source needs
// and the framework does not have.
package framework
