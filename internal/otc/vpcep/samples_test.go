package vpcep

import (
	"embed"
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

//go:embed testdata/samples
var samples embed.FS

// The sample response to a create is the one that the API reference prints. The others have the documented shape.
func TestSampleResponses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		got  func(*testing.T, []byte) any
		want any
	}{
		"create_service.json": {
			func(t *testing.T, raw []byte) any {
				t.Helper()
				s := decode[Service](t, raw)
				return []any{s.ID, *s.PoolID, s.Status, *s.ApprovalEnabled, *s.Name, *s.CreatedAt, *s.Ports, s.Tags == nil}
			},
			[]any{
				"4189d3c2-8882-4871-a3c2-d380272eed83", "5289d3c2-8882-4871-a3c2-d380272eed80", "available", false,
				ServiceName("test123"), "2018-01-30T07:42:01.174", []Port{{8080, 90, "TCP"}, {8081, 80, "TCP"}}, true,
			},
		},
		"list_services.json": {
			func(t *testing.T, raw []byte) any {
				t.Helper()
				s := item[Service](t, raw, "endpoint_services")
				return []any{s.Name.Short(s.ID), *s.ConnectionCount, *s.Tags}
			},
			[]any{"shop", int64(2), []Tag{{"team", "shop"}}},
		},
		"list_connections.json": {
			func(t *testing.T, raw []byte) any {
				t.Helper()
				c := item[Connection](t, raw, "connections")
				return []any{c.Status, *c.MarkerID}
			},
			[]any{"pendingAcceptance", int64(math.MaxInt64)},
		},
		"list_permissions.json": {
			func(t *testing.T, raw []byte) any {
				t.Helper()
				p := item[Permission](t, raw, "permissions")
				return []any{p.Permission, *p.Type}
			},
			[]any{"iam:domain::a0b1c2d3e4f5061728394a5b6c7d8e9f", "domainId"},
		},
		"list_endpoints.json": {
			func(t *testing.T, raw []byte) any {
				t.Helper()
				e := item[Endpoint](t, raw, "endpoints")
				return []any{e.Status, *e.IP, *e.EnableDNS, *e.ActiveStatus, *e.Whitelist}
			},
			[]any{"accepted", "10.0.0.17", false, []string{"active"}, []string{}},
		},
		"describe_service.json": {
			func(t *testing.T, raw []byte) any {
				t.Helper()
				s := decode[PublicService](t, raw)
				return []any{*s.Name, *s.Type, bool(*s.IsCharge)}
			},
			[]any{ServiceName("com.t-systems.otc.eu-de.obs"), "gateway", true},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw, err := samples.ReadFile("testdata/samples/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, test.got(t, raw)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func decode[T any](t *testing.T, raw []byte) T {
	t.Helper()
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// item returns the only item of a list.
func item[T any](t *testing.T, raw []byte, key string) T {
	t.Helper()
	items := decode[[]T](t, decode[map[string]json.RawMessage](t, raw)[key])
	if len(items) != 1 {
		t.Fatalf("%d items in %s, want 1", len(items), key)
	}
	return items[0]
}
