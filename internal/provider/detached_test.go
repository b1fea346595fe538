package provider

import (
	"context"
	"errors"
	"testing"
)

func TestDetached(t *testing.T) {
	t.Parallel()
	type key struct{}
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "value"))
	defer cancel()
	refused := errors.New("refused")
	var seen context.Context
	answer, err := detached(ctx, "question", func(own context.Context, question string) (string, error) {
		seen = own
		if own.Value(key{}) != nil {
			t.Error("has the values of the request")
		}
		if own.Err() != nil {
			t.Error("has ended before the request")
		}
		cancel()
		<-own.Done() // or the test times out
		return question + " answered", refused
	})
	if answer != "question answered" || !errors.Is(err, refused) {
		t.Errorf("got %q, %v", answer, err)
	}
	if _, err := detached(t.Context(), 0, func(own context.Context, _ int) (int, error) { seen = own; return 0, nil }); err != nil {
		t.Error(err)
	}
	if seen.Err() == nil {
		t.Error("goes on after the request")
	}
}
