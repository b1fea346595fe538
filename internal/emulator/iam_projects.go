package emulator

import (
	"net/http"
	"strings"
)

// listProjects lists the caller's projects. Its filter by name is not exact.
func (e *Emulator) listProjects(c *call) (answer, error) {
	if err := e.authenticateIAM(c); err != nil {
		return answer{}, err
	}
	projects := []map[string]any{}
	for _, p := range e.projects {
		if p.account == c.who.account && strings.HasPrefix(p.name, c.request.URL.Query().Get("name")) {
			projects = append(projects, map[string]any{
				"id": p.id, "name": p.name, "domain_id": p.account.DomainID, "parent_id": p.account.DomainID,
				"enabled": true, "is_domain": false, "description": "",
			})
		}
	}
	return ok(http.StatusOK, map[string]any{"projects": projects, "links": links(c)})
}

func (e *Emulator) listDomains(c *call) (answer, error) {
	if err := e.authenticateIAM(c); err != nil {
		return answer{}, err
	}
	domains := []map[string]any{}
	if name := c.request.URL.Query().Get("name"); name == "" || name == c.who.account.DomainName {
		domains = append(domains, map[string]any{
			"id": c.who.account.DomainID, "name": c.who.account.DomainName, "enabled": true, "description": "",
		})
	}
	return ok(http.StatusOK, map[string]any{"domains": domains, "links": links(c)})
}
