package emulator

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Hooks change the state behind the back of a client that is tested. What they return are copies.

// Services returns every service that customers have, of both accounts, the oldest first.
func (e *Emulator) Services() []Service {
	return e.collectServices(func(s *Service) bool { return s.Owner == "" })
}

// PublicServices returns the services of the cloud's operators.
func (e *Emulator) PublicServices() []Service {
	return e.collectServices(func(s *Service) bool { return s.Owner != "" })
}

func (e *Emulator) collectServices(wanted func(*Service) bool) []Service {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.advance(e.opts.Now())
	services := []Service{}
	for _, s := range e.services {
		if wanted(s) {
			services = append(services, *s.clone())
		}
	}
	slices.SortFunc(services, func(a, b Service) int { return cmp.Compare(a.seq, b.seq) })
	return services
}

// Service returns a service, and whether there is one with that id.
func (e *Emulator) Service(id string) (Service, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.advance(e.opts.Now())
	s, found := e.services[id]
	if !found {
		return Service{}, false
	}
	return *s.clone(), true
}

// EditService changes a service. A change of its status ends what was going on with it.
func (e *Emulator) EditService(id string, edit func(*Service)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	e.advance(now)
	s, found := e.services[id]
	if !found {
		return fmt.Errorf("emulator: no service %q", id)
	}
	edited := s.clone()
	edit(edited)
	edited.ID, edited.seq, edited.hidden, edited.ownerEntryID = s.ID, s.seq, s.hidden, s.ownerEntryID
	for i := range edited.Permissions {
		if edited.Permissions[i].ID == "" {
			e.completePermission(&edited.Permissions[i])
		}
	}
	edited.written = s.written.edited(now, s.Description, edited.Description, s.Tags, edited.Tags)
	if edited.Status != s.Status {
		edited.next = nil
	}
	if edited.UpdatedAt.Equal(s.UpdatedAt) {
		edited.UpdatedAt = now
	}
	e.services[id] = edited
	e.record(now)
	return nil
}

// AddService adds a service as if somebody had created it, and returns its id. What is empty is filled in: by default
// it is an available interface service of the owner.
func (e *Emulator) AddService(s Service) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	now, owner := e.opts.Now(), e.accounts[0]
	added := s.clone()
	added.next, added.hidden, added.written = nil, hidden{}, written{now, now}
	added.ID = cmp.Or(s.ID, newUUID())
	added.ProjectID = cmp.Or(s.ProjectID, owner.ProjectID)
	added.DomainID = cmp.Or(s.DomainID, e.domainOf(added.ProjectID), owner.DomainID)
	added.PortID = cmp.Or(s.PortID, newUUID())
	added.PoolID = cmp.Or(s.PoolID, newUUID())
	added.VPCID = cmp.Or(s.VPCID, newUUID())
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
		e.completePermission(&added.Permissions[i])
	}
	e.keepService(added)
	e.record(now)
	return added.ID
}

func (e *Emulator) completePermission(p *Permission) {
	p.ID = cmp.Or(p.ID, newUUID())
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

// RemoveService removes a service at once, whatever uses it. It reports whether there was one.
func (e *Emulator) RemoveService(id string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, found := e.services[id]
	e.removeService(id)
	e.record(e.opts.Now())
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
		e.completePermission(&p)
		s.Permissions = append(s.Permissions, p)
	}
	return nil
}

// Permissions returns the entries of a service's permissions, in the order they were added.
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

// Endpoints returns every endpoint, of both accounts, the oldest first.
func (e *Emulator) Endpoints() []Endpoint {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.advance(e.opts.Now())
	endpoints := []Endpoint{}
	for _, p := range e.endpoints {
		endpoints = append(endpoints, *p.clone())
	}
	slices.SortFunc(endpoints, func(a, b Endpoint) int { return cmp.Compare(a.seq, b.seq) })
	return endpoints
}

// Endpoint returns an endpoint, and whether there is one with that id.
func (e *Emulator) Endpoint(id string) (Endpoint, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.advance(e.opts.Now())
	p, found := e.endpoints[id]
	if !found {
		return Endpoint{}, false
	}
	return *p.clone(), true
}

// EditEndpoint changes an endpoint, which is also a connection. A change of its status ends what was going on with it.
func (e *Emulator) EditEndpoint(id string, edit func(*Endpoint)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	e.advance(now)
	p, found := e.endpoints[id]
	if !found {
		return fmt.Errorf("emulator: no endpoint %q", id)
	}
	edited := p.clone()
	edit(edited)
	edited.ID, edited.seq, edited.hidden = p.ID, p.seq, p.hidden
	edited.written = p.written.edited(now, p.Description, edited.Description, p.Tags, edited.Tags)
	if edited.Status != p.Status {
		edited.next = nil
		edited.setStatus(edited.Status, now)
	}
	e.endpoints[id] = edited
	e.record(now)
	return nil
}

// AddEndpoint adds an endpoint of a service as if somebody had created it, and returns its id. What is empty is filled
// in: by default it is an accepted endpoint of the consumer.
func (e *Emulator) AddEndpoint(p Endpoint) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	now, consumer := e.opts.Now(), e.accounts[1]
	added := p.clone()
	added.next, added.hidden, added.written = nil, hidden{}, written{now, now}
	added.ID = cmp.Or(p.ID, newUUID())
	added.ProjectID = cmp.Or(p.ProjectID, consumer.ProjectID)
	added.DomainID = cmp.Or(p.DomainID, e.domainOf(added.ProjectID), consumer.DomainID)
	added.VPCID = cmp.Or(p.VPCID, newUUID())
	added.ServiceType = cmp.Or(p.ServiceType, TypeInterface)
	if s, found := e.services[p.ServiceID]; found {
		added.ServiceName, added.ServiceType = e.serviceName(s), s.ServiceType
	}
	if added.ServiceType == TypeInterface {
		added.SubnetID = cmp.Or(p.SubnetID, newUUID())
		added.IP = cmp.Or(p.IP, e.freeIP(added.SubnetID))
	}
	added.SpecificationName = cmp.Or(p.SpecificationName, "default")
	if p.CreatedAt.IsZero() {
		added.CreatedAt = now
	}
	added.setStatus(cmp.Or(p.Status, StatusAccepted), added.CreatedAt)
	e.keepEndpoint(added)
	e.record(now)
	return added.ID
}

// RemoveEndpoint removes an endpoint at once. It reports whether there was one.
func (e *Emulator) RemoveEndpoint(id string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, found := e.endpoints[id]
	delete(e.endpoints, id)
	e.record(e.opts.Now())
	return found
}

// ExpireTokens ends every token that was given out so far.
func (e *Emulator) ExpireTokens() {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	for _, t := range e.tokens {
		t.expiresAt = now
	}
}

// IssueToken returns a token for an account's project, as if its user had signed in.
func (e *Emulator) IssueToken(a Account) (string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	user := e.accountByDomain(a.DomainID, "")
	scope := e.projectByID(a.ProjectID)
	if user == nil || scope == nil {
		return "", fmt.Errorf("no account of the domain %s has the project %s", a.DomainID, a.ProjectID)
	}
	now := e.opts.Now()
	t := &token{methods: []string{"password"}, user: user, account: user, project: scope, issuedAt: now, expiresAt: now.Add(e.opts.TokenLifetime)}
	t.value = newToken()
	e.tokens[t.value] = t
	return t.value, nil
}

// Tokens lists all tokens that were ever issued, for a test to search a log for.
func (e *Emulator) Tokens() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Sorted(maps.Keys(e.tokens))
}
