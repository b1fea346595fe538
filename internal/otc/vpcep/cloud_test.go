package vpcep

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// epoch is the time at which the virtual clock of a test starts.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// scripted is a cloud that follows the script of a test. Created outside of the bubble of a virtual clock, it serves clients
// inside. The clock does not advance during a request.
type scripted struct {
	url   string
	clock *emulator.Clock

	mu       sync.Mutex
	requests []string // method, path behind the project, query
	bodies   []string
	services []Service

	onSend func() // called by the client before each request; nil for nothing

	// The handlers; nil for a cloud without faults. create creates the service of the request.
	onCreate func(n int, w http.ResponseWriter, create func() string)
	onList   func(n int, w http.ResponseWriter) (done bool)
	onOther  http.HandlerFunc
}

func script(t *testing.T) *scripted {
	t.Helper()
	s := &scripted{clock: emulator.NewClock(epoch)}
	server := httptest.NewServer(s.clock.Handler(s))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *scripted) client(t *testing.T, retries int) *Client {
	t.Helper()
	return s.clientIgnoring(t, retries, otc.IgnoredTags{})
}

func (s *scripted) clientIgnoring(t *testing.T, retries int, ignored otc.IgnoredTags) *Client {
	t.Helper()
	sender, err := otc.NewSender(otc.SenderOptions{MaxRetries: retries})
	if err != nil {
		t.Fatal(err)
	}
	return NewClient(otc.NewClient(sender, anyone{s}, otc.ClientOptions{
		Endpoints: map[string]string{ServiceType: s.url}, IgnoredTags: ignored,
	}))
}

// anyone accepts all credentials.
type anyone struct{ cloud *scripted }

func (anyone) Session(context.Context) (*otc.Session, error) {
	return &otc.Session{ProjectID: "p1", Token: "token"}, nil
}

func (a anyone) Authorize(*http.Request, *otc.Session) error {
	a.cloud.clock.Set(time.Now())
	if a.cloud.onSend != nil {
		a.cloud.onSend()
	}
	return nil
}

func (anyone) Renew(context.Context, *otc.Session, error) (*otc.Session, error) {
	return nil, otc.ErrNotRenewable
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	path := strings.TrimPrefix(r.URL.Path, "/v1/p1")
	s.requests = append(s.requests, strings.TrimSuffix(r.Method+" "+path+"?"+r.URL.RawQuery, "?"))
	s.bodies = append(s.bodies, string(body))
	switch {
	case path == servicesPath && r.Method == http.MethodPost:
		create := func() string { return s.create(body) }
		if s.onCreate != nil {
			s.onCreate(s.counted("POST "), w, create)
			return
		}
		_, _ = io.WriteString(w, create())
	case path == servicesPath && r.Method == http.MethodGet:
		if s.onList == nil || !s.onList(s.counted("GET "+servicesPath+"?"), w) {
			s.list(w, r)
		}
	case s.onOther != nil:
		s.onOther(w, r)
	default:
		refuse(w, http.StatusNotFound, "EndPoint.0005")
	}
}

func (s *scripted) create(body []byte) string {
	var service Service
	if err := json.Unmarshal(body, &service); err != nil {
		return err.Error()
	}
	service.ID = fmt.Sprintf("00000000-0000-0000-0000-%012d", len(s.services)+1)
	service.Status = StatusCreating
	service.CreatedAt = ptr(s.clock.Now().Format(time.RFC3339))
	service.withDefaults()
	s.services = append(s.services, service)
	encoded, _ := json.Marshal(service)
	return string(encoded)
}

// withDefaults sets every field that the API returns.
func (s *Service) withDefaults() {
	s.ApprovalEnabled = cmp.Or(s.ApprovalEnabled, ptr(true))
	s.TCPProxy = cmp.Or(s.TCPProxy, ptr(defaultTCPProxy))
	s.Description = cmp.Or(s.Description, ptr(""))
	s.Tags = cmp.Or(s.Tags, &[]Tag{})
	s.UpdatedAt = cmp.Or(s.UpdatedAt, s.CreatedAt)
}

// list is as strict about pages as the cloud.
func (s *scripted) list(w http.ResponseWriter, r *http.Request) {
	limit, offset := 10, 0
	query := r.URL.Query()
	if query.Has("limit") {
		limit, _ = strconv.Atoi(query.Get("limit"))
	}
	if query.Has("offset") {
		offset, _ = strconv.Atoi(query.Get("offset"))
	}
	if limit > 1000 || (query.Has("offset") && (offset <= 0 || offset >= len(s.services))) {
		refuse(w, http.StatusBadRequest, "EndPoint.0010")
		return
	}
	page := s.services[offset:min(len(s.services), offset+limit)]
	_ = json.NewEncoder(w).Encode(map[string]any{"endpoint_services": slices.Concat([]Service{}, page), "total_count": len(s.services)})
}

// count returns the number of requests with the prefix.
func (s *scripted) count(prefix string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counted(prefix)
}

// counted is count for handlers, which hold the lock.
func (s *scripted) counted(prefix string) (n int) {
	for _, request := range s.requests {
		if strings.HasPrefix(request, prefix) {
			n++
		}
	}
	return n
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, `{"error_code":%q,"error_msg":"refused"}`, code)
}

// hangUp closes the connection without a response.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

func ptr[T any](v T) *T { return &v }
