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

// binary builds the provider once per test process.
var binary = sync.OnceValues(func() (dir string, err error) {
	dir, err = os.MkdirTemp("", "provider")
	if err != nil {
		return "", err
	}
	_, file, _, _ := runtime.Caller(0)
	// The context of a test is not used: later tests use the same binary.
	build := exec.Command("go", "build", "-o", filepath.Join(dir, providerName), ".") //nolint:gosec // constant arguments
	build.Dir = filepath.Join(filepath.Dir(file), "..", "..")
	build.Stderr = os.Stderr
	return dir, build.Run()
})

// Binary builds the provider and returns the directory of the executable.
func Binary(t *testing.T) string {
	t.Helper()
	dir, err := binary()
	if err != nil {
		t.Fatalf("build the provider: %v", err)
	}
	return dir
}
