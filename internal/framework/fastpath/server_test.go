package fastpath_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/fastpath"
)

var (
	identityType   = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}}
	port           = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"port": tftypes.Number, "protocol": tftypes.String}}
	statement      = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"effect": tftypes.String}}
	limits         = tftypes.Object{AttributeTypes: map[string]tftypes.Type{"create": tftypes.String}}
	texts          = tftypes.Set{ElementType: tftypes.String}
	lines          = tftypes.List{ElementType: tftypes.String}
	ports          = tftypes.List{ElementType: port}
	attributeTypes = map[string]tftypes.Type{
		"id": tftypes.String, "name": tftypes.String, "text": tftypes.String, "flag": tftypes.Bool, "size": tftypes.Number,
		"tags": tftypes.Map{ElementType: tftypes.String}, "texts": texts, "lines": lines, "ports": ports,
		"statements": tftypes.List{ElementType: statement}, "timeouts": limits,
	}
)

type of = map[string]any

// object returns a thing with some attributes, given as what tftypes.NewValue takes. The others are null.
func object(resource string, attributes of) tftypes.Value {
	all, values := maps.Clone(attributeTypes), map[string]tftypes.Value{}
	if resource == "test_blocks" {
		all["parts"] = tftypes.List{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}}
		attributes = with(of{"parts": []tftypes.Value{}}, attributes)
	}
	for name, t := range all {
		values[name] = tftypes.NewValue(t, attributes[name])
	}
	return tftypes.NewValue(tftypes.Object{AttributeTypes: all}, values)
}

func list(elementType tftypes.Type, elements ...any) []tftypes.Value {
	values := []tftypes.Value{}
	for _, e := range elements {
		values = append(values, tftypes.NewValue(elementType, e))
	}
	return values
}

func portOf(number, protocol any) map[string]tftypes.Value {
	return map[string]tftypes.Value{"port": tftypes.NewValue(tftypes.Number, number), "protocol": tftypes.NewValue(tftypes.String, protocol)}
}

func statementOf(effect any) map[string]tftypes.Value {
	return map[string]tftypes.Value{"effect": tftypes.NewValue(tftypes.String, effect)}
}

func encoded(t *testing.T, v tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// servers returns two configured servers of the same provider.
func servers(t *testing.T) (plain, fast tfprotov6.ProviderServer, p *testProvider) {
	t.Helper()
	p = &testProvider{reading: make(chan struct{})}
	plain, fast = providerserver.NewProtocol6(&testProvider{})(), fastpath.NewServer(p)
	empty := tftypes.NewValue(tftypes.Object{}, map[string]tftypes.Value{})
	for _, s := range []tfprotov6.ProviderServer{plain, fast} {
		resp, err := s.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: encoded(t, empty)})
		if err != nil || len(resp.Diagnostics) > 0 {
			t.Fatal(err, resp)
		}
	}
	return plain, fast, p
}

// compare compares responses, with values decoded: the order of the elements of an encoded map is not fixed.
func compare(t *testing.T, want, got any, resource string) {
	t.Helper()
	decode := cmp.Transformer("decode", func(d *tfprotov6.DynamicValue) string {
		for _, as := range []tftypes.Type{object(resource, nil).Type(), identityType} {
			if v, err := d.Unmarshal(as); err == nil {
				return v.String()
			}
		}
		return string(d.MsgPack)
	})
	paths := cmp.Comparer(func(a, b *tftypes.AttributePath) bool { return a.Equal(b) })
	present := cmp.FilterValues(func(a, b *tfprotov6.DynamicValue) bool { return a != nil && b != nil }, decode)
	if diff := cmp.Diff(want, got, present, paths); diff != "" {
		t.Errorf("-framework +fast path:\n%s", diff)
	}
}

var resources = []string{"test_thing", "test_identified", "test_blocks"}

