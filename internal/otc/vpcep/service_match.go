package vpcep

import (
	"strings"
	"time"
)

// describes tells whether a service is what the request asks for, by what cannot be the same
// in two services by chance.
func (r ServiceCreate) describes(s Service) bool {
	return s.Status != StatusDeleting &&
		sameFold(r.PortID, s.PortID) && sameFold(r.VPCID, s.VPCID) && sameFold(r.ServerType, s.ServerType) &&
		s.Ports != nil && SamePorts(r.Ports, *s.Ports) &&
		value(r.Name) == s.ShortName()
}

// ShortName is the name that the service was given, "" if none.
func (s *Service) ShortName() string { return value(s.Name).Short(s.ID) }

// ParseTime reads a time of the API: UTC, in seconds or fractions, with or without the Z.
func ParseTime(text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	return time.Parse("2006-01-02T15:04:05", text)
}

// SamePorts tells whether two lists have the same mappings, in whatever order.
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

// Normal writes the protocol in capitals, and out where an answer left it to the default.
func (p Port) Normal() Port {
	p.Protocol = strings.ToUpper(p.Protocol)
	if p.Protocol == "" {
		p.Protocol = ProtocolTCP
	}
	return p
}

// Protocols of a port mapping.
const (
	ProtocolTCP = "TCP"
	ProtocolUDP = "UDP"
)

func sameFold(asked string, answered *string) bool {
	return answered != nil && strings.EqualFold(asked, *answered)
}

func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
