package vpcep

import (
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// advice explains error codes, in diagnostics and in the tables of docs/.
type advice struct {
	codes     []vpcep.Code
	attribute string // to which the error refers, or ""
	meaning   string // for the tables, without a full stop
	text      string // what to do next, in one or two sentences
	resources []resourceType
}

// resourceType is the name of a resource without the provider's prefix.
type resourceType string

const (
	onService    resourceType = "vpcep_service"
	onEndpoint   resourceType = "vpcep_endpoint"
	onConnection resourceType = "vpcep_connection"
	onPermission resourceType = "vpcep_service_permission"
)

var onAll = []resourceType{onService, onEndpoint, onConnection, onPermission}

// adviceForbidden is printed if the IAM actions of the request are not known.
const adviceForbidden = "The user, access key or agency lacks a permission. The documentation of each resource and data source lists the " +
	"IAM actions that it needs, under Requests."

// adviceEndpointFailed is also used if the status of an endpoint becomes failed while a decision is pending.
const adviceEndpointFailed = "A failed endpoint can be neither accepted nor rejected: its owner must replace it."

func codes(list ...vpcep.Code) []vpcep.Code { return list }

func on(list ...resourceType) []resourceType { return list }

// allAdvice is in the order of the tables: general errors first, then by attribute.
var allAdvice = []advice{
	{codes(vpcep.CodeUnauthenticated, vpcep.CodeForbidden), "", "not allowed", adviceForbidden, onAll},
	{
		codes(vpcep.CodeInternal, vpcep.CodeInternalTimeout, vpcep.CodeThrottled), "",
		"a temporary failure of the cloud, or too many requests; retried up to `max_retries` times",
		"The cloud is temporarily unavailable or limits requests: run the command again later. If the error persists, give the request id to " +
			"support.", onAll,
	},
	{
		codes(vpcep.CodeQuotaExceeded), "", "the quota of services or endpoints in the project is used up",
		"The quota of the project is used up: delete resources that are no longer needed, or request a higher quota in the console under My " +
			"Quota.",
		on(onService, onEndpoint),
	},
	{
		codes(vpcep.CodeBusy, vpcep.CodeNotAvailable, vpcep.CodeBeingDeleted, vpcep.CodeBeingCreated), "",
		"the resource, or the service it belongs to, is being created, changed or deleted; permissions are retried for two minutes, " +
			"connections until the timeout",
		"The resource is still being created, changed or deleted: run the command again in a minute or two.", onAll,
	},
	{
		codes(vpcep.CodeServiceInUse), "", "endpoints still use the service",
		"Endpoints still use the service: have their owners delete them, or reject their connections first.", on(onService),
	},
	{codes(vpcep.CodeBatchTooLarge), "", "too many entries in one call",
		"The provider sent too many entries in one call. This is a bug; please report it.", nil},
	{
		codes(vpcep.CodeServiceNotFound), "endpoint_service_id", "the service does not exist in this region",
		"Check the id of the service: there is no such VPC endpoint service in this region.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeNotPermitted), "endpoint_service_id", "the service does not permit this account",
		"The owner of the service must permit this account first, with iam:domain::DOMAIN_ID or * in the permissions of the service.",
		on(onEndpoint),
	},
	{
		codes(vpcep.CodeNotConnected), "", "the endpoint does not belong to this service",
		"The endpoint is not connected to this service: check both ids.", on(onConnection),
	},
	{
		codes(vpcep.CodeEndpointFailed), "", "the endpoint has failed",
		adviceEndpointFailed, on(onConnection),
	},
	{
		codes(vpcep.CodeFrozen, vpcep.CodeDisabled), "", "the endpoint is frozen or disabled",
		"The endpoint is frozen or disabled: ask support for the reason.", on(onEndpoint, onConnection),
	},
	{
		codes(vpcep.CodePermissionsFull), "permissions", "the list of permissions is full",
		"The list of permissions is full: remove entries, or permit everyone with \"*\".", on(onService, onPermission),
	},
	{
		codes(vpcep.CodeInvalidPermission, vpcep.CodePermissionFormat), "permissions", "a permission is not valid",
		"Check the permissions: iam:domain::DOMAIN_ID, a domain id, or * for everyone.", on(onService, onPermission),
	},
	{
		codes(vpcep.CodePortConflict), "ports", "another service with the same `port_id` uses one of the ports; the error names it",
		"Another VPC endpoint service with the same port_id already uses one of these client or server ports: change ports, " +
			"or find the other service with the data source opentelekomcloud_vpcep_services.", on(onService),
	},
	{
		codes(vpcep.CodeInvalidPorts, vpcep.CodeInvalidPortRange), "ports", "a port is not valid",
		"Check ports: client_port and server_port are 1 to 65535.", on(onService),
	},
	{codes(vpcep.CodeInvalidProtocol), "ports", "a protocol is not valid", "Check the protocol of each entry of ports.", on(onService)},
	{
		codes(vpcep.CodeTooManyPorts), "ports", "too many port mappings",
		"The service already has the maximum number of port mappings: remove some, or create a second service.", on(onService),
	},
	{
		codes(vpcep.CodeInvalidPortID, vpcep.CodePortIDWithoutAddress), "port_id", "the port of `port_id` cannot be a backend",
		"Check port_id: it is the id of the port of the load balancer's private address, or of the server's network interface, " +
			"not the id of the load balancer or server itself.", on(onService),
	},
	{
		codes(vpcep.CodePortNotFound), "port_id", "the port does not exist",
		"Check port_id: there is no such port in this region and project.", on(onService),
	},
	{
		codes(vpcep.CodePortInOtherVPC), "port_id", "the port is not in this VPC",
		"The port of port_id is in another VPC: check port_id and vpc_id.", on(onService),
	},
	{
		codes(vpcep.CodeAddressConflict), "port_id", "another service has the same backend address",
		"Another VPC endpoint service already has this backend address: use another port_id, or manage that service.", on(onService),
	},
	{
		codes(vpcep.CodeBackendFull), "port_id", "too many services on one backend",
		"This backend already serves the maximum number of VPC endpoint services: use another port_id.", on(onService),
	},
	{
		codes(vpcep.CodeBackendFixed), "port_id", "`port_id` or `vip_port_id` cannot change on this service",
		"This backend cannot be changed in place: replace the service with terraform apply -replace=ADDRESS.", on(onService),
	},
	{
		codes(vpcep.CodeInvalidVIPPortID), "vip_port_id", "`vip_port_id` is not valid",
		"Check vip_port_id: it is the virtual network interface that the virtual IP address is bound to.", on(onService),
	},
	{
		codes(vpcep.CodeInvalidServerType), "server_type", "`server_type` does not match `port_id`",
		"Check server_type: VM, VIP or LB must match the owner of the port.", on(onService),
	},
	{
		codes(vpcep.CodeVPCNotFound, vpcep.CodeInvalidVPCID), "vpc_id", "the VPC does not exist",
		"Check vpc_id: there is no such VPC in this region and project.", on(onService, onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidName, vpcep.CodeInvalidServiceName), "service_name", "`service_name` is not valid",
		"Check service_name: 1 to 16 letters, digits, underscores and hyphens.", on(onService),
	},
	{
		codes(vpcep.CodeTooManyTags), "tags", "too many tags",
		"The resource already has the maximum number of tags, default_tags and ignored tags of other systems included: remove some.",
		on(onService, onEndpoint),
	},
	{
		vpcep.TagCodes(), "tags", "a tag is not valid",
		"Check tags: keys of 1 to 36 and values of 0 to 43 letters, digits, hyphens, underscores and at signs.", on(onService, onEndpoint),
	},
	{
		codes(vpcep.CodeSubnetRequired, vpcep.CodeInvalidSubnetID, vpcep.CodeSubnetNotAllowed), "subnet_id",
		"`subnet_id` is missing or wrong, or the service is of the type `gateway`",
		"Check subnet_id: an endpoint of an interface service needs a subnet of its VPC, and an endpoint of a gateway service has none.",
		on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidAddress, vpcep.CodeAddressInUse, vpcep.CodeAddressNotAllowed), "port_ip",
		"`port_ip` is in use, not in the subnet, or not allowed",
		"Check port_ip: it must be a free IPv4 address of the subnet, for interface services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidWhitelist, vpcep.CodeWhitelistNotAllowed), "whitelist", "`whitelist` is not valid, too long, or not allowed",
		"Check whitelist: a limited number of IPv4 addresses and CIDR blocks, for interface services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeRouteTableInUse, vpcep.CodeInvalidRouteTable), "routetables", "`routetables` are not valid, or another endpoint uses " +
			"them",
		"Check routetables: route tables of the VPC that no other endpoint uses, for gateway services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidPolicy), "policy_statement", "`policy_statement` is not valid",
		"Check policy_statement: at most 10 statements with effect, action and resource, for gateway services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidSpecification), "specification_name", "the specification does not exist",
		"Check specification_name, or omit it.", on(onEndpoint),
	},
}

