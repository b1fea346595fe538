// Package fastpath serves the frequent requests for resources with a fraction of the framework's CPU time.
//
// The framework walks all values of a resource in each of a dozen steps of a request, and for each value on the way it copies the
// map of the schema's attributes. A plan of one new service took it 1.5 ms. Most of these steps do nothing for the resources of
// this provider: they are for blocks, write-only attributes and types with semantic equality.
//
// The requests are therefore sent to a second server of the framework, where the resources have no attributes. Their values are
// decoded and encoded here, and the resources receive them by way of the context. All the rest remains the framework's: private
// state, identity, deferred actions, diagnostics, cancellation. These requests are served here:
//
//   - UpgradeResourceState of a state of the current version, which needs no server.
//   - ReadResource.
//   - PlanResourceChange of a resource that is created, or whose plan equals its state once defaults are set. Nothing else is done
//     here than to set defaults and to mark computed attributes as unknown, and plan modifiers are not called, except those of
//     lists: others have no effect without a prior state, or on a value that equals the prior one.
//
// The framework's ordinary server gets any other request, and those for resources whose schemas have more than that.
package fastpath
