package setwire_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestSchemaIsTheSame(t *testing.T) {
	t.Parallel()
	native, wrapped := servers()
	want, err := native.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := wrapped.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

// configurations are sets in many forms.
func configurations() map[string]tftypes.Value {
	web, dns, alt := port(80, 8080, "TCP"), port(53, 53, "UDP"), port(80, 8081, "UDP")
	unknown := tftypes.UnknownValue
	return map[string]tftypes.Value{
		"one":                      thingOf(nil, ports(web), noNames),
		"in order":                 thingOf(nil, ports(dns, web, alt), names("a", "b")),
		"reversed":                 thingOf(nil, ports(alt, web, dns), names("b", "a")),
		"default":                  thingOf(nil, ports(port(80, 8080, nil), dns), names("a")),
		"many defaults":            thingOf(nil, ports(port(443, 1, nil), port(80, 8080, nil), dns, port(53, 54, nil)), names("a")),
		"null of an element":       thingOf(nil, ports(port(80, nil, "TCP"), port(80, 1, "TCP")), names("a", nil)),
		"unknown element":          thingOf(nil, ports(port(unknown, 1, "TCP"), dns), names(unknown, "a")),
		"unknown protocol":         thingOf(nil, ports(port(1, 1, unknown), port(1, 1, "TCP"), dns), names("a")),
		"the same unknown twice":   thingOf(nil, ports(port(unknown, 1, "TCP"), port(unknown, 1, "TCP")), names(unknown, unknown)),
		"unknown set":              thingOf(nil, tftypes.NewValue(tftypes.Set{ElementType: portType}, unknown), unknownNames),
		"empty":                    thingOf(nil, ports(), names()),
		"negative, with a message": thingOf(nil, ports(web, port(1, -2, nil)), noNames),
		"replaced":                 thingOf(nil, ports(web), names("replace")),
	}
}

// Answers and messages are the same as with sets, up to where in a set a message points.
func TestRequestsHaveTheSameAnswers(t *testing.T) {
	t.Parallel()
	native, wrapped := servers()
	prior := thingOf("1", ports(port(80, 8080, "TCP"), port(53, 53, "UDP"), port(80, 8081, "UDP")), names("b", "a"))
	for name, config := range configurations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			validate := &tfprotov6.ValidateResourceConfigRequest{TypeName: "test_thing", Config: encoded(t, config)}
			validated, err := native.ValidateResourceConfig(t.Context(), validate)
			if err != nil {
				t.Fatal(err)
			}
			got, err := wrapped.ValidateResourceConfig(t.Context(), validate)
			if err != nil {
				t.Fatal(err)
			}
			sameMessages(t, validated.Diagnostics, got.Diagnostics)
			if len(validated.Diagnostics) > 0 {
				return
			}
			for _, before := range []tftypes.Value{tftypes.NewValue(thingType, nil), prior, config} {
				if !before.IsFullyKnown() {
					continue
				}
				samePlanAndApply(t, native, wrapped, before, config)
			}
		})
	}
}

func sameMessages(t *testing.T, want, got []*tfprotov6.Diagnostic) {
	t.Helper()
	if len(want) != len(got) {
		t.Fatalf("%d messages, want %d", len(got), len(want))
	}
	for i, d := range got {
		if d.Summary != want[i].Summary || d.Detail != want[i].Detail || d.Severity != want[i].Severity {
			t.Errorf("got %+v, want %+v", d, want[i])
		}
		if steps := d.Attribute.Steps(); len(steps) > 1 {
			t.Errorf("%s goes into a set", d.Attribute)
		}
	}
}

// proposed is the configuration, with what is computed from before.
func proposed(t *testing.T, before, config tftypes.Value) tftypes.Value {
	t.Helper()
	of := attributes(t, config)
	if !before.IsNull() {
		had := attributes(t, before)
		of["id"], of["revision"] = had["id"], had["revision"]
		if of["names"].IsNull() {
			of["names"] = had["names"]
		}
	}
	return tftypes.NewValue(thingType, of)
}

