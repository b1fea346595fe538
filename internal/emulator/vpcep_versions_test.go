package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestVersions(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	for path, want := range map[string]string{
		"/": `{"versions":[{`, "/vpcep": `{"versions":[{`, "/v1": `{"version":{`, "/vpcep/v1/": `{"version":{`,
	} {
		if r := c.do(http.MethodGet, path, nil, ""); r.status != http.StatusOK || !strings.HasPrefix(r.body, want) {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
	}
	if r := c.do(http.MethodGet, "/v2", nil, ""); r.status != http.StatusNotFound || r.text("error_code") != "APIGW.0101" {
		t.Errorf("/v2: %d %s", r.status, r.body)
	}
}
