package emulator

import (
	"net/http"
	"strings"
)

// listProjects returns the caller's projects. The name filter matches prefixes, as it does in IAM.
func (e *Emulator) listProjects(c *call) (response, error) {
	if err := e.authenticateIAM(c); err != nil {
		return response{}, err
	}
	projects := []map[string]any{}
	for _, p := range e.projects {
		if p.account == c.caller.account && strings.HasPrefix(p.name, c.request.URL.Query().Get("name")) {
			projects = append(projects, map[string]any{
				"id": p.id, "name": p.name, "domain_id": p.account.DomainID, "parent_id": p.account.DomainID,
				"enabled": true, "is_domain": false, "description": "",
			})
		}
	}
	return jsonResponse(http.StatusOK, map[string]any{"projects": projects, "links": links(c)})
}

func (e *Emulator) listDomains(c *call) (response, error) {
	if err := e.authenticateIAM(c); err != nil {
		return response{}, err
	}
	domains := []map[string]any{}
	if name := c.request.URL.Query().Get("name"); name == "" || name == c.caller.account.DomainName {
		domains = append(domains, map[string]any{
			"id": c.caller.account.DomainID, "name": c.caller.account.DomainName, "enabled": true, "description": "",
		})
	}
	return jsonResponse(http.StatusOK, map[string]any{"domains": domains, "links": links(c)})
}
