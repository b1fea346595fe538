package vpcep

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// notNeeded are attributes of sources that say nothing about the object: it is read with the region and the names that the
// provider block and the cloud give, and its connections are those of other resources.
var notNeeded = []string{"connections", "endpoints", "ip_version", "region", "service_id", "service_name"}

// Nothing that a source knows is forgotten: each attribute in the states of testdata/move is mapped, reported or not needed.
func TestMoveSourcesAreComplete(t *testing.T) {
	t.Parallel()
	sources := map[string]moveSource{}
	for _, target := range []moveTarget{serviceMoves, servicePermissionMoves, endpointMoves, connectionMoves} {
		for _, s := range target.sources {
			sources[s.typeName] = s
		}
	}
	files, err := filepath.Glob("testdata/move/*.tfstate")
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	for _, file := range files {
		raw, err := os.ReadFile(file) //nolint:gosec // a file of the repository
		if err != nil {
			t.Fatal(err)
		}
		var state struct {
			Resources []struct {
				Type      string
				Instances []struct{ Attributes map[string]any }
			}
		}
		if err := json.Unmarshal(raw, &state); err != nil {
			t.Fatal(err)
		}
		for _, r := range state.Resources {
			tested[r.Type] = true
			for name := range r.Instances[0].Attributes {
				if !sources[r.Type].uses(name) && !slices.Contains(notNeeded, name) {
					t.Errorf("%s of %s is forgotten", name, r.Type)
				}
			}
		}
	}
	for name := range sources {
		if !tested[name] {
			t.Errorf("testdata/move has no %s", name)
		}
	}
}

func (s moveSource) uses(name string) bool {
	for _, attribute := range s.attributes {
		if attribute.name == name {
			return true
		}
	}
	return slices.Contains(s.unsupported, name) || name == "whitelist" || name == "permissions" // of permissionsFrom
}
