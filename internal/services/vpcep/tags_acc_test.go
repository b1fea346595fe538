package vpcep_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

type tags = map[string]string

// cloudTags returns the tags that the only object has in the cloud.
func cloudTags(t *testing.T, k kind, cloud *acctest.Cloud) tags {
	t.Helper()
	all := tags{}
	for _, tag := range onlyTags(t, k, cloud) {
		all[tag.Key] = tag.Value
	}
	return all
}

func onlyTags(t *testing.T, k kind, cloud *acctest.Cloud) []emulator.Tag {
	t.Helper()
	if k.address == service {
		return onlyService(t, cloud).Tags
	}
	return onlyEndpoint(t, cloud).Tags
}

// retag changes the tags of the only object elsewhere. A tag without a value that is not new is removed.
func retag(t *testing.T, k kind, cloud *acctest.Cloud, changes tags) {
	t.Helper()
	after := cloudTags(t, k, cloud)
	for key, value := range changes {
		if _, ok := after[key]; ok && value == "" {
			delete(after, key)
		} else {
			after[key] = value
		}
	}
	list := make([]emulator.Tag, 0, len(after))
	for _, key := range slices.Sorted(maps.Keys(after)) {
		list = append(list, emulator.Tag{Key: key, Value: after[key]})
	}
	var err error
	if k.address == service {
		err = cloud.EditService(onlyService(t, cloud).ID, func(s *emulator.Service) { s.Tags = list })
	} else {
		err = cloud.EditEndpoint(onlyEndpoint(t, cloud).ID, func(e *emulator.Endpoint) { e.Tags = list })
	}
	if err != nil {
		t.Fatal(err)
	}
}

// stateTags returns an attribute of the only resource in the state; nil if it is null.
func stateTags(t *testing.T, w *acctest.Workspace, attribute string) tags {
	t.Helper()
	values, ok := w.State(t)[0].Values[attribute].(map[string]any)
	if !ok {
		return nil
	}
	all := tags{}
	for key, value := range values {
		all[key], _ = value.(string)
	}
	return all
}

