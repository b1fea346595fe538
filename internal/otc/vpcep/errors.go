package vpcep

import (
	"errors"
	"net/http"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Codes of https://docs.otc.t-systems.com/vpc-endpoint/api-ref/appendix/error_codes.html on which
// the provider acts.
const (
	codeInvalidOffset = "EndPoint.0010"
	codeServiceInUse  = "EndPoint.3006"
)

// NotFound tells whether err says that the thing asked for does not exist.
func NotFound(err error) bool {
	var answer *otc.Error
	if !errors.As(err, &answer) {
		return false
	}
	// The gateway's own 404 speaks of an address that it does not know, not of the thing.
	if strings.HasPrefix(strings.ToUpper(answer.Code), "APIGW.") {
		return false
	}
	return answer.StatusCode == http.StatusNotFound ||
		answer.HasCode("EndPoint.0005", "EndPoint.2003", "EndPoint.2006", "EndPoint.2007", "EndPoint.2008")
}

// InUse tells whether a service was not deleted because endpoints still use it.
func InUse(err error) bool { return otc.HasCode(err, codeServiceInUse) }

// ChangingNow tells whether a call was refused because the thing is in a passing state, such as
// being created, changed or deleted.
func ChangingNow(err error) bool {
	return otc.HasCode(err, "EndPoint.3045", "EndPoint.2004", "EndPoint.2018", "EndPoint.2019")
}
