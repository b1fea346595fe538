package vpcep

import (
	"errors"
	"net/http"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// apiPrefix is the prefix of the error codes of VPC Endpoint itself. The gateway in front of it uses other prefixes.
const apiPrefix = "ENDPOINT."

// NotFound reports whether the API itself responded, with one of its error codes, that the object does not exist. A 404
// without such a code proves nothing: it may come from a proxy, a gateway or a load balancer.
func NotFound(err error) bool {
	var apiErr *otc.Error
	if !errors.As(err, &apiErr) {
		return false
	}
	return apiErr.StatusCode == http.StatusNotFound && strings.HasPrefix(strings.ToUpper(apiErr.Code), apiPrefix) ||
		HasCode(apiErr, CodeNotFound, CodeServiceNotFound, CodeEndpointNotFound, CodeEndpointUnknown, CodeEndpointDeleted)
}

// foreignNotFound reports whether err is a 404 that did not come from the API itself.
func foreignNotFound(err error) bool {
	return otc.HasStatus(err, http.StatusNotFound) && !NotFound(err)
}

// InUse reports whether a service was not deleted because endpoints still use it.
func InUse(err error) bool { return HasCode(err, CodeServiceInUse) }

// Busy reports whether a call was rejected because of a temporary status, such as creating or deleting.
func Busy(err error) bool {
	return HasCode(err, CodeBusy, CodeNotAvailable, CodeBeingDeleted, CodeBeingCreated)
}

// PortConflict reports whether a call was rejected because another service with the same port_id uses one of the ports.
func PortConflict(err error) bool { return HasCode(err, CodePortConflict) }
