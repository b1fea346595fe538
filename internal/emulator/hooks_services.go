package emulator

import (
	"cmp"
	"fmt"
	"slices"
)

// Hooks read and change the state directly, as something outside of the tested client would.

// Services returns copies of the services of both accounts, oldest first.
func (e *Emulator) Services() []Service {
	return e.collectServices(func(s *Service) bool { return s.Owner == "" })
}

// PublicServices returns copies of the operator's public services, oldest first.
func (e *Emulator) PublicServices() []Service {
	return e.collectServices(func(s *Service) bool { return s.Owner != "" })
}

func (e *Emulator) collectServices(wanted func(*Service) bool) []Service {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.applyTransitions(e.opts.Now())
	services := []Service{}
	for _, s := range e.services {
		if wanted(s) {
			services = append(services, *s.clone())
		}
	}
	slices.SortFunc(services, func(a, b Service) int { return cmp.Compare(a.seq, b.seq) })
	return services
}

// Service returns a copy of a service and reports whether it exists.
func (e *Emulator) Service(id string) (Service, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.applyTransitions(e.opts.Now())
	s, found := e.services[id]
	if !found {
		return Service{}, false
	}
	return *s.clone(), true
}

// EditService edits a service. Changing the status cancels the pending transition.
func (e *Emulator) EditService(id string, edit func(*Service)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	e.applyTransitions(now)
	s, found := e.services[id]
	if !found {
		return fmt.Errorf("emulator: no service %q", id)
	}
	edited := s.clone()
	edit(edited)
	edited.ID, edited.seq, edited.visibleFrom, edited.ownerEntryID = s.ID, s.seq, s.visibleFrom, s.ownerEntryID
	for i := range edited.Permissions {
		if edited.Permissions[i].ID == "" {
			e.setPermissionDefaults(&edited.Permissions[i])
		}
	}
	edited.writtenAt = s.writtenAt.afterEdit(now, s.Description, edited.Description, s.Tags, edited.Tags)
	if edited.Status != s.Status {
		edited.next = nil
	}
	if edited.UpdatedAt.Equal(s.UpdatedAt) {
		edited.UpdatedAt = now
	}
	e.services[id] = edited
	e.recordHistory(now)
	return nil
}

// AddService adds a service, as if it had been created outside of Terraform, and returns its ID. Empty fields get
// defaults: an available interface service of the owner.
func (e *Emulator) AddService(s Service) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	now, owner := e.opts.Now(), e.accounts[0]
	added := s.clone()
	added.next, added.visibleFrom, added.writtenAt = nil, visibleFrom{}, writeTimes{now, now}
	added.ID = cmp.Or(s.ID, randomUUID())
	added.ProjectID = cmp.Or(s.ProjectID, owner.ProjectID)
	added.DomainID = cmp.Or(s.DomainID, e.domainOf(added.ProjectID), owner.DomainID)
	added.PortID = cmp.Or(s.PortID, randomUUID())
	added.PoolID = cmp.Or(s.PoolID, randomUUID())
	added.VPCID = cmp.Or(s.VPCID, randomUUID())
	added.ServerType = cmp.Or(s.ServerType, "VM")
	added.ServiceType = cmp.Or(s.ServiceType, TypeInterface)
	added.Status = cmp.Or(s.Status, StatusAvailable)
	added.CIDRType = cmp.Or(s.CIDRType, "internal")
	added.TCPProxy = cmp.Or(s.TCPProxy, "close")
	if len(s.Ports) == 0 && s.Owner == "" {
		added.Ports = []Port{{ClientPort: 80, ServerPort: 80, Protocol: "TCP"}}
	}
	if s.CreatedAt.IsZero() {
		added.CreatedAt = now
	}
	if s.UpdatedAt.IsZero() {
		added.UpdatedAt = added.CreatedAt
	}
	for i := range added.Permissions {
		e.setPermissionDefaults(&added.Permissions[i])
	}
	e.insertService(added)
	e.recordHistory(now)
	return added.ID
}

func (e *Emulator) setPermissionDefaults(p *Permission) {
	p.ID = cmp.Or(p.ID, randomUUID())
	p.seq = e.nextSeq()
	if p.CreatedAt.IsZero() {
		p.CreatedAt = e.opts.Now()
	}
}

func (e *Emulator) domainOf(projectID string) string {
	if p := e.projectByID(projectID); p != nil {
		return p.account.DomainID
	}
	return ""
}

// RemoveService removes a service immediately, even if it is in use. It reports whether the service existed.
func (e *Emulator) RemoveService(id string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, found := e.services[id]
	e.removeService(id)
	e.recordHistory(e.opts.Now())
	return found
}

// SetPermissions replaces the permissions of a service.
func (e *Emulator) SetPermissions(serviceID string, entries ...string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	s, found := e.services[serviceID]
	if !found {
		return fmt.Errorf("emulator: no service %q", serviceID)
	}
	s.Permissions = nil
	for _, entry := range entries {
		p := Permission{Permission: entry}
		e.setPermissionDefaults(&p)
		s.Permissions = append(s.Permissions, p)
	}
	return nil
}

// Permissions returns the permissions of a service, in the order in which they were added.
func (e *Emulator) Permissions(serviceID string) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	entries := []string{}
	if s, found := e.services[serviceID]; found {
		for _, p := range s.Permissions {
			entries = append(entries, p.Permission)
		}
	}
	return entries
}