// mustHaveTags checks the tags in the cloud and in the state.
func mustHaveTags(t *testing.T, k kind, cloud *acctest.Cloud, w *acctest.Workspace, inCloud, own, all tags) {
	t.Helper()
	for what, diff := range map[string]string{
		"in the cloud":          cmp.Diff(inCloud, cloudTags(t, k, cloud)),
		"tags in the state":     cmp.Diff(own, stateTags(t, w, "tags")),
		"tags_all in the state": cmp.Diff(all, stateTags(t, w, "tags_all")),
	} {
		if diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

// written returns the bodies of the requests that changed tags.
func written(cloud *acctest.Cloud) (bodies []string) {
	for _, r := range cloud.Requests() {
		if r.Op == emulator.OpChangeTags {
			bodies = append(bodies, r.Body)
		}
	}
	return bodies
}

// defaultTags is the provider's argument, given its tags as an expression.
func defaultTags(expression string) string { return "default_tags = { tags = " + expression + " }" }

// Default tags and the resource's own, on every way on which either can change.
func TestAccDefaultTags(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		w := acctest.NewWorkspace(t, "")
		const noRefresh = "-refresh=false"
		for _, step := range []struct {
			name          string
			defaults, own string // expressions, "" if the argument is not set
			before        tags   // changes made elsewhere
			args          []string
			calls         []string
			says          []string // in the output of apply
			tags, all     tags
		}{
			{
				name: "create", defaults: `{ env = "prod", team = "net" }`, own: `{ a = "1", team = "web" }`,
				tags: tags{"a": "1", "team": "web"}, all: tags{"a": "1", "env": "prod", "team": "web"},
			},
			{
				name: "no own tags", defaults: `{ env = "prod", team = "net" }`, all: tags{"env": "prod", "team": "net"},
				calls: []string{`{"action":"delete","tags":[{"key":"a"}]}`, `{"action":"create","tags":[{"key":"team","value":"net"}]}`},
			},
			{
				name: "a default changes", defaults: `{ env = "test", team = "net" }`, all: tags{"env": "test", "team": "net"},
				calls: []string{`{"action":"create","tags":[{"key":"env","value":"test"}]}`},
				says:  []string{`~ "env" = "prod" -> "test"`, "1 unchanged element hidden", "~ updated_at"},
			},
			{
				name: "a default is removed", defaults: `{ env = "test" }`, all: tags{"env": "test"},
				calls: []string{`{"action":"delete","tags":[{"key":"team"}]}`}, says: []string{`- "team" = "net" -> null`},
			},
			{
				name: "a default is added, without a refresh", defaults: `{ env = "test", team = "net" }`, args: []string{noRefresh},
				all: tags{"env": "test", "team": "net"}, calls: []string{`{"action":"create","tags":[{"key":"team","value":"net"}]}`},
			},
			{
				name: "a default is removed, without a refresh", defaults: `{ env = "test" }`, args: []string{noRefresh},
				all: tags{"env": "test"}, calls: []string{`{"action":"delete","tags":[{"key":"team"}]}`},
			},
			{
				name: "the resource sets the same", defaults: `{ env = "test" }`, own: `{ env = "test" }`,
				tags: tags{"env": "test"}, all: tags{"env": "test"},
			},
			{
				name: "another default, which the resource overrides", defaults: `{ env = "prod" }`, own: `{ env = "test" }`,
				tags: tags{"env": "test"}, all: tags{"env": "test"}, says: []string{"No changes"},
			},
			{
				name: "from tags to the defaults", defaults: `{ env = "test" }`, all: tags{"env": "test"},
			},
			{
				name: "empty tags", defaults: `{ env = "test" }`, own: `{}`, tags: tags{}, all: tags{"env": "test"},
			},
			{
				name: "a default was changed elsewhere", defaults: `{ env = "test" }`, before: tags{"env": "x"}, all: tags{"env": "test"},
				calls: []string{`{"action":"create","tags":[{"key":"env","value":"test"}]}`},
				says:  []string{`- "env" = "x" } -> null`, `~ "env" = "x" -> "test"`},
			},
			{
				name: "a default was removed elsewhere", defaults: `{ env = "test" }`, before: tags{"env": ""}, all: tags{"env": "test"},
				calls: []string{`{"action":"create","tags":[{"key":"env","value":"test"}]}`}, says: []string{`+ "env" = "test"`},
			},
			{
				name: "a tag was added elsewhere", defaults: `{ env = "test" }`, before: tags{"z": "1"}, all: tags{"env": "test"},
				calls: []string{`{"action":"delete","tags":[{"key":"z"}]}`},
			},
			{
				name: "a default that was added elsewhere", defaults: `{ env = "test", z = "1" }`, before: tags{"z": "1"},
				all: tags{"env": "test", "z": "1"}, says: []string{"No changes"},
			},
			{
				name: "no defaults", all: tags{}, calls: []string{`{"action":"delete","tags":[{"key":"env"},{"key":"z"}]}`},
			},
		} {
			provider, own := "", ""
			if step.defaults != "" {
				provider = defaultTags(step.defaults)
			}
			if step.own != "" {
				own = "tags = " + step.own
			}
			if step.before != nil {
				retag(t, k, cloud, step.before)
			}
			w.Configure(t, k.provider(cloud, provider)+k.resource(own))
			cloud.ResetRequests()
			output := w.Must(t, append([]string{"apply", "-auto-approve"}, step.args...)...)
			mustSay(t, output, step.says...)
			if diff := cmp.Diff(step.calls, written(cloud)); diff != "" {
				t.Errorf("%s: requests (-want +got):\n%s", step.name, diff)
			}
			mustHaveTags(t, k, cloud, w, step.all, step.tags, step.all)
			for _, args := range [][]string{{"plan", "-detailed-exitcode"}, {"plan", "-detailed-exitcode", noRefresh}} {
				if plan, code := w.CLI(t, args...); code != 0 {
					t.Errorf("%s: %v ends with %d:\n%s", step.name, args, code, plan)
				}
			}
			if t.Failed() {
				t.Fatalf("failed at %q:\n%s", step.name, output)
			}
		}
	})
}

// Without default tags, tags_all is known in the plan of a create.
func TestAccTagsAllIsKnown(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		w := acctest.NewWorkspace(t, k.config(cloud))
		for own, says := range map[string]string{"": "+ tags_all = {}", `tags = { a = "1" }`: `+ tags_all = { + "a" = "1" }`} {
			w.Configure(t, k.config(cloud, own))
			mustSay(t, w.Must(t, "plan"), says)
			if names := unknownAfterApply(t, w); slices.Contains(names, "tags_all") {
				t.Errorf("%s: unknown are %v", own, names)
			}
		}
	})
}

