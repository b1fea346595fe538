package vpcep

import (
	"context"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

const (
	maxMappings = 200
	maxPort     = 65535
)

// mapping is one element of ports, as far as it is known.
type mapping struct {
	clientPort, serverPort types.Int64
	protocol               types.String
}

// readMapping reads an element of ports; ok is false where the element as a whole is null or unknown.
func readMapping(element attr.Value) (m mapping, ok bool) {
	object, ok := element.(types.Object)
	if !ok || object.IsNull() || object.IsUnknown() {
		return m, false
	}
	attributes := object.Attributes()
	m.clientPort, _ = attributes["client_port"].(types.Int64)
	m.serverPort, _ = attributes["server_port"].(types.Int64)
	m.protocol, _ = attributes["protocol"].(types.String)
	return m, true
}

// String shows the mapping as in "client_port 8080, server_port 80, TCP".
func (m mapping) String() string {
	return fmt.Sprintf("client_port %s, server_port %s, %s", number(m.clientPort), number(m.serverPort), m.shownProtocol())
}

func number(v types.Int64) string {
	if v.IsNull() || v.IsUnknown() {
		return "(not known yet)"
	}
	return strconv.FormatInt(v.ValueInt64(), 10)
}

func (m mapping) shownProtocol() string {
	switch {
	case m.protocol.IsUnknown():
		return "a protocol not known yet"
	case m.protocol.IsNull():
		return vpcep.ProtocolTCP
	default:
		return m.protocol.ValueString()
	}
}

// portMappings validates ports: how many there are, each of them, and that no two answer to the same port. What
// is unknown passes, also inside a mapping.
type portMappings struct{}

func (portMappings) Description(context.Context) string {
	return fmt.Sprintf(
		"1 to %d mappings; ports from 1 to %d; protocol TCP or UDP; no two mappings with the same client_port and protocol",
		maxMappings,
		maxPort,
	)
}

func (v portMappings) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (portMappings) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	fault := func(summary, format string, args ...any) {
		resp.Diagnostics.AddAttributeError(req.Path, summary, fmt.Sprintf(format, args...))
	}
	elements := req.ConfigValue.Elements()
	if n := len(elements); n < 1 || n > maxMappings {
		fault("Invalid number of port mappings", "%d mappings are given; a service has 1 to %d.", n, maxMappings)
	}
	first := map[string]mapping{}
	for _, element := range elements {
		m, ok := readMapping(element)
		if !ok {
			continue
		}
		for name, port := range map[string]types.Int64{"client_port": m.clientPort, "server_port": m.serverPort} {
			if known(port) && (port.ValueInt64() < 1 || port.ValueInt64() > maxPort) {
				fault("Invalid port", "In the mapping {%s}, %s is %d; allowed are 1 to %d.", m, name, port.ValueInt64(), maxPort)
			}
		}
		if p := m.protocol; known(p) && p.ValueString() != vpcep.ProtocolTCP && p.ValueString() != vpcep.ProtocolUDP {
			fault(
				"Invalid protocol",
				"In the mapping {%s}, protocol is %q; allowed are %q and %q.",
				m,
				p.ValueString(),
				vpcep.ProtocolTCP,
				vpcep.ProtocolUDP,
			)
		}
		if !known(m.clientPort) || m.protocol.IsUnknown() {
			continue
		}
		key := m.shownProtocol() + " " + number(m.clientPort)
		if other, taken := first[key]; taken {
			fault(
				"Conflicting port mappings",
				"The mappings {%s} and {%s} both use client_port %d with %s; each client_port can be mapped only once per protocol.",
				other,
				m,
				m.clientPort.ValueInt64(),
				m.shownProtocol(),
			)
			continue
		}
		first[key] = m
	}
}

func known(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }
