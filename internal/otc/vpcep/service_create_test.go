package vpcep

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

func wanted(name string) ServiceCreate {
	return ServiceCreate{PortID: testPort, VPCID: testVPC, ServerType: "VM", Name: &name, Ports: []Port{{8080, 90, "TCP"}}}
}

// lookalike is a service as wanted("web") asks for it, made some time ago.
func lookalike(id string, age time.Duration) Service {
	return Service{
		ID: id, Status: StatusAvailable, PortID: ptr(testPort), VPCID: ptr(testVPC), ServerType: ptr("VM"), Name: ptr(ServiceName("web")),
		Ports: &[]Port{{8080, 90, "TCP"}}, CreatedAt: ptr(time.Now().Add(-age).UTC().Format(time.RFC3339)),
	}
}

func TestCreateServiceIsAnswered(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.services = []Service{lookalike("old", 0)}
	got, err := cloud.client(t, 3).CreateService(t.Context(), wanted("web"))
	if err != nil || got.Adopted != nil || got.Service.ID != cloud.services[1].ID {
		t.Fatalf("got %+v, %v", got, err)
	}
	if want := []string{"POST /vpc-endpoint-services"}; !slices.Equal(cloud.requests, want) {
		t.Errorf("got %q, want %q", cloud.requests, want)
	}
}

// Faults after which there is exactly one service, and how many calls it takes. The waits run on a virtual clock.
func TestCreateServiceOutlives(t *testing.T) {
	t.Parallel()
	gateway := func(w http.ResponseWriter) {
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html>502</html>")
	}
	tests := map[string]struct {
		onCreate func(n int, w http.ResponseWriter, create func() string)
		adopted  bool
		posts    int
	}{
		"reset, executed": {func(_ int, w http.ResponseWriter, create func() string) {
			create()
			hangUp(w)
		}, true, 1},
		"502, executed": {func(_ int, w http.ResponseWriter, create func() string) {
			create()
			gateway(w)
		}, true, 1},
		"500 EndPoint.0001, executed": {func(_ int, w http.ResponseWriter, create func() string) {
			create()
			refuse(w, http.StatusInternalServerError, "EndPoint.0001")
		}, true, 1},
		"cut, executed": {func(_ int, w http.ResponseWriter, create func() string) {
			answer := create()
			_, _ = io.WriteString(w, answer[:len(answer)/2])
		}, true, 1},
		"HTML with 200, executed": {func(_ int, w http.ResponseWriter, create func() string) {
			create()
			_, _ = io.WriteString(w, "<html>")
		}, true, 1},
		"an answer without an id, executed": {func(_ int, w http.ResponseWriter, create func() string) {
			create()
			_, _ = io.WriteString(w, "{}")
		}, true, 1},
		"reset, not executed": {func(n int, w http.ResponseWriter, create func() string) {
			if n == 1 {
				hangUp(w)
				return
			}
			_, _ = io.WriteString(w, create())
		}, false, 2},
		"502 twice, not executed": {func(n int, w http.ResponseWriter, create func() string) {
			if n <= 2 {
				gateway(w)
				return
			}
			_, _ = io.WriteString(w, create())
		}, false, 3},
		"502 twice, executed the second time": {func(n int, w http.ResponseWriter, create func() string) {
			if n == 2 {
				create()
			}
			gateway(w)
		}, true, 2},
		"throttled": {func(n int, w http.ResponseWriter, create func() string) {
			if n <= 2 {
				refuse(w, http.StatusBadRequest, "EndPoint.0022")
				return
			}
			_, _ = io.WriteString(w, create())
		}, false, 3},
		"in the way of itself": {func(n int, w http.ResponseWriter, create func() string) {
			if n == 1 {
				gateway(w)
				return
			}
			create() // what the first call asked for, at last
			refuse(w, http.StatusBadRequest, "EndPoint.3044")
		}, true, 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.services = []Service{lookalike("old", time.Hour)}
			cloud.onCreate = test.onCreate
			synctest.Test(t, func(t *testing.T) {
				got, err := cloud.client(t, 3).CreateService(t.Context(), wanted("web"))
				if err != nil {
					t.Fatal(err)
				}
				if len(cloud.services) != 2 || got.Service.ID != cloud.services[1].ID {
					t.Errorf("got %s; there are %d services", got.Service.ID, len(cloud.services)-1)
				}
				if posts := cloud.count("POST "); posts != test.posts || (got.Adopted != nil) != test.adopted {
					t.Errorf("%d calls, want %d; adopted: %v", posts, test.posts, got.Adopted)
				}
			})
		})
	}
}

