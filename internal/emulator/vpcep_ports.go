package emulator

import (
	"slices"
)

type portBody struct {
	ClientPort *int    `json:"client_port"`
	ServerPort *int    `json:"server_port"`
	Protocol   *string `json:"protocol"`
}

func checkPorts(bodies []portBody) ([]Port, error) {
	if len(bodies) == 0 {
		return nil, apiErrorf("EndPoint.3004", "ports is empty")
	}
	if len(bodies) > maxPorts {
		return nil, apiErrorf("EndPoint.3074", "%d port mappings, at most %d are allowed", len(bodies), maxPorts)
	}
	var ports []Port
	for i, b := range bodies {
		p := Port{Protocol: "TCP"}
		if b.Protocol != nil {
			p.Protocol = *b.Protocol
		}
		if p.Protocol != "TCP" && p.Protocol != "UDP" {
			return nil, apiErrorf("EndPoint.3075", "ports[%d].protocol %q is not TCP or UDP", i, p.Protocol)
		}
		for _, number := range []struct {
			name  string
			value *int
			to    *int
		}{{"client_port", b.ClientPort, &p.ClientPort}, {"server_port", b.ServerPort, &p.ServerPort}} {
			if number.value == nil {
				return nil, apiErrorf("EndPoint.3004", "ports[%d].%s is missing", i, number.name)
			}
			if *number.value < 1 || *number.value > 65535 {
				return nil, apiErrorf("EndPoint.3004", "ports[%d].%s %d is not from 1 to 65535", i, number.name, *number.value)
			}
			*number.to = *number.value
		}
		for _, other := range ports {
			if other.ClientPort == p.ClientPort && other.Protocol == p.Protocol {
				return nil, apiErrorf("EndPoint.3004", "ports[%d]: client_port %d/%s is mapped twice", i, p.ClientPort, p.Protocol)
			}
		}
		ports = append(ports, p)
	}
	return ports, nil
}

// checkPortConflict returns an error if another service on the same port_id uses one of the client or server ports with
// the same protocol. Services in deleting still use their ports, failed services never did.
func (e *Emulator) checkPortConflict(s *Service) error {
	for _, other := range e.services {
		if other.ID == s.ID || other.PortID != s.PortID || other.Status == StatusFailed {
			continue
		}
		for _, p := range s.Ports {
			if slices.ContainsFunc(other.Ports, func(o Port) bool {
				return o.Protocol == p.Protocol && (o.ClientPort == p.ClientPort || o.ServerPort == p.ServerPort)
			}) {
				return apiErrorf("EndPoint.3044", "port mapping %d to %d/%s conflicts with endpoint service %s on the same port_id",
					p.ClientPort, p.ServerPort, p.Protocol, other.ID)
			}
		}
	}
	return nil
}
