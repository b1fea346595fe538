package provider

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A provider process serves one command, often for less than a second, and keeps little memory in use. By default, Go collects
// garbage whenever the heap has doubled, starting at 4 MiB, which takes a tenth of the CPU time of a plan.

// smallProcess is the memory limit, in bytes, below which no garbage is collected.
const smallProcess = 20 << 20

// collectLate delays garbage collection until the process uses smallProcess, and restores Go's defaults once these would collect
// later. GOGC and GOMEMLIMIT take precedence.
func collectLate() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(smallProcess)
	runtime.SetFinalizer(new(collection), (*collection).done)
}

// collection is unreachable from the start, so that its finalizer runs after the next collection.
type collection struct{ _ *collection }

// done runs after each collection. It restores Go's defaults once the live heap is too large for the limit.
func (c *collection) done() {
	sizes := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"}}
	metrics.Read(sizes)
	if isLate(sizes[0].Value.Uint64(), sizes[1].Value.Uint64()) {
		runtime.SetFinalizer(c, (*collection).done)
		return
	}
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(math.MaxInt64)
}

// isLate reports whether a collection at goal comes no earlier than with Go's defaults.
func isLate(live, goal uint64) bool { return goal >= max(2*live, 4<<20) }