// configurations are complete and incomplete in many ways.
func configurations() map[string]of {
	unknown := tftypes.UnknownValue
	all := map[string]of{
		"least": {"name": "a"},
		"most": {
			"name": "a", "text": "b", "flag": false, "size": 1, "tags": map[string]tftypes.Value{"k": tftypes.NewValue(tftypes.String, "v")},
			"texts": list(tftypes.String, "x", "y"), "lines": list(tftypes.String, "y", "x"),
			"ports":      list(port, portOf(1, "UDP"), portOf(2, nil)),
			"statements": list(statement, statementOf("Allow"), statementOf(nil)),
			"timeouts":   map[string]tftypes.Value{"create": tftypes.NewValue(tftypes.String, "5m")},
		},
		"empty": {
			"name": "", "text": "", "tags": map[string]tftypes.Value{}, "texts": list(tftypes.String), "lines": list(tftypes.String),
			"ports": list(port), "statements": list(statement),
		},
		"unknown": {
			"name": unknown, "text": unknown, "flag": unknown, "size": unknown, "tags": unknown, "texts": unknown, "lines": unknown,
			"ports": unknown, "statements": unknown, "timeouts": unknown,
		},
		"unknown parts": {
			"name": "a", "texts": list(tftypes.String, unknown), "lines": list(tftypes.String, "x", unknown),
			"ports":      list(port, portOf(unknown, nil), portOf(1, unknown), unknown),
			"statements": list(statement, statementOf(unknown), unknown),
		},
		"refused line": {"name": "warned", "lines": list(tftypes.String, "refused")},
		"null parts":   {"name": "a", "ports": list(port, nil, portOf(1, nil)), "statements": list(statement, nil)},
	}
	for _, name := range []string{"replaced", "warned", "refused", "sized", "deferred", "noted", "gone"} {
		all[name] = of{"name": name}
	}
	return all
}

func plan(
	t *testing.T, s tfprotov6.ProviderServer, resource string, config, prior, proposed tftypes.Value,
) *tfprotov6.PlanResourceChangeResponse {
	t.Helper()
	resp, err := s.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, Config: encoded(t, config), PriorState: encoded(t, prior), ProposedNewState: encoded(t, proposed),
		PriorPrivate:       []byte(`{"managed":"InRydWUi"}`),
		ClientCapabilities: &tfprotov6.PlanResourceChangeClientCapabilities{DeferralAllowed: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		// The framework stops at a random attribute, and Terraform ignores the plan.
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return &tfprotov6.PlanResourceChangeResponse{Diagnostics: resp.Diagnostics}
		}
	}
	return resp
}

// with returns attributes with those that the provider sets.
func with(config, more of) of {
	all := maps.Clone(config)
	for name, v := range more {
		if all[name] == nil {
			all[name] = v
		}
	}
	return all
}

func TestPlansAreTheSame(t *testing.T) {
	t.Parallel()
	plain, fast, p := servers(t)
	computed := of{"id": "1", "text": "standard", "flag": true, "size": 3, "texts": list(tftypes.String, "t")}
	for _, resource := range resources {
		for name, config := range configurations() {
			has := with(config, computed)
			for step, change := range map[string]struct{ prior, proposed tftypes.Value }{
				"create":    {tftypes.NewValue(object(resource, nil).Type(), nil), object(resource, config)},
				"no change": {object(resource, has), object(resource, has)},
				"update":    {object(resource, with(of{"name": "another"}, has)), object(resource, has)},
				"computed":  {object(resource, with(of{"size": 4}, has)), object(resource, has)},
				"more ports": {
					tftypes.NewValue(object(resource, nil).Type(), nil),
					object(resource, with(of{"ports": list(port, portOf(1, nil), portOf(2, nil), portOf(3, nil), portOf(4, nil))}, config)),
				},
			} {
				compare(t, plan(t, plain, resource, object(resource, config), change.prior, change.proposed),
					plan(t, fast, resource, object(resource, config), change.prior, change.proposed), resource)
				if t.Failed() {
					t.Fatalf("%s of %s: %s", step, resource, name)
				}
			}
		}
	}
	if p.walked.Load() == 0 {
		t.Error("the framework planned nothing")
	}
}

