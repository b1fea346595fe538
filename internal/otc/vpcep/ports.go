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

// PortEnd is a client port or a server port of a mapping.
type PortEnd struct {
	Server   bool
	Port     int64
	Protocol string // in upper case
}

// Ends returns the two ends of the mapping. Services with the same port_id cannot have one in common.
func (p Port) Ends() [2]PortEnd {
	p = p.Normal()
	return [2]PortEnd{{false, p.ClientPort, p.Protocol}, {true, p.ServerPort, p.Protocol}}
}

// PortsConflict reports whether two services with the same port_id cannot coexist, because they share a client port or a
// server port of the same protocol.
func PortsConflict(a, b []Port) bool {
	taken := map[PortEnd]bool{}
	for _, p := range a {
		for _, end := range p.Ends() {
			taken[end] = true
		}
	}
	for _, p := range b {
		for _, end := range p.Ends() {
			if taken[end] {
				return true
			}
		}
	}
	return false
}
