package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestCatalogue(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		bare bool
		want string
	}{{false, "/vpcep/v1/"}, {true, `/vpcep"`}} {
		c := newCloud(t, emulator.Options{BareCatalogue: test.bare})
		s := c.signIn(c.Owner())
		r := c.do(http.MethodGet, "/v3/auth/catalog", s.header(), "")
		for _, want := range []string{c.server.URL + test.want, `"interface":"internal"`, `"region":"eu-zz"`, `"type":"vpc"`} {
			if !strings.Contains(r.body, want) {
				t.Errorf("bare %v: the catalog does not contain %s: %s", test.bare, want, r.body)
			}
		}
	}
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	for _, prefix := range []string{"", "/vpcep", "/vpcep-internal", "/vpcep-admin"} {
		if r := c.do(http.MethodGet, prefix+"/v1/"+s.account.ProjectID+"/quotas", s.header(), ""); r.status != http.StatusOK {
			t.Errorf("%q: %d %s", prefix, r.status, r.body)
		}
	}
}
