// Package cloudsyaml reads an entry of clouds.yaml, the file in which OpenStack's tools keep how clouds are
// reached: https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
package cloudsyaml

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// RegionPlaceholder stands in a profile's auth_url for the region that is used in the end.
const RegionPlaceholder = "{region_name}"

// builtIn are the profiles that need no file. One of a file is laid over them.
var builtIn = map[string]map[string]otc.Secret{
	"otc": {"auth.auth_url": "https://iam." + RegionPlaceholder + ".otc.t-systems.com/v3"},
}

// Cloud is one entry, with its secrets and its profile.
type Cloud struct {
	Name  string
	Files []string // those it was read from

	values map[string]value
}

// value is a scalar of a file as it is written there; which of them are secret is not known here.
type value struct {
	text otc.Secret
	file string // "" for a built-in profile
}

// Get returns the value of a key, such as "region_name" or "auth.password", and the file it is from, "" where
// it is from a built-in profile. A key that is absent, null or empty gives "" for both.
func (c *Cloud) Get(key string) (text, file string) {
	if c == nil {
		return "", ""
	}
	v := c.values[key]
	return v.text.Reveal(), v.file
}

// String shows no values: they may be secret.
func (c *Cloud) String() string { return fmt.Sprintf("cloud %q", c.Name) }

// GoString implements fmt.GoStringer alike.
func (c *Cloud) GoString() string { return c.String() }

// Load reads the entry of that name from the first clouds.yaml that is found. What secure.yaml says of it
// comes first, then clouds.yaml, then the profile it names. It returns an error if the entry does not exist,
// which names the files searched and the clouds they have, or if nothing stands in it.
func Load(name string, search Search) (*Cloud, error) {
	clouds, err := read(search.paths("clouds"))
	if err != nil {
		return nil, err
	}
	secure, err := read(search.paths("secure"))
	if err != nil {
		return nil, err
	}
	if clouds.Clouds[name].empty() && secure.Clouds[name].empty() {
		return nil, noContent(name, search, clouds, secure)
	}
	c := &Cloud{Name: name, values: map[string]value{}}
	for _, f := range []file{clouds, secure} {
		if err := c.lay(f, f.Clouds[name]); err != nil {
			return nil, err
		}
	}
	if profile, _ := c.Get("profile"); profile != "" {
		if err := c.layUnder(profile, search); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// lay puts the values of an entry over those there are.
func (c *Cloud) lay(f file, e *entry) error {
	if e == nil {
		return nil
	}
	values, err := e.values(f.path)
	if err != nil {
		return fmt.Errorf("%s: cloud %q: %w", f.path, c.Name, err)
	}
	maps.Copy(c.values, values)
	c.Files = append(c.Files, f.path)
	return nil
}

// layUnder puts the values of a profile under those there are.
func (c *Cloud) layUnder(profile string, search Search) error {
	public, err := read(search.paths("clouds-public"))
	if err != nil {
		return err
	}
	known := slices.Concat(slices.Collect(maps.Keys(builtIn)), slices.Collect(maps.Keys(public.Public)))
	if !slices.Contains(known, profile) {
		return fmt.Errorf("cloud %q has the profile %q, which is not known; there are the profiles %s; searched: %s",
			c.Name, profile, list(known), strings.Join(search.paths("clouds-public"), ", "))
	}
	own := c.values
	c.values = map[string]value{}
	for key, text := range builtIn[profile] {
		c.values[key] = value{text: text}
	}
	if err := c.lay(public, public.Public[profile]); err != nil {
		return err
	}
	maps.Copy(c.values, own)
	return nil
}

// noContent tells an entry that is empty in every file that has it from one that no file has.
func noContent(name string, search Search, clouds, secure file) error {
	var paths []string
	for _, f := range []file{clouds, secure} {
		if _, ok := f.Clouds[name]; ok {
			paths = append(paths, f.path)
		}
	}
	if len(paths) == 0 {
		return unknown(name, search, clouds, secure)
	}
	return fmt.Errorf("cloud %q exists in %s but is empty; it should have region_name, auth (with username, password, "+
		"user_domain_name and project_name, for example), and either auth.auth_url or a profile, such as otc",
		name, strings.Join(paths, " and "))
}

func unknown(name string, search Search, clouds, secure file) error {
	searched := strings.Join(slices.Concat(search.paths("clouds"), search.paths("secure")), ", ")
	if clouds.path == "" && secure.path == "" {
		return fmt.Errorf("there is no cloud %q, because no clouds.yaml was found; searched: %s", name, searched)
	}
	var read []string
	for _, f := range []file{clouds, secure} {
		if f.path != "" {
			read = append(read, f.path)
		}
	}
	names := slices.Concat(slices.Collect(maps.Keys(clouds.Clouds)), slices.Collect(maps.Keys(secure.Clouds)))
	return fmt.Errorf("there is no cloud %q in %s, only %s; searched: %s",
		name, strings.Join(read, " or "), list(names), searched)
}

// list names things in order, each once.
func list(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	quoted := make([]string, 0, len(names))
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	return strings.Join(quoted, ", ")
}
