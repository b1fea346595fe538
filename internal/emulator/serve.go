package emulator

import (
	"cmp"
	"context"
	"net/http"
)

// serve answers a call, with what its fault, if it has one, makes of it.
func (e *Emulator) serve(ctx context.Context, w http.ResponseWriter, c *call) {
	f := c.fault
	if f.Kind != FaultSlowAfter && f.Kind != FaultLate && !pause(ctx, f.Delay) {
		e.logAnswer(c, 0)
		return // the client has gone before the call was executed
	}
	var a answer
	if f.executes() {
		a = e.execute(c)
	}
	now := e.opts.Now()
	switch f.Kind {
	case FaultResetBefore, FaultResetAfter:
		e.logAnswer(c, 0)
		disconnect(w)
		return
	case FaultAnswer, FaultPage, FaultErrorIn200:
		a = f.answer(c, now)
	case FaultAnswerAfter:
		a = f.answer(c, now)
	case FaultLate:
		f.Status = cmp.Or(f.Status, http.StatusGatewayTimeout)
		a = f.answer(c, now)
	case FaultEmpty:
		if a.status < http.StatusMultipleChoices { // a call that is refused says so
			a.body = nil
		}
		a = f.addHeader(a, now)
	case FaultWrongTypes:
		a.body = wrongTypes(a.body)
		a = f.addHeader(a, now)
	case FaultCut:
		e.logAnswer(c, a.status)
		cut(w, c, f.addHeader(a, now))
		return
	case FaultHuge:
		e.logAnswer(c, a.status)
		huge(w, c, a, cmp.Or(f.Size, hugeSize))
		return
	case FaultSlowAfter:
		if !pause(ctx, f.Delay) {
			e.logAnswer(c, 0)
			return
		}
		a = f.addHeader(a, now)
	case FaultSlow, FaultCreateFails, FaultDeleteFails, FaultDeleteComesBack, FaultExpireToken, "":
		a = f.addHeader(a, now)
	}
	e.logAnswer(c, a.status)
	write(w, c, a)
}
