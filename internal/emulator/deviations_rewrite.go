package emulator

import (
	"slices"
	"time"
)

// Rewrite changes the descriptions and tags of services and endpoints in responses. The stored values, which the Service
// and Endpoint methods return, stay unchanged.
type Rewrite struct {
	Description func(string) string // nil leaves descriptions unchanged; also called for empty ones
	Tags        func([]Tag) []Tag   // nil leaves tags unchanged; receives a copy
	For         time.Duration       // duration after the value was last written; 0 means for ever
}

// writeTimes are the times at which the values that Rewrite applies to were last written.
type writeTimes struct{ description, tags time.Time }

// rewriteDescription returns the description for a response, given when it was written.
func (o Options) rewriteDescription(description string, written, now time.Time) string {
	if o.Rewrite.Description == nil || !o.rewriteActive(written, now) {
		return description
	}
	return o.Rewrite.Description(description)
}

// rewriteTags returns a copy of the tags for a response. The copy is never nil.
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

// afterEdit returns the write times after a hook has edited a resource.
func (w writeTimes) afterEdit(now time.Time, oldDescription, newDescription string, oldTags, newTags []Tag) writeTimes {
	if oldDescription != newDescription {
		w.description = now
	}
	if !slices.Equal(oldTags, newTags) {
		w.tags = now
	}
	return w
}
