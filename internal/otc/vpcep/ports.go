package vpcep

import "strings"

// Protocols of a port mapping.
const (
	ProtocolTCP = "TCP"
	ProtocolUDP = "UDP"
)

// SamePorts reports whether two lists have the same mappings, in any order.
func SamePorts(a, b []Port) bool {
	if len(a) != len(b) {
		return false
	}
	count := map[Port]int{}
	for _, p := range a {
		count[p.Normal()]++
	}
	for _, p := range b {
		count[p.Normal()]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// Normal returns the mapping with its protocol in upper case, TCP if there is none.
func (p Port) Normal() Port {
	p.Protocol = strings.ToUpper(p.Protocol)
	if p.Protocol == "" {
		p.Protocol = ProtocolTCP
	}
	return p
}

// PortsConflict reports whether two services with the same port_id cannot coexist, because they share a client port or a
// server port of the same protocol.
func PortsConflict(a, b []Port) bool {
	type end struct {
		server   bool
		port     int64
		protocol string
	}
	taken := map[end]bool{}
	for _, p := range a {
		p = p.Normal()
		taken[end{false, p.ClientPort, p.Protocol}] = true
		taken[end{true, p.ServerPort, p.Protocol}] = true
	}
	for _, p := range b {
		p = p.Normal()
		if taken[end{false, p.ClientPort, p.Protocol}] || taken[end{true, p.ServerPort, p.Protocol}] {
			return true
		}
	}
	return false
}
