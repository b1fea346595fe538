// Package otc calls the services of Open Telekom Cloud. It knows nothing of Terraform.
//
// A [Sender] sends single requests, retries them and decodes errors. A [Client] adds [Credentials] from package auth
// and finds the endpoint of a service in the [Catalogue]. The typed calls of a service are in a package of their own,
// such as vpcep.
package otc
