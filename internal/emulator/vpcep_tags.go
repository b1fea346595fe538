package emulator

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// tagged is a resource that can have tags.
type tagged struct {
	id, name string
	tags     *[]Tag
	written  *written
	seq      int64
}

// taggedResources returns the caller's resources of the type in the path, the oldest first.
func (e *Emulator) taggedResources(c *call) ([]tagged, error) {
	resources := []tagged{}
	switch c.vars["type"] {
	case "endpoint_service":
		for _, s := range e.services {
			if s.ProjectID == c.who.projectID {
				resources = append(resources, tagged{s.ID, cmp.Or(s.Name, s.ID), &s.Tags, &s.written, s.seq})
			}
		}
	case "endpoint":
		for _, p := range e.endpoints {
			if p.ProjectID == c.who.projectID {
				resources = append(resources, tagged{p.ID, p.ID, &p.Tags, &p.written, p.seq}) // an endpoint has no name
			}
		}
	default:
		return nil, refuse("EndPoint.3070", "resource type %q is not endpoint_service or endpoint", c.vars["type"])
	}
	slices.SortFunc(resources, func(a, b tagged) int { return cmp.Compare(a.seq, b.seq) })
	return resources, nil
}

type tagActionRequest struct {
	Action *string    `json:"action"`
	Tags   *[]tagBody `json:"tags"`
}

func (e *Emulator) changeTags(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	resources, err := e.taggedResources(c)
	if err != nil {
		return answer{}, err
	}
	i := slices.IndexFunc(resources, func(r tagged) bool { return r.id == c.vars["id"] })
	if i < 0 {
		return answer{}, notFound(c.vars["type"], c.vars["id"])
	}
	var req tagActionRequest
	if err := decode(c, &req); err != nil {
		return answer{}, err
	}
	if req.Action == nil || (*req.Action != "create" && *req.Action != "delete") {
		return answer{}, refuse("EndPoint.0007", "action is not create or delete")
	}
	if req.Tags == nil || len(*req.Tags) == 0 {
		return answer{}, refuse("EndPoint.3066", "tags is empty")
	}
	given, err := checkTags(*req.Tags)
	if err != nil {
		return answer{}, err
	}
	tags := slices.Clone(*resources[i].tags)
	for n, t := range given {
		value := (*req.Tags)[n].Value
		if *req.Action == "create" && value == nil {
			return answer{}, refuse("EndPoint.3068", "tags[%d].value is missing", n)
		}
		// A created tag takes the place of one with its key; a deletion without a value is by key alone.
		tags = slices.DeleteFunc(tags, func(o Tag) bool {
			return o.Key == t.Key && (*req.Action == "create" || value == nil || o.Value == t.Value)
		})
		if *req.Action == "create" {
			tags = append(tags, t)
		}
	}
	if len(tags) > e.opts.TagQuota {
		return answer{}, refuse("EndPoint.3069", "%d tags, at most %d are allowed", len(tags), e.opts.TagQuota)
	}
	*resources[i].tags = tags
	resources[i].written.tags = c.now
	return answer{status: e.opts.TagStatus}, nil
}

type tagValues struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
}

// listTags lists the tags of all resources of a type in the project.
func (e *Emulator) listTags(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	resources, err := e.taggedResources(c)
	if err != nil {
		return answer{}, err
	}
	all := []tagValues{}
	for _, r := range resources {
		for _, t := range *r.tags {
			i := slices.IndexFunc(all, func(v tagValues) bool { return v.Key == t.Key })
			if i < 0 {
				all = append(all, tagValues{t.Key, []string{t.Value}})
			} else if !slices.Contains(all[i].Values, t.Value) {
				all[i].Values = append(all[i].Values, t.Value)
			}
		}
	}
	return ok(http.StatusOK, map[string]any{"tags": all})
}

type findByTagsRequest struct {
	Action     *string      `json:"action"`
	Tags       *[]tagValues `json:"tags"`
	TagsAny    *[]tagValues `json:"tags_any"`
	NotTags    *[]tagValues `json:"not_tags"`
	NotTagsAny *[]tagValues `json:"not_tags_any"`
	Matches    *[]tagMatch  `json:"matches"`
	Limit      *string      `json:"limit"` // a number, as text
	Offset     *string      `json:"offset"`
}

type tagMatch struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// matches reports whether a resource is one that is looked for.
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

func (e *Emulator) findByTags(c *call) (answer, error) {
	if _, err := query(c); err != nil {
		return answer{}, err
	}
	resources, err := e.taggedResources(c)
	if err != nil {
		return answer{}, err
	}
	var req findByTagsRequest
	if err := decode(c, &req); err != nil {
		return answer{}, err
	}
	if req.Action == nil || (*req.Action != "filter" && *req.Action != "count") {
		return answer{}, refuse("EndPoint.0007", "action is not filter or count")
	}
	if req.Matches != nil {
		for _, m := range *req.Matches {
			if m.Key != "resource_name" {
				return answer{}, refuse("EndPoint.0002", "matches: unknown key %q", m.Key)
			}
		}
	}
	resources = slices.DeleteFunc(resources, func(t tagged) bool { return !req.matches(t) })
	total := len(resources)
	if *req.Action == "count" {
		if req.Limit != nil || req.Offset != nil {
			return answer{}, refuse("EndPoint.0002", "count takes neither limit nor offset")
		}
		return ok(http.StatusOK, map[string]any{"total_count": total})
	}
	limit, offset := maxLimit, 0
	if req.Limit != nil {
		if limit, err = strconv.Atoi(*req.Limit); err != nil || limit < 1 || limit > maxLimit {
			return answer{}, refuse("EndPoint.0006", "limit %q is not a number from 1 to %d", *req.Limit, maxLimit)
		}
	}
	if req.Offset != nil {
		if offset, err = strconv.Atoi(*req.Offset); err != nil || offset < 0 {
			return answer{}, refuse("EndPoint.0010", "offset %q is not a number from 0", *req.Offset)
		}
	}
	offset = min(offset, total)
	found := []map[string]any{}
	for _, r := range resources[offset:min(offset+limit, total)] {
		found = append(found, map[string]any{
			"resource_id": r.id, "resource_name": r.name, "resource_detail": nil, "tags": append([]Tag{}, *r.tags...),
		})
	}
	return ok(http.StatusOK, map[string]any{"resources": found, "total_count": total})
}
