package acctest

import (
	"encoding/json"
	"testing"
)

func TestVersionSupports(t *testing.T) {
	t.Parallel()
	const terraform, openTofu = `{"terraform_version":"1.14.9","terraform_outdated":true}`, `{"terraform_version":"1.12.0-rc1"}`
	for _, test := range []struct {
		output, terraform, openTofu string
		want                        bool
	}{
		{terraform, "1.14", "", true},
		{terraform, "1.9", "1.99", true},
		{terraform, "0.15", "", true},
		{terraform, "1.15", "1.0", false},
		{terraform, "2.0", "1.0", false},
		{terraform, "", "1.0", false},
		{openTofu, "1.14", "1.12", true},
		{openTofu, "1.0", "1.13", false},
		{openTofu, "1.0", "", false},
	} {
		var v Version
		if err := json.Unmarshal([]byte(test.output), &v); err != nil {
			t.Fatal(err)
		}
		if got, err := v.Supports(test.terraform, test.openTofu); err != nil || got != test.want {
			t.Errorf("%s supports %q, %q: got %t, %v, want %t", v, test.terraform, test.openTofu, got, err, test.want)
		}
	}
	for _, faulty := range []Version{{Number: "dev"}, {Number: "1.2"}} {
		if _, err := faulty.Supports("x", "x"); err == nil {
			t.Errorf("%s supports x: no error", faulty)
		}
	}
}
