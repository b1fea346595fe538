package vpcep_test

import (
	"context"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// withIdentity is a resource for tests of its identity. They call the provider's server, because Terraform has identities only
// since version 1.12.
type withIdentity struct {
	resource string
	cloud    func(t *testing.T, options emulator.Options) *acctest.Cloud
	account  func(*acctest.Cloud) emulator.Account
	config   map[string]any
	change   map[string]any // arguments that change in place
	replace  map[string]any // arguments that replace the resource
	importID func(state map[string]any) string
	identity func(cloud *acctest.Cloud, state map[string]any) map[string]any
	required []string // attributes of the identity that are enough to import
	remove   func(t *testing.T, cloud *acctest.Cloud, state map[string]any)
}

func ownedBy(cloud *acctest.Cloud) emulator.Account    { return cloud.Owner() }
func consumedBy(cloud *acctest.Cloud) emulator.Account { return cloud.Consumer() }

func text(state map[string]any, attribute string) string {
	value, _ := state[attribute].(string)
	return value
}

func located(account func(*acctest.Cloud) emulator.Account) func(*acctest.Cloud, map[string]any) map[string]any {
	return func(cloud *acctest.Cloud, state map[string]any) map[string]any {
		return map[string]any{"id": state["id"], "region": "eu-de", "project_id": account(cloud).ProjectID}
	}
}

func byID(state map[string]any) string { return text(state, "id") }

func resourcesWithIdentity() map[string]withIdentity {
	return map[string]withIdentity{
		"service": {
			resource: "opentelekomcloud_vpcep_service", cloud: acctest.New, account: ownedBy,
			config: map[string]any{
				"port_id": acctest.PortID, "vpc_id": acctest.VPCID, "server_type": "LB",
				"ports": []any{map[string]any{"client_port": 8080, "server_port": 80}},
			},
			change: map[string]any{"tags": map[string]any{"a": "1"}}, replace: map[string]any{"vpc_id": otherVPC},
			importID: byID, identity: located(ownedBy), required: []string{"id"},
			remove: func(_ *testing.T, cloud *acctest.Cloud, state map[string]any) { cloud.RemoveService(text(state, "id")) },
		},
		"endpoint": {
			resource: "opentelekomcloud_vpcep_endpoint", cloud: consumed, account: consumedBy,
			config: map[string]any{"endpoint_service_id": openServiceID, "vpc_id": acctest.VPCID, "subnet_id": acctest.SubnetID},
			change: map[string]any{"tags": map[string]any{"a": "1"}}, replace: map[string]any{"subnet_id": otherSubnetID},
			importID: byID, identity: located(consumedBy), required: []string{"id"},
			remove: func(_ *testing.T, cloud *acctest.Cloud, state map[string]any) {
				cloud.RemoveEndpoint(text(state, "id"))
			},
		},
		"connection": {
			resource: "opentelekomcloud_vpcep_connection", account: ownedBy,
			cloud: func(t *testing.T, options emulator.Options) *acctest.Cloud {
				t.Helper()
				cloud := asked(t, options)
				cloud.AddEndpoint(emulator.Endpoint{ID: secondEndpointID, ServiceID: askingServiceID, Status: emulator.StatusPendingAcceptance})
				return cloud
			},
			config: map[string]any{"service_id": askingServiceID, "endpoint_id": waitingEndpointID, "status": "accepted"},
			change: map[string]any{"status": "rejected"}, replace: map[string]any{"endpoint_id": secondEndpointID},
			importID: func(state map[string]any) string { return text(state, "service_id") + "/" + text(state, "endpoint_id") },
			identity: func(_ *acctest.Cloud, state map[string]any) map[string]any {
				return map[string]any{"service_id": askingServiceID, "endpoint_id": text(state, "endpoint_id")}
			},
			required: []string{"service_id", "endpoint_id"},
			remove: func(_ *testing.T, cloud *acctest.Cloud, state map[string]any) {
				cloud.RemoveEndpoint(text(state, "endpoint_id"))
			},
		},
		"permission": {
			resource: "opentelekomcloud_vpcep_service_permission", cloud: consumed, account: ownedBy,
			config: map[string]any{"service_id": askingServiceID, "permission": accountA},
			change: map[string]any{"reject_connections_on_revoke": false}, replace: map[string]any{"permission": domain + accountB},
			importID: func(state map[string]any) string { return text(state, "service_id") + "/" + text(state, "permission") },
			identity: func(_ *acctest.Cloud, state map[string]any) map[string]any {
				entry := text(state, "permission")
				if entry == accountA {
					entry = domain + entry
				}
				return map[string]any{"service_id": askingServiceID, "permission": entry}
			},
			required: []string{"service_id", "permission"},
			remove: func(t *testing.T, cloud *acctest.Cloud, state map[string]any) {
				t.Helper()
				if err := cloud.SetPermissions(text(state, "service_id")); err != nil {
					t.Fatal(err)
				}
			},
		},
	}
}

const secondEndpointID = "805290f3-0d00-41f2-aedc-71f09844e879"

func eachWithIdentity(t *testing.T, test func(t *testing.T, r withIdentity, cloud *acctest.Cloud, p *acctest.Protocol)) {
	t.Helper()
	for name, r := range resourcesWithIdentity() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := r.cloud(t, emulator.Options{})
			test(t, r, cloud, cloud.NewProtocol(t, r.account(cloud), nil))
		})
	}
}

