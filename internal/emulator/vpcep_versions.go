package emulator

import "net/http"

func version(c *call) map[string]any {
	return map[string]any{
		"id": "v1", "status": "CURRENT", "version": "1", "min_version": "", "updated": "2018-09-30T00:00:00Z",
		"links": []any{map[string]any{"rel": "self", "href": baseURL(c.request) + "/v1", "type": "application/json"}},
	}
}

func (e *Emulator) listVersions(c *call) (response, error) {
	return jsonResponse(http.StatusOK, map[string]any{"versions": []any{version(c)}})
}

func (e *Emulator) showVersion(c *call) (response, error) {
	return jsonResponse(http.StatusOK, map[string]any{"version": version(c)})
}
