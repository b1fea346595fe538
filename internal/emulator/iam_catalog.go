package emulator

import (
	"net/http"
)

type catalogEntry struct {
	ID        string            `json:"id"`
	Type      string            `json:"type"`
	Name      string            `json:"name"`
	Endpoints []catalogEndpoint `json:"endpoints"`
}

type catalogEndpoint struct {
	ID        string `json:"id"`
	Interface string `json:"interface"`
	Region    string `json:"region"`
	RegionID  string `json:"region_id"`
	URL       string `json:"url"`
}

// catalog returns the service catalog of a project. It also contains unreachable services and an unreachable region, so
// that clients have to select by type, region and interface.
func (e *Emulator) catalog(c *call, projectID string) []catalogEntry {
	at := func(iface, region, url string) catalogEndpoint {
		return catalogEndpoint{ID: randomHex(), Interface: iface, Region: region, RegionID: region, URL: url}
	}
	vpcep := []catalogEndpoint{
		at("public", "eu-zz", "https://vpcep.eu-zz.invalid/v1/"+projectID),
	}
	for _, iface := range []string{"internal", "admin", "public"} {
		url := baseURL(c.request) + "/" + interfacePrefixes[iface]
		if !e.opts.BareCatalogue {
			url += "/v1/" + projectID
		}
		vpcep = append(vpcep, at(iface, e.opts.Region, url))
	}
	region := e.opts.Region
	return []catalogEntry{
		{ID: randomHex(), Type: "vpc", Name: "vpc", Endpoints: []catalogEndpoint{
			at("public", region, "https://vpc."+region+".invalid/v1/"+projectID),
		}},
		{ID: randomHex(), Type: "vpcep", Name: "vpcep", Endpoints: vpcep},
		{ID: randomHex(), Type: "vpcep_v2", Name: "vpcep", Endpoints: []catalogEndpoint{
			at("public", region, "https://vpcep-v2."+region+".invalid/v2/"+projectID),
		}},
		{ID: randomHex(), Type: "identity", Name: "iam", Endpoints: []catalogEndpoint{
			at("public", "*", baseURL(c.request)+"/v3"),
		}},
	}
}

func baseURL(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func links(c *call) map[string]any {
	return map[string]any{"self": baseURL(c.request) + c.request.URL.Path, "previous": nil, "next": nil}
}

func (e *Emulator) showCatalog(c *call) (response, error) {
	if err := e.authenticateIAM(c); err != nil {
		return response{}, err
	}
	catalog := []catalogEntry{} // empty without a project scope
	if c.caller.projectID != "" {
		catalog = e.catalog(c, c.caller.projectID)
	}
	return jsonResponse(http.StatusOK, map[string]any{"catalog": catalog, "links": links(c)})
}
