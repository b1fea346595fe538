package emulator

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// connectionResponse is an endpoint from the point of view of the service's owner.
type connectionResponse struct {
	ID        string        `json:"id"`
	MarkerID  int64         `json:"marker_id"`
	DomainID  string        `json:"domain_id"`
	Status    string        `json:"status"`
	CreatedAt string        `json:"created_at"`
	UpdatedAt string        `json:"updated_at"`
	Error     []ErrorDetail `json:"error,omitempty"`
}

func (e *Emulator) newConnectionResponse(p *Endpoint) connectionResponse {
	return connectionResponse{
		ID: p.ID, MarkerID: p.MarkerID, DomainID: p.DomainID, Status: p.Status, Error: p.Errors,
		CreatedAt: e.timestamp(p.CreatedAt), UpdatedAt: e.timestamp(p.UpdatedAt),
	}
}

var connectionStatuses = []string{
	StatusPendingAcceptance, StatusCreating, StatusAccepted, StatusRejected, StatusFailed, StatusDeleting,
}

func (e *Emulator) listConnections(c *call) (response, error) {
	s, err := e.service(c)
	if err != nil {
		return response{}, err
	}
	q, err := queryParams(c, "id", "marker_id", "status", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return response{}, err
	}
	if status := q.Get("status"); q.Has("status") && !slices.Contains(connectionStatuses, status) {
		return response{}, apiErrorf("EndPoint.0019", "status %q is not one of %v", status, connectionStatuses)
	}
	if _, err := strconv.ParseInt(q.Get("marker_id"), 10, 64); q.Has("marker_id") && err != nil {
		return response{}, apiErrorf("EndPoint.0021", "marker_id %q is not a number", q.Get("marker_id"))
	}
	connections := []*Endpoint{}
	for _, p := range e.endpoints {
		if p.ServiceID == s.ID && !c.now.Before(p.HiddenUntil) && matches(p.ID, q.Get("id")) &&
			matches(p.Status, q.Get("status")) && matches(strconv.FormatInt(p.MarkerID, 10), q.Get("marker_id")) {
			connections = append(connections, p)
		}
	}
	if err := sortItems(connections, q, (*Endpoint).sortKeys, "created_at", "updated_at"); err != nil {
		return response{}, err
	}
	page, err := paginate(connections, q, maxLimit)
	if err != nil {
		return response{}, err
	}
	answers := []connectionResponse{}
	for _, p := range page {
		answers = append(answers, e.newConnectionResponse(p))
	}
	return jsonResponse(http.StatusOK, map[string]any{"connections": answers, "total_count": len(connections)})
}

type connectionsRequest struct {
	Action    *string   `json:"action"`
	Endpoints *[]string `json:"endpoints"`
}

// changeConnection accepts or rejects an endpoint. The owner can change the decision later; repeating it has no effect.
func (e *Emulator) changeConnection(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return response{}, err
	}
	var req connectionsRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	if req.Action == nil || (*req.Action != "receive" && *req.Action != "reject") {
		return response{}, apiErrorf("EndPoint.2027", "action is not receive or reject")
	}
	if req.Endpoints == nil || len(*req.Endpoints) == 0 {
		return response{}, apiErrorf("EndPoint.2017", "endpoints is empty")
	}
	if len(*req.Endpoints) > 1 {
		return response{}, apiErrorf("EndPoint.2031", "endpoints contains %s, only one is allowed", strings.Join(*req.Endpoints, ", "))
	}
	p := e.endpoints[(*req.Endpoints)[0]]
	if p == nil || p.ServiceID != s.ID {
		return response{}, apiErrorf("EndPoint.2013", "endpoint %q does not belong to endpoint service %s", (*req.Endpoints)[0], s.ID)
	}
	if err := e.decide(p, *req.Action == "receive", c); err != nil {
		return response{}, err
	}
	return jsonResponse(http.StatusOK, map[string]any{"connections": []connectionResponse{e.newConnectionResponse(p)}})
}

func (e *Emulator) decide(p *Endpoint, accept bool, c *call) error {
	switch p.Status {
	case StatusCreating:
		return apiErrorf("EndPoint.2019", "the endpoint is being created")
	case StatusDeleting:
		return apiErrorf("EndPoint.2018", "the endpoint is being deleted")
	case StatusFailed:
		return apiErrorf("EndPoint.2047", "the endpoint has failed")
	}
	switch {
	case !accept && p.Status != StatusRejected:
		p.setStatus(StatusRejected, c.now)
	case accept && p.Status != StatusAccepted && e.opts.Delays.Accept > 0:
		p.setStatus(StatusCreating, c.now)
		p.next = &transition{at: c.now.Add(e.opts.Delays.Accept), status: StatusAccepted}
	case accept && p.Status != StatusAccepted:
		p.setStatus(StatusAccepted, c.now)
	}
	return nil
}
