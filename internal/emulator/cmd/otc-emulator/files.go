package main

import (
	"errors"
	"os"
	"path/filepath"
)

// writeFile writes a file atomically, so that scripts can wait for it to exist. Only the user can read it.
func writeFile(path string, contents []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(contents)
	if err = errors.Join(err, temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), path) //nolint:gosec // the user names the file
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name())) //nolint:gosec // created above
	}
	return nil
}
