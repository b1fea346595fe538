package vpcep

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// TagValues is a tag key with several values. In a filter it matches a tag with this key and one of the values, or with any
// value if there are none.
type TagValues struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
}

// TagFilter selects resources by their tags. A resource must match all fields; an empty field matches all resources.
type TagFilter struct {
	Tags       []TagValues // has all of them
	TagsAny    []TagValues // has at least one of them
	NotTags    []TagValues // does not have all of them
	NotTagsAny []TagValues // has none of them
	Name       string      // part of the name, in any case
}

// TaggedResource is a service or an endpoint with its tags.
type TaggedResource struct {
	ID   string  `json:"resource_id"`
	Name *string `json:"resource_name"`
	Tags []Tag   `json:"tags"`
}

// FindByTags returns the resources of the project that match the filter, and reads all pages. The filter also finds ignored
// tags, which the resources are returned without.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/querying_resources_by_tag.html
func (c *Client) FindByTags(ctx context.Context, resourceType TaggedType, filter TagFilter) ([]TaggedResource, error) {
	pages := pagesOf("resources", largestPage)
	resources, err := otc.Collect(otc.List[TaggedResource](ctx, nil, pages, func(ctx context.Context, page url.Values, out any) error {
		return c.findByTags(ctx, resourceType, filter.request("filter", page), out)
	}))
	for i := range resources {
		resources[i].Tags = c.withoutIgnored(resources[i].Tags)
	}
	return resources, err
}

// CountByTags returns the number of resources of the project that match the filter.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/querying_resources_by_tag.html
func (c *Client) CountByTags(ctx context.Context, resourceType TaggedType, filter TagFilter) (int64, error) {
	var response struct {
		Total *int64 `json:"total_count"`
	}
	if err := c.findByTags(ctx, resourceType, filter.request("count", nil), &response); err != nil {
		return 0, err
	}
	if response.Total == nil {
		return 0, errors.New("the response has no total_count")
	}
	return *response.Total, nil
}

// ListTags returns the tag keys of all resources of one type in the project, each with its values, except ignored ones.
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/tags/querying_tags_of_a_tenants_resource.html
func (c *Client) ListTags(ctx context.Context, resourceType TaggedType) ([]TagValues, error) {
	var response struct {
		Tags *[]TagValues `json:"tags"`
	}
	if err := c.get(ctx, "/"+url.PathEscape(string(resourceType))+"/tags", nil, &response); err != nil {
		return nil, err
	}
	if response.Tags == nil {
		return nil, errors.New("the response has no tags")
	}
	return slices.DeleteFunc(*response.Tags, func(tag TagValues) bool { return c.cloud.IgnoredTags().Match(tag.Key) }), nil
}

func (c *Client) findByTags(ctx context.Context, resourceType TaggedType, request findByTagsRequest, out any) error {
	return c.do(ctx, otc.Call{
		Method: http.MethodPost, Path: "/" + url.PathEscape(string(resourceType)) + "/resource_instances/action", Body: request, Out: out,
		ReadOnly: true,
	})
}

type findByTagsRequest struct {
	Action     string      `json:"action"` // filter or count
	Tags       []TagValues `json:"tags,omitempty"`
	TagsAny    []TagValues `json:"tags_any,omitempty"`
	NotTags    []TagValues `json:"not_tags,omitempty"`
	NotTagsAny []TagValues `json:"not_tags_any,omitempty"`
	Matches    []tagMatch  `json:"matches,omitempty"`
	Limit      string      `json:"limit,omitempty"` // a number; not for count
	Offset     string      `json:"offset,omitempty"`
}

type tagMatch struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// request returns the body of a call. page has the limit and the offset, if any.
func (f TagFilter) request(action string, page url.Values) findByTagsRequest {
	request := findByTagsRequest{
		Action: action,
		Tags:   withValues(f.Tags), TagsAny: withValues(f.TagsAny), NotTags: withValues(f.NotTags), NotTagsAny: withValues(f.NotTagsAny),
		Limit: page.Get("limit"), Offset: page.Get("offset"),
	}
	if f.Name != "" {
		request.Matches = []tagMatch{{Key: "resource_name", Value: f.Name}}
	}
	return request
}

// withValues makes missing values an empty list, because the API requires the field.
func withValues(tags []TagValues) []TagValues {
	list := make([]TagValues, len(tags))
	for i, tag := range tags {
		list[i] = TagValues{Key: tag.Key, Values: append([]string{}, tag.Values...)}
	}
	return list
}
