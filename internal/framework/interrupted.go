package framework

import (
	"context"
	"errors"
)

// Interrupted reports whether err was caused by the cancellation of ctx, by a person or a pipeline, and not by a timeout.
func Interrupted(ctx context.Context, err error) bool {
	return errors.Is(err, context.Canceled) && errors.Is(ctx.Err(), context.Canceled)
}
