package emulator

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// FaultKind is what a fault does to a call. docs/guides/emulator.md describes each kind.
type FaultKind string

// The kinds of faults.
const (
	FaultAnswer          FaultKind = "answer"       // responds with Status or Code without executing the call
	FaultAnswerAfter     FaultKind = "answer-after" // executes the call, then responds with Status or Code
	FaultPage            FaultKind = "page"         // responds with an HTML page without executing the call
	FaultEmpty           FaultKind = "empty"
	FaultResetBefore     FaultKind = "reset-before"
	FaultResetAfter      FaultKind = "reset-after"
	FaultSlow            FaultKind = "slow"
	FaultSlowAfter       FaultKind = "slow-after"
	FaultCut             FaultKind = "cut"
	FaultErrorIn200      FaultKind = "error-in-200"
	FaultHuge            FaultKind = "huge"
	FaultWrongTypes      FaultKind = "wrong-types"
	FaultCreateFails     FaultKind = "create-fails"
	FaultDeleteFails     FaultKind = "delete-fails"
	FaultDeleteComesBack FaultKind = "delete-comes-back"
	FaultExpireToken     FaultKind = "expire-token"
	FaultLate            FaultKind = "late"
)

var faultKinds = []FaultKind{
	FaultAnswer, FaultAnswerAfter, FaultPage, FaultEmpty, FaultResetBefore, FaultResetAfter, FaultSlow, FaultSlowAfter,
	FaultCut, FaultErrorIn200, FaultHuge, FaultWrongTypes, FaultCreateFails, FaultDeleteFails, FaultDeleteComesBack,
	FaultExpireToken, FaultLate,
}

// FaultKinds returns all kinds of faults.
func FaultKinds() []FaultKind { return slices.Clone(faultKinds) }

// Fault is a rule that makes calls fail: which calls, in which way, and how often.
type Fault struct {
	Name    string // identifies the rule in the request log; defaults to the kind
	Method  string // HTTP method; "" matches any
	Target  string // an operation, "iam", "vpcep", "*" or a path pattern
	Account string // "owner" or "consumer"; "" matches both

	Kind    FaultKind
	Status  int         // HTTP status of the response
	Code    string      // error_code of the response, or of the failed resource
	Message string      // error message for Code
	Body    string      // replaces the error body of the response
	Header  http.Header // added to the response, even if the call succeeds
	// RetryAfterDate adds a Retry-After header with a date this far in the future.
	RetryAfterDate time.Duration
	Delay          time.Duration
	Size           int64 // response size of FaultHuge; defaults to 50 MB

	Times       int     // maximum number of applications; 0 means no limit
	Skip        int     // number of matching calls to let through first
	Probability float64 // probability of hitting a matching call; 0 means always
}

// validate returns an error for a rule that cannot work, such as one with a misspelled operation.
func (f Fault) validate() error {
	if f.Method != "" && !slices.Contains(methods, f.Method) {
		return fmt.Errorf("method %q is not one of %v", f.Method, methods)
	}
	if err := f.validateTarget(); err != nil {
		return err
	}
	if f.Account != "" && f.Account != "owner" && f.Account != "consumer" {
		return fmt.Errorf("account %q is not owner or consumer", f.Account)
	}
	if !slices.Contains(faultKinds, f.Kind) {
		return fmt.Errorf("kind %q is not one of %v", f.Kind, faultKinds)
	}
	if (f.Kind == FaultSlow || f.Kind == FaultSlowAfter || f.Kind == FaultLate) && f.Delay == 0 {
		return fmt.Errorf("%s requires a delay", f.Kind)
	}
	if (f.Kind == FaultAnswer || f.Kind == FaultAnswerAfter) && f.Status == 0 && f.Code == "" {
		return fmt.Errorf("%s requires a status or a code", f.Kind)
	}
	if f.Kind == FaultPage && f.Status < http.StatusBadRequest {
		return fmt.Errorf("%s requires a status from 400 to 599", f.Kind)
	}
	return nil
}

// activeFault is a rule with its counters.
type activeFault struct {
	Fault
	seen, fired int
}

// AddFault appends a rule to the existing ones. It panics if the rule is invalid: a rule with a misspelled target would
// never fire, and the test that adds it would pass without testing anything.
func (e *Emulator) AddFault(f Fault) {
	if err := f.validate(); err != nil {
		panic(fmt.Sprintf("emulator: AddFault: %v", err))
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	f.Name = cmp.Or(f.Name, string(f.Kind))
	e.faults = append(e.faults, &activeFault{Fault: f})
}

// ClearFaults removes all rules.
func (e *Emulator) ClearFaults() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.faults = nil
}

// FaultsFired returns how often the rules with a name have been applied. It panics if no rule has that name.
func (e *Emulator) FaultsFired(name string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n, found := 0, false
	for _, f := range e.faults {
		if f.Name == name {
			n += f.fired
			found = true
		}
	}
	if !found {
		panic(fmt.Sprintf("emulator: FaultsFired: no rule has the name %q", name))
	}
	return n
}
