package vpcep

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// TaggedType is a type of resource with tags, as in the paths of the API.
type TaggedType string

// The types of resources with tags.
const (
	TaggedService  TaggedType = "endpoint_service"
	TaggedEndpoint TaggedType = "endpoint"
)

// Tag is a tag of a service or an endpoint.
type Tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Tags returns the tags sorted by key.
func Tags(values map[string]string) []Tag {
	tags := make([]Tag, 0, len(values))
	for _, key := range slices.Sorted(maps.Keys(values)) {
		tags = append(tags, Tag{Key: key, Value: values[key]})
	}
	return tags
}

// ChangeTags changes the tags of a resource from current to desired, except ignored ones. It sends the difference only, in at
// most two calls, which are idempotent.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/batch_adding_tags_to_or_deleting_tags_from_a_specified_resource.html
func (c *Client) ChangeTags(ctx context.Context, resourceType TaggedType, id string, current, desired map[string]string) error {
	removed, set := map[string]string{}, map[string]string{}
	for key, value := range current {
		if _, ok := desired[key]; !ok {
			removed[key] = value
		}
	}
	for key, value := range desired {
		if old, ok := current[key]; !ok || old != value {
			set[key] = value
		}
	}
	// Tags are deleted first, to make room if the resource already has the maximum.
	if err := c.tagsAction(ctx, resourceType, id, "delete", c.withoutIgnored(Tags(removed))); err != nil {
		return err
	}
	return c.tagsAction(ctx, resourceType, id, "create", c.withoutIgnored(Tags(set)))
}

func (c *Client) tagsAction(ctx context.Context, resourceType TaggedType, id, action string, tags []Tag) error {
	if len(tags) == 0 {
		return nil
	}
	path := "/" + url.PathEscape(string(resourceType)) + "/" + url.PathEscape(id) + "/tags/action"
	var body any = tagsRequest[Tag]{Action: action, Tags: tags}
	if action == "delete" {
		keys := make([]tagKey, len(tags))
		for i, tag := range tags {
			keys[i].Key = tag.Key // without the value, which may have changed elsewhere
		}
		body = tagsRequest[tagKey]{Action: action, Tags: keys}
	}
	return c.do(ctx, otc.Call{Method: http.MethodPost, Path: path, Body: body})
}

type tagsRequest[T any] struct {
	Action string `json:"action"`
	Tags   []T    `json:"tags"`
}

type tagKey struct {
	Key string `json:"key"`
}
