// Package emulator emulates Open Telekom Cloud's identity service (IAM v3) and VPC Endpoint service (VPCEP v1). It is an
// http.Handler and keeps its state in memory. Acceptance tests and the demo use it instead of the real cloud.
//
// The emulator is stricter than the real cloud: it rejects unknown fields and query parameters, verifies signatures and
// token lifetimes, and enforces the documented paging limits. It has its own wire types, so that a wrong JSON tag in the
// client is not hidden by the same mistake here.
//
//	cloud := emulator.New(emulator.Options{Delays: emulator.Delays{Create: 2 * time.Second}})
//	server := httptest.NewServer(cloud)
//	env := cloud.Environ(server.URL, cloud.Owner())
//
// # URLs
//
// IAM is available at /v3. VPCEP is available at /vpcep/v1/{project_id}, the public endpoint in the service catalog, and
// at /v1/{project_id}. The catalog's internal and admin endpoints are /vpcep-internal and /vpcep-admin; the paths in the
// request log show which endpoint a client selected.
//
// # Time
//
// Creates, updates and deletes take as long as Options.Delays says, measured by Options.Now. There are no background
// goroutines: each request and each hook first applies the status changes that are due.
//
// # Deviations
//
// Options make responses differ from the state, as it happens in the real cloud:
//
//	Hidden               new resources are not found for a while: show operations return EndPoint.0005 for services and
//	                     EndPoint.2006 for endpoints, lists omit them. Resources added by hooks are visible immediately.
//	Lag                  responses contain an old version of services and endpoints. A deleted resource is returned until
//	                     the lag has passed; for a resource younger than the lag, the first version is returned.
//	Omit, OmitInLists,   responses omit fields of services, of items in lists of services and endpoints,
//	OmitEndpoint         and of endpoints
//	Rewrite              responses contain changed descriptions and tags of services and endpoints, for ever or for a
//	                     while after a write
//	CreatedAtOffset      shifts created_at of services and endpoints
//	PendingBlocksDelete  services with endpoints in pendingAcceptance cannot be deleted (EndPoint.3006)
//	OwnerListed          lists of permissions include the service's owner. Adding or removing the owner has no effect.
//
// Hidden and Lag have separate settings for details (show-service, describe-service and show-endpoint) and lists
// (list-services, list-public-services and list-endpoints). All other operations use the current state.
//
// # Faults
//
// A fault is a rule that makes calls fail, such as "create-service 502-after times=1". ParseFault parses the text form.
// docs/guides/emulator.md describes targets, kinds and parameters.
//
// # Hooks
//
// Hooks change the state outside of the API: EditService, RemoveService, ExpireTokens and others. Some are available over
// HTTP at /_emulator for use by hand, which the guide describes too.
//
// # State
//
// Save returns the accounts, services and endpoints, and Restore returns an emulator with them. Otherwise credentials are
// random, so that tests can search logs for them.
//
// # Request log
//
// Requests returns the last requests, up to Options.RequestLog. Count returns how many requests an operation has received.
package emulator
