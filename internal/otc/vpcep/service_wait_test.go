package vpcep

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/async"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

// answers creates a cloud that responds to each read of the details of s1 with the next of its scripts, and with the last one
// for ever: a status, "failed-with-reasons", "page" for the 404 of a proxy, an HTTP status with the API's own code,
// "hang-up". The list of endpoints contains s1 if listed is true, and so does that of services.
func answers(t *testing.T, listed bool, words string) *scripted {
	t.Helper()
	scripts, cloud := strings.Fields(words), script(t)
	if listed {
		cloud.services = []Service{{ID: "S1"}}
	}
	cloud.onOther = func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, endpointsPath) {
			list := `{"endpoints":[],"total_count":0}`
			if listed {
				list = `{"endpoints":[{"id":"S1"}],"total_count":1}`
			}
			_, _ = io.WriteString(w, list)
			return
		}
		reads := cloud.read()
		next := scripts[min(reads, len(scripts))-1]
		var status int
		switch _, err := fmt.Sscan(next, &status); {
		case err == nil:
			refuse(w, status, "EndPoint.0000")
		case next == "page":
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, "<html>404</html>")
		case next == "hang-up":
			hangUp(w)
		case next == "failed-with-reasons":
			_, _ = io.WriteString(w, `{"id":"s1","status":"failed",
				"error":[{"error_code":"EndPoint.2001","error_message":"no VPC"},{"error_message":"no port"}]}`)
		default:
			_, _ = fmt.Fprintf(w, `{"id":"s1","status":%q,"description":"read %d"}`, next, reads)
		}
	}
	return cloud
}

// reads returns the number of reads of the details.
func (s *scripted) reads() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read()
}

// read is reads for handlers, which hold the lock.
func (s *scripted) read() int {
	return s.counted("GET "+servicesPath+"/s1") + s.counted("GET "+endpointsPath+"/s1")
}

var outages = strings.Repeat("503 hang-up ", 5) + "available"

// waitDeadline is the deadline of every wait.
const waitDeadline = 3 * time.Minute

// waitTest is a wait for a service with scripted responses.
type waitTest struct {
	answers string           // see answers
	reads   int              // 0 if their number does not matter
	ends    func(error) bool // nil for success
	after   time.Duration    // at the earliest, and ten seconds later at the latest
}

func (test waitTest) run(t *testing.T, listed bool, wait func(t *testing.T, ctx context.Context, cloud *scripted) error) {
	t.Helper()
	cloud := answers(t, listed, test.answers)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), waitDeadline)
		defer cancel()
		started := time.Now()
		err := wait(t, ctx, cloud)
		if test.ends == nil && err != nil || test.ends != nil && (err == nil || !test.ends(err)) {
			t.Errorf("ended with %v", err)
		}
		if reads := cloud.reads(); test.reads > 0 && reads != test.reads {
			t.Errorf("%d reads, want %d", reads, test.reads)
		}
		if took := time.Since(started); took < test.after || took > test.after+10*time.Second {
			t.Errorf("ended after %s, want %s", took, test.after)
		}
	})
}

func TestWaitServiceReady(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]waitTest{
		"at once":              {"available", 1, nil, 0},
		"after a while":        {"creating creating available", 3, nil, 0},
		"not known yet":        {"404 404 creating available", 4, nil, 0},
		"not known for long":   {strings.Repeat("404 ", 40) + "available", 41, nil, 15 * time.Second},
		"not known any more":   {"creating 404 404 available", 4, nil, 0},
		"outages":              {outages, 11, nil, 0},
		"throttled":            {"creating 429 429 available", 4, nil, 0},
		"a proxy without it":   {"page page creating page available", 5, nil, 0},
		"failed":               {"creating failed-with-reasons", 2, isFailed("EndPoint.2001: no VPC; no port"), 0},
		"failed, no reason":    {"failed", 1, isFailed("the API gives no reason"), 0},
		"being deleted":        {"creating deleting", 2, isUnexpected("deleting"), 0},
		"an unknown status":    {"creating frozen", 2, isUnexpected("frozen"), 0},
		"not allowed":          {"creating 403", 2, hasStatus(403), 0},
		"it never was there":   {"404", 0, hasEnded("not found"), waitDeadline},
		"deleted meanwhile":    {"creating 404", 0, NotFound, async.MissingTime},
		"a lasting outage":     {"creating 502", 12, hasStatus(502), 0},
		"a proxy for too long": {"creating page", 12, hasStatus(404), 0},
		"interrupted":          {"creating", 0, hasEnded("creating"), waitDeadline},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.run(t, true, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				ready := async.Ready[Service]{Pending: []string{StatusCreating}, Target: []string{StatusAvailable}}
				got, err := cloud.client(t, 0).Services().WaitReady(ctx, "s1", ready)
				if err == nil && (got.Status != StatusAvailable || *got.Description != fmt.Sprint("read ", test.reads)) {
					t.Errorf("got %+v", got)
				}
				// The last response is returned even if the service is not found any more.
				if read := strings.ContainsAny(test.answers[:1], "acf"); read && got == nil {
					t.Error("got no details")
				}
				return err
			})
		})
	}
}

