package emulator

import (
	"net/http"
	"regexp"
	"slices"
)

const (
	maxPermissionLimit = 500
	permissionPrefix   = "iam:domain::"
	everyone           = "*"
)

var permissionPattern = regexp.MustCompile(`^` + permissionPrefix + `[A-Za-z0-9]{1,64}$`)

type permissionResponse struct {
	ID             string `json:"id"`
	Permission     string `json:"permission"`
	PermissionType string `json:"permission_type"`
	Description    string `json:"description"`
	CreatedAt      string `json:"created_at"`
}

func (p Permission) sortKeys() sortKeys { return sortKeys{p.CreatedAt, p.CreatedAt, p.seq} }

// permits reports whether an account may connect to a service. The owner may always connect.
func (s *Service) permits(a *Account) bool {
	if s.Owner != "" || s.DomainID == a.DomainID {
		return true
	}
	return slices.ContainsFunc(s.Permissions, func(p Permission) bool {
		return p.Permission == everyone || p.Permission == permissionPrefix+a.DomainID
	})
}

func (e *Emulator) listPermissions(c *call) (response, error) {
	s, err := e.service(c)
	if err != nil {
		return response{}, err
	}
	q, err := queryParams(c, "permission", "sort_key", "sort_dir", "limit", "offset")
	if err != nil {
		return response{}, err
	}
	permissions := slices.DeleteFunc(e.listedPermissions(s), func(p Permission) bool {
		return !containsFold(p.Permission, q.Get("permission"))
	})
	if err := sortItems(permissions, q, Permission.sortKeys, "created_at"); err != nil {
		return response{}, err
	}
	page, err := paginate(permissions, q, maxPermissionLimit)
	if err != nil {
		return response{}, err
	}
	answers := []permissionResponse{}
	for _, p := range page {
		answers = append(answers, permissionResponse{p.ID, p.Permission, "domainId", p.Description, e.timestamp(p.CreatedAt)})
	}
	return jsonResponse(http.StatusOK, map[string]any{"permissions": answers, "total_count": len(permissions)})
}

// listedPermissions returns the permissions in list responses. With Options.OwnerListed, it adds the owner's. That one is
// not stored, so that it cannot be removed.
func (e *Emulator) listedPermissions(s *Service) []Permission {
	listed := slices.Clone(s.Permissions)
	if owner := permissionPrefix + s.DomainID; e.opts.OwnerListed && !hasPermission(listed, owner) {
		listed = append(listed, Permission{ID: s.ownerEntryID, Permission: owner, CreatedAt: s.CreatedAt, seq: s.seq})
	}
	return listed
}

func hasPermission(permissions []Permission, entry string) bool {
	return slices.ContainsFunc(permissions, func(p Permission) bool { return p.Permission == entry })
}

type permissionsRequest struct {
	Permissions *[]string `json:"permissions"`
	Action      *string   `json:"action"`
}

// changePermissions adds or removes permissions. It ignores duplicates and missing permissions.
func (e *Emulator) changePermissions(c *call) (response, error) {
	if _, err := queryParams(c); err != nil {
		return response{}, err
	}
	s, err := e.service(c)
	if err != nil {
		return response{}, err
	}
	var req permissionsRequest
	if err := decode(c, &req); err != nil {
		return response{}, err
	}
	if req.Action == nil || (*req.Action != "add" && *req.Action != "remove") {
		return response{}, apiErrorf("EndPoint.3035", "action is not add or remove")
	}
	if req.Permissions == nil || len(*req.Permissions) == 0 {
		return response{}, apiErrorf("EndPoint.3036", "permissions is empty")
	}
	given := *req.Permissions
	if len(given) > e.opts.PermissionBatch {
		return response{}, apiErrorf("EndPoint.0016", "%d permissions in one call, at most %d are allowed", len(given), e.opts.PermissionBatch)
	}
	for _, p := range given {
		if p != everyone && !permissionPattern.MatchString(p) {
			return response{}, apiErrorf("EndPoint.3002", "permission %q is neither * nor %s followed by 1 to 64 letters and digits",
				p, permissionPrefix)
		}
	}
	if s.Status != StatusAvailable {
		return response{}, apiErrorf("EndPoint.3045", "the service is %s: permissions can only be changed while it is available", s.Status)
	}
	if *req.Action == "remove" {
		s.Permissions = slices.DeleteFunc(s.Permissions, func(p Permission) bool { return slices.Contains(given, p.Permission) })
	} else if err := e.addPermissions(s, given, c); err != nil {
		return response{}, err
	}
	entries := []string{}
	for _, p := range s.Permissions {
		entries = append(entries, p.Permission)
	}
	return jsonResponse(http.StatusOK, map[string]any{"permissions": entries})
}

func (e *Emulator) addPermissions(s *Service, given []string, c *call) error {
	added := slices.Clone(s.Permissions)
	for _, entry := range given {
		isOwner := entry == permissionPrefix+s.DomainID
		if hasPermission(added, entry) || (isOwner && e.opts.OwnerListed) {
			continue
		}
		added = append(added, Permission{ID: randomUUID(), Permission: entry, CreatedAt: c.now, seq: e.nextSeq()})
	}
	if len(added) > e.opts.PermissionQuota {
		return apiErrorf("EndPoint.3049", "%d permissions, at most %d are allowed", len(added), e.opts.PermissionQuota)
	}
	s.Permissions = added
	return nil
}
