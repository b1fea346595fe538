// Package otc calls the services of Open Telekom Cloud. It knows nothing of Terraform.
//
// A [Sender] performs single calls: connections, repeated attempts, errors. A [Client] adds who is
// calling, with [Credentials] from package auth, and where the service is, from the catalogue. The typed
// calls of a service are in a package of their own, such as vpcep.
package otc
