//go:build unix

package main

import (
	"context"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// cloud is an emulated cloud in this process, so that its CPU time is part of no measurement.
type cloud struct {
	*emulator.Emulator
	server *http.Server
	env    []string // signs the provider in
}

func startCloud(ctx context.Context, options emulator.Options) (*cloud, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	e := emulator.New(options)
	c := &cloud{
		Emulator: e,
		server:   &http.Server{Handler: e, ReadHeaderTimeout: 10 * time.Second},
		env:      e.Environ("http://"+listener.Addr().String(), e.Owner()),
	}
	go func() { _ = c.server.Serve(listener) }() // a failure becomes one of the CLI
	return c, nil
}

// addPending adds endpoints of another account to a service, which wait for its owner. It returns their IDs.
func (c *cloud) addPending(serviceID string, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = c.AddEndpoint(emulator.Endpoint{ServiceID: serviceID, Status: emulator.StatusPendingAcceptance})
	}
	return ids
}

var signInOps = []string{
	emulator.OpCreateToken, emulator.OpShowToken, emulator.OpShowCatalog, emulator.OpListDomains, emulator.OpListProjects,
}

// countRequests counts the requests to the VPC Endpoint API and those to IAM.
func countRequests(requests []emulator.Request) (api, iam int) {
	for _, r := range requests {
		if slices.Contains(signInOps, r.Op) {
			iam++
		} else {
			api++
		}
	}
	return api, iam
}