func samePlanAndApply(t *testing.T, native, wrapped tfprotov6.ProviderServer, before, config tftypes.Value) {
	t.Helper()
	plan := &tfprotov6.PlanResourceChangeRequest{
		TypeName: "test_thing", PriorState: encoded(t, before), Config: encoded(t, config),
		ProposedNewState: encoded(t, proposed(t, before, config)),
	}
	want, err := native.PlanResourceChange(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	got, err := wrapped.PlanResourceChange(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	sameMessages(t, want.Diagnostics, got.Diagnostics)
	if !cmp.Equal(want.RequiresReplace, got.RequiresReplace) {
		t.Errorf("replaced because of %v, want %v", got.RequiresReplace, want.RequiresReplace)
	}
	planned := decoded(t, got.PlannedState, thingType)
	if wanted := decoded(t, want.PlannedState, thingType); !wanted.Equal(planned) {
		t.Errorf("planned %s, want %s", planned, wanted)
	}
	if len(want.Diagnostics) > 0 || !config.IsFullyKnown() {
		return
	}
	apply := &tfprotov6.ApplyResourceChangeRequest{
		TypeName: "test_thing", PriorState: encoded(t, before), Config: encoded(t, config),
		PlannedState: encoded(t, planned),
	}
	applied, err := native.ApplyResourceChange(t.Context(), apply)
	if err != nil {
		t.Fatal(err)
	}
	gotApplied, err := wrapped.ApplyResourceChange(t.Context(), apply)
	if err != nil {
		t.Fatal(err)
	}
	sameMessages(t, applied.Diagnostics, gotApplied.Diagnostics)
	if got, want := decoded(t, gotApplied.NewState, thingType), decoded(t, applied.NewState, thingType); !got.Equal(want) {
		t.Errorf("applied %s, want %s", got, want)
	}
}

// Terraform proposes computed values of the prior state where it finds them, and orders the elements by them.
func TestDefaultsAreThoseOfTheirElement(t *testing.T) {
	t.Parallel()
	_, wrapped := servers()
	prior := thingOf("1", ports(port(1, 9, "UDP")), names("a"))
	config := thingOf(nil, ports(port(1, 9, nil), port(1, 3, "UDP")), noNames)
	resp, err := wrapped.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: "test_thing", PriorState: encoded(t, prior), Config: encoded(t, config),
		ProposedNewState: encoded(t, thingOf("1", ports(port(1, 3, "UDP"), port(1, 9, "UDP")), names("a"))),
	})
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp)
	}
	got := attributes(t, decoded(t, resp.PlannedState, thingType))["ports"]
	if want := ports(port(1, 9, "TCP"), port(1, 3, "UDP")); !got.Equal(want) {
		t.Errorf("planned %s, want %s", got, want)
	}
}

// A plan of what is there already is empty, whatever the order and whether or not a default is written out.
func TestPlanOfTheSameIsEmpty(t *testing.T) {
	t.Parallel()
	_, wrapped := servers()
	a, b, c, d := port(53, 53, "UDP"), port(53, 53, "TCP"), port(80, 8080, "TCP"), port(80, 1, "UDP")
	prior := thingOf("1", ports(a, b, c, d), names("a", "b", "c"))
	for name, config := range map[string]tftypes.Value{
		"as it is":   thingOf(nil, ports(a, b, c, d), names("a", "b", "c")),
		"reversed":   thingOf(nil, ports(d, c, b, a), names("c", "b", "a")),
		"defaults":   thingOf(nil, ports(d, port(80, 8080, nil), a, port(53, 53, nil)), names("c", "a", "b")),
		"duplicates": thingOf(nil, ports(port(53, 53, nil), d, c, a, d), names("c", "b", "a", "a", "c")),
	} {
		resp, err := wrapped.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
			TypeName: "test_thing", PriorState: encoded(t, prior), Config: encoded(t, config),
			ProposedNewState: encoded(t, proposed(t, prior, config)),
		})
		if err != nil || len(resp.Diagnostics) > 0 {
			t.Fatal(name, err, resp)
		}
		if got := decoded(t, resp.PlannedState, thingType); !got.Equal(prior) {
			t.Errorf("%s: planned %s", name, got)
		}
	}
}

func TestReadUpgradeImport(t *testing.T) {
	t.Parallel()
	native, wrapped := servers()
	state := thingOf("1", ports(port(80, 8080, "TCP"), port(53, 53, "UDP")), names("b", "a"))
	raw := []byte(`{
		"id": "1", "revision": "1", "lines": null, "texts": null, "names": ["b", "a"],
		"ports": [{"client_port": 80, "server_port": 8080, "protocol": "TCP"}, {"client_port": 53, "server_port": 53, "protocol": "UDP"}]
	}`)
	for _, server := range []tfprotov6.ProviderServer{native, wrapped} {
		upgraded, err := server.UpgradeResourceState(t.Context(), &tfprotov6.UpgradeResourceStateRequest{
			TypeName: "test_thing", RawState: &tfprotov6.RawState{JSON: raw},
		})
		if err != nil || len(upgraded.Diagnostics) > 0 {
			t.Fatal(err, upgraded)
		}
		if got := decoded(t, upgraded.UpgradedState, thingType); !got.Equal(state) {
			t.Errorf("upgraded to %s", got)
		}
		refreshed, err := server.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
			TypeName: "test_thing", CurrentState: upgraded.UpgradedState,
		})
		if err != nil || len(refreshed.Diagnostics) > 0 {
			t.Fatal(err, refreshed)
		}
		if got := decoded(t, refreshed.NewState, thingType); !got.Equal(state) {
			t.Errorf("read %s", got)
		}
		imported, err := server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: "test_thing", ID: "7"})
		if err != nil || len(imported.Diagnostics) > 0 || len(imported.ImportedResources) != 1 {
			t.Fatal(err, imported)
		}
		got := decoded(t, imported.ImportedResources[0].State, thingType)
		if id := attributes(t, got)["id"]; !id.Equal(tftypes.NewValue(tftypes.String, "7")) {
			t.Errorf("imported %s", got)
		}
	}
}

