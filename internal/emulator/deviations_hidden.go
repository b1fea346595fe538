package emulator

import "time"

// Hidden is how long the API does not find a service or an endpoint after its creation.
type Hidden struct {
	Details time.Duration // in show and describe operations
	Lists   time.Duration // in list operations
}

// visibleFrom are the times from which the API finds a service or an endpoint.
type visibleFrom struct{ details, lists time.Time }

// visibleFrom returns the times for a resource that is created now.
func (o Options) visibleFrom(now time.Time) visibleFrom {
	return visibleFrom{details: now.Add(o.Hidden.Details), lists: now.Add(o.Hidden.Lists)}
}

// Read operations use the functions below. Operations that change the state use the current state.

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

func filter[T any](all map[string]T, keep func(T) bool) map[string]T {
	kept := make(map[string]T, len(all))
	for id, resource := range all {
		if keep(resource) {
			kept[id] = resource
		}
	}
	return kept
}
