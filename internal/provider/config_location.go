package provider

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/cloudsyaml"
)

// regionName matches the regions of Open Telekom Cloud. Other clouds may have regions of another form, but no host
// of Open Telekom Cloud is derived from them, because the password would be sent to it.
var regionName = regexp.MustCompile(`^[a-z]{2}-[a-z]{2,12}[0-9]{0,2}$`)

// iamAddress returns the address of IAM in a region. In the Swiss region, the host has another form.
func iamAddress(region string) string {
	if region == "eu-ch2" {
		return "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3"
	}
	return "https://iam." + region + ".otc.t-systems.com/v3"
}

// locate determines the region and the address of IAM. Each can be derived from the other.
func (r *resolver) locate() {
	address := r.found[argAuthURL]
	pattern := address.fromCloud() && strings.Contains(address.text, cloudsyaml.RegionPlaceholder)

	if r.found[argRegion].level == unset {
		label := setting{}
		if !pattern {
			label = hostRegion(address)
		}
		if region := deriveRegion(r.found[argTenantName], label); region.level != unset {
			r.found[argRegion] = region
		}
	}
	region := r.found[argRegion]

	switch {
	case pattern && !regionName.MatchString(region.text):
		r.missing("region is missing", fmt.Sprintf("The address of IAM is from %s and contains a placeholder for the region, but "+
			"no valid region is set.", address.place), argRegion)
		return
	case pattern:
		_, file := r.cloud.Get("auth.auth_url")
		address.text = strings.ReplaceAll(address.text, cloudsyaml.RegionPlaceholder, region.text)
		if file == "" {
			address.text = iamAddress(region.text)
		}
	case address.level == unset && regionName.MatchString(region.text):
		address = setting{text: iamAddress(region.text), level: derived, place: "the region, which is from " + region.place}
	case address.level == unset:
		return // it may not be needed; checkComplete decides
	}
	r.found[argAuthURL] = address

	normal, err := normalAuthURL(address.text)
	if err != nil {
		r.invalid(argAuthURL, err.Error())
		return
	}
	address.text = normal
	r.found[argAuthURL] = address
}

// deriveRegion returns the project name up to the first "_", because project names begin with the region. If the
// name has no "_" and does not look like a region, the host of IAM is used instead.
func deriveRegion(project, label setting) setting {
	if project.level == unset {
		return label
	}
	prefix, _, cut := strings.Cut(project.text, "_")
	if !cut && !regionName.MatchString(prefix) && regionName.MatchString(label.text) {
		return label
	}
	if prefix == "" {
		return label
	}
	return setting{text: prefix, level: derived, place: "the name of the project, which is from " + project.place}
}

// hostRegion returns the second label of a host such as iam.eu-de.otc.t-systems.com.
func hostRegion(address setting) setting {
	u, err := url.Parse(address.text)
	if err != nil || net.ParseIP(u.Hostname()) != nil {
		return setting{}
	}
	labels := strings.Split(u.Hostname(), ".")
	if len(labels) < 3 || labels[1] == "" {
		return setting{}
	}
	return setting{text: labels[1], level: derived, place: "the host of auth_url, which is from " + address.place}
}

var versionSuffix = regexp.MustCompile(`/v[0-9.]+$`)

// normalAuthURL adds the version to an address without one.
func normalAuthURL(address string) (string, error) {
	if err := checkAddress(address); err != nil {
		return "", err
	}
	address = strings.TrimRight(address, "/")
	switch version := versionSuffix.FindString(address); version {
	case "/v3":
		return address, nil
	case "":
		return address + "/v3", nil
	default:
		return "", fmt.Errorf("names version %s of IAM; only v3 is supported", version[1:])
	}
}
