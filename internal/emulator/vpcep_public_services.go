package emulator

import (
	"net/http"
	"time"
)

// publicServices returns the operator's services. One name contains another, because the name filter matches substrings.
func (e *Emulator) publicServices() []*Service {
	var services []*Service
	for i, s := range []struct{ name, serviceType string }{
		{"obs", TypeGateway},
		{"obs-internet", TypeGateway},
		{"dns", TypeInterface},
	} {
		at := time.Date(2019, 3, 28+i, 9, 30, 27, 0, time.UTC)
		services = append(services, &Service{
			ID: randomUUID(), ProjectID: randomHex(), DomainID: randomHex(), Owner: "operations",
			Name:        "com.t-systems.otc." + e.opts.Region + "." + s.name,
			ServiceType: s.serviceType, ServerType: "LB", Status: StatusAvailable, CIDRType: "public", TCPProxy: "close",
			IsCharge: s.serviceType == TypeInterface, CreatedAt: at, UpdatedAt: at,
		})
	}
	return services
}

type publicServiceResponse struct {
	ID          string `json:"id"`
	Owner       string `json:"owner,omitempty"` // only in list responses
	ServiceName string `json:"service_name"`
	ServiceType string `json:"service_type"`
	CreatedAt   string `json:"created_at"`
	IsCharge    any    `json:"is_charge"` // documented as a boolean, but a string in the examples
}

func (e *Emulator) newPublicServiceResponse(s *Service) publicServiceResponse {
	a := publicServiceResponse{
		ID: s.ID, ServiceName: e.serviceName(s), ServiceType: s.ServiceType,
		CreatedAt: e.createdAt(s.CreatedAt), IsCharge: s.IsCharge,
	}
	if e.opts.IsChargeString {
		a.IsCharge = "false"
		if s.IsCharge {
			a.IsCharge = "true"
		}
	}
	return a
}

func (e *Emulator) listPublicServices(c *call) (response, error) {
	q, err := queryParams(c, "endpoint_service_name", "id", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return response{}, err
	}
	services := []*Service{}
	for _, s := range e.servicesInLists(c.now) {
		if s.Owner != "" && containsFold(s.Name, q.Get("endpoint_service_name")) && matches(s.ID, q.Get("id")) {
			services = append(services, s)
		}
	}
	if err := sortItems(services, q, (*Service).sortKeys, "created_at", "updated_at"); err != nil {
		return response{}, err
	}
	page, err := paginate(services, q, maxLimit)
	if err != nil {
		return response{}, err
	}
	answers := []publicServiceResponse{}
	for _, s := range page {
		a := e.newPublicServiceResponse(s)
		a.Owner = s.Owner
		answers = append(answers, a)
	}
	return jsonResponse(http.StatusOK, map[string]any{"endpoint_services": answers, "total_count": len(services)})
}

// describeService returns what any account needs to know to connect to a service.
func (e *Emulator) describeService(c *call) (response, error) {
	q, err := queryParams(c, "id", "endpoint_service_name")
	if err != nil {
		return response{}, err
	}
	id, name := q.Get("id"), q.Get("endpoint_service_name")
	if id == "" && name == "" {
		return response{}, apiErrorf("EndPoint.0002", "id or endpoint_service_name is required")
	}
	for _, s := range e.servicesInDetails(c.now) {
		if matches(s.ID, id) && matches(e.serviceName(s), name) {
			return jsonResponse(http.StatusOK, e.newPublicServiceResponse(s))
		}
	}
	return response{}, notFoundError("endpoint service", id+name)
}
