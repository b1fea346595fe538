package main

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"testing"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-version"}, &out, io.Discard); err != nil || !regexp.MustCompile(`^otc-emulator \S+\n$`).Match(out.Bytes()) {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

// go install refuses a module with such directives if it is given a version.
func TestModuleCanBeInstalled(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if directive := regexp.MustCompile(`(?m)^(replace|exclude)\b`).Find(text); directive != nil {
		t.Errorf("go.mod has the directive %s", directive)
	}
}
