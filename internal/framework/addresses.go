package framework

import (
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// IPv4 validates an IPv4 address.
func IPv4() validator.String {
	return StringRule{"an IPv4 address such as 192.168.0.10", func(text string) string {
		if address, err := netip.ParseAddr(text); err == nil && address.Is4() {
			return ""
		}
		return "is not an IPv4 address"
	}}
}

// IPv4OrCIDR validates an IPv4 address or a block of them.
func IPv4OrCIDR() validator.String {
	return StringRule{"an IPv4 address such as 192.168.0.10, or a CIDR block such as 192.168.0.0/24", func(text string) string {
		if _, ok := network(text); ok {
			return ""
		}
		return "is neither an IPv4 address nor a CIDR block of them"
	}}
}

// Network returns the normal form of an address or a CIDR block. Any other string stays as it is.
func Network(text string) string {
	if block, ok := network(text); ok {
		return block.String()
	}
	return text
}

func network(text string) (netip.Prefix, bool) {
	if address, err := netip.ParseAddr(text); err == nil && address.Is4() {
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	if block, err := netip.ParsePrefix(text); err == nil && block.Addr().Is4() {
		return block.Masked(), true
	}
	return netip.Prefix{}, false
}
