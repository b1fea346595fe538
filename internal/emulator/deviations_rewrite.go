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
type written struct{ description, tags time.Time }

// shownDescription returns what answers show as a description that was written at a time.
func (o Options) shownDescription(description string, written, now time.Time) string {
	if o.Rewrite.Description == nil || !o.rewrites(written, now) {
		return description
	}
	return o.Rewrite.Description(description)
}

// shownTags is shownDescription for tags. It returns a copy that is not nil.
func (o Options) shownTags(tags []Tag, written, now time.Time) []Tag {
	tags = append([]Tag{}, tags...)
	if o.Rewrite.Tags == nil || !o.rewrites(written, now) {
		return tags
	}
	return append([]Tag{}, o.Rewrite.Tags(tags)...)
}

func (o Options) rewrites(written, now time.Time) bool {
	return o.Rewrite.For <= 0 || now.Before(written.Add(o.Rewrite.For))
}

// edited notes what an edit by a hook has written.
func (w written) edited(now time.Time, oldDescription, newDescription string, oldTags, newTags []Tag) written {
	if oldDescription != newDescription {
		w.description = now
	}
	if !slices.Equal(oldTags, newTags) {
		w.tags = now
	}
	return w
}
