package vpcep

import (
	"net/http"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// advice is what to do about an error of the API.
type advice struct {
	field string // of the request that is at fault, "" where it is not one field
	text  string // a sentence or two, "" where only the API's own words can tell
}

// adviceOn says what to do about err.
func adviceOn(err error) advice {
	for _, a := range adviceByCode {
		if otc.HasCode(err, a.codes...) {
			return a.advice
		}
	}
	switch {
	case otc.HasStatus(err, http.StatusUnauthorized):
		return advice{text: "Check the credentials, that the clock of this machine is right, and that they belong to this region."}
	case otc.HasStatus(err, http.StatusForbidden):
		return advice{text: adviceForbidden}
	case otc.Transient(err):
		return advice{text: "This looks like a passing fault of the cloud or of the way to it: run the command again, and give the request id to support if it lasts."}
	default:
		return advice{}
	}
}

const adviceForbidden = "The user, access key or agency lacks a permission: it needs the IAM actions vpcep:epservices:*, " +
	"vpcep:permissions:list, vpcep:permissions:update, vpcep:connections:list, vpcep:connections:update, vpcep:tags:update " +
	"and vpcep:quotas:get, and vpc:vpcs:get to create."

var adviceByCode = []struct {
	codes []string
	advice
}{
	{codes("0003", "0004"), advice{"", adviceForbidden}},
	{codes("2012"), advice{"endpoint_service_id", "The owner of the service has to permit this account first, with iam:domain::DOMAIN_ID or * in the permissions of the service."}},
	{codes("1018"), advice{"", "The quota of the project is used up: delete what is no longer needed, or ask for a higher quota in the console under My Quota."}},
	{codes("3049"), advice{"permissions", "The list of permissions is full: remove entries, or permit everyone with \"*\"."}},
	{codes("3056"), advice{"port_id", "This backend serves as many VPC endpoint services as it may: use another port_id."}},
	{codes("3069"), advice{"tags", "The resource has as many tags as it may have: remove some."}},
	{codes("3074"), advice{"ports", "The service has as many port mappings as it may have: remove some, or create a second service."}},
	{codes("0016"), advice{"", "Fewer entries are allowed in one call."}},
	{codes("3044"), advice{"ports", "Another VPC endpoint service with the same port_id already has one of these client or server ports: change ports, or find the other service with the data source opentelekomcloud_vpcep_services."}},
	{codes("3046"), advice{"port_id", "Another VPC endpoint service already has this backend address."}},
	{codes("3004", "3043"), advice{"ports", "Check ports: client_port and server_port are 1 to 65535."}},
	{codes("3075"), advice{"ports", "Check the protocol of each entry of ports."}},
	{codes("3003", "3063"), advice{"port_id", "Check port_id: it is the port of the load balancer's private address, or the network interface of the server, not the id of the load balancer or server itself."}},
	{codes("3008"), advice{"port_id", "No port has this port_id: check that it was not deleted and lies in this region and project."}},
	{codes("3042"), advice{"port_id", "The port of port_id lies in another VPC: check port_id and vpc_id."}},
	{codes("3021"), advice{"server_type", "Check server_type: VM, VIP or LB, as fits what port_id belongs to."}},
	{codes("3051"), advice{"vip_port_id", "Check vip_port_id: it is the virtual network interface that the virtual IP address is bound to."}},
	{codes("3054"), advice{"port_id", "This backend cannot be exchanged in place: replace the service with terraform apply -replace=ADDRESS."}},
	{codes("2001", "0020"), advice{"vpc_id", "Check vpc_id: no such VPC exists in this region and project."}},
	{codes("3045", "2004", "2018", "2019"), advice{"", "The resource is still being created, changed or deleted: run the command again in a minute or two."}},
	{codes("3006"), advice{"", "Endpoints still use the service: their owners must delete them, or reject their connections first."}},
	{codes("1003", "3076"), advice{"service_name", "Check service_name: 1 to 16 letters, digits, underscores and hyphens."}},
	{codes("3002", "3036"), advice{"permissions", "Check the permissions: iam:domain::DOMAIN_ID, a domain id, or * for everyone."}},
	{codes("3066", "3067", "3068", "3070", "3071", "3072", "3073"), advice{"tags", "Check tags: keys of 1 to 36 and values of 0 to 43 letters, digits, hyphens, underscores and at signs."}},
	{codes("2003"), advice{"endpoint_service_id", "Check the id of the service: no such VPC endpoint service exists in this region."}},
	{codes("2010", "0023", "2037"), advice{"subnet_id", "Check subnet_id: an endpoint of an interface service needs a subnet of its VPC, one of a gateway service has none."}},
	{codes("2041", "2042", "2043"), advice{"port_ip", "Check port_ip: it has to be a free IPv4 address of the subnet, and is for interface services only."}},
	{codes("2044", "2045"), advice{"whitelist", "Check whitelist: IPv4 addresses and CIDR blocks, not too many, and for interface services only."}},
	{codes("1019", "2039"), advice{"routetables", "Check routetables: route tables of the VPC that no other endpoint uses, and for gateway services only."}},
	{codes("2048"), advice{"policy_statement", "Check policy_statement: at most 10 statements with effect, action and resource, and for gateway services only."}},
	{codes("2009"), advice{"specification_name", "Check specification_name, or leave it out."}},
	{codes("2013"), advice{"", "The endpoint is not connected to this service: check both ids."}},
	{codes("2015", "2050"), advice{"", "The endpoint is frozen or disabled: ask support for the reason."}},
	{codes("2047"), advice{"", "A failed endpoint can be neither accepted nor rejected: its owner has to replace it."}},
	{codes("0001", "0013", "0022"), advice{"", "The cloud asks to try again later: run the command again, and give the request id to support if it lasts."}},
}

func codes(numbers ...string) []string {
	full := make([]string, len(numbers))
	for i, n := range numbers {
		full[i] = "EndPoint." + n
	}
	return full
}
