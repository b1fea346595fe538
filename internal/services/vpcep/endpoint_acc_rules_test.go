package vpcep_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
)

const (
	anyService = `endpoint_service_id = "2189d3c2-8882-4871-a3c2-d380272eed01"`
	anyVPC     = `vpc_id = "4189d3c2-8882-4871-a3c2-d380272eed80"`
	anySubnet  = `subnet_id = "61881173-3899-4981-a700-170253d469b6"`
	anyPlace   = anyService + "\n" + anyVPC
)

// consumerRules are values just inside (no message) and just outside (the message) of each rule.
var consumerRules = []struct {
	name, kind, body string
	fault            string
}{
	{"minimal", "endpoint", anyPlace, ""},
	{"service missing", "endpoint", anyVPC, `The argument "endpoint_service_id" is required`},
	{"service not a UUID", "endpoint", `endpoint_service_id = "web"` + "\n" + anyVPC, `"web" is not a UUID`},
	{"VPC not a UUID", "endpoint", anyService + "\n" + `vpc_id = ""`, `"" is not a UUID`},
	{"subnet not a UUID", "endpoint", anyPlace + "\n" + `subnet_id = "subnet"`, `"subnet" is not a UUID`},
	{"address", "endpoint", anyPlace + "\n" + anySubnet + "\n" + `port_ip = "192.168.0.9"`, ""},
	{"address of IPv6", "endpoint", anyPlace + "\n" + anySubnet + "\n" + `port_ip = "fe80::1"`, `"fe80::1" is not an IPv4 address`},
	{"address with a length", "endpoint", anyPlace + "\n" + anySubnet + "\n" + `port_ip = "192.168.0.9/32"`, `is not an IPv4 address`},
	{
		"address without a subnet",
		"endpoint",
		anyPlace + "\n" + `port_ip = "192.168.0.9"`,
		`port_ip is for endpoints of services of the type interface, and these need a subnet_id`,
	},
	{"whitelist", "endpoint", anyPlace + "\n" + anySubnet + "\n" + `whitelist = ["192.168.0.9", "10.0.0.0/8", "10.1.2.3/8"]`, ""},
	{
		"whitelist of names",
		"endpoint",
		anyPlace + "\n" + anySubnet + "\n" + `whitelist = ["host.example.com"]`,
		`"host.example.com" is neither an IPv4 address nor a CIDR block of them`,
	},
	{"whitelist too long", "endpoint", anyPlace + "\n" + anySubnet + "\n" + `whitelist = ["10.0.0.0/33"]`, `"10.0.0.0/33" is neither`},
	{"whitelist with null", "endpoint", anyPlace + "\n" + anySubnet + "\n" + `whitelist = [null]`, `Null Set Value`},
	{"route tables", "endpoint", anyPlace + "\n" + `routetables = ["6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"]`, ""},
	{"route tables not UUIDs", "endpoint", anyPlace + "\n" + `routetables = ["rtb-main"]`, `"rtb-main" is not a UUID`},
	{
		"route tables and subnet",
		"endpoint",
		anyPlace + "\n" + anySubnet + "\n" + `routetables = ["6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"]`,
		"routetables is for endpoints of services of the type gateway, subnet_id for those of the type interface",
	},
	{
		"policy and access control",
		"endpoint",
		anyPlace + "\n" + "enable_whitelist = true\n subnet_id = terraform_data.later.output\n" + onePolicy(`"Allow"`, `["*"]`, `["*"]`),
		"policy_statement is for endpoints of services of the type gateway, enable_whitelist for",
	},
	{
		"values without an effect",
		"endpoint",
		anyPlace + "\n" + `routetables = ["6416b1df-bbe8-4e51-8fa3-4d169b8cc3aa"]` + "\nwhitelist = []\nenable_whitelist = false",
		"",
	},
	{"nothing of a gateway's", "endpoint", anyPlace + "\n" + anySubnet + "\nroutetables = []\npolicy_statement = []", ""},
	{"policy", "endpoint", anyPlace + "\n" + onePolicy(`"Deny"`, `["obs:*:*"]`, `["*"]`), ""},
	{"effect in lower case", "endpoint", anyPlace + "\n" + onePolicy(`"allow"`, `["*"]`, `["*"]`), `"allow"`},
	{"no effect", "endpoint", anyPlace + "\n" + onePolicy(`null`, `["*"]`, `["*"]`), "Each statement of policy_statement needs effect"},
	{
		"no action",
		"endpoint",
		anyPlace + "\n" + `policy_statement = [{ effect = "Allow", resource = ["*"] }]`,
		"Each statement of policy_statement needs action",
	},
	{"empty resource", "endpoint", anyPlace + "\n" + onePolicy(`"Allow"`, `["*"]`, `[]`), "at least 1 elements"},
	{"10 statements", "endpoint", anyPlace + "\n" + manyStatements(10), ""},
	{"11 statements", "endpoint", anyPlace + "\n" + manyStatements(11), "at most 10 elements"},
	{"description of 128", "endpoint", anyPlace + "\n" + "description = " + quoted(strings.Repeat("ü", 128)), ""},
	{"description of 129", "endpoint", anyPlace + "\n" + "description = " + quoted(strings.Repeat("ü", 129)), "has 129 characters"},
	{"20 tags", "endpoint", anyPlace + "\n" + "tags = " + tagMap(20), ""},
	{"21 tags", "endpoint", anyPlace + "\n" + "tags = " + tagMap(21), "21 tags are given; a resource has at most 20"},
	{"tag with a dot", "endpoint", anyPlace + "\n" + `tags = { "a.b" = "c" }`, `has the character '.'`},
	{"timeout of 0", "endpoint", anyPlace + "\n" + `timeouts = { create = "0s" }`, `"0s" is not positive`},
	{"unknown values", "endpoint", `
		endpoint_service_id = terraform_data.later.output
		vpc_id = terraform_data.later.output
		subnet_id = terraform_data.later.output
		port_ip = terraform_data.later.output
		whitelist = [terraform_data.later.output]
		routetables = terraform_data.later.output
		policy_statement = [{ effect = terraform_data.later.output, action = terraform_data.later.output, resource = [terraform_data.later.output] }]
		tags = { a = terraform_data.later.output }
		description = terraform_data.later.output`, "policy_statement is for endpoints"},

	{"accepted", "connection", aDecision(`"accepted"`), ""},
	{"rejected", "connection", aDecision(`"rejected"`), ""},
	{"unknown decision", "connection", aDecision(`terraform_data.later.output`), ""},
	{"the request's word", "connection", aDecision(`"receive"`), `"receive"`},
	{"pending", "connection", aDecision(`"pendingAcceptance"`), `"pendingAcceptance"`},
	{
		"no decision",
		"connection",
		`service_id = "2189d3c2-8882-4871-a3c2-d380272eed01"` + "\n" + `endpoint_id = "705290f3-0d00-41f2-aedc-71f09844e879"`,
		`The argument "status" is required`,
	},
	{
		"endpoint not a UUID",
		"connection",
		strings.Replace(aDecision(`"accepted"`), "705290f3-0d00-41f2-aedc-71f09844e879", "web", 1),
		`"web" is not a UUID`,
	},
}

