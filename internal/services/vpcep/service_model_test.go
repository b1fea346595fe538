package vpcep

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
)

// serviceChanges change one attribute each, by the field of the request that the change is sent in.
func serviceChanges() map[string]func(*serviceModel) {
	text := types.StringValue
	return map[string]func(*serviceModel){
		"PortID":          func(m *serviceModel) { m.PortID = text("other") },
		"VIPPortID":       func(m *serviceModel) { m.VIPPortID = text("other") },
		"Name":            func(m *serviceModel) { m.ServiceName = text("other") },
		"ApprovalEnabled": func(m *serviceModel) { m.ApprovalEnabled = types.BoolValue(false) },
		"Ports":           func(m *serviceModel) { m.FromAPI(&vpcep.Service{Ports: &[]vpcep.Port{{ClientPort: 1, ServerPort: 2}}}) },
		"TCPProxy":        func(m *serviceModel) { m.TCPProxy = text("open") },
		"Description":     func(m *serviceModel) { m.Description = text("other") },
		"EnablePolicy":    func(m *serviceModel) { m.EnablePolicy = types.BoolValue(true) },
	}
}

func plannedService() *serviceModel {
	m := &serviceModel{ApprovalEnabled: types.BoolValue(true)}
	name, description := vpcep.ServiceName("web"), "x"
	m.FromAPI(&vpcep.Service{
		ID: "s", PortID: to("p"), VIPPortID: to("v"), Name: &name, TCPProxy: to("close"), Description: &description,
		Ports: &[]vpcep.Port{{ClientPort: 80, ServerPort: 80}},
	})
	return m
}

// Each field of an update is sent if its attribute changes, alone, and is recorded in the state once it was sent. A field
// that is added to the request without that fails here.
func TestServiceUpdateSendsEachField(t *testing.T) {
	t.Parallel()
	changes := serviceChanges()
	for _, field := range reflect.VisibleFields(reflect.TypeFor[vpcep.ServiceUpdate]()) {
		t.Run(field.Name, func(t *testing.T) {
			t.Parallel()
			change, ok := changes[field.Name]
			if !ok {
				t.Fatal("no attribute changes it")
			}
			prior, plan := plannedService(), plannedService()
			if update := plan.updateRequest(prior); !update.Empty() {
				t.Fatalf("%+v is sent without a change", update)
			}
			change(plan)
			update := plan.updateRequest(prior)
			if update.Empty() {
				t.Fatal("nothing is sent")
			}
			sent := reflect.ValueOf(&update).Elem()
			if sent.FieldByName(field.Name).IsZero() {
				t.Errorf("%+v does not contain it", update)
			}
			sent.FieldByName(field.Name).SetZero()
			if !update.Empty() {
				t.Errorf("%+v is sent too", update)
			}
			prior.applied(plan)
			if update := plan.updateRequest(prior); !update.Empty() {
				t.Errorf("the state does not record it: %+v is sent again", update)
			}
		})
	}
}
