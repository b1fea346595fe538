package vpcep

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const (
	idOne   = "4189d3c2-8882-4871-a3c2-d380272eed81"
	idTwo   = "4189d3c2-8882-4871-a3c2-d380272eed82"
	idThree = "4189d3c2-8882-4871-a3c2-d380272eed83"
)

func itself(s serviceSummary) serviceSummary { return s }

func TestMatchOne(t *testing.T) {
	t.Parallel()
	db, db2 := serviceSummary{idOne, "eu-de.db." + idOne, "db", "available"}, serviceSummary{idTwo, "eu-de.db2." + idTwo, "db2", "failed"}
	shortDB := serviceSummary{idOne, "db", "db", ""}
	capitals := serviceSummary{idThree, "eu-de.DB." + idThree, "DB", ""}
	twin := serviceSummary{idThree, "eu-de.db." + idThree, "db", ""}
	nameless := serviceSummary{idThree, "eu-de." + idThree, "", ""}
	dotted := serviceSummary{idThree, "com.otc.eu-de.obs", "com.otc.eu-de.obs", ""}
	for name, test := range map[string]struct {
		items []serviceSummary
		name  string
		id    string   // of the one that is found
		says  []string // of the error
	}{
		"exact among similar":       {[]serviceSummary{db2, db}, "db", idOne, nil},
		"the longer one":            {[]serviceSummary{db2, db}, "db2", idTwo, nil},
		"full name":                 {[]serviceSummary{db2, db}, "eu-de.db." + idOne, idOne, nil},
		"full name, short answers":  {[]serviceSummary{shortDB}, "eu-de.db." + idOne, idOne, nil},
		"short answers":             {[]serviceSummary{db2, shortDB}, "db", idOne, nil},
		"case wins":                 {[]serviceSummary{capitals, db}, "db", idOne, nil},
		"another case":              {[]serviceSummary{capitals, db2}, "db", idThree, nil},
		"no name given":             {[]serviceSummary{nameless}, "eu-de." + idThree, idThree, nil},
		"with dots":                 {[]serviceSummary{dotted}, "com.otc.eu-de.obs", idThree, nil},
		"any name":                  {[]serviceSummary{db}, "", idOne, nil},
		"none":                      {nil, "db", "", []string{`no service with service_name = "db" and status = "available"`}},
		"only similar":              {[]serviceSummary{db2}, "db", "", []string{"no service with", "db2." + idTwo + `" (id ` + idTwo + ", failed)"}},
		"part of the full name":     {[]serviceSummary{db}, "eu-de", "", []string{"no service with"}},
		"full name of another id":   {[]serviceSummary{db}, "eu-de.db." + idTwo, "", []string{"no service with"}},
		"two of one name":           {[]serviceSummary{db, db2, twin}, "db", "", []string{"There are 2 services", idOne, idThree}},
		"several":                   {[]serviceSummary{db, nameless}, "", "", []string{"There are 2 services with status", `"eu-de.` + idThree + `" (id ` + idThree}},
		"the nameless, by its part": {[]serviceSummary{nameless}, "db", "", []string{"no service with"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, diags := matchOne(test.items, test.name, []string{`status = "available"`}, itself)
			if found.id != test.id || diags.HasError() != (test.id == "") {
				t.Fatalf("got %v, %v; want %q", found, diags, test.id)
			}
			for _, want := range test.says {
				if detail := diags[0].Detail(); !strings.Contains(detail, want) {
					t.Errorf("%q is not in %q", want, detail)
				}
			}
		})
	}
}

func TestMatchOneListsFewServices(t *testing.T) {
	t.Parallel()
	_, diags := matchOne(make([]serviceSummary, 25), "", nil, itself)
	if detail := diags[0].Detail(); !strings.Contains(detail, "There are 25 services:") || !strings.Contains(detail, "and 15 more") {
		t.Error(detail)
	}
}

func TestIDInName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"eu-de.db." + idOne: idOne, "eu-de." + idOne: idOne, "db": "", idOne: "", "com.otc.eu-de.obs": "", "eu-de.db." + idOne + "x": "",
	} {
		if got := idInName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestSortItems(t *testing.T) {
	t.Parallel()
	b1, b0 := sortKeys{
		"b",
		"2",
		"2020-01-01T00:00:01Z",
		"2020-01-09T00:00:00Z",
	}, sortKeys{
		"b",
		"3",
		"2020-01-01T00:00:00Z",
		"2020-01-08T00:00:00Z",
	}
	a3, a3too := sortKeys{
		"a",
		"4",
		"2020-01-01T00:00:03Z",
		"2020-01-07T00:00:00Z",
	}, sortKeys{
		"a",
		"1",
		"2020-01-01T00:00:03Z",
		"2020-01-07T00:00:00Z",
	}
	null, key, updated := types.StringNull(), types.StringValue("created_at"), types.StringValue("updated_at")
	asc, desc := types.StringValue("asc"), types.StringValue("desc")
	for name, test := range map[string]struct {
		key, dir types.String
		want     []sortKeys
	}{
		"by name":           {null, null, []sortKeys{a3too, a3, b0, b1}},
		"created_at":        {key, null, []sortKeys{a3too, a3, b1, b0}},
		"newest first":      {null, desc, []sortKeys{a3too, a3, b1, b0}},
		"oldest first":      {key, asc, []sortKeys{b0, b1, a3too, a3}},
		"updated_at":        {updated, null, []sortKeys{b1, b0, a3too, a3}},
		"updated_at rising": {updated, asc, []sortKeys{a3too, a3, b0, b1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, answered := range [][]sortKeys{{a3, b1, a3too, b0}, {b0, b1, a3too, a3, b0}, {b1, b0, a3, a3too}} {
				got := sortItems(answered, test.key, test.dir, func(k sortKeys) sortKeys { return k })
				if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(sortKeys{})); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}
