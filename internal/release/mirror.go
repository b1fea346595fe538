package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// fill copies the provider's archives into the directory of a mirror.
func (s *snapshot) fill(dir string) error {
	for _, t := range s.targets {
		if err := copyFile(s.archive(t), filepath.Join(dir, filepath.Base(s.archive(t)))); err != nil {
			return err
		}
	}
	return nil
}

// checkLock checks that a lock file has the hash of the archive of every platform.
func (s *snapshot) checkLock(file string) error {
	lock, err := os.ReadFile(file) //nolint:gosec // of the workspace
	if err != nil {
		return err
	}
	for _, t := range s.targets {
		hash, err := hashContents(s.archive(t))
		if err != nil {
			return err
		}
		if !strings.Contains(string(lock), `"`+hash+`"`) {
			return fmt.Errorf("the lock file does not contain %s, the hash for %s:\n%s", hash, t, lock)
		}
	}
	fmt.Printf("The lock file has the hashes of the archives of all %d platforms:\n%s", len(s.targets), lock)
	return nil
}

// hashContents returns the hash of what an archive contains, in the form h1 of a lock file:
// https://developer.hashicorp.com/terraform/language/files/dependency-lock#new-provider-package-checksums
func hashContents(archive string) (string, error) {
	var lines []string
	err := eachFile(archive, func(f *zip.File, content io.Reader) error {
		sum := sha256.New()
		if _, err := io.Copy(sum, content); err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("%x  %s\n", sum.Sum(nil), f.Name))
		return nil
	})
	slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[2*sha256.Size:], b[2*sha256.Size:]) })
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return "h1:" + base64.StdEncoding.EncodeToString(sum[:]), err
}

// tamper adds a file to an archive.
func tamper(archive string) (err error) {
	changed, err := os.Create(archive + ".changed") //nolint:gosec // in the mirror
	if err != nil {
		return err
	}
	w := zip.NewWriter(changed)
	err = eachFile(archive, func(f *zip.File, _ io.Reader) error { return w.Copy(f) })
	added, addErr := w.Create("added")
	if addErr == nil {
		_, addErr = added.Write([]byte("x"))
	}
	return errors.Join(err, addErr, w.Close(), changed.Close(), os.Rename(changed.Name(), archive))
}

// unpack writes the files of an archive into a directory.
func unpack(archive, dir string) error {
	return eachFile(archive, func(f *zip.File, content io.Reader) error {
		data, err := io.ReadAll(content)
		if err != nil {
			return err
		}
		path := filepath.Join(dir, filepath.Base(f.Name))
		return errors.Join(os.MkdirAll(dir, 0o750), os.WriteFile(path, data, f.Mode().Perm())) //nolint:gosec // Base has no ".."
	})
}

func eachFile(archive string, do func(f *zip.File, content io.Reader) error) error {
	r, err := zip.OpenReader(archive)
	if err != nil {
		return fmt.Errorf("%s: %w", archive, err)
	}
	defer r.Close() //nolint:errcheck // was only read
	for _, f := range r.File {
		content, err := f.Open()
		if err != nil {
			return err
		}
		if err := errors.Join(do(f, content), content.Close()); err != nil {
			return fmt.Errorf("%s of %s: %w", f.Name, archive, err)
		}
	}
	return nil
}

// executable returns the name of a program's file on this machine.
func executable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

func copyFile(from, to string) error {
	data, err := os.ReadFile(from) //nolint:gosec // of this repository
	if err != nil {
		return err
	}
	return writeFile(to, string(data))
}

func writeFile(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600) //nolint:gosec // in a temporary directory
}
