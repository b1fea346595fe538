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
	in(areaIAM, http.MethodPost, "/v3/auth/tokens", OpCreateToken, (*Emulator).createToken)
	in(areaIAM, http.MethodGet, "/v3/auth/tokens", OpShowToken, (*Emulator).showToken)
	in(areaIAM, http.MethodGet, "/v3/auth/catalog", OpShowCatalog, (*Emulator).showCatalog)
	in(areaIAM, http.MethodGet, "/v3/auth/domains", OpListDomains, (*Emulator).listDomains)
	in(areaIAM, http.MethodGet, "/v3/projects", OpListProjects, (*Emulator).listProjects)

	in(areaVersions, http.MethodGet, "/", OpListVersions, (*Emulator).listVersions)
	in(areaVersions, http.MethodGet, "/v1", OpShowVersion, (*Emulator).showVersion)

	in(areaVPCEP, http.MethodPost, services, OpCreateService, (*Emulator).createService)
	in(areaVPCEP, http.MethodGet, services, OpListServices, (*Emulator).listServices)
	in(areaVPCEP, http.MethodGet, services+"/public", OpListPublicServices, (*Emulator).listPublicServices)
	in(areaVPCEP, http.MethodGet, services+"/describe", OpDescribeService, (*Emulator).describeService)
	in(areaVPCEP, http.MethodGet, service, OpShowService, (*Emulator).showService)
	in(areaVPCEP, http.MethodPut, service, OpUpdateService, (*Emulator).updateService)
	in(areaVPCEP, http.MethodDelete, service, OpDeleteService, (*Emulator).deleteService)

	in(areaVPCEP, http.MethodGet, service+"/permissions", OpListPermissions, (*Emulator).listPermissions)
	in(areaVPCEP, http.MethodPost, service+"/permissions/action", OpChangePermissions, (*Emulator).changePermissions)
	in(areaVPCEP, http.MethodGet, service+"/connections", OpListConnections, (*Emulator).listConnections)
	in(areaVPCEP, http.MethodPost, service+"/connections/action", OpChangeConnection, (*Emulator).changeConnection)

	in(areaVPCEP, http.MethodPost, "/vpc-endpoints", OpCreateEndpoint, (*Emulator).createEndpoint)
	in(areaVPCEP, http.MethodGet, "/vpc-endpoints", OpListEndpoints, (*Emulator).listEndpoints)
	in(areaVPCEP, http.MethodGet, "/vpc-endpoints/{id}", OpShowEndpoint, (*Emulator).showEndpoint)
	in(areaVPCEP, http.MethodDelete, "/vpc-endpoints/{id}", OpDeleteEndpoint, (*Emulator).deleteEndpoint)

	in(areaVPCEP, http.MethodGet, "/quotas", OpListQuotas, (*Emulator).listQuotas)

	in(areaVPCEP, http.MethodGet, "/{type}/tags", OpListTags, (*Emulator).listTags)
	in(areaVPCEP, http.MethodPost, "/{type}/resource_instances/action", OpFindByTags, (*Emulator).findByTags)
	in(areaVPCEP, http.MethodPost, "/{type}/{id}/tags/action", OpChangeTags, (*Emulator).changeTags)
	return table
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
