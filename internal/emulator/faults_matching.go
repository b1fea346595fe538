package emulator

import (
	"fmt"
	"slices"
	"strings"
)

// pickFault returns the first rule that fires for a call, or the zero Fault.
func (e *Emulator) pickFault(c *call) Fault {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, f := range e.faults {
		if !e.faultMatches(f, c) || (f.Times > 0 && f.fired >= f.Times) {
			continue
		}
		if f.seen++; f.seen <= f.Skip {
			continue
		}
		if f.Probability > 0 && e.rand.Float64() >= f.Probability {
			continue
		}
		f.fired++
		c.log.Fault = f.Name
		return f.Fault
	}
	return Fault{}
}

func (e *Emulator) faultMatches(f *activeFault, c *call) bool {
	if f.Method != "" && f.Method != c.request.Method {
		return false
	}
	if f.Account != "" {
		p := e.projectByID(c.vars["project_id"])
		if p == nil || p.account.Name != f.Account {
			return false
		}
	}
	switch {
	case f.matchesAll():
		return true
	case f.targetsPath():
		return matchPath(splitPath(f.Target), splitPath(c.path))
	case c.op == nil:
		return false
	}
	return f.Target == c.op.name || f.Target == string(c.op.api)
}

func (f Fault) matchesAll() bool { return f.Target == "" || f.Target == "*" }

func (f Fault) targetsPath() bool { return strings.HasPrefix(f.Target, "/") }

// matchPath reports whether a path matches a pattern. In a pattern, * matches one segment and a final ** the rest.
func matchPath(pattern, segments []string) bool {
	for i, p := range pattern {
		if p == "**" && i == len(pattern)-1 {
			return true
		}
		if i >= len(segments) || (p != "*" && p != segments[i]) {
			return false
		}
	}
	return len(pattern) == len(segments)
}

// validateTarget returns an error if the target can match no operation.
func (f Fault) validateTarget() error {
	switch {
	case f.matchesAll(), f.Target == string(apiIAM), f.Target == string(apiVPCEP), isOperation(f.Target):
		return nil
	case !f.targetsPath():
		return fmt.Errorf("target %q is not a path, *, iam, vpcep or one of %s", f.Target, strings.Join(Operations(), ", "))
	}
	pattern := splitPath(f.Target)
	for _, op := range newOperations() {
		path := slices.Clone(op.path)
		for i := range path {
			if isPathVariable(path[i]) && i < len(pattern) {
				path[i] = pattern[i]
			}
		}
		if matchPath(pattern, path) {
			return nil
		}
	}
	return fmt.Errorf("target %q matches no operation; the paths of VPCEP have no version and no project", f.Target)
}
