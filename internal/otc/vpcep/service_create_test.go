package vpcep

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

func wantedService() ServiceCreate {
	return ServiceCreate{PortID: testPort, VPCID: testVPC, ServerType: "VM", Name: ptr("web"), Ports: []Port{{8080, 90, "TCP"}}}
}

// lookalike is a service as wantedService() requests it, created some time before the virtual clock began.
func lookalike(id string, age time.Duration) Service {
	s := Service{
		ID: id, Status: StatusAvailable, PortID: ptr(testPort), VPCID: ptr(testVPC), ServerType: ptr("VM"), Name: ptr(ServiceName("web")),
		Ports: &[]Port{{8080, 90, "TCP"}}, CreatedAt: ptr(epoch.Add(-age).Format(time.RFC3339)),
	}
	s.withDefaults()
	return s
}

func createService(ctx context.Context, client *Client, create ServiceCreate) (*recovery.Result[Service], error) {
	return client.Services().Create(ctx, client.NewService(create))
}

// inBubble runs a test on the virtual clock, with a context that ends after two minutes.
func inBubble(t *testing.T, test func(t *testing.T, ctx context.Context)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		test(t, ctx)
	})
}

func TestCreateServiceIsAnswered(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.services = []Service{lookalike("old", 0)}
	got, err := createService(t.Context(), cloud.client(t, 3), wantedService())
	if err != nil || got.Lost != nil || got.Item.ID != cloud.services[1].ID {
		t.Fatalf("got %+v, %v", got, err)
	}
	if want := []string{"POST /vpc-endpoint-services"}; !slices.Equal(cloud.requests, want) {
		t.Errorf("got %q, want %q", cloud.requests, want)
	}
}

// Faults after which there is exactly one service, and the number of requests.
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
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.services = []Service{lookalike("old", time.Hour)}
			cloud.onCreate = test.onCreate
			inBubble(t, func(t *testing.T, ctx context.Context) {
				got, err := createService(ctx, cloud.client(t, 3), wantedService())
				if err != nil {
					t.Fatal(err)
				}
				if len(cloud.services) != 2 || got.Item.ID != cloud.services[1].ID {
					t.Errorf("got %s; there are %d services", got.Item.ID, len(cloud.services)-1)
				}
				if posts := cloud.count("POST "); posts != test.posts || (got.Lost != nil) != test.adopted {
					t.Errorf("%d requests, want %d; adopted: %v", posts, test.posts, got.Lost)
				}
			})
		})
	}
}

func TestCreateServiceIsRefused(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"EndPoint.3044", "EndPoint.1018", "EndPoint.0004", "EndPoint.0011"} {
		cloud := script(t)
		cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { refuse(w, http.StatusBadRequest, code) }
		got, err := createService(t.Context(), cloud.client(t, 3), wantedService())
		answer, ok := errors.AsType[*otc.Error](err)
		if got != nil || !ok || err.Error() != answer.Error() || answer.Code != code {
			t.Errorf("%s: got %+v, %v", code, got, err)
		}
		if len(cloud.requests) != 1 {
			t.Errorf("%s: %q", code, cloud.requests)
		}
	}
}

// hold removes the last created service from the lists, and returns a function that restores it.
func (s *scripted) hold() (release func()) {
	last := len(s.services) - 1
	held := s.services[last]
	s.services = s.services[:last]
	return func() { s.services = append(s.services, held) }
}

// A service that lists show only after several seconds is found, even if a list fails in between.
func TestCreateServiceIsListedLate(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	var release func()
	cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
		create()
		release = cloud.hold()
		hangUp(w)
	}
	cloud.onList = func(n int, w http.ResponseWriter) bool {
		if n == 16 {
			release()
		}
		if n == 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		return n == 2
	}
	inBubble(t, func(t *testing.T, ctx context.Context) {
		got, err := createService(ctx, cloud.client(t, 0), wantedService())
		if err != nil || got.Lost == nil || cloud.count("POST ") != 1 || cloud.count("GET ") != 16 {
			t.Errorf("got %+v, %v after %q", got, err, cloud.requests)
		}
	})
}

// Fields that a list omits are read from the details, repeatedly if a proxy or another part of the cloud returns a 404.
func TestCreateServiceIsListedIncompletely(t *testing.T) {
	t.Parallel()
	for name, missing := range map[string]func(http.ResponseWriter){
		"not known yet": func(w http.ResponseWriter) { refuse(w, http.StatusNotFound, "EndPoint.0005") },
		"a proxy":       func(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			var answer string
			cloud.onCreate = func(_ int, w http.ResponseWriter, create func() string) {
				answer = create()
				cloud.services[0].Description = nil
				hangUp(w)
			}
			cloud.onOther = func(w http.ResponseWriter, _ *http.Request) {
				if cloud.counted("GET "+servicesPath+"/") < 3 {
					missing(w)
					return
				}
				_, _ = io.WriteString(w, answer)
			}
			inBubble(t, func(t *testing.T, ctx context.Context) {
				got, err := createService(ctx, cloud.client(t, 3), wantedService())
				if err != nil || got.Lost == nil || got.Item.Description == nil || cloud.count("POST ") != 1 {
					t.Errorf("got %+v, %v after %q", got, err, cloud.requests)
				}
			})
		})
	}
}