// with returns arguments with others added.
func with(config, more map[string]any) map[string]any {
	merged := maps.Clone(config)
	maps.Copy(merged, more)
	return merged
}

// mustHaveIdentity checks that an operation succeeded, and that its result has the identity of the resource.
func (r withIdentity) mustHaveIdentity(
	t *testing.T, cloud *acctest.Cloud, operation string, got acctest.Instance, diags acctest.Diagnostics,
) {
	t.Helper()
	if diags.HasError() || got.State == nil {
		t.Fatalf("%s: %+v %s", operation, got.State, diags)
	}
	if diff := cmp.Diff(r.identity(cloud, got.State), got.Identity); diff != "" {
		t.Errorf("%s: identity (-want +got):\n%s", operation, diff)
	}
}

// The identity is there after each operation, stays the same, and follows a replacement.
func TestAccIdentityThroughoutTheLifeCycle(t *testing.T) {
	t.Parallel()
	eachWithIdentity(t, func(t *testing.T, r withIdentity, cloud *acctest.Cloud, p *acctest.Protocol) {
		ctx := t.Context()
		created, diags := p.Apply(ctx, t, r.resource, acctest.Instance{}, r.config)
		r.mustHaveIdentity(t, cloud, "create", created, diags)
		read, diags := p.Read(ctx, t, r.resource, created)
		r.mustHaveIdentity(t, cloud, "read", read, diags)
		changed, diags := p.Apply(ctx, t, r.resource, read, with(r.config, r.change))
		r.mustHaveIdentity(t, cloud, "update", changed, diags)
		if diff := cmp.Diff(created.Identity, changed.Identity); diff != "" {
			t.Errorf("identity after an update (-want +got):\n%s", diff)
		}
		replaced, diags := p.Apply(ctx, t, r.resource, changed, with(r.config, r.replace))
		r.mustHaveIdentity(t, cloud, "replacement", replaced, diags)
		if cmp.Equal(created.Identity, replaced.Identity) {
			t.Errorf("the new resource has the old identity %v", replaced.Identity)
		}
		gone, diags := p.Apply(ctx, t, r.resource, replaced, nil)
		if diags.HasError() || gone.State != nil || gone.Identity != nil {
			t.Errorf("destroy: %+v %s", gone, diags)
		}
	})
}

// States that an earlier version of the provider wrote have no identity. Whatever comes first, sets it.
func TestAccStateWithoutIdentity(t *testing.T) {
	t.Parallel()
	eachWithIdentity(t, func(t *testing.T, r withIdentity, cloud *acctest.Cloud, p *acctest.Protocol) {
		ctx := t.Context()
		created, diags := p.Apply(ctx, t, r.resource, acctest.Instance{}, r.config)
		r.mustHaveIdentity(t, cloud, "create", created, diags)
		created.Identity = nil
		read, diags := p.Read(ctx, t, r.resource, created)
		r.mustHaveIdentity(t, cloud, "read", read, diags)
		changed, diags := p.Apply(ctx, t, r.resource, created, with(r.config, r.change))
		r.mustHaveIdentity(t, cloud, "update without refresh", changed, diags)
		changed.Identity = nil
		r.remove(t, cloud, changed.State)
		gone, diags := p.Read(ctx, t, r.resource, changed)
		if len(diags) > 0 || gone.State != nil {
			t.Errorf("read of what is gone: %+v %s", gone, diags)
		}
		created, diags = p.Apply(ctx, t, r.resource, acctest.Instance{}, with(r.config, r.replace))
		r.mustHaveIdentity(t, cloud, "create", created, diags)
		created.Identity = nil
		if left, diags := p.Apply(ctx, t, r.resource, created, nil); diags.HasError() || left.State != nil {
			t.Errorf("destroy without refresh: %+v %s", left, diags)
		}
	})
}

