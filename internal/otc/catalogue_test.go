package otc

import "testing"

func TestCatalogueEndpoint(t *testing.T) {
	t.Parallel()
	catalogue := Catalogue{
		{Type: "network", Endpoints: []CatalogueEndpoint{{Interface: "public", Region: "eu-de", URL: "https://network"}}},
		{Type: "vpcep", Endpoints: []CatalogueEndpoint{
			{Interface: "internal", Region: "eu-de", RegionID: "eu-de", URL: "https://internal"},
			{Interface: "public", Region: "eu-nl", RegionID: "eu-nl", URL: "https://nl"},
			{Interface: "public", Region: "Germany", RegionID: "eu-de", URL: "https://by-id"},
			{Interface: "public", Region: "eu-ch2", URL: "https://by-name"},
			{Interface: "public", Region: "eu-nl", RegionID: "eu-nl", URL: "https://nl-again"},
		}},
		{Type: "dns", Endpoints: []CatalogueEndpoint{{Interface: "public", Region: "*", URL: "https://everywhere"}}},
		{Type: "iam", Endpoints: []CatalogueEndpoint{{Interface: "public", URL: "https://no-region"}}},
		{Type: "empty"},
		{Type: "obs", Endpoints: []CatalogueEndpoint{{Interface: "public", Region: "eu-de", URL: "https://eu-de"}}},
		{Type: "obs", Endpoints: []CatalogueEndpoint{{Interface: "public", Region: "eu-nl", URL: "https://eu-nl"}}},
	}
	tests := map[string]struct {
		service, region, iface string
		want                   string
		says                   []string // of an error
	}{
		"by the region's id":   {service: "vpcep", region: "eu-de", iface: "public", want: "https://by-id"},
		"by the region's name": {service: "vpcep", region: "eu-ch2", iface: "public", want: "https://by-name"},
		"the first of two":     {service: "vpcep", region: "eu-nl", iface: "public", want: "https://nl"},
		"another interface":    {service: "vpcep", region: "eu-de", iface: "internal", want: "https://internal"},
		"in every region":      {service: "dns", region: "eu-de", iface: "public", want: "https://everywhere"},
		"in no region":         {service: "iam", region: "eu-de", iface: "public", want: "https://no-region"},
		"listed twice":         {service: "obs", region: "eu-nl", iface: "public", want: "https://eu-nl"},
		"not in this region": {
			service: "vpcep",
			region:  "eu-fr",
			iface:   "public",
			says:    []string{`"vpcep"`, `"eu-fr"`, "only in eu-ch2, eu-de, eu-nl", "region"},
		},
		"not of this interface":   {service: "vpcep", region: "eu-de", iface: "admin", says: []string{"admin endpoint", `"vpcep"`, "endpoints"}},
		"without an endpoint":     {service: "empty", region: "eu-de", iface: "public", says: []string{`"empty"`}},
		"unknown":                 {service: "rds", region: "eu-de", iface: "public", says: []string{"public endpoint", `"rds"`}},
		"type compares with case": {service: "VPCEP", region: "eu-de", iface: "public", says: []string{`"VPCEP"`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := catalogue.Endpoint(test.service, test.region, test.iface)
			if got != test.want || (err != nil) != (test.says != nil) {
				t.Fatalf("got %q, %v; want %q", got, err, test.want)
			}
			if err != nil {
				contains(t, err.Error(), test.says...)
			}
		})
	}
	if _, err := Catalogue(nil).Endpoint("vpcep", "eu-de", "public"); err == nil {
		t.Error("an empty catalogue has an endpoint")
	}
}

func TestProjectURL(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		base, project string
		want          string // "" for an error
	}{
		"host":                             {"https://h", "p1", "https://h/v1/p1"},
		"host with a slash":                {"https://h/", "p1", "https://h/v1/p1"},
		"port":                             {"http://127.0.0.1:8080", "p1", "http://127.0.0.1:8080/v1/p1"},
		"version":                          {"https://h/v1", "p1", "https://h/v1/p1"},
		"version with a slash":             {"https://h/v1/", "p1", "https://h/v1/p1"},
		"all":                              {"https://h/v1/p1", "p1", "https://h/v1/p1"},
		"all with a slash":                 {"https://h/v1/p1/", "p1", "https://h/v1/p1"},
		"all with slashes":                 {"https://h/v1/p1//", "p1", "https://h/v1/p1"},
		"project without the version":      {"https://h/p1", "p1", "https://h/v1/p1"},
		"behind a path":                    {"https://h/vpcep", "p1", "https://h/vpcep/v1/p1"},
		"all behind a path":                {"https://h/vpcep/v1/p1", "p1", "https://h/vpcep/v1/p1"},
		"another version":                  {"https://h/v2", "p1", "https://h/v2/v1/p1"},
		"a path that ends like a version":  {"https://h/xv1", "p1", "https://h/xv1/v1/p1"},
		"a path that ends like a project":  {"https://h/v1/xp1", "p1", "https://h/v1/xp1/v1/p1"},
		"query is dropped":                 {"https://h/v1?a=b", "p1", "https://h/v1/p1"},
		"project that needs to be escaped": {"https://h", "a/b", "https://h/v1/a%2Fb"},
		"capitals":                         {"HTTPS://h/v1", "p1", "https://h/v1/p1"},
		"no project":                       {"https://h/v1", "", ""},
		"no scheme":                        {"h/v1", "p1", ""},
		"another scheme":                   {"ftp://h/v1", "p1", ""},
		"a host and a port alone":          {"h:443", "p1", ""},
		"no host":                          {"https:///v1", "p1", ""},
		"not an address":                   {"https://h/%zz", "p1", ""},
		"empty":                            {"", "p1", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := projectURL(test.base, "v1", test.project)
			if got != test.want || (err == nil) != (test.want != "") {
				t.Fatalf("got %q, %v; want %q", got, err, test.want)
			}
			if err != nil {
				contains(t, err.Error(), test.base)
			}
		})
	}
}
