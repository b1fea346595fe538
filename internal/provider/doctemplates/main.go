// Command doctemplates copies the templates of docs/ and inserts what several pages share: the files in partials/, and the tables of
// error codes, which are made of the advice that the diagnostics give.
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

// partials is the folder of the files that templates insert.
const partials = "partials"

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
	insertions, err := readPartials(filepath.Join(from, partials))
	if err != nil {
		return err
	}
	for resource, table := range vpcep.ErrorTables() {
		insertions["error codes: "+resource] = table
	}
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		if relative == partials {
			return fs.SkipDir
		}
		if entry.IsDir() {
			return os.MkdirAll(target, 0o750)
		}
		content, err := os.ReadFile(path) //nolint:gosec // a template of this repository
		if err != nil {
			return err
		}
		inserted, err := insert(string(content), insertions)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return os.WriteFile(target, []byte(inserted), 0o600) //nolint:gosec // below the folder that was named
	})
}

// readPartials returns the files of a folder by the comment that inserts them.
func readPartials(folder string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil {
		return nil, err
	}
	insertions := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file) //nolint:gosec // a template of this repository
		if err != nil {
			return nil, err
		}
		insertions["partial: "+strings.TrimSuffix(filepath.Base(file), ".md")] = strings.TrimSpace(string(content))
	}
	return insertions, nil
}

// insert replaces each line that is a comment by the insertion of that name, such as "<!-- error codes: RESOURCE -->" or
// "<!-- partial: FILE -->".
func insert(template string, insertions map[string]string) (string, error) {
	lines := strings.Split(template, "\n")
	for i, line := range lines {
		name, isComment := strings.CutPrefix(line, "<!-- ")
		if !isComment {
			continue
		}
		name = strings.TrimSuffix(name, " -->")
		text, ok := insertions[name]
		if !ok {
			return "", fmt.Errorf("there is nothing to insert for %q", name)
		}
		lines[i] = text
	}
	return strings.Join(lines, "\n"), nil
}
