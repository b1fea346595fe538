package vpcep

import (
	"errors"
	"net/http"
	"slices"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// advice is what is known about an error code: the diagnostics and the tables in docs/ are made of it.
type advice struct {
	codes     []vpcep.Code
	attribute string // that is at fault, "" if it is not one attribute
	meaning   string // for the tables, without a full stop
	text      string // what to do next: a sentence or two
	resources []resourceType
}

// resourceType is a resource whose page lists an error.
type resourceType string

const (
	onService    resourceType = "vpcep_service"
	onEndpoint   resourceType = "vpcep_endpoint"
	onConnection resourceType = "vpcep_connection"
	onPermission resourceType = "vpcep_service_permission"
)

var everywhere = []resourceType{onService, onEndpoint, onConnection, onPermission}

const adviceForbidden = "The user, access key or agency lacks a permission: it needs the IAM actions vpcep:epservices:*, " +
	"vpcep:permissions:list, vpcep:permissions:update, vpcep:connections:list, vpcep:connections:update, vpcep:tags:update " +
	"and vpcep:quotas:get, and vpc:vpcs:get to create."

func codes(list ...vpcep.Code) []vpcep.Code { return list }

func on(list ...resourceType) []resourceType { return list }

// allAdvice is sorted as the tables show it: what concerns everything, then attribute by attribute.
var allAdvice = []advice{
	{codes(vpcep.CodeUnauthenticated, vpcep.CodeForbidden), "", "not allowed", adviceForbidden, everywhere},
	{
		codes(vpcep.CodeInternal, vpcep.CodeInternalTimeout, vpcep.CodeThrottled), "",
		"a temporary fault of the cloud, or too many requests; repeated up to `max_retries` times",
		"The cloud asks to try again later: run the command again, and give the request id to support if it lasts.", everywhere,
	},
	{
		codes(vpcep.CodeQuotaExceeded), "", "the quota of services or endpoints in the project is used up",
		"The quota of the project is used up: delete what is no longer needed, or ask for a higher quota in the console under My Quota.",
		on(onService, onEndpoint),
	},
	{
		codes(vpcep.CodeBusy, vpcep.CodeNotAvailable, vpcep.CodeBeingDeleted, vpcep.CodeBeingCreated), "",
		"the resource, or the service it belongs to, is being created, changed or deleted; permissions are retried for two minutes, " +
			"connections until the timeout",
		"The resource is still being created, changed or deleted: run the command again in a minute or two.", everywhere,
	},
	{
		codes(vpcep.CodeServiceInUse), "", "endpoints still use the service",
		"Endpoints still use the service: their owners must delete them, or reject their connections first.", on(onService),
	},
	{codes(vpcep.CodeBatchTooLarge), "", "too many entries in one call", "Fewer entries are allowed in one call.", nil},
	{
		codes(vpcep.CodeServiceNotFound), "endpoint_service_id", "there is no such service in this region",
		"Check the id of the service: no such VPC endpoint service exists in this region.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeNotPermitted), "endpoint_service_id", "the service does not permit this account",
		"The owner of the service has to permit this account first, with iam:domain::DOMAIN_ID or * in the permissions of the service.",
		on(onEndpoint),
	},
	{
		codes(vpcep.CodeNotConnected), "", "the endpoint is not one of this service",
		"The endpoint is not connected to this service: check both ids.", on(onConnection),
	},
	{
		codes(vpcep.CodeEndpointFailed), "", "the endpoint has failed",
		"A failed endpoint can be neither accepted nor rejected: its owner has to replace it.", on(onConnection),
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
		codes(vpcep.CodePortConflict), "ports", "another service with the same `port_id` has one of the ports; the error names it",
		"Another VPC endpoint service with the same port_id already has one of these client or server ports: change ports, " +
			"or find the other service with the data source opentelekomcloud_vpcep_services.", on(onService),
	},
	{
		codes(vpcep.CodeInvalidPorts, vpcep.CodeInvalidPortRange), "ports", "a port is not valid",
		"Check ports: client_port and server_port are 1 to 65535.", on(onService),
	},
	{codes(vpcep.CodeInvalidProtocol), "ports", "a protocol is not valid", "Check the protocol of each entry of ports.", on(onService)},
	{
		codes(vpcep.CodeTooManyPorts), "ports", "too many port mappings",
		"The service has as many port mappings as it may have: remove some, or create a second service.", on(onService),
	},
	{
		codes(vpcep.CodeInvalidPortID, vpcep.CodePortIDWithoutAddress), "port_id", "`port_id` is not a port that can be a backend",
		"Check port_id: it is the port of the load balancer's private address, or the network interface of the server, " +
			"not the id of the load balancer or server itself.", on(onService),
	},
	{
		codes(vpcep.CodePortNotFound), "port_id", "there is no such port",
		"No port has this port_id: check that it was not deleted and is in this region and project.", on(onService),
	},
	{
		codes(vpcep.CodePortInOtherVPC), "port_id", "the port is not in this VPC",
		"The port of port_id is in another VPC: check port_id and vpc_id.", on(onService),
	},
	{
		codes(vpcep.CodeAddressConflict), "port_id", "another service has the same backend address",
		"Another VPC endpoint service already has this backend address.", on(onService),
	},
	{
		codes(vpcep.CodeBackendFull), "port_id", "too many services on one backend",
		"This backend serves as many VPC endpoint services as it may: use another port_id.", on(onService),
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
		codes(vpcep.CodeInvalidServerType), "server_type", "`server_type` does not fit `port_id`",
		"Check server_type: VM, VIP or LB, as fits what port_id belongs to.", on(onService),
	},
	{
		codes(vpcep.CodeVPCNotFound, vpcep.CodeInvalidVPCID), "vpc_id", "there is no such VPC",
		"Check vpc_id: no such VPC exists in this region and project.", on(onService, onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidName, vpcep.CodeInvalidServiceName), "service_name", "`service_name` is not valid",
		"Check service_name: 1 to 16 letters, digits, underscores and hyphens.", on(onService),
	},
	{
		codes(vpcep.CodeTooManyTags), "tags", "too many tags",
		"The resource has as many tags as it may have: remove some.", on(onService, onEndpoint),
	},
	{
		vpcep.TagCodes(), "tags", "a tag is not valid",
		"Check tags: keys of 1 to 36 and values of 0 to 43 letters, digits, hyphens, underscores and at signs.", on(onService, onEndpoint),
	},
	{
		codes(vpcep.CodeSubnetRequired, vpcep.CodeInvalidSubnetID, vpcep.CodeSubnetNotAllowed), "subnet_id",
		"`subnet_id` is missing or wrong, or the service is of the type `gateway`",
		"Check subnet_id: an endpoint of an interface service needs a subnet of its VPC, one of a gateway service has none.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidAddress, vpcep.CodeAddressInUse, vpcep.CodeAddressNotAllowed), "port_ip",
		"`port_ip` is in use, not in the subnet, or not allowed",
		"Check port_ip: it has to be a free IPv4 address of the subnet, and is for interface services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidWhitelist, vpcep.CodeWhitelistNotAllowed), "whitelist", "`whitelist` is not valid, too long, or not allowed",
		"Check whitelist: IPv4 addresses and CIDR blocks, not too many, and for interface services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeRouteTableInUse, vpcep.CodeInvalidRouteTable), "routetables", "`routetables` are not valid, or another endpoint uses them",
		"Check routetables: route tables of the VPC that no other endpoint uses, and for gateway services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidPolicy), "policy_statement", "`policy_statement` is not valid",
		"Check policy_statement: at most 10 statements with effect, action and resource, and for gateway services only.", on(onEndpoint),
	},
	{
		codes(vpcep.CodeInvalidSpecification), "specification_name", "there is no such specification",
		"Check specification_name, or leave it out.", on(onEndpoint),
	},
}

// adviceOn returns what is known about err, the zero value if nothing is.
func adviceOn(err error) advice {
	if i := slices.IndexFunc(allAdvice, func(a advice) bool { return vpcep.HasCode(err, a.codes...) }); i >= 0 {
		return allAdvice[i]
	}
	var answer *otc.Error
	foreign := errors.As(err, &answer) && !answer.FromAPI()
	switch {
	case otc.HasStatus(err, http.StatusUnauthorized):
		return advice{text: "Check the credentials, that the clock of this machine is right, and that they belong to this region."}
	case otc.HasStatus(err, http.StatusForbidden):
		return advice{text: adviceForbidden}
	case otc.Transient(err):
		return advice{text: "This looks like a temporary fault of the cloud or of the network: run the command again, " +
			"and give the request id to support if it lasts."}
	case foreign && answer.StatusCode == http.StatusNotFound:
		return advice{text: "Something between this machine and the API answered, such as a proxy or a load balancer. " +
			"Check the proxy settings and the endpoint of the provider, and run the command again. Nothing was removed from the state."}
	default:
		return advice{}
	}
}
