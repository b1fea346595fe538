package emulator

import (
	"cmp"
	"fmt"
	"slices"
)

var (
	serviceStatuses = []string{StatusCreating, StatusAvailable, StatusFailed, StatusDeleting}
	serviceTypes    = []string{TypeInterface, TypeGateway}
)

// restoreResources adds the services and the endpoints of a state.
func (e *Emulator) restoreResources(s State) error {
	if len(s.PublicServices) == 0 {
		for _, service := range e.publicServices() {
			e.AddService(*service)
		}
	}
	for _, saved := range s.PublicServices {
		saved.Owner = cmp.Or(saved.Owner, "operations")
		saved.ProjectID, saved.DomainID = cmp.Or(saved.ProjectID, randomHex()), cmp.Or(saved.DomainID, randomHex())
		if err := e.restoreService(saved); err != nil {
			return err
		}
	}
	for _, saved := range s.Services {
		if saved.ProjectID != "" && e.projectByID(saved.ProjectID) == nil {
			return fmt.Errorf("service %q: no account has the project %q", cmp.Or(saved.ID, saved.Name), saved.ProjectID)
		}
		if err := e.restoreService(saved); err != nil {
			return err
		}
	}
	for _, saved := range s.Endpoints {
		if err := e.restoreEndpoint(saved); err != nil {
			return fmt.Errorf("endpoint %q: %w", saved.ID, err)
		}
	}
	return nil
}

func (e *Emulator) restoreService(saved SavedService) error {
	name := cmp.Or(saved.ID, saved.Name)
	if e.services[saved.ID] != nil {
		return fmt.Errorf("there are two services %q", name)
	}
	if err := checkOneOf("status", saved.Status, serviceStatuses); err != nil {
		return fmt.Errorf("service %q: %w", name, err)
	}
	if err := checkOneOf("service_type", saved.ServiceType, serviceTypes); err != nil {
		return fmt.Errorf("service %q: %w", name, err)
	}
	id := e.AddService(saved.Service)
	e.services[id].next = saved.Next.transition()
	return nil
}

func (e *Emulator) restoreEndpoint(saved SavedEndpoint) error {
	if e.endpoints[saved.ID] != nil {
		return fmt.Errorf("there are two with this id")
	}
	if saved.ProjectID != "" && e.projectByID(saved.ProjectID) == nil {
		return fmt.Errorf("no account has the project %q", saved.ProjectID)
	}
	// The name remains after the deletion of the service.
	if e.services[saved.ServiceID] == nil && saved.ServiceName == "" {
		return fmt.Errorf("there is no service %q", saved.ServiceID)
	}
	if err := checkOneOf("status", saved.Status, connectionStatuses); err != nil {
		return err
	}
	id := e.AddEndpoint(saved.Endpoint)
	p := e.endpoints[id]
	p.next, p.wasAccepted = saved.Next.transition(), p.wasAccepted || saved.WasAccepted
	if !saved.UpdatedAt.IsZero() {
		p.UpdatedAt = saved.UpdatedAt
	}
	e.seq = max(e.seq, (p.MarkerID-firstMarkerID)/2) // so that new endpoints get other markers
	return nil
}

// checkOneOf returns an error if a value is neither empty nor one of those allowed.
func checkOneOf(field, value string, allowed []string) error {
	if value != "" && !slices.Contains(allowed, value) {
		return fmt.Errorf("%s %q is not one of %v", field, value, allowed)
	}
	return nil
}
