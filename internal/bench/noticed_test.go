//go:build unix

package main

import (
	"slices"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

var noon = time.Date(2024, 1, 2, 12, 0, 0, 0, time.UTC)

// read is a successful request that arrives some milliseconds after noon.
func read(op, path, query string, ms int) emulator.Request {
	return emulator.Request{
		Op: op, Path: "/v1/p/vpc-endpoint-services" + path, Query: query, Status: 200, Time: noon.Add(time.Duration(ms) * time.Millisecond),
	}
}

func available(id string, ms int) emulator.Service {
	return emulator.Service{ID: id, Status: emulator.StatusAvailable, UpdatedAt: noon.Add(time.Duration(ms) * time.Millisecond)}
}

func TestNoticed(t *testing.T) {
	t.Parallel()
	requests := []emulator.Request{
		read(emulator.OpShowService, "/a", "", 50), // still creating
		read(emulator.OpShowService, "/b", "", 120),
		read(emulator.OpShowService, "/a", "", 130),
		read(emulator.OpShowService, "/a", "", 180),
		read(emulator.OpListServices, "", "limit=1000", 300),
		read(emulator.OpShowService, "/c", "", 310),
	}
	services := []emulator.Service{available("a", 100), available("b", 120), available("c", 200)}
	got, err := noticed(services, requests)
	want := []time.Duration{30 * time.Millisecond, 0, 100 * time.Millisecond}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestNoticedErrors(t *testing.T) {
	t.Parallel()
	requests := []emulator.Request{read(emulator.OpShowService, "/a", "", 50)}
	if got, err := noticed([]emulator.Service{available("a", 100)}, requests); err == nil {
		t.Errorf("got %v for a service that no request shows", got)
	}
	creating := emulator.Service{ID: "a", Status: emulator.StatusCreating}
	if got, err := noticed([]emulator.Service{creating}, requests); err == nil {
		t.Errorf("got %v for a service that is not available", got)
	}
}

func TestShows(t *testing.T) {
	t.Parallel()
	failed := read(emulator.OpShowService, "/a", "", 0)
	failed.Status = 503
	for _, test := range []struct {
		name    string
		request emulator.Request
		want    bool
	}{
		{"the service", read(emulator.OpShowService, "/a", "", 0), true},
		{"another service", read(emulator.OpShowService, "/b", "", 0), false},
		{"failed", failed, false},
		{"an update", read(emulator.OpUpdateService, "/a", "", 0), false},
		{"its connections", read(emulator.OpListConnections, "/a/connections", "", 0), false},
		{"list of all", read(emulator.OpListServices, "", "limit=50", 0), true},
		{"list that is too short", read(emulator.OpListServices, "", "limit=49", 0), false},
		{"list of ten", read(emulator.OpListServices, "", "", 0), false},
		{"second page", read(emulator.OpListServices, "", "limit=50&offset=50", 0), false},
		{"list by ID", read(emulator.OpListServices, "", "id=a", 0), true},
		{"list by another ID", read(emulator.OpListServices, "", "id=b&limit=1000", 0), false},
		{"list by name", read(emulator.OpListServices, "", "endpoint_service_name=web&limit=1000", 0), false},
		{"list of available services", read(emulator.OpListServices, "", "status=available&limit=1000", 0), true},
		{"list of services in creation", read(emulator.OpListServices, "", "status=creating&limit=1000", 0), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := shows(test.request, "a", 50); got != test.want {
				t.Errorf("got %t, want %t", got, test.want)
			}
		})
	}
}

func TestCountRequests(t *testing.T) {
	t.Parallel()
	api, iam := countRequests([]emulator.Request{
		read(emulator.OpCreateToken, "", "", 0), read(emulator.OpListProjects, "", "", 0),
		read(emulator.OpShowService, "/a", "", 0), read(emulator.OpCreateService, "", "", 0), read("", "/unknown", "", 0),
	})
	if api != 3 || iam != 2 {
		t.Errorf("%d requests and %d to sign in, want 3 and 2", api, iam)
	}
}
