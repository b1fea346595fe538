package vpcep

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

func to[T any](v T) *T { return &v }

// plannedEndpoint is the planned endpoint of a configuration with the required arguments only.
func plannedEndpoint(change func(*endpointModel)) *endpointModel {
	text, texts := types.StringUnknown(), types.ListUnknown(types.StringType)
	m := &endpointModel{
		ID: text, EndpointServiceID: types.StringValue("s"), VPCID: types.StringValue("v"), SubnetID: types.StringValue("n"),
		PortIP: text, EnableDNS: types.BoolValue(false), Whitelist: types.ListNull(types.StringType), EnableWhitelist: types.BoolValue(false),
		RouteTables: texts, PolicyStatement: types.ListUnknown(statementType), SpecificationName: text, Description: types.StringNull(),
		Tags: types.MapNull(types.StringType), WaitForAcceptance: types.BoolNull(), Status: text, IP: text,
		DNSNames: types.ListUnknown(types.StringType), MarkerID: types.Int64Unknown(), EndpointServiceName: text, ServiceType: text,
		ActiveStatus: texts, EnableStatus: text, ProjectID: text, CreatedAt: text, UpdatedAt: text,
	}
	change(m)
	return m
}

func statement(effect string, action, resource []string) attr.Value {
	return types.ObjectValueMust(statementType.AttrTypes, map[string]attr.Value{
		"effect": types.StringValue(effect), "action": framework.StringSet(action), "resource": framework.StringSet(resource),
	})
}

func statements(list ...attr.Value) types.List { return types.ListValueMust(statementType, list) }

