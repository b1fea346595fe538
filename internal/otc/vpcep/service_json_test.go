package vpcep

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The exact encoding of requests.
func TestServiceRequestsAsJSON(t *testing.T) {
	t.Parallel()
	least := ServiceCreate{PortID: "p", VPCID: "v", ServerType: "VM", Ports: []Port{{8080, 90, "TCP"}}}
	all := least
	all.PoolID, all.VIPPortID, all.Name, all.ApprovalEnabled = ptr("pool"), ptr("vip"), ptr("web"), ptr(false)
	all.ServiceType, all.TCPProxy, all.Description = ptr("interface"), ptr("close"), ptr("")
	all.Tags = []Tag{{"k", "v"}, {"empty", ""}}
	tests := map[string]struct {
		request any
		want    string
	}{
		"create, the least": {
			least,
			`{"port_id":"p","vpc_id":"v","server_type":"VM","ports":[{"client_port":8080,"server_port":90,"protocol":"TCP"}]}`,
		},
		"create, all": {all, `{"port_id":"p","vpc_id":"v","server_type":"VM","ports":[{"client_port":8080,"server_port":90,"protocol":"TCP"}],` +
			`"pool_id":"pool","vip_port_id":"vip","service_name":"web","approval_enabled":false,"service_type":"interface","tcp_proxy":"close",` +
			`"tags":[{"key":"k","value":"v"},{"key":"empty","value":""}],"description":""}`},
		"update, nothing": {ServiceUpdate{}, `{}`},
		"update, all": {
			ServiceUpdate{
				PortID: ptr("p"), VIPPortID: ptr("vip"), Name: ptr("web"), ApprovalEnabled: ptr(false),
				Ports: []Port{{1, 65535, "UDP"}}, TCPProxy: ptr("open"), Description: ptr(""),
			},
			`{"port_id":"p","vip_port_id":"vip","service_name":"web","approval_enabled":false,` +
				`"ports":[{"client_port":1,"server_port":65535,"protocol":"UDP"}],"tcp_proxy":"open","description":""}`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := json.Marshal(test.request)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestServiceUpdateEmpty(t *testing.T) {
	t.Parallel()
	if !(ServiceUpdate{}).Empty() {
		t.Error("a request that would change nothing is not empty")
	}
	for name, update := range map[string]ServiceUpdate{
		"port_id": {PortID: ptr("")}, "vip_port_id": {VIPPortID: ptr("")}, "service_name": {Name: ptr("")},
		"approval_enabled": {ApprovalEnabled: ptr(false)},
		"ports":            {Ports: []Port{}}, "tcp_proxy": {TCPProxy: ptr("")}, "description": {Description: ptr("")},
	} {
		if update.Empty() {
			t.Errorf("a request that changes %s is empty", name)
		}
	}
}

// The example response in the API's specification.
const exampleAnswer = `{
    "id":"4189d3c2-8882-4871-a3c2-d380272eed83",
    "port_id":"4189d3c2-8882-4871-a3c2-d380272eed88",
    "vpc_id":"4189d3c2-8882-4871-a3c2-d380272eed80",
    "pool_id":"5289d3c2-8882-4871-a3c2-d380272eed80",
    "status":"available",
    "approval_enabled":false,
    "service_name":"test123",
    "service_type":"interface",
    "server_type":"VM",
    "project_id":"6e9dfd51d1124e8d8498dce894923a0d",
    "created_at":"2018-01-30T07:42:01.174",
    "ports":
              [
                {
                    "client_port":8080,
                    "server_port":90,
                    "protocol":"TCP"
                },
                {
                    "client_port":8081,
                    "server_port":80,
                    "protocol":"TCP"
                }
              ]
}`

func TestServiceFromTheExample(t *testing.T) {
	t.Parallel()
	var got Service
	if err := json.Unmarshal([]byte(exampleAnswer), &got); err != nil {
		t.Fatal(err)
	}
	want := Service{
		ID: "4189d3c2-8882-4871-a3c2-d380272eed83", PortID: ptr("4189d3c2-8882-4871-a3c2-d380272eed88"),
		VPCID: ptr("4189d3c2-8882-4871-a3c2-d380272eed80"), PoolID: ptr("5289d3c2-8882-4871-a3c2-d380272eed80"),
		Status: StatusAvailable, ApprovalEnabled: ptr(false), Name: ptr(ServiceName("test123")), ServiceType: ptr("interface"),
		ServerType: ptr("VM"), ProjectID: ptr("6e9dfd51d1124e8d8498dce894923a0d"), CreatedAt: ptr("2018-01-30T07:42:01.174"),
		Ports: &[]Port{{8080, 90, "TCP"}, {8081, 80, "TCP"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
}

func TestServiceFromAFullAnswer(t *testing.T) {
	t.Parallel()
	var got Service
	if err := json.Unmarshal(
		[]byte(`{"id":"a","status":"failed","service_name":"eu-de.web.a","vip_port_id":"vip","tcp_proxy":"close","cidr_type":"internal",
		"updated_at":"2024-01-02T03:04:05Z","description":"","tags":[{"key":"k","value":"v"}],"domain_id":"d","connection_count":9007199254740993,
		"ports":[{"client_port":1,"server_port":2}],"error":[{"error_code":"EndPoint.2001","error_message":"no VPC"}],"later":{"new":true}}`),
		&got,
	); err != nil {
		t.Fatal(err)
	}
	want := Service{
		ID:              "a",
		Status:          StatusFailed,
		Name:            ptr(ServiceName("eu-de.web.a")),
		VIPPortID:       ptr("vip"),
		TCPProxy:        ptr("close"),
		CIDRType:        ptr("internal"),
		UpdatedAt:       ptr("2024-01-02T03:04:05Z"),
		Description:     ptr(""),
		Tags:            &[]Tag{{"k", "v"}},
		DomainID:        ptr("d"),
		ConnectionCount: ptr(int64(9007199254740993)),
		Ports:           &[]Port{{1, 2, ""}},
		Errors:          []StatusError{{"EndPoint.2001", "no VPC"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestServiceWithoutAnIDIsIncomplete(t *testing.T) {
	t.Parallel()
	if err := (&Service{Status: StatusAvailable}).Validate(); err == nil {
		t.Error("a service without an id was taken for complete")
	}
}
