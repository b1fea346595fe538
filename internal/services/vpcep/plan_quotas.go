package vpcep

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Types of quotas.
const (
	quotaOfServices  = "endpoint_service"
	quotaOfEndpoints = "endpoint"
)

// planQuotas counts the services and endpoints that one run of Terraform creates and deletes, and compares them with the quotas
// of the project. Like planChecks, it sends its request only once something was read, so that apply does not repeat it.
type planQuotas struct {
	off bool

	mu      sync.Mutex
	read    bool
	planned map[string]*plannedNumbers // by type of quota

	requested sync.Once
	quotas    map[string]vpcep.Quota // by type; empty if they cannot be read
}

// plannedNumbers are what is planned for the resources of one type.
type plannedNumbers struct {
	created   int64
	undecided map[string]bool // ids that were read, and may still be planned to be deleted
	deleted   map[string]bool // ids that are deleted or replaced
	reported  bool
}

func newPlanQuotas(cloud *otc.Client) *planQuotas {
	numbers := func() *plannedNumbers {
		return &plannedNumbers{undecided: map[string]bool{}, deleted: map[string]bool{}}
	}
	return &planQuotas{
		off: cloud.SkipPlanChecks(), planned: map[string]*plannedNumbers{quotaOfServices: numbers(), quotaOfEndpoints: numbers()},
	}
}

// reads records that Terraform refreshes a resource, which it does before it plans it, unless it plans to delete it.
func (q *planQuotas) reads(ctx context.Context, client *vpcep.Client, kind string, req resource.ReadRequest, resp *resource.ReadResponse) {
	var id types.String
	if q == nil || q.off || resp.Diagnostics.HasError() || req.State.GetAttribute(ctx, path.Root("id"), &id).HasError() {
		return
	}
	q.check(ctx, client, kind, q.recordRead(kind, strings.ToLower(id.ValueString()), resp.State.Raw.IsNull()), &resp.Diagnostics)
}

// plans records what is planned for a resource.
func (q *planQuotas) plans(
	ctx context.Context, client *vpcep.Client, kind string, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	if q == nil || q.off || resp.Diagnostics.HasError() {
		return
	}
	var id types.String
	isNew, isDeleted := req.State.Raw.IsNull(), resp.Plan.Raw.IsNull() || len(resp.RequiresReplace) > 0
	if !isNew && req.State.GetAttribute(ctx, path.Root("id"), &id).HasError() {
		return
	}
	q.check(ctx, client, kind, q.recordPlan(kind, strings.ToLower(id.ValueString()), isNew, isDeleted), &resp.Diagnostics)
}

// check adds a warning or an error to the first response that shows that the quota does not suffice.
func (q *planQuotas) check(ctx context.Context, client *vpcep.Client, kind string, needed bool, diags *diag.Diagnostics) {
	if needed {
		q.requested.Do(func() { q.quotas = requestQuotas(ctx, client) })
		diags.Append(q.exceeded(kind)...)
	}
}

// recordRead reports whether the quota of the type has to be known.
func (q *planQuotas) recordRead(kind, id string, isGone bool) (needed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.read = true
	n := q.planned[kind]
	if !n.deleted[id] && !isGone {
		n.undecided[id] = true
	}
	return q.needed(n)
}

// recordPlan reports whether the quota of the type has to be known.
func (q *planQuotas) recordPlan(kind, id string, isNew, isDeleted bool) (needed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.planned[kind]
	switch {
	case isNew:
		n.created++
	case id == "": // created before, with an unknown outcome
		return false
	default:
		delete(n.undecided, id)
		delete(n.deleted, id)
		if isDeleted {
			n.deleted[id] = true
		}
	}
	return q.needed(n)
}

func (q *planQuotas) needed(n *plannedNumbers) bool { return q.read && n.created > 0 && !n.reported }

// requestQuotas returns the quotas of the project by type, or none if they cannot be read in time.
func requestQuotas(ctx context.Context, client *vpcep.Client) map[string]vpcep.Quota {
	ctx, cancel := context.WithTimeout(ctx, planListTimeout)
	defer cancel()
	all, err := client.GetQuotas(ctx, "")
	if err != nil {
		tflog.Debug(ctx, "the plan is not compared with the quotas of the project", map[string]any{"error": err.Error()})
	}
	quotas := make(map[string]vpcep.Quota, len(all))
	for _, quota := range all {
		quotas[quota.Type] = quota
	}
	return quotas
}

// exceeded compares what was planned so far with the quota. Resources that may still be planned to be deleted do not count.
func (q *planQuotas) exceeded(kind string) (diags diag.Diagnostics) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.planned[kind]
	quota, ok := q.quotas[kind]
	if !ok || n.reported || quota.Used+n.created-int64(len(n.deleted)+len(n.undecided)) <= quota.Quota {
		return nil
	}
	n.reported = true
	objects := "VPC endpoint services"
	if kind == quotaOfEndpoints {
		objects = "VPC endpoints"
	}
	const remedy = "Remove some of them from the plan, or request a higher quota in the console under My Quota.\n\n" +
		"To plan without this check, set plan_checks = false in the provider block."
	if n.created > quota.Quota {
		diags.AddError("The plan exceeds the quota of "+objects,
			fmt.Sprintf("The plan creates %d %s or more, but the project may only have %d. ", n.created, objects, quota.Quota)+remedy)
		return diags
	}
	diags.AddWarning("The plan may exceed the quota of "+objects,
		fmt.Sprintf("The project has %d of at most %d %s. The plan creates %d or more and deletes %d. The API will refuse what exceeds the "+
			"quota with EndPoint.1018, unless others are deleted before. ", quota.Used, quota.Quota, objects, n.created, len(n.deleted))+remedy)
	return diags
}
