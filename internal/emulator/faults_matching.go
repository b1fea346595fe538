package emulator

import (
	"fmt"
	"slices"
	"strings"
)

// pickFault returns the first rule that fires for a call, else the zero Fault.
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
	case f.Target == "" || f.Target == "*":
		return true
	case strings.HasPrefix(f.Target, "/"):
		return matchPath(split(f.Target), split(c.path))
	case c.op == nil:
		return false
	}
	return f.Target == c.op.name || f.Target == string(c.op.area)
}

// matchPath matches a path against a pattern in which * stands for one segment and a final ** for any rest.
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

func checkTarget(target string) error {
	if strings.HasPrefix(target, "/") || target == "*" || target == string(areaIAM) || target == string(areaVPCEP) ||
		slices.Contains(Operations(), target) {
		return nil
	}
	return fmt.Errorf("%q is no path, and none of *, iam, vpcep, %s", target, strings.Join(Operations(), ", "))
}
