package otc

import (
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
)

// countConnections starts a server that counts its connections.
func countConnections(t *testing.T, handle http.HandlerFunc) (address string, opened *atomic.Int64) {
	t.Helper()
	opened = new(atomic.Int64)
	server := httptest.NewUnstartedServer(handle)
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, opened
}

func TestSenderReusesItsConnection(t *testing.T) {
	t.Parallel()
	var n atomic.Int64
	address, opened := countConnections(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "0")
		switch n.Add(1) % 5 {
		case 0:
			write(w, 404, `{"error_code":"EndPoint.0005"}`)
		case 1:
			write(w, 503, "<html>unavailable</html>")
		case 2:
			write(w, 429, "")
		case 3:
			w.WriteHeader(http.StatusNoContent)
		default:
			write(w, 200, `{"id":"a"}`)
		}
	})
	s := newSender(t, SenderOptions{MaxRetries: 1})
	answers := map[bool]int{}
	for range 20 {
		_, err := s.Send(t.Context(), Request{Method: http.MethodPut, URL: address, Body: thing{ID: "a"}})
		answers[err == nil]++
	}
	if answers[true] == 0 || answers[false] == 0 {
		t.Errorf("the server did not respond in every way: %v", answers)
	}
	if got := opened.Load(); got != 1 {
		t.Errorf("%d connections for 20 sequential calls", got)
	}
}

func TestSenderReusesConnectionsOfConcurrentCalls(t *testing.T) {
	t.Parallel()
	const together = 50
	var arrived atomic.Pointer[sync.WaitGroup]
	address, opened := countConnections(t, func(w http.ResponseWriter, _ *http.Request) {
		group := arrived.Load()
		group.Done()
		group.Wait() // so that each has a connection of its own
		write(w, 200, `{}`)
	})
	s := newSender(t, SenderOptions{})
	for range 3 {
		group := new(sync.WaitGroup)
		group.Add(together)
		arrived.Store(group)
		var calls sync.WaitGroup
		for range together {
			calls.Go(func() {
				if _, err := s.Send(t.Context(), Request{Method: http.MethodGet, URL: address}); err != nil {
					t.Error(err)
				}
			})
		}
		calls.Wait()
	}
	if got := opened.Load(); got != together {
		t.Errorf("%d connections for %d concurrent calls, three times", got, together)
	}
}
