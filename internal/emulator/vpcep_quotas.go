package emulator

import "net/http"

type quotaResponse struct {
	Type  string `json:"type"`
	Used  int    `json:"used"`
	Quota int    `json:"quota"`
}

func (e *Emulator) listQuotas(c *call) (response, error) {
	q, err := queryParams(c, "type")
	if err != nil {
		return response{}, err
	}
	quotas := []quotaResponse{}
	for _, a := range []quotaResponse{
		{"endpoint", e.countEndpoints(c.caller.projectID), e.opts.EndpointQuota},
		{"endpoint_service", e.countServices(c.caller.projectID), e.opts.ServiceQuota},
	} {
		if matches(a.Type, q.Get("type")) {
			quotas = append(quotas, a)
		}
	}
	if len(quotas) == 0 {
		return response{}, apiErrorf("EndPoint.3070", "type %q is not endpoint_service or endpoint", q.Get("type"))
	}
	return jsonResponse(http.StatusOK, map[string]any{"quotas": map[string]any{"resources": quotas}})
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
