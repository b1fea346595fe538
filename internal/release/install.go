package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// installAll installs and applies the provider with each CLI, from a mirror with the archives.
func installAll(ctx context.Context, s *snapshot, clis []cli, dir string) (err error) {
	programs := filepath.Join(dir, "programs")
	if err := s.unpackAndAsk(ctx, programs); err != nil {
		return err
	}
	step("Starting the emulated cloud from its archive")
	e, err := startEmulator(ctx, filepath.Join(programs, executable("otc-emulator")), dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.stop()) }()
	for _, c := range clis {
		if err := install(ctx, s, c, e, filepath.Join(dir, filepath.Base(c.path))); err != nil {
			return fmt.Errorf("%s: %w", c.version, err)
		}
	}
	return nil
}

// unpackAndAsk unpacks the programs for this machine, and checks that they know their version.
func (s *snapshot) unpackAndAsk(ctx context.Context, dir string) error {
	for _, a := range s.artifacts {
		if a.Type == "Archive" && a.GOOS+"_"+a.GOARCH == host {
			if err := unpack(a.Path, dir); err != nil {
				return err
			}
		}
	}
	for file, name := range map[string]string{projectName + "_v" + s.Version: projectName, "otc-emulator": "otc-emulator"} {
		said, err := output(ctx, command{name: filepath.Join(dir, executable(file)), args: []string{"-version"}})
		if err != nil {
			return err
		}
		if want := name + " " + s.Version; strings.TrimSpace(said) != want {
			return fmt.Errorf("%s -version prints %q, want %q", file, said, want)
		}
	}
	return nil
}

// install does with one CLI what a person does with a new version: init, a lock file for all platforms, apply, plan, destroy.
func install(ctx context.Context, s *snapshot, c cli, e *emulator, dir string) error {
	step("Installing with %s from a mirror with the archives", c.version)
	mirror, workspace := filepath.Join(dir, "mirror"), filepath.Join(dir, "workspace")
	settings := filepath.Join(dir, "cli.tfrc")
	if err := errors.Join(
		s.fill(filepath.Join(mirror, c.registry, source)),
		writeFile(settings, fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)),
		writeFile(filepath.Join(workspace, "version_override.tf"), fmt.Sprintf(versionConstraint, source, s.Version)),
		copyFile("examples/demo/main.tf", filepath.Join(workspace, "main.tf")),
	); err != nil {
		return err
	}
	environment := append([]string{
		"TF_CLI_CONFIG_FILE=" + settings, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_INPUT=0", "TF_CLI_ARGS=-no-color",
	}, e.env...)
	run := func(args ...string) error {
		return execute(ctx, command{name: c.path, args: args, dir: workspace, env: environment})
	}

	if err := run("init"); err != nil {
		return err
	}
	lock := []string{"providers", "lock", "-fs-mirror=" + mirror}
	for _, t := range s.targets {
		lock = append(lock, "-platform="+t)
	}
	if err := run(lock...); err != nil {
		return err
	}
	if err := s.checkLock(filepath.Join(workspace, ".terraform.lock.hcl")); err != nil {
		return err
	}
	// The lock file covers this platform and must not be changed any more.
	if err := errors.Join(os.RemoveAll(filepath.Join(workspace, ".terraform")), run("init", "-lockfile=readonly")); err != nil {
		return err
	}
	for _, args := range [][]string{
		{"version"}, {"apply", "-auto-approve"}, {"plan", "-detailed-exitcode"}, {"destroy", "-auto-approve"},
	} {
		if err := run(args...); err != nil {
			return err
		}
	}

	step("Installing with %s from a mirror with an archive that was changed; it must refuse", c.version)
	if err := errors.Join(
		os.RemoveAll(filepath.Join(workspace, ".terraform")),
		tamper(filepath.Join(mirror, c.registry, source, filepath.Base(s.archive(host)))),
	); err != nil {
		return err
	}
	var said strings.Builder
	err := command{name: c.path, args: []string{"init"}, dir: workspace, env: environment, code: 1}.run(ctx, &said, &said)
	if err != nil || !strings.Contains(said.String(), "checksums") {
		return errors.Join(fmt.Errorf("init has not refused a changed archive:\n%s", &said), err)
	}
	fmt.Println("It did.")
	return nil
}

// versionConstraint makes the CLI install a snapshot, which it does only if asked for exactly that version.
const versionConstraint = `terraform {
  required_providers {
    opentelekomcloud = {
      source  = %q
      version = %q
    }
  }
}
`
