package provider

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A process of the provider lives for one command, mostly for a fraction of a second, and has little that stays in use. Go
// collects garbage each time the memory in use has doubled, from 4 MiB on: a tenth of what a plan costs.

// smallProcess is how much memory the process takes before garbage is collected.
const smallProcess = 20 << 20

// collectLate lets the process take a certain amount of memory before it collects garbage, as long as that is later than Go would.
// What the environment says goes before.
func collectLate() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(smallProcess)
	runtime.SetFinalizer(new(collection), (*collection).done)
}

// collection is garbage at once, so that its finalizer is called after a collection.
type collection struct{ _ *collection }

// done is called after each collection. Where too much stays in use for the limit, Go goes on as it would.
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

// isLate reports whether the next collection, at the goal, is later than it would be with Go's own settings.
func isLate(live, goal uint64) bool { return goal >= max(2*live, 4<<20) }
