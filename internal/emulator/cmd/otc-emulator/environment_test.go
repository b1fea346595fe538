package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestEnvironment(t *testing.T) {
	t.Parallel()
	if got, want := string(exportLines([]string{"A=it's=x"})), "export A='it'\\''s=x'\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	cloud := emulator.New(emulator.Options{})
	text := string(environment(cloud, cloud.Owner(), "http://192.0.2.1:80"))
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "export OS_") && !strings.HasPrefix(line, "# ") {
			t.Errorf("not a command and not a comment: %q", line)
		}
	}
	owner := cloud.Owner()
	for name, value := range map[string]string{"OS_ACCESS_KEY": owner.AccessKey, "OS_SECRET_KEY": owner.SecretKey} {
		if want := fmt.Sprintf("\n# export %s='%s'\n", name, value); !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

func TestCloudsFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	state, path := filepath.Join(dir, "state.json"), filepath.Join(dir, "clouds.yaml")
	if err := os.WriteFile(state, []byte(`{"accounts": [{"name": "owner", "password": "a: \"b\" <#é\n"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, "-quiet", "-clouds-file", path, "-initial-state", state)
	p.stop(t)
	text, err := os.ReadFile(path) //nolint:gosec // a file of this test
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Clouds map[string]struct {
			Region string `yaml:"region_name"`
			Auth   map[string]string
		}
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if len(file.Clouds) != 4 {
		t.Errorf("the entries are %v", file.Clouds)
	}
	for name, cloud := range file.Clouds {
		if cloud.Region != "eu-de" || cloud.Auth["auth_url"] != p.url+"/v3" || !strings.HasPrefix(cloud.Auth["project_name"], "eu-de_") {
			t.Errorf("%s: %+v", name, cloud)
		}
	}
	if got, want := file.Clouds["owner"].Auth["password"], "a: \"b\" <#é\n"; got != want {
		t.Errorf("the password is %q, want %q", got, want)
	}
	if len(file.Clouds["consumer-key"].Auth["sk"]) != 40 || file.Clouds["consumer-key"].Auth["password"] != "" {
		t.Errorf("consumer-key: %+v", file.Clouds["consumer-key"])
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file with secrets has the mode %v, %v", info.Mode(), err)
	}
}
