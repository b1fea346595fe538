package vpcep_test

import (
	"context"
	"encoding/json"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
)

const (
	toService    = "opentelekomcloud_vpcep_service"
	toEndpoint   = "opentelekomcloud_vpcep_endpoint"
	toConnection = "opentelekomcloud_vpcep_connection"
	toPermission = "opentelekomcloud_vpcep_service_permission"
)

// move is a request to move a state.
type move struct {
	from, to, address string
	version           int64
	state             string // JSON
	private           string
}

// send sends a request to the provider, which Terraform does not configure for moves. It returns the attributes of the moved
// state that are not null, with numbers as text, or nil if there is no state.
func (m move) send(t *testing.T) (attributes map[string]any, resp *tfprotov6.MoveResourceStateResponse) {
	t.Helper()
	ctx := context.Background()
	server, err := acctest.Factories()["opentelekomcloud"]()
	if err != nil {
		t.Fatal(err)
	}
	resp, err = server.MoveResourceState(ctx, &tfprotov6.MoveResourceStateRequest{
		SourceTypeName: m.from, TargetTypeName: m.to, SourceProviderAddress: m.address, SourceSchemaVersion: m.version,
		SourceState: &tfprotov6.RawState{JSON: []byte(m.state)}, SourcePrivate: []byte(m.private),
	})
	if err != nil {
		t.Fatal(err)
	}
	if resp.TargetState == nil {
		return nil, resp
	}
	schema, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	value, err := resp.TargetState.Unmarshal(schema.ResourceSchemas[m.to].ValueType())
	if err != nil {
		t.Fatal(err)
	}
	attributes, _ = goValue(t, value).(map[string]any)
	return attributes, resp
}

func goValue(t *testing.T, value tftypes.Value) any {
	t.Helper()
	var (
		object map[string]tftypes.Value
		list   []tftypes.Value
		text   string
		number big.Float
		truth  bool
	)
	switch {
	case value.IsNull():
		return nil
	case value.As(&object) == nil:
		values := map[string]any{}
		for name, attribute := range object {
			if v := goValue(t, attribute); v != nil {
				values[name] = v
			}
		}
		return values
	case value.As(&list) == nil:
		values := []any{}
		for _, element := range list {
			values = append(values, goValue(t, element))
		}
		return values
	case value.As(&text) == nil:
		return text
	case value.As(&truth) == nil:
		return truth
	case value.As(&number) == nil:
		return number.Text('f', 0)
	}
	t.Fatalf("unexpected value %s", value)
	return nil
}

func diagnosticsText(resp *tfprotov6.MoveResourceStateResponse) string {
	var text []string
	for _, d := range resp.Diagnostics {
		text = append(text, d.Severity.String()+": "+d.Summary+"\n"+d.Detail)
	}
	return strings.Join(text, "\n")
}

// sourceState returns the attributes of a resource in testdata/move.
func sourceState(t *testing.T, file, typeName string) string {
	t.Helper()
	var state struct {
		Resources []struct {
			Type      string
			Instances []struct{ Attributes json.RawMessage }
		}
	}
	if err := json.Unmarshal([]byte(readFile(t, filepath.Join("testdata", "move", file))), &state); err != nil {
		t.Fatal(err)
	}
	for _, r := range state.Resources {
		if r.Type == typeName {
			return string(r.Instances[0].Attributes)
		}
	}
	t.Fatalf("%s has no %s", file, typeName)
	return ""
}

type values = map[string]any

var (
	movedPorts = []any{
		values{"client_port": "53", "server_port": "53", "protocol": "UDP"},
		values{"client_port": "8080", "server_port": "80", "protocol": "TCP"},
	}
	movedConnection = values{
		"id": movedServiceID + "/" + movedEndpointID, "service_id": movedServiceID, "endpoint_id": movedEndpointID,
		"status": "accepted", "domain_id": "698f9bf85ca9437a9b2f41132ab3aa0e", "marker_id": "16777501",
	}
)

