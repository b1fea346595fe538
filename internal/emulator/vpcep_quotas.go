package emulator

import "net/http"

type quotaResponse struct {
	Type  string `json:"type"`
	Used  int    `json:"used"`
	Limit int    `json:"quota"`
}

func (e *Emulator) listQuotas(c *call) (response, error) {
	q, err := queryParams(c, "type")
	if err != nil {
		return response{}, err
	}
	quotas := []quotaResponse{}
	for _, quota := range e.quotas(c.caller.projectID) {
		if matches(quota.Type, q.Get("type")) {
			quotas = append(quotas, quotaResponse(quota))
		}
	}
	if len(quotas) == 0 {
		return response{}, apiErrorf("EndPoint.3070", "type %q is not endpoint_service or endpoint", q.Get("type"))
	}
	return jsonResponse(http.StatusOK, map[string]any{"quotas": map[string]any{"resources": quotas}})
}

// Quota is how many objects a project has and may have.
type Quota struct {
	Type  string // "endpoint" or "endpoint_service"
	Used  int
	Limit int
}

// Quotas returns the quotas of a project.
func (e *Emulator) Quotas(projectID string) []Quota {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.applyTransitions(e.opts.Now())
	return e.quotas(projectID)
}

func (e *Emulator) quotas(projectID string) []Quota {
	return []Quota{
		{"endpoint", e.countEndpoints(projectID), e.opts.EndpointQuota},
		{"endpoint_service", e.countServices(projectID), e.opts.ServiceQuota},
	}
}

func (e *Emulator) countServices(projectID string) int {
	n := 0
	for _, s := range e.services {
		if s.ProjectID == projectID {
			n++
		}
	}
	return n
}

func (e *Emulator) countEndpoints(projectID string) int {
	n := 0
	for _, p := range e.endpoints {
		if p.ProjectID == projectID {
			n++
		}
	}
	return n
}
