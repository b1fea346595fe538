package vpcep

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// objects are the operations that a creation test needs, for services or for endpoints.
type objects struct {
	create func(ctx context.Context) (id string, lost, err error)
	find   func(ctx context.Context, attempts []recovery.Attempt) (id string, err error)
	claim  func(id string)
	count  func() int
}

func objectsOf[T any](kind async.Kind[T], request async.Request[T], count func() int) objects {
	return objects{
		create: func(ctx context.Context) (string, error, error) {
			result, err := kind.Create(ctx, request)
			if err != nil {
				return "", nil, err
			}
			return kind.Overview(result.Item).ID, result.Lost, nil
		},
		find: func(ctx context.Context, attempts []recovery.Attempt) (string, error) {
			result, err := kind.Find(ctx, request, attempts)
			if result == nil || err != nil {
				return "", err
			}
			return kind.Overview(result.Item).ID, nil
		},
		claim: kind.Claim,
		count: count,
	}
}

func (e *emulated) services() objects {
	create := ServiceCreate{PortID: testPort, VPCID: testVPC, ServerType: "VM", Ports: []Port{{1, 2, ProtocolTCP}}}
	return objectsOf(e.owner.Services(), e.owner.NewService(create), func() int { return len(e.Services()) })
}

func (e *emulated) endpoints() objects {
	create := EndpointCreate{ServiceID: e.openService(false), VPCID: testVPC, SubnetID: ptr(testSubnet)}
	return objectsOf(e.consumer.Endpoints(), e.consumer.NewEndpoint(create), func() int { return len(e.Endpoints()) })
}

var creations = map[string]struct {
	operation, list string
	objects         func(*emulated) objects
}{
	"service":  {"create-service", "list-services", (*emulated).services},
	"endpoint": {"create-endpoint", "list-endpoints", (*emulated).endpoints},
}

// However the response to a create is lost, there is one object afterwards.
func TestCreateOnce(t *testing.T) {
	t.Parallel()
	for fault, adopted := range map[string]bool{
		"429 times=2 retry-after=0": false,
		"EndPoint.0022 times=1":     false,
		"reset-after times=1":       true,
		"502-after times=1":         true,
		"500-after times=1":         true,
		"cut times=1":               true,
		"wrong-types times=1":       true,
		"empty times=1":             true,
		"late times=1 delay=1s":     true,
		"late times=1 delay=6s":     true,
		"reset-before times=1":      false,
		"503 times=1":               false,
		"503 times=2":               false,
	} {
		for kind, creation := range creations {
			t.Run(kind+" "+fault, func(t *testing.T) {
				t.Parallel()
				faults := []string{creation.operation + " " + fault}
				onVirtualClock(t, emulator.Options{}, faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
					objects := creation.objects(cloud)
					id, lost, err := objects.create(ctx)
					if err != nil || id == "" {
						t.Fatalf("created %q, %v", id, err)
					}
					if (lost != nil) != adopted {
						t.Errorf("adopted: %v, want %t", lost, adopted)
					}
					if n := objects.count(); n != 1 {
						t.Errorf("there are %d, want 1", n)
					}
				})
			})
		}
	}
}

// The clouds differ in their clocks, in the format of times, in the fields they return and in how soon lists show what was
// created.
func TestCreateOnceInDifferentClouds(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]emulator.Options{
		"milliseconds":    {TimestampForm: emulator.TimestampMillis},
		"a clock ahead":   {CreatedAtOffset: 30 * time.Second},
		"a clock behind":  {CreatedAtOffset: -30 * time.Second, TimestampForm: emulator.TimestampMillis},
		"lists lag":       {Lag: emulator.Lag{Lists: 6 * time.Second}, TimestampForm: emulator.TimestampMillis},
		"short names":     {NameForm: emulator.NameShort},
		"fields left out": {Omit: []string{"description", "tags", "tcp_proxy"}},
	} {
		for kind, creation := range creations {
			t.Run(kind+" "+name, func(t *testing.T) {
				t.Parallel()
				faults := []string{creation.operation + " reset-after times=1"}
				onVirtualClock(t, options, faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
					objects := creation.objects(cloud)
					if id, lost, err := objects.create(ctx); err != nil || lost == nil || objects.count() != 1 {
						t.Errorf("created %q, %v, %v; there are %d", id, lost, err, objects.count())
					}
				})
			})
		}
	}
}

// Equal objects are created one after the other, and none is adopted twice.
func TestCreateOnceEach(t *testing.T) {
	t.Parallel()
	faults := []string{"create-endpoint reset-after times=3"}
	onVirtualClock(t, emulator.Options{}, faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
		endpoints := cloud.endpoints()
		var (
			created sync.Map
			group   sync.WaitGroup
		)
		const number = 5
		for range number {
			group.Go(func() {
				id, _, err := endpoints.create(ctx)
				if _, taken := created.LoadOrStore(id, true); taken || err != nil {
					t.Errorf("created %q, taken already %t: %v", id, taken, err)
				}
			})
		}
		group.Wait()
		if n := endpoints.count(); n != number {
			t.Errorf("there are %d, want %d", n, number)
		}
	})
}

// Two services with the same ports and backend cannot exist, but two endpoints of one service in one subnet can.
func TestCreateFindsSeveral(t *testing.T) {
	t.Parallel()
	onVirtualClock(t, emulator.Options{}, []string{"create-endpoint reset-after"}, func(t *testing.T, ctx context.Context, cloud *emulated) {
		endpoints := cloud.endpoints()
		twin := cloud.AddEndpoint(emulator.Endpoint{
			ServiceID: cloud.Services()[0].ID, VPCID: testVPC, SubnetID: testSubnet, CreatedAt: time.Now().Add(time.Minute),
		})
		_, _, err := endpoints.create(ctx)
		var several *recovery.AmbiguousError
		if !errors.As(err, &several) || len(several.IDs()) != 2 || !slices.Contains(several.IDs(), twin) {
			t.Fatalf("got %v", err)
		}
	})
}

// An object whose creation an earlier run did not learn of is found by the next run, unless a resource manages it by then.
func TestCreateWithAnUnknownOutcome(t *testing.T) {
	t.Parallel()
	for kind, creation := range creations {
		for name, claimed := range map[string]bool{"found": false, "claimed": true} {
			t.Run(kind+" "+name, func(t *testing.T) {
				t.Parallel()
				faults := []string{creation.operation + " reset-after", creation.list + " 400"}
				onVirtualClock(t, emulator.Options{}, faults, func(t *testing.T, ctx context.Context, cloud *emulated) {
					objects := creation.objects(cloud)
					_, _, err := objects.create(ctx)
					var unknown *recovery.UnknownOutcomeError
					if !errors.As(err, &unknown) || objects.count() != 1 {
						t.Fatalf("got %v; there are %d", err, objects.count())
					}
					cloud.ClearFaults()
					created := cloud.Services()[0].ID
					if kind == "endpoint" {
						created = cloud.Endpoints()[0].ID
					}
					want := created
					if claimed {
						objects.claim(created)
						want = ""
					}
					if found, err := objects.find(ctx, unknown.Attempts); err != nil || found != want {
						t.Errorf("found %q, %v; want %q", found, err, want)
					}
					if found, err := objects.find(ctx, unknown.Attempts); err != nil || found != "" {
						t.Errorf("found %q, %v, which belongs to a resource", found, err)
					}
				})
			})
		}
	}
}
