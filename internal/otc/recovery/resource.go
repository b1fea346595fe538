package recovery

import (
	"context"
	"time"
)

// Resource is something to be created, as the API sees it.
type Resource[T any] struct {
	// Key is the same for all requests whose results could be mistaken for one another. These are created one after
	// the other.
	Key string
	// Post sends the request once. It must not be repeated by a lower layer unless it cannot have been executed.
	Post func(ctx context.Context) (*T, error)
	// List returns everything of this type in the project.
	List func(ctx context.Context) ([]T, error)
	// Get returns the details of one item. It returns an error for which Missing reports true if there is none.
	Get     func(ctx context.Context, id string) (*T, error)
	Missing func(err error) bool
	// Compare compares an item with the request.
	Compare func(item *T) Comparison
	// Describe returns what identifies an item.
	Describe func(item *T) Description
	// Excludes reports whether the request is refused because item exists, so that both cannot exist. It is nil if
	// nothing is known about that.
	Excludes func(refusal error, item *T) bool
}

// Comparison is the result of comparing an item with a request.
type Comparison int

// The results of a comparison.
const (
	Different  Comparison = iota
	Incomplete            // equal in what the item states, but it lacks fields that were sent
	Equal
)

// Description is what the API says about an item.
type Description struct {
	ID        string
	Name      string // "" if it has none
	CreatedAt string // as the API writes it; "" if it does not
	UpdatedAt string
}

// Attempt is the time during which a request was in flight, by the cloud's clock.
type Attempt struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	// Absent is when the last list was sent after the attempt that did not contain the item; zero if there was none.
	Absent time.Time `json:"absent,omitzero"`
}

// Result is what Create and Find return.
type Result[T any] struct {
	Item *T
	// Lost is the error of the attempt whose answer got lost, if the item was found instead. It is nil if the request
	// was answered.
	Lost error
}