// An import by the whole identity, by its required part and by the id have the same result.
func TestAccImportByIdentity(t *testing.T) {
	t.Parallel()
	eachWithIdentity(t, func(t *testing.T, r withIdentity, cloud *acctest.Cloud, p *acctest.Protocol) {
		ctx := t.Context()
		created, diags := p.Apply(ctx, t, r.resource, acctest.Instance{}, r.config)
		r.mustHaveIdentity(t, cloud, "create", created, diags)
		part := map[string]any{}
		for _, attribute := range r.required {
			part[attribute] = created.Identity[attribute]
		}
		byPart, diags := p.ImportByIdentity(ctx, t, r.resource, part)
		r.mustHaveIdentity(t, cloud, "import by a part of the identity", byPart, diags)
		whole, diags := p.ImportByIdentity(ctx, t, r.resource, created.Identity)
		r.mustHaveIdentity(t, cloud, "import by the identity", whole, diags)
		byID, diags := p.Import(ctx, t, r.resource, r.importID(byPart.State))
		r.mustHaveIdentity(t, cloud, "import by the id", byID, diags)
		for name, other := range map[string]acctest.Instance{"identity": whole, "id": byID} {
			if diff := cmp.Diff(byPart.State, other.State); diff != "" {
				t.Errorf("imported by the %s (-want +got):\n%s", name, diff)
			}
		}
		asConfigured, diags := p.Import(ctx, t, r.resource, r.importID(created.State))
		r.mustHaveIdentity(t, cloud, "import by the id as configured", asConfigured, diags)

		r.remove(t, cloud, byPart.State)
		p = cloud.NewProtocol(t, r.account(cloud), nil) // the lists of the reads above are used for a second
		if gone, diags := p.ImportByIdentity(ctx, t, r.resource, part); len(diags) > 0 || gone.State != nil {
			t.Errorf("import of what is gone: %+v %s", gone, diags)
		}
	})
}

// What cannot be imported is an error that names the attribute and the value.
func TestAccImportByWrongIdentity(t *testing.T) {
	t.Parallel()
	r := resourcesWithIdentity()
	for name, test := range map[string]struct {
		of       withIdentity
		identity map[string]any
		says     []string
	}{
		"service, no UUID": {r["service"], map[string]any{"id": "shop"}, []string{
			"Unable to import VPC Endpoint Service", `id is "shop", which is not a UUID`,
		}},
		"service, empty id": {r["service"], map[string]any{"id": ""}, []string{`id is "", which is not a UUID`}},
		"service in another region": {r["service"], map[string]any{"id": openServiceID, "region": "eu-nl"}, []string{
			`The identity has the region "eu-nl", and the provider works in "eu-de"`, "remove region from the identity",
		}},
		"endpoint in another project": {r["endpoint"], map[string]any{"id": waitingEndpointID, "project_id": "0123"}, []string{
			"Unable to import VPC Endpoint", `The identity has the project_id "0123", and the provider is signed in to the project "`,
		}},
		"connection, service": {r["connection"], map[string]any{"service_id": "a/b", "endpoint_id": waitingEndpointID}, []string{
			"Unable to import VPC Endpoint Connection", `service_id is "a/b", which is not a UUID`,
		}},
		"connection, endpoint": {r["connection"], map[string]any{"service_id": askingServiceID, "endpoint_id": ""}, []string{
			`endpoint_id is "", which is not a UUID`,
		}},
		"permission, service": {r["permission"], map[string]any{"service_id": "", "permission": "*"}, []string{
			"Unable to import VPC Endpoint Service Permission", `service_id is "", which is not a UUID`,
		}},
		"permission": {r["permission"], map[string]any{"service_id": askingServiceID, "permission": "iam:domain::"}, []string{
			`permission is "iam:domain::", which names no account`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := test.of.cloud(t, emulator.Options{})
			p := cloud.NewProtocol(t, test.of.account(cloud), nil)
			_, diags := p.ImportByIdentity(t.Context(), t, test.of.resource, test.identity)
			if !diags.HasError() {
				t.Error("no error")
			}
			mustSay(t, diags.String(), test.says...)
			if n := cloud.Count(emulator.OpShowService, emulator.OpShowEndpoint); n > 0 {
				t.Errorf("%d requests for the object", n)
			}
		})
	}
}

// An import by an id that is none is an error, too, and asks the cloud for nothing.
func TestAccImportByWrongID(t *testing.T) {
	t.Parallel()
	eachWithIdentity(t, func(t *testing.T, r withIdentity, cloud *acctest.Cloud, p *acctest.Protocol) {
		_, diags := p.Import(t.Context(), t, r.resource, "shop")
		mustSay(t, diags.String(), "Unable to import", `"shop"`)
		if requests := cloud.Requests(); len(requests) > 0 {
			t.Errorf("%d requests", len(requests))
		}
	})
}

