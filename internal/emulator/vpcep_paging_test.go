package emulator_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func names(services []any) []string {
	got := []string{}
	for _, s := range services {
		fields, _ := s.(map[string]any)
		name, _ := fields["service_name"].(string)
		got = append(got, name)
	}
	return got
}

func TestListServices(t *testing.T) {
	t.Parallel()
	c := newCloud(t, emulator.Options{NameForm: emulator.NameShort})
	s := c.signIn(c.Owner())
	ids := map[string]string{}
	for i, name := range []string{"db", "db2", "Web"} {
		ids[name] = c.AddService(emulator.Service{Name: name, CreatedAt: start.Add(time.Duration(i) * time.Second)})
	}
	if err := c.EditService(ids["db"], func(s *emulator.Service) { s.Status, s.UpdatedAt = "failed", start.Add(time.Hour) }); err != nil {
		t.Fatal(err)
	}
	c.AddService(emulator.Service{Name: "other", ProjectID: c.Consumer().ProjectID})
	tests := []struct {
		query string
		want  []string // nil if code is set
		total float64
		code  string
	}{
		{"", []string{"Web", "db2", "db"}, 3, ""},
		{"?sort_dir=asc", []string{"db", "db2", "Web"}, 3, ""},
		{"?sort_key=updated_at&sort_dir=desc", []string{"db", "Web", "db2"}, 3, ""},
		{"?endpoint_service_name=DB", []string{"db2", "db"}, 2, ""},
		{"?endpoint_service_name=nothing", []string{}, 0, ""},
		{"?id=" + ids["db"], []string{"db"}, 1, ""},
		{"?status=failed", []string{"db"}, 1, ""},
		{"?limit=1", []string{"Web"}, 3, ""},
		{"?limit=1&offset=2", []string{"db"}, 3, ""},
		{"?limit=0", []string{}, 3, ""},
		{"?limit=1000", []string{"Web", "db2", "db"}, 3, ""},
		{"?limit=1001", nil, 0, "EndPoint.0006"},
		{"?limit=-1", nil, 0, "EndPoint.0006"},
		{"?limit=", nil, 0, "EndPoint.0006"},
		{"?offset=0", nil, 0, "EndPoint.0010"},
		{"?offset=3", nil, 0, "EndPoint.0010"},
		{"?endpoint_service_name=db&offset=2", nil, 0, "EndPoint.0010"},
		{"?offset=x", nil, 0, "EndPoint.0010"},
		{"?sort_key=name", nil, 0, "EndPoint.0017"},
		{"?sort_dir=up", nil, 0, "EndPoint.0018"},
		{"?status=gone", nil, 0, "EndPoint.0019"},
		{"?name=db", nil, 0, "EndPoint.0002"},
		{"?limit=1&limit=2", nil, 0, "EndPoint.0002"},
	}
	for _, test := range tests {
		status := http.StatusOK
		if test.code != "" {
			status = http.StatusBadRequest
		}
		r := s.want(status, test.code, http.MethodGet, "/vpc-endpoint-services"+test.query, "")
		if test.code != "" {
			continue
		}
		if got := names(r.list("endpoint_services")); !slices.Equal(got, test.want) || r.json["total_count"] != test.total {
			t.Errorf("%q: got %v of %v, want %v of %v", test.query, got, r.json["total_count"], test.want, test.total)
		}
	}
	first, _ := s.call(http.MethodGet, "/vpc-endpoint-services?limit=1", "").list("endpoint_services")[0].(map[string]any)
	if first["domain_id"] != c.Owner().DomainID || first["connection_count"] != 0.0 {
		t.Errorf("domain_id %v, connection_count %v", first["domain_id"], first["connection_count"])
	}
}

func TestPagesCoverAllItems(t *testing.T) {
	t.Parallel()
	const n = 25
	c := newCloud(t, emulator.Options{})
	s := c.signIn(c.Owner())
	want := map[string]bool{}
	for i := range n {
		want["iam:domain::"+fmt.Sprintf("d%d", i)] = true
	}
	entries := []string{}
	for entry := range want {
		entries = append(entries, entry)
	}
	id := c.AddService(emulator.Service{})
	if err := c.SetPermissions(id, entries...); err != nil {
		t.Fatal(err)
	}
	for offset := 0; offset < n; {
		path := "/vpc-endpoint-services/" + id + "/permissions"
		if offset > 0 {
			path += fmt.Sprintf("?offset=%d", offset)
		}
		page := s.want(http.StatusOK, "", http.MethodGet, path, "").list("permissions")
		for _, p := range page {
			fields, _ := p.(map[string]any)
			entry, _ := fields["permission"].(string)
			if !want[entry] {
				t.Errorf("unexpected or duplicate permission %q", entry)
			}
			delete(want, entry)
		}
		if offset += len(page); len(page) == 0 {
			t.Fatal("empty page")
		}
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}
