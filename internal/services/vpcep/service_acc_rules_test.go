package vpcep_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// arguments are the arguments of a service in HCL, by name.
type arguments map[string]string

func (a arguments) String() string {
	all := arguments{
		"port_id": `"` + acctest.PortID + `"`, "vpc_id": `"` + acctest.VPCID + `"`, "server_type": `"VM"`,
		"ports": `[{ client_port = 8080, server_port = 80 }]`,
	}
	for name, value := range a {
		all[name] = value
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if value := all[name]; value != "" {
			fmt.Fprintf(&b, "  %s = %s\n", name, value)
		}
	}
	return b.String()
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }

func tagMap(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d = \"v\", ", i)
	}
	return "{ " + b.String() + "}"
}

func mappings(n int) string {
	return fmt.Sprintf("[for i in range(%d) : { client_port = i + 1, server_port = 80 }]", n)
}

// rules are values just inside (no message) and just outside (the message) of each rule.
var rules = []struct {
	name  string
	args  arguments
	fault string
}{
	{"port_id upper case", arguments{"port_id": `"4189D3C2-8882-4871-A3C2-D380272EED88"`}, ""},
	{
		"port_id without hyphens",
		arguments{"port_id": `"4189d3c288824871a3c2d380272eed88"`},
		`"4189d3c288824871a3c2d380272eed88" is not a UUID`,
	},
	{"port_id with more behind", arguments{"port_id": `"4189d3c2-8882-4871-a3c2-d380272eed880"`}, `is not a UUID`},
	{"port_id missing", arguments{"port_id": ""}, `The argument "port_id" is required`},
	{"vpc_id empty", arguments{"vpc_id": `""`}, `"" is not a UUID`},
	{"vip_port_id not hexadecimal", arguments{"vip_port_id": `"g189d3c2-8882-4871-a3c2-d380272eed88"`}, `is not a UUID`},
	{"server_type LB", arguments{"server_type": `"LB"`}, ""},
	{"server_type VIP", arguments{"server_type": `"VIP"`, "vip_port_id": quoted(acctest.OtherPort)}, ""},
	{"server_type lower case", arguments{"server_type": `"vm"`}, `"vm"`},
	{"server_type of the newer reference", arguments{"server_type": `"BMS"`}, `"BMS"`},

	{"no ports", arguments{"ports": `[]`}, "0 mappings are given; a service has 1 to 200"},
	{"200 ports", arguments{"ports": mappings(200)}, ""},
	{"201 ports", arguments{"ports": mappings(201)}, "201 mappings are given"},
	{"client_port 1, server_port 65535", arguments{"ports": `[{ client_port = 1, server_port = 65535 }]`}, ""},
	{
		"client_port 0",
		arguments{"ports": `[{ client_port = 0, server_port = 80 }]`},
		"In the mapping {client_port 0, server_port 80, TCP}, client_port is 0; allowed are 1 to 65535",
	},
	{"client_port 65536", arguments{"ports": `[{ client_port = 65536, server_port = 80 }]`}, "client_port is 65536"},
	{"server_port 0", arguments{"ports": `[{ client_port = 80, server_port = 0 }]`}, "server_port is 0"},
	{"server_port 65536", arguments{"ports": `[{ client_port = 80, server_port = 65536 }]`}, "server_port is 65536"},
	{"server_port missing", arguments{"ports": `[{ client_port = 80 }]`}, `attribute "server_port" is required`},
	{"UDP", arguments{"ports": `[{ client_port = 80, server_port = 80, protocol = "UDP" }]`}, ""},
	{
		"protocol lower case",
		arguments{"ports": `[{ client_port = 80, server_port = 80, protocol = "tcp" }]`},
		`protocol is "tcp"; allowed are "TCP" and "UDP"`,
	},
	{
		"one client_port, two protocols",
		arguments{"ports": `[{ client_port = 80, server_port = 80 }, { client_port = 80, server_port = 80, protocol = "UDP" }]`},
		"",
	},
	{
		"one client_port twice",
		arguments{"ports": `[{ client_port = 80, server_port = 80 }, { client_port = 80, server_port = 81, protocol = "TCP" }]`},
		"both use client_port 80 with TCP",
	},
	{"one server_port twice", arguments{"ports": `[{ client_port = 80, server_port = 80 }, { client_port = 81, server_port = 80 }]`}, ""},

	{"service_name of 1", arguments{"service_name": `"a"`}, ""},
	{"service_name of 16", arguments{"service_name": `"Abc_def-012345-6"`}, ""},
	{"service_name web", arguments{"service_name": `"web"`}, ""},
	{"service_name service_1", arguments{"service_name": `"service_1"`}, ""},
	{"service_name empty", arguments{"service_name": `""`}, `"" is empty`},
	{"service_name of 17", arguments{"service_name": `"Abc_def-012345-67"`}, `"Abc_def-012345-67" has 17 characters`},
	{"service_name with a dot", arguments{"service_name": `"a.b"`}, "has a character that is not allowed"},
	{"service_name with a line end", arguments{"service_name": `"web\n"`}, "has a character that is not allowed"},
	{"service_name with an umlaut", arguments{"service_name": `"läden"`}, "has a character that is not allowed"},

	{"service_type interface", arguments{"service_type": `"interface"`}, ""},
	{"service_type gateway", arguments{"service_type": `"gateway"`}, "configured by the cloud's operators only"},
	{"service_type unheard of", arguments{"service_type": `"tunnel"`}, `"tunnel" is not a type of service`},
	{"tcp_proxy proxy_vni", arguments{"tcp_proxy": `"proxy_vni"`}, ""},
	{"tcp_proxy unheard of", arguments{"tcp_proxy": `"closed"`}, `"closed"`},

	{"description of 128", arguments{"description": quoted(strings.Repeat("ü", 128))}, ""},
	{"description of 129", arguments{"description": quoted(strings.Repeat("ü", 129))}, "has 129 characters"},
	{"description with <", arguments{"description": `"a < b"`}, "has an angle bracket"},
	{"description with >", arguments{"description": `"a > b"`}, "has an angle bracket"},

	{"10 tags", arguments{"tags": tagMap(10)}, ""},
	{"11 tags", arguments{"tags": tagMap(11)}, "11 tags are given; a resource has at most 10"},
	{"tag key of 36, value of 43", arguments{"tags": fmt.Sprintf("{ %s = %q }", strings.Repeat("ж", 36), strings.Repeat("字", 43))}, ""},
	{"tag key of 37", arguments{"tags": fmt.Sprintf("{ %s = \"v\" }", strings.Repeat("ж", 37))}, "has 37 characters; allowed are 1 to 36"},
	{"tag key empty", arguments{"tags": `{ "" = "v" }`}, `The tag key "" in tags has 0 characters`},
	{
		"tag value of 44",
		arguments{"tags": fmt.Sprintf("{ a = %q }", strings.Repeat("字", 44))},
		`of the tag "a" in tags has 44 characters; allowed are 0 to 43`,
	},
	{"tag value empty", arguments{"tags": `{ a = "" }`}, ""},
	{"tag value null", arguments{"tags": `{ a = null }`}, `The tag "a" in tags has no value`},
	{"tag with the signs allowed", arguments{"tags": `{ "a-b_c@1" = "١٢@_-" }`}, ""},
	{"tag key with a dot", arguments{"tags": `{ "a.b" = "v" }`}, `The tag key "a.b" in tags has the character '.'`},
	{"tag value with a space", arguments{"tags": `{ a = "b c" }`}, `of the tag "a" in tags has the character ' '`},

	{"timeout of 1ms", arguments{"timeouts": `{ delete = "1ms" }`}, ""},
	{"timeout of 0", arguments{"timeouts": `{ create = "0s" }`}, `"0s" is not positive`},
	{"timeout below 0", arguments{"timeouts": `{ update = "-5m" }`}, `"-5m" is not positive`},
	{"timeout without a unit", arguments{"timeouts": `{ create = "10" }`}, `"10" is not a duration`},

	{
		"unknown in a mapping",
		arguments{
			"ports": `[{ client_port = terraform_data.later.output, server_port = 80, protocol = terraform_data.later.output }, { client_port = 80, server_port = 80 }]`,
		},
		"",
	},
	{"fault beside an unknown", arguments{"ports": `[{ client_port = terraform_data.later.output, server_port = 0 }]`}, "server_port is 0"},
	{
		"unknown texts",
		arguments{
			"service_name": "terraform_data.later.output",
			"port_id":      "terraform_data.later.output",
			"tags":         "{ a = terraform_data.later.output }",
			"description":  "terraform_data.later.output",
		},
		"",
	},
	{"fault beside an unknown tag", arguments{"tags": `{ a = terraform_data.later.output, "b c" = "v" }`}, `has the character ' '`},
}