func onePolicy(effect, action, resource string) string {
	return fmt.Sprintf("policy_statement = [{ effect = %s, action = %s, resource = %s }]", effect, action, resource)
}

func manyStatements(n int) string {
	return fmt.Sprintf(`policy_statement = [for i in range(%d) : { effect = "Allow", action = ["*"], resource = ["${i}"] }]`, n)
}

func aDecision(status string) string {
	return fmt.Sprintf("service_id = %q\nendpoint_id = %q\nstatus = %s", openServiceID, waitingEndpointID, status)
}

// Every rule at terraform validate, in one run of the CLI.
func TestAccConsumerRulesAtValidate(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("resource \"terraform_data\" \"later\" {}\n")
	for i, rule := range consumerRules {
		fmt.Fprintf(&b, "resource \"opentelekomcloud_vpcep_%s\" \"r%d\" {\n%s\n}\n", rule.kind, i, rule.body)
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
	for i, rule := range consumerRules {
		var faults []string
		for _, d := range result.Diagnostics {
			if strings.HasSuffix(d.Snippet.Context, fmt.Sprintf("%q", fmt.Sprintf("r%d", i))) {
				faults = append(faults, d.Summary+": "+d.Detail)
			}
		}
		switch {
		case rule.fault == "" && len(faults) > 0:
			t.Errorf("%s: refused: %q", rule.name, faults)
		case rule.fault != "" && (len(faults) != 1 || !strings.Contains(faults[0], rule.fault)):
			t.Errorf("%s: %d messages, want one with %q: %q", rule.name, len(faults), rule.fault, faults)
		}
	}
}
