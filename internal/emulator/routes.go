package emulator

import (
	"net/http"
	"strings"
)

// area is the part of the cloud an operation belongs to.
type area string

const (
	areaIAM      area = "iam"
	areaVPCEP    area = "vpcep"    // in a project, authorized
	areaVersions area = "versions" // open to everyone
)

// operation is one API call.
type operation struct {
	name   string
	method string
	path   []string // segments; in VPCEP below /v1/{project_id}
	area   area
	run    func(*Emulator, *call) (answer, error)
}

// newOperations lists the calls. Of two that match a path the first is taken.
func newOperations() []operation {
	const services, service = "/vpc-endpoint-services", "/vpc-endpoint-services/{id}"
	var table []operation
	in := func(a area, method, path, name string, run func(*Emulator, *call) (answer, error)) {
		table = append(table, operation{name: name, method: method, path: split(path), area: a, run: run})
	}
	in(areaIAM, http.MethodPost, "/v3/auth/tokens", "create-token", (*Emulator).createToken)
	in(areaIAM, http.MethodGet, "/v3/auth/tokens", "show-token", (*Emulator).showToken)
	in(areaIAM, http.MethodGet, "/v3/auth/catalog", "show-catalog", (*Emulator).showCatalog)
	in(areaIAM, http.MethodGet, "/v3/auth/domains", "list-domains", (*Emulator).listDomains)
	in(areaIAM, http.MethodGet, "/v3/projects", "list-projects", (*Emulator).listProjects)

	in(areaVersions, http.MethodGet, "/", "list-versions", (*Emulator).listVersions)
	in(areaVersions, http.MethodGet, "/v1", "show-version", (*Emulator).showVersion)

	in(areaVPCEP, http.MethodPost, services, "create-service", (*Emulator).createService)
	in(areaVPCEP, http.MethodGet, services, "list-services", (*Emulator).listServices)
	in(areaVPCEP, http.MethodGet, services+"/public", "list-public-services", (*Emulator).listPublicServices)
	in(areaVPCEP, http.MethodGet, services+"/describe", "describe-service", (*Emulator).describeService)
	in(areaVPCEP, http.MethodGet, service, "show-service", (*Emulator).showService)
	in(areaVPCEP, http.MethodPut, service, "update-service", (*Emulator).updateService)
	in(areaVPCEP, http.MethodDelete, service, "delete-service", (*Emulator).deleteService)

	in(areaVPCEP, http.MethodGet, service+"/permissions", "list-permissions", (*Emulator).listPermissions)
	in(areaVPCEP, http.MethodPost, service+"/permissions/action", "change-permissions", (*Emulator).changePermissions)
	in(areaVPCEP, http.MethodGet, service+"/connections", "list-connections", (*Emulator).listConnections)
	in(areaVPCEP, http.MethodPost, service+"/connections/action", "change-connection", (*Emulator).changeConnection)

	in(areaVPCEP, http.MethodPost, "/vpc-endpoints", "create-endpoint", (*Emulator).createEndpoint)
	in(areaVPCEP, http.MethodGet, "/vpc-endpoints", "list-endpoints", (*Emulator).listEndpoints)
	in(areaVPCEP, http.MethodGet, "/vpc-endpoints/{id}", "show-endpoint", (*Emulator).showEndpoint)
	in(areaVPCEP, http.MethodDelete, "/vpc-endpoints/{id}", "delete-endpoint", (*Emulator).deleteEndpoint)

	in(areaVPCEP, http.MethodGet, "/quotas", "list-quotas", (*Emulator).listQuotas)

	in(areaVPCEP, http.MethodGet, "/{type}/tags", "list-tags", (*Emulator).listTags)
	in(areaVPCEP, http.MethodPost, "/{type}/resource_instances/action", "find-by-tags", (*Emulator).findByTags)
	in(areaVPCEP, http.MethodPost, "/{type}/{id}/tags/action", "change-tags", (*Emulator).changeTags)
	return table
}

// Operations returns the names of the API calls, as faults and the request log use them.
func Operations() []string {
	var names []string
	for _, op := range newOperations() {
		names = append(names, op.name)
	}
	return names
}

// interfacePrefixes are the paths of the interfaces that the service catalogue lists.
var interfacePrefixes = map[string]string{"public": "vpcep", "internal": "vpcep-internal", "admin": "vpcep-admin"}

// route finds the operation of a call, its project and the other variables of its path.
func (e *Emulator) route(c *call) {
	segments := split(c.request.URL.Path)
	for _, prefix := range interfacePrefixes {
		if len(segments) > 0 && segments[0] == prefix {
			segments = segments[1:]
			break
		}
	}
	c.vars = map[string]string{}
	inProject := len(segments) > 2 && segments[0] == "v1"
	if inProject {
		c.vars["project_id"] = segments[1]
		segments = segments[2:]
	}
	c.path = "/" + strings.Join(segments, "/")
	for i := range e.operations {
		op := &e.operations[i]
		if (op.area == areaVPCEP) == inProject && op.method == c.request.Method && matchSegments(op.path, segments, c.vars) {
			c.op = op
			return
		}
	}
}

// matchSegments matches a path against a pattern whose {name} segments stand for any one segment, and keeps them.
func matchSegments(pattern, segments []string, vars map[string]string) bool {
	if len(pattern) != len(segments) {
		return false
	}
	found := map[string]string{}
	for i, p := range pattern {
		if strings.HasPrefix(p, "{") {
			found[strings.Trim(p, "{}")] = segments[i]
		} else if p != segments[i] {
			return false
		}
	}
	for name, value := range found {
		vars[name] = value
	}
	return true
}

func split(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}