// With a target status, the wait continues until the details contain the new values, but not for long.
func TestWaitServiceSettled(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answers string
		settled string // description of the details that contain what was written
		reads   int
		after   time.Duration
	}{
		"at once":             {"available", "read 1", 1, 0},
		"after a while":       {"creating available", "read 5", 5, 0},
		"changed in between":  {"available creating available", "read 3", 3, 0},
		"never":               {"available", "", 0, async.SettleTime},
		"never after a while": {strings.Repeat("creating ", 30) + "available", "", 0, async.SettleTime + 10*time.Second},
		"lost in between":     {"available 404 503 available", "read 4", 4, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			waitTest{test.answers, test.reads, nil, test.after}.run(t, true, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				got, err := cloud.client(t, 0).Services().WaitReady(ctx, "s1", async.Ready[Service]{
					Pending: []string{StatusCreating}, Target: []string{StatusAvailable},
					Settled: func(s *Service) bool { return value(s.Description) == test.settled },
				})
				if got == nil || got.Status != StatusAvailable || test.settled != "" && value(got.Description) != test.settled {
					t.Errorf("got %+v", got)
				}
				return err
			})
		})
	}
}

func TestWaitServiceReadyKnowsAStatusFromBefore(t *testing.T) {
	t.Parallel()
	waitTest{"403", 1, func(err error) bool { return strings.Contains(err.Error(), `"creating"`) }, 0}.run(t, true,
		func(t *testing.T, ctx context.Context, cloud *scripted) error {
			ready := async.Ready[Service]{Target: []string{StatusAvailable}, LastStatus: StatusCreating}
			_, err := cloud.client(t, 0).Services().WaitReady(ctx, "s1", ready)
			return err
		})
}

func TestWaitServiceGone(t *testing.T) {
	t.Parallel()
	late := strings.Repeat("available ", 45) + "deleting 404"
	for name, test := range map[string]struct {
		waitTest
		before string // StatusAvailable if empty
		listed bool
	}{
		"at once":                {waitTest{"404", 1, nil, 0}, "", true},
		"after a while":          {waitTest{"deleting deleting 404", 3, nil, 0}, "", true},
		"not begun yet":          {waitTest{"available available deleting 404", 4, nil, 0}, "", true},
		"begun late":             {waitTest{late, 47, nil, 20 * time.Second}, "", true},
		"not begun":              {waitTest{"available", 0, isNotDeleted("available"), async.DeletionStart}, "", true},
		"while it was created":   {waitTest{"creating deleting 404", 3, nil, 0}, "", true},
		"created, not deleted":   {waitTest{"creating available", 0, isNotDeleted("available"), async.DeletionStart}, StatusCreating, true},
		"outages":                {waitTest{"deleting 503 hang-up 502 429 404", 6, nil, 0}, "", true},
		"a lasting outage":       {waitTest{"deleting 502", 12, hasStatus(502), 0}, "", true},
		"failed":                 {waitTest{"deleting failed-with-reasons", 2, isFailed("EndPoint.2001: no VPC"), 0}, "", true},
		"failed unseen":          {waitTest{"failed-with-reasons", 1, isFailed("EndPoint.2001: no VPC"), 0}, "", true},
		"came back":              {waitTest{"available deleting available", 3, isBack, 0}, "", true},
		"came back after errors": {waitTest{"deleting 503 available", 3, isBack, 0}, "", true},
		"not allowed":            {waitTest{"deleting 403", 2, hasStatus(403), 0}, "", true},
		"an unknown status":      {waitTest{"deleting frozen", 2, isUnexpected("frozen"), 0}, "", true},
		"interrupted":            {waitTest{"deleting", 0, hasEnded("deleting"), waitDeadline}, "", true},

		// A failed service keeps its status until its deletion starts; this is no failure of the deletion.
		"had failed":             {waitTest{"failed-with-reasons failed deleting 404", 4, nil, 0}, StatusFailed, true},
		"had failed, not begun":  {waitTest{"failed", 0, isNotDeleted("failed"), async.DeletionStart}, StatusFailed, true},
		"had failed, fails anew": {waitTest{"failed deleting failed", 3, isFailed("no reason"), 0}, StatusFailed, true},

		// The 404 of a proxy counts only if the list does not contain the service either.
		"a proxy, not listed":          {waitTest{"deleting page", 2, nil, 0}, "", false},
		"a proxy, but listed":          {waitTest{"deleting page page deleting 404", 5, nil, 0}, "", true},
		"a proxy for long, but listed": {waitTest{"deleting page", 12, hasStatus(404), 0}, "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := test.before
			if before == "" {
				before = StatusAvailable
			}
			test.run(t, test.listed, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				err := cloud.client(t, 0).Services().WaitGone(ctx, "s1", before)
				pages := strings.Contains(test.answers, "page")
				if listed := cloud.count("GET " + servicesPath + "?id=s1&"); (listed > 0) != pages {
					t.Errorf("%d lists: %q", listed, cloud.requests)
				}
				return err
			})
		})
	}
}

