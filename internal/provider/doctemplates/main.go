// Command doctemplates copies the templates of docs/ and inserts the tables of error codes, which are made of the advice
// that the diagnostics give.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/services/vpcep"
)

func main() {
	from := flag.String("from", "templates", "folder of the templates")
	to := flag.String("to", "bin/templates", "folder that the copies are written to")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	tables := vpcep.ErrorTables()
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o750)
		}
		content, err := os.ReadFile(path) //nolint:gosec // a template of this repository
		if err != nil {
			return err
		}
		inserted, err := insert(string(content), tables)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return os.WriteFile(target, []byte(inserted), 0o600) //nolint:gosec // below the folder that was named
	})
}

// insert replaces each line "<!-- error codes: RESOURCE -->" by the table of that resource.
func insert(template string, tables map[string]string) (string, error) {
	lines := strings.Split(template, "\n")
	for i, line := range lines {
		name, isMarker := strings.CutPrefix(line, "<!-- error codes: ")
		if !isMarker {
			continue
		}
		name = strings.TrimSuffix(name, " -->")
		table, ok := tables[name]
		if !ok {
			return "", fmt.Errorf("there is no table of error codes for %q", name)
		}
		lines[i] = table
	}
	return strings.Join(lines, "\n"), nil
}
