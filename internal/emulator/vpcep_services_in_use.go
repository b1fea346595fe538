package emulator

import "slices"

// connectionCount counts the endpoints that are connected to a service or about to be.
func (e *Emulator) connectionCount(s *Service) int {
	return e.countEndpointsIn(s, StatusAccepted, StatusCreating)
}

// inUse returns an error if endpoints keep a service from being deleted.
func (e *Emulator) checkInUse(s *Service) error {
	if n := e.connectionCount(s); n > 0 {
		return apiErrorf("EndPoint.3006", "the service is in use by %d endpoints that are accepted or creating", n)
	}
	if n := e.countEndpointsIn(s, StatusPendingAcceptance); n > 0 && e.opts.PendingBlocksDelete {
		return apiErrorf("EndPoint.3006", "the service is in use by %d endpoints that wait for its owner", n)
	}
	return nil
}

// countIn counts the endpoints of a service that have one of the statuses.
func (e *Emulator) countEndpointsIn(s *Service, statuses ...string) int {
	n := 0
	for _, p := range e.endpoints {
		if p.ServiceID == s.ID && slices.Contains(statuses, p.Status) {
			n++
		}
	}
	return n
}
