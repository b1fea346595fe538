package emulator

import (
	"net/http"
	"slices"
)

func (s *Service) sorted() sorted { return sorted{s.CreatedAt, s.UpdatedAt, s.seq} }

func (e *Emulator) listServices(c *call) (answer, error) {
	q, err := query(c, "endpoint_service_name", "id", "status", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return answer{}, err
	}
	statuses := []string{StatusCreating, StatusAvailable, StatusFailed, StatusDeleting}
	if status := q.Get("status"); q.Has("status") && !slices.Contains(statuses, status) {
		return answer{}, refuse("EndPoint.0019", "status %q is not one of %v", status, statuses)
	}
	services := []*Service{}
	for _, s := range e.servicesInLists(c.now) {
		if s.ProjectID == c.who.projectID &&
			containsFold(e.serviceName(s), q.Get("endpoint_service_name")) &&
			matches(s.ID, q.Get("id")) && matches(s.Status, q.Get("status")) {
			services = append(services, s)
		}
	}
	if err := sortItems(services, q, (*Service).sorted, "created_at", "updated_at"); err != nil {
		return answer{}, err
	}
	shown, err := page(services, q, maxLimit)
	if err != nil {
		return answer{}, err
	}
	leftOut := slices.Concat(e.opts.Omit, e.opts.OmitInLists)
	answers := []any{}
	for _, s := range shown {
		a := e.describe(s, c.now)
		a.DomainID = s.DomainID
		count := e.connectionCount(s)
		a.ConnectionCount = &count
		body, err := omit(a, leftOut...)
		if err != nil {
			return answer{}, err
		}
		answers = append(answers, body)
	}
	return ok(http.StatusOK, map[string]any{"endpoint_services": answers, "total_count": len(services)})
}
