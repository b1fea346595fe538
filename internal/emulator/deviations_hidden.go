package emulator

import "time"

// Hidden says for how long after its creation a service or an endpoint is not shown.
type Hidden struct {
	Details time.Duration // by the calls that show one of them
	Lists   time.Duration // by the calls that list them
}

// hidden is until when a service or an endpoint is not shown.
type visibleFrom struct{ details, lists time.Time }

// visibleFrom returns until when something is not shown that is created now.
func (o Options) visibleFrom(now time.Time) visibleFrom {
	return visibleFrom{details: now.Add(o.Hidden.Details), lists: now.Add(o.Hidden.Lists)}
}

// The calls that read see the state through the functions below; those that write see it as it is.

func (e *Emulator) servicesInDetails(now time.Time) map[string]*Service {
	return filter(e.serviceHistory.asOf(now, e.opts.Lag.Details, e.services), func(s *Service) bool {
		return !now.Before(s.visibleFrom.details)
	})
}

func (e *Emulator) servicesInLists(now time.Time) map[string]*Service {
	return filter(e.serviceHistory.asOf(now, e.opts.Lag.Lists, e.services), func(s *Service) bool {
		return !now.Before(s.visibleFrom.lists) && !now.Before(s.HiddenUntil)
	})
}

func (e *Emulator) endpointsInDetails(now time.Time) map[string]*Endpoint {
	return filter(e.endpointHistory.asOf(now, e.opts.Lag.Details, e.endpoints), func(p *Endpoint) bool {
		return !now.Before(p.visibleFrom.details)
	})
}

func (e *Emulator) endpointsInLists(now time.Time) map[string]*Endpoint {
	return filter(e.endpointHistory.asOf(now, e.opts.Lag.Lists, e.endpoints), func(p *Endpoint) bool {
		return !now.Before(p.visibleFrom.lists) && !now.Before(p.HiddenUntil)
	})
}

func filter[T any](all map[string]T, isShown func(T) bool) map[string]T {
	some := make(map[string]T, len(all))
	for id, resource := range all {
		if isShown(resource) {
			some[id] = resource
		}
	}
	return some
}
