package emulator

import "net/http"

type quotaAnswer struct {
	Type  string `json:"type"`
	Used  int    `json:"used"`
	Quota int    `json:"quota"`
}

func (e *Emulator) listQuotas(c *call) (answer, error) {
	q, err := query(c, "type")
	if err != nil {
		return answer{}, err
	}
	quotas := []quotaAnswer{}
	for _, a := range []quotaAnswer{
		{"endpoint", e.countEndpoints(c.who.projectID), e.opts.EndpointQuota},
		{"endpoint_service", e.countServices(c.who.projectID), e.opts.ServiceQuota},
	} {
		if matches(a.Type, q.Get("type")) {
			quotas = append(quotas, a)
		}
	}
	if len(quotas) == 0 {
		return answer{}, refuse("EndPoint.3070", "type %q is not endpoint_service or endpoint", q.Get("type"))
	}
	return ok(http.StatusOK, map[string]any{"quotas": map[string]any{"resources": quotas}})
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
