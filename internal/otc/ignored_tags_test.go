package otc_test

import (
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func TestIgnoredTags(t *testing.T) {
	t.Parallel()
	ignored := otc.IgnoredTags{Keys: []string{"cost", "größe"}, Prefixes: []string{"sys_", "k8s-"}}
	for key, want := range map[string]bool{
		"cost": true, "größe": true, "sys_": true, "sys_a": true, "k8s-cluster": true,
		"Cost": false, "costs": false, "SYS_a": false, "a_sys_": false, "sys": false, "": false,
	} {
		if got := ignored.Match(key); got != want {
			t.Errorf("%q: got %t", key, got)
		}
	}
	if (otc.IgnoredTags{}).Match("any") {
		t.Error("a tag is ignored although none is to be")
	}
}
