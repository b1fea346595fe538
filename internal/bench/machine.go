//go:build unix

package main

import (
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// findCLI returns the path of the CLI: TF_ACC_TERRAFORM_PATH, or terraform or tofu on the PATH.
func findCLI() (string, error) {
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path, nil
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("neither terraform nor tofu is on the PATH")
}

// describe names what is measured, and on which machine.
func describe(ctx context.Context, cli, provider string) (string, error) {
	built, err := buildinfo.ReadFile(provider)
	if err != nil {
		return "", fmt.Errorf("%s is not a provider: %w", provider, err)
	}
	version := exec.CommandContext(ctx, cli, "version")
	version.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1")
	output, err := version.Output()
	if err != nil {
		return "", fmt.Errorf("%s version: %w", cli, err)
	}
	name, _, _ := strings.Cut(string(output), "\n")
	cpuinfo, _ := os.ReadFile("/proc/cpuinfo") // only Linux has it
	return fmt.Sprintf("%s, built with %s; %s; %s/%s, %d CPUs%s.", provider, built.GoVersion, name,
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), cpuModel(string(cpuinfo))), nil
}

// cpuModel returns the name of the first CPU after a comma, or "".
func cpuModel(cpuinfo string) string {
	for line := range strings.Lines(cpuinfo) {
		if name, model, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == "model name" {
			return ", " + strings.TrimSpace(model)
		}
	}
	return ""
}
