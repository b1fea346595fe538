package emulator

import (
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// maxBody limits the size of request bodies; the longest documented body is far smaller.
const maxBody = 1 << 20

// Emulator is an emulated cloud. It is safe for concurrent use.
type Emulator struct {
	opts       Options
	operations []operation
	accounts   []*Account
	projects   []*project

	mu            sync.Mutex
	seq           int64
	tokens        map[string]*token
	usedPasscodes map[string]bool // by user ID
	failures      map[string]*keyFailures
	services      map[string]*Service
	endpoints     map[string]*Endpoint
	faults        []*activeFault
	rand          *rand.Rand // for faults
	delays        *rand.Rand // for Delays.CreateSpread
	requests      requestLog

	serviceHistory  *history[*Service]
	endpointHistory *history[*Endpoint]
}

// New returns an emulated cloud with two accounts and the operator's public services. It panics if one of the
// options' faults is invalid, as AddFault does.
func New(opts Options) *Emulator {
	e, err := Restore(opts, State{})
	if err != nil {
		panic("emulator: New: " + err.Error()) // the empty state is valid
	}
	return e
}

// Restore returns an emulated cloud with a state that was written by hand or returned by Save. It returns an error if the
// state is invalid, and panics as New does.
func Restore(opts Options, state State) (*Emulator, error) {
	e := &Emulator{
		opts:          opts.withDefaults(),
		operations:    newOperations(),
		tokens:        map[string]*token{},
		usedPasscodes: map[string]bool{},
		failures:      map[string]*keyFailures{},
		services:      map[string]*Service{},
		endpoints:     map[string]*Endpoint{},
		//nolint:gosec // a seed has to reproduce the same faults, and no secret depends on it
		rand: rand.New(rand.NewPCG(opts.Seed, opts.Seed)),
		//nolint:gosec // a seed has to reproduce the same delays, whatever the faults
		delays: rand.New(rand.NewPCG(opts.Seed, opts.Seed)),

		serviceHistory:  newHistory[*Service](opts.Lag),
		endpointHistory: newHistory[*Endpoint](opts.Lag),
	}
	e.requests = newRequestLog(e.opts.RequestLog)
	accounts, err := newAccounts(e.opts.Region, state.Accounts)
	if err != nil {
		return nil, err
	}
	e.accounts, e.projects = accounts, newProjects(accounts)
	if err := e.restoreResources(state); err != nil {
		return nil, err
	}
	e.recordHistory(e.opts.Now())
	for _, f := range e.opts.Faults {
		e.AddFault(f)
	}
	return e, nil
}

// call is one API call while the emulator processes it.
type call struct {
	request *http.Request
	id      string // X-Request-Id
	body    []byte
	op      *operation        // nil if no operation matches
	path    string            // without the catalog's endpoint prefix, the version and the project
	vars    map[string]string // path variables
	now     time.Time
	caller  *identity
	fault   Fault // the zero Fault if none applies
	log     *Request
}

// ServeHTTP handles an API request, or a request to the hooks below /_emulator.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return // the client disconnected before it had sent the whole request
	}
	if strings.HasPrefix(r.URL.Path, hooksPath) {
		e.serveHooks(w, r, body)
		return
	}
	c := &call{request: r, id: randomHex(), body: body}
	e.route(c)
	e.logRequest(c)
	c.fault = e.pickFault(c)
	e.serve(r.Context(), w, c)
}

// execute runs the call's operation and returns its response.
func (e *Emulator) execute(c *call) response {
	e.mu.Lock()
	defer e.mu.Unlock()
	c.now = e.opts.Now()
	e.applyTransitions(c.now)
	if c.fault.Kind == FaultExpireToken {
		e.expireToken(c.request.Header.Get("X-Auth-Token"), c.now)
	}
	resp, err := e.handle(c)
	e.recordHistory(c.now)
	if c.caller != nil {
		c.log.Account = c.caller.account.Name
	}
	if err != nil {
		return errorResponse(c, err)
	}
	return resp
}

func (e *Emulator) handle(c *call) (response, error) {
	if len(c.body) > maxBody {
		return response{}, &apiError{status: http.StatusRequestEntityTooLarge, code: "APIGW.0201",
			message: "the request is too large", format: formatGateway}
	}
	if c.op == nil {
		return response{}, apiErrorf(codeNoSuchAPI, "there is no API %s %s", c.request.Method, c.request.URL.Path)
	}
	if c.op.api == apiVPCEP {
		if err := e.authorizeProject(c); err != nil {
			return response{}, err
		}
	}
	return c.op.run(e, c)
}

// nextSeq returns the next sequence number. Sequence numbers order resources that were created at the same time.
func (e *Emulator) nextSeq() int64 {
	e.seq++
	return e.seq
}
