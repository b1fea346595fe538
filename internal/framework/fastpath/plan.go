package fastpath

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// plan returns the values of a plan before the resource modifies it. ok is false if the framework is needed: for a deletion, for a
// change, or for an error.
func (t *resourceType) plan(req *tfprotov6.PlanResourceChangeRequest) (of *values, ok bool) {
	config, okConfig := t.decode(req.Config)
	prior, okPrior := t.decode(req.PriorState)
	proposed, okProposed := t.decode(req.ProposedNewState)
	if !okConfig || !okPrior || !okProposed || !hasContent(proposed) {
		return nil, false
	}
	isNew := prior.IsNull()
	planned, ok := planObject(t.attributes, config, proposed, isNew)
	if !ok || !isNew && !planned.Equal(prior) {
		return nil, false
	}
	return &values{config: config, prior: prior, result: planned}, true
}

// planObject sets defaults and, if the resource is new, marks as unknown what only the cloud decides. ok is false if proposed does
// not have the form of config.
func planObject(attributes map[string]attribute, config, proposed tftypes.Value, isNew bool) (planned tftypes.Value, ok bool) {
	if !hasContent(proposed) {
		return proposed, true
	}
	var configured, has map[string]tftypes.Value
	if !hasContent(config) || config.As(&configured) != nil || proposed.As(&has) != nil {
		return proposed, false
	}
	for name, a := range attributes {
		if has[name], ok = a.plan(configured[name], has[name], isNew); !ok {
			return proposed, false
		}
	}
	return tftypes.NewValue(proposed.Type(), has), true
}

func (a attribute) plan(config, proposed tftypes.Value, isNew bool) (planned tftypes.Value, ok bool) {
	switch {
	case config.IsNull() && a.defaultValue != nil:
		return *a.defaultValue, true
	case config.IsNull() && a.computed && isNew:
		return tftypes.NewValue(proposed.Type(), tftypes.UnknownValue), true
	case config.IsNull() && a.computed, a.nested == nil, !hasContent(proposed):
		return proposed, true
	case !proposed.Type().Is(tftypes.List{}):
		return planObject(a.nested, config, proposed, isNew)
	}
	var configured, has []tftypes.Value
	if config.As(&configured) != nil || proposed.As(&has) != nil || len(configured) != len(has) {
		return proposed, false
	}
	for i := range has {
		if has[i], ok = planObject(a.nested, configured[i], has[i], isNew); !ok {
			return proposed, false
		}
	}
	return tftypes.NewValue(proposed.Type(), has), true
}

// hasContent reports whether a value is neither null nor unknown.
func hasContent(v tftypes.Value) bool { return v.IsKnown() && !v.IsNull() }
