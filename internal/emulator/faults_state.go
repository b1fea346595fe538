package emulator

import (
	"cmp"
	"time"
)

// alterCreate changes the outcome of a create. It returns the time until which lists omit the new resource.
func (f Fault) alterCreate(next *transition, now time.Time, code string) (hiddenUntil time.Time) {
	if f.Kind == FaultCreateFails {
		next.status, next.errors = StatusFailed, []ErrorDetail{f.errorDetail(code)}
	}
	if f.Kind == FaultLate {
		return now.Add(f.Delay)
	}
	return time.Time{}
}

// alterDelete changes the outcome of a delete. The status is the one that the resource had before.
func (f Fault) alterDelete(next *transition, status, code string) {
	if f.Kind == FaultDeleteFails {
		*next = transition{at: next.at, status: StatusFailed, errors: []ErrorDetail{f.errorDetail(code)}}
	}
	if f.Kind == FaultDeleteComesBack {
		*next = transition{at: next.at, status: status}
	}
}

// errorDetail returns the error of a failed resource. The code applies if the fault has none.
func (f Fault) errorDetail(code string) ErrorDetail {
	code = cmp.Or(f.Code, code)
	return ErrorDetail{Code: code, Message: cmp.Or(f.Message, errorByCode(code).message)}
}
