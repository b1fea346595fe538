package acctest

import (
	"context"
	"encoding/json"
	"maps"
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

// Protocol calls the provider's server in the test process as Terraform does. It is for features that the CLI may be too old
// for. Values of resources, identities and configurations are maps as encoding/json decodes them; absent attributes are null.
type Protocol struct {
	Server     tfprotov6.ProviderServer
	schemas    *tfprotov6.GetProviderSchemaResponse
	identities map[string]*tfprotov6.ResourceIdentitySchema
}

// Instance is a resource instance in the state.
type Instance struct {
	State    map[string]any // nil if there is no resource
	Identity map[string]any // nil if there is no identity
	Private  []byte
}

// Diagnostics are the messages of the provider.
type Diagnostics []*tfprotov6.Diagnostic

// HasError reports whether a message is an error.
func (d Diagnostics) HasError() bool {
	for _, message := range d {
		if message.Severity == tfprotov6.DiagnosticSeverityError {
			return true
		}
	}
	return false
}

// String returns the text of all messages.
func (d Diagnostics) String() string {
	var text string
	for _, message := range d {
		text += message.Severity.String() + ": " + message.Summary + "\n" + message.Detail + "\n"
	}
	return text
}

// NewProtocol returns a server that is not configured.
func NewProtocol(t *testing.T) *Protocol {
	t.Helper()
	p := &Protocol{Server: provider.NewServer("test")}
	var err error
	if p.schemas, err = p.Server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		t.Fatal(err)
	}
	identities, err := p.Server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	p.identities = identities.IdentitySchemas
	return p
}

// NewProtocol returns a server that is configured for an account of the emulator, with optional further arguments.
func (c *Cloud) NewProtocol(t *testing.T, account emulator.Account, more map[string]any) *Protocol {
	t.Helper()
	p := NewProtocol(t)
	config := map[string]any{
		"auth_url": c.URL + "/v3", "region": "eu-de", "user_name": account.UserName, "password": account.Password,
		"domain_name": account.DomainName, "tenant_name": account.ProjectName,
	}
	maps.Copy(config, more)
	configured, err := p.Server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{
		Config: encode(t, config, p.schemas.Provider.ValueType()),
	})
	if err != nil || len(configured.Diagnostics) > 0 {
		t.Fatal(err, Diagnostics(configured.Diagnostics))
	}
	return p
}

// Apply plans the configuration and applies the plan, and replaces the resource if the plan requires it. No configuration
// destroys it.
func (p *Protocol) Apply(
	ctx context.Context, t *testing.T, resource string, prior Instance, config map[string]any,
) (Instance, Diagnostics) {
	t.Helper()
	planned := p.Plan(ctx, t, resource, prior, config)
	if planned.Diagnostics.HasError() {
		return prior, planned.Diagnostics
	}
	if planned.Replaces {
		if left, destroyed := p.Apply(ctx, t, resource, prior, nil); destroyed.HasError() {
			return left, destroyed
		}
		// Terraform plans again as for a new resource, but with the planned identity.
		replacing := planned.Diagnostics
		planned = p.Plan(ctx, t, resource, Instance{Identity: p.identity(t, resource, planned.identity)}, config)
		planned.Diagnostics = append(replacing, planned.Diagnostics...)
		if planned.Diagnostics.HasError() {
			return Instance{}, planned.Diagnostics
		}
	}
	applied, diags := p.ApplyPlanned(ctx, t, planned)
	return applied, append(planned.Diagnostics, diags...)
}

// Planned is a planned change of a resource.
type Planned struct {
	Diagnostics Diagnostics
	Changes     bool // the planned state differs from the prior state
	Replaces    bool // the resource has to be replaced

	resource string
	prior    Instance
	config   map[string]any
	state    *tfprotov6.DynamicValue
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// ApplyPlanned applies a plan, which may come from another Protocol.
func (p *Protocol) ApplyPlanned(ctx context.Context, t *testing.T, planned Planned) (Instance, Diagnostics) {
	t.Helper()
	applied, err := p.Server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: planned.resource, Config: p.value(t, planned.resource, planned.config),
		PriorState:   p.value(t, planned.resource, planned.prior.State),
		PlannedState: planned.state, PlannedPrivate: planned.private, PlannedIdentity: planned.identity,
	})
	if err != nil {
		t.Fatal(err)
	}
	return Instance{
		State: p.state(t, planned.resource, applied.NewState), Identity: p.identity(t, planned.resource, applied.NewIdentity),
		Private: applied.Private,
	}, applied.Diagnostics
}

