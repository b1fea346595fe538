package otc

import (
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
)

func TestSenderRefusesARedirectToAnotherHost(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			elsewhere := newServer(t, func(http.ResponseWriter, *http.Request) {})
			server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", elsewhere.URL+"/there")
				w.WriteHeader(status)
			})
			s := newSender(t, SenderOptions{MaxRetries: 3})
			_, err := s.Send(t.Context(), Request{Method: method, URL: server.URL + "/here", Body: thing{ID: "a"}, Authorize: withToken})
			var redirect *redirectError
			if !errors.As(err, &redirect) {
				t.Fatalf("%s %d: got %v", method, status, err)
			}
			contains(t, err.Error(), server.URL+"/here", elsewhere.URL+"/there")
			if Transient(err) || OutcomeUnknown(err) {
				t.Errorf("%s %d: transient %v, unknown %v", method, status, Transient(err), OutcomeUnknown(err))
			}
			if server.requests.Load() != 1 || elsewhere.requests.Load() != 0 {
				t.Errorf("%s %d: %d requests here, %d there", method, status, server.requests.Load(), elsewhere.requests.Load())
			}
		}
	}
}

func TestSenderRefusesARedirectFromTLS(t *testing.T) {
	t.Parallel()
	from, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://h/a", nil)
	if err != nil {
		t.Fatal(err)
	}
	for address, ok := range map[string]bool{
		"https://h/b": true, "http://h/b": false, "https://h:444/b": false, "https://h.example/b": false, "https://sub.h/b": false,
	} {
		to, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := checkRedirect(to, []*http.Request{from}); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestSenderRefusesToRedirectAWrite(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/from" {
					http.Redirect(w, r, "/to", status)
				}
			})
			_, err := newSender(t, SenderOptions{}).Send(t.Context(), Request{Method: method, URL: server.URL + "/from", Authorize: withToken})
			if err == nil || server.requests.Load() != 1 {
				t.Errorf("%s %d: %d requests, %v", method, status, server.requests.Load(), err)
			}
		}
	}
}

func TestSenderFollowsARedirectOnTheSameHost(t *testing.T) {
	t.Parallel()
	var (
		mu   sync.Mutex
		seen []string
	)
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, r.URL.Path+" "+r.Header.Get("Authorization"))
		if r.URL.Path == "/from" {
			http.Redirect(w, r, "/to", http.StatusMovedPermanently)
			return
		}
		write(w, 200, `{"id":"a"}`)
	})
	var out thing
	_, err := newSender(
		t,
		SenderOptions{},
	).Send(
		t.Context(),
		Request{Method: http.MethodGet, URL: server.URL + "/from", Out: &out, Authorize: func(req *http.Request) error {
			req.Header.Set("Authorization", "signed "+req.URL.Path)
			return nil
		}},
	)
	if err != nil || out.ID != "a" {
		t.Fatalf("got %+v, %v", out, err)
	}
	if want := []string{"/from signed /from", "/to signed /to"}; !slices.Equal(seen, want) {
		t.Errorf("the server saw %q, want %q", seen, want)
	}
}

func TestSenderRefusesARedirectLoop(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) })
	_, err := newSender(t, SenderOptions{MaxRetries: 3}).Send(t.Context(), Request{Method: http.MethodGet, URL: server.URL})
	if err == nil || server.requests.Load() > 5 {
		t.Errorf("%d requests, %v", server.requests.Load(), err)
	}
}