// A default or a tag may be known only after apply, be it on a new object or on one that exists.
func TestAccUnknownTags(t *testing.T) {
	t.Parallel()
	const later = `
resource "terraform_data" "later" { input = %q }
resource "terraform_data" "map" { input = { env = %q } }
`
	eachKind(t, func(t *testing.T, k kind) {
		for name, test := range map[string]struct{ defaults, own string }{
			"a default value":       {`{ env = terraform_data.later.output, team = "net" }`, ""},
			"all defaults":          {`merge({ team = "net" }, terraform_data.map.output)`, ""},
			"a value":               {`{ team = "net" }`, `tags = { env = terraform_data.later.output }`},
			"all tags":              {`{ team = "net" }`, `tags = terraform_data.map.output`},
			"a value and a default": {`{ env = "default", team = terraform_data.later.output == "none" ? "" : "net" }`, `tags = { env = terraform_data.later.output }`},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				w := acctest.NewWorkspace(t, "")
				for _, env := range []string{"prod", "test"} {
					w.Configure(t, k.provider(cloud, defaultTags(test.defaults))+k.resource(test.own)+fmt.Sprintf(later, env, env))
					mustSay(t, w.Must(t, "apply", "-auto-approve"), "(known after apply)")
					own := tags(nil)
					if test.own != "" {
						own = tags{"env": env}
					}
					mustHaveTags(t, k, cloud, w, tags{"env": env, "team": "net"}, own, tags{"env": env, "team": "net"})
					w.Must(t, "plan", "-detailed-exitcode")
				}
			})
		}
	})
}

// A state of the provider before tags_all existed needs no change, with or without a refresh.
func TestAccStateWithoutTagsAll(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		for name, own := range map[string]string{"tags": `tags = { a = "1" }`, "no tags": "", "empty tags": "tags = {}"} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				cloud := k.cloud(t, emulator.Options{})
				w := acctest.NewWorkspace(t, k.config(cloud, own))
				w.Must(t, "apply", "-auto-approve")
				removeAttribute(t, w, "tags_all")
				cloud.ResetRequests()
				w.Must(t, "plan", "-detailed-exitcode", "-refresh=false")
				w.Must(t, "plan", "-detailed-exitcode")
				w.Configure(t, k.provider(cloud, defaultTags(`{ env = "prod" }`))+k.resource(own))
				w.Must(t, "apply", "-auto-approve", "-refresh=false")
				if diff := cmp.Diff([]string{`{"action":"create","tags":[{"key":"env","value":"prod"}]}`}, written(cloud)); diff != "" {
					t.Errorf("requests (-want +got):\n%s", diff)
				}
				w.Must(t, "plan", "-detailed-exitcode")
			})
		}
	})
}

// removeAttribute removes an attribute from the only resource in the state file.
func removeAttribute(t *testing.T, w *acctest.Workspace, name string) {
	t.Helper()
	file := filepath.Join(w.Dir, "terraform.tfstate")
	raw, err := os.ReadFile(file) //nolint:gosec // in the test's own folder
	if err != nil {
		t.Fatal(err)
	}
	var state map[string]any
	if err := json.Unmarshal(raw, &state); err != nil {
		t.Fatal(err)
	}
	attributes := state["resources"].([]any)[0].(map[string]any)["instances"].([]any)[0].(map[string]any)["attributes"].(map[string]any) //nolint:errcheck,forcetypeassert // or else the test is wrong
	if _, ok := attributes[name]; !ok {
		t.Fatalf("the state has no %s", name)
	}
	delete(attributes, name)
	if raw, err = json.Marshal(state); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// An imported object has as its own tags what no default explains.
func TestAccImportWithDefaultTags(t *testing.T) {
	t.Parallel()
	eachKind(t, func(t *testing.T, k kind) {
		cloud := k.cloud(t, emulator.Options{})
		w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "1", env = "prod", cost = "9" }`))
		w.Must(t, "apply", "-auto-approve")
		id, _ := stateID(t, w)
		ignore := `ignore_tags = { keys = ["cost"] }`
		for name, step := range map[string]struct {
			defaults, own string
			empty         bool // whether the plan after the import is
		}{
			"own tags":       {`{ env = "prod" }`, `{ a = "1" }`, true},
			"another value":  {`{ env = "x" }`, `{ a = "1", env = "prod" }`, true},
			"the same value": {`{ env = "prod" }`, `{ a = "1", env = "prod" }`, false},
		} {
			imported := acctest.NewWorkspace(t, k.provider(cloud, defaultTags(step.defaults), ignore)+k.resource("tags = "+step.own))
			imported.Must(t, "import", k.address, id)
			cloud.ResetRequests()
			if plan, code := imported.CLI(t, "plan", "-detailed-exitcode"); (code == 0) != step.empty {
				t.Errorf("%s: the plan ends with %d:\n%s", name, code, plan)
			}
			imported.Must(t, "apply", "-auto-approve")
			if calls := written(cloud); calls != nil {
				t.Errorf("%s: got the requests %v", name, calls)
			}
			imported.Must(t, "plan", "-detailed-exitcode")
		}
	})
}
