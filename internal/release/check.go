package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	projectName  = "terraform-provider-opentelekomcloud"
	manifestFile = "terraform-registry-manifest.json"
)

// archive returns the path of the provider's archive.
func (s *snapshot) archive(target string) string {
	return filepath.Join(dist, fmt.Sprintf("%s_%s_%s.zip", projectName, s.Version, target))
}

// check checks everything that the registry or a person downloads.
func (s *snapshot) check(ctx context.Context, k *key, maxSize int64) error {
	sums := filepath.Join(dist, fmt.Sprintf("%s_%s_SHA256SUMS", projectName, s.Version))
	if err := k.verify(ctx, sums+".sig", sums); err != nil {
		return err
	}
	files := map[string]string{fmt.Sprintf("%s_%s_manifest.json", projectName, s.Version): manifestFile}
	for _, t := range s.targets {
		files[filepath.Base(s.archive(t))] = s.archive(t)
	}
	if err := checkSums(sums, files); err != nil {
		return err
	}
	fmt.Printf("%s is signed, and lists the manifest and the archives of %d platforms\n", filepath.Base(sums), len(s.targets))
	for _, a := range s.artifacts {
		if a.Type != "Archive" {
			continue
		}
		size, err := checkArchive(a, s.Version)
		if err != nil {
			return err
		}
		fmt.Printf("%-75s %5.1f MB, unpacked %5.1f MB\n", a.Name, megabytes(fileSize(a.Path)), megabytes(size))
		if a.Extra.ID == "provider" && a.GOOS+"_"+a.GOARCH == sized && size > maxSize {
			return fmt.Errorf("%s: the provider has %d bytes, at most %d are wanted; `go tool nm -size -sort=size` lists what it "+
				"contains", a.Path, size, maxSize)
		}
	}
	return s.checkSBOMs()
}

// checkSums checks that a file of SHA-256 sums lists exactly the files with those names.
func checkSums(sums string, files map[string]string) error {
	text, err := os.ReadFile(sums) //nolint:gosec // one of GoReleaser's
	if err != nil {
		return err
	}
	missing := maps.Clone(files)
	for line := range strings.Lines(string(text)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		file, ok := missing[name]
		if !ok {
			return fmt.Errorf("%s lists %q, which is unexpected, or listed twice", sums, name)
		}
		delete(missing, name)
		data, err := os.ReadFile(file) //nolint:gosec // an archive, or the manifest
		if err != nil {
			return err
		}
		if is := sha256.Sum256(data); hex.EncodeToString(is[:]) != sum {
			return fmt.Errorf("%s has %s for %s, whose SHA-256 sum is %x", sums, sum, file, is)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s does not list %s", sums, strings.Join(slices.Sorted(maps.Keys(missing)), ", "))
	}
	return nil
}

// checkArchive checks that an archive contains one executable with the name that the CLI expects. It returns the size of the
// executable.
func checkArchive(a artifact, version string) (int64, error) {
	want := "otc-emulator"
	if a.Extra.ID == "provider" {
		want = projectName + "_v" + version
	}
	if a.GOOS == "windows" {
		want += ".exe"
	}
	r, err := zip.OpenReader(a.Path)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", a.Path, err)
	}
	defer r.Close() //nolint:errcheck // was only read
	for _, f := range r.File {
		if f.Name != want {
			continue
		}
		if f.Mode().Perm()&0o111 == 0 {
			return 0, fmt.Errorf("%s: %s is not executable", a.Path, want)
		}
		return int64(f.UncompressedSize64), nil //nolint:gosec // an executable has less than 2⁶³ bytes
	}
	return 0, fmt.Errorf("%s does not contain %s", a.Path, want)
}

// checkSBOMs checks that there is a list of components for each executable.
func (s *snapshot) checkSBOMs() error {
	executables, lists := 0, 0
	for _, a := range s.artifacts {
		switch a.Type {
		case "Binary":
			executables++
		case "SBOM":
			lists++
			text, err := os.ReadFile(a.Path)
			if err != nil {
				return err
			}
			if !bytes.Contains(text, []byte(`"bomFormat": "CycloneDX"`)) {
				return fmt.Errorf("%s is not an SBOM in CycloneDX format", a.Path)
			}
		}
	}
	if executables == 0 || lists != executables {
		return errors.New("not every executable has an SBOM")
	}
	fmt.Printf("%d executables have an SBOM\n", lists)
	return nil
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }
