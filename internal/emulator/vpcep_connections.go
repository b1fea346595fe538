package emulator

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// A connection is an endpoint as the owner of its service sees it.
type connectionAnswer struct {
	ID        string        `json:"id"`
	MarkerID  int64         `json:"marker_id"`
	DomainID  string        `json:"domain_id"`
	Status    string        `json:"status"`
	CreatedAt string        `json:"created_at"`
	UpdatedAt string        `json:"updated_at"`
	Error     []ErrorDetail `json:"error,omitempty"`
}

func (e *Emulator) describeConnection(p *Endpoint) connectionAnswer {
	return connectionAnswer{
		ID: p.ID, MarkerID: p.MarkerID, DomainID: p.DomainID, Status: p.Status, Error: p.Errors,
		CreatedAt: e.timestamp(p.CreatedAt), UpdatedAt: e.timestamp(p.UpdatedAt),
	}
}

var connectionStatuses = []string{
	StatusPendingAcceptance, StatusCreating, StatusAccepted, StatusRejected, StatusFailed, StatusDeleting,
}

func (e *Emulator) listConnections(c *call) (answer, error) {
	s, err := e.service(c)
	if err != nil {
		return answer{}, err
	}
	q, err := query(c, "id", "marker_id", "status", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return answer{}, err
	}
	if status := q.Get("status"); q.Has("status") && !slices.Contains(connectionStatuses, status) {
		return answer{}, refuse("EndPoint.0019", "status %q is not one of %v", status, connectionStatuses)
	}
	if _, err := strconv.ParseInt(q.Get("marker_id"), 10, 64); q.Has("marker_id") && err != nil {
		return answer{}, refuse("EndPoint.0021", "marker_id %q is not a number", q.Get("marker_id"))
	}
	connections := []*Endpoint{}
	for _, p := range e.endpoints {
		if p.ServiceID == s.ID && !c.now.Before(p.HiddenUntil) && matches(p.ID, q.Get("id")) &&
			matches(p.Status, q.Get("status")) && matches(strconv.FormatInt(p.MarkerID, 10), q.Get("marker_id")) {
			connections = append(connections, p)
		}
	}
	if err := sortItems(connections, q, (*Endpoint).sorted, "created_at", "updated_at"); err != nil {
		return answer{}, err
	}
	shown, err := page(connections, q, maxLimit)
	if err != nil {
		return answer{}, err
	}
	answers := []connectionAnswer{}
	for _, p := range shown {
		answers = append(answers, e.describeConnection(p))
	}
	return ok(http.StatusOK, map[string]any{"connections": answers, "total_count": len(connections)})
}

type connectionsRequest struct {
	Action    *string   `json:"action"`
	Endpoints *[]string `json:"endpoints"`
}

// changeConnection is the owner's decision on one endpoint. A rejected one can be accepted later, and the other way
// round; deciding the same twice changes nothing.
func (e *Emulator) changeConnection(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return answer{}, err
	}
	var req connectionsRequest
	if err := decode(c, &req); err != nil {
		return answer{}, err
	}
	if req.Action == nil || (*req.Action != "receive" && *req.Action != "reject") {
		return answer{}, refuse("EndPoint.2027", "action is not receive or reject")
	}
	if req.Endpoints == nil || len(*req.Endpoints) == 0 {
		return answer{}, refuse("EndPoint.2017", "endpoints is empty")
	}
	if len(*req.Endpoints) > 1 {
		return answer{}, refuse("EndPoint.2031", "endpoints has %s, only one is allowed", strings.Join(*req.Endpoints, ", "))
	}
	p := e.endpoints[(*req.Endpoints)[0]]
	if p == nil || p.ServiceID != s.ID {
		return answer{}, refuse("EndPoint.2013", "endpoint %q does not belong to endpoint service %s", (*req.Endpoints)[0], s.ID)
	}
	if err := e.decide(p, *req.Action == "receive", c); err != nil {
		return answer{}, err
	}
	return ok(http.StatusOK, map[string]any{"connections": []connectionAnswer{e.describeConnection(p)}})
}

func (e *Emulator) decide(p *Endpoint, accept bool, c *call) error {
	switch p.Status {
	case StatusCreating:
		return refuse("EndPoint.2019", "the endpoint is being created")
	case StatusDeleting:
		return refuse("EndPoint.2018", "the endpoint is being deleted")
	case StatusFailed:
		return refuse("EndPoint.2047", "the endpoint has failed")
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
