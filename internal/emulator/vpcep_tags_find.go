package emulator

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

type findByTagsRequest struct {
	Action     *string      `json:"action"`
	Tags       *[]tagValues `json:"tags"`
	TagsAny    *[]tagValues `json:"tags_any"`
	NotTags    *[]tagValues `json:"not_tags"`
	NotTagsAny *[]tagValues `json:"not_tags_any"`
	Matches    *[]tagMatch  `json:"matches"`
	Limit      *string      `json:"limit"` // a number as a string
	Offset     *string      `json:"offset"`
}

type tagMatch struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// The limits of a filter.
const (
	maxFilterKeys   = 20
	maxFilterValues = 10
)

// checkTagFilter checks one filter of a query; nil is none.
func checkTagFilter(filter *[]tagValues) error {
	if filter == nil {
		return nil
	}
	if len(*filter) > maxFilterKeys {
		return apiErrorf("EndPoint.3069", "%d tag keys, at most %d are allowed", len(*filter), maxFilterKeys)
	}
	keys := map[string]bool{}
	for _, tag := range *filter {
		switch {
		case tag.Key == "":
			return apiErrorf("EndPoint.3066", "a tag key is empty")
		case keys[tag.Key]:
			return apiErrorf("EndPoint.3067", "duplicate tag %q", tag.Key)
		case tag.Values == nil:
			return apiErrorf("EndPoint.3068", "the values of the tag %q are missing", tag.Key)
		case len(tag.Values) > maxFilterValues:
			return apiErrorf("EndPoint.3069", "%d values of the tag %q, at most %d are allowed", len(tag.Values), tag.Key, maxFilterValues)
		}
		keys[tag.Key] = true
		for i, value := range tag.Values {
			if slices.Contains(tag.Values[:i], value) {
				return apiErrorf("EndPoint.3067", "duplicate value %q of the tag %q", value, tag.Key)
			}
		}
	}
	return nil
}

// check checks all fields but the page.
func (r findByTagsRequest) check() error {
	if r.Action == nil || (*r.Action != "filter" && *r.Action != "count") {
		return apiErrorf("EndPoint.0007", "action is not filter or count")
	}
	for _, filter := range []*[]tagValues{r.Tags, r.TagsAny, r.NotTags, r.NotTagsAny} {
		if err := checkTagFilter(filter); err != nil {
			return err
		}
	}
	if r.Matches != nil {
		for _, m := range *r.Matches {
			if m.Key != "resource_name" {
				return apiErrorf("EndPoint.0002", "matches: unknown key %q", m.Key)
			}
		}
	}
	return nil
}

// matches reports whether a resource matches all filters.
func (r findByTagsRequest) matches(t tagged) bool {
	has := func(v tagValues) bool {
		return slices.ContainsFunc(*t.tags, func(o Tag) bool {
			return o.Key == v.Key && (len(v.Values) == 0 || slices.Contains(v.Values, o.Value))
		})
	}
	lacks := func(v tagValues) bool { return !has(v) }
	switch {
	case r.Tags != nil && slices.ContainsFunc(*r.Tags, lacks),
		r.TagsAny != nil && len(*r.TagsAny) > 0 && !slices.ContainsFunc(*r.TagsAny, has),
		r.NotTags != nil && len(*r.NotTags) > 0 && !slices.ContainsFunc(*r.NotTags, lacks),
		r.NotTagsAny != nil && slices.ContainsFunc(*r.NotTagsAny, has):
		return false
	}
	if r.Matches != nil {
		for _, m := range *r.Matches {
			if !strings.Contains(strings.ToLower(t.name), strings.ToLower(m.Value)) {
				return false
			}
		}
	}
	return true
}

func (e *Emulator) findByTags(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	resources, err := e.taggedResources(c)
	if err != nil {
		return response{}, err
	}
	var req findByTagsRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	if err := req.check(); err != nil {
		return response{}, err
	}
	resources = slices.DeleteFunc(resources, func(t tagged) bool { return !req.matches(t) })
	total := len(resources)
	if *req.Action == "count" {
		if req.Limit != nil || req.Offset != nil {
			return response{}, apiErrorf("EndPoint.0002", "count takes neither limit nor offset")
		}
		return jsonResponse(http.StatusOK, map[string]any{"total_count": total})
	}
	limit, offset := maxLimit, 0
	if req.Limit != nil {
		if limit, err = strconv.Atoi(*req.Limit); err != nil || limit < 1 || limit > maxLimit {
			return response{}, apiErrorf("EndPoint.0006", "limit %q is not a number from 1 to %d", *req.Limit, maxLimit)
		}
	}
	if req.Offset != nil {
		if offset, err = strconv.Atoi(*req.Offset); err != nil || offset < 0 {
			return response{}, apiErrorf("EndPoint.0010", "offset %q is not a non-negative number", *req.Offset)
		}
	}
	offset = min(offset, total)
	found := []map[string]any{}
	for _, r := range resources[offset:min(offset+limit, total)] {
		found = append(found, map[string]any{
			"resource_id": r.id, "resource_name": r.name, "resource_detail": nil, "tags": append([]Tag{}, *r.tags...),
		})
	}
	return jsonResponse(http.StatusOK, map[string]any{"resources": found, "total_count": total})
}