// adviceFor returns the advice for err, or the zero value if there is none.
func adviceFor(err error) advice {
	var signIn *otc.SignInError
	if errors.As(err, new(*otc.AdvisedError)) || errors.As(err, &signIn) && signIn.Refused() {
		return advice{} // the error itself says what to do
	}
	var apiErr *otc.Error
	foreign := errors.As(err, &apiErr) && !apiErr.FromAPI()
	if vpcep.HasCode(err, vpcep.CodeForbidden) || otc.HasStatus(err, http.StatusForbidden) {
		if actions := vpcep.IAMActions(apiErr.Method, apiErr.URL); len(actions) > 0 {
			return advice{text: "The user, access key or agency lacks a permission for this request. It needs the IAM actions: " +
				strings.Join(actions, ", ") + "."}
		}
	}
	if i := slices.IndexFunc(allAdvice, func(a advice) bool { return vpcep.HasCode(err, a.codes...) }); i >= 0 {
		return allAdvice[i]
	}
	switch {
	case otc.HasStatus(err, http.StatusUnauthorized):
		return advice{text: "Check the credentials, that they belong to this region, and that the clock of this machine is correct."}
	case otc.HasStatus(err, http.StatusForbidden):
		return advice{text: adviceForbidden}
	case errors.As(err, new(*net.DNSError)):
		return advice{text: "The name of the host cannot be resolved. Check auth_url or OS_AUTH_URL, endpoints in the provider block, and the " +
			"DNS of this machine. If they are correct, run the command again."}
	case notConnected(err):
		return advice{text: "There is no connection to the host. Check auth_url or OS_AUTH_URL, endpoints in the provider block, the proxy " +
			"(HTTPS_PROXY, NO_PROXY) and firewalls. If they are correct, run the command again."}
	case otc.Transient(err):
		text := "This is probably a temporary failure of the cloud or the network: run the command again."
		if apiErr != nil && apiErr.RequestID != "" {
			text += " If the error persists, give the request id to support."
		}
		return advice{text: text}
	case foreign && apiErr.StatusCode == http.StatusNotFound:
		return advice{text: "The response does not come from the API, but for example from a proxy or a load balancer. " +
			"Check the proxy settings and the endpoint of the provider, and run the command again. Nothing was removed from the state."}
	default:
		return advice{}
	}
}

// adviceText returns the text of the advice for err, or "" if there is none.
func adviceText(err error) string { return adviceFor(err).text }

// notConnected reports whether no connection was made, so that no request was sent.
func notConnected(err error) bool {
	var network *net.OpError
	return errors.As(err, &network) && network.Op == "dial"
}
