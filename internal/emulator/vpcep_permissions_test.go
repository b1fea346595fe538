package emulator_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestChangePermissions(t *testing.T) {
	t.Parallel()
	id64 := strings.Repeat("a", 64)
	tests := []struct {
		name, body, code string
		want             []string
	}{
		{"add", `{"action":"add","permissions":["iam:domain::b","*"]}`, "", []string{"iam:domain::a", "iam:domain::b", "*"}},
		{"add what is there", `{"action":"add","permissions":["iam:domain::a"]}`, "", []string{"iam:domain::a"}},
		{"remove", `{"action":"remove","permissions":["iam:domain::a"]}`, "", []string{}},
		{"remove what is not there", `{"action":"remove","permissions":["*"]}`, "", []string{"iam:domain::a"}},
		{"64 characters", `{"action":"add","permissions":["iam:domain::` + id64 + `"]}`, "", []string{"iam:domain::a", "iam:domain::" + id64}},
		{"65 characters", `{"action":"add","permissions":["iam:domain::` + id64 + `a"]}`, "EndPoint.3002", nil},
		{"everyone in the long form", `{"action":"add","permissions":["iam:domain::*"]}`, "EndPoint.3002", nil},
		{"no prefix", `{"action":"add","permissions":["b"]}`, "EndPoint.3002", nil},
		{"one of two wrong", `{"action":"add","permissions":["iam:domain::b","x"]}`, "EndPoint.3002", nil},
		{"empty", `{"action":"add","permissions":[]}`, "EndPoint.3036", nil},
		{"missing", `{"action":"add"}`, "EndPoint.3036", nil},
		{"action", `{"action":"delete","permissions":["*"]}`, "EndPoint.3035", nil},
		{"batch", `{"action":"add","permissions":["*","iam:domain::b","iam:domain::c","iam:domain::d"]}`, "EndPoint.0016", nil},
		{"quota", `{"action":"add","permissions":["*","iam:domain::b","iam:domain::c"]}`, "EndPoint.3049", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{PermissionBatch: 3, PermissionQuota: 3})
			s := c.signIn(c.Owner())
			id := c.AddService(emulator.Service{Permissions: []emulator.Permission{{Permission: "iam:domain::a"}}})
			status, want := http.StatusOK, test.want
			if test.code != "" {
				status, want = http.StatusBadRequest, []string{"iam:domain::a"}
			}
			s.want(status, test.code, http.MethodPost, "/vpc-endpoint-services/"+id+"/permissions/action", test.body)
			if got := c.Permissions(id); !slices.Equal(got, want) {
				t.Errorf("permissions are %v, want %v", got, want)
			}
		})
	}
}

func TestPermissionsRequireOwnership(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{})
	id := c.AddService(emulator.Service{})
	consumer := c.signIn(c.Consumer())
	path := "/vpc-endpoint-services/" + id + "/permissions"
	consumer.want(http.StatusNotFound, "EndPoint.0005", http.MethodGet, path, "")
	consumer.want(http.StatusNotFound, "EndPoint.0005", http.MethodPost, path+"/action", `{"action":"add","permissions":["*"]}`)
	owner := c.signIn(c.Owner())
	if r := owner.want(http.StatusOK, "", http.MethodGet, path+"?permission=x&limit=500", ""); r.json["total_count"] != 0.0 {
		t.Errorf("the list of a new service: %s", r.body)
	}
	owner.want(http.StatusBadRequest, "EndPoint.0006", http.MethodGet, path+"?limit=501", "")
	owner.want(http.StatusBadRequest, "EndPoint.0017", http.MethodGet, path+"?sort_key=updated_at", "")
}

func TestOwnerListed(t *testing.T) {
	t.Parallel()
	for _, listed := range []bool{false, true} {
		t.Run(strconv.FormatBool(listed), func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, emulator.Options{OwnerListed: listed, PermissionQuota: 1})
			s := c.signIn(c.Owner())
			path := "/vpc-endpoint-services/" + s.createService(serviceBody(t, nil)) + "/permissions"
			owner, other := "iam:domain::"+c.Owner().DomainID, "iam:domain::other"
			ids := map[string]bool{}
			check := func(want ...string) {
				t.Helper()
				var got []string
				for _, item := range s.want(http.StatusOK, "", http.MethodGet, path, "").list("permissions") {
					entry, _ := item.(map[string]any)
					got = append(got, fieldText(entry, "permission"))
					if fieldText(entry, "permission") == owner {
						ids[fieldText(entry, "id")] = true
					}
				}
				if listed {
					want = append(want, owner)
				}
				if !slices.Equal(got, want) { // newest first
					t.Errorf("list contains %v, want %v", got, want)
				}
			}
			change := func(action string, entries ...string) {
				t.Helper()
				s.want(http.StatusOK, "", http.MethodPost, path+"/action", toJSON(t, map[string]any{"action": action, "permissions": entries}))
			}
			check()
			change("add", other) // the owner does not count towards the quota
			check(other)
			change("remove", owner)
			check(other)
			change("remove", other)
			check()
			if listed {
				change("add", owner)
				check()
				if r := s.want(http.StatusOK, "", http.MethodGet, path+"?permission="+other, ""); r.json["total_count"] != 0.0 {
					t.Errorf("the filter does not remove the owner: %s", r.body)
				}
				if len(ids) != 1 || ids[""] {
					t.Errorf("the owner's permission has the IDs %v, want a single one", ids)
				}
			}
			if got, want := c.Count(emulator.OpChangePermissions), map[bool]int{false: 3, true: 4}[listed]; got != want {
				t.Errorf("%d changes, want %d", got, want)
			}
		})
	}
}
