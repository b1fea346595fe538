//go:build unix

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// middle returns the median of what the runs took.
func (e executions) middle() execution {
	return execution{
		wall:     medianOf(e, func(e execution) time.Duration { return e.wall }),
		cli:      medianOf(e, func(e execution) time.Duration { return e.cli }),
		provider: medianOf(e, func(e execution) time.Duration { return e.provider }),
		memory:   medianOf(e, func(e execution) int64 { return e.memory }),
		requests: medianOf(e, func(e execution) int { return e.requests }),
		signIns:  medianOf(e, func(e execution) int { return e.signIns }),
	}
}

func medianOf[E any, T ~int | ~int64 | ~float64](items []E, value func(E) T) T {
	values := make([]T, len(items))
	for i, item := range items {
		values[i] = value(item)
	}
	return median(values)
}

// report returns all tables.
func report(s sizes, r *results) string {
	return strings.Join([]string{
		"CPU time, and the resident memory of the provider at its peak:\n\n" + cpuTable(s, r).String(),
		fmt.Sprintf("Requests to the VPC Endpoint API; an apply also sends %d to sign in, and a destroy with its refresh %d:\n\n%s",
			r.several.apply.middle().signIns, r.several.destroy.middle().signIns, requestTable(s, r)),
		fmt.Sprintf("Apply of %d services that take %s to create, %d at once:\n\n%s",
			s.services, createTimes(s), parallelism, creationTable(r).String()),
		"Refresh, by the number of services:\n\n" + scaleTable(s, r).String(),
		"Ratios:\n\n" + ratioTable(s, r).String(),
	}, "")
}

func createTimes(s sizes) string {
	return fmt.Sprintf("from %g to %g seconds", s.delays.Create.Seconds(), (s.delays.Create + s.delays.CreateSpread).Seconds())
}

func cpuTable(s sizes, r *results) *table {
	t := &table{header: []string{"command", "provider", "CLI", "provider / CLI", "memory"}}
	for _, row := range []struct {
		name string
		runs executions
	}{
		{fmt.Sprintf("plan of %d new services", s.services), r.several.plan},
		{fmt.Sprintf("apply of %d new services", s.services), r.several.apply},
		{fmt.Sprintf("refresh of %d services", s.services), r.several.refresh},
		{fmt.Sprintf("refresh of %d services, `TF_LOG=TRACE`", s.services), r.traced},
		{fmt.Sprintf("destroy of %d services", s.services), r.several.destroy},
		{"refresh of 1 service", r.one.refresh},
		{fmt.Sprintf("refresh of 1 service with %d port mappings", s.mappings), r.mappings},
		{fmt.Sprintf("refresh of 1 service with %d permissions", s.permissions), r.permissions},
		{fmt.Sprintf("refresh of %d services", s.many), r.many},
	} {
		m := row.runs.middle()
		t.add(row.name, seconds(m.provider), seconds(m.cli), decimal(ratio(m.provider, m.cli)), mebibytes(m.memory))
	}
	return t
}

func requestTable(s sizes, r *results) *table {
	n := strconv.Itoa(s.services)
	t := &table{header: []string{"resource", "create 1", "create " + n, "refresh 1", "refresh " + n, "destroy 1", "destroy " + n}}
	for _, row := range append([]requests{{"vpcep_service", r.one, r.several}}, r.others...) {
		cells := []string{"`opentelekomcloud_" + row.resource + "`"}
		for _, runs := range []executions{
			row.one.apply, row.several.apply, row.one.refresh, row.several.refresh, row.one.destroy, row.several.destroy,
		} {
			cells = append(cells, strconv.Itoa(runs.middle().requests))
		}
		t.add(cells...)
	}
	return t
}

func creationTable(r *results) *table {
	wall := r.several.apply.middle().wall
	floor := medianOf(r.creations, func(c creation) time.Duration { return c.floor })
	t := &table{header: []string{"duration", ""}}
	t.add("apply", seconds(wall))
	t.add("creates alone, the shortest possible time", seconds(floor))
	t.add("apply / creates alone", decimal(ratio(wall, floor)))
	typical := medianOf(r.creations, func(c creation) time.Duration { return median(c.noticed) })
	longest := medianOf(r.creations, func(c creation) time.Duration { return slices.Max(c.noticed) })
	t.add("from available to noticed, median", seconds(typical))
	t.add("from available to noticed, longest", seconds(longest))
	return t
}

func scaleTable(s sizes, r *results) *table {
	t := &table{header: []string{
		"services", "requests per service", "CPU time per service", "per further service", "memory", "per further service",
	}}
	one := r.one.refresh.middle()
	for _, row := range []struct {
		services int
		runs     executions
	}{{1, r.one.refresh}, {s.services, r.several.refresh}, {s.many, r.many}} {
		m := row.runs.middle()
		cpu, memory := "–", "–"
		if n := row.services - 1; n > 0 {
			cpu = milliseconds((m.provider - one.provider) / time.Duration(n))
			memory = kibibytes((m.memory - one.memory) / int64(n))
		}
		t.add(strconv.Itoa(row.services), decimal(ratio(m.requests, row.services)),
			milliseconds(m.provider/time.Duration(row.services)), cpu, mebibytes(m.memory), memory)
	}
	return t
}

func ratioTable(s sizes, r *results) *table {
	one, several, many := r.one.refresh.middle(), r.several.refresh.middle(), r.many.middle()
	t := &table{header: []string{"of", "to", "ratio"}}
	add := func(of, to string, value float64) { t.add(of, to, decimal(value)) }
	add(fmt.Sprintf("CPU time of a service with %d port mappings", s.mappings), "with 1",
		ratio(r.mappings.middle().provider, one.provider))
	add(fmt.Sprintf("CPU time of a service with %d permissions", s.permissions), "without",
		ratio(r.permissions.middle().provider, one.provider))
	add(fmt.Sprintf("CPU time per service of %d", s.services), "of 1", ratio(several.provider, one.provider)/float64(s.services))
	add(fmt.Sprintf("CPU time per service of %d", s.many), fmt.Sprintf("of %d", s.services),
		ratio(many.provider, several.provider)*ratio(s.services, s.many))
	add("CPU time with `TF_LOG=TRACE`", "without logs", ratio(r.traced.middle().provider, several.provider))
	for _, row := range []struct {
		name         string
		one, several executions
	}{
		{"an apply", r.one.apply, r.several.apply},
		{"a refresh", r.one.refresh, r.several.refresh},
		{"a destroy", r.one.destroy, r.several.destroy},
	} {
		add(fmt.Sprintf("requests per service of %s of %d", row.name, s.services), "of 1",
			ratio(row.several.middle().requests, row.one.middle().requests)/float64(s.services))
	}
	return t
}
