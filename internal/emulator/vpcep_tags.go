package emulator

import (
	"cmp"
	"net/http"
	"slices"
)

// tagged is a resource with tags.
type tagged struct {
	id, name  string
	tags      *[]Tag
	writtenAt *writeTimes
	seq       int64
}

// taggedResources returns the caller's resources of the type in the path, oldest first.
func (e *Emulator) taggedResources(c *call) ([]tagged, error) {
	resources := []tagged{}
	switch c.vars["type"] {
	case "endpoint_service":
		for _, s := range e.services {
			if s.ProjectID == c.caller.projectID {
				resources = append(resources, tagged{s.ID, cmp.Or(s.Name, s.ID), &s.Tags, &s.writtenAt, s.seq})
			}
		}
	case "endpoint":
		for _, p := range e.endpoints {
			if p.ProjectID == c.caller.projectID {
				resources = append(resources, tagged{p.ID, p.ID, &p.Tags, &p.writtenAt, p.seq}) // endpoints have no name
			}
		}
	default:
		return nil, apiErrorf("EndPoint.3070", "resource type %q is not endpoint_service or endpoint", c.vars["type"])
	}
	slices.SortFunc(resources, func(a, b tagged) int { return cmp.Compare(a.seq, b.seq) })
	return resources, nil
}

type tagActionRequest struct {
	Action *string    `json:"action"`
	Tags   *[]tagBody `json:"tags"`
}

func (e *Emulator) changeTags(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	resources, err := e.taggedResources(c)
	if err != nil {
		return response{}, err
	}
	i := slices.IndexFunc(resources, func(r tagged) bool { return r.id == c.vars["id"] })
	if i < 0 {
		return response{}, notFoundError(c.vars["type"], c.vars["id"])
	}
	var req tagActionRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	if req.Action == nil || (*req.Action != "create" && *req.Action != "delete") {
		return response{}, apiErrorf("EndPoint.0007", "action is not create or delete")
	}
	if req.Tags == nil || len(*req.Tags) == 0 {
		return response{}, apiErrorf("EndPoint.3066", "tags is empty")
	}
	given, err := checkTags(*req.Tags)
	if err != nil {
		return response{}, err
	}
	tags := slices.Clone(*resources[i].tags)
	for n, t := range given {
		value := (*req.Tags)[n].Value
		if *req.Action == "create" && value == nil {
			return response{}, apiErrorf("EndPoint.3068", "tags[%d].value is missing", n)
		}
		// create replaces the tag with the same key; delete without a value matches the key only.
		tags = slices.DeleteFunc(tags, func(o Tag) bool {
			return o.Key == t.Key && (*req.Action == "create" || value == nil || o.Value == t.Value)
		})
		if *req.Action == "create" {
			tags = append(tags, t)
		}
	}
	if len(tags) > e.opts.TagQuota {
		return response{}, apiErrorf("EndPoint.3069", "%d tags, at most %d are allowed", len(tags), e.opts.TagQuota)
	}
	*resources[i].tags = tags
	resources[i].writtenAt.tags = c.now
	return response{status: e.opts.TagStatus}, nil
}

type tagValues struct {
	Key    string   `json:"key"`
	Values []string `json:"values"`
}

// listTags returns the tags of all resources of a type in the project.
func (e *Emulator) listTags(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	resources, err := e.taggedResources(c)
	if err != nil {
		return response{}, err
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
	return jsonResponse(http.StatusOK, map[string]any{"tags": all})
}
