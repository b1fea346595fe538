package vpcep

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
)

// emulated is an emulator with a client of each account.
type emulated struct {
	*emulator.Emulator
	owner, consumer *Client
}

func emulate(t *testing.T, options emulator.Options, faults ...string) *emulated {
	t.Helper()
	for _, text := range faults {
		fault, err := emulator.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		options.Faults = append(options.Faults, fault)
	}
	cloud := emulator.New(options)
	server := httptest.NewServer(cloud)
	t.Cleanup(server.Close)
	client := func(a emulator.Account) *Client {
		sender, err := otc.NewSender(otc.SenderOptions{MaxRetries: 2})
		if err != nil {
			t.Fatal(err)
		}
		credentials, err := auth.New(sender, auth.Options{
			AuthURL: server.URL + "/v3", UserName: a.UserName, Password: otc.Secret(a.Password),
			DomainName: a.DomainName, ProjectName: a.ProjectName,
		})
		if err != nil {
			t.Fatal(err)
		}
		return NewClient(otc.NewClient(sender, credentials, otc.ClientOptions{Region: "eu-de", EndpointType: "public"}))
	}
	return &emulated{Emulator: cloud, owner: client(cloud.Owner()), consumer: client(cloud.Consumer())}
}

const (
	testVPC    = "4189d3c2-8882-4871-a3c2-d380272eed80"
	testPort   = "4189d3c2-8882-4871-a3c2-d380272eed88"
	testSubnet = "61881173-3899-4981-a700-170253d469b6"
)

// openService adds a service that everyone may connect to.
func (e *emulated) openService(approval bool) string {
	return e.AddService(emulator.Service{ApprovalEnabled: approval, Permissions: []emulator.Permission{{Permission: "*"}}})
}

// things are what a creation test needs of services or of endpoints.
type things struct {
	create func(ctx context.Context) (id string, adopted, err error)
	count  func() int
}

func (e *emulated) services() things {
	create := ServiceCreate{PortID: testPort, VPCID: testVPC, ServerType: "VM", Ports: []Port{{ClientPort: 1, ServerPort: 2, Protocol: ProtocolTCP}}}
	return things{
		create: func(ctx context.Context) (string, error, error) {
			c, err := e.owner.CreateService(ctx, create)
			if err != nil {
				return "", nil, err
			}
			return c.Service.ID, c.Adopted, nil
		},
		count: func() int { return len(e.Services()) },
	}
}

func (e *emulated) endpoints() things {
	service, subnet := e.openService(false), testSubnet
	create := EndpointCreate{ServiceID: service, VPCID: testVPC, SubnetID: &subnet}
	return things{
		create: func(ctx context.Context) (string, error, error) {
			c, err := e.consumer.CreateEndpoint(ctx, create)
			if err != nil {
				return "", nil, err
			}
			return c.Endpoint.ID, c.Adopted, nil
		},
		count: func() int { return len(e.Endpoints()) },
	}
}

var creations = map[string]struct {
	operation string
	things    func(*emulated) things
}{
	"service":  {"create-service", (*emulated).services},
	"endpoint": {"create-endpoint", (*emulated).endpoints},
}

// However the answer to a create gets lost, there is one thing afterwards.
func TestCreateOnce(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault   string
		adopted bool
		kind    string // "" for both; those that look in vain take the time for it
	}{
		{"429 times=2 retry-after=0", false, ""},
		{"EndPoint.0022 times=1", false, ""},
		{"reset-after times=1", true, ""},
		{"502-after times=1", true, ""},
		{"500-after times=1", true, ""},
		{"cut times=1", true, ""},
		{"wrong-types times=1", true, ""},
		{"late times=1 delay=1s", true, ""},
		{"reset-before times=1", false, "endpoint"},
		{"503 times=1", false, "service"},
	} {
		for kind, creation := range creations {
			if test.kind != "" && test.kind != kind {
				continue
			}
			t.Run(kind+" "+test.fault, func(t *testing.T) {
				t.Parallel()
				cloud := emulate(t, emulator.Options{}, creation.operation+" "+test.fault)
				things := creation.things(cloud)
				id, adopted, err := things.create(t.Context())
				if err != nil || id == "" {
					t.Fatalf("created %q, %v", id, err)
				}
				if (adopted != nil) != test.adopted {
					t.Errorf("adopted: %v, want %t", adopted, test.adopted)
				}
				if n := things.count(); n != 1 {
					t.Errorf("there are %d, want 1", n)
				}
			})
		}
	}
}

// What looks the same is created one after the other, and nothing is taken twice.
func TestCreateOnceEach(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{}, "create-endpoint reset-after times=3")
	endpoints := cloud.endpoints()
	var (
		created sync.Map
		group   sync.WaitGroup
	)
	const many = 5
	for range many {
		group.Go(func() {
			id, _, err := endpoints.create(t.Context())
			if _, taken := created.LoadOrStore(id, true); taken || err != nil {
				t.Errorf("created %q, taken already %t: %v", id, taken, err)
			}
		})
	}
	group.Wait()
	if n := endpoints.count(); n != many {
		t.Errorf("there are %d, want %d", n, many)
	}
}

// Two services with the same ports and backend cannot be, but two endpoints of one service in one subnet can.
func TestCreateTellsOfSeveral(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{}, "create-endpoint reset-after")
	endpoints := cloud.endpoints()
	twin := cloud.AddEndpoint(emulator.Endpoint{
		ServiceID: cloud.Services()[0].ID, VPCID: testVPC, SubnetID: testSubnet, CreatedAt: time.Now().Add(time.Minute),
	})
	_, _, err := endpoints.create(t.Context())
	var several *SeveralFoundError
	if !errors.As(err, &several) || len(several.IDs) != 2 || !slices.Contains(several.IDs, twin) {
		t.Fatalf("got %v", err)
	}
}

// An interruption while the call is on its way lets the call end, so that the id is known.
func TestCreateInterrupted(t *testing.T) {
	t.Parallel()
	for kind, creation := range creations {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			cloud := emulate(t, emulator.Options{}, creation.operation+" slow delay=300ms")
			things := creation.things(cloud)
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(100*time.Millisecond, cancel)
			id, _, err := things.create(ctx)
			if err != nil && things.count() > 0 {
				t.Fatalf("orphaned: created %q, %v", id, err)
			}
			if _, _, err := things.create(ctx); !errors.Is(err, context.Canceled) {
				t.Errorf("asked for in spite of the interruption: %v", err)
			}
		})
	}
}

func TestCreateOutcomeUnknown(t *testing.T) {
	t.Parallel()
	cloud := emulate(t, emulator.Options{}, "create-endpoint reset-after", "list-endpoints 400")
	endpoints := cloud.endpoints()
	_, _, err := endpoints.create(t.Context())
	var unknown *UnknownOutcomeError
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v", err)
	}
	cloud.ClearFaults()
	subnet := testSubnet
	create := EndpointCreate{ServiceID: cloud.Services()[0].ID, VPCID: testVPC, SubnetID: &subnet}
	found, err := cloud.consumer.RecoverEndpoint(t.Context(), create, unknown.Since)
	if err != nil || len(found) != 1 || found[0] != cloud.Endpoints()[0].ID {
		t.Fatalf("recovered %v, %v", found, err)
	}
	cloud.consumer.Settle(found[0])
	if found, err = cloud.consumer.RecoverEndpoint(t.Context(), create, time.Now().Add(-time.Minute)); err != nil || len(found) != 0 {
		t.Errorf("recovered what belongs to a resource: %v, %v", found, err)
	}
}