// Plan plans a configuration. A nil config plans the destruction.
func (p *Protocol) Plan(ctx context.Context, t *testing.T, resource string, prior Instance, config map[string]any) Planned {
	t.Helper()
	proposed := maps.Clone(config)
	for _, a := range p.schemas.ResourceSchemas[resource].Block.Attributes {
		if a.Computed && config != nil && config[a.Name] == nil {
			proposed[a.Name] = prior.State[a.Name]
		}
	}
	planned, err := p.Server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: p.value(t, resource, prior.State), ProposedNewState: p.value(t, resource, proposed),
		Config: p.value(t, resource, config), PriorPrivate: prior.Private, PriorIdentity: p.identityData(t, resource, prior.Identity),
	})
	if err != nil {
		t.Fatal(err)
	}
	change := Planned{
		Diagnostics: planned.Diagnostics, Replaces: len(planned.RequiresReplace) > 0,
		resource: resource, prior: prior, config: config,
		state: planned.PlannedState, private: planned.PlannedPrivate, identity: planned.PlannedIdentity,
	}
	if !change.Diagnostics.HasError() {
		as := p.schemas.ResourceSchemas[resource].ValueType()
		change.Changes = !unmarshal(t, planned.PlannedState, as).Equal(unmarshal(t, p.value(t, resource, prior.State), as))
	}
	return change
}

// Read refreshes a resource.
func (p *Protocol) Read(ctx context.Context, t *testing.T, resource string, current Instance) (Instance, Diagnostics) {
	t.Helper()
	read, err := p.Server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: resource, CurrentState: p.value(t, resource, current.State), Private: current.Private,
		CurrentIdentity: p.identityData(t, resource, current.Identity),
	})
	if err != nil {
		t.Fatal(err)
	}
	return Instance{
		State: p.state(t, resource, read.NewState), Identity: p.identity(t, resource, read.NewIdentity), Private: read.Private,
	}, read.Diagnostics
}

// Move moves the state of a resource of another type or provider, which is JSON, and reads it.
func (p *Protocol) Move(ctx context.Context, t *testing.T, from, to, state string) (Instance, Diagnostics) {
	t.Helper()
	moved, err := p.Server.MoveResourceState(ctx, &tfprotov6.MoveResourceStateRequest{
		SourceTypeName: from, TargetTypeName: to, SourceState: &tfprotov6.RawState{JSON: []byte(state)},
	})
	if err != nil || Diagnostics(moved.Diagnostics).HasError() {
		t.Fatal(err, Diagnostics(moved.Diagnostics))
	}
	return p.Read(ctx, t, to, Instance{
		State: p.state(t, to, moved.TargetState), Identity: p.identity(t, to, moved.TargetIdentity), Private: moved.TargetPrivate,
	})
}

// Import imports a resource by its id and reads it.
func (p *Protocol) Import(ctx context.Context, t *testing.T, resource, id string) (Instance, Diagnostics) {
	t.Helper()
	return p.imported(ctx, t, &tfprotov6.ImportResourceStateRequest{TypeName: resource, ID: id})
}

// ImportByIdentity imports a resource by its identity and reads it.
func (p *Protocol) ImportByIdentity(ctx context.Context, t *testing.T, resource string, identity map[string]any) (Instance, Diagnostics) {
	t.Helper()
	return p.imported(ctx, t, &tfprotov6.ImportResourceStateRequest{
		TypeName: resource, Identity: p.identityData(t, resource, identity),
	})
}

func (p *Protocol) imported(ctx context.Context, t *testing.T, req *tfprotov6.ImportResourceStateRequest) (Instance, Diagnostics) {
	t.Helper()
	resp, err := p.Server.ImportResourceState(ctx, req)
	if err != nil {
		t.Fatal(err)
	}
	if diags := Diagnostics(resp.Diagnostics); diags.HasError() {
		return Instance{}, diags
	}
	only := resp.ImportedResources[0]
	return p.Read(ctx, t, req.TypeName, Instance{
		State: p.state(t, req.TypeName, only.State), Identity: p.identity(t, req.TypeName, only.Identity), Private: only.Private,
	})
}

// ListResult is a result of a list resource.
type ListResult struct {
	DisplayName string
	Identity    map[string]any
	Resource    map[string]any // nil if it was not requested
}

