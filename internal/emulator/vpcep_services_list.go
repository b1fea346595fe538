package emulator

import (
	"net/http"
	"slices"
)

func (s *Service) sortKeys() sortKeys { return sortKeys{s.CreatedAt, s.UpdatedAt, s.seq} }

func (e *Emulator) listServices(c *call) (response, error) {
	q, err := queryParams(c, "endpoint_service_name", "id", "status", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return response{}, err
	}
	statuses := []string{StatusCreating, StatusAvailable, StatusFailed, StatusDeleting}
	if status := q.Get("status"); q.Has("status") && !slices.Contains(statuses, status) {
		return response{}, apiErrorf("EndPoint.0019", "status %q is not one of %v", status, statuses)
	}
	services := []*Service{}
	for _, s := range e.servicesInLists(c.now) {
		if s.ProjectID == c.caller.projectID &&
			containsFold(e.serviceName(s), q.Get("endpoint_service_name")) &&
			matches(s.ID, q.Get("id")) && matches(s.Status, q.Get("status")) {
			services = append(services, s)
		}
	}
	if err := sortItems(services, q, (*Service).sortKeys, "created_at", "updated_at"); err != nil {
		return response{}, err
	}
	page, err := paginate(services, q, maxLimit)
	if err != nil {
		return response{}, err
	}
	leftOut := slices.Concat(e.opts.Omit, e.opts.OmitInLists)
	answers := []any{}
	for _, s := range page {
		a := e.newServiceResponse(s, c.now)
		a.DomainID = s.DomainID
		count := e.connectionCount(s)
		a.ConnectionCount = &count
		body, err := omit(a, leftOut...)
		if err != nil {
			return response{}, err
		}
		answers = append(answers, body)
	}
	return jsonResponse(http.StatusOK, map[string]any{"endpoint_services": answers, "total_count": len(services)})
}