// The request is repeated after a search without a result, and rejected because of the service that it created the first time.
func TestCreateServiceConflictsWithItself(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	var release func()
	cloud.onCreate = func(n int, w http.ResponseWriter, create func() string) {
		if n == 1 {
			create()
			release = cloud.hold()
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		release()
		refuse(w, http.StatusBadRequest, "EndPoint.3044")
	}
	inBubble(t, func(t *testing.T, ctx context.Context) {
		got, err := createService(ctx, cloud.client(t, 3), wantedService())
		if err != nil || got.Item.ID != cloud.services[0].ID || got.Lost == nil || cloud.count("POST ") != 2 {
			t.Errorf("got %+v, %v after %d requests", got, err, cloud.count("POST "))
		}
	})
}

// A port conflict with another service is final, but a port conflict that no service explains is not.
func TestCreateServiceConflictsWithAnother(t *testing.T) {
	t.Parallel()
	other := lookalike("other", time.Hour)
	other.Name, other.Ports = ptr(ServiceName("other")), &[]Port{{8080, 1, "TCP"}, {9, 9, "UDP"}}
	elsewhere := lookalike("elsewhere", time.Hour)
	elsewhere.PortID = ptr(testVPC)
	for name, test := range map[string]struct {
		exists Service
		code   string
		final  bool
	}{
		"another one":     {other, "EndPoint.3044", true},
		"an older equal":  {lookalike("older", time.Hour), "EndPoint.3044", true},
		"another port_id": {elsewhere, "EndPoint.3044", false},
		"another reason":  {other, "EndPoint.1018", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.services = []Service{test.exists}
			cloud.onCreate = func(n int, w http.ResponseWriter, _ func() string) {
				if n == 1 {
					w.WriteHeader(http.StatusBadGateway)
					return
				}
				refuse(w, http.StatusBadRequest, test.code)
			}
			inBubble(t, func(t *testing.T, ctx context.Context) {
				_, err := createService(ctx, cloud.client(t, 3), wantedService())
				unknown, ok := errors.AsType[*recovery.UnknownOutcomeError](err)
				if ok == test.final || !otc.HasCode(err, test.code) || cloud.count("POST ") != 2 {
					t.Errorf("got %v after %d requests", err, cloud.count("POST "))
				}
				if ok && (!strings.Contains(unknown.Error(), "502") || ctx.Err() == nil) {
					t.Errorf("got %v before the time was over", err)
				}
			})
		})
	}
}

func TestCreateServiceLooksBeforeItCreatesAgain(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onCreate = func(_ int, w http.ResponseWriter, _ func() string) { w.WriteHeader(http.StatusGatewayTimeout) }
	inBubble(t, func(t *testing.T, ctx context.Context) {
		started := time.Now()
		_, err := createService(ctx, cloud.client(t, 2), wantedService())
		var unknown *recovery.UnknownOutcomeError
		if !errors.As(err, &unknown) || !otc.HasStatus(err, http.StatusGatewayTimeout) {
			t.Fatalf("got %v", err)
		}
		if posts := cloud.count("POST "); posts != 3 || len(unknown.Attempts) != 3 {
			t.Errorf("%d requests, want 3; attempts %v", posts, unknown.Attempts)
		}
		for i, request := range cloud.requests {
			if strings.HasPrefix(request, "POST ") && !strings.HasPrefix(cloud.requests[i+1], "GET ") {
				t.Errorf("request %d is followed by %s", i, cloud.requests[i+1])
			}
		}
		if waited := time.Since(started); waited != 2*time.Minute {
			t.Errorf("looked for %v", waited)
		}
	})
}

// Requests that the API treats as equal have the same key, whatever their notation, so that they are sent one after the
// other.
func TestKeys(t *testing.T) {
	t.Parallel()
	client := script(t).client(t, 0)
	service := wantedService()
	service.Ports = []Port{{8080, 90, "TCP"}, {8081, 80, "TCP"}}
	same := service
	same.PortID, same.Ports = strings.ToUpper(service.PortID), []Port{{8081, 80, "tcp"}, {8080, 90, ""}}
	if a, b := client.NewService(service).Key, client.NewService(same).Key; !strings.EqualFold(a, b) {
		t.Errorf("%q and %q", a, b)
	}
	for name, change := range map[string]func(*ServiceCreate){
		"port_id":      func(c *ServiceCreate) { c.PortID = testVPC },
		"service_name": func(c *ServiceCreate) { c.Name = ptr("other") },
		"ports":        func(c *ServiceCreate) { c.Ports = service.Ports[:1] },
	} {
		other := service
		change(&other)
		if a, b := client.NewService(service).Key, client.NewService(other).Key; strings.EqualFold(a, b) {
			t.Errorf("%s: %q in spite of the difference", name, a)
		}
	}
	endpoint := EndpointCreate{ServiceID: testPort, VPCID: testVPC, SubnetID: ptr(testSubnet)}
	twin := endpoint
	twin.VPCID, twin.Description = strings.ToUpper(testVPC), ptr("another")
	if a, b := client.NewEndpoint(endpoint).Key, client.NewEndpoint(twin).Key; !strings.EqualFold(a, b) {
		t.Errorf("%q and %q", a, b)
	}
	twin.SubnetID = ptr(testPort)
	if a, b := client.NewEndpoint(endpoint).Key, client.NewEndpoint(twin).Key; strings.EqualFold(a, b) {
		t.Errorf("subnet_id: %q in spite of the difference", a)
	}
}