func TestCreateServiceLooksForAWhile(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	var create func() string
	cloud.onCreate = func(_ int, w http.ResponseWriter, c func() string) {
		create = c
		hangUp(w)
	}
	cloud.onList = func(n int, w http.ResponseWriter) bool {
		if n == 4 {
			create()
		}
		if n == 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		return n == 2
	}
	synctest.Test(t, func(t *testing.T) {
		got, err := cloud.client(t, 0).CreateService(t.Context(), wanted("web"))
		if err != nil || got.Adopted == nil || cloud.count("POST ") != 1 || cloud.count("GET ") != 4 {
			t.Errorf("got %+v, %v after %q", got, err, cloud.requests)
		}
	})
}

func TestCreateServiceLooksBeforeItCreatesAgain(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { w.WriteHeader(http.StatusGatewayTimeout) }
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		_, err := cloud.client(t, 2).CreateService(t.Context(), wanted("web"))
		var unknown *UnknownOutcomeError
		if !errors.As(err, &unknown) || !otc.HasStatus(err, http.StatusGatewayTimeout) {
			t.Fatalf("got %v", err)
		}
		if posts := cloud.count("POST "); posts != 3 {
			t.Errorf("%d calls, want 3", posts)
		}
		for i, request := range cloud.requests {
			if strings.HasPrefix(request, "POST ") && i+1 < len(cloud.requests) && !strings.HasPrefix(cloud.requests[i+1], "GET ") {
				t.Errorf("request %d is followed by %s", i, cloud.requests[i+1])
			}
		}
		if waited := time.Since(started); waited < 3*searchTime || waited > 4*searchTime {
			t.Errorf("looked for %v", waited)
		}
	})
}

func TestCreateServiceIsRefused(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"EndPoint.3044", "EndPoint.1018", "EndPoint.0004", "EndPoint.0011"} {
		cloud := script(t)
		cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { refuse(w, http.StatusBadRequest, code) }
		got, err := cloud.client(t, 3).CreateService(t.Context(), wanted("web"))
		answer, ok := errors.AsType[*otc.Error](err)
		if got != nil || !ok || err.Error() != answer.Error() || answer.Code != code {
			t.Errorf("%s: got %+v, %v", code, got, err)
		}
		if len(cloud.requests) != 1 {
			t.Errorf("%s: %q", code, cloud.requests)
		}
	}
}

func TestCreateServiceWithoutRetries(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { hangUp(w) }
	before := time.Now()
	synctest.Test(t, func(t *testing.T) {
		got, err := cloud.client(t, 0).CreateService(t.Context(), wanted("web"))
		unknown, ok := errors.AsType[*UnknownOutcomeError](err)
		if got != nil || !ok || cloud.count("POST ") != 1 || cloud.count("GET ") == 0 {
			t.Fatalf("got %+v, %v after %q", got, err, cloud.requests)
		}
		// By the cloud's clock, of which the virtual one is years behind, and never later than the call.
		if early := before.Sub(unknown.Since); early < -time.Second || early > time.Minute {
			t.Errorf("since %v, the call was made at %v", unknown.Since, before)
		}
	})
}

func TestCreateServiceFindsSeveral(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
		create()
		create()
		hangUp(w)
	}
	synctest.Test(t, func(t *testing.T) {
		_, err := cloud.client(t, 3).CreateService(t.Context(), wanted("web"))
		several, ok := errors.AsType[*SeveralFoundError](err)
		if !ok || !slices.Equal(several.IDs, []string{cloud.services[0].ID, cloud.services[1].ID}) {
			t.Fatalf("got %v", err)
		}
		for _, service := range cloud.services {
			if !strings.Contains(err.Error(), service.ID) {
				t.Errorf("%q does not name %s", err, service.ID)
			}
		}
		if posts := cloud.count("POST "); posts != 1 {
			t.Errorf("%d calls", posts)
		}
	})
}

