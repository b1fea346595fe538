package emulator

import "slices"

// connectionCount returns the number of accepted endpoints and endpoints in creation.
func (e *Emulator) connectionCount(s *Service) int {
	return e.countEndpointsIn(s, StatusAccepted, StatusCreating)
}

// checkInUse returns an error if a service has endpoints that prevent its deletion.
func (e *Emulator) checkInUse(s *Service) error {
	if n := e.connectionCount(s); n > 0 {
		return apiErrorf("EndPoint.3006", "the service is in use by %d endpoints that are accepted or creating", n)
	}
	if n := e.countEndpointsIn(s, StatusPendingAcceptance); n > 0 && e.opts.PendingBlocksDelete {
		return apiErrorf("EndPoint.3006", "the service is in use by %d endpoints that are pending acceptance", n)
	}
	return nil
}

// countEndpointsIn returns the number of a service's endpoints with one of the statuses.
func (e *Emulator) countEndpointsIn(s *Service, statuses ...string) int {
	n := 0
	for _, p := range e.endpoints {
		if p.ServiceID == s.ID && slices.Contains(statuses, p.Status) {
			n++
		}
	}
	return n
}
