package emulator

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// firstMarkerID is greater than 2^53, and all marker IDs are odd, so that a conversion to float64 changes them.
const firstMarkerID = 1<<53 + 1

type endpointResponse struct {
	ID                  string             `json:"id"`
	ServiceType         string             `json:"service_type"`
	Status              string             `json:"status"`
	IP                  string             `json:"ip,omitempty"`
	ActiveStatus        []string           `json:"active_status"`
	EndpointServiceName string             `json:"endpoint_service_name"`
	MarkerID            int64              `json:"marker_id"`
	EndpointServiceID   string             `json:"endpoint_service_id"`
	EnableDNS           *bool              `json:"enable_dns,omitempty"`
	DNSNames            []string           `json:"dns_names,omitempty"`
	SubnetID            string             `json:"subnet_id,omitempty"`
	VPCID               string             `json:"vpc_id"`
	CreatedAt           string             `json:"created_at"`
	UpdatedAt           string             `json:"updated_at"`
	ProjectID           string             `json:"project_id"`
	Tags                []Tag              `json:"tags"`
	Error               []ErrorDetail      `json:"error,omitempty"`
	Whitelist           *[]string          `json:"whitelist,omitempty"`
	EnableWhitelist     *bool              `json:"enable_whitelist,omitempty"`
	RouteTables         []string           `json:"routetables"`
	PolicyStatement     *[]PolicyStatement `json:"policy_statement,omitempty"`
	SpecificationName   string             `json:"specification_name"`
	EnableStatus        string             `json:"enable_status"`
	Description         string             `json:"description"`
}

func (e *Emulator) newEndpointResponse(p *Endpoint, now time.Time) endpointResponse {
	p = p.clone() // the pointers below must not point into the state
	a := endpointResponse{
		ID: p.ID, ServiceType: p.ServiceType, Status: p.Status, ActiveStatus: []string{"active"},
		EndpointServiceName: p.ServiceName, MarkerID: p.MarkerID, EndpointServiceID: p.ServiceID, SubnetID: p.SubnetID,
		VPCID: p.VPCID, CreatedAt: e.createdAt(p.CreatedAt), UpdatedAt: e.timestamp(p.UpdatedAt), ProjectID: p.ProjectID,
		Tags: e.opts.rewriteTags(p.Tags, p.writtenAt.tags, now), Error: p.Errors, RouteTables: append([]string{}, p.RouteTables...),
		SpecificationName: p.SpecificationName, EnableStatus: "enable",
		Description: e.opts.rewriteDescription(p.Description, p.writtenAt.description, now),
	}
	if s := e.services[p.ServiceID]; s != nil {
		a.EndpointServiceName = e.serviceName(s)
	}
	if p.ServiceType == TypeGateway {
		a.PolicyStatement = &p.PolicyStatement
		return a
	}
	whitelist := append([]string{}, p.Whitelist...)
	a.Whitelist, a.EnableWhitelist, a.EnableDNS = &whitelist, &p.EnableWhitelist, &p.EnableDNS
	if p.wasAccepted {
		a.IP = p.IP
	}
	if p.EnableDNS {
		a.DNSNames = []string{fmt.Sprintf("vpcep-%s.%s.%s.example", p.ID, p.ServiceID, e.opts.Region)}
	}
	return a
}

func (e *Emulator) endpointJSON(status int, a endpointResponse) (response, error) {
	body, err := omit(a, e.opts.OmitEndpoint...)
	if err != nil {
		return response{}, err
	}
	return jsonResponse(status, body)
}

// endpoint returns the endpoint in the path. The caller has to own it.
func (e *Emulator) endpoint(c *call) (*Endpoint, error) { return e.endpointIn(e.endpoints, c) }

func (e *Emulator) endpointIn(endpoints map[string]*Endpoint, c *call) (*Endpoint, error) {
	p := endpoints[c.vars["id"]]
	if p == nil || p.ProjectID != c.caller.projectID {
		return nil, apiErrorf("EndPoint.2006", "there is no endpoint %q", c.vars["id"])
	}
	return p, nil
}