func TestEndpointCreateRequest(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		model *endpointModel
		want  vpcep.EndpointCreate
	}{
		"interface, minimal": {
			plannedEndpoint(func(*endpointModel) {}),
			vpcep.EndpointCreate{ServiceID: "s", VPCID: "v", SubnetID: to("n"), EnableDNS: to(false), EnableWhitelist: to(false)},
		},
		"interface, full": {
			plannedEndpoint(func(m *endpointModel) {
				m.PortIP, m.EnableDNS, m.EnableWhitelist = types.StringValue("10.0.0.5"), types.BoolValue(true), types.BoolValue(true)
				m.Whitelist, m.SpecificationName = framework.SortedList([]string{"10.0.0.0/8"}), types.StringValue("default")
				m.Description = types.StringValue("a")
				m.Tags = types.MapValueMust(types.StringType, map[string]attr.Value{"k": types.StringValue("")})
			}),
			vpcep.EndpointCreate{
				ServiceID: "s", VPCID: "v", SubnetID: to("n"), PortIP: to("10.0.0.5"), EnableDNS: to(true), EnableWhitelist: to(true),
				Whitelist: []string{"10.0.0.0/8"}, SpecificationName: to("default"), Description: to("a"), Tags: []vpcep.Tag{{Key: "k"}},
			},
		},
		"gateway, minimal": {
			plannedEndpoint(func(m *endpointModel) { m.SubnetID = types.StringNull() }),
			vpcep.EndpointCreate{ServiceID: "s", VPCID: "v", EnableDNS: to(false)},
		},
		"gateway, full": {
			plannedEndpoint(func(m *endpointModel) {
				m.SubnetID, m.RouteTables = types.StringNull(), framework.SortedList([]string{"r"})
				m.PolicyStatement = statements(statement("Deny", []string{"b", "a"}, []string{"*"}))
				m.Description = types.StringValue("")
			}),
			vpcep.EndpointCreate{
				ServiceID: "s", VPCID: "v", EnableDNS: to(false), RouteTables: []string{"r"},
				PolicyStatement: []vpcep.PolicyStatement{{Effect: "Deny", Action: []string{"a", "b"}, Resource: []string{"*"}}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := test.model.createRequest()
			for _, list := range []*[]string{&got.Whitelist, &got.RouteTables} {
				if len(*list) == 0 {
					*list = nil
				}
			}
			if len(got.PolicyStatement) == 0 {
				got.PolicyStatement = nil
			}
			if len(got.Tags) == 0 {
				got.Tags = nil
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEndpointAnswered(t *testing.T) {
	t.Parallel()
	const marker = 1<<53 + 1
	for name, test := range map[string]struct {
		had    *endpointModel
		answer vpcep.Endpoint
		check  map[string]func(*endpointModel) (got, want attr.Value)
	}{
		"nothing answered leaves nothing unknown": {
			plannedEndpoint(func(*endpointModel) {}), vpcep.Endpoint{},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"id":        func(m *endpointModel) (attr.Value, attr.Value) { return m.ID, types.StringNull() },
				"port_ip":   func(m *endpointModel) (attr.Value, attr.Value) { return m.PortIP, types.StringNull() },
				"marker_id": func(m *endpointModel) (attr.Value, attr.Value) { return m.MarkerID, types.Int64Null() },
				"routetables": func(m *endpointModel) (attr.Value, attr.Value) {
					return m.RouteTables, types.ListNull(types.StringType)
				},
				"policy": func(m *endpointModel) (attr.Value, attr.Value) {
					return m.PolicyStatement, types.ListNull(statementType)
				},
				"dns_names":  func(m *endpointModel) (attr.Value, attr.Value) { return m.DNSNames, types.ListNull(types.StringType) },
				"enable_dns": func(m *endpointModel) (attr.Value, attr.Value) { return m.EnableDNS, types.BoolValue(false) },
			},
		},
		"address and large number": {
			plannedEndpoint(func(*endpointModel) {}), vpcep.Endpoint{IP: to("10.0.0.5"), MarkerID: to(int64(marker))},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"ip":        func(m *endpointModel) (attr.Value, attr.Value) { return m.IP, types.StringValue("10.0.0.5") },
				"port_ip":   func(m *endpointModel) (attr.Value, attr.Value) { return m.PortIP, types.StringValue("10.0.0.5") },
				"marker_id": func(m *endpointModel) (attr.Value, attr.Value) { return m.MarkerID, types.Int64Value(marker) },
			},
		},
		"no address yet": {
			plannedEndpoint(func(m *endpointModel) { m.PortIP = types.StringValue("10.0.0.5") }), vpcep.Endpoint{IP: to("")},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"ip":      func(m *endpointModel) (attr.Value, attr.Value) { return m.IP, types.StringNull() },
				"port_ip": func(m *endpointModel) (attr.Value, attr.Value) { return m.PortIP, types.StringValue("10.0.0.5") },
			},
		},
		"what is empty": {
			plannedEndpoint(func(m *endpointModel) {
				m.Whitelist, m.DNSNames, m.Description = framework.SortedList([]string{"10.0.0.1"}), framework.StringList([]string{"a"}), types.StringValue("a")
			}),
			vpcep.Endpoint{Whitelist: &[]string{}, DNSNames: &[]string{}, Description: to(""), RouteTables: &[]string{}},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"whitelist":   func(m *endpointModel) (attr.Value, attr.Value) { return m.Whitelist, types.ListNull(types.StringType) },
				"dns_names":   func(m *endpointModel) (attr.Value, attr.Value) { return m.DNSNames, types.ListNull(types.StringType) },
				"description": func(m *endpointModel) (attr.Value, attr.Value) { return m.Description, types.StringNull() },
				"routetables": func(m *endpointModel) (attr.Value, attr.Value) {
					return m.RouteTables, types.ListNull(types.StringType)
				},
			},
		},
		"another way to write": {
			plannedEndpoint(func(m *endpointModel) {
				m.Whitelist, m.RouteTables = framework.SortedList([]string{"10.0.0.1"}), framework.SortedList([]string{"AB"})
				m.PolicyStatement = statements(statement("Deny", []string{"a", "b"}, []string{"*"}), statement("Allow", []string{"*"}, []string{"*"}))
			}),
			vpcep.Endpoint{
				VPCID: to("V"), Whitelist: &[]string{"10.0.0.1/32"}, RouteTables: &[]string{"ab"}, PolicyStatement: &[]vpcep.PolicyStatement{
					{Effect: "Allow", Action: []string{"*"}, Resource: []string{"*"}},
					{Effect: "Deny", Action: []string{"b", "a"}, Resource: []string{"*"}},
				},
			},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"vpc_id": func(m *endpointModel) (attr.Value, attr.Value) { return m.VPCID, types.StringValue("v") },
				"whitelist": func(m *endpointModel) (attr.Value, attr.Value) {
					return m.Whitelist, framework.SortedList([]string{"10.0.0.1"})
				},
				"routetables": func(m *endpointModel) (attr.Value, attr.Value) {
					return m.RouteTables, framework.SortedList([]string{"AB"})
				},
				"policy": func(m *endpointModel) (attr.Value, attr.Value) {
					return m.PolicyStatement, statements(
						statement("Deny", []string{"a", "b"}, []string{"*"}), statement("Allow", []string{"*"}, []string{"*"}),
					)
				},
			},
		},
		"left to the cloud with []": {
			plannedEndpoint(func(m *endpointModel) { m.RouteTables, m.PolicyStatement = framework.SortedList(nil), statements() }),
			vpcep.Endpoint{RouteTables: &[]string{"a"}, PolicyStatement: &[]vpcep.PolicyStatement{{Effect: "Allow"}}},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"routetables": func(m *endpointModel) (attr.Value, attr.Value) { return m.RouteTables, framework.SortedList(nil) },
				"policy":      func(m *endpointModel) (attr.Value, attr.Value) { return m.PolicyStatement, statements() },
			},
		},
		"a gateway has no domain name": {
			plannedEndpoint(func(m *endpointModel) { m.EnableDNS = types.BoolValue(true) }),
			vpcep.Endpoint{ServiceType: to("gateway"), EnableDNS: to(false)},
			map[string]func(*endpointModel) (attr.Value, attr.Value){
				"enable_dns": func(m *endpointModel) (attr.Value, attr.Value) { return m.EnableDNS, types.BoolValue(true) },
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.had.FromAPI(&test.answer)
			for attribute, check := range test.check {
				if got, want := check(test.had); !got.Equal(want) {
					t.Errorf("%s is %s, want %s", attribute, got, want)
				}
			}
		})
	}
}

