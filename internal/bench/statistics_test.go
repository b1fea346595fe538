//go:build unix

package main

import (
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		values []float64
		want   float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 100}, 3.5}} {
		if got := median(test.values); got != test.want {
			t.Errorf("median of %v: %v, want %v", test.values, got, test.want)
		}
	}
}

func TestMedianKeepsOrder(t *testing.T) {
	t.Parallel()
	values := []int{3, 1, 2}
	if median(values); values[0] != 3 || values[1] != 1 {
		t.Errorf("the values are reordered: %v", values)
	}
}

func TestRatio(t *testing.T) {
	t.Parallel()
	if got := ratio(1, 4); got != 0.25 {
		t.Errorf("1 to 4: %v, want 0.25", got)
	}
	if got := ratio(1, 0); got != 0 {
		t.Errorf("1 to 0: %v, want 0", got)
	}
}

func TestShortestTime(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name        string
		durations   []time.Duration
		parallelism int
		want        time.Duration
	}{
		{"no jobs", nil, 2, 0},
		{"all at once", []time.Duration{3, 5, 4}, 3, 5},
		{"one after the other", []time.Duration{3, 5, 4}, 1, 12},
		{"the third one follows the shorter one", []time.Duration{3, 5, 4}, 2, 7},
		{"the order is kept", []time.Duration{1, 1, 10}, 2, 11},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := shortestTime(test.durations, test.parallelism); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}
