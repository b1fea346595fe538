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
// A fault is a rule that makes calls fail. ParseFault parses the text form, which is also the format of the command's
// -fault flag and of POST /_emulator/faults:
//
//	[METHOD] TARGET KIND [name=value ...]
//
// TARGET is an operation (see Operations and the constants Op...), "iam", "vpcep", "*" for all requests, or a path. Paths
// of VPCEP have no version and no project, paths of IAM are complete. In a path, "*" matches one segment and a final "**"
// matches the rest. A target that matches no operation is an error.
//
//	create-service reset-after times=1
//	POST /vpc-endpoint-services 502-after times=1
//	GET /vpc-endpoint-services/* 503 skip=2 times=3
//	vpcep 429 probability=0.05 retry-after=1
//	POST /v3/auth/tokens 500 times=1
//
// KIND is one of
//
//	400 ... 599        respond with this status without executing the call. The default error codes are EndPoint.0001
//	                   for 500, EndPoint.0013 for 504 and APIGW.0308 for 429; 502 is an HTML page, others are plain text
//	EndPoint.0022      respond with this error code and its default status without executing the call; any EndPoint.nnnn
//	                   or APIGW.nnnn
//	502-after          execute the call, then respond with this status; any status
//	404-page           respond with an HTML page without executing the call, as a proxy would: with this status, without
//	                   X-Request-Id and without an error code; any status
//	empty              execute the call and respond without a body; errors keep their body
//	reset-before       reset the connection without executing the call
//	reset-after        execute the call, then reset the connection without a response
//	slow, slow-after   delay the response by delay=, before or after executing the call
//	cut                send half of the body with the Content-Length of the whole body, then close the connection
//	error-in-200       respond with status 200 and an error body without executing the call
//	huge               respond with a body of size= bytes (default 50 MB)
//	wrong-types        change the JSON type of each field in the response
//	create-fails       the created service or endpoint changes to failed; code= and message= set the reason
//	delete-fails       the deleted service or endpoint changes to failed
//	delete-comes-back  the deleted service or endpoint changes back to its earlier status after the delete delay
//	expire-token       expire the token of the call before executing it
//	late               execute the call and respond with 504; lists omit the new resource for delay=
//
// The parameters are
//
//	times=N            apply the rule at most N times; 0 means no limit
//	skip=N             ignore the first N matching calls
//	probability=P      apply the rule with probability P, from 0 to 1; Options.Seed seeds the random numbers
//	delay=D            wait before responding, unless the request ends first; valid for all kinds, special for late
//	account=NAME       match only calls in projects of the account "owner" or "consumer"
//	status=, code=, message=, body=, header=Name:Value, retry-after=SECONDS, retry-after-date=D, size=BYTES, name=TEXT
//
// Values that contain blanks must be in double quotes. If several rules match a call, the first one that fires applies.
//
// # Hooks
//
// Hooks change the state outside of the API: EditService, RemoveService, ExpireTokens and others. Some are available over
// HTTP at /_emulator for use by hand: GET state, GET and DELETE requests, PATCH and DELETE services/{id}, GET, POST and
// DELETE faults, POST expire-tokens.
//
// # Request log
//
// Requests returns the last requests, up to Options.RequestLog. Count returns how many requests an operation has received.
package emulator
