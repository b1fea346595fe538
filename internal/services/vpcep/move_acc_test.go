package vpcep_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// The objects in testdata/move and in the examples of the guide.
const (
	movedServiceID  = "234636b6-ad03-455f-a3ed-f780d8d295e8"
	movedEndpointID = "68200f0b-396a-4086-a949-9e1dfdc37c4b"
)

const guideExamples = "../../../examples/guides/migrating/"

// replaceProvider is the command that the guide names for a provider that is not to be installed any more.
var replaceProvider = []string{
	"state", "replace-provider", "-auto-approve", "opentelekomcloud/opentelekomcloud", "otc-vpcep/opentelekomcloud",
}

// migration is a workspace with the state that another provider has written, and the cloud with what it describes.
type migration struct {
	*acctest.Workspace
	cloud *acctest.Cloud
}

// newMigration returns a migration. The state is a file of testdata/move, in which each old is replaced by the new that follows.
func newMigration(t *testing.T, state string, oldNew ...string) migration {
	t.Helper()
	acctest.RequireCLI(t, "1.8", "1.10")
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddService(emulator.Service{
		ID: movedServiceID, Name: "shop-1", PortID: acctest.PortID, VPCID: acctest.VPCID, ServerType: "VM",
		Ports:       []emulator.Port{{ClientPort: 8080, ServerPort: 80, Protocol: "TCP"}, {ClientPort: 53, ServerPort: 53, Protocol: "UDP"}},
		Tags:        []emulator.Tag{{Key: "team", Value: "shop"}},
		Permissions: []emulator.Permission{{Permission: "iam:domain::698f9bf85ca9437a9b2f41132ab3aa0e"}},
	})
	cloud.AddEndpoint(emulator.Endpoint{
		ID: movedEndpointID, ServiceID: movedServiceID, ProjectID: cloud.Owner().ProjectID, MarkerID: 16777501, IP: "192.168.14.111",
		VPCID: "5189d3c2-8882-4871-a3c2-d380272eed80", SubnetID: acctest.SubnetID, Tags: []emulator.Tag{{Key: "a", Value: "b"}},
	})
	env := append(cloud.Environ(cloud.URL, cloud.Owner()),
		acctest.Mirror(t, "opentelekomcloud/opentelekomcloud", "huaweicloud/huaweicloud"))
	m := migration{acctest.NewProcessWorkspace(t, "", env...), cloud}
	if acctest.CLIVersion(t).OpenTofu() {
		oldNew = append(oldNew, "registry.terraform.io", "registry.opentofu.org")
	}
	content := strings.NewReplacer(oldNew...).Replace(readFile(t, filepath.Join("testdata", "move", state)))
	if err := os.WriteFile(filepath.Join(m.Dir, "terraform.tfstate"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return m
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name) //nolint:gosec // a file of the repository or of the test
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// checkNotChanged fails the test if anything was requested but reads.
func (m migration) checkNotChanged(t *testing.T) {
	t.Helper()
	for _, request := range m.cloud.Requests() {
		if request.Method != http.MethodGet && !strings.Contains(request.Path, "/auth/") {
			t.Errorf("%s %s was requested", request.Method, request.Path)
		}
	}
}

// checkMoved plans, applies and plans again. It fails the test if anything but the addresses changes.
func (m migration) checkMoved(t *testing.T, want ...string) {
	t.Helper()
	plan := m.Must(t, "plan")
	if !strings.Contains(plan, "Plan: 0 to add, 0 to change, 0 to destroy.") || strings.Count(plan, "has moved to") != len(want) {
		t.Errorf("the plan contains more than %d moves:\n%s", len(want), plan)
	}
	m.Must(t, "apply", "-auto-approve")
	m.Must(t, "plan", "-detailed-exitcode")
	m.checkNotChanged(t)
	m.checkState(t, want...)
}

func (m migration) checkState(t *testing.T, want ...string) {
	t.Helper()
	var got []string
	for _, instance := range m.State(t) {
		got = append(got, instance.Address)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("resources in the state (-want +got):\n%s", diff)
	}
}

// The examples of the guide move what the other providers manage. Only the addresses change.
func TestAccMove(t *testing.T) {
	t.Parallel()
	const owner, endpoint = "opentelekomcloud_vpcep_service.shop", "opentelekomcloud_vpcep_endpoint.shop"
	unmanaged := regexp.MustCompile(`(?m)^  permissions .*\n`)
	for name, test := range map[string]struct {
		state, example string
		edit           func(string) string
		before         [][]string // commands
		want           []string
	}{
		"official": {state: "opentelekomcloud.tfstate", example: "opentelekomcloud.tf", want: []string{endpoint, owner}},
		"official, permissions not managed": {
			state: "opentelekomcloud.tfstate", example: "opentelekomcloud.tf", want: []string{endpoint, owner},
			edit: func(example string) string { return unmanaged.ReplaceAllString(example, "") },
		},
		"official, permissions in another form": {
			state: "opentelekomcloud.tfstate", example: "opentelekomcloud.tf", want: []string{endpoint, owner},
			edit: func(example string) string { return strings.ReplaceAll(example, `"698f`, `"iam:domain::698f`) },
		},
		"official, beside it": {state: "opentelekomcloud.tfstate", example: "opentelekomcloud_beside.tf", want: []string{endpoint, owner}},
		"official, not installed": {
			state: "opentelekomcloud.tfstate", example: "opentelekomcloud.tf", want: []string{endpoint, owner}, before: [][]string{replaceProvider},
		},
		"official approval": {state: "opentelekomcloud_approval.tfstate", example: "approval.tf", want: []string{connectionOfShop}},
		"huaweicloud":       {state: "huaweicloud.tfstate", example: "huaweicloud.tf", want: []string{connectionOfShop, endpoint, owner}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMigration(t, test.state)
			if err := m.cloud.EditEndpoint(movedEndpointID, func(e *emulator.Endpoint) {
				if name == "huaweicloud" {
					e.EnableDNS, e.EnableWhitelist, e.Whitelist = true, true, []string{"192.168.0.0/16"}
				}
			}); err != nil {
				t.Fatal(err)
			}
			example := withProvider(readFile(t, guideExamples+test.example))
			if test.edit != nil {
				edited := test.edit(example)
				if edited == example {
					t.Fatal("nothing was edited")
				}
				example = edited
			}
			m.Configure(t, example)
			for _, command := range test.before {
				m.Must(t, command...)
			}
			m.Must(t, "init")
			m.checkMoved(t, test.want...)
			if t.Failed() {
				return
			}
			// Moved blocks and, with them, the other provider are not needed any more.
			m.Configure(t, movedBlock.ReplaceAllString(example, ""))
			m.Must(t, "plan", "-detailed-exitcode")
			for _, instance := range m.State(t) {
				if id, ok := instance.Values["id"].(string); !ok || !strings.HasPrefix(id, movedServiceID) && id != movedEndpointID {
					t.Errorf("%s has the id %v", instance.Address, instance.Values["id"])
				}
			}
		})
	}
}

// A moved block without indexes moves all instances of count or for_each, and one with indexes changes them at the same time.
func TestAccMoveInstances(t *testing.T) {
	t.Parallel()
	const instance = `"schema_version": 0,`
	for name, test := range map[string]struct {
		before          string // index_key in the state
		repetition      string // argument of the resources
		reference       string // from the endpoint to the service
		indexOld, index string // in moved blocks
		want            string // index of the instances
	}{
		"count":             {`0`, "count = 1", "[count.index]", "", "", "[0]"},
		"for_each":          {`"a"`, `for_each = toset(["a"])`, "[each.key]", "", "", `["a"]`},
		"count to for_each": {`0`, `for_each = toset(["a"])`, "[each.key]", "[0]", `["a"]`, `["a"]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMigration(t, "opentelekomcloud.tfstate", instance, `"index_key": `+test.before+", "+instance)
			m.Configure(t, strings.NewReplacer(
				`_service" "shop" {`, `_service" "shop" {`+"\n  "+test.repetition,
				`_endpoint" "shop" {`, `_endpoint" "shop" {`+"\n  "+test.repetition,
				"_service.shop.id", "_service.shop"+test.reference+".id",
				"_v1.shop\n", "_v1.shop"+test.indexOld+"\n",
				"_service.shop\n", "_service.shop"+test.index+"\n",
				"_endpoint.shop\n", "_endpoint.shop"+test.index+"\n",
			).Replace(readFile(t, guideExamples+"opentelekomcloud.tf")))
			m.Must(t, "init")
			m.checkMoved(t, "opentelekomcloud_vpcep_endpoint.shop"+test.want, "opentelekomcloud_vpcep_service.shop"+test.want)
		})
	}
}

const connectionOfShop = "opentelekomcloud_vpcep_connection.shop"

var movedBlock = regexp.MustCompile(`(?m)^moved \{\n(.+\n)*?\}\n`)

// withProvider adds the source of the provider to an example without one.
func withProvider(example string) string {
	if strings.Contains(example, "required_providers") {
		return example
	}
	return "terraform {\n  required_providers {\n    opentelekomcloud = {\n      source = \"otc-vpcep/opentelekomcloud\"\n    }\n  }\n}\n" + example
}

// An approval of several endpoints is not moved. What the error says instead works when it is pasted.
func TestAccMoveApprovalOfSeveralEndpoints(t *testing.T) {
	t.Parallel()
	const other = "705290f3-0d00-41f2-aedc-71f09844e879"
	m := newMigration(t, "opentelekomcloud_approval.tfstate",
		`"endpoints": ["`+movedEndpointID+`"]`, `"endpoints": ["`+movedEndpointID+`", "`+other+`"]`)
	m.cloud.AddEndpoint(emulator.Endpoint{ID: other, ServiceID: movedServiceID})
	m.Configure(t, withProvider(readFile(t, guideExamples+"approval.tf")))
	m.Must(t, "init")
	before := readFile(t, filepath.Join(m.Dir, "terraform.tfstate"))
	output, code := m.CLI(t, "plan")
	if code != 1 || !strings.Contains(output, "Unable to move opentelekomcloud_vpcep_approval_v1") {
		t.Fatalf("exit code %d:\n%s", code, output)
	}
	if after := readFile(t, filepath.Join(m.Dir, "terraform.tfstate")); after != before {
		t.Errorf("the state was changed:\n%s", after)
	}

	commands, blocks := pasted(output)
	if len(commands) != 1 {
		t.Fatalf("commands %q in:\n%s", commands, output)
	}
	m.Must(t, strings.Fields(strings.ReplaceAll(commands[0], "NAME", "shop"))[1:]...)
	m.Configure(t, withProvider(strings.ReplaceAll(blocks, "NAME", "shop")))
	m.checkImported(t, 2)
	m.Configure(t, withProvider(readFile(t, guideExamples+"approvals.tf")))
	m.Must(t, "plan", "-detailed-exitcode")
}

// checkImported fails the test if anything is planned but imports, and applies them.
func (m migration) checkImported(t *testing.T, imports int) {
	t.Helper()
	plan := m.Must(t, "plan", "-out=plan")
	var planned struct {
		ResourceChanges []struct {
			Change struct {
				Actions   []string
				Importing *struct{}
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(m.Must(t, "show", "-json", "plan")), &planned); err != nil {
		t.Fatal(err)
	}
	for _, change := range planned.ResourceChanges {
		if change.Change.Importing == nil || !slices.Equal(change.Change.Actions, []string{"no-op"}) {
			t.Errorf("more than an import is planned:\n%s", plan)
		}
	}
	if len(planned.ResourceChanges) != imports {
		t.Errorf("%d changes are planned, want %d:\n%s", len(planned.ResourceChanges), imports, plan)
	}
	m.Must(t, "apply", "plan")
	m.Must(t, "plan", "-detailed-exitcode")
	m.checkNotChanged(t)
}

var startOfBlock = regexp.MustCompile(`^(locals|import|resource .*) \{`)

// pasted returns the commands and the configuration in the indented lines of an error. The CLI indents other lines, too.
func pasted(output string) (commands []string, configuration string) {
	var blocks []string
	inBlock := false
	for line := range strings.Lines(output) {
		indented, _ := strings.CutPrefix(line, "  ")
		inBlock = inBlock || startOfBlock.MatchString(indented)
		switch {
		case strings.HasPrefix(indented, "terraform state "):
			commands = append(commands, strings.TrimSpace(indented))
		case inBlock:
			blocks = append(blocks, indented)
			inBlock = indented != "}\n"
		}
	}
	return commands, strings.Join(blocks, "")
}

// The objects can be imported instead of moving the state.
func TestAccMoveByImport(t *testing.T) {
	t.Parallel()
	m := newMigration(t, "huaweicloud.tfstate")
	if err := m.cloud.EditEndpoint(movedEndpointID, func(e *emulator.Endpoint) {
		e.EnableDNS, e.EnableWhitelist, e.Whitelist = true, true, []string{"192.168.0.0/16"}
	}); err != nil {
		t.Fatal(err)
	}
	m.Must(t, "state", "rm", "huaweicloud_vpcep_approval.shop", "huaweicloud_vpcep_endpoint.shop", "huaweicloud_vpcep_service.shop")
	configuration := movedBlock.ReplaceAllString(readFile(t, guideExamples+"huaweicloud.tf"), "")
	configuration = strings.Replace(configuration, "  timeouts = {\n    create = \"20m\"\n  }\n", "", 1)
	m.Configure(t, configuration+readFile(t, guideExamples+"import.tf"))
	m.Must(t, "init")
	m.checkImported(t, 3)
}

// A resource that is moved from another project or region is not created again.
func TestAccMoveNotFound(t *testing.T) {
	t.Parallel()
	for state, example := range map[string]string{
		"opentelekomcloud.tfstate": "opentelekomcloud.tf", "opentelekomcloud_approval.tfstate": "approval.tf",
	} {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			m := newMigration(t, state)
			m.Configure(t, withProvider(readFile(t, guideExamples+example)))
			m.Must(t, "init")
			m.cloud.RemoveEndpoint(movedEndpointID)
			m.cloud.RemoveService(movedServiceID)
			output, code := m.CLI(t, "plan")
			if code != 1 || !strings.Contains(output, "Unable to find the object of the moved block") {
				t.Errorf("exit code %d:\n%s", code, output)
			}
			if !strings.Contains(output, "terraform state rm opentelekomcloud_vpcep_") || !strings.Contains(output, "_v1.NAME") {
				t.Errorf("the command to remove it is not said in:\n%s", output)
			}
			if strings.Contains(output, "will be created") {
				t.Errorf("a resource is created again:\n%s", output)
			}
		})
	}
}

// After a move, a resource that disappears is planned for creation again, as any other.
func TestAccMovedAndDeleted(t *testing.T) {
	t.Parallel()
	m := newMigration(t, "opentelekomcloud_approval.tfstate")
	m.Configure(t, withProvider(readFile(t, guideExamples+"approval.tf")))
	m.Must(t, "init")
	m.Must(t, "apply", "-auto-approve")
	m.cloud.RemoveEndpoint(movedEndpointID)
	if plan := m.Must(t, "plan"); !strings.Contains(plan, "Plan: 1 to add, 0 to change, 0 to destroy.") {
		t.Errorf("the connection is not planned:\n%s", plan)
	}
}

// Another source address of this provider is replaced in the state, or moved with another name.
func TestAccMoveToAnotherSourceAddress(t *testing.T) {
	t.Parallel()
	m := newMigration(t, "opentelekomcloud.tfstate")
	m.Configure(t, readFile(t, guideExamples+"opentelekomcloud.tf"))
	m.Must(t, "init")
	m.Must(t, "apply", "-auto-approve")
	ours, fork := "/otc-vpcep/opentelekomcloud", "/opentelekomcloud/opentelekomcloud"
	written := strings.ReplaceAll(readFile(t, filepath.Join(m.Dir, "terraform.tfstate")), ours, fork)
	renamed := movedBlock.ReplaceAllString(readFile(t, guideExamples+"opentelekomcloud.tf"), "")
	renamed = strings.ReplaceAll(strings.ReplaceAll(renamed, `"shop" {`, `"store" {`), "_service.shop.", "_service.store.") +
		"moved {\n  from = opentelekomcloud_vpcep_service.shop\n  to = opentelekomcloud_vpcep_service.store\n}\n" +
		"moved {\n  from = opentelekomcloud_vpcep_endpoint.shop\n  to = opentelekomcloud_vpcep_endpoint.store\n}\n"
	for _, test := range []struct {
		before        []string
		configuration string
	}{
		{replaceProvider, movedBlock.ReplaceAllString(readFile(t, guideExamples+"opentelekomcloud.tf"), "")},
		{[]string{"init"}, renamed},
	} {
		if err := os.WriteFile(filepath.Join(m.Dir, "terraform.tfstate"), []byte(written), 0o600); err != nil {
			t.Fatal(err)
		}
		m.Configure(t, test.configuration)
		m.Must(t, test.before...)
		plan := m.Must(t, "plan")
		if strings.Contains(plan, "will be") || strings.Contains(plan, "must be") {
			t.Errorf("more than a move is planned:\n%s", plan)
		}
		m.Must(t, "apply", "-auto-approve")
		m.Must(t, "plan", "-detailed-exitcode")
		if after := readFile(t, filepath.Join(m.Dir, "terraform.tfstate")); strings.Contains(after, fork) {
			t.Errorf("the source address is still in the state:\n%s", after)
		}
	}
}

// A moved resource gets its identity when it is read. One that is not found is an error of the move, not of its identity.
func TestAccMovedIdentity(t *testing.T) {
	t.Parallel()
	m := newMigration(t, "opentelekomcloud.tfstate")
	p := m.cloud.NewProtocol(t, m.cloud.Owner(), nil)
	for _, source := range []struct{ file, from, to, key string }{
		{"opentelekomcloud.tfstate", "opentelekomcloud_vpcep_service_v1", toService, "id"},
		{"opentelekomcloud.tfstate", "opentelekomcloud_vpcep_endpoint_v1", toEndpoint, "id"},
		{"opentelekomcloud_approval.tfstate", "opentelekomcloud_vpcep_approval_v1", toConnection, "endpoint_id"},
	} {
		state := sourceState(t, source.file, source.from)
		got, diags := p.Move(t.Context(), t, source.from, source.to, state)
		if diags.HasError() || got.Identity[source.key] == nil || got.Identity[source.key] != got.State[source.key] {
			t.Errorf("%s: identity %v of %v, %s", source.from, got.Identity, got.State, diags)
		}
		_, diags = p.Move(t.Context(), t, source.from, source.to, strings.ReplaceAll(state, movedEndpointID[:8], movedServiceID[:8]))
		if found := source.to == toService; diags.HasError() == found || strings.Contains(diags.String(), "Identity") {
			t.Errorf("%s: %s", source.from, diags)
		}
	}
}
