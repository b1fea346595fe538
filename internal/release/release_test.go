package main

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pack writes an archive with files, by name, that are executable.
func pack(t *testing.T, files map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "archive.zip")
	f, err := os.Create(path) //nolint:gosec // of this test
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	for name, text := range files {
		header := &zip.FileHeader{Name: name}
		header.SetMode(0o755)
		entry, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTargets(t *testing.T) {
	t.Parallel()
	configuration, err := os.ReadFile("../../" + configurationFile)
	if err != nil {
		t.Fatal(err)
	}
	all := targetsIn(string(configuration))
	if len(all) < 10 || !slices.Contains(all, sized) {
		t.Errorf("targets: %v", all)
	}
	reduced, err := reduce(string(configuration), []string{"darwin_arm64", sized})
	if err != nil {
		t.Fatal(err)
	}
	if left := targetsIn(reduced); !slices.Equal(left, []string{"darwin_arm64", sized}) {
		t.Errorf("left: %v", left)
	}
	var removed []string
	for line := range strings.Lines(string(configuration)) {
		if !strings.Contains(reduced, line) {
			removed = append(removed, strings.TrimSpace(line))
		}
	}
	slices.Sort(removed)
	if removed = slices.Compact(removed); len(removed) != len(all)-2 {
		t.Errorf("removed %d lines for %d targets: %q", len(removed), len(all)-2, removed)
	}
	if _, err := reduce(string(configuration), []string{"plan9_mips"}); err == nil || !strings.Contains(err.Error(), "plan9_mips") {
		t.Errorf("an unknown target: %v", err)
	}
}

func TestOptions(t *testing.T) {
	t.Parallel()
	o, err := parseOptions([]string{"-targets=darwin_arm64," + host, "-tofu=x/tofu"})
	want := []string{"darwin_arm64", host, sized}
	slices.Sort(want)
	if err != nil || !slices.Equal(o.targets, slices.Compact(want)) || o.tofu != "x/tofu" {
		t.Errorf("%+v, %v", o, err)
	}
	for _, args := range [][]string{{"-targets=linux"}, {"all"}} {
		if _, err := parseOptions(args); err == nil {
			t.Errorf("%v is no error", args)
		}
	}
}

func TestCheckSums(t *testing.T) {
	t.Parallel()
	archive := pack(t, map[string]string{"a": "text"})
	data, err := os.ReadFile(archive) //nolint:gosec // of this test
	if err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("%x  a.zip\n", sha256.Sum256(data))
	for name, test := range map[string]struct{ sums, want string }{
		"as it is":     {line, ""},
		"other sum":    {strings.Repeat("0", 64) + "  a.zip\n", "whose SHA-256 sum is"},
		"nothing":      {"", "does not list a.zip"},
		"one more":     {line + strings.Repeat("0", 64) + "  b.zip\n", `lists "b.zip"`},
		"listed twice": {line + line, `lists "a.zip"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "SHA256SUMS")
			if err := writeFile(file, test.sums); err != nil {
				t.Fatal(err)
			}
			err := checkSums(file, map[string]string{"a.zip": archive})
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestCheckArchive(t *testing.T) {
	t.Parallel()
	const text = "text of a program"
	provider := artifact{Path: pack(t, map[string]string{projectName + "_v1.2.3": text}), GOOS: "linux"}
	provider.Extra.ID = "provider"
	if size, err := checkArchive(provider, "1.2.3"); err != nil || size != int64(len(text)) {
		t.Errorf("size %d, %v", size, err)
	}
	if _, err := checkArchive(provider, "1.2.4"); err == nil {
		t.Error("another version is no error")
	}
	provider.GOOS = "windows"
	if _, err := checkArchive(provider, "1.2.3"); err == nil || !strings.Contains(err.Error(), ".exe") {
		t.Errorf("without .exe: %v", err)
	}
}

func TestHashContents(t *testing.T) {
	t.Parallel()
	// The SHA-256 sum of the lines that sha256sum prints for the files, sorted by name.
	const want = "h1:kO/Oqkn0quVyqFeXqSR4ovb/JV5dfuSOjpgpPXKMWAw="
	archive := pack(t, map[string]string{"b": "2\n", "a": "1\n"})
	if hash, err := hashContents(archive); err != nil || hash != want {
		t.Errorf("%s, %v, want %s", hash, err, want)
	}
	if err := tamper(archive); err != nil {
		t.Fatal(err)
	}
	if changed, err := hashContents(archive); err != nil || changed == want {
		t.Errorf("still %s after a change, %v", changed, err)
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("gpg"); err != nil {
		t.Skip("gpg is not installed")
	}
	dir, err := os.MkdirTemp("", "k") //nolint:usetesting // the path of the agent's socket is limited
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	ctx, cancel := context.WithCancel(t.Context())
	k, err := newKey(ctx, filepath.Join(dir, "gpg"))
	if err != nil {
		t.Fatal(err)
	}
	file, signature := filepath.Join(dir, "file"), filepath.Join(dir, "file.sig")
	if err := writeFile(file, "text"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.gpg(ctx, "--local-user", k.fingerprint, "--output", signature, "--detach-sign", file); err != nil {
		t.Fatal(err)
	}
	if err := k.verify(ctx, signature, file); err != nil {
		t.Error(err)
	}
	if err := writeFile(file, "another text"); err != nil {
		t.Fatal(err)
	}
	if err := k.verify(ctx, signature, file); err == nil {
		t.Error("the signature fits another text")
	}
	cancel()
	if err := k.stop(ctx); err != nil {
		t.Error(err)
	}
}
