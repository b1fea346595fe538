package emulator

import (
	"cmp"
	"net/http"
	"slices"
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