func TestDefaultsDecideOnChanges(t *testing.T) {
	t.Parallel()
	plain, fast, _ := servers(t)
	config := of{"name": "a", "ports": list(port, portOf(1, nil))}
	for name, has := range map[string]of{
		"as the default":      {"id": "1", "text": "standard", "flag": true, "size": 3, "ports": list(port, portOf(1, "TCP"))},
		"not as the default":  {"id": "1", "text": "other", "flag": true, "size": 3, "ports": list(port, portOf(1, "TCP"))},
		"not in an element":   {"id": "1", "text": "standard", "flag": true, "size": 3, "ports": list(port, portOf(1, "UDP"))},
		"one element more":    {"id": "1", "text": "standard", "flag": true, "size": 3, "ports": list(port, portOf(1, "TCP"), portOf(2, "TCP"))},
		"imported, no values": {"id": "1"},
	} {
		proposed := with(of{"name": "a", "ports": config["ports"]}, has)
		has["name"] = "a"
		prior := object("test_thing", has)
		compare(t, plan(t, plain, "test_thing", object("test_thing", config), prior, object("test_thing", proposed)),
			plan(t, fast, "test_thing", object("test_thing", config), prior, object("test_thing", proposed)), "test_thing")
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

// Only updates, and resources with blocks, are left to the framework.
func TestPlansWithoutTheFramework(t *testing.T) {
	t.Parallel()
	_, fast, p := servers(t)
	config := of{"name": "a", "ports": list(port, portOf(1, nil))}
	has := of{
		"name": "a", "ports": list(port, portOf(1, "TCP")),
		"id": "1", "text": "standard", "flag": true, "size": 3, "statements": list(statement, statementOf("Allow")),
	}
	for _, test := range []struct {
		resource        string
		prior, proposed of
		walks           bool
	}{
		{"test_thing", nil, config, false},
		{"test_identified", nil, config, false},
		{"test_thing", has, with(config, has), false},
		{"test_thing", with(of{"size": 4}, has), with(config, has), true},
		{"test_blocks", nil, config, true},
	} {
		before := p.walked.Load()
		prior := tftypes.NewValue(object(test.resource, nil).Type(), nil)
		if test.prior != nil {
			prior = object(test.resource, test.prior)
		}
		plan(t, fast, test.resource, object(test.resource, config), prior, object(test.resource, test.proposed))
		if walked := p.walked.Load() > before; walked != test.walks {
			t.Errorf("%s, %v to %v: the framework plans: %t", test.resource, test.prior, test.proposed, walked)
		}
	}
}

func TestDeletionIsTheSame(t *testing.T) {
	t.Parallel()
	plain, fast, _ := servers(t)
	null := tftypes.NewValue(object("test_thing", nil).Type(), nil)
	prior := object("test_thing", of{"name": "a"})
	compare(t, plan(t, plain, "test_thing", null, prior, null), plan(t, fast, "test_thing", null, prior, null), "test_thing")
}

func TestReadsAreTheSame(t *testing.T) {
	t.Parallel()
	plain, fast, _ := servers(t)
	identity := tftypes.NewValue(identityType, map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, "1")})
	for _, resource := range resources {
		for name, config := range configurations() {
			if name == "unknown" || name == "unknown parts" {
				continue
			}
			for _, private := range []string{"", `{"noted":"MQ=="}`, "damaged"} {
				req := tfprotov6.ReadResourceRequest{
					TypeName: resource, CurrentState: encoded(t, object(resource, config)), Private: []byte(private),
					ClientCapabilities: &tfprotov6.ReadResourceClientCapabilities{DeferralAllowed: true},
				}
				if resource == "test_identified" && private != "" {
					req.CurrentIdentity = &tfprotov6.ResourceIdentityData{IdentityData: encoded(t, identity)}
				}
				again := req
				want, err := plain.ReadResource(t.Context(), &req)
				if err != nil {
					t.Fatal(err)
				}
				got, err := fast.ReadResource(t.Context(), &again)
				if err != nil {
					t.Fatal(err)
				}
				if compare(t, want, got, resource); t.Failed() {
					t.Fatalf("%s: %s, private state %q", resource, name, private)
				}
			}
		}
	}
}

func TestUpgradesAreTheSame(t *testing.T) {
	t.Parallel()
	plain, fast, _ := servers(t)
	for name, test := range map[string]struct {
		resource string
		version  int64
		state    string
	}{
		"current":           {"test_thing", 1, `{"name":"a","size":7,"texts":["x"],"ports":[{"port":1,"protocol":"TCP"}],"timeouts":null}`},
		"with blocks":       {"test_blocks", 1, `{"name":"a","parts":[]}`},
		"unknown attribute": {"test_thing", 1, `{"name":"a","former":{"a":[1]}}`},
		"another type":      {"test_thing", 1, `{"name":"a","size":"many"}`},
		"damaged":           {"test_thing", 1, `{`},
		"earlier version":   {"test_thing", 0, `{"name":"a"}`},
		"no such resource":  {"test_none", 1, `{}`},
	} {
		req := tfprotov6.UpgradeResourceStateRequest{
			TypeName: test.resource, Version: test.version, RawState: &tfprotov6.RawState{JSON: []byte(test.state)},
		}
		want, err := plain.UpgradeResourceState(t.Context(), &req)
		if err != nil {
			t.Fatal(err)
		}
		got, err := fast.UpgradeResourceState(t.Context(), &req)
		if err != nil {
			t.Fatal(err)
		}
		if compare(t, want, got, test.resource); t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	_, fast, p := servers(t)
	go func() {
		<-p.reading
		if _, err := fast.StopProvider(t.Context(), &tfprotov6.StopProviderRequest{}); err != nil {
			t.Error(err)
		}
	}()
	_, err := fast.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: "test_thing", CurrentState: encoded(t, object("test_thing", of{"name": "stopped"})),
	})
	if err != nil {
		t.Error(err)
	}
}
