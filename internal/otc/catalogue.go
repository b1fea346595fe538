package otc

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Catalogue lists the endpoints of the services, as IAM returns it with a token or from GET /v3/auth/catalog.
type Catalogue []CatalogueService

// CatalogueService is one service of the catalogue, such as the one of type "vpcep".
type CatalogueService struct {
	Type      string              `json:"type"`
	Name      string              `json:"name"`
	Endpoints []CatalogueEndpoint `json:"endpoints"`
}

// CatalogueEndpoint is one endpoint of a service.
type CatalogueEndpoint struct {
	Interface string `json:"interface"` // public, internal or admin
	Region    string `json:"region"`
	RegionID  string `json:"region_id"`
	URL       string `json:"url"`
}

// Endpoint returns the URL of a service in a region. The interface iface is public, internal or admin.
func (c Catalogue) Endpoint(serviceType, region, iface string) (string, error) {
	var otherRegions []string
	for _, service := range c {
		if service.Type != serviceType {
			continue
		}
		for _, e := range service.Endpoints {
			if e.Interface != iface {
				continue
			}
			if e.Region == region || e.RegionID == region || e.inAllRegions() {
				return e.URL, nil
			}
			otherRegions = append(otherRegions, e.region())
		}
	}
	if len(otherRegions) > 0 {
		slices.Sort(otherRegions)
		return "", fmt.Errorf("the service catalogue has no %s endpoint of %q in region %q, only in %s; check the region",
			iface, serviceType, region, strings.Join(slices.Compact(otherRegions), ", "))
	}
	return "", fmt.Errorf("the service catalogue has no %s endpoint of %q; set its address in the provider's endpoints", iface, serviceType)
}

func (e CatalogueEndpoint) region() string {
	if e.RegionID != "" {
		return e.RegionID
	}
	return e.Region
}

func (e CatalogueEndpoint) inAllRegions() bool { return e.region() == "" || e.region() == "*" }

// projectURL returns https://host/v1/{project_id} for the URL of a service, which may lack the version and the
// project.
func projectURL(base, version, projectID string) (string, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", fmt.Errorf("endpoint %q: %w", base, err)
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return "", fmt.Errorf("endpoint %q is not an http or https address", base)
	}
	path := strings.TrimRight(u.Path, "/")
	if projectID == "" {
		return "", fmt.Errorf("endpoint %q: the project id is not known", base)
	}
	path = strings.TrimSuffix(path, "/"+projectID)
	if !strings.HasSuffix(path, "/"+version) {
		path += "/" + version
	}
	return u.Scheme + "://" + u.Host + path + "/" + url.PathEscape(projectID), nil
}
