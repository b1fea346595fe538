package vpcep

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// TaggedType is a kind of resource that has tags, as the API names it in its paths.
type TaggedType string

// The kinds of resources that have tags.
const (
	TaggedService  TaggedType = "endpoint_service"
	TaggedEndpoint TaggedType = "endpoint"
)

// Tag is a tag of a service or an endpoint.
type Tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Tags lists tags in the order of their keys.
func Tags(values map[string]string) []Tag {
	tags := make([]Tag, 0, len(values))
	for _, key := range slices.Sorted(maps.Keys(values)) {
		tags = append(tags, Tag{Key: key, Value: values[key]})
	}
	return tags
}

// ChangeTags makes the tags of a resource those that are wanted, given those it has: only the difference is
// sent, in at most two calls. Both may be repeated without harm.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/batch_adding_tags_to_or_deleting_tags_from_a_specified_resource.html
func (c *Client) ChangeTags(ctx context.Context, resourceType TaggedType, id string, has, wanted map[string]string) error {
	gone, set := map[string]string{}, map[string]string{}
	for key, value := range has {
		if _, ok := wanted[key]; !ok {
			gone[key] = value
		}
	}
	for key, value := range wanted {
		if old, ok := has[key]; !ok || old != value {
			set[key] = value
		}
	}
	// Deleting first makes room where the resource has as many tags as it may.
	if err := c.tagsAction(ctx, resourceType, id, "delete", Tags(gone)); err != nil {
		return err
	}
	return c.tagsAction(ctx, resourceType, id, "create", Tags(set))
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
			keys[i].Key = tag.Key // whatever its value is by now
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
