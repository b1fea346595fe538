package emulator

import (
	"slices"
)

// applyCreate validates a create request and copies its values to the service.
func (e *Emulator) applyCreate(s *Service, req createServiceRequest) error {
	switch {
	case req.PortID == nil:
		return apiErrorf("EndPoint.3003", "port_id is required")
	case req.VPCID == nil:
		return apiErrorf("EndPoint.2011", "vpc_id is required")
	case !isUUID(*req.VPCID):
		return apiErrorf("EndPoint.0020", "vpc_id %q is not a UUID", *req.VPCID)
	case req.ServerType == nil:
		return apiErrorf("EndPoint.3021", "server_type is required")
	case !slices.Contains([]string{"VM", "VIP", "LB"}, *req.ServerType):
		return apiErrorf("EndPoint.3021", "server_type %q is not VM, VIP or LB", *req.ServerType)
	case req.Ports == nil:
		return apiErrorf("EndPoint.3004", "ports is required")
	case req.ServiceType != nil && *req.ServiceType != TypeInterface:
		return apiErrorf("EndPoint.0002", "service_type %q: only interface services can be created", *req.ServiceType)
	case req.PoolID != nil && !isUUID(*req.PoolID):
		return apiErrorf("EndPoint.2038", "pool_id %q is not a UUID", *req.PoolID)
	}
	s.VPCID, s.ServerType = *req.VPCID, *req.ServerType
	s.PoolID = randomUUID()
	if req.PoolID != nil {
		s.PoolID = *req.PoolID
	}
	if req.Tags != nil {
		tags, err := checkTags(*req.Tags)
		if err != nil {
			return err
		}
		if len(tags) > e.opts.TagQuota {
			return apiErrorf("EndPoint.3069", "%d tags, at most %d are allowed", len(tags), e.opts.TagQuota)
		}
		s.Tags = tags
	}
	return e.applyUpdate(s, req.updatable())
}

// applyUpdate validates the fields that can be updated and copies them to the service.
func (e *Emulator) applyUpdate(s *Service, req updateServiceRequest) error {
	if req.PortID != nil {
		if !isUUID(*req.PortID) {
			return apiErrorf("EndPoint.3003", "port_id %q is not a UUID", *req.PortID)
		}
		s.PortID = *req.PortID
	}
	if req.VIPPortID != nil {
		if !isUUID(*req.VIPPortID) {
			return apiErrorf("EndPoint.3051", "vip_port_id %q is not a UUID", *req.VIPPortID)
		}
		s.VIPPortID = *req.VIPPortID
	}
	if req.ServiceName != nil {
		if !serviceNamePattern.MatchString(*req.ServiceName) {
			return apiErrorf("EndPoint.3076", "service_name %q is not 1 to 16 letters, digits, _ or -", *req.ServiceName)
		}
		s.Name = *req.ServiceName
	}
	if req.TCPProxy != nil {
		if !slices.Contains(tcpProxies, *req.TCPProxy) {
			return apiErrorf("EndPoint.0002", "tcp_proxy %q is not one of %v", *req.TCPProxy, tcpProxies)
		}
		s.TCPProxy = *req.TCPProxy
	}
	if req.Description != nil {
		if err := checkDescription(*req.Description); err != nil {
			return err
		}
		s.Description = *req.Description
	}
	if req.EnablePolicy != nil {
		s.EnablePolicy = *req.EnablePolicy
	}
	if req.ApprovalEnabled != nil {
		s.ApprovalEnabled = *req.ApprovalEnabled
	}
	if req.Ports != nil {
		ports, err := checkPorts(*req.Ports)
		if err != nil {
			return err
		}
		s.Ports = ports
	}
	return e.checkPortConflict(s)
}
