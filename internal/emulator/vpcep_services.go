package emulator

import (
	"net/http"
	"slices"
	"time"
)

type serviceRequest struct {
	PortID          *string     `json:"port_id"`
	VIPPortID       *string     `json:"vip_port_id"`
	ServiceName     *string     `json:"service_name"`
	ApprovalEnabled *bool       `json:"approval_enabled"`
	Ports           *[]portBody `json:"ports"`
	TCPProxy        *string     `json:"tcp_proxy"`
	Description     *string     `json:"description"`
}

// createServiceRequest holds, beside what a service can be created and modified with, what it is created with only.
type createServiceRequest struct {
	PortID          *string     `json:"port_id"`
	VIPPortID       *string     `json:"vip_port_id"`
	ServiceName     *string     `json:"service_name"`
	ApprovalEnabled *bool       `json:"approval_enabled"`
	Ports           *[]portBody `json:"ports"`
	TCPProxy        *string     `json:"tcp_proxy"`
	Description     *string     `json:"description"`

	PoolID      *string    `json:"pool_id"`
	VPCID       *string    `json:"vpc_id"`
	ServiceType *string    `json:"service_type"`
	ServerType  *string    `json:"server_type"`
	Tags        *[]tagBody `json:"tags"`
}

func (r createServiceRequest) modifiable() serviceRequest {
	return serviceRequest{r.PortID, r.VIPPortID, r.ServiceName, r.ApprovalEnabled, r.Ports, r.TCPProxy, r.Description}
}

type serviceAnswer struct {
	ID              string        `json:"id"`
	PortID          string        `json:"port_id"`
	VIPPortID       string        `json:"vip_port_id,omitempty"`
	PoolID          string        `json:"pool_id"`
	ServiceName     string        `json:"service_name"`
	ServiceType     string        `json:"service_type"`
	ServerType      string        `json:"server_type"`
	VPCID           string        `json:"vpc_id"`
	ApprovalEnabled bool          `json:"approval_enabled"`
	Status          string        `json:"status"`
	CreatedAt       string        `json:"created_at"`
	UpdatedAt       string        `json:"updated_at"`
	ProjectID       string        `json:"project_id"`
	CIDRType        string        `json:"cidr_type"`
	Ports           []Port        `json:"ports"`
	TCPProxy        string        `json:"tcp_proxy"`
	Tags            []Tag         `json:"tags"`
	Description     string        `json:"description"`
	Error           []ErrorDetail `json:"error,omitempty"`

	// Lists only.
	DomainID        string `json:"domain_id,omitempty"`
	ConnectionCount *int   `json:"connection_count,omitempty"`
}

// serviceName returns a service's name in the form answers give it.
func (e *Emulator) serviceName(s *Service) string {
	switch {
	case s.Owner != "":
		return s.Name // the operators' services have names of their own form
	case s.Name == "":
		return e.opts.Region + "." + s.ID
	case e.opts.NameForm == NameShort:
		return s.Name
	}
	return e.opts.Region + "." + s.Name + "." + s.ID
}

func (e *Emulator) describe(s *Service, now time.Time) serviceAnswer {
	a := serviceAnswer{
		ID: s.ID, PortID: s.PortID, PoolID: s.PoolID, ServiceName: e.serviceName(s), ServiceType: s.ServiceType,
		ServerType: s.ServerType, VPCID: s.VPCID, ApprovalEnabled: s.ApprovalEnabled, Status: s.Status,
		CreatedAt: e.createdAt(s.CreatedAt), UpdatedAt: e.timestamp(s.UpdatedAt), ProjectID: s.ProjectID,
		CIDRType: s.CIDRType, TCPProxy: s.TCPProxy, Error: s.Errors,
		Description: e.opts.shownDescription(s.Description, s.written.description, now),
		Ports:       append([]Port{}, s.Ports...), Tags: e.opts.shownTags(s.Tags, s.written.tags, now),
	}
	if s.ServerType == "VIP" {
		a.VIPPortID = s.VIPPortID
	}
	// The order of these lists means nothing, so it is never the order they were sent in.
	slices.Reverse(a.Ports)
	slices.Reverse(a.Tags)
	return a
}

