package emulator

import (
	"cmp"
	"context"
	"net/http"
)

// serve executes a call, applies its fault, if any, and sends the response.
func (e *Emulator) serve(ctx context.Context, w http.ResponseWriter, c *call) {
	f := c.fault
	if f.Kind != FaultSlowAfter && f.Kind != FaultLate && !sleep(ctx, f.Delay) {
		e.logResponse(c, 0)
		return // the client disconnected before the call was executed
	}
	var resp response
	if f.executesCall() {
		resp = e.execute(c)
	}
	now := e.opts.Now()
	switch f.Kind {
	case FaultResetBefore, FaultResetAfter:
		e.logResponse(c, 0)
		resetConnection(w)
		return
	case FaultAnswer, FaultPage, FaultErrorIn200:
		resp = f.response(c, now)
	case FaultAnswerAfter:
		resp = f.response(c, now)
	case FaultLate:
		f.Status = cmp.Or(f.Status, http.StatusGatewayTimeout)
		resp = f.response(c, now)
	case FaultEmpty:
		if resp.status < http.StatusMultipleChoices { // errors keep their body
			resp.body = nil
		}
		resp = f.addHeader(resp, now)
	case FaultWrongTypes:
		resp.body = wrongTypes(resp.body)
		resp = f.addHeader(resp, now)
	case FaultCut:
		e.logResponse(c, resp.status)
		writeTruncated(w, c, f.addHeader(resp, now))
		return
	case FaultHuge:
		e.logResponse(c, resp.status)
		writeHuge(w, c, resp, cmp.Or(f.Size, hugeSize))
		return
	case FaultSlowAfter:
		if !sleep(ctx, f.Delay) {
			e.logResponse(c, 0)
			return
		}
		resp = f.addHeader(resp, now)
	case FaultSlow, FaultCreateFails, FaultDeleteFails, FaultDeleteComesBack, FaultExpireToken, "":
		resp = f.addHeader(resp, now)
	}
	e.logResponse(c, resp.status)
	write(w, c, resp)
}
