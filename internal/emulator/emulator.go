package emulator

import (
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// maxBody bounds the bodies of requests; the longest documented one is far below it.
const maxBody = 1 << 20

// Emulator is the emulated cloud. It is safe for concurrent use.
type Emulator struct {
	opts       Options
	operations []operation
	accounts   []*Account
	projects   []*project

	mu            sync.Mutex
	seq           int64
	tokens        map[string]*token
	usedPasscodes map[string]bool // by user id
	failures      map[string]*keyFailures
	services      map[string]*Service
	endpoints     map[string]*Endpoint
	faults        []*activeFault
	rand          *rand.Rand
	requests      []*Request
	connections   map[string]bool // remote addresses seen

	serviceHistory  *history[*Service]
	endpointHistory *history[*Endpoint]
}

// New returns an emulated cloud with two accounts and the operators' public services.
func New(opts Options) *Emulator {
	e := &Emulator{
		opts:          opts.withDefaults(),
		operations:    newOperations(),
		tokens:        map[string]*token{},
		usedPasscodes: map[string]bool{},
		failures:      map[string]*keyFailures{},
		services:      map[string]*Service{},
		endpoints:     map[string]*Endpoint{},
		connections:   map[string]bool{},
		//nolint:gosec // a fault has to happen again with the same seed; nothing secret comes of it
		rand: rand.New(rand.NewPCG(opts.Seed, opts.Seed)),

		serviceHistory:  newHistory[*Service](opts.Lag),
		endpointHistory: newHistory[*Endpoint](opts.Lag),
	}
	e.accounts = newAccounts(e.opts.Region)
	e.projects = newProjects(e.accounts)
	for _, s := range e.publicServices() {
		e.keepService(s)
	}
	e.record(e.opts.Now())
	for _, f := range e.opts.Faults {
		e.AddFault(f)
	}
	return e
}

// call is one request on its way through the emulator.
type call struct {
	request *http.Request
	id      string // X-Request-Id
	body    []byte
	op      *operation        // nil where there is none
	path    string            // without the prefix of a catalogue interface
	vars    map[string]string // of the path
	now     time.Time
	who     *identity
	fault   Fault // the zero Fault where nothing goes wrong
	log     *Request
}

// ServeHTTP answers one request.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return // the client is gone in the middle of its request
	}
	if strings.HasPrefix(r.URL.Path, hooksPath) {
		e.serveHooks(w, r, body)
		return
	}
	c := &call{request: r, id: newHex(), body: body}
	e.route(c)
	e.logArrival(c)
	c.fault = e.pickFault(c)
	e.serve(r.Context(), w, c)
}

// execute runs the call and returns its answer.
func (e *Emulator) execute(c *call) answer {
	e.mu.Lock()
	defer e.mu.Unlock()
	c.now = e.opts.Now()
	e.advance(c.now)
	if c.fault.Kind == FaultExpireToken {
		e.expireToken(c.request.Header.Get("X-Auth-Token"), c.now)
	}
	a, err := e.handle(c)
	e.record(c.now)
	if c.who != nil {
		c.log.Account = c.who.account.Name
	}
	if err != nil {
		return errorAnswer(c, err)
	}
	return a
}

func (e *Emulator) handle(c *call) (answer, error) {
	if len(c.body) > maxBody {
		return answer{}, &refusalError{status: http.StatusRequestEntityTooLarge, code: "APIGW.0201",
			message: "the request is too large", form: formGateway}
	}
	if c.op == nil {
		return answer{}, refuse(codeNoSuchAPI, "there is no API %s %s", c.request.Method, c.request.URL.Path)
	}
	if c.op.area == areaVPCEP {
		if err := e.authorizeProject(c); err != nil {
			return answer{}, err
		}
	}
	return c.op.run(e, c)
}

// nextSeq numbers what is created, in order.
func (e *Emulator) nextSeq() int64 {
	e.seq++
	return e.seq
}