func (e *Emulator) serviceOK(status int, a serviceAnswer) (answer, error) {
	body, err := omit(a, e.opts.Omit...)
	if err != nil {
		return answer{}, err
	}
	return ok(status, body)
}

// service returns the caller's own service that the path names.
func (e *Emulator) service(c *call) (*Service, error) { return e.serviceIn(e.services, c) }

func (e *Emulator) serviceIn(services map[string]*Service, c *call) (*Service, error) {
	s := services[c.vars["id"]]
	if s == nil || s.ProjectID != c.who.projectID {
		return nil, notFound("endpoint service", c.vars["id"])
	}
	return s, nil
}

func (e *Emulator) createService(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	var req createServiceRequest
	if err := decode(c, &req); err != nil {
		return answer{}, err
	}
	s := &Service{
		ID: newUUID(), ProjectID: c.who.projectID, DomainID: c.who.account.DomainID,
		ServiceType: TypeInterface, ApprovalEnabled: true, CIDRType: "internal", TCPProxy: "close",
		Status: StatusCreating, CreatedAt: c.now, UpdatedAt: c.now, written: written{c.now, c.now},
	}
	if err := e.applyCreate(s, req); err != nil {
		return answer{}, err
	}
	if used := e.countServices(s.ProjectID); used >= e.opts.ServiceQuota {
		return answer{}, refuse("Endpoint.1018", "the quota of %d endpoint services is used up", e.opts.ServiceQuota)
	}
	s.next = &transition{at: c.now.Add(e.opts.Delays.Create), status: StatusAvailable}
	s.hidden = e.opts.hideNew(c.now)
	s.HiddenUntil = c.fault.spoilCreate(s.next, c.now, "EndPoint.3001")
	e.keepService(s)
	a := e.describe(s, c.now)
	a.Error = nil
	return e.serviceOK(e.opts.CreateStatus, a)
}

func (e *Emulator) showService(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	s, err := e.serviceIn(e.servicesInDetails(c.now), c)
	if err != nil {
		return answer{}, err
	}
	return e.serviceOK(http.StatusOK, e.describe(s, c.now))
}

func (e *Emulator) updateService(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return answer{}, err
	}
	var req serviceRequest
	if err := decode(c, &req); err != nil {
		return answer{}, err
	}
	if req == (serviceRequest{}) {
		return answer{}, refuse("EndPoint.2002", "the request changes nothing")
	}
	if s.Status != StatusAvailable {
		return answer{}, refuse("EndPoint.3045", "the service is %s: only an available one can be modified", s.Status)
	}
	changed := s.clone() // so that a refused request changes nothing
	if err := e.apply(changed, req); err != nil {
		return answer{}, err
	}
	changed.UpdatedAt = c.now
	if req.Description != nil {
		changed.written.description = c.now
	}
	if e.opts.Delays.Update > 0 {
		changed.Status = e.opts.UpdateStatus
		changed.next = &transition{at: c.now.Add(e.opts.Delays.Update), status: StatusAvailable}
	}
	e.services[s.ID] = changed
	return e.serviceOK(http.StatusOK, e.describe(changed, c.now))
}

func (e *Emulator) deleteService(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return answer{}, err
	}
	if err := e.inUse(s); err != nil {
		return answer{}, err
	}
	if s.Status == StatusDeleting {
		return answer{status: e.opts.DeleteStatus}, nil
	}
	s.Status, s.UpdatedAt = StatusDeleting, c.now
	s.next = &transition{at: c.now.Add(e.opts.Delays.Delete), remove: true}
	c.fault.spoilDelete(s.next, StatusAvailable, "EndPoint.3005")
	return answer{status: e.opts.DeleteStatus}, nil
}

func (e *Emulator) keepService(s *Service) {
	s.seq, s.ownerEntryID = e.nextSeq(), newUUID()
	e.services[s.ID] = s
}

// removeService forgets a service. Endpoints that are left of it, rejected or waiting, lead nowhere from then on.
func (e *Emulator) removeService(id string) {
	delete(e.services, id)
	now := e.opts.Now()
	for _, p := range e.endpoints {
		if p.ServiceID == id && p.Status != StatusDeleting {
			p.next = nil
			p.setStatus(StatusFailed, now)
			p.Errors = []ErrorDetail{{Code: "EndPoint.2003", Message: "the endpoint service has been deleted"}}
		}
	}
}
