package vpcep

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListServicesReadsEveryPage(t *testing.T) {
	t.Parallel()
	const first, second, third = "GET /vpc-endpoint-services?limit=1000", "GET /vpc-endpoint-services?limit=1000&offset=1000", "GET /vpc-endpoint-services?limit=1000&offset=2000"
	for services, requests := range map[int][]string{
		0: {first}, 1: {first}, 999: {first}, 1000: {first}, 1001: {first, second}, 2000: {first, second}, 2345: {first, second, third},
	} {
		t.Run(fmt.Sprint(services), func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			for i := range services {
				cloud.services = append(cloud.services, Service{ID: fmt.Sprint(i)})
			}
			got, err := cloud.client(t, 0).ListServices(t.Context(), ServiceFilter{})
			if err != nil || len(got) != services {
				t.Fatalf("got %d services of %d, %v", len(got), services, err)
			}
			for i, service := range got {
				if service.ID != fmt.Sprint(i) {
					t.Fatalf("service %d is %s", i, service.ID)
				}
			}
			if diff := cmp.Diff(requests, cloud.requests); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListServicesFilters(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	filter := ServiceFilter{Name: "a&b", ID: "i", Status: StatusFailed, SortKey: "updated_at", SortDir: "asc"}
	if _, err := cloud.client(t, 0).ListServices(t.Context(), filter); err != nil {
		t.Fatal(err)
	}
	want := []string{"GET /vpc-endpoint-services?endpoint_service_name=a%26b&id=i&limit=1000&sort_dir=asc&sort_key=updated_at&status=failed"}
	if diff := cmp.Diff(want, cloud.requests); diff != "" {
		t.Error(diff)
	}
}

func TestListServicesEndsWhenNothingMoreComes(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	cloud.onList = func(n int, w http.ResponseWriter) bool {
		answer := `{"endpoint_services":[],"total_count":5}`
		if n == 1 {
			answer = `{"endpoint_services":[{"id":"a"}],"total_count":5}`
		}
		_, _ = io.WriteString(w, answer)
		return true
	}
	got, err := cloud.client(t, 0).ListServices(t.Context(), ServiceFilter{})
	if err != nil || len(got) != 1 || len(cloud.requests) != 2 {
		t.Errorf("got %d services in %d requests, %v", len(got), len(cloud.requests), err)
	}
}

func TestListServicesEndsWithAnError(t *testing.T) {
	t.Parallel()
	cloud := script(t)
	for i := range 1500 {
		cloud.services = append(cloud.services, Service{ID: fmt.Sprint(i)})
	}
	cloud.onList = func(n int, w http.ResponseWriter) bool {
		if n == 2 {
			refuse(w, http.StatusForbidden, "EndPoint.0004")
		}
		return n == 2
	}
	if got, err := cloud.client(t, 0).ListServices(t.Context(), ServiceFilter{}); err == nil || got != nil {
		t.Errorf("got %d services, %v", len(got), err)
	}
}

// A response that is not a list must not be mistaken for an empty list, or a service that was created would not be found.
func TestListServicesTakesNothingElseForAList(t *testing.T) {
	t.Parallel()
	for body, ok := range map[string]bool{
		`{"endpoint_services":[],"total_count":0}`:    true,
		`{"endpoint_services":null,"total_count":0}`:  true,
		`{"total_count":0}`:                           true,
		`{"endpoint_services":[]}`:                    true,
		`{}`:                                          false,
		`null`:                                        false,
		`{"error":{"code":401,"message":"who?"}}`:     false,
		`{"code":"EndPoint.0003","message":"who?"}`:   false,
		`{"endpoint_services":{},"total_count":0}`:    false,
		`{"endpoint_services":[],"total_count":"0"}`:  false,
		`{"endpoint_services":[{}],"total_count":"1"`: false,
		`[]`:     false,
		``:       false,
		`<html>`: false,
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.onList = func(_ int, w http.ResponseWriter) bool {
				_, _ = io.WriteString(w, body)
				return true
			}
			if _, err := cloud.client(t, 0).ListServices(t.Context(), ServiceFilter{}); (err == nil) != ok {
				t.Errorf("got %v", err)
			}
		})
	}
}
