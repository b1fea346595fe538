package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const initialState = `{
	"accounts": [{"name": "owner", "password": "correct horse", "access_key": "OWNERKEY"}],
	"services": [{"id": "service-1", "service_name": "web"}]
}`

// The state is that of -initial-state first, and that of -state after a restart, including what happened before it.
func TestState(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	initial, state := filepath.Join(dir, "initial.json"), filepath.Join(dir, "state.json")
	if err := os.WriteFile(initial, []byte(initialState), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-initial-state", initial, "-state", state}
	p := start(t, args...)
	if !strings.Contains(p.printed, "export OS_PASSWORD='correct horse'") || !strings.Contains(p.printed, "OWNERKEY") {
		t.Errorf("printed %s", p.printed)
	}
	if services := p.services(t); len(services) != 1 || services[0].ID != "service-1" {
		t.Errorf("services: %+v", services)
	}
	p.do(t, http.MethodPatch, "/_emulator/services/service-1", `{"description": "changed"}`, http.StatusOK)
	if kept, err := os.ReadFile(state); err != nil || !strings.Contains(string(kept), `"description": "changed"`) { //nolint:gosec // a file of this test
		t.Errorf("the file contains %s, %v", kept, err)
	}
	if info, err := os.Stat(state); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file with secrets has the mode %v, %v", info.Mode(), err)
	}
	p.stop(t)

	p = start(t, args...)
	if services := p.services(t); len(services) != 1 || services[0].Description != "changed" {
		t.Errorf("services after a restart: %+v", services)
	}
	if !strings.Contains(p.printed, "export OS_PASSWORD='correct horse'") {
		t.Errorf("printed after a restart: %s", p.printed)
	}
	p.stop(t)
}

func TestInvalidState(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "state.json")
	if err := os.WriteFile(path, []byte("{\n\"accounts\": [{}]}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-initial-state", path}, {"-state", path}, {"-initial-state", filepath.Join(dir, "none")}, {"-state", filepath.Join(dir, "none", "x")},
	} {
		if err := runBriefly(t, args...); err == nil || !strings.Contains(err.Error(), args[1]) {
			t.Errorf("%v: %v", args, err)
		}
	}
}

type service struct{ ID, Description string }

func (p *program) services(t *testing.T) []service {
	t.Helper()
	var state struct{ Services []service }
	if err := json.Unmarshal([]byte(p.do(t, http.MethodGet, "/_emulator/state", "", http.StatusOK)), &state); err != nil {
		t.Fatal(err)
	}
	return state.Services
}
