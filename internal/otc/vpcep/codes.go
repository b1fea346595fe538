package vpcep

import "github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"

// Code is an error code of the API. Codes are case-insensitive: the cloud varies the case.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/appendix/error_codes.html
type Code string

func init() {
	otc.RegisterCodes(otc.Codes{
		Throttled: []string{string(CodeThrottled)},
		Temporary: []string{string(CodeInternal), string(CodeInternalTimeout)},
		Permanent: []string{string(CodeMissingBody), string(CodeMissingHeader)},
	})
}

// HasCode reports whether err is an error response with one of the codes.
func HasCode(err error, codes ...Code) bool {
	texts := make([]string, len(codes))
	for i, c := range codes {
		texts[i] = string(c)
	}
	return otc.HasCode(err, texts...)
}

// Error codes of all calls.
const (
	CodeInternal         Code = "EndPoint.0001" // internal error; the call may be repeated
	CodeUnauthenticated  Code = "EndPoint.0003"
	CodeForbidden        Code = "EndPoint.0004"
	CodeNotFound         Code = "EndPoint.0005"
	CodeInvalidOffset    Code = "EndPoint.0010" // offset is not greater than 0 and less than the total
	CodeMissingBody      Code = "EndPoint.0011" // status 504, although the request is invalid
	CodeMissingHeader    Code = "EndPoint.0012" // status 504, although the request is invalid
	CodeInternalTimeout  Code = "EndPoint.0013" // the call may be repeated
	CodeBatchTooLarge    Code = "EndPoint.0016"
	CodeInvalidVPCID     Code = "EndPoint.0020"
	CodeThrottled        Code = "EndPoint.0022"
	CodeInvalidSubnetID  Code = "EndPoint.0023"
	CodeInvalidName      Code = "EndPoint.1003"
	CodeQuotaExceeded    Code = "EndPoint.1018" // of services or endpoints in the project
	CodeRouteTableInUse  Code = "EndPoint.1019"
	CodeVPCNotFound      Code = "EndPoint.2001"
	CodeServiceNotFound  Code = "EndPoint.2003"
	CodeNotAvailable     Code = "EndPoint.2004" // the status of the service does not allow its use
	CodeEndpointNotFound Code = "EndPoint.2006"
	CodeEndpointUnknown  Code = "EndPoint.2007"
	CodeEndpointDeleted  Code = "EndPoint.2008"
)

// Error codes of endpoints and connections.
const (
	CodeInvalidSpecification Code = "EndPoint.2009"
	CodeSubnetRequired       Code = "EndPoint.2010"
	CodeNotPermitted         Code = "EndPoint.2012" // the service does not permit the account
	CodeNotConnected         Code = "EndPoint.2013" // the endpoint does not belong to the service
	CodeFrozen               Code = "EndPoint.2015"
	CodeBeingDeleted         Code = "EndPoint.2018"
	CodeBeingCreated         Code = "EndPoint.2019"
	CodeSubnetNotAllowed     Code = "EndPoint.2037"
	CodeInvalidRouteTable    Code = "EndPoint.2039"
	CodeInvalidAddress       Code = "EndPoint.2041"
	CodeAddressInUse         Code = "EndPoint.2042"
	CodeAddressNotAllowed    Code = "EndPoint.2043"
	CodeInvalidWhitelist     Code = "EndPoint.2044"
	CodeWhitelistNotAllowed  Code = "EndPoint.2045"
	CodeEndpointFailed       Code = "EndPoint.2047"
	CodeInvalidPolicy        Code = "EndPoint.2048"
	CodeDisabled             Code = "EndPoint.2050"
)

// Error codes of services.
const (
	CodeInvalidPermission    Code = "EndPoint.3002"
	CodeInvalidPortID        Code = "EndPoint.3003"
	CodeInvalidPorts         Code = "EndPoint.3004"
	CodeDeletionFailed       Code = "EndPoint.3005"
	CodeServiceInUse         Code = "EndPoint.3006"
	CodePortNotFound         Code = "EndPoint.3008"
	CodeInvalidServerType    Code = "EndPoint.3021"
	CodePermissionFormat     Code = "EndPoint.3036"
	CodePortInOtherVPC       Code = "EndPoint.3042"
	CodeInvalidPortRange     Code = "EndPoint.3043"
	CodePortConflict         Code = "EndPoint.3044" // another service on the same port_id has one of the ports
	CodeBusy                 Code = "EndPoint.3045" // the status does not allow a change
	CodeAddressConflict      Code = "EndPoint.3046" // another service has the same backend address
	CodePermissionsFull      Code = "EndPoint.3049"
	CodeInvalidVIPPortID     Code = "EndPoint.3051"
	CodeBackendFixed         Code = "EndPoint.3054" // port_id or vip_port_id cannot change
	CodeBackendFull          Code = "EndPoint.3056" // too many services on one backend
	CodePortIDWithoutAddress Code = "EndPoint.3063"
	CodeTooManyTags          Code = "EndPoint.3069"
	CodeTooManyPorts         Code = "EndPoint.3074"
	CodeInvalidProtocol      Code = "EndPoint.3075"
	CodeInvalidServiceName   Code = "EndPoint.3076"
)

// tagCodes are the error codes of an invalid tag.
var tagCodes = []Code{"EndPoint.3066", "EndPoint.3067", "EndPoint.3068", "EndPoint.3070", "EndPoint.3071", "EndPoint.3072", "EndPoint.3073"}

// TagCodes returns the error codes of an invalid tag.
func TagCodes() []Code { return append([]Code{}, tagCodes...) }
