package emulator

import (
	"cmp"
	"net/http"
	"time"
)

// FaultKind says what goes wrong. The package documentation describes each.
type FaultKind string

// The kinds of faults.
const (
	FaultAnswer          FaultKind = "answer"       // Status or Code, the call not executed
	FaultAnswerAfter     FaultKind = "answer-after" // the same, the call executed
	FaultPage            FaultKind = "page"         // an HTML page with Status, the call not executed
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

// Fault is a rule: which calls it applies to, what goes wrong, and how often.
type Fault struct {
	Name    string // in the request log; the kind when empty
	Method  string // "" for any
	Target  string // an operation, "iam", "vpcep", "*", or a path; see the package documentation
	Account string // "owner" or "consumer"; "" for both

	Kind    FaultKind
	Status  int         // of the answer
	Code    string      // error_code of the answer, or of what failed
	Message string      // with Code
	Body    string      // of the answer, instead of an error body
	Header  http.Header // of the answer, also where the call succeeds
	// RetryAfterDate adds a Retry-After header with the date that is this far away.
	RetryAfterDate time.Duration
	Delay          time.Duration
	Size           int64 // of a huge answer; 50 MB when 0

	Times       int     // how often at most; 0 for always
	Skip        int     // how many matching calls pass first
	Probability float64 // with which a matching call is hit; 0 for always
}

// activeFault is a rule with its tallies.
type activeFault struct {
	Fault
	seen, fired int
}

// AddFault adds a rule, after those there are.
func (e *Emulator) AddFault(f Fault) {
	e.mu.Lock()
	defer e.mu.Unlock()
	f.Name = cmp.Or(f.Name, string(f.Kind))
	e.faults = append(e.faults, &activeFault{Fault: f})
}

// ClearFaults removes every rule.
func (e *Emulator) ClearFaults() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.faults = nil
}

// FaultsFired returns how often the rules of a name have been applied, all together.
func (e *Emulator) FaultsFired(name string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := 0
	for _, f := range e.faults {
		if f.Name == name {
			n += f.fired
		}
	}
	return n
}
