package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// cli is Terraform or OpenTofu.
type cli struct {
	path, version string // version is as in "OpenTofu v1.12.0"
	registry      string // the host of source addresses without one
}

const source = "otc-vpcep/opentelekomcloud"

// findCLIs returns the CLIs that were asked for, or else those on the PATH.
func findCLIs(ctx context.Context, o options) ([]cli, error) {
	var found []cli
	for _, of := range []struct{ name, path, registry string }{
		{"terraform", o.terraform, "registry.terraform.io"}, {"tofu", o.tofu, "registry.opentofu.org"},
	} {
		path := of.path
		if path == "" {
			on, err := exec.LookPath(of.name)
			if errors.Is(err, exec.ErrNotFound) {
				fmt.Printf("%s is not on the PATH\n", of.name)
				continue
			}
			path = on
		}
		path, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		said, err := output(ctx, command{
			name: path, args: []string{"version"}, env: []string{"TF_CLI_CONFIG_FILE=" + os.DevNull, "CHECKPOINT_DISABLE=1"},
		})
		if err != nil {
			return nil, err
		}
		version, _, _ := strings.Cut(said, "\n")
		found = append(found, cli{path: path, version: version, registry: of.registry})
	}
	if len(found) == 0 {
		return nil, errors.New("neither terraform nor tofu is on the PATH")
	}
	return found, nil
}

func versions(clis []cli) []string {
	var versions []string
	for _, c := range clis {
		versions = append(versions, c.version)
	}
	return versions
}
