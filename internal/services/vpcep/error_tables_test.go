package vpcep

import (
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// Each code has the same meaning and remedy in all tables.
func TestAdviceIsUnique(t *testing.T) {
	t.Parallel()
	seen := map[vpcep.Code]bool{}
	for _, a := range allAdvice {
		if a.meaning == "" || !strings.HasSuffix(a.text, ".") || strings.HasSuffix(a.meaning, ".") {
			t.Errorf("%v: meaning %q, text %q", a.codes, a.meaning, a.text)
		}
		for _, code := range a.codes {
			if seen[code] {
				t.Errorf("there is more than one advice on %s", code)
			}
			seen[code] = true
		}
	}
}

func TestErrorTables(t *testing.T) {
	t.Parallel()
	tables := ErrorTables()
	for resource, code := range map[string]vpcep.Code{
		"vpcep_service": vpcep.CodePortConflict, "vpcep_endpoint": vpcep.CodeNotPermitted, "vpcep_connection": vpcep.CodeNotConnected,
		"vpcep_service_permission": vpcep.CodePermissionsFull,
	} {
		if table := tables[resource]; !strings.Contains(table, string(code)) || !strings.Contains(table, "| code | meaning | what to do |") {
			t.Errorf("%s has the table\n%s", resource, table)
		}
	}
	for _, a := range allAdvice {
		for _, code := range a.codes {
			if strings.Count(tables["all"], "`"+string(code)+"`") != 1 {
				t.Errorf("%s is not once in the table of all codes", code)
			}
		}
	}
}
