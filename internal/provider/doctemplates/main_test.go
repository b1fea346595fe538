package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInsert(t *testing.T) {
	t.Parallel()
	insertions := map[string]string{"error codes: vpcep_service": "| code |", "partial: requests": "| create |"}
	got, err := insert("a\n<!-- error codes: vpcep_service -->\nb\n<!-- partial: requests -->", insertions)
	if want := "a\n| code |\nb\n| create |"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	for _, unknown := range []string{"<!-- error codes: vpcep_none -->", "<!-- partial: none -->"} {
		if got, err := insert(unknown, insertions); err == nil {
			t.Errorf("%s: got %q", unknown, got)
		}
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "templates")
	for name, content := range map[string]string{
		"index.md.tmpl":         "<!-- partial: note -->\n<!-- error codes: vpcep_service -->\n",
		"resources/one.md.tmpl": "<!-- partial: note -->\n",
		"partials/note.md":      "shared\n",
	} {
		file := filepath.Join(from, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(from, to); err != nil {
		t.Fatal(err)
	}
	index, err := os.ReadFile(filepath.Join(to, "index.md.tmpl")) //nolint:gosec // of this test
	if err != nil || !strings.HasPrefix(string(index), "shared\n| code |") {
		t.Errorf("index: %q, %v; want the partial and the table", index, err)
	}
	one, err := os.ReadFile(filepath.Join(to, "resources/one.md.tmpl")) //nolint:gosec // of this test
	if err != nil || string(one) != "shared\n" {
		t.Errorf("a page in a folder: %q, %v", one, err)
	}
	if _, err := os.Stat(filepath.Join(to, "partials")); !os.IsNotExist(err) {
		t.Errorf("the partials are copied: %v", err)
	}
}