// A 404 of a proxy proves nothing if the list fails.
func TestGoneWithoutAList(t *testing.T) {
	t.Parallel()
	cloud := answers(t, false, "page 404")
	cloud.onList = func(_ int, w http.ResponseWriter) bool {
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	}
	inBubble(t, func(t *testing.T, ctx context.Context) {
		client := cloud.client(t, 0)
		for i, want := range []bool{false, true} {
			_, err := client.GetService(ctx, "s1")
			if got := client.Services().Gone(ctx, "s1", err); got != want {
				t.Errorf("read %d: gone %t", i+1, got)
			}
		}
		if client.Services().Gone(ctx, "s1", &otc.Error{StatusCode: http.StatusForbidden}) {
			t.Error("what may not be read is not gone")
		}
	})
}

func TestWaitServiceIdle(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]waitTest{
		"at once":             {"available", 1, nil, 0},
		"after a while":       {"creating 503 creating failed", 4, nil, 0},
		"deleting":            {"deleting", 1, nil, 0},
		"gone":                {"creating 404", 2, nil, 0},
		"a proxy, but listed": {"creating page available", 3, nil, 0},
		"not allowed":         {"403", 1, hasStatus(403), 0},
		"interrupted":         {"creating", 0, hasEnded("creating"), waitDeadline},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.run(t, true, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				got, err := cloud.client(t, 0).Services().WaitIdle(ctx, "s1")
				words := strings.Fields(test.answers)
				last := words[len(words)-1]
				if err == nil && (got == nil) != (last == "404") || err == nil && got != nil && got.Status != last {
					t.Errorf("got %+v", got)
				}
				return err
			})
		})
	}
}

func TestWaitServiceFound(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		waitTest
		want bool
	}{
		"at once":       {waitTest{"creating", 1, nil, 0}, true},
		"after a while": {waitTest{"404 503 page creating", 4, nil, 0}, true},
		"after long":    {waitTest{strings.Repeat("404 ", 40) + "creating", 41, nil, 15 * time.Second}, true},
		"never":         {waitTest{"404", 0, nil, waitDeadline}, false},
		"not allowed":   {waitTest{"404 403", 2, hasStatus(403), 0}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.run(t, true, func(t *testing.T, ctx context.Context, cloud *scripted) error {
				found, err := cloud.client(t, 0).Services().WaitFound(ctx, "s1")
				if found != test.want {
					t.Errorf("found: %t", found)
				}
				return err
			})
		})
	}
}

func TestWaitServiceFresh(t *testing.T) {
	t.Parallel()
	const known = "2000-01-01T00:00:05Z"
	for name, test := range map[string]struct {
		updated []string // of the details, the last one for ever
		reads   int
	}{
		"at once":         {[]string{known}, 1},
		"newer":           {[]string{"2000-01-01T00:00:06.1"}, 1},
		"stale at first":  {[]string{"2000-01-01T00:00:04Z", "2000-01-01T00:00:04.999", known}, 3},
		"without a time":  {[]string{""}, 1},
		"another writing": {[]string{"2000-01-01T00:00:05.000"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := script(t)
			cloud.onOther = func(w http.ResponseWriter, _ *http.Request) {
				updated := test.updated[min(cloud.read(), len(test.updated))-1]
				_, _ = fmt.Fprintf(w, `{"id":"s1","status":"available","updated_at":%q}`, updated)
			}
			inBubble(t, func(t *testing.T, ctx context.Context) {
				got, err := cloud.client(t, 0).Services().WaitFresh(ctx, "s1", known)
				if err != nil || value(got.UpdatedAt) != test.updated[len(test.updated)-1] || cloud.reads() != test.reads {
					t.Errorf("got %+v, %v after %d reads", got, err, cloud.reads())
				}
			})
		})
	}
}

func hasStatus(status int) func(error) bool {
	return func(err error) bool { return otc.HasStatus(err, status) }
}

// hasEnded expects that a wait ended with its context.
func hasEnded(lastStatus string) func(error) bool {
	return func(err error) bool {
		ended, ok := errors.AsType[*poll.EndedError](err)
		return ok && ended.LastStatus == lastStatus && errors.Is(err, context.DeadlineExceeded)
	}
}

func isFailed(reasons string) func(error) bool {
	return func(err error) bool {
		failed, ok := errors.AsType[*async.FailedError](err)
		return ok && failed.ID == "s1" && strings.Contains(err.Error(), reasons)
	}
}

func isUnexpected(status string) func(error) bool {
	return func(err error) bool {
		unexpected, ok := errors.AsType[*poll.UnexpectedStatusError](err)
		return ok && unexpected.Status == status
	}
}

func isNotDeleted(status string) func(error) bool {
	return func(err error) bool {
		kept, ok := errors.AsType[*async.NotDeletedError](err)
		return ok && kept.ID == "s1" && kept.Status == status && kept.Waited >= async.DeletionStart && strings.Contains(err.Error(), "s1")
	}
}

func isBack(err error) bool {
	back, ok := errors.AsType[*async.CameBackError](err)
	return ok && back.ID == "s1" && strings.Contains(err.Error(), "s1")
}