// What the protocol allows but Terraform does not do: JSON, and no value at all.
func TestOtherEncodings(t *testing.T) {
	t.Parallel()
	_, wrapped := servers()
	state := &tfprotov6.DynamicValue{JSON: []byte(`{
		"id": "1", "revision": "1", "lines": null, "texts": null, "names": ["b", "a", "b"],
		"ports": [{"client_port": 80, "server_port": 8080, "protocol": "TCP"}]
	}`)}
	read, err := wrapped.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "test_thing", CurrentState: state})
	if err != nil || len(read.Diagnostics) > 0 {
		t.Fatal(err, read)
	}
	if got, want := attributes(t, decoded(t, read.NewState, thingType))["names"], names("b", "a"); !got.Equal(want) {
		t.Errorf("read %s, want %s", got, want)
	}
	for _, malformed := range []*tfprotov6.DynamicValue{
		nil, {JSON: []byte("{")}, {MsgPack: []byte{0x81}}, {MsgPack: []byte{0x81, 0xa5, 'n', 'a', 'm', 'e', 's'}},
	} {
		read, err := wrapped.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "test_thing", CurrentState: malformed})
		if malformed != nil && err == nil && len(read.Diagnostics) == 0 {
			t.Errorf("%+v is read", malformed)
		}
	}
}

// A list of a resource that has no sets keeps its order and its duplicates, and so does one beside a set.
func TestListsStayLists(t *testing.T) {
	t.Parallel()
	_, wrapped := servers()
	list := func(texts ...string) tftypes.Value {
		var v []tftypes.Value
		for _, text := range texts {
			v = append(v, tftypes.NewValue(tftypes.String, text))
		}
		return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, v)
	}
	of := attributes(t, thingOf("1", ports(port(1, 1, "TCP")), names("b", "a")))
	of["lines"] = list("b", "a", "b")
	state := tftypes.NewValue(thingType, of)
	read, err := wrapped.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: "test_thing", CurrentState: encoded(t, state)})
	if err != nil || len(read.Diagnostics) > 0 {
		t.Fatal(err, read)
	}
	if got := decoded(t, read.NewState, thingType); !got.Equal(state) {
		t.Errorf("read %s", got)
	}
	plainType := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"names": tftypes.List{ElementType: tftypes.String}}}
	config := tftypes.NewValue(plainType, map[string]tftypes.Value{"names": list("b", "a", "b")})
	plan, err := wrapped.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: "test_plain", PriorState: encoded(t, tftypes.NewValue(plainType, nil)), Config: encoded(t, config),
		ProposedNewState: encoded(t, config),
	})
	if err != nil || len(plan.Diagnostics) > 0 {
		t.Fatal(err, plan)
	}
	if got := decoded(t, plan.PlannedState, plainType); !got.Equal(config) {
		t.Errorf("planned %s", got)
	}
}

// The resource sees elements in an order that follows from them alone.
func TestOrderInside(t *testing.T) {
	t.Parallel()
	var gotPorts, gotNames []string
	wrapped := newServer(&testProvider{created: func(ports, names []string) { gotPorts, gotNames = ports, names }})
	state := thingOf(tftypes.UnknownValue,
		ports(port(8080, 1, "TCP"), port(443, 1, "UDP"), port(80, 300, "TCP"), port(80, 2, "TCP"), port(443, 2, "TCP")),
		names("b", "aa", "c", "ab", "", "a"))
	_, err := wrapped.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: "test_thing", PriorState: encoded(t, tftypes.NewValue(thingType, nil)), Config: encoded(t, state),
		PlannedState: encoded(t, state),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{}
	for _, p := range [][3]string{{"80", "TCP", "2"}, {"80", "TCP", "300"}, {"443", "TCP", "2"}, {"443", "UDP", "1"}, {"8080", "TCP", "1"}} {
		want = append(want, `{"client_port":`+p[0]+`,"protocol":"`+p[1]+`","server_port":`+p[2]+`}`)
	}
	if diff := cmp.Diff(want, gotPorts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{`""`, `"a"`, `"aa"`, `"ab"`, `"b"`, `"c"`}, gotNames); diff != "" {
		t.Error(diff)
	}
}

// What cannot be planned, or would not be a set, is refused.
func TestFaultySchemas(t *testing.T) {
	t.Parallel()
	for fault, at := range map[string]string{"computed": "ports.server_port", "nested": "texts"} {
		wrapped := newServer(&testProvider{fault: fault})
		_, err := wrapped.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
		if err == nil || !strings.Contains(err.Error(), "test_thing") || !strings.Contains(err.Error(), at) {
			t.Errorf("%s: got %v", fault, err)
		}
	}
}
