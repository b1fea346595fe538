package emulator

import (
	"cmp"
	"time"
)

// spoilCreate changes what becomes of something that is created. It returns until when lists do not show it.
func (f Fault) spoilCreate(next *transition, now time.Time, code string) (hiddenUntil time.Time) {
	if f.Kind == FaultCreateFails {
		next.status, next.errors = StatusFailed, []ErrorDetail{f.detail(code)}
	}
	if f.Kind == FaultLate {
		return now.Add(f.Delay)
	}
	return time.Time{}
}

// spoilDelete changes what becomes of something that is deleted and had the status before.
func (f Fault) spoilDelete(next *transition, before, code string) {
	if f.Kind == FaultDeleteFails {
		*next = transition{at: next.at, status: StatusFailed, errors: []ErrorDetail{f.detail(code)}}
	}
	if f.Kind == FaultDeleteComesBack {
		*next = transition{at: next.at, status: before}
	}
}

// detail says why something fails.
func (f Fault) detail(code string) ErrorDetail {
	code = cmp.Or(f.Code, code)
	return ErrorDetail{Code: code, Message: cmp.Or(f.Message, byCode(code).message)}
}
