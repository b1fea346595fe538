package vpcep

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const testID = "4189d3c2-8882-4871-a3c2-d380272eed83"

func TestServiceNameShort(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		name ServiceName
		id   string
		want string
	}{
		"full":                    {"eu-de.web." + testID, testID, "web"},
		"full, no name given":     {"eu-de." + testID, testID, ""},
		"short":                   {"web", testID, "web"},
		"none":                    {"", testID, ""},
		"full, id in capitals":    {"eu-de.web." + ServiceName(strings.ToUpper(testID)), testID, "web"},
		"capitals stay":           {"eu-de.Web_1-A." + testID, testID, "Web_1-A"},
		"another's id":            {"eu-de.web.4189d3c2-8882-4871-a3c2-000000000000", testID, "eu-de.web.4189d3c2-8882-4871-a3c2-000000000000"},
		"no id known":             {"eu-de.web." + testID, "", "eu-de.web." + testID},
		"the id alone":            {testID, testID, testID},
		"the id behind a dot":     {"." + testID, testID, "." + testID},
		"a name that ends in it":  {"web" + testID, testID, "web" + testID},
		"a name like the region":  {"eu-de.eu-de." + testID, testID, "eu-de"},
		"a name like a full name": {"eu-de.a.b." + testID, testID, "a.b"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.name.Short(test.id); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			service := Service{ID: test.id, Name: &test.name}
			if got := service.ShortName(); got != test.want {
				t.Errorf("the service's name is %q, want %q", got, test.want)
			}
		})
	}
	if got := (&Service{ID: testID}).ShortName(); got != "" {
		t.Errorf("a service without a name has the name %q", got)
	}
}

func TestServiceNameRenamed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ name, earlier, want ServiceName }{
		"full stays":                   {"eu-de.web." + testID, "eu-nl.old." + testID, "eu-de.web." + testID},
		"short after full":             {"web", "eu-de.old." + testID, "eu-de.web." + testID},
		"short after full without one": {"web", "eu-de." + testID, "eu-de.web." + testID},
		"short after short":            {"web", "old", "web"},
		"short after nothing":          {"web", "", "web"},
		"short after another's":        {"web", "eu-de.old.4189d3c2-8882-4871-a3c2-000000000000", "web"},
		"nothing after full":           {"", "eu-de.old." + testID, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := test.name.Renamed(test.earlier, testID); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzServiceName(f *testing.F) {
	f.Fuzz(func(t *testing.T, name, earlier, id string) {
		short := ServiceName(name).Short(id)
		if !strings.Contains(name, short) {
			t.Errorf("%q has the short name %q", name, short)
		}
		if utf8.ValidString(name) && !utf8.ValidString(short) {
			t.Errorf("%q is torn to %q", name, short)
		}
		renamed := ServiceName(name).Renamed(ServiceName(earlier), id)
		if got := renamed.Short(id); got != short {
			t.Errorf("%q after %q is %q, which has the short name %q, not %q", name, earlier, renamed, got, short)
		}
		// The short name is returned, whatever the region and the id.
		if id == "" || name == "" || strings.ContainsRune(name, '.') {
			return
		}
		if got := ServiceName("eu-de." + name + "." + id).Short(id); got != name {
			t.Errorf("the name %q came back as %q", name, got)
		}
	})
}

func TestServiceNameParts(t *testing.T) {
	t.Parallel()
	type parts struct {
		region, short, id string
		ok                bool
	}
	for name, want := range map[ServiceName]parts{
		"eu-de.web." + testID:         {"eu-de", "web", testID, true},
		"eu-de." + testID:             {"eu-de", "", testID, true},
		"eu-de.a.b." + testID:         {"eu-de", "a.b", testID, true},
		"com.t-systems.otc.eu-de.obs": {"com", "t-systems.otc.eu-de", "obs", true}, // only the form is known here
		"eu-de.." + testID:            {},
		".web." + testID:              {},
		"web":                         {},
		"." + testID:                  {},
		"eu-de.":                      {},
		"":                            {},
	} {
		region, short, id, ok := name.Parts()
		if got := (parts{region, short, id, ok}); got != want {
			t.Errorf("%q: got %+v, want %+v", name, got, want)
		}
	}
}
