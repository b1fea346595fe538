package emulator

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// String returns a rule in the syntax of ParseFault.
func (f Fault) String() string {
	var words []string
	if f.Method != "" {
		words = append(words, f.Method)
	}
	target := f.Target
	if target == "" {
		target = "*"
	}
	words = append(words, target, f.kindWord())
	add := func(name, value string, isSet bool) {
		if isSet {
			words = append(words, name+"="+quoted(value))
		}
	}
	add("name", f.Name, f.Name != "" && f.Name != string(f.Kind))
	add("account", f.Account, f.Account != "")
	add("status", strconv.Itoa(f.Status), f.Status != 0 && !strings.HasPrefix(f.kindWord(), strconv.Itoa(f.Status)))
	add("code", f.Code, f.Code != "" && f.kindWord() != f.Code)
	add("message", f.Message, f.Message != "")
	add("body", f.Body, f.Body != "")
	for _, name := range slices.Sorted(maps.Keys(f.Header)) {
		for _, value := range f.Header[name] {
			add("header", name+":"+value, true)
		}
	}
	add("retry-after-date", f.RetryAfterDate.String(), f.RetryAfterDate != 0)
	add("delay", f.Delay.String(), f.Delay != 0)
	add("size", strconv.FormatInt(f.Size, 10), f.Size != 0)
	add("times", strconv.Itoa(f.Times), f.Times != 0)
	add("skip", strconv.Itoa(f.Skip), f.Skip != 0)
	add("probability", strconv.FormatFloat(f.Probability, 'g', -1, 64), f.Probability != 0)
	return strings.Join(words, " ")
}

// kindWord returns the word for the kind, such as 503, 502-after, EndPoint.0022 or reset-before.
func (f Fault) kindWord() string {
	suffix := map[FaultKind]string{FaultAnswer: "", FaultAnswerAfter: "-after", FaultPage: "-page"}
	end, hasStatus := suffix[f.Kind]
	switch {
	case f.Kind == FaultAnswer && f.Status == 0:
		return f.Code
	case hasStatus && f.Status != 0 && statusPattern.MatchString(fmt.Sprint(f.Status)):
		return strconv.Itoa(f.Status) + end
	}
	return string(f.Kind)
}

func quoted(value string) string {
	if value == "" || strings.ContainsAny(value, " \t\n") {
		return `"` + value + `"`
	}
	return value
}

// FaultRule is a rule that is in effect.
type FaultRule struct {
	Fault
	Fired int // how often it has been applied
}

// Faults returns the rules, in the order in which they are tried.
func (e *Emulator) Faults() []FaultRule {
	e.mu.Lock()
	defer e.mu.Unlock()
	rules := []FaultRule{}
	for _, f := range e.faults {
		rules = append(rules, FaultRule{f.Fault, f.fired})
	}
	return rules
}
