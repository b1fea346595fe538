package emulator

import (
	"net/http"
	"strings"
)

// api is the API that an operation belongs to.
type api string

const (
	apiIAM      api = "iam"
	apiVPCEP    api = "vpcep"    // requires authorization for a project
	apiVersions api = "versions" // requires no authentication
)

// operation is an API operation.
type operation struct {
	name   string
	method string
	path   []string // segments; for VPCEP relative to /v1/{project_id}
	api    api
	run    func(*Emulator, *call) (response, error)
}

// newOperations returns the operations. If several match a path, the first one applies.
func newOperations() []operation {
	const services, service = "/vpc-endpoint-services", "/vpc-endpoint-services/{id}"
	var table []operation
	add := func(a api, method, path, name string, run func(*Emulator, *call) (response, error)) {
		table = append(table, operation{name: name, method: method, path: splitPath(path), api: a, run: run})
	}
	add(apiIAM, http.MethodPost, "/v3/auth/tokens", OpCreateToken, (*Emulator).createToken)
	add(apiIAM, http.MethodGet, "/v3/auth/tokens", OpShowToken, (*Emulator).showToken)
	add(apiIAM, http.MethodGet, "/v3/auth/catalog", OpShowCatalog, (*Emulator).showCatalog)
	add(apiIAM, http.MethodGet, "/v3/auth/domains", OpListDomains, (*Emulator).listDomains)
	add(apiIAM, http.MethodGet, "/v3/projects", OpListProjects, (*Emulator).listProjects)

	add(apiVersions, http.MethodGet, "/", OpListVersions, (*Emulator).listVersions)
	add(apiVersions, http.MethodGet, "/v1", OpShowVersion, (*Emulator).showVersion)

	add(apiVPCEP, http.MethodPost, services, OpCreateService, (*Emulator).createService)
	add(apiVPCEP, http.MethodGet, services, OpListServices, (*Emulator).listServices)
	add(apiVPCEP, http.MethodGet, services+"/public", OpListPublicServices, (*Emulator).listPublicServices)
	add(apiVPCEP, http.MethodGet, services+"/describe", OpDescribeService, (*Emulator).describeService)
	add(apiVPCEP, http.MethodGet, service, OpShowService, (*Emulator).showService)
	add(apiVPCEP, http.MethodPut, service, OpUpdateService, (*Emulator).updateService)
	add(apiVPCEP, http.MethodDelete, service, OpDeleteService, (*Emulator).deleteService)

	add(apiVPCEP, http.MethodGet, service+"/permissions", OpListPermissions, (*Emulator).listPermissions)
	add(apiVPCEP, http.MethodPost, service+"/permissions/action", OpChangePermissions, (*Emulator).changePermissions)
	add(apiVPCEP, http.MethodGet, service+"/connections", OpListConnections, (*Emulator).listConnections)
	add(apiVPCEP, http.MethodPost, service+"/connections/action", OpChangeConnection, (*Emulator).changeConnection)

	add(apiVPCEP, http.MethodPost, "/vpc-endpoints", OpCreateEndpoint, (*Emulator).createEndpoint)
	add(apiVPCEP, http.MethodGet, "/vpc-endpoints", OpListEndpoints, (*Emulator).listEndpoints)
	add(apiVPCEP, http.MethodGet, "/vpc-endpoints/{id}", OpShowEndpoint, (*Emulator).showEndpoint)
	add(apiVPCEP, http.MethodDelete, "/vpc-endpoints/{id}", OpDeleteEndpoint, (*Emulator).deleteEndpoint)

	add(apiVPCEP, http.MethodGet, "/quotas", OpListQuotas, (*Emulator).listQuotas)

	add(apiVPCEP, http.MethodGet, "/{type}/tags", OpListTags, (*Emulator).listTags)
	add(apiVPCEP, http.MethodPost, "/{type}/resource_instances/action", OpFindByTags, (*Emulator).findByTags)
	add(apiVPCEP, http.MethodPost, "/{type}/{id}/tags/action", OpChangeTags, (*Emulator).changeTags)
	return table
}

// interfacePrefixes maps the interfaces in the service catalog to path prefixes.
var interfacePrefixes = map[string]string{"public": "vpcep", "internal": "vpcep-internal", "admin": "vpcep-admin"}

// route sets a call's operation, path and path variables.
func (e *Emulator) route(c *call) {
	segments := splitPath(c.request.URL.Path)
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
		if (op.api == apiVPCEP) == inProject && op.method == c.request.Method && matchSegments(op.path, segments, c.vars) {
			c.op = op
			return
		}
	}
}

// matchSegments reports whether a path matches a pattern. It stores the values of the pattern's {name} segments in vars.
func matchSegments(pattern, segments []string, vars map[string]string) bool {
	if len(pattern) != len(segments) {
		return false
	}
	found := map[string]string{}
	for i, p := range pattern {
		if isPathVariable(p) {
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

func isPathVariable(segment string) bool { return strings.HasPrefix(segment, "{") }

func splitPath(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}