// A provider without a region has identities without it, and imports from any region.
func TestAccIdentityWithoutRegion(t *testing.T) {
	t.Parallel()
	r := resourcesWithIdentity()["service"]
	cloud := r.cloud(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{})
	p := cloud.NewProtocol(t, cloud.Owner(), map[string]any{
		"region": nil, "endpoints": map[string]any{"vpcep": cloud.URL + "/vpcep"}, "tenant_name": nil, "tenant_id": cloud.Owner().ProjectID,
	})
	imported, diags := p.ImportByIdentity(t.Context(), t, r.resource, map[string]any{"id": id, "region": "eu-nl"})
	if diags.HasError() {
		t.Fatal(diags)
	}
	want := map[string]any{"id": id, "region": nil, "project_id": cloud.Owner().ProjectID}
	if diff := cmp.Diff(want, imported.Identity); diff != "" {
		t.Errorf("identity (-want +got):\n%s", diff)
	}
}

// A create with an unknown outcome leaves a state without an id. Each way on ends with the real identity, or with none.
func TestAccIdentityOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"service", "endpoint"} {
		r, k := resourcesWithIdentity()[name], kinds()[name]
		// The request is lost; the search for its result ends with the timeout.
		unknown := func(t *testing.T, fault string) (*acctest.Cloud, *acctest.Protocol, acctest.Instance) {
			t.Helper()
			cloud := r.cloud(t, emulator.Options{})
			p := cloud.NewProtocol(t, r.account(cloud), map[string]any{"max_retries": 0})
			cloud.AddFaults(t, k.create+" "+fault+" times=1")
			left, diags := p.Apply(t.Context(), t, r.resource, acctest.Instance{}, with(r.config, map[string]any{
				"timeouts": map[string]any{"create": "2s"},
			}))
			if !diags.HasError() || left.State == nil || left.State["id"] != nil {
				t.Fatalf("the outcome is not unknown: %+v %s", left.State, diags)
			}
			return cloud, p, left
		}
		t.Run(name+", not created, refreshed", func(t *testing.T) {
			t.Parallel()
			_, p, left := unknown(t, "502")
			if gone, diags := p.Read(t.Context(), t, r.resource, left); diags.HasError() || gone.State != nil {
				t.Errorf("got %+v %s", gone.State, diags)
			}
		})
		t.Run(name+", not created, applied without refresh", func(t *testing.T) {
			t.Parallel()
			cloud, p, left := unknown(t, "502")
			created, diags := p.Apply(t.Context(), t, r.resource, left, r.config)
			r.mustHaveIdentity(t, cloud, "apply", created, diags)
		})
		t.Run(name+", created, refreshed", func(t *testing.T) {
			t.Parallel()
			cloud, p, left := unknown(t, "late delay=4s")
			found, diags := p.Read(t.Context(), t, r.resource, left)
			r.mustHaveIdentity(t, cloud, "read", found, diags)
		})
		t.Run(name+", created, applied without refresh", func(t *testing.T) {
			t.Parallel()
			cloud, p, left := unknown(t, "late delay=4s")
			found, diags := p.Apply(t.Context(), t, r.resource, left, r.config)
			r.mustHaveIdentity(t, cloud, "apply", found, diags)
		})
		t.Run(name+", interrupted", func(t *testing.T) {
			t.Parallel()
			cloud := r.cloud(t, emulator.Options{})
			p := cloud.NewProtocol(t, r.account(cloud), nil)
			cloud.AddFaults(t, k.create+" slow-after delay=1m times=1")
			ctx, interrupt := context.WithCancel(t.Context())
			go func() {
				awaitRequests(t, nil, cloud, k.create, 1)
				interrupt()
			}()
			left, diags := p.Apply(ctx, t, r.resource, acctest.Instance{}, r.config)
			if diags.HasError() || left.State == nil || left.State["id"] != nil {
				t.Fatalf("an interruption is not a warning: %+v %s", left.State, diags)
			}
			found, diags := p.Read(t.Context(), t, r.resource, left)
			r.mustHaveIdentity(t, cloud, "read", found, diags)
		})
	}
}

// Once a replacement's create has an unknown outcome, the state does not have the identity of what was replaced.
func TestAccIdentityOfUnknownReplacement(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"service", "endpoint"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, k := resourcesWithIdentity()[name], kinds()[name]
			cloud := r.cloud(t, emulator.Options{})
			p := cloud.NewProtocol(t, r.account(cloud), map[string]any{"max_retries": 0})
			limited := with(r.config, map[string]any{"timeouts": map[string]any{"create": "2s"}})
			created, diags := p.Apply(t.Context(), t, r.resource, acctest.Instance{}, limited)
			r.mustHaveIdentity(t, cloud, "create", created, diags)
			cloud.AddFaults(t, k.create+" 502 times=1")
			left, diags := p.Apply(t.Context(), t, r.resource, created, with(limited, r.replace))
			if !diags.HasError() || left.State == nil || left.Identity["id"] == created.Identity["id"] {
				t.Errorf("got %+v with the identity %v: %s", left.State, left.Identity, diags)
			}
		})
	}
}
