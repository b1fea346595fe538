package emulator

import (
	"cmp"
	"fmt"
	"slices"
)

// Endpoints returns copies of the endpoints of both accounts, oldest first.
func (e *Emulator) Endpoints() []Endpoint {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.applyTransitions(e.opts.Now())
	endpoints := []Endpoint{}
	for _, p := range e.endpoints {
		endpoints = append(endpoints, *p.clone())
	}
	slices.SortFunc(endpoints, func(a, b Endpoint) int { return cmp.Compare(a.seq, b.seq) })
	return endpoints
}

// Endpoint returns a copy of an endpoint and reports whether it exists.
func (e *Emulator) Endpoint(id string) (Endpoint, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.applyTransitions(e.opts.Now())
	p, found := e.endpoints[id]
	if !found {
		return Endpoint{}, false
	}
	return *p.clone(), true
}

// EditEndpoint edits an endpoint, and thus a connection. Changing the status cancels the pending transition.
func (e *Emulator) EditEndpoint(id string, edit func(*Endpoint)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.opts.Now()
	e.applyTransitions(now)
	p, found := e.endpoints[id]
	if !found {
		return fmt.Errorf("emulator: no endpoint %q", id)
	}
	edited := p.clone()
	edit(edited)
	edited.ID, edited.seq, edited.visibleFrom = p.ID, p.seq, p.visibleFrom
	edited.writtenAt = p.writtenAt.afterEdit(now, p.Description, edited.Description, p.Tags, edited.Tags)
	if edited.Status != p.Status {
		edited.next = nil
		edited.setStatus(edited.Status, now)
	}
	e.endpoints[id] = edited
	e.recordHistory(now)
	return nil
}

// AddEndpoint adds an endpoint, as if it had been created outside of Terraform, and returns its ID. Empty fields get
// defaults: an accepted endpoint of the consumer.
func (e *Emulator) AddEndpoint(p Endpoint) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	now, consumer := e.opts.Now(), e.accounts[1]
	added := p.clone()
	added.next, added.visibleFrom, added.writtenAt = nil, visibleFrom{}, writeTimes{now, now}
	added.ID = cmp.Or(p.ID, randomUUID())
	added.ProjectID = cmp.Or(p.ProjectID, consumer.ProjectID)
	added.DomainID = cmp.Or(p.DomainID, e.domainOf(added.ProjectID), consumer.DomainID)
	added.VPCID = cmp.Or(p.VPCID, randomUUID())
	added.ServiceType = cmp.Or(p.ServiceType, TypeInterface)
	if s, found := e.services[p.ServiceID]; found {
		added.ServiceName, added.ServiceType = e.serviceName(s), s.ServiceType
	}
	if added.ServiceType == TypeInterface {
		added.SubnetID = cmp.Or(p.SubnetID, randomUUID())
		added.IP = cmp.Or(p.IP, e.freeIP(added.SubnetID))
	}
	added.SpecificationName = cmp.Or(p.SpecificationName, "default")
	if p.CreatedAt.IsZero() {
		added.CreatedAt = now
	}
	added.setStatus(cmp.Or(p.Status, StatusAccepted), added.CreatedAt)
	e.insertEndpoint(added)
	e.recordHistory(now)
	return added.ID
}

// RemoveEndpoint removes an endpoint immediately. It reports whether the endpoint existed.
func (e *Emulator) RemoveEndpoint(id string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, found := e.endpoints[id]
	delete(e.endpoints, id)
	e.recordHistory(e.opts.Now())
	return found
}
