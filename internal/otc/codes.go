package otc

import (
	"slices"
	"strings"
)

// Codes are the error codes of a cloud service that say whether a call may be repeated, where the HTTP status alone does
// not. Each service has its own codes, with a prefix of its own.
type Codes struct {
	Throttled []string // too many requests; the call was not executed
	Temporary []string // a fault of the cloud, whatever the status
	Permanent []string // the request is at fault, although the status is 5xx
}

// knownCodes are those of the gateway in front of all services, and of the services that registered theirs.
var knownCodes = Codes{Throttled: []string{"APIGW.0308"}}

// RegisterCodes adds the codes of a service. It is called from init functions only.
func RegisterCodes(c Codes) {
	knownCodes.Throttled = append(knownCodes.Throttled, c.Throttled...)
	knownCodes.Temporary = append(knownCodes.Temporary, c.Temporary...)
	knownCodes.Permanent = append(knownCodes.Permanent, c.Permanent...)
}

func containsCode(codes []string, code string) bool {
	return slices.ContainsFunc(codes, func(c string) bool { return strings.EqualFold(c, code) })
}
