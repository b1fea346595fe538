//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// noticed returns, for each service, the time from becoming available to the arrival of the first request whose response shows
// it. The services must not have changed since, so that updated_at is when they became available.
func noticed(services []emulator.Service, requests []emulator.Request) ([]time.Duration, error) {
	delays := make([]time.Duration, 0, len(services))
	for _, s := range services {
		if s.Status != emulator.StatusAvailable {
			return nil, fmt.Errorf("service %s is %s", s.ID, s.Status)
		}
		delay, found := time.Duration(0), false
		for _, r := range requests { // in order of arrival
			if !r.Time.Before(s.UpdatedAt) && shows(r, s.ID, len(services)) {
				delay, found = r.Time.Sub(s.UpdatedAt), true
				break
			}
		}
		if !found {
			return nil, fmt.Errorf("no request shows that service %s is available", s.ID)
		}
		delays = append(delays, delay)
	}
	return delays, nil
}

// shows reports whether the response to a request contains a service that is available. A list counts if it selects the service by
// its ID, or if its first page has room for all services.
func shows(r emulator.Request, id string, services int) bool {
	if r.Status != http.StatusOK {
		return false
	}
	switch r.Op {
	case emulator.OpShowService:
		return path.Base(r.Path) == id
	case emulator.OpListServices:
		query, err := url.ParseQuery(r.Query)
		if err != nil || query.Has("endpoint_service_name") || query.Has("offset") {
			return false
		}
		if query.Has("status") && query.Get("status") != emulator.StatusAvailable {
			return false
		}
		if query.Get("id") == id {
			return true
		}
		limit, err := strconv.Atoi(query.Get("limit"))
		return err == nil && limit >= services && !query.Has("id")
	}
	return false
}
