package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// environment returns shell commands that set the environment variables with which an account signs in.
func environment(cloud *emulator.Emulator, a emulator.Account, address string) []byte {
	var lines bytes.Buffer
	fmt.Fprintf(&lines, "# The account %s of the emulated cloud at %s/\n", a.Name, address)
	lines.Write(exportLines(cloud.Environ(address, a)))
	lines.WriteString("# Instead of OS_USERNAME and OS_PASSWORD:\n")
	for line := range bytes.Lines(exportLines([]string{"OS_ACCESS_KEY=" + a.AccessKey, "OS_SECRET_KEY=" + a.SecretKey})) {
		fmt.Fprintf(&lines, "# %s", line)
	}
	return lines.Bytes()
}

func exportLines(environ []string) []byte {
	var lines bytes.Buffer
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		fmt.Fprintf(&lines, "export %s='%s'\n", name, strings.ReplaceAll(value, "'", `'\''`))
	}
	return lines.Bytes()
}

// cloudsYAML returns a clouds.yaml with two entries for each account: one with the user name and the password, and one with
// the access key.
func cloudsYAML(cloud *emulator.Emulator, address string) []byte {
	var text bytes.Buffer
	fmt.Fprintf(&text, "# The accounts of the emulated cloud at %s/\nclouds:\n", address)
	for _, a := range []emulator.Account{cloud.Owner(), cloud.Consumer()} {
		for _, entry := range []struct {
			name string
			auth [][2]string
		}{
			{a.Name, [][2]string{{"username", a.UserName}, {"password", a.Password}, {"user_domain_name", a.DomainName}}},
			{a.Name + "-key", [][2]string{{"ak", a.AccessKey}, {"sk", a.SecretKey}}},
		} {
			fmt.Fprintf(&text, "  %s:\n    region_name: %s\n    auth:\n", entry.name, yamlString(cloud.Region()))
			for _, field := range append(entry.auth, [2]string{"auth_url", address + "/v3"}, [2]string{"project_name", a.ProjectName}) {
				fmt.Fprintf(&text, "      %s: %s\n", field[0], yamlString(field[1]))
			}
		}
	}
	return text.Bytes()
}

// yamlString quotes a string. JSON strings are YAML strings.
func yamlString(s string) string {
	var quoted strings.Builder
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // a string cannot fail
	return strings.TrimSpace(quoted.String())
}
