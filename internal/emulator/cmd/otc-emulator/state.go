package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"sync"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// open returns the cloud with the state of a file, if there is one.
func open(c config) (*emulator.Emulator, *stateFile, error) {
	path := c.initialState
	if c.state != "" {
		if _, err := os.Stat(c.state); err == nil {
			path = c.state
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, err
		}
	}
	var state emulator.State
	if path != "" {
		text, err := os.ReadFile(path) //nolint:gosec // the user names the file
		if err != nil {
			return nil, nil, err
		}
		if state, err = emulator.ParseState(text); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	cloud, err := emulator.Restore(c.options, state)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return cloud, &stateFile{path: c.state, cloud: cloud}, nil
}

// stateFile keeps the state of a cloud in a file.
type stateFile struct {
	path  string // "" keeps nothing
	cloud *emulator.Emulator

	mu    sync.Mutex
	saved []byte
}

// save writes the state, if it has changed.
func (s *stateFile) save() error {
	if s.path == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	text, err := json.MarshalIndent(s.cloud.Save(), "", "  ")
	if err != nil {
		return err
	}
	if bytes.Equal(text, s.saved) {
		return nil
	}
	if err := writeFile(s.path, append(text, '\n')); err != nil {
		return fmt.Errorf("keep the state: %w", err)
	}
	s.saved = text
	return nil
}

// keep saves the state after each request that may have changed it.
func (s *stateFile) keep(next http.Handler, stderr io.Writer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { // also if a fault ends the handler with a panic
			if r.Method == http.MethodGet || r.Method == http.MethodHead {
				return
			}
			if err := s.save(); err != nil {
				_, _ = fmt.Fprintln(stderr, "otc-emulator:", err)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
