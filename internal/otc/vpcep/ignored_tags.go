package vpcep

import "github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"

// tagged is a resource with tags. It moves those that are ignored out of its tags.
type tagged interface{ separateIgnored(ignored otc.IgnoredTags) }

// separateIgnored separates the ignored tags of a service or an endpoint in an answer. Anything else stays as it is.
func (c *Client) separateIgnored(answer any) {
	if object, ok := answer.(tagged); ok {
		object.separateIgnored(c.cloud.IgnoredTags())
	}
}

func (s *Service) separateIgnored(ignored otc.IgnoredTags) {
	s.Tags, s.IgnoredTags = separateTags(s.Tags, ignored)
}

func (e *Endpoint) separateIgnored(ignored otc.IgnoredTags) {
	e.Tags, e.IgnoredTags = separateTags(e.Tags, ignored)
}

// separateTags returns the tags that are not ignored, and those that are. Absent tags stay absent.
func separateTags(all *[]Tag, ignored otc.IgnoredTags) (kept *[]Tag, left []Tag) {
	if all == nil {
		return nil, nil
	}
	tags := []Tag{}
	for _, tag := range *all {
		if ignored.Match(tag.Key) {
			left = append(left, tag)
		} else {
			tags = append(tags, tag)
		}
	}
	return &tags, left
}

// withoutIgnored returns the tags that are not ignored.
func (c *Client) withoutIgnored(tags []Tag) []Tag {
	kept, _ := separateTags(&tags, c.cloud.IgnoredTags())
	return *kept
}