// Every attribute that a source knows is moved, whatever source address the CLI sends.
func TestMoveState(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		file, from, to string
		want           values
	}{
		"official service": {"opentelekomcloud.tfstate", "opentelekomcloud_vpcep_service_v1", toService, values{
			"id": movedServiceID, "service_name": "shop-1", "port_id": "4189d3c2-8882-4871-a3c2-d380272eed88",
			"pool_id": "e69596af-ed10-41f3-aeff-e4d8cdb3672e", "vpc_id": "4189d3c2-8882-4871-a3c2-d380272eed80",
			"server_type": "VM", "service_type": "interface", "approval_enabled": false, "ports": movedPorts,
			"tags": values{"team": "shop"}, "permissions": []any{"698f9bf85ca9437a9b2f41132ab3aa0e"},
		}},
		"official endpoint": {"opentelekomcloud.tfstate", "opentelekomcloud_vpcep_endpoint_v1", toEndpoint, values{
			"id": movedEndpointID, "endpoint_service_id": movedServiceID, "endpoint_service_name": "shop-1",
			"service_type": "interface", "vpc_id": "5189d3c2-8882-4871-a3c2-d380272eed80",
			"subnet_id": "61881173-3899-4981-a700-170253d469b6", "port_ip": "192.168.14.111", "ip": "192.168.14.111",
			"enable_dns": false, "enable_whitelist": false, "marker_id": "16777501",
			"project_id": "6e9dfd51d1124e8d8498dce894923a0d", "tags": values{"a": "b"},
		}},
		"official approval": {"opentelekomcloud_approval.tfstate", "opentelekomcloud_vpcep_approval_v1", toConnection, movedConnection},
		"huaweicloud service": {"huaweicloud.tfstate", "huaweicloud_vpcep_service", toService, values{
			"id": movedServiceID, "service_name": "shop-1", "full_service_name": "eu-de.shop-1." + movedServiceID,
			"port_id": "4189d3c2-8882-4871-a3c2-d380272eed88", "vpc_id": "4189d3c2-8882-4871-a3c2-d380272eed80",
			"server_type": "VM", "service_type": "interface", "approval_enabled": false, "ports": movedPorts, "tcp_proxy": "close",
			"enable_policy": false, "status": "available", "tags": values{"team": "shop"},
			"permissions": []any{"iam:domain::698f9bf85ca9437a9b2f41132ab3aa0e"},
		}},
		"huaweicloud endpoint": {"huaweicloud.tfstate", "huaweicloud_vpcep_endpoint", toEndpoint, values{
			"id": movedEndpointID, "endpoint_service_id": movedServiceID,
			"endpoint_service_name": "eu-de.shop-1." + movedServiceID, "service_type": "interface",
			"vpc_id": "5189d3c2-8882-4871-a3c2-d380272eed80", "subnet_id": "61881173-3899-4981-a700-170253d469b6",
			"port_ip": "192.168.14.111", "ip": "192.168.14.111", "enable_dns": true, "enable_whitelist": true,
			"whitelist": []any{"192.168.0.0/16"}, "dns_names": []any{"68200f0b.eu-de.example.com"}, "marker_id": "16777501",
			"status": "accepted", "tags": values{"a": "b"}, "timeouts": values{"create": "20m"},
		}},
		"huaweicloud approval": {"huaweicloud.tfstate", "huaweicloud_vpcep_approval", toConnection, movedConnection},
	} {
		for _, address := range []string{
			"opentelekomcloud", "registry.terraform.io/opentelekomcloud/opentelekomcloud",
			"registry.opentofu.org/huaweicloud/huaweicloud", "registry.example.com/acme/mirror",
		} {
			t.Run(name+" of "+address, func(t *testing.T) {
				t.Parallel()
				got, resp := move{
					from: test.from, to: test.to, address: address, state: sourceState(t, test.file, test.from),
					// terraform-plugin-sdk writes private data that the framework cannot decode.
					private: `{"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0":{"create":60000000000}}`,
				}.send(t)
				if text := diagnosticsText(resp); text != "" {
					t.Error(text)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("moved state (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// Values that are rare, or written otherwise than by this provider.
func TestMoveStateValues(t *testing.T) {
	t.Parallel()
	const id = `"id": "` + movedServiceID + `"`
	for name, test := range map[string]struct {
		from, to, state string
		want            values // beside the id
		warning         string
	}{
		"nothing but the id": {"opentelekomcloud_vpcep_endpoint_v1", toEndpoint, `{` + id + `}`, values{}, ""},
		"empty values": {
			"huaweicloud_vpcep_endpoint", toEndpoint,
			`{` + id + `, "private_domain_name": "", "whitelist": [], "tags": {}, "policy_statement": "[]", "ip_address": ""}`, values{}, "",
		},
		"no permissions": {"huaweicloud_vpcep_service", toService, `{` + id + `}`, values{"permissions": []any{}}, ""},
		"enumerations in another case": {
			"opentelekomcloud_vpcep_service_v1", toService,
			`{` + id + `, "server_type": "vip", "service_type": "Interface", "tcp_proxy": "TOA_open",` +
				` "port": [{"client_port": 1, "server_port": 2, "protocol": "udp"}, {"client_port": 3, "server_port": 4, "protocol": ""}]}`,
			values{
				"server_type": "VIP", "service_type": "interface", "tcp_proxy": "toa_open", "permissions": []any{},
				"ports": []any{
					values{"client_port": "1", "server_port": "2", "protocol": "UDP"}, values{"client_port": "3", "server_port": "4", "protocol": "TCP"},
				},
			}, "",
		},
		"gateway": {
			"huaweicloud_vpcep_endpoint", toEndpoint,
			`{` + id + `, "service_type": "gateway", "enable_dns": true, "routetables": ["705290f3-0d00-41f2-aedc-71f09844e879"], ` +
				`"policy_statement": "[{\"Effect\":\"Allow\",\"Action\":[\"*\"],\"Resource\":[\"obs:*\"]}]"}`,
			values{
				"service_type": "gateway", "enable_dns": false, "routetables": []any{"705290f3-0d00-41f2-aedc-71f09844e879"},
				"policy_statement": []any{values{"effect": "Allow", "action": []any{"*"}, "resource": []any{"obs:*"}}},
			}, "",
		},
		"large marker_id": {
			"opentelekomcloud_vpcep_endpoint_v1", toEndpoint, `{` + id + `, "marker_id": 422321321312321321}`,
			values{"marker_id": "422321321312321321"}, "",
		},
		"timeouts that this provider does not have": {
			"opentelekomcloud_vpcep_endpoint_v1", toEndpoint, `{` + id + `, "timeouts": {"default": "5m", "delete": "0s"}}`, values{}, "",
		},
		"attributes without a counterpart": {
			"huaweicloud_vpcep_service", toService,
			`{` + id + `, "organization_permissions": ["o-1/r-1/*"], "enable_policy": true, "ip_address": ""}`,
			values{"permissions": []any{}, "enable_policy": true}, "no attributes for: organization_permissions.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, resp := move{from: test.from, to: test.to, address: "huaweicloud", state: test.state}.send(t)
			test.want["id"] = movedServiceID
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("moved state (-want +got):\n%s", diff)
			}
			if text := diagnosticsText(resp); (text == "") != (test.warning == "") || !strings.Contains(text, test.warning) ||
				strings.Contains(text, "ERROR") {
				t.Errorf("diagnostics %q, want a warning with %q", text, test.warning)
			}
		})
	}
}

// The state of the same type is passed through, with what another version may have added or not known.
func TestMoveStateOfTheSameType(t *testing.T) {
	t.Parallel()
	for typeName, test := range map[string]struct {
		state string
		want  values
	}{
		toConnection: {
			`{"id": "s/e", "service_id": "s", "endpoint_id": "e", "status": "rejected", "reject_on_delete": true, ` +
				`"marker_id": 422321321312321321, "timeouts": {"create": "5m", "update": null, "delete": null}, "later": 1}`,
			values{
				"id": "s/e", "service_id": "s", "endpoint_id": "e", "status": "rejected", "reject_on_delete": true,
				"marker_id": "422321321312321321", "timeouts": values{"create": "5m"},
			},
		},
		toPermission: {
			`{"id": "i", "service_id": "s", "permission": "*"}`, values{"id": "i", "service_id": "s", "permission": "*"},
		},
		// The id is null after a create whose outcome is not known yet.
		toService:  {`{"id": null, "port_id": "p", "permissions": ["a"]}`, values{"port_id": "p", "permissions": []any{"a"}}},
		toEndpoint: {`{"id": "i", "vpc_id": "v"}`, values{"id": "i", "vpc_id": "v"}},
	} {
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			got, resp := move{
				from: typeName, to: typeName, address: "registry.opentofu.org/otc-vpcep/opentelekomcloud", state: test.state,
				private: `{"kept": "dHJ1ZQ=="}`,
			}.send(t)
			if text := diagnosticsText(resp); text != "" {
				t.Error(text)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("moved state (-want +got):\n%s", diff)
			}
			if private := string(resp.TargetPrivate); !strings.Contains(private, `"kept":"dHJ1ZQ=="`) {
				t.Errorf("private state %s", private)
			}
		})
	}
}

// A state that cannot be moved is an error that says why and what to do.
func TestMoveStateErrors(t *testing.T) {
	t.Parallel()
	official := sourceState(t, "opentelekomcloud.tfstate", "opentelekomcloud_vpcep_service_v1")
	approval := sourceState(t, "opentelekomcloud_approval.tfstate", "opentelekomcloud_vpcep_approval_v1")
	replaced := func(state string, oldNew ...string) string {
		result := strings.NewReplacer(oldNew...).Replace(state)
		if result == state {
			t.Fatalf("%q replace nothing", oldNew)
		}
		return result
	}
	importService := "import {\n    to = opentelekomcloud_vpcep_service.NAME\n    id = \"" + movedServiceID + "\"\n  }"
	const fromService, fromApproval = "opentelekomcloud_vpcep_service_v1", "opentelekomcloud_vpcep_approval_v1"
	for name, test := range map[string]struct {
		move
		want []string
	}{
		"another type": {
			move{from: "opentelekomcloud_vpcep_endpoint_v1", to: toService, state: official},
			[]string{
				"Unable to move opentelekomcloud_vpcep_endpoint_v1 to " + toService, "cannot move this type",
				"- opentelekomcloud_vpcep_service_v1\n- huaweicloud_vpcep_service\n- " + toService + " of another source address",
				"Nothing was changed. Correct the moved block.",
			},
		},
		"another version": {
			move{from: fromService, to: toService, version: 1, state: official},
			[]string{
				"schema version 1; this version of the provider knows version 0", "terraform state rm opentelekomcloud_vpcep_service_v1.NAME",
				importService,
			},
		},
		"another version of the same type": {
			move{from: toService, to: toService, version: 7, state: official}, []string{"schema version 7", importService},
		},
		"not JSON":  {move{from: fromService, to: toService, state: `{"id": `}, []string{"The state is damaged: unexpected EOF", `id = "ID"`}},
		"null":      {move{from: fromService, to: toService, state: `null`}, []string{"The state is damaged: it has no attributes"}},
		"not there": {move{from: fromService, to: toService}, []string{"The state is empty"}},
		"no id":     {move{from: fromService, to: toService, state: `{}`}, []string{"attribute id of the state is not an id of the cloud: null"}},
		"another id": {
			move{from: fromService, to: toService, state: replaced(official, movedServiceID, "shop")},
			[]string{`attribute id of the state is not an id of the cloud: "shop"`},
		},
		"same type, another form": {
			move{from: toService, to: toService, state: `{"id": "` + movedServiceID + `", "ports": 80}`},
			[]string{"does not match the schema", importService},
		},
		"another version of a permission": {
			move{from: toPermission, to: toPermission, version: 7, state: `{"service_id": "s", "permission": "*"}`}, []string{`id = "s/*"`},
		},
		"permission of another provider": {
			move{from: fromService, to: toPermission, state: official},
			[]string{"can be moved to " + toPermission + ":\n- " + toPermission + " of another source address"},
		},
		"ports are text": {
			move{from: fromService, to: toService, state: replaced(official, `"client_port": 53`, `"client_port": "53"`)},
			[]string{`The attribute port of the state has a client_port that is not a number: "53"`, importService},
		},
		"ports are an object": {
			move{from: fromService, to: toService, state: `{"id": "` + movedServiceID + `", "port": {}}`},
			[]string{`attribute port of the state is not a list: {}`},
		},
		"tags are numbers": {
			move{from: fromService, to: toService, state: replaced(official, `"shop"`, `1`, `"shop-1"`, `"shop-1"`)},
			[]string{`attribute tags of the state is not a map of strings: 1`},
		},
		"permissions are numbers": {
			move{from: fromService, to: toService, state: `{"id": "` + movedServiceID + `", "whitelist": [1]}`},
			[]string{`attribute whitelist of the state is not a list of strings: 1`},
		},
		"policy is no JSON": {
			move{
				from: "huaweicloud_vpcep_endpoint", to: toEndpoint,
				state: `{"id": "` + movedEndpointID + `", "policy_statement": "Allow"}`,
			},
			[]string{"attribute policy_statement of the state is not the JSON text of a policy"},
		},
		"marker_id is a fraction": {
			move{from: "huaweicloud_vpcep_endpoint", to: toEndpoint, state: `{"id": "` + movedEndpointID + `", "packet_id": 1.5}`},
			[]string{"attribute packet_id of the state is not an integer: 1.5"},
		},
		"no endpoint": {
			move{from: fromApproval, to: toConnection, state: replaced(approval, `"endpoints": ["`+movedEndpointID+`"]`, `"endpoints": []`)},
			[]string{"decides about 0 endpoints", "terraform state rm opentelekomcloud_vpcep_approval_v1.NAME", "nothing to import"},
		},
		"endpoints without ids": {
			move{from: fromApproval, to: toConnection, state: replaced(approval, `["`+movedEndpointID+`"]`, `["x"]`)},
			[]string{`attribute endpoints of the state has no id of the cloud: "x"`, `id = "SERVICE_ID/ENDPOINT_ID"`},
		},
		"endpoints are missing": {
			move{from: fromApproval, to: toConnection, state: `{"id": "` + movedServiceID + `"}`},
			[]string{`attribute endpoints of the state is not a list: null`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.address = "registry.terraform.io/opentelekomcloud/opentelekomcloud"
			got, resp := test.send(t)
			text := diagnosticsText(resp)
			if got != nil || !strings.HasPrefix(text, "ERROR: Unable to move ") {
				t.Errorf("moved to %v with %q", got, text)
			}
			for _, want := range test.want {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not said in:\n%s", want, text)
				}
			}
		})
	}
}
