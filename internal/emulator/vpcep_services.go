package emulator

import (
	"net/http"
	"slices"
	"time"
)

type updateServiceRequest struct {
	PortID          *string     `json:"port_id"`
	VIPPortID       *string     `json:"vip_port_id"`
	ServiceName     *string     `json:"service_name"`
	ApprovalEnabled *bool       `json:"approval_enabled"`
	Ports           *[]portBody `json:"ports"`
	TCPProxy        *string     `json:"tcp_proxy"`
	Description     *string     `json:"description"`
	EnablePolicy    *bool       `json:"enable_policy"`
}

// createServiceRequest has the fields of updateServiceRequest except enable_policy, and those that cannot be changed later.
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

func (r createServiceRequest) updatable() updateServiceRequest {
	return updateServiceRequest{r.PortID, r.VIPPortID, r.ServiceName, r.ApprovalEnabled, r.Ports, r.TCPProxy, r.Description, nil}
}

type serviceResponse struct {
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
	EnablePolicy    bool          `json:"enable_policy"`
	Error           []ErrorDetail `json:"error,omitempty"`

	// Only in list responses.
	DomainID        string `json:"domain_id,omitempty"`
	ConnectionCount *int   `json:"connection_count,omitempty"`
}

// serviceName returns a service's name in the format of Options.NameForm.
func (e *Emulator) serviceName(s *Service) string {
	switch {
	case s.Owner != "":
		return s.Name // public services have plain names
	case s.Name == "":
		return e.opts.Region + "." + s.ID
	case e.opts.NameForm == NameShort:
		return s.Name
	}
	return e.opts.Region + "." + s.Name + "." + s.ID
}

func (e *Emulator) newServiceResponse(s *Service, now time.Time) serviceResponse {
	a := serviceResponse{
		ID: s.ID, PortID: s.PortID, PoolID: s.PoolID, ServiceName: e.serviceName(s), ServiceType: s.ServiceType,
		ServerType: s.ServerType, VPCID: s.VPCID, ApprovalEnabled: s.ApprovalEnabled, Status: s.Status,
		CreatedAt: e.createdAt(s.CreatedAt), UpdatedAt: e.timestamp(s.UpdatedAt), ProjectID: s.ProjectID,
		CIDRType: s.CIDRType, TCPProxy: s.TCPProxy, EnablePolicy: s.EnablePolicy, Error: s.Errors,
		Description: e.opts.rewriteDescription(s.Description, s.writtenAt.description, now),
		Ports:       append([]Port{}, s.Ports...), Tags: e.opts.rewriteTags(s.Tags, s.writtenAt.tags, now),
	}
	if s.ServerType == "VIP" {
		a.VIPPortID = s.VIPPortID
	}
	// The order is undefined. Reversing it reveals clients that rely on it.
	slices.Reverse(a.Ports)
	slices.Reverse(a.Tags)
	return a
}

func (e *Emulator) serviceJSON(status int, a serviceResponse) (response, error) {
	body, err := omit(a, e.opts.Omit...)
	if err != nil {
		return response{}, err
	}
	return jsonResponse(status, body)
}

// service returns the service in the path. The caller has to own it.
func (e *Emulator) service(c *call) (*Service, error) { return e.serviceIn(e.services, c) }

func (e *Emulator) serviceIn(services map[string]*Service, c *call) (*Service, error) {
	s := services[c.vars["id"]]
	if s == nil || s.ProjectID != c.caller.projectID {
		return nil, notFoundError("endpoint service", c.vars["id"])
	}
	return s, nil
}

func (e *Emulator) createService(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	var req createServiceRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	s := &Service{
		ID: randomUUID(), ProjectID: c.caller.projectID, DomainID: c.caller.account.DomainID,
		ServiceType: TypeInterface, ApprovalEnabled: true, CIDRType: "internal", TCPProxy: "close",
		Status: StatusCreating, CreatedAt: c.now, UpdatedAt: c.now, writtenAt: writeTimes{c.now, c.now},
	}
	if err := e.applyCreate(s, req); err != nil {
		return response{}, err
	}
	if used := e.countServices(s.ProjectID); used >= e.opts.ServiceQuota {
		return response{}, apiErrorf("Endpoint.1018", "the quota of %d endpoint services is exceeded", e.opts.ServiceQuota)
	}
	s.next = &transition{at: c.now.Add(e.createDelay()), status: StatusAvailable}
	s.visibleFrom = e.opts.visibleFrom(c.now)
	s.HiddenUntil = c.fault.alterCreate(s.next, c.now, "EndPoint.3001")
	e.insertService(s)
	a := e.newServiceResponse(s, c.now)
	a.Error = nil
	return e.serviceJSON(e.opts.CreateStatus, a)
}

func (e *Emulator) showService(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	s, err := e.serviceIn(e.servicesInDetails(c.now), c)
	if err != nil {
		return response{}, err
	}
	return e.serviceJSON(http.StatusOK, e.newServiceResponse(s, c.now))
}

func (e *Emulator) updateService(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return response{}, err
	}
	var req updateServiceRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	if req == (updateServiceRequest{}) {
		return response{}, apiErrorf("EndPoint.2002", "the request changes nothing")
	}
	if s.Status != StatusAvailable {
		return response{}, apiErrorf("EndPoint.3045", "the service is %s: only available services can be modified", s.Status)
	}
	changed := s.clone() // a failed request must not change the service
	if err := e.applyUpdate(changed, req); err != nil {
		return response{}, err
	}
	changed.UpdatedAt = c.now
	if req.Description != nil {
		changed.writtenAt.description = c.now
	}
	if e.opts.Delays.Update > 0 {
		changed.Status = e.opts.UpdateStatus
		changed.next = &transition{at: c.now.Add(e.opts.Delays.Update), status: StatusAvailable}
	}
	e.services[s.ID] = changed
	return e.serviceJSON(http.StatusOK, e.newServiceResponse(changed, c.now))
}

func (e *Emulator) deleteService(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return response{}, err
	}
	if err := e.checkInUse(s); err != nil {
		return response{}, err
	}
	if s.Status == StatusDeleting {
		return response{status: e.opts.DeleteStatus}, nil
	}
	s.Status, s.UpdatedAt = StatusDeleting, c.now
	s.next = &transition{at: c.now.Add(e.opts.Delays.Delete), remove: true}
	c.fault.alterDelete(s.next, StatusAvailable, "EndPoint.3005")
	return response{status: e.opts.DeleteStatus}, nil
}

func (e *Emulator) insertService(s *Service) {
	s.seq, s.ownerEntryID = e.nextSeq(), randomUUID()
	e.services[s.ID] = s
}

// removeService removes a service. Its remaining endpoints, such as rejected ones, fail.
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
