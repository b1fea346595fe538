//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The comparison measures both providers with the same commands. Here, this provider takes the place of the official one, too.
func TestAccComparison(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l, err := newLauncher(acctest.CLI(t), filepath.Join(acctest.Binary(t), "terraform-provider-opentelekomcloud"), filepath.Join(dir, "cli"))
	if err != nil {
		t.Fatal(err)
	}
	b := benchmark{launcher: l, dir: t.TempDir(), runs: 1, progress: t.Output(), sizes: sizes{
		services: 2, delays: emulator.Delays{Create: 10 * time.Millisecond},
	}}
	own := sides(l, l)[1]
	compared, err := b.compare(t.Context(), [2]side{own, own})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range compared {
		for i, s := range c.sides {
			for name, runs := range map[string]executions{"apply": s.apply, "refresh": s.refresh, "destroy": s.destroy} {
				if len(runs) != 1 || runs[0].requests == 0 || runs[0].signIns == 0 || runs[0].provider <= 0 {
					t.Errorf("%s, provider %d, %s: measured %+v", c.objects, i+1, name, runs)
				}
			}
		}
	}
	text := comparisonTable(compared).String()
	for _, want := range []string{"| apply of 2 services ", "| refresh of 2 endpoints ", "requests, official"} {
		if !strings.Contains(text, want) {
			t.Errorf("the table has no %q:\n%s", want, text)
		}
	}
}

func TestOfficialConfigurations(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ got, want string }{
		{officialServices(3, ""), `resource "opentelekomcloud_vpcep_service_v1" "test" {` + "\n  count       = 3\n"},
		{officialEndpoints(4, "id-of-a-service"), "  count      = 4\n  service_id = \"id-of-a-service\"\n"},
	} {
		if !strings.Contains(test.got, test.want) {
			t.Errorf("the configuration has no %q:\n%s", test.want, test.got)
		}
	}
}