// List lists resources. A limit of 0 is none. It ends at the first error.
func (p *Protocol) List(
	ctx context.Context, t *testing.T, resource string, config map[string]any, limit int64, includeResource bool,
) (results []ListResult, diags Diagnostics) {
	t.Helper()
	server, ok := p.Server.(tfprotov6.ListResourceServer)
	if !ok {
		t.Fatalf("%T has no list resources", p.Server)
	}
	encoded := encode(t, config, p.schemas.ListResourceSchemas[resource].ValueType())
	validated, err := server.ValidateListResourceConfig(ctx, &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: resource, Config: encoded,
	})
	if err != nil {
		t.Fatal(err)
	}
	if diags = validated.Diagnostics; diags.HasError() {
		return nil, diags
	}
	stream, err := server.ListResource(ctx, &tfprotov6.ListResourceRequest{
		TypeName: resource, Config: encoded, Limit: limit, IncludeResource: includeResource,
	})
	if err != nil {
		t.Fatal(err)
	}
	for result := range stream.Results {
		if diags = append(diags, result.Diagnostics...); diags.HasError() {
			return results, diags
		}
		listed := ListResult{DisplayName: result.DisplayName, Identity: p.identity(t, resource, result.Identity)}
		if includeResource {
			listed.Resource = p.state(t, resource, result.Resource)
		}
		results = append(results, listed)
	}
	return results, diags
}

func (p *Protocol) value(t *testing.T, resource string, value map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	return encode(t, value, p.schemas.ResourceSchemas[resource].ValueType())
}

func (p *Protocol) state(t *testing.T, resource string, value *tfprotov6.DynamicValue) map[string]any {
	t.Helper()
	return decode(t, value, p.schemas.ResourceSchemas[resource].ValueType())
}

// identityData returns an identity as Terraform sends it: none if it is null.
func (p *Protocol) identityData(t *testing.T, resource string, value map[string]any) *tfprotov6.ResourceIdentityData {
	t.Helper()
	if value == nil {
		return nil
	}
	return &tfprotov6.ResourceIdentityData{IdentityData: encode(t, value, p.identities[resource].ValueType())}
}

func (p *Protocol) identity(t *testing.T, resource string, data *tfprotov6.ResourceIdentityData) map[string]any {
	t.Helper()
	if data == nil {
		return nil
	}
	return decode(t, data.IdentityData, p.identities[resource].ValueType())
}

func encode(t *testing.T, value map[string]any, as tftypes.Type) *tfprotov6.DynamicValue {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	//nolint:staticcheck // deprecated for use outside of the plugin protocol's libraries
	decoded, err := tftypes.ValueFromJSON(text, as)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := tfprotov6.NewDynamicValue(as, decoded)
	if err != nil {
		t.Fatal(err)
	}
	return &encoded
}

func decode(t *testing.T, value *tfprotov6.DynamicValue, as tftypes.Type) map[string]any {
	t.Helper()
	if value == nil {
		return nil
	}
	object, _ := plain(t, unmarshal(t, value, as)).(map[string]any)
	return object
}

func unmarshal(t *testing.T, value *tfprotov6.DynamicValue, as tftypes.Type) tftypes.Value {
	t.Helper()
	decoded, err := value.Unmarshal(as)
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}

// plain returns a value as encoding/json would decode it.
func plain(t *testing.T, value tftypes.Value) any {
	t.Helper()
	var err error
	defer func() {
		if err != nil {
			t.Fatal(err)
		}
	}()
	if value.IsNull() {
		return nil
	}
	switch is := value.Type(); {
	case is.Is(tftypes.String):
		var text string
		err = value.As(&text)
		return text
	case is.Is(tftypes.Bool):
		var b bool
		err = value.As(&b)
		return b
	case is.Is(tftypes.Number):
		number := new(big.Float)
		err = value.As(&number)
		f, _ := number.Float64()
		return f
	case is.Is(tftypes.List{}), is.Is(tftypes.Set{}):
		var elements []tftypes.Value
		err = value.As(&elements)
		list := make([]any, len(elements))
		for i, element := range elements {
			list[i] = plain(t, element)
		}
		return list
	default:
		var elements map[string]tftypes.Value
		err = value.As(&elements)
		object := make(map[string]any, len(elements))
		for name, element := range elements {
			object[name] = plain(t, element)
		}
		return object
	}
}
