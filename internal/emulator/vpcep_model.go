package emulator

import (
	"slices"
	"time"
)

// Statuses of services, endpoints and connections.
const (
	StatusCreating          = "creating"
	StatusAvailable         = "available"
	StatusFailed            = "failed"
	StatusDeleting          = "deleting"
	StatusPendingAcceptance = "pendingAcceptance"
	StatusAccepted          = "accepted"
	StatusRejected          = "rejected"
)

// Types of services.
const (
	TypeInterface = "interface"
	TypeGateway   = "gateway"
)

// Service is an endpoint service as the cloud stores it.
type Service struct {
	ID              string        `json:"id"`
	ProjectID       string        `json:"project_id"`
	DomainID        string        `json:"domain_id"`
	PortID          string        `json:"port_id"`
	VIPPortID       string        `json:"vip_port_id"`
	PoolID          string        `json:"pool_id"`
	VPCID           string        `json:"vpc_id"`
	Name            string        `json:"service_name"` // as in the request; responses use Options.NameForm
	ServerType      string        `json:"server_type"`
	ServiceType     string        `json:"service_type"`
	Status          string        `json:"status"`
	ApprovalEnabled bool          `json:"approval_enabled"`
	CIDRType        string        `json:"cidr_type"`
	TCPProxy        string        `json:"tcp_proxy"`
	Description     string        `json:"description"`
	EnablePolicy    bool          `json:"enable_policy"`
	Ports           []Port        `json:"ports"`
	Tags            []Tag         `json:"tags"`
	Permissions     []Permission  `json:"permissions"`
	Errors          []ErrorDetail `json:"error"`
	CreatedAt       time.Time     `json:"created_at"`
	UpdatedAt       time.Time     `json:"updated_at"`
	HiddenUntil     time.Time     `json:"hidden_until"` // omitted from lists until then

	// Owner is set for the operator's public services only.
	Owner    string `json:"owner,omitempty"`
	IsCharge bool   `json:"is_charge"`

	seq         int64 // order of creation: timestamps can be equal
	next        *transition
	visibleFrom visibleFrom

	writtenAt    writeTimes
	ownerEntryID string // ID of the owner's permission with Options.OwnerListed
}

// Port is a port mapping.
type Port struct {
	ClientPort int    `json:"client_port"`
	ServerPort int    `json:"server_port"`
	Protocol   string `json:"protocol"`
}

// Tag is a resource tag.
type Tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// ErrorDetail is the reason why a service or an endpoint failed.
type ErrorDetail struct {
	Code    string `json:"error_code"`
	Message string `json:"error_message"`
}

// Permission is an entry in a service's whitelist: iam:domain::<domain ID>, or * for all accounts.
type Permission struct {
	ID          string    `json:"id"`
	Permission  string    `json:"permission"`
	Description string    `json:"description"`
	CreatedAt   time.Time `json:"created_at"`

	seq int64
}

// Endpoint is an endpoint as the cloud stores it. The owner of the service sees it as a connection.
type Endpoint struct {
	ID                string            `json:"id"`
	ProjectID         string            `json:"project_id"`
	DomainID          string            `json:"domain_id"`
	MarkerID          int64             `json:"marker_id"`
	ServiceID         string            `json:"endpoint_service_id"`
	ServiceName       string            `json:"endpoint_service_name"` // kept after the deletion of the service
	ServiceType       string            `json:"service_type"`
	VPCID             string            `json:"vpc_id"`
	SubnetID          string            `json:"subnet_id"`
	IP                string            `json:"ip"`
	EnableDNS         bool              `json:"enable_dns"`
	RouteTables       []string          `json:"routetables"`
	Whitelist         []string          `json:"whitelist"`
	EnableWhitelist   bool              `json:"enable_whitelist"`
	PolicyStatement   []PolicyStatement `json:"policy_statement"`
	SpecificationName string            `json:"specification_name"`
	Description       string            `json:"description"`
	Tags              []Tag             `json:"tags"`
	Status            string            `json:"status"`
	Errors            []ErrorDetail     `json:"error"`
	CreatedAt         time.Time         `json:"created_at"`
	UpdatedAt         time.Time         `json:"updated_at"`
	HiddenUntil       time.Time         `json:"hidden_until"`

	wasAccepted bool // endpoints keep their address if they are rejected later
	seq         int64
	next        *transition
	visibleFrom visibleFrom
	writtenAt   writeTimes
}

// PolicyStatement is a statement in a gateway endpoint's policy.
type PolicyStatement struct {
	Effect   string   `json:"Effect"`
	Action   []string `json:"Action"`
	Resource []string `json:"Resource"`
}

func (s *Service) clone() *Service {
	c := *s
	c.Ports = slices.Clone(s.Ports)
	c.Tags = slices.Clone(s.Tags)
	c.Permissions = slices.Clone(s.Permissions)
	c.Errors = slices.Clone(s.Errors)
	return &c
}

func (p *Endpoint) clone() *Endpoint {
	c := *p
	c.RouteTables = slices.Clone(p.RouteTables)
	c.Whitelist = slices.Clone(p.Whitelist)
	c.PolicyStatement = make([]PolicyStatement, 0, len(p.PolicyStatement))
	for _, s := range p.PolicyStatement {
		s.Action, s.Resource = slices.Clone(s.Action), slices.Clone(s.Resource)
		c.PolicyStatement = append(c.PolicyStatement, s)
	}
	c.Tags = slices.Clone(p.Tags)
	c.Errors = slices.Clone(p.Errors)
	return &c
}

func (p *Endpoint) setStatus(status string, at time.Time) {
	p.Status, p.UpdatedAt = status, at
	if status == StatusAccepted {
		p.wasAccepted = true
	}
}
