package vpcep

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Types of quotas.
const (
	quotaOfServices  = "endpoint_service"
	quotaOfEndpoints = "endpoint"
)

// planQuotas counts the services and endpoints that one run of Terraform creates and deletes, and compares them with the quotas
// of the project. Like planChecks, it compares nothing after the first write.
type planQuotas struct {
	off bool

	mu      sync.Mutex
	planned map[string]*plannedNumbers // by type of quota

	requested sync.Once
	quotas    map[string]vpcep.Quota // by type; empty if they cannot be read
}

// plannedNumbers are what is planned for the resources of one type.
type plannedNumbers struct {
	created   int64
	undecided map[string]bool // ids that are read, and may still be planned to be deleted
	deleted   map[string]bool // ids that are deleted or replaced

	warned, refused bool
}

func newPlanQuotas(cloud *otc.Client) *planQuotas {
	numbers := func() *plannedNumbers {
		return &plannedNumbers{undecided: map[string]bool{}, deleted: map[string]bool{}}
	}
	return &planQuotas{
		off: cloud.SkipPlanChecks(), planned: map[string]*plannedNumbers{quotaOfServices: numbers(), quotaOfEndpoints: numbers()},
	}
}

// refreshes records that Terraform begins to refresh a resource, which it does before it plans it, unless it plans to delete it.
func (q *planQuotas) refreshes(ctx context.Context, kind string, req resource.ReadRequest) {
	if id, ok := q.idOf(ctx, &req.State); ok {
		q.mu.Lock()
		defer q.mu.Unlock()
		if n := q.planned[kind]; !n.deleted[id] {
			n.undecided[id] = true
		}
	}
}

// refreshed records the result of a refresh.
func (q *planQuotas) refreshed(
	ctx context.Context, client *vpcep.Client, kind string, req resource.ReadRequest, resp *resource.ReadResponse,
) {
	id, ok := q.idOf(ctx, &req.State)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	if resp.State.Raw.IsNull() {
		q.mu.Lock()
		delete(q.planned[kind].undecided, id)
		q.mu.Unlock()
	}
	q.check(ctx, client, kind, &resp.Diagnostics)
}

// plans records what is planned for a resource.
func (q *planQuotas) plans(
	ctx context.Context, client *vpcep.Client, kind string, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	if q == nil || q.off || resp.Diagnostics.HasError() {
		return
	}
	isNew, isDeleted := req.State.Raw.IsNull(), resp.Plan.Raw.IsNull() || len(resp.RequiresReplace) > 0
	var id string
	if !isNew {
		var ok bool
		if id, ok = q.idOf(ctx, &req.State); !ok || id == "" { // created before, with an unknown outcome
			return
		}
	}
	q.record(kind, id, isNew, isDeleted)
	q.check(ctx, client, kind, &resp.Diagnostics)
}

// idOf returns the id of a resource in lower case. ok is false if quotas are not checked.
func (q *planQuotas) idOf(ctx context.Context, state *tfsdk.State) (id string, ok bool) {
	var value types.String
	if q == nil || q.off || state.GetAttribute(ctx, path.Root("id"), &value).HasError() {
		return "", false
	}
	return strings.ToLower(value.ValueString()), true
}

// record records what is planned for a resource.
func (q *planQuotas) record(kind, id string, isNew, isDeleted bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.planned[kind]
	if isNew {
		n.created++
		return
	}
	delete(n.undecided, id)
	delete(n.deleted, id)
	if isDeleted {
		n.deleted[id] = true
	}
}

// check adds a warning or an error to the first response that shows that the quota does not suffice. It requests the quotas once, if
// something is created.
func (q *planQuotas) check(ctx context.Context, client *vpcep.Client, kind string, diags *diag.Diagnostics) {
	q.mu.Lock()
	creates := q.planned[kind].created > 0
	q.mu.Unlock()
	if !creates || client.HasWritten() {
		return
	}
	q.requested.Do(func() {
		var refused diag.Diagnostics
		q.quotas, refused = requestQuotas(ctx, client)
		diags.Append(refused...)
	})
	if q.exceeds(kind) {
		settle(ctx)
		diags.Append(q.exceeded(kind)...)
	}
}

// requestQuotas returns the quotas of the project by type, or none if they cannot be read in time. Only refused credentials are an
// error: an access key is not sent before.
func requestQuotas(ctx context.Context, client *vpcep.Client) (quotas map[string]vpcep.Quota, diags diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(ctx, planRequestTimeout)
	defer cancel()
	all, err := client.GetQuotas(ctx, "")
	if err != nil {
		tflog.Debug(ctx, "the plan is not compared with the quotas of the project", map[string]any{"error": err.Error()})
	}
	var failed *otc.SignInError
	if errors.As(err, &failed) && failed.Refused() && !failed.Reported() {
		diags.Append(framework.ErrorDiagnostic("sign in", err))
	}
	quotas = make(map[string]vpcep.Quota, len(all))
	for _, quota := range all {
		quotas[quota.Type] = quota
	}
	return quotas, diags
}

// exceed reports whether the numbers exceed the quota in a way that was not reported before. Resources that may still be planned to be
// deleted do not count.
func (n *plannedNumbers) exceed(quota vpcep.Quota) bool {
	if quota.Type == "" || n.refused {
		return false // the quota is not known, or an error was reported
	}
	return n.created > quota.Quota || !n.warned && quota.Used+n.created-int64(len(n.deleted)+len(n.undecided)) > quota.Quota
}

func (q *planQuotas) exceeds(kind string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.planned[kind].exceed(q.quotas[kind])
}

// exceeded returns what to report if the quota is exceeded.
func (q *planQuotas) exceeded(kind string) (diags diag.Diagnostics) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n, quota := q.planned[kind], q.quotas[kind]
	if !n.exceed(quota) {
		return nil
	}
	n.warned = true
	objects := "VPC endpoint services"
	if kind == quotaOfEndpoints {
		objects = "VPC endpoints"
	}
	const remedy = "Remove some of them from the plan, or request a higher quota in the console under My Quota.\n\n" +
		"To plan without this check, set plan_checks = false in the provider block."
	if n.created > quota.Quota {
		n.refused = true
		diags.AddError("The plan exceeds the quota of "+objects,
			fmt.Sprintf("The plan creates %d %s or more, but the project may only have %d. ", n.created, objects, quota.Quota)+remedy)
		return diags
	}
	diags.AddWarning("The plan may exceed the quota of "+objects,
		fmt.Sprintf("The project has %d of at most %d %s. The plan creates %d or more and deletes %d. Creates beyond the quota fail with "+
			"EndPoint.1018, unless other %[3]s are deleted first. ", quota.Used, quota.Quota, objects, n.created, len(n.deleted))+remedy)
	return diags
}
