//go:build unix

package main

import (
	"slices"
	"time"
)

// median returns the middle of some values, or the mean of the two in the middle. It returns 0 if there are none.
func median[T ~int | ~int64 | ~float64](values []T) T {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// ratio returns the quotient of two values, or 0 if the second one is 0.
func ratio[T ~int | ~int64 | ~float64](a, b T) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// shortestTime returns how long jobs take that start in the given order, if each one starts as soon as fewer than parallelism
// jobs run.
func shortestTime(durations []time.Duration, parallelism int) time.Duration {
	slots := make([]time.Duration, parallelism) // when each one becomes free
	for _, d := range durations {
		first := 0
		for i, free := range slots {
			if free < slots[first] {
				first = i
			}
		}
		slots[first] += d
	}
	return slices.Max(slots)
}
