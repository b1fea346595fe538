//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// parallelism is the number of services that Terraform creates at once by default.
const parallelism = 10

// sizes are what is measured.
type sizes struct {
	services    int             // created, refreshed and destroyed
	many        int             // services that are only refreshed
	mappings    int             // of one service
	permissions int             // of one service
	delays      emulator.Delays // in all but the plain refreshes
}

var standardSizes = sizes{
	services: 50, many: 1000, mappings: 200, permissions: 600,
	delays: emulator.Delays{
		Create: 2 * time.Second, CreateSpread: time.Second, Delete: time.Second,
		EndpointCreate: 2500 * time.Millisecond, EndpointDelete: time.Second, Accept: time.Second,
	},
}

// executions are the runs of one command.
type executions []execution

// lifeCycle are the runs of the commands that plan, create, refresh and destroy services.
type lifeCycle struct{ plan, apply, refresh, destroy executions }

// creation is what an apply waited for.
type creation struct {
	floor   time.Duration   // what the creates take at least
	noticed []time.Duration // for each service, from being available to the first read that shows it
}

// requests are those of the other resources, of one and of sizes.services.
type requests struct {
	resource     string
	one, several lifeCycle
}

type results struct {
	one, several          lifeCycle // of one service, and of sizes.services
	creations             []creation
	traced                executions // refresh of several, with TF_LOG=TRACE
	mappings, permissions executions // refresh of one service
	many                  executions // refresh of sizes.many
	others                []requests
}

type benchmark struct {
	launcher *launcher
	dir      string // for working directories
	runs     int
	sizes    sizes
	progress io.Writer
}

// measure runs all commands.
func (b *benchmark) measure(ctx context.Context) (*results, error) {
	r := new(results)
	for i := range b.runs {
		if err := b.measureOne(ctx, i, r); err != nil {
			return nil, err
		}
		if err := b.measureSeveral(ctx, i, r); err != nil {
			return nil, err
		}
	}
	if err := b.measureOthers(ctx, r); err != nil {
		return nil, err
	}
	if err := b.measureRefreshes(ctx, r); err != nil {
		return nil, err
	}
	return r, nil
}

// measureOne creates, refreshes and destroys one service. Its creation takes as long as those of several on average.
func (b *benchmark) measureOne(ctx context.Context, run int, r *results) error {
	options := emulator.Options{Delays: b.sizes.delays}
	options.Delays.Create += options.Delays.CreateSpread / 2
	options.Delays.CreateSpread = 0
	name := fmt.Sprintf("run %d of %d, 1 service", run+1, b.runs)
	return b.inWorkspace(ctx, name, options, func(w *workspace) error {
		if err := w.configure(services(1)); err != nil {
			return err
		}
		return w.run(ctx, step{plan, &r.one.plan}, step{apply, &r.one.apply}, step{refresh, &r.one.refresh}, step{destroy, &r.one.destroy})
	})
}

// measureSeveral creates, refreshes and destroys several services.
func (b *benchmark) measureSeveral(ctx context.Context, run int, r *results) error {
	n := b.sizes.services
	options := emulator.Options{Seed: uint64(run), ServiceQuota: n, Delays: b.sizes.delays} //nolint:gosec // not negative
	name := fmt.Sprintf("run %d of %d, %d services", run+1, b.runs, n)
	return b.inWorkspace(ctx, name, options, func(w *workspace) error {
		if err := w.configure(services(n)); err != nil {
			return err
		}
		if err := w.run(ctx, step{plan, &r.several.plan}, step{apply, &r.several.apply}); err != nil {
			return err
		}
		c, err := w.creation()
		if err != nil {
			return err
		}
		r.creations = append(r.creations, c)
		return w.run(ctx, step{refresh, &r.several.refresh}, step{traced, &r.traced}, step{destroy, &r.several.destroy})
	})
}

// measureOthers counts the requests of the other resources. They do not depend on the load of the machine, so that one run is enough.
func (b *benchmark) measureOthers(ctx context.Context, r *results) error {
	for _, o := range []struct {
		resource  string
		configure func(cloud *cloud, serviceID string, n int) string
	}{
		{"vpcep_endpoint", func(_ *cloud, serviceID string, n int) string { return endpoints(n, serviceID) }},
		{"vpcep_connection", func(cloud *cloud, serviceID string, n int) string {
			return connections(serviceID, cloud.addPending(serviceID, n))
		}},
		{"vpcep_service_permission", func(_ *cloud, serviceID string, n int) string { return servicePermissions(n, serviceID) }},
	} {
		counted := requests{resource: o.resource}
		for _, m := range []struct {
			n    int
			into *lifeCycle
		}{{1, &counted.one}, {b.sizes.services, &counted.several}} {
			options := emulator.Options{EndpointQuota: b.sizes.services, Delays: b.sizes.delays}
			err := b.inWorkspace(ctx, fmt.Sprintf("%d of %s", m.n, o.resource), options, func(w *workspace) error {
				if err := w.configure(o.configure(w.cloud, w.cloud.AddService(emulator.Service{}), m.n)); err != nil {
					return err
				}
				return w.run(ctx, step{apply, &m.into.apply}, step{refresh, &m.into.refresh}, step{destroy, &m.into.destroy})
			})
			if err != nil {
				return err
			}
		}
		r.others = append(r.others, counted)
	}
	return nil
}

// measureRefreshes refreshes large services, and many services.
func (b *benchmark) measureRefreshes(ctx context.Context, r *results) error {
	for _, m := range []struct {
		name          string
		configuration string
		refreshes     *executions
	}{
		{fmt.Sprintf("%d port mappings", b.sizes.mappings), mappings(b.sizes.mappings), &r.mappings},
		{fmt.Sprintf("%d permissions", b.sizes.permissions), permissions(b.sizes.permissions), &r.permissions},
		{fmt.Sprintf("%d services", b.sizes.many), services(b.sizes.many), &r.many},
	} {
		options := emulator.Options{ServiceQuota: b.sizes.many}
		err := b.inWorkspace(ctx, m.name, options, func(w *workspace) error {
			if err := w.configure(m.configuration); err != nil {
				return err
			}
			steps := []step{{command: applyFast}}
			for range b.runs {
				steps = append(steps, step{refresh, m.refreshes})
			}
			return w.run(ctx, steps...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inWorkspace calls a function with a workspace, and removes it afterwards.
func (b *benchmark) inWorkspace(
	ctx context.Context, name string, options emulator.Options, use func(*workspace) error,
) (err error) {
	if _, err := fmt.Fprintln(b.progress, name); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(b.dir, "workspace")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	w, err := newWorkspace(ctx, b.launcher, dir, options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	return use(w)
}
