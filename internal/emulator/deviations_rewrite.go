package emulator

import (
	"slices"
	"time"
)

// Rewrite has descriptions and tags of services and endpoints come back changed. What is kept, and what Service and
// Endpoint return, are the values that were written.
type Rewrite struct {
	Description func(string) string // as it is when nil; also called for an empty one
	Tags        func([]Tag) []Tag   // as they are when nil; given a copy
	For         time.Duration       // after the last write of the value; for ever when 0
}

// written is when the values that can be rewritten were last written.
type writeTimes struct{ description, tags time.Time }

// rewriteDescription returns what answers show as a description that was written at a time.
func (o Options) rewriteDescription(description string, written, now time.Time) string {
	if o.Rewrite.Description == nil || !o.rewriteActive(written, now) {
		return description
	}
	return o.Rewrite.Description(description)
}

// rewriteTags is rewriteDescription for tags. It returns a copy that is not nil.
func (o Options) rewriteTags(tags []Tag, written, now time.Time) []Tag {
	tags = append([]Tag{}, tags...)
	if o.Rewrite.Tags == nil || !o.rewriteActive(written, now) {
		return tags
	}
	return append([]Tag{}, o.Rewrite.Tags(tags)...)
}

func (o Options) rewriteActive(written, now time.Time) bool {
	return o.Rewrite.For <= 0 || now.Before(written.Add(o.Rewrite.For))
}

// edited notes what an edit by a hook has written.
func (w writeTimes) afterEdit(now time.Time, oldDescription, newDescription string, oldTags, newTags []Tag) writeTimes {
	if oldDescription != newDescription {
		w.description = now
	}
	if !slices.Equal(oldTags, newTags) {
		w.tags = now
	}
	return w
}
