package poll

import (
	"fmt"
	"slices"
	"strings"
)

// UnexpectedStatusError is returned when a thing reached a status from which the target cannot be reached.
type UnexpectedStatusError struct {
	Status string
	Target []string
}

// Error names the status and what was waited for.
func (e *UnexpectedStatusError) Error() string {
	return fmt.Sprintf("the status became %q while waiting for %s", e.Status, Quoted(e.Target))
}

// Reached reports whether a status is one of the targets. It returns an *UnexpectedStatusError if the status is not
// pending either.
func Reached(status string, pending, target []string) (bool, error) {
	switch {
	case slices.Contains(target, status):
		return true, nil
	case slices.Contains(pending, status):
		return false, nil
	default:
		return false, &UnexpectedStatusError{Status: status, Target: target}
	}
}

// Quoted lists statuses for a message, as in `"accepted" or "rejected"`.
func Quoted(statuses []string) string {
	quoted := make([]string, len(statuses))
	for i, s := range statuses {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(quoted, " or ")
}