// Every rule at terraform validate, in one run of the CLI.
func TestAccServiceRulesAtValidate(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	var b strings.Builder
	b.WriteString("resource \"terraform_data\" \"later\" {}\n")
	for i, rule := range rules {
		fmt.Fprintf(&b, "resource \"opentelekomcloud_vpcep_service\" \"r%d\" {\n%s}\n", i, rule.args)
	}
	output, _ := acctest.NewWorkspace(t, b.String()).CLI(t, "validate", "-json")
	var result struct {
		Diagnostics []struct {
			Summary, Detail string
			Snippet         struct{ Context string }
		}
	}
	if err := json.Unmarshal([]byte(output), &result); err != nil {
		t.Fatalf("%v in %s", err, output)
	}
	for i, rule := range rules {
		var faults []string
		for _, d := range result.Diagnostics {
			if strings.HasSuffix(d.Snippet.Context, fmt.Sprintf("%q", fmt.Sprintf("r%d", i))) {
				faults = append(faults, d.Summary+": "+d.Detail)
			}
		}
		switch {
		case rule.fault == "" && len(faults) > 0:
			t.Errorf("%s: refused: %q", rule.name, faults)
		case rule.fault != "" && len(faults) != 1:
			t.Errorf("%s: %d messages, want one: %q", rule.name, len(faults), faults)
		case rule.fault != "" && !strings.Contains(faults[0], rule.fault):
			t.Errorf("%s: the message is %q, want %q in it", rule.name, faults[0], rule.fault)
		}
	}
	if n := len(cloud.Requests()); n > 0 {
		t.Errorf("validation made %d requests", n)
	}
}

// Values that become known during the plan are checked then.
func TestAccServiceRulesAtPlan(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := cloud.Provider() + `
variable "client_port" { default = 65536 }
resource "terraform_data" "port" { input = var.client_port }
resource "opentelekomcloud_vpcep_service" "test" {
` + arguments{"ports": "[{ client_port = terraform_data.port.output, server_port = 80 }]"}.String() + "}\n"
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config, ExpectError: regexp.MustCompile(`client_port\s+is\s+65536`)},
		},
		CheckDestroy: noServices(cloud),
	})
	if n := cloud.Count("create-service"); n != 0 {
		t.Errorf("a service was asked for %d times", n)
	}
}
