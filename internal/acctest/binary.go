package acctest

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

const providerName = "terraform-provider-opentelekomcloud"

// binary builds the provider once for all tests of a process.
var binary = sync.OnceValues(func() (dir string, err error) {
	dir, err = os.MkdirTemp("", "provider")
	if err != nil {
		return "", err
	}
	_, file, _, _ := runtime.Caller(0)
	//nolint:gosec // outlives the test that comes first; nothing of it comes from outside
	build := exec.Command(
		"go",
		"build",
		"-o",
		filepath.Join(dir, providerName),
		".",
	)
	build.Dir = filepath.Join(filepath.Dir(file), "..", "..")
	build.Stderr = os.Stderr
	return dir, build.Run()
})

// Binary returns the folder that holds the provider as a program.
func Binary(t *testing.T) string {
	t.Helper()
	dir, err := binary()
	if err != nil {
		t.Fatalf("build the provider: %v", err)
	}
	return dir
}
