package recovery_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

var (
	errReset   = &otc.CallError{Err: errors.New("connection reset by peer")}
	errGateway = &otc.Error{StatusCode: 502}
	errRefused = &otc.Error{StatusCode: 400, Code: "EndPoint.3044"}
	errDenied  = &otc.Error{StatusCode: 403, Code: "EndPoint.0004"}
	errOutage  = &otc.Error{StatusCode: 503}
	errMissing = &otc.Error{StatusCode: 404, Code: "EndPoint.0005"}
)

// The two forms in which the API writes times.
const (
	seconds = "2006-01-02T15:04:05Z"
	millis  = "2006-01-02T15:04:05.000"
)

// item is what the API answers.
type item struct{ ID, Size, CreatedAt, UpdatedAt string }

// thing is what the cloud has. Its times are offsets from the start of the test.
type thing struct {
	id       string
	size     string        // "large", as requested, if empty
	partial  bool          // lists do not state the size
	created  time.Duration // when it was created
	updated  time.Duration // when it became what it is; created if 0
	shown    time.Duration // when lists begin to contain it; created if 0
	detailed time.Duration // when it can be read; created if 0
	timeless bool          // without created_at
}

// call is what becomes of a POST.
type call struct {
	err      error         // nil if it is answered
	executed bool          // whether it creates something; it does if it is answered
	lag      time.Duration // how long after its creation lists begin to contain what it creates
	takes    time.Duration // 2 s if 0
}

// cloud is a scripted cloud on the virtual clock.
type cloud struct {
	start time.Time
	form  string        // of created_at
	skew  time.Duration // of the clock behind created_at

	mu       sync.Mutex
	calls    []call // by attempt, the last one for ever
	things   []thing
	listErr  func(n int) error // of the nth list, nil for none
	listTime time.Duration
	excludes func(refusal error, it *item) bool

	posts, lists, gets int
	postedAt           []time.Duration
}

// requestTime is how long a POST takes, and executedAfter when the cloud executes it.
const (
	requestTime   = 2 * time.Second
	executedAfter = time.Second
)

func newCloud(calls ...call) *cloud {
	return &cloud{start: time.Now(), form: seconds, calls: calls}
}

// bubble runs a test on the virtual clock, with a context that ends after a minute.
func bubble(t *testing.T, test func(t *testing.T, ctx context.Context)) {
	t.Helper()
	within(t, time.Minute, test)
}

// within runs a test on the virtual clock, with a context that ends after some time.
func within(t *testing.T, timeout time.Duration, test func(t *testing.T, ctx context.Context)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), timeout)
		defer cancel()
		test(t, ctx)
	})
}

func (c *cloud) now() time.Duration { return time.Since(c.start) }

func (c *cloud) registry(retries int) *recovery.Registry {
	return recovery.NewRegistry(func(local time.Time) time.Time { return local }, retries)
}

func (c *cloud) resource() recovery.Resource[item] {
	return recovery.Resource[item]{
		Key:     "large",
		Post:    c.post,
		List:    c.list,
		Get:     c.get,
		Missing: func(err error) bool { return errors.Is(err, errMissing) },
		Compare: func(it *item) recovery.Comparison {
			switch it.Size {
			case "large":
				return recovery.Equal
			case "":
				return recovery.Incomplete
			default:
				return recovery.Different
			}
		},
		Describe: func(it *item) recovery.Description {
			return recovery.Description{ID: it.ID, Name: "web", CreatedAt: it.CreatedAt, UpdatedAt: it.UpdatedAt}
		},
		Excludes: c.excludes,
	}
}

func (c *cloud) post(ctx context.Context) (*item, error) {
	c.mu.Lock()
	c.posts++
	c.postedAt = append(c.postedAt, c.now())
	next, takes := c.calls[min(c.posts, len(c.calls))-1], requestTime
	created := thing{id: fmt.Sprint("ours-", c.posts), created: c.now() + executedAfter}
	if next.takes > 0 {
		takes = next.takes
		created.created = c.now() + min(executedAfter, takes)
	}
	if next.lag > 0 {
		created.shown = created.created + next.lag
	}
	if next.executed || next.err == nil {
		c.things = append(c.things, created)
	}
	c.mu.Unlock()
	select {
	case <-time.After(takes):
	case <-ctx.Done():
		return nil, &otc.CallError{Err: ctx.Err()}
	}
	if next.err != nil {
		return nil, next.err
	}
	answer := c.answer(created)
	return &answer, nil
}

// add gives the cloud what somebody else created.
func (c *cloud) add(things ...thing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.things = append(c.things, things...)
}

func (c *cloud) list(ctx context.Context) ([]item, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lists++
	if c.listTime > 0 {
		time.Sleep(c.listTime)
	}
	if ctx.Err() != nil {
		return nil, &otc.CallError{Err: ctx.Err()}
	}
	if c.listErr != nil {
		if err := c.listErr(c.lists); err != nil {
			return nil, err
		}
	}
	var items []item
	for _, th := range c.things {
		if c.now() < max(th.created, th.shown) {
			continue
		}
		it := c.answer(th)
		if th.partial {
			it.Size = ""
		}
		items = append(items, it)
	}
	return items, nil
}

func (c *cloud) get(_ context.Context, id string) (*item, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gets++
	for _, th := range c.things {
		if th.id == id && c.now() >= max(th.created, th.detailed) {
			it := c.answer(th)
			return &it, nil
		}
	}
	return nil, errMissing
}

func (c *cloud) answer(th thing) item {
	write := func(at time.Duration) string { return c.start.Add(at + c.skew).UTC().Format(c.form) }
	it := item{ID: th.id, Size: "large", CreatedAt: write(th.created), UpdatedAt: write(max(th.created, th.updated))}
	if th.size != "" {
		it.Size = th.size
	}
	if th.timeless {
		it.CreatedAt, it.UpdatedAt = "", ""
	}
	return it
}

func (c *cloud) create(ctx context.Context, retries int) (*recovery.Result[item], error) {
	return recovery.Create(ctx, c.registry(retries), c.resource())
}

// find is a later run.
func (c *cloud) find(ctx context.Context, attempts []recovery.Attempt) (*recovery.Result[item], error) {
	return recovery.Find(ctx, c.registry(0), c.resource(), attempts)
}

// outcome names what Create or Find returned.
func outcome(result *recovery.Result[item], err error) string {
	var (
		unknown   *recovery.UnknownOutcomeError
		ambiguous *recovery.AmbiguousError
	)
	switch {
	case err == nil && result == nil:
		return "nothing"
	case err == nil && result.Lost != nil:
		return "adopted " + result.Item.ID
	case err == nil:
		return "created " + result.Item.ID
	case result != nil:
		return "both a result and an error"
	case errors.As(err, &ambiguous):
		ids := ambiguous.IDs()
		slices.Sort(ids)
		return "ambiguous " + strings.Join(ids, " ")
	case errors.As(err, &unknown):
		return "unknown"
	case errors.Is(err, errRefused):
		return "refused"
	case errors.Is(err, errDenied):
		return "denied"
	default:
		return err.Error()
	}
}

func (c *cloud) check(t *testing.T, want, got string, posts int) {
	t.Helper()
	if got != want || c.posts != posts {
		t.Errorf("%s after %d requests, want %s after %d", got, c.posts, want, posts)
	}
}
