package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The registry shows the overview at another path than the pages, so its links are absolute. Those to pages lead to one.
func TestLinksOfTheOverview(t *testing.T) {
	t.Parallel()
	const registry = "https://registry.terraform.io/providers/otc-vpcep/opentelekomcloud/latest/docs/"
	docs := filepath.Join("..", "..", "docs")
	overview, err := os.ReadFile(filepath.Join(docs, "index.md")) //nolint:gosec // of this repository
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(string(overview), -1)
	pages := 0
	for _, link := range links {
		target := link[1]
		page, isPage := strings.CutPrefix(target, registry)
		page, _, _ = strings.Cut(page, "#")
		switch {
		case isPage:
			pages++
			if _, err := os.Stat(filepath.Join(docs, filepath.FromSlash(page)+".md")); err != nil { //nolint:gosec // of this repository
				t.Errorf("%s leads to no page: %v", target, err)
			}
		case !strings.HasPrefix(target, "https://") && !strings.HasPrefix(target, "#"):
			t.Errorf("the link to %s is relative", target)
		}
	}
	if pages == 0 {
		t.Error("the overview has no link to a page")
	}
}
