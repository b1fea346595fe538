//go:build unix

package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// side is one of two providers that are compared.
type side struct {
	launcher            *launcher
	services, endpoints func(n int, serviceID string) string // configurations
}

// sides returns the official provider and this one.
func sides(official, own *launcher) [2]side {
	return [2]side{
		{official, officialServices, officialEndpoints},
		{own, func(n int, _ string) string { return services(n) }, endpoints},
	}
}

// comparison is what the same objects cost with two providers.
type comparison struct {
	objects string
	sides   [2]lifeCycle
}

// compare creates, refreshes and destroys services and then endpoints with both providers.
func (b *benchmark) compare(ctx context.Context, providers [2]side) ([2]comparison, error) {
	n := b.sizes.services
	compared := [2]comparison{{objects: fmt.Sprintf("%d services", n)}, {objects: fmt.Sprintf("%d endpoints", n)}}
	for run := range b.runs {
		for i, p := range providers {
			with := *b
			with.launcher = p.launcher
			for j, configuration := range []func(int, string) string{p.services, p.endpoints} {
				options := emulator.Options{
					Seed: uint64(run), ServiceQuota: n + 1, EndpointQuota: n, Delays: b.sizes.delays,
					DeleteStatus: http.StatusNoContent, // the official provider does not accept the documented 200
				}
				name := fmt.Sprintf("run %d of %d, provider %d, %s", run+1, b.runs, i+1, compared[j].objects)
				into := &compared[j].sides[i]
				err := with.inWorkspace(ctx, name, options, func(w *workspace) error {
					if err := w.configure(configuration(n, w.cloud.AddService(emulator.Service{}))); err != nil {
						return err
					}
					return w.run(ctx, step{apply, &into.apply}, step{refresh, &into.refresh}, step{destroy, &into.destroy})
				})
				if err != nil {
					return compared, err
				}
			}
		}
	}
	return compared, nil
}

// comparisonTable has a row for each command. Requests are those to the VPC Endpoint API and to IAM.
func comparisonTable(compared [2]comparison) *table {
	t := &table{header: []string{
		"command", "requests, official", "this", "CPU time, official", "this", "memory, official", "this",
	}}
	for _, c := range compared {
		for _, row := range []struct {
			name  string
			sides [2]executions
		}{
			{"apply of " + c.objects, [2]executions{c.sides[0].apply, c.sides[1].apply}},
			{"refresh of " + c.objects, [2]executions{c.sides[0].refresh, c.sides[1].refresh}},
			{"destroy of " + c.objects, [2]executions{c.sides[0].destroy, c.sides[1].destroy}},
		} {
			official, own := row.sides[0].middle(), row.sides[1].middle()
			t.add(row.name, strconv.Itoa(official.requests+official.signIns), strconv.Itoa(own.requests+own.signIns),
				seconds(official.provider), seconds(own.provider), mebibytes(official.memory), mebibytes(own.memory))
		}
	}
	return t
}

// officialServices returns the configuration of services for the official provider.
func officialServices(n int, _ string) string {
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_service_v1" "test" {
  count       = %d
%s  tags        = { index = count.index }

  port {
    client_port = 1000 + count.index
    server_port = 2000 + count.index
  }
}
`, n, serviceArguments)
}

// officialEndpoints returns the configuration of endpoints for the official provider.
func officialEndpoints(n int, serviceID string) string {
	return fmt.Sprintf(`resource "opentelekomcloud_vpcep_endpoint_v1" "test" {
  count      = %d
  service_id = %q
  vpc_id     = "4189d3c2-8882-4871-a3c2-d380272eed80"
  subnet_id  = "61881173-3899-4981-a700-170253d469b6"
}
`, n, serviceID)
}
