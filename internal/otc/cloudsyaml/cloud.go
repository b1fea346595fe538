// Package cloudsyaml reads an entry of clouds.yaml, the configuration file of OpenStack tools. Its format is described at
// https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html.
package cloudsyaml

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// RegionPlaceholder in the auth_url of a profile is to be replaced with the region.
const RegionPlaceholder = "{region_name}"

// builtIn are profiles that need no file. A profile of the same name in a file overrides their values.
var builtIn = map[string]map[string]otc.Secret{
	"otc": {"auth.auth_url": "https://iam." + RegionPlaceholder + ".otc.t-systems.com/v3"},
}

// Cloud is one entry, merged with its secrets and its profile.
type Cloud struct {
	Name  string
	Files []string // the files it was read from

	values map[string]value
}

// value is a scalar as it is written in a file. Any of them may be secret.
type value struct {
	text otc.Secret
	file string // "" for a built-in profile
}

// Get returns the value of a key, such as "region_name" or "auth.password", and its file, which is "" for a built-in
// profile. If the key is absent, null or empty, both are "".
func (c *Cloud) Get(key string) (text, file string) {
	if c == nil {
		return "", ""
	}
	v := c.values[key]
	return v.text.Reveal(), v.file
}

// String does not show values, because they may be secret.
func (c *Cloud) String() string { return fmt.Sprintf("cloud %q", c.Name) }

// GoString implements fmt.GoStringer in the same way.
func (c *Cloud) GoString() string { return c.String() }

// Load reads the entry with that name from the first clouds.yaml that exists. Values in secure.yaml take precedence over
// those in clouds.yaml, and these over the profile of the entry. It returns an error if the entry is empty or does not
// exist. The error lists the clouds of the files that were read, or the files that were searched if there was none.
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
		return nil, emptyError(name, search, clouds, secure)
	}
	c := &Cloud{Name: name, values: map[string]value{}}
	for _, f := range []file{clouds, secure} {
		if err := c.override(f, f.Clouds[name]); err != nil {
			return nil, err
		}
	}
	if profile, _ := c.Get("profile"); profile != "" {
		if err := c.addDefaults(profile, search); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// override adds the values of an entry, replacing existing ones.
func (c *Cloud) override(f file, e *entry) error {
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

// addDefaults adds the values of a profile, keeping existing ones.
func (c *Cloud) addDefaults(profile string, search Search) error {
	public, err := read(search.paths("clouds-public"))
	if err != nil {
		return err
	}
	known := slices.Concat(slices.Collect(maps.Keys(builtIn)), slices.Collect(maps.Keys(public.Public)))
	if !slices.Contains(known, profile) {
		return fmt.Errorf("cloud %q has the unknown profile %q; known profiles: %s; searched: %s",
			c.Name, profile, list(known), strings.Join(search.paths("clouds-public"), ", "))
	}
	own := c.values
	c.values = map[string]value{}
	for key, text := range builtIn[profile] {
		c.values[key] = value{text: text}
	}
	if err := c.override(public, public.Public[profile]); err != nil {
		return err
	}
	maps.Copy(c.values, own)
	return nil
}

// emptyError returns the error for an entry that is empty in all files, or that is in none of them.
func emptyError(name string, search Search, clouds, secure file) error {
	var paths []string
	for _, f := range []file{clouds, secure} {
		if _, ok := f.Clouds[name]; ok {
			paths = append(paths, f.path)
		}
	}
	if len(paths) == 0 {
		return notFoundError(name, search, clouds, secure)
	}
	return fmt.Errorf("cloud %q exists in %s but is empty; it should have region_name, auth (with username, password, "+
		"user_domain_name and project_name, for example), and either auth.auth_url or a profile, such as otc",
		name, strings.Join(paths, " and "))
}

func notFoundError(name string, search Search, clouds, secure file) error {
	if clouds.path == "" && secure.path == "" {
		searched := strings.Join(slices.Concat(search.paths("clouds"), search.paths("secure")), ", ")
		return fmt.Errorf("there is no cloud %q, because no clouds.yaml was found; searched: %s", name, searched)
	}
	var read []string
	for _, f := range []file{clouds, secure} {
		if f.path != "" {
			read = append(read, f.path)
		}
	}
	names := slices.Concat(slices.Collect(maps.Keys(clouds.Clouds)), slices.Collect(maps.Keys(secure.Clouds)))
	return fmt.Errorf("there is no cloud %q in %s, only %s", name, strings.Join(read, " or "), list(names))
}

// list returns the quoted names, sorted and without duplicates.
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