func TestEndpointIsWaitedFor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status  string
		insists bool
		want    bool
	}{
		{vpcep.StatusCreating, false, true},
		{vpcep.StatusCreating, true, true},
		{vpcep.StatusPendingAcceptance, false, false},
		{vpcep.StatusPendingAcceptance, true, true},
		{vpcep.StatusAccepted, true, false},
		{vpcep.StatusRejected, true, false},
		{vpcep.StatusFailed, true, false},
	} {
		m, wanted := endpointModel{Status: types.StringValue(test.status)}, endpointModel{WaitForAcceptance: types.BoolValue(test.insists)}
		pending, _ := readyEndpoint(&wanted)
		if got := slices.Contains(pending, m.Status.ValueString()); got != test.want {
			t.Errorf("%s, insists %t: got %t", test.status, test.insists, got)
		}
	}
}

func TestEndpointKeepsWhatIsNotAnswered(t *testing.T) {
	t.Parallel()
	prior := plannedEndpoint(func(*endpointModel) {})
	prior.FromAPI(&vpcep.Endpoint{
		ID:                "e",
		Status:            vpcep.StatusAccepted,
		IP:                to("10.0.0.5"),
		DNSNames:          &[]string{"a"},
		MarkerID:          to(int64(7)),
		ActiveStatus:      &[]string{"active"},
		RouteTables:       &[]string{"r"},
		PolicyStatement:   &[]vpcep.PolicyStatement{{Effect: "Allow"}},
		SpecificationName: to("default"),
	})
	model := plannedEndpoint(func(m *endpointModel) { m.ID = prior.ID })
	framework.FillUnknown(model, prior)
	model.FromAPI(&vpcep.Endpoint{})
	if diff := cmp.Diff(*prior, *model, cmp.Comparer(func(a, b attr.Value) bool { return a.Equal(b) })); diff != "" {
		t.Errorf("(-prior +model):\n%s", diff)
	}
}

func TestEndpointFaults(t *testing.T) {
	t.Parallel()
	text, some := types.StringValue, framework.SortedList([]string{"x"})
	policy := statements(statement("Allow", []string{"*"}, []string{"*"}))
	for name, test := range map[string]struct {
		change func(*endpointModel)
		want   []string // attributes of the problems
	}{
		"interface":                      {func(m *endpointModel) { m.SubnetID, m.PortIP, m.Whitelist = text("n"), text("10.0.0.1"), some }, nil},
		"gateway":                        {func(m *endpointModel) { m.RouteTables, m.PolicyStatement = some, policy }, nil},
		"gateway with nothing":           {func(*endpointModel) {}, nil},
		"both subnet and route tables":   {func(m *endpointModel) { m.SubnetID, m.RouteTables = text("n"), some }, []string{"routetables"}},
		"both subnet and policy":         {func(m *endpointModel) { m.SubnetID, m.PolicyStatement = text("n"), policy }, []string{"policy_statement"}},
		"whitelist and route tables":     {func(m *endpointModel) { m.Whitelist, m.RouteTables = some, some }, []string{"routetables", "whitelist"}},
		"access control and policy":      {func(m *endpointModel) { m.EnableWhitelist, m.PolicyStatement = types.BoolValue(true), policy }, []string{"policy_statement", "enable_whitelist"}},
		"address without a subnet":       {func(m *endpointModel) { m.PortIP = text("10.0.0.1") }, []string{"port_ip"}},
		"address, subnet not known":      {func(m *endpointModel) { m.PortIP, m.SubnetID = text("10.0.0.1"), types.StringUnknown() }, nil},
		"route tables, subnet not known": {func(m *endpointModel) { m.RouteTables, m.SubnetID = some, types.StringUnknown() }, nil},
		"address not known":              {func(m *endpointModel) { m.PortIP, m.RouteTables = types.StringUnknown(), some }, nil},
		"values without an effect": {func(m *endpointModel) {
			m.RouteTables, m.Whitelist, m.EnableWhitelist = some, framework.SortedList(nil), types.BoolValue(false)
		}, nil},
		"nothing of a gateway's": {func(m *endpointModel) {
			m.SubnetID, m.RouteTables, m.PolicyStatement = text("n"), framework.SortedList(nil), statements()
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &endpointModel{}
			test.change(m)
			var got []string
			for _, f := range endpointProblems(m) {
				got = append(got, f.attribute)
				if !strings.Contains(f.detail, f.attribute) {
					t.Errorf("%q does not name %s", f.detail, f.attribute)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
