package cloudsyaml

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"

	"go.yaml.in/yaml/v3"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// maxSize is the limit of a file, in bytes. Real ones have a few thousand.
const maxSize = 1 << 20

// file is the part of a file that this package uses.
type file struct {
	path   string            // "" if none was found
	Clouds map[string]*entry `yaml:"clouds"`
	Public map[string]*entry `yaml:"public-clouds"`
}

// entry is one cloud or profile.
type entry struct {
	Auth   map[string]scalar `yaml:"auth"`
	Beside map[string]scalar `yaml:",inline"`
}

// empty reports whether the entry is null or has no keys.
func (e *entry) empty() bool { return e == nil || len(e.Auth)+len(e.Beside) == 0 }

// scalar is a value as it is written: a password of digits must not become a number, and 0123 must keep its zero.
type scalar struct {
	text otc.Secret
	line int
	kind yaml.Kind
}

// UnmarshalYAML implements yaml.Unmarshaler. It accepts any kind of node, because keys that are not used here may have
// lists or mappings.
func (s *scalar) UnmarshalYAML(node *yaml.Node) error {
	*s = scalar{line: node.Line, kind: node.Kind}
	if node.Kind == yaml.ScalarNode {
		s.text = otc.Secret(node.Value)
	}
	return nil
}

// beside are the keys next to auth that are used. Of the keys in auth, all are.
var beside = map[string]bool{
	"profile": true, "region_name": true, "interface": true, "verify": true,
	"cacert": true, "cert": true, "key": true, "ak": true, "sk": true,
}

// values returns the values of an entry by key. Keys in auth have the prefix "auth.".
func (e *entry) values(path string) (map[string]value, error) {
	values := map[string]value{}
	for key, s := range e.Auth {
		if err := s.check("auth." + key); err != nil {
			return nil, err
		}
		values["auth."+key] = value{text: s.text, file: path}
	}
	for key, s := range e.Beside {
		if !beside[key] {
			continue
		}
		if err := s.check(key); err != nil {
			return nil, err
		}
		values[key] = value{text: s.text, file: path}
	}
	for key, v := range values {
		if v.text == "" {
			delete(values, key) // an empty value does not override others
		}
	}
	return values, nil
}

func (s scalar) check(key string) error {
	if s.kind != 0 && s.kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: %s must be a single value", s.line, key)
	}
	return nil
}

// read parses the first file that exists.
func read(paths []string) (file, error) {
	for _, path := range paths {
		content, err := load(path)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			continue
		}
		if err != nil {
			return file{}, err
		}
		f, err := parse(content, strings.EqualFold(filepath.Ext(path), ".json"))
		if err != nil {
			return file{}, fmt.Errorf("%s: %w", path, err)
		}
		f.path = path
		return f, nil
	}
	return file{}, nil
}

func load(path string) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the user selects the file
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // opened for reading only
	content, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxSize {
		return nil, fmt.Errorf("%s: larger than %d KiB, which is too large for a clouds.yaml", path, maxSize>>10)
	}
	return content, nil
}

// parse parses the content of a file. Its errors do not quote the content, which may be secret.
func parse(content []byte, isJSON bool) (file, error) {
	if isJSON {
		plain, err := plainJSON(content)
		if err != nil {
			return file{}, err
		}
		content = plain
	}
	var f file
	if err := yaml.Unmarshal(content, &f); err != nil {
		return file{}, withoutContent(err)
	}
	return f, nil
}

// plainJSON rewrites JSON without tabs and escaped surrogates, so that it is also valid YAML.
func plainJSON(content []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	var v any
	err := decoder.Decode(&v)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("content after the end")
		}
	}
	var b bytes.Buffer
	if err == nil {
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		err = encoder.Encode(v)
	}
	if err != nil {
		line := 1 + bytes.Count(content[:min(decoder.InputOffset(), int64(len(content)))], []byte("\n"))
		return nil, fmt.Errorf("is not valid JSON, near line %d", line)
	}
	return b.Bytes(), nil
}

var lineNumber = regexp.MustCompile(`\bline (\d+)`)

// withoutContent reduces an error of the YAML library to its line number, because its text may quote a password.
func withoutContent(err error) error {
	var form *yaml.TypeError
	text, what := err.Error(), "is not valid YAML"
	if errors.As(err, &form) {
		text, what = strings.Join(form.Errors, "\n"), "does not have the format of a clouds.yaml"
	}
	// The line number precedes quoted content.
	if match := lineNumber.FindStringSubmatch(text); match != nil && len(match[1]) < 8 {
		return fmt.Errorf("%s, near line %s", what, match[1])
	}
	return errors.New(what)
}
