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

func version(c *call) map[string]any {
	return map[string]any{
		"id": "v1", "status": "CURRENT", "version": "1", "min_version": "", "updated": "2018-09-30T00:00:00Z",
		"links": []any{map[string]any{"rel": "self", "href": baseURL(c.request) + "/v1", "type": "application/json"}},
	}
}

func (e *Emulator) listVersions(c *call) (answer, error) {
	return ok(http.StatusOK, map[string]any{"versions": []any{version(c)}})
}

func (e *Emulator) showVersion(c *call) (answer, error) {
	return ok(http.StatusOK, map[string]any{"version": version(c)})
}
