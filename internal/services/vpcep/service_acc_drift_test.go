package vpcep_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// For each attribute: a change that was made elsewhere is planned to be undone, and is undone.
func TestAccServiceDrift(t *testing.T) {
	t.Parallel()
	rows := map[string]drift[emulator.Service]{
		"port_id":          {func(s *emulator.Service) { s.PortID = acctest.OtherPort }, plancheck.ResourceActionUpdate},
		"service_name":     {func(s *emulator.Service) { s.Name = "other" }, plancheck.ResourceActionUpdate},
		"approval_enabled": {func(s *emulator.Service) { s.ApprovalEnabled = true }, plancheck.ResourceActionUpdate},
		"tcp_proxy":        {func(s *emulator.Service) { s.TCPProxy = "close" }, plancheck.ResourceActionUpdate},
		"description":      {func(s *emulator.Service) { s.Description = "other" }, plancheck.ResourceActionUpdate},
		"description gone": {func(s *emulator.Service) { s.Description = "" }, plancheck.ResourceActionUpdate},
		"ports":            {func(s *emulator.Service) { s.Ports[0].ServerPort = 81 }, plancheck.ResourceActionUpdate},
		"port more": {func(s *emulator.Service) {
			s.Ports = append(s.Ports, emulator.Port{ClientPort: 9, ServerPort: 9, Protocol: "TCP"})
		}, plancheck.ResourceActionUpdate},
		"tag changed": {func(s *emulator.Service) { s.Tags[0].Value = "other" }, plancheck.ResourceActionUpdate},
		"tag more":    {func(s *emulator.Service) { s.Tags = append(s.Tags, emulator.Tag{Key: "z"}) }, plancheck.ResourceActionUpdate},
		"tags gone":   {func(s *emulator.Service) { s.Tags = nil }, plancheck.ResourceActionUpdate},
		"vpc_id":      {func(s *emulator.Service) { s.VPCID = otherVPC }, plancheck.ResourceActionReplace},
		"server_type": {func(s *emulator.Service) { s.ServerType = "LB" }, plancheck.ResourceActionReplace},
		"pool_id":     {func(s *emulator.Service) { s.PoolID = "5289d3c2-8882-4871-a3c2-d380272eed99" }, plancheck.ResourceActionReplace},
	}
	cloud := acctest.New(t, emulator.Options{})
	driftTest[emulator.Service]{
		address: service, rows: rows, all: cloud.Services, edit: cloud.EditService, settings: settingsOf,
		id: func(s emulator.Service) string { return s.ID },
		config: cloud.Provider() + serviceBlocks(rows, func(string, drift[emulator.Service]) (arguments, string) {
			return nil, fullArguments
		}),
	}.run(t, cloud)
}

// settingsOf removes the fields that differ in two services with the same settings.
func settingsOf(s emulator.Service) map[string]any {
	tags, ports := map[string]string{}, map[emulator.Port]bool{}
	for _, tag := range s.Tags {
		tags[tag.Key] = tag.Value
	}
	for _, port := range s.Ports {
		ports[port] = true
	}
	return map[string]any{
		"port_id": s.PortID, "vpc_id": s.VPCID, "server_type": s.ServerType, "pool_id": s.PoolID, "name": s.Name, "approval": s.ApprovalEnabled,
		"tcp_proxy": s.TCPProxy, "description": s.Description, "tags": tags, "ports": ports, "status": s.Status,
	}
}

func TestAccServiceDeletedElsewhere(t *testing.T) {
	t.Parallel()
	cloud := acctest.New(t, emulator.Options{})
	config := cloud.Provider() + serviceConfig()
	cloud.Test(t, resource.TestCase{
		Steps: []resource.TestStep{
			{Config: config},
			{
				PreConfig:        func() { cloud.RemoveService(onlyService(t, cloud).ID) },
				Config:           config,
				ConfigPlanChecks: action(plancheck.ResourceActionCreate),
			},
			{
				// Deleted between the refresh and the destroy: 404 counts as gone.
				PreConfig: func() {
					cloud.AddFaults(t, "delete-service EndPoint.0005 times=1")
				},
				Config:  config,
				Destroy: true,
			},
		},
	})
}

// A response that omits unsupported fields is no change. A response that omits empty fields is.
func TestAccServiceAnswersLeaveFieldsOut(t *testing.T) {
	t.Parallel()
	for name, omit := range map[string][]string{
		"an older version of the API": {"tcp_proxy", "tags", "cidr_type", "updated_at", "pool_id"},
		"vip_port_id":                 {"vip_port_id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := acctest.New(t, emulator.Options{Omit: omit, TimestampForm: emulator.TimestampMillis})
			config := cloud.Provider() + "resource \"opentelekomcloud_vpcep_service\" \"test\" {\n" + arguments{
				"server_type": `"VIP"`,
				"vip_port_id": quoted(acctest.OtherPort),
				"tcp_proxy":   `"open"`,
				"tags":        `{ a = "1" }`,
				"pool_id":     quoted(acctest.OtherPort),
			}.String() + "}\n"
			cloud.Test(t, resource.TestCase{
				Steps: []resource.TestStep{
					{Config: config},
				},
				CheckDestroy: noServices(cloud),
			})
		})
	}
}
