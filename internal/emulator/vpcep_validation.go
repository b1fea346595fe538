package emulator

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxPorts       = 200
	maxDescription = 128
	maxTagKey      = 36
	maxTagValue    = 43
)

var (
	uuidPattern        = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	serviceNamePattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,16}$`)

	tcpProxies = []string{"close", "toa_open", "proxy_open", "open", "proxy_vni"}
)

func isUUID(s string) bool { return uuidPattern.MatchString(s) }

func checkDescription(s string) error {
	if n := utf8.RuneCountInString(s); n > maxDescription || strings.ContainsAny(s, "<>") {
		return refuse("EndPoint.0002", "description has %d characters, or < or > in it; at most %d without those are allowed",
			n, maxDescription)
	}
	return nil
}

type portBody struct {
	ClientPort *int    `json:"client_port"`
	ServerPort *int    `json:"server_port"`
	Protocol   *string `json:"protocol"`
}

func checkPorts(bodies []portBody) ([]Port, error) {
	if len(bodies) == 0 {
		return nil, refuse("EndPoint.3004", "ports is empty")
	}
	if len(bodies) > maxPorts {
		return nil, refuse("EndPoint.3074", "%d port mappings, at most %d are allowed", len(bodies), maxPorts)
	}
	var ports []Port
	for i, b := range bodies {
		p := Port{Protocol: "TCP"}
		if b.Protocol != nil {
			p.Protocol = *b.Protocol
		}
		if p.Protocol != "TCP" && p.Protocol != "UDP" {
			return nil, refuse("EndPoint.3075", "ports[%d].protocol %q is not TCP or UDP", i, p.Protocol)
		}
		for _, number := range []struct {
			name  string
			value *int
			to    *int
		}{{"client_port", b.ClientPort, &p.ClientPort}, {"server_port", b.ServerPort, &p.ServerPort}} {
			if number.value == nil {
				return nil, refuse("EndPoint.3004", "ports[%d].%s is missing", i, number.name)
			}
			if *number.value < 1 || *number.value > 65535 {
				return nil, refuse("EndPoint.3004", "ports[%d].%s %d is not from 1 to 65535", i, number.name, *number.value)
			}
			*number.to = *number.value
		}
		for _, other := range ports {
			if other.ClientPort == p.ClientPort && other.Protocol == p.Protocol {
				return nil, refuse("EndPoint.3004", "ports[%d]: client_port %d/%s is mapped twice", i, p.ClientPort, p.Protocol)
			}
		}
		ports = append(ports, p)
	}
	return ports, nil
}

// checkPortConflict holds the services on one backend apart: they may share neither a client port nor a server port of
// one protocol. A service that is being deleted still has its ports, one that failed never got them.
func (e *Emulator) checkPortConflict(s *Service) error {
	for _, other := range e.services {
		if other.ID == s.ID || other.PortID != s.PortID || other.Status == StatusFailed {
			continue
		}
		for _, p := range s.Ports {
			if slices.ContainsFunc(other.Ports, func(o Port) bool {
				return o.Protocol == p.Protocol && (o.ClientPort == p.ClientPort || o.ServerPort == p.ServerPort)
			}) {
				return refuse("EndPoint.3044", "port mapping %d to %d/%s conflicts with endpoint service %s on the same port_id",
					p.ClientPort, p.ServerPort, p.Protocol, other.ID)
			}
		}
	}
	return nil
}

type tagBody struct {
	Key   *string `json:"key"`
	Value *string `json:"value"`
}

func checkTags(bodies []tagBody) ([]Tag, error) {
	var tags []Tag
	for i, b := range bodies {
		if b.Key == nil || *b.Key == "" {
			return nil, refuse("EndPoint.3066", "tags[%d].key is empty", i)
		}
		t := Tag{Key: *b.Key}
		if b.Value != nil {
			t.Value = *b.Value
		}
		switch {
		case utf8.RuneCountInString(t.Key) > maxTagKey:
			return nil, refuse("EndPoint.3072", "tags[%d].key is longer than %d characters", i, maxTagKey)
		case utf8.RuneCountInString(t.Value) > maxTagValue:
			return nil, refuse("EndPoint.3073", "tags[%d].value is longer than %d characters", i, maxTagValue)
		case !isTagText(t.Key) || !isTagText(t.Value):
			return nil, refuse("EndPoint.3068", "tag %q: %q has characters other than letters, digits, -, _ and @", t.Key, t.Value)
		case slices.ContainsFunc(tags, func(o Tag) bool { return o.Key == t.Key }):
			return nil, refuse("EndPoint.3067", "tag %q is there twice", t.Key)
		}
		tags = append(tags, t)
	}
	return tags, nil
}

// isTagText allows the letters and digits of any script.
func isTagText(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_@", r) {
			return false
		}
	}
	return utf8.ValidString(s)
}
