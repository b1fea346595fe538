// Package emulator is Open Telekom Cloud's identity service (IAM v3) and VPC Endpoint service (VPCEP v1) in memory,
// as an http.Handler. It is the default cloud of the acceptance tests and of the demo.
//
// It is meant to be less forgiving than the real cloud: a field or query parameter it does not know is refused,
// signatures and token lifetimes are checked, and paging follows the documented limits to the letter. It has wire
// types of its own, so that a wrong JSON tag in the client cannot hide behind the same wrong tag here.
//
//	cloud := emulator.New(emulator.Options{Delays: emulator.Delays{Create: 2 * time.Second}})
//	server := httptest.NewServer(cloud)
//	env := cloud.Environ(server.URL, cloud.Owner())
//
// # Addresses
//
// IAM answers below /v3. VPCEP answers below /vpcep/v1/{project_id}, which is what the service catalogue lists as the
// public endpoint, and below /v1/{project_id}. The catalogue's internal and admin endpoints are /vpcep-internal and
// /vpcep-admin: the request log tells which one a client chose.
//
// # Time
//
// A create, an update or a delete takes as long as Options.Delays says, on the clock Options.Now. Nothing runs in the
// background: the state is brought up to date whenever a request or a hook looks at it.
//
// # Deviations
//
// What a call returns need not be what the state is. Options say so for all calls at once:
//
//	Hidden               what a call has created is not shown for a while: details answer that there is no such service
//	                     (EndPoint.0005) or endpoint (EndPoint.2006), lists leave it out. What hooks add is shown at once.
//	Lag                  every service and endpoint is shown as it was that long ago, whatever has changed it since. One
//	                     that has been removed is shown until the lag has passed, a younger one as it was created.
//	Omit, OmitInLists,   fields are left out of the answers about services, of the items of the lists of services and
//	OmitEndpoint         endpoints, and of the answers about endpoints
//	Rewrite              descriptions and tags of services and endpoints come back changed, for a while after they are
//	                     written or for ever
//	CreatedAtOffset      created_at of services and endpoints is off by so much
//	PendingBlocksDelete  endpoints that wait for acceptance keep their service from being deleted (EndPoint.3006)
//	OwnerListed          the list of permissions also has the account of the service's owner. Adding or removing it
//	                     changes nothing.
//
// Details are show-service, describe-service and show-endpoint; lists are list-services, list-public-services and
// list-endpoints. Hidden and Lag treat the two apart and reach no further: a call that changes something works on the
// present state, and answers with it; so do the calls for permissions, connections, tags and quotas.
//
// # Faults
//
// A fault is a rule: which calls it applies to, what goes wrong, and how often. ParseFault reads it from text, as the
// program's -fault flag and POST /_emulator/faults take it:
//
//	[METHOD] TARGET KIND [name=value ...]
//
// TARGET is an operation (see Operations and the constants Op...), "iam", "vpcep" or "*", or a path. The path of a VPCEP
// call is written without version and project, that of an IAM call in full; "*" stands for one segment, "**" at the end
// for any rest:
//
//	create-service reset-after times=1
//	POST /vpc-endpoint-services 502-after times=1
//	GET /vpc-endpoint-services/* 503 skip=2 times=3
//	vpcep 429 probability=0.05 retry-after=1
//	POST /v3/auth/tokens 500 times=1
//
// KIND is one of
//
//	400 ... 599        that status, the call not executed; 500 is EndPoint.0001, 504 EndPoint.0013, 429 APIGW.0308,
//	                   502 an HTML page, any other plain text
//	EndPoint.0022      that error code with its own status (any EndPoint.nnnn, APIGW.nnnn), the call not executed
//	502-after          the call is executed, then that status is answered (any status)
//	404-page           an HTML page with that status, as from a proxy in front of the API: no X-Request-Id, no error
//	                   code, the call not executed (any status)
//	empty              the call is executed, and its success answered without a body; a refusal is answered as it is
//	reset-before       the connection is cut before the call is executed
//	reset-after        the call is executed, then the connection is cut without an answer
//	slow, slow-after   the answer takes delay= longer, before or after the call is executed
//	cut                half of the answer's body under the full Content-Length, then the connection is cut
//	error-in-200       status 200 with an error as the body, the call not executed
//	huge               an answer of size= bytes (50 MB)
//	wrong-types        the answer with every value of another JSON type
//	create-fails       the service or endpoint created goes to failed (code= and message= say why)
//	delete-fails       the service or endpoint deleted goes to failed
//	delete-comes-back  the service or endpoint deleted is back after the delete delay
//	expire-token       the token of the call is expired first
//	late               the call is executed and 504 answered; lists do not show what was created for delay=
//
// and the settings are
//
//	times=N            at most N times (0: no limit)
//	skip=N             not the first N matching calls
//	probability=P      only with probability P, from 0 to 1, drawn from Options.Seed
//	delay=D            wait before answering, with any kind; ends with the request. For late: see there
//	account=NAME       only calls in a project of the account "owner" or "consumer"
//	status=, code=, message=, body=, header=Name:Value, retry-after=SECONDS, retry-after-date=D, size=BYTES, name=TEXT
//
// A value with blanks is put in double quotes. Of several rules that match a call, the first that fires is applied.
//
// # Hooks
//
// What happens behind a client's back is done through the hooks (EditService, RemoveService, ExpireTokens, ...), or by
// a person over HTTP below /_emulator: GET state, GET and DELETE requests, PATCH and DELETE services/{id},
// GET, POST and DELETE faults, POST expire-tokens.
package emulator