// When a list moves between two of its pages, it has the same service twice.
func TestCreateServiceCountsAServiceOnce(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
		create()
		cloud.services = append(cloud.services, cloud.services[0])
		hangUp(w)
	}
	synctest.Test(t, func(t *testing.T) {
		got, err := cloud.client(t, 3).CreateService(t.Context(), wanted("web"))
		if err != nil || got.Service.ID != cloud.services[0].ID {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestCreateServiceThatIsRefusedAfterALostAnswer(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(n int, w http.ResponseWriter, _ func() string) {
		if n == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		refuse(w, http.StatusBadRequest, "EndPoint.1018")
	}
	synctest.Test(t, func(t *testing.T) {
		_, err := cloud.client(t, 3).CreateService(t.Context(), wanted("web"))
		unknown, ok := errors.AsType[*UnknownOutcomeError](err)
		if !ok || !otc.HasCode(unknown, "EndPoint.1018") || !strings.Contains(err.Error(), "502") || cloud.count("POST ") != 2 {
			t.Errorf("got %v after %d calls", err, cloud.count("POST "))
		}
	})
}

func TestCreateServiceThatCannotBeLookedFor(t *testing.T) {
	t.Parallel()
	for status, looks := range map[int]int{http.StatusForbidden: 1, http.StatusServiceUnavailable: 11} {
		cloud := script(t)
		cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { hangUp(w) }
		cloud.onList = func(_ int, w http.ResponseWriter) bool {
			w.WriteHeader(status)
			return true
		}
		synctest.Test(t, func(t *testing.T) {
			_, err := cloud.client(t, 0).CreateService(t.Context(), wanted("web"))
			unknown, ok := errors.AsType[*UnknownOutcomeError](err)
			if !ok || !otc.HasStatus(unknown, status) || !otc.OutcomeUnknown(unknown) || cloud.count("POST ") != 1 || cloud.count("GET ") != looks {
				t.Errorf("HTTP %d: got %v after %d looks", status, err, cloud.count("GET "))
			}
		})
	}
}

// Two that ask for the same at once: neither takes the other's, though both lose their answers.
func TestCreateServiceTwiceAtOnce(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string][]int{"the first answer lost": {1}, "the second answer lost": {2}, "both answers lost": {1, 2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.onCreate = func(n int, w http.ResponseWriter, create func() string) {
				answer := create()
				if slices.Contains(lost, n) {
					hangUp(w)
					return
				}
				_, _ = io.WriteString(w, answer)
			}
			synctest.Test(t, func(t *testing.T) {
				client := cloud.client(t, 0)
				var mu sync.Mutex
				ids := map[string]bool{}
				var both sync.WaitGroup
				for i := range 2 {
					both.Go(func() {
						create := wanted("web")
						create.Ports = []Port{{8080, 90, "TCP"}, {8081, 80, "TCP"}}
						if i == 1 { // the same, written differently
							create.PortID, create.Ports = strings.ToUpper(create.PortID), []Port{{8081, 80, "tcp"}, {8080, 90, ""}}
						}
						got, err := client.CreateService(t.Context(), create)
						mu.Lock()
						defer mu.Unlock()
						if err != nil {
							t.Error(err)
							return
						}
						ids[strings.ToLower(got.Service.ID)] = true
					})
				}
				both.Wait()
				if len(ids) != 2 || len(cloud.services) != 2 {
					t.Errorf("two have %v of %d services", ids, len(cloud.services))
				}
			})
		})
	}
}

func TestCreateServiceDoesNotTakeWhatIsSettled(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.services = []Service{lookalike("of-another-resource", 0)}
	cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
		create()
		hangUp(w)
	}
	synctest.Test(t, func(t *testing.T) {
		client := cloud.client(t, 0)
		client.Settle("of-another-resource")
		got, err := client.CreateService(t.Context(), wanted("web"))
		if err != nil || got.Service.ID != cloud.services[1].ID {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

// What differs is created at the same time.
func TestCreateServicesThatDiffer(t *testing.T) {
	t.Parallel()
	const together = 10
	cloud := script(t)
	cloud.onCreate = func(n int, w http.ResponseWriter, create func() string) {
		if n <= together { // all but the first would come after a search of ten seconds
			hangUp(w)
			return
		}
		_, _ = io.WriteString(w, create())
	}
	synctest.Test(t, func(t *testing.T) {
		client, started := cloud.client(t, 1), time.Now()
		var all sync.WaitGroup
		for i := range together {
			all.Go(func() {
				if _, err := client.CreateService(t.Context(), wanted(fmt.Sprint("web", i))); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if waited := time.Since(started); waited > 2*searchTime {
			t.Errorf("%d services took %v", together, waited)
		}
	})
}
