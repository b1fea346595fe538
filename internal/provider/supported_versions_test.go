package provider_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The table of supported versions in the README lists what CI tests.
func TestSupportedVersions(t *testing.T) {
	t.Parallel()
	workflow, err := os.ReadFile("../../.github/workflows/test.yml")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for job, name := range map[string]string{"terraform": "Terraform", "opentofu": "OpenTofu"} {
		matrix := regexp.MustCompile(`(?s)\n  ` + job + `:.*?\n        version: \[(.*?)\]`).FindSubmatch(workflow)
		if matrix == nil {
			t.Errorf("the workflow has no job %q with a matrix of versions", job)
			continue
		}
		versions := strings.NewReplacer(`"`, "", ".*", "").Replace(string(matrix[1]))
		if row := "| " + name + " | " + versions + " |"; !strings.Contains(string(readme), row) {
			t.Errorf("the README does not contain %q", row)
		}
	}
}
