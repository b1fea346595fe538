package lifecycle

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// Behavior is set by Metadata of the resources. The identity is mutable because a create with an unknown outcome leaves a state
// without an id: the framework requires an identity there, too, and the real one is known only later.
var Behavior = resource.ResourceBehavior{MutableIdentity: true}

// Identity is the identity of an object. The id alone is enough to import it. Region and project say where it is, because the API
// finds an id only in the project that the provider is signed in to.
type Identity struct {
	ID        types.String `tfsdk:"id"` // "" if the outcome of the create is unknown
	Region    types.String `tfsdk:"region"`
	ProjectID types.String `tfsdk:"project_id"`
}

// Location is where the provider works.
type Location interface {
	// Region returns the region, or "" if it is not known.
	Region() string
	// ProjectID returns the id of the project. It may sign in.
	ProjectID(ctx context.Context) (string, error)
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource[M, T, P]) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		"id": identityschema.StringAttribute{RequiredForImport: true, Description: "The id."},
		"region": identityschema.StringAttribute{
			OptionalForImport: true,
			Description:       "The region. If it is set, it must be the region of the provider.",
		},
		"project_id": identityschema.StringAttribute{
			OptionalForImport: true,
			Description:       "The id of the project. If it is set, it must be the project that the provider is signed in to.",
		},
	}}
}

// NewIdentity returns the identity of an object.
func NewIdentity(of Common, location Location) Identity {
	identity := Identity{ID: types.StringValue(of.ID.ValueString()), ProjectID: framework.NullIfUnknown(*of.ProjectID)}
	if region := location.Region(); region != "" {
		identity.Region = types.StringValue(region)
	}
	return identity
}

// ImportState implements resource.ResourceWithImportState.
func (r *Resource[M, T, P]) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	id := path.Root("id")
	resource.ImportStatePassthroughWithIdentity(ctx, id, id, req, resp)
	var imported types.String
	if resp.Diagnostics.Append(resp.State.GetAttribute(ctx, id, &imported)...); resp.Diagnostics.HasError() {
		return
	}
	operation := "import " + P(new(M)).Title()
	if problem := framework.UUIDProblem("id", imported.ValueString()); problem != "" {
		resp.Diagnostics.AddError("Unable to "+operation, problem)
		return
	}
	if req.ID == "" {
		resp.Diagnostics.Append(r.checkLocation(ctx, operation, req.Identity)...)
	}
}

// checkLocation checks that the provider works where an identity says that the object is.
func (r *Resource[M, T, P]) checkLocation(ctx context.Context, operation string, given *tfsdk.ResourceIdentity) diag.Diagnostics {
	var identity Identity
	diags := given.Get(ctx, &identity)
	if diags.HasError() {
		return diags
	}
	const advice = "Import it with the provider configuration for %s, which the argument provider of the import block selects, " +
		"or remove %s from the identity."
	region, of := identity.Region.ValueString(), r.Location.Region()
	if region != "" && of != "" && region != of {
		diags.AddError("Unable to "+operation, fmt.Sprintf("The identity has the region %q, and the provider works in %q.\n\n"+advice,
			region, of, region, "region"))
		return diags
	}
	project := identity.ProjectID.ValueString()
	if project == "" {
		return diags
	}
	signedIn, err := r.Location.ProjectID(ctx)
	switch {
	case err != nil:
		diags.Append(r.APIError(operation, err))
	case project != signedIn:
		diags.AddError("Unable to "+operation, fmt.Sprintf("The identity has the project_id %q, and the provider is signed in to the project %q."+
			"\n\n"+advice, project, signedIn, "that project", "project_id"))
	}
	return diags
}
