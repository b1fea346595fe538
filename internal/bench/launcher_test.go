//go:build unix

package main

import (
	"slices"
	"testing"
	"time"
)

func TestNewExecution(t *testing.T) {
	t.Parallel()
	processes := []usage{{CPU: 2 * time.Second, Memory: 30, StandIn: time.Second}, {CPU: time.Second, Memory: 20, StandIn: time.Second}}
	got, err := newExecution(7*time.Second, 9*time.Second, processes)
	want := execution{wall: 7 * time.Second, cli: 4 * time.Second, provider: 3 * time.Second, memory: 30}
	if err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if got, err := newExecution(7*time.Second, 5*time.Second, processes); err == nil {
		t.Errorf("got %+v for providers that take more time than all processes together", got)
	}
}

func TestParseUsages(t *testing.T) {
	t.Parallel()
	got, err := parseUsages([]byte("{\"cpu\":1,\"memory\":2,\"stand_in\":3}\n{\"cpu\":4}\n"))
	if want := []usage{{CPU: 1, Memory: 2, StandIn: 3}, {CPU: 4}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if got, err := parseUsages([]byte("{\"cpu\":1}\n{\"cp")); err == nil {
		t.Errorf("got %+v for a line that is cut off", got)
	}
}

func TestNeutral(t *testing.T) {
	t.Parallel()
	got := neutral([]string{"PATH=/bin", "TF_LOG=TRACE", "OS_TOKEN=x", "GOGC=off", "GOPATH=/go"})
	if want := []string{"PATH=/bin", "GOPATH=/go"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCPUModel(t *testing.T) {
	t.Parallel()
	if got, want := cpuModel("processor\t: 0\nmodel name\t: AMD EPYC\nmodel name\t: other\n"), ", AMD EPYC"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := cpuModel(""); got != "" {
		t.Errorf("got %q without /proc/cpuinfo", got)
	}
}
