package batch_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/batch"
)

// object is an object of the cloud. A nil field was absent from the response.
type object struct {
	ID     string
	Status string
	Note   *string

	UpdatedAt string
}

var (
	errForbidden = errors.New("forbidden")
	errNotFound  = errors.New("not found")
)

// cloud has objects, and counts requests. The virtual clock moves while it answers.
type cloud struct {
	pageSize  int
	generated batch.Generation
	// answers is how long an answer takes.
	answers time.Duration
	// listed changes an item of a list.
	listed func(object) object
	// listErr is the error of lists.
	listErr error
	onList  func()

	mu      sync.Mutex
	objects []object
	gets    []string
	pages   int
	at      []time.Time // of lists
	cut     int         // lists whose context ended
}

func newCloud(ids ...string) *cloud {
	note := "x"
	c := &cloud{pageSize: 1000, answers: 10 * time.Millisecond}
	for _, id := range ids {
		c.objects = append(c.objects, object{ID: id, Status: "available", Note: &note})
	}
	return c
}

func numbered(n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprint("o", i))
	}
	return ids
}

func (c *cloud) reader() *batch.Reader[object] {
	return batch.NewReader(batch.Source[object]{
		Get: c.get, List: c.list, PageSize: c.pageSize,
		ID: func(o *object) string { return o.ID }, Version: func(o *object) (status, updatedAt string) { return o.Status, o.UpdatedAt },
		Forbidden: func(err error) bool { return errors.Is(err, errForbidden) },
	}, &c.generated)
}

func (c *cloud) get(ctx context.Context, id string) (*object, error) {
	if err := c.wait(ctx); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gets = append(c.gets, id)
	for _, o := range c.objects {
		if strings.EqualFold(o.ID, id) {
			return &o, nil
		}
	}
	return nil, errNotFound
}

func (c *cloud) list(ctx context.Context, use func([]object, int) bool) error {
	c.mu.Lock()
	objects := append([]object(nil), c.objects...)
	c.at = append(c.at, time.Now())
	c.mu.Unlock()
	if c.onList != nil {
		c.onList()
	}
	for from := 0; ; {
		until := min(from+c.pageSize, len(objects))
		if err := c.wait(ctx); err != nil {
			c.mu.Lock()
			c.cut++
			c.mu.Unlock()
			return err
		}
		c.mu.Lock()
		c.pages++
		c.mu.Unlock()
		if c.listErr != nil {
			return c.listErr
		}
		var page []object
		for _, o := range objects[from:until] {
			if c.listed != nil {
				o = c.listed(o)
			}
			page = append(page, o)
		}
		if !use(page, len(objects)) || until == len(objects) {
			return nil
		}
		from = until
	}
}

func (c *cloud) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(c.answers):
		return nil
	}
}

func (c *cloud) set(id, status string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.objects {
		if c.objects[i].ID == id {
			c.objects[i].Status = status
		}
	}
}

func (c *cloud) want(t *testing.T, pages, gets int) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pages != pages || len(c.gets) != gets {
		t.Errorf("%d pages of lists and %d details, want %d and %d", c.pages, len(c.gets), pages, gets)
	}
	c.pages, c.gets, c.at = 0, nil, nil
}