func (e *Emulator) createEndpoint(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	var req endpointRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	s, err := e.connectableService(c, req)
	if err != nil {
		return response{}, err
	}
	p := &Endpoint{
		ID: randomUUID(), ProjectID: c.caller.projectID, DomainID: c.caller.account.DomainID,
		ServiceID: s.ID, ServiceName: e.serviceName(s), ServiceType: s.ServiceType,
		SpecificationName: "default", Status: StatusCreating, CreatedAt: c.now, UpdatedAt: c.now,
		writtenAt: writeTimes{c.now, c.now},
	}
	if err := e.applyEndpoint(p, req); err != nil {
		return response{}, err
	}
	if e.countEndpoints(p.ProjectID) >= e.opts.EndpointQuota {
		return response{}, apiErrorf("Endpoint.1018", "the quota of %d endpoints is exceeded", e.opts.EndpointQuota)
	}
	p.next = &transition{at: c.now.Add(e.opts.Delays.EndpointCreate), status: StatusAccepted}
	if s.ApprovalEnabled && s.Owner == "" {
		p.next.status = StatusPendingAcceptance
	}
	p.visibleFrom = e.opts.visibleFrom(c.now)
	p.HiddenUntil = c.fault.alterCreate(p.next, c.now, "EndPoint.2022")
	e.insertEndpoint(p)
	return e.endpointJSON(e.opts.CreateStatus, e.newEndpointResponse(p, c.now))
}

func (e *Emulator) insertEndpoint(p *Endpoint) {
	p.seq = e.nextSeq()
	if p.MarkerID == 0 {
		p.MarkerID = firstMarkerID + 2*p.seq
	}
	e.endpoints[p.ID] = p
}

func (e *Emulator) showEndpoint(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	p, err := e.endpointIn(e.endpointsInDetails(c.now), c)
	if err != nil {
		return response{}, err
	}
	return e.endpointJSON(http.StatusOK, e.newEndpointResponse(p, c.now))
}

func (p *Endpoint) sortKeys() sortKeys { return sortKeys{p.CreatedAt, p.UpdatedAt, p.seq} }

func (e *Emulator) listEndpoints(c *call) (response, error) {
	q, err := queryParams(c, "endpoint_service_name", "vpc_id", "id", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return response{}, err
	}
	endpoints := []*Endpoint{}
	for _, p := range e.endpointsInLists(c.now) {
		if p.ProjectID == c.caller.projectID && matches(p.ID, q.Get("id")) &&
			matches(p.VPCID, q.Get("vpc_id")) && containsFold(p.ServiceName, q.Get("endpoint_service_name")) {
			endpoints = append(endpoints, p)
		}
	}
	if err := sortItems(endpoints, q, (*Endpoint).sortKeys, "created_at", "updated_at"); err != nil {
		return response{}, err
	}
	page, err := paginate(endpoints, q, maxLimit)
	if err != nil {
		return response{}, err
	}
	leftOut := slices.Concat(e.opts.OmitEndpoint, e.opts.OmitInLists)
	answers := []any{}
	for _, p := range page {
		body, err := omit(e.newEndpointResponse(p, c.now), leftOut...)
		if err != nil {
			return response{}, err
		}
		answers = append(answers, body)
	}
	return jsonResponse(http.StatusOK, map[string]any{"endpoints": answers, "total_count": len(endpoints)})
}

func (e *Emulator) deleteEndpoint(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	p, err := e.endpoint(c)
	if err != nil {
		return response{}, err
	}
	if p.Status == StatusDeleting {
		return response{status: e.opts.DeleteStatus}, nil
	}
	before := p.Status
	p.setStatus(StatusDeleting, c.now)
	p.next = &transition{at: c.now.Add(e.opts.Delays.EndpointDelete), remove: true}
	c.fault.alterDelete(p.next, before, "EndPoint.0001")
	return response{status: e.opts.DeleteStatus}, nil
}
