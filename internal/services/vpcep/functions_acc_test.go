package vpcep_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

const (
	functionID = "4189d3c2-8882-4871-a3c2-d380272eed83"
	domainID   = "6e9dfd51d1124e8d8498dce894923a0d"
)

func TestAccFunctions(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.8", "1.7")
	cloud := acctest.New(t, emulator.Options{})
	calls := []struct {
		call string
		want knownvalue.Check
	}{
		{`full_service_name("eu-de", "shop", "` + functionID + `")`, known("eu-de.shop." + functionID)},
		{`full_service_name("eu-de", null, "` + functionID + `")`, known("eu-de." + functionID)},
		{`full_service_name("eu-de", "", "` + functionID + `")`, known("eu-de." + functionID)},
		{`parse_full_service_name("eu-de.shop.` + functionID + `")`, knownvalue.ObjectExact(map[string]knownvalue.Check{
			"region": known("eu-de"), "name": known("shop"), "id": known(functionID),
		})},
		{`parse_full_service_name("eu-de.` + functionID + `")`, knownvalue.ObjectExact(map[string]knownvalue.Check{
			"region": known("eu-de"), "name": knownvalue.Null(), "id": known(functionID),
		})},
		{`public_service_name("eu-nl", "obs-internet")`, known("com.t-systems.otc.eu-nl.obs-internet")},
		{`normalize_permission("` + domainID + `")`, known("iam:domain::" + domainID)},
		{`normalize_permission("iam:domain::` + domainID + `")`, known("iam:domain::" + domainID)},
		{`normalize_permission("*")`, known("*")},
		// The full name of a service is known only after apply.
		{`parse_full_service_name(opentelekomcloud_vpcep_service.test.full_service_name).name`, known("db")},
	}
	config, checks := cloud.Provider()+serviceConfig(`service_name = "db"`), []statecheck.StateCheck{}
	for i, c := range calls {
		config += fmt.Sprintf("output \"call_%d\" { value = provider::opentelekomcloud::%s }\n", i, c.call)
		checks = append(checks, statecheck.ExpectKnownOutputValue(fmt.Sprint("call_", i), c.want))
	}
	cloud.Test(t, resource.TestCase{Steps: []resource.TestStep{
		{
			Config:      `output "id" { value = provider::opentelekomcloud::parse_full_service_name("com.t-systems.otc.eu-de.obs").id }`,
			ExpectError: regexp.MustCompile(`(?s)Invalid value for "full_service_name" parameter:.*names of\s+public\s+services have no id`),
		},
		{Config: config, ConfigStateChecks: checks},
	}})
}

// A wrong argument is named, with what is wrong about it and what is allowed.
func TestFunctionErrors(t *testing.T) {
	t.Parallel()
	server, err := acctest.Factories()["opentelekomcloud"]()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		function  string
		arguments []string
		at        int64
		want      string
	}{
		{"full_service_name", []string{"eu-de_production", "shop", functionID}, 0, `"eu-de_production" has a character`},
		{"full_service_name", []string{"", "shop", functionID}, 0, `"" is empty. Allowed: the name of a region`},
		{"full_service_name", []string{"eu-de", "web shop", functionID}, 1, `"web shop" has a character that is not allowed. Allowed: 1 to 16`},
		{"full_service_name", []string{"eu-de", "shop", "shop"}, 2, `"shop" is not a UUID. Allowed: a UUID`},
		{"parse_full_service_name", []string{"shop"}, 0, `"shop" is not the full name of a service. Allowed: region.name.id`},
		{"parse_full_service_name", []string{"eu-de.." + functionID}, 0, "is not the full name of a service"},
		{"parse_full_service_name", []string{"EU-DE.shop." + functionID}, 0, `has a region, "EU-DE", that has a character`},
		{"parse_full_service_name", []string{"eu-de.a.b." + functionID}, 0, `has a short name, "a.b", that has a character`},
		{"parse_full_service_name", []string{"eu-de.shop.1"}, 0, "does not end with the id of a service"},
		{"public_service_name", []string{"EU-DE", "obs"}, 0, `"EU-DE" has a character`},
		{"public_service_name", []string{"eu-de", "OBS"}, 1, `"OBS" has a character or a hyphen that is not allowed. Allowed: the short name`},
		{"normalize_permission", []string{"iam:domain::*"}, 0, `write "*" to permit everyone`},
		{"normalize_permission", []string{"domain/" + domainID}, 0, "other characters than letters and digits"},
		{"normalize_permission", []string{""}, 0, "names no account"},
	} {
		t.Run(test.function+" "+strings.Join(test.arguments, ", "), func(t *testing.T) {
			t.Parallel()
			req := &tfprotov6.CallFunctionRequest{Name: test.function}
			for _, argument := range test.arguments {
				value, err := tfprotov6.NewDynamicValue(tftypes.String, tftypes.NewValue(tftypes.String, argument))
				if err != nil {
					t.Fatal(err)
				}
				req.Arguments = append(req.Arguments, &value)
			}
			resp, err := server.CallFunction(t.Context(), req)
			switch {
			case err != nil:
				t.Fatal(err)
			case resp.Error == nil:
				t.Fatal("no error")
			case resp.Error.FunctionArgument == nil || *resp.Error.FunctionArgument != test.at:
				t.Errorf("the error is not at argument %d: %+v", test.at, resp.Error)
			case !strings.Contains(resp.Error.Text, test.want) || strings.HasSuffix(resp.Error.Text, "."):
				t.Errorf("got %q, want it to contain %q and to end without a full stop", resp.Error.Text, test.want)
			}
		})
	}
}

// The examples of the documentation work unchanged if there is a service named "shop".
func TestAccExamplesOfFunctions(t *testing.T) {
	t.Parallel()
	acctest.RequireCLI(t, "1.8", "1.7")
	files, err := filepath.Glob("../../../examples/functions/*/function.tf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	cloud := acctest.New(t, emulator.Options{})
	cloud.AddService(emulator.Service{Name: "shop"})
	var steps []resource.TestStep
	for _, file := range files {
		example, err := os.ReadFile(file) //nolint:gosec // one of the repository
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, resource.TestStep{Config: cloud.Provider() + string(example)})
	}
	cloud.Test(t, resource.TestCase{Steps: steps})
}
