package vpcep_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// generated is a cloud with one object of each kind that configuration is generated for.
func generated(t *testing.T) *acctest.Cloud {
	t.Helper()
	cloud := consumed(t, emulator.Options{})
	cloud.AddService(emulator.Service{
		ID: shopServiceID, Name: "Shop", Description: "what \"it\" is", TCPProxy: "proxy_open", ServerType: "VIP",
		PortID: acctest.PortID, VIPPortID: acctest.OtherPort, VPCID: acctest.VPCID, ApprovalEnabled: true,
		Ports:       []emulator.Port{{ClientPort: 80, ServerPort: 8080, Protocol: "TCP"}, {ClientPort: 53, ServerPort: 53, Protocol: "UDP"}},
		Tags:        []emulator.Tag{{Key: "team", Value: "shop"}, {Key: "a", Value: ""}},
		Permissions: []emulator.Permission{{Permission: domain + accountA}, {Permission: "*"}},
	})
	project := cloud.Owner().ProjectID
	cloud.AddEndpoint(emulator.Endpoint{
		ID: acceptedID, ServiceID: shopServiceID, Status: emulator.StatusAccepted, IP: "192.168.0.4", ProjectID: project,
		VPCID: acctest.VPCID, SubnetID: acctest.SubnetID, Tags: []emulator.Tag{{Key: "team", Value: "shop"}},
	})
	cloud.AddEndpoint(emulator.Endpoint{ID: rejectedID, ServiceID: gatewayServiceID, VPCID: acctest.VPCID, ProjectID: project})
	return cloud
}

// Configuration that Terraform generates from import blocks is valid as it is, and nothing is planned after its apply.
func TestAccGenerateConfigFromImport(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.5", "")
	for name, id := range map[string]string{
		"service": shopServiceID, "endpoint": acceptedID, "gateway endpoint": rejectedID, "connection": shopServiceID + "/" + acceptedID,
		"service_permission": shopServiceID + "/" + domain + accountA, "service without anything": openServiceID,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := generated(t)
			resource := "opentelekomcloud_vpcep_" + strings.TrimPrefix(strings.TrimSuffix(name, " without anything"), "gateway ")
			w := acctest.NewWorkspace(t, cloud.Provider()+fmt.Sprintf("import {\n  to = %s.test\n  id = %q\n}\n", resource, id))
			w.Must(t, "plan", "-generate-config-out=generated.tf")
			mustOnlyImport(t, cloud, w, 1)
		})
	}
}

// Configuration that Terraform generates from a query is valid as it is, and nothing is planned after its apply.
func TestAccGenerateConfigFromQuery(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.14", "")
	cloud := generated(t)
	w := acctest.NewWorkspace(t, cloud.Provider())
	query := fmt.Sprintf(`
list "opentelekomcloud_vpcep_service" "all" {
  provider = opentelekomcloud
  config {
    service_name = "shop"
  }
}

list "opentelekomcloud_vpcep_endpoint" "all" {
  provider = opentelekomcloud
}

list "opentelekomcloud_vpcep_connection" "all" {
  provider = opentelekomcloud
  config {
    service_id = %[1]q
  }
}

list "opentelekomcloud_vpcep_service_permission" "all" {
  provider = opentelekomcloud
  config {
    service_id = %[1]q
  }
}
`, shopServiceID)
	if err := os.WriteFile(filepath.Join(w.Dir, "all.tfquery.hcl"), []byte(query), 0o600); err != nil {
		t.Fatal(err)
	}
	mustSay(t, w.Must(t, "query"), "Shop", "Shop 192.168.0.4", "(accepted)", "everyone")
	w.Must(t, "query", "-generate-config-out=generated.tf")
	mustOnlyImport(t, cloud, w, 6)
}

// mustOnlyImport applies a configuration that imports n objects and must change nothing.
func mustOnlyImport(t *testing.T, cloud *acctest.Cloud, w *acctest.Workspace, n int) {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			content, _ := os.ReadFile(filepath.Join(w.Dir, "generated.tf"))
			t.Logf("generated:\n%s", content)
		}
	})
	mustSay(t, w.Must(t, "apply", "-auto-approve"), fmt.Sprintf("%d imported, 0 added, 0 changed, 0 destroyed", n))
	w.Must(t, "plan", "-detailed-exitcode")
	if writes := cloud.Count("create-service", "update-service", "change-tags", "create-endpoint", "change-permissions"); writes > 0 {
		t.Errorf("%d writes", writes)
	}
}

// The whole identity that a query shows can be imported, and an apply stores it.
func TestAccImportBlockWithIdentity(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.12", "1.12")
	cloud := generated(t)
	config := func(identity string) string {
		return cloud.Provider() + fmt.Sprintf(`
import {
  to       = opentelekomcloud_vpcep_service_permission.test
  identity = { service_id = %[1]q, permission = %[2]q }
}

import {
  to       = opentelekomcloud_vpcep_endpoint.test
  identity = { %[3]s }
}

resource "opentelekomcloud_vpcep_service_permission" "test" {
  service_id = %[1]q
  permission = %[2]q
}

resource "opentelekomcloud_vpcep_endpoint" "test" {
  endpoint_service_id = %[1]q
  vpc_id              = %[4]q
  subnet_id           = %[5]q
  tags                = { team = "shop" }
}
`, shopServiceID, accountA, identity, acctest.VPCID, acctest.SubnetID)
	}
	w := acctest.NewWorkspace(t, config(fmt.Sprintf("id = %q, region = %q", acceptedID, "eu-nl")))
	mustSay(t, mustFail(t, w, "plan"), `The identity has the region "eu-nl"`)
	w.Configure(t, config(fmt.Sprintf("id = %q", acceptedID)))
	mustSay(t, w.Must(t, "apply", "-auto-approve"), "2 imported, 0 added, 0 changed, 0 destroyed")
	w.Must(t, "plan", "-detailed-exitcode")
	state := readFile(t, filepath.Join(w.Dir, "terraform.tfstate"))
	mustSay(t, state, `"project_id": "`+cloud.Owner().ProjectID+`"`, `"permission": "`+domain+accountA+`"`)
}

// The examples of list resources work as they are.
func TestAccExamplesOfListResources(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.14", "")
	files, err := filepath.Glob("../../../examples/list-resources/*/*.tfquery.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	cloud := acctest.New(t, emulator.Options{})
	id := cloud.AddService(emulator.Service{
		ID: "4189d3c2-8882-4871-a3c2-d380272eed81", Name: "shop", Tags: []emulator.Tag{{Key: "team", Value: "shop"}},
		Permissions: []emulator.Permission{{Permission: "*"}},
	})
	cloud.AddEndpoint(emulator.Endpoint{
		ServiceID: id, ProjectID: cloud.Owner().ProjectID, VPCID: acctest.VPCID, Status: emulator.StatusRejected,
	})
	w := acctest.NewWorkspace(t, cloud.Provider())
	for i, file := range files {
		if err := os.WriteFile(filepath.Join(w.Dir, fmt.Sprintf("%d.tfquery.hcl", i)), []byte(readFile(t, file)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	output := w.Must(t, "query")
	for _, file := range files {
		if resource := filepath.Base(filepath.Dir(file)); !strings.Contains(output, "list."+resource) {
			t.Errorf("the query of %s has no result:\n%s", resource, output)
		}
	}
}
