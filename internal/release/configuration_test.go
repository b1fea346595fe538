package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"go.yaml.in/yaml/v3"
)

func readYAML(t *testing.T, file string, to any) {
	t.Helper()
	text, err := os.ReadFile(file) //nolint:gosec // of this repository
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, to); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// A snapshot is not published, so that the rehearsal does not notice if the manifest is summed but not uploaded.
func TestManifestIsPublished(t *testing.T) {
	t.Parallel()
	type files []struct {
		Glob string
		Name string `yaml:"name_template"`
	}
	var configuration struct {
		Checksum, Release struct {
			Files files `yaml:"extra_files"`
		}
	}
	readYAML(t, "../../"+configurationFile, &configuration)
	want := files{{Glob: manifestFile, Name: "{{ .ProjectName }}_{{ .Version }}_manifest.json"}}
	if got := configuration.Checksum.Files; !reflect.DeepEqual(got, want) {
		t.Errorf("the sums are of %v, want %v", got, want)
	}
	if got := configuration.Release.Files; !reflect.DeepEqual(got, want) {
		t.Errorf("published are %v, want %v", got, want)
	}
}

var commit = regexp.MustCompile(`@[0-9a-f]{40}$`)

// A tag of an action can be moved to other code; a commit cannot.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	workflows, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(workflows) == 0 {
		t.Fatal(workflows, err)
	}
	for _, file := range workflows {
		var workflow struct {
			Permissions map[string]string
			Concurrency map[string]any
			Jobs        map[string]struct {
				Minutes int `yaml:"timeout-minutes"`
				Steps   []struct{ Uses string }
			}
		}
		readYAML(t, file, &workflow)
		for scope, access := range workflow.Permissions {
			if access != "read" {
				t.Errorf("%s gives every job the permission %s: %s", file, scope, access)
			}
		}
		if workflow.Permissions == nil || workflow.Concurrency == nil {
			t.Errorf("%s does not restrict permissions or concurrency", file)
		}
		for name, job := range workflow.Jobs {
			if job.Minutes == 0 {
				t.Errorf("%s: job %s has no timeout", file, name)
			}
			for _, step := range job.Steps {
				if step.Uses != "" && !commit.MatchString(step.Uses) {
					t.Errorf("%s: %s is not pinned by its commit", file, step.Uses)
				}
			}
		}
	}
}
