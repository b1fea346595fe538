package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	configurationFile = ".goreleaser.yml"
	dist              = "dist" // where GoReleaser puts what it makes
	goreleaserModule  = "internal/tools/goreleaser/go.mod"
)

// snapshot is a release that was built but not published.
type snapshot struct {
	Version   string
	targets   []string
	artifacts []artifact
}

// artifact is an entry of dist/artifacts.json.
type artifact struct {
	Name   string `json:"name"`
	Path   string `json:"path"` // from the root of the repository
	Type   string `json:"type"`
	GOOS   string `json:"goos"`
	GOARCH string `json:"goarch"`
	Extra  struct {
		ID string `json:"ID"`
	} `json:"extra"`
}

// build validates the configuration of GoReleaser, and builds and signs a snapshot.
func build(ctx context.Context, o options, k *key, dir string) (*snapshot, error) {
	step("Building GoReleaser; the first time takes some minutes")
	// go tool builds without a word; go build names what it compiles.
	if err := execute(ctx, command{
		name: "go", args: []string{"build", "-v", "-modfile=" + goreleaserModule, "-o", os.DevNull, "github.com/goreleaser/goreleaser/v2"},
	}); err != nil {
		return nil, err
	}
	path, err := output(ctx, command{name: "go", args: []string{"tool", "-n", "-modfile=" + goreleaserModule, "goreleaser"}})
	if err != nil {
		return nil, err
	}
	goreleaser := strings.TrimSpace(path)

	step("Validating %s", configurationFile)
	if err := execute(ctx, command{name: goreleaser, args: []string{"check", configurationFile}}); err != nil {
		return nil, err
	}

	step("Building and signing a snapshot for %s", strings.Join(o.targets, ", "))
	configuration, err := os.ReadFile(configurationFile)
	if err != nil {
		return nil, err
	}
	reduced := filepath.Join(dir, configurationFile)
	text, err := reduce(string(configuration), o.targets)
	if err != nil {
		return nil, err
	}
	if err := writeFile(reduced, text); err != nil {
		return nil, err
	}
	if err := execute(ctx, command{
		name: goreleaser, args: []string{"release", "--config=" + reduced, "--snapshot", "--clean", "--skip=publish"}, env: k.env(),
	}); err != nil {
		return nil, err
	}
	s := &snapshot{targets: o.targets}
	return s, errors.Join(readJSON(filepath.Join(dist, "metadata.json"), s), readJSON(filepath.Join(dist, "artifacts.json"), &s.artifacts))
}

func readJSON(file string, to any) error {
	data, err := os.ReadFile(file) //nolint:gosec // one of GoReleaser's
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, to); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

var targetLine = regexp.MustCompile(`(?m)^ +- ([a-z0-9]+_[a-z0-9]+)\n`)

// targetsIn returns the platforms that a configuration of GoReleaser builds for.
func targetsIn(configuration string) []string {
	var targets []string
	for _, line := range targetLine.FindAllStringSubmatch(configuration, -1) {
		targets = append(targets, line[1])
	}
	slices.Sort(targets)
	return slices.Compact(targets)
}

// reduce returns a configuration of GoReleaser with no other targets than those. Everything else is left as it is.
func reduce(configuration string, targets []string) (string, error) {
	all := targetsIn(configuration)
	for _, t := range targets {
		if !slices.Contains(all, t) {
			return "", fmt.Errorf("%s has no target %s; it has %s", configurationFile, t, strings.Join(all, ", "))
		}
	}
	return targetLine.ReplaceAllStringFunc(configuration, func(line string) string {
		if slices.Contains(targets, strings.TrimSpace(strings.TrimLeft(line, " -"))) {
			return line
		}
		return ""
	}), nil
}
