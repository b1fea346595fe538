package setwire_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework/setwire"
)

// read reads a set, whichever type it has.
func read(ctx context.Context, native bool, state *tfsdk.State, name string) attr.Value {
	if native {
		var v types.Set
		_ = state.GetAttribute(ctx, path.Root(name), &v)
		return v
	}
	var v types.List
	_ = state.GetAttribute(ctx, path.Root(name), &v)
	return v
}

func texts(v attr.Value) (shown []string) {
	switch v := v.(type) {
	case types.List:
		for _, e := range v.Elements() {
			shown = append(shown, e.String())
		}
	case types.Set:
		for _, e := range v.Elements() {
			shown = append(shown, e.String())
		}
	}
	return shown
}

func servers() (native, wrapped tfprotov6.ProviderServer) {
	return providerserver.NewProtocol6(&testProvider{native: true})(), newServer(&testProvider{})
}

// newServer returns the server of a provider that has lists.
func newServer(p *testProvider) setwire.Server {
	return setwire.NewServer(p, providerserver.NewProtocol6(p)().(setwire.Server)) //nolint:errcheck,forcetypeassert // panics in a test
}

var (
	portType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"client_port": tftypes.Number, "server_port": tftypes.Number, "protocol": tftypes.String,
	}}
	thingType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"id": tftypes.String, "revision": tftypes.String, "lines": tftypes.List{ElementType: tftypes.String},
		"texts": tftypes.List{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{"ports": tftypes.String}}},
		"ports": tftypes.Set{ElementType: portType}, "names": tftypes.Set{ElementType: tftypes.String},
	}}
)

// port makes an element; a nil is null.
func port(client, server, protocol any) tftypes.Value {
	return tftypes.NewValue(portType, map[string]tftypes.Value{
		"client_port": tftypes.NewValue(tftypes.Number, client), "server_port": tftypes.NewValue(tftypes.Number, server),
		"protocol": tftypes.NewValue(tftypes.String, protocol),
	})
}

func ports(elements ...tftypes.Value) tftypes.Value {
	return tftypes.NewValue(tftypes.Set{ElementType: portType}, elements)
}

// names makes a set of texts; a nil is null.
func names(elements ...any) tftypes.Value {
	list := []tftypes.Value{}
	for _, e := range elements {
		list = append(list, tftypes.NewValue(tftypes.String, e))
	}
	return tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, list)
}

var (
	noNames      = tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, nil)
	unknownNames = tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, tftypes.UnknownValue)
)

func thingOf(id any, ports, names tftypes.Value) tftypes.Value {
	of := map[string]tftypes.Value{}
	for name, t := range thingType.AttributeTypes {
		of[name] = tftypes.NewValue(t, nil)
	}
	of["id"], of["revision"] = tftypes.NewValue(tftypes.String, id), tftypes.NewValue(tftypes.String, id)
	of["ports"], of["names"] = ports, names
	return tftypes.NewValue(thingType, of)
}

func encoded(t *testing.T, v tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// decoded reads an answer as Terraform does: as sets.
func decoded(t *testing.T, d *tfprotov6.DynamicValue, as tftypes.Type) tftypes.Value {
	t.Helper()
	if d == nil {
		return tftypes.NewValue(as, nil)
	}
	v, err := d.Unmarshal(as)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func attributes(t *testing.T, v tftypes.Value) map[string]tftypes.Value {
	t.Helper()
	of := map[string]tftypes.Value{}
	if err := v.As(&of); err != nil {
		t.Fatal(err)
	}
	return of
}
