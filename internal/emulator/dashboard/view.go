package dashboard

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// shownRequests is the number of requests on the page.
const shownRequests = 50

// view is what the page shows. It has no fields for secrets.
type view struct {
	Version, AuthURL, Region string
	Refresh                  bool

	Accounts    []account
	Services    []service
	Public      []service
	Endpoints   []endpoint
	Connections []endpoint
	Faults      []fault
	Requests    []request // the latest first
}

type account struct {
	Name, DomainID, DomainName, ProjectID, ProjectName, UserName string
	Quotas                                                       []quota
}

type quota struct {
	Name        string
	Used, Limit int
}

type service struct {
	ID, Name, Account, Type, Status, Reason, Ports, Permissions string
	Approval                                                    bool
	Connections                                                 int
}

type endpoint struct {
	ID, Account, DomainID, ServiceID, ServiceName, Status, Reason, Address, VPC string
	MarkerID                                                                    int64
}

type fault struct {
	Name, Rule, Fired string
}

type request struct {
	Time, Account, Method, Path, Op, Status, Fault string
	Failed                                         bool
}

func newView(cloud *emulator.Emulator, version string, r *http.Request) view {
	v := view{
		Version: version, AuthURL: "http://" + r.Host + "/v3", Region: cloud.Region(),
		Refresh: r.URL.Query().Get("refresh") != "off",
	}
	names := map[string]string{} // of accounts, by project
	for _, a := range []emulator.Account{cloud.Owner(), cloud.Consumer()} {
		names[a.ProjectID], names[a.OtherProjectID] = a.Name, a.Name+" (second project)"
		v.Accounts = append(v.Accounts, account{
			a.Name, a.DomainID, a.DomainName, a.ProjectID, a.ProjectName, a.UserName, quotas(cloud, a.ProjectID),
		})
	}
	endpoints := cloud.Endpoints()
	connections := map[string]int{} // by service
	for _, p := range endpoints {
		connections[p.ServiceID]++
	}
	own := map[string]bool{} // services of the accounts
	for _, s := range cloud.Services() {
		own[s.ID] = true
		v.Services = append(v.Services, newService(s, names[s.ProjectID], connections[s.ID]))
	}
	for _, s := range cloud.PublicServices() {
		v.Public = append(v.Public, newService(s, "", connections[s.ID]))
	}
	for _, p := range endpoints {
		row := newEndpoint(p, names[p.ProjectID])
		v.Endpoints = append(v.Endpoints, row)
		if own[p.ServiceID] {
			v.Connections = append(v.Connections, row)
		}
	}
	for _, f := range cloud.Faults() {
		v.Faults = append(v.Faults, newFault(f))
	}
	for _, r := range slices.Backward(cloud.LastRequests(shownRequests)) {
		v.Requests = append(v.Requests, newRequest(r))
	}
	return v
}

func quotas(cloud *emulator.Emulator, projectID string) []quota {
	var shown []quota
	for _, q := range cloud.Quotas(projectID) {
		shown = append(shown, quota{strings.ReplaceAll(q.Type, "_", " ") + "s", q.Used, q.Limit})
	}
	return shown
}

func newService(s emulator.Service, owner string, connections int) service {
	row := service{
		ID: s.ID, Name: s.Name, Account: owner, Type: s.ServiceType, Status: s.Status, Reason: reason(s.Errors),
		Approval: s.ApprovalEnabled, Connections: connections,
	}
	var ports, permissions []string
	for _, p := range s.Ports {
		ports = append(ports, fmt.Sprintf("%d → %d/%s", p.ClientPort, p.ServerPort, p.Protocol))
	}
	for _, p := range s.Permissions {
		permissions = append(permissions, p.Permission)
	}
	row.Ports, row.Permissions = strings.Join(ports, ", "), strings.Join(permissions, ", ")
	return row
}

func newEndpoint(p emulator.Endpoint, consumer string) endpoint {
	return endpoint{
		ID: p.ID, Account: consumer, DomainID: p.DomainID, ServiceID: p.ServiceID, ServiceName: p.ServiceName,
		Status: p.Status, Reason: reason(p.Errors), Address: p.IP, VPC: p.VPCID, MarkerID: p.MarkerID,
	}
}

func reason(errors []emulator.ErrorDetail) string {
	var texts []string
	for _, e := range errors {
		texts = append(texts, e.Code+": "+e.Message)
	}
	return strings.Join(texts, "; ")
}

func newFault(f emulator.FaultRule) fault {
	fired := fmt.Sprint(f.Fired)
	if f.Times > 0 {
		fired = fmt.Sprintf("%d of %d", f.Fired, f.Times)
	}
	return fault{f.Name, f.String(), fired}
}

func newRequest(r emulator.Request) request {
	row := request{
		Time: r.Time.Format(time.TimeOnly + ".000"), Account: r.Account, Method: r.Method, Path: r.Path, Op: cmp.Or(r.Op, "unknown"),
		Status: fmt.Sprint(r.Status), Fault: r.Fault, Failed: r.Status == 0 || r.Status >= http.StatusBadRequest,
	}
	if r.Query != "" {
		row.Path += "?" + r.Query
	}
	if r.Status == 0 {
		row.Status = "no response"
	}
	return row
}
