package cloudsyaml

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// write creates files in a temporary folder and returns it. Names are relative to the folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func searchIn(root string) Search {
	return Search{Folders: []string{filepath.Join(root, "work"), filepath.Join(root, "user"), filepath.Join(root, "etc")}}
}

const example = `
clouds:
  mine:
    profile: otc
    region_name: eu-nl
    interface: internal
    verify: false
    cacert: /ca.pem
    cert: /cert.pem
    key: /key.pem
    ak: AK
    regions: [eu-nl, eu-de]
    auth:
      username: alice
      password: 0123
      user_domain_name: "OTC-1"
      project_name: eu-nl_x
      token: ~
  other: {}
`

func TestLoad(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{"user/clouds.yaml": example})
	cloud, err := Load("mine", searchIn(root))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(root, "user/clouds.yaml")
	want := map[string][2]string{
		"auth.auth_url":         {"https://iam.{region_name}.otc.t-systems.com/v3", ""},
		"region_name":           {"eu-nl", path},
		"interface":             {"internal", path},
		"verify":                {"false", path},
		"cacert":                {"/ca.pem", path},
		"cert":                  {"/cert.pem", path},
		"key":                   {"/key.pem", path},
		"ak":                    {"AK", path},
		"auth.username":         {"alice", path},
		"auth.password":         {"0123", path}, // as written, not a number
		"auth.user_domain_name": {"OTC-1", path},
		"auth.project_name":     {"eu-nl_x", path},
		"auth.token":            {"", ""},
		"auth.user_id":          {"", ""},
		"regions":               {"", ""},
	}
	got := map[string][2]string{}
	for key := range want {
		text, file := cloud.Get(key)
		got[key] = [2]string{text, file}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{path}, cloud.Files); diff != "" {
		t.Error(diff)
	}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(format, cloud); strings.Contains(text, "0123") {
			t.Errorf("%s shows a value: %s", format, text)
		}
	}
	if text, _ := (*Cloud)(nil).Get("auth.password"); text != "" {
		t.Errorf("no cloud has the value %q", text)
	}
}

func TestLayers(t *testing.T) {
	t.Parallel()
	cloud := func(user, password, url string) string {
		return fmt.Sprintf(`{"clouds":{"mine":{"profile":"own","auth":{"username":%q,"password":%q,"auth_url":%q}}}}`, user, password, url)
	}
	const public = `{public-clouds: {own: {region_name: r1, auth: {auth_url: "https://public", username: p, project_name: pp}}, otc: {region_name: r2}}}`
	tests := map[string]struct {
		files map[string]string
		want  map[string]string
	}{
		"secure wins, the profile loses": {
			files: map[string]string{
				"work/clouds.yaml": cloud("u", "open", ""), "etc/secure.yml": cloud("", "hidden", ""), "user/clouds-public.yaml": public,
			},
			want: map[string]string{
				"auth.username": "u", "auth.password": "hidden", "auth.auth_url": "https://public",
				"auth.project_name": "pp", "region_name": "r1",
			},
		},
		"the first folder wins": {
			files: map[string]string{
				"work/clouds.yml": cloud("u1", "p1", ""), "user/clouds.yaml": cloud("u2", "p2", "https://2"),
				"work/clouds-public.yaml": public,
			},
			want: map[string]string{"auth.username": "u1", "auth.password": "p1", "auth.auth_url": "https://public"},
		},
		"JSON with tabs and escapes": {
			files: map[string]string{
				"etc/clouds.json":        "{\n\t\"clouds\": {\"mine\": {\"ak\": \"\\ud83d\\ude00\\/<\", \"auth\": {\"project_id\": 123e4}}}}",
				"work/clouds-public.yml": public,
			},
			want: map[string]string{"ak": "😀/<", "auth.project_id": "123e4"},
		},
		"only in secure": {
			files: map[string]string{"etc/secure.yaml": "clouds: {mine: {auth: {token: t}}}"},
			want:  map[string]string{"auth.token": "t"},
		},
		"anchors and merged keys": {
			files: map[string]string{"etc/clouds.yaml": `
shared: &auth {username: u, password: p}
clouds:
  mine:
    auth: {<<: *auth, password: q}
`},
			want: map[string]string{"auth.username": "u", "auth.password": "q"},
		},
		"a file's profile over the built-in one": {
			files: map[string]string{
				"etc/clouds.yaml": "clouds: {mine: {profile: otc}}", "etc/clouds-public.yaml": public,
			},
			want: map[string]string{"auth.auth_url": "https://iam.{region_name}.otc.t-systems.com/v3", "region_name": "r2"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud, err := Load("mine", searchIn(write(t, test.files)))
			if err != nil {
				t.Fatal(err)
			}
			for key, want := range test.want {
				if got, _ := cloud.Get(key); got != want {
					t.Errorf("%s is %q, want %q", key, got, want)
				}
			}
		})
	}
}

func TestNamedFileComesFirst(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{
		"work/clouds.yaml":  "clouds: {mine: {ak: folder}}",
		"work/secure.yaml":  "clouds: {mine: {sk: folder}}",
		"else/any.name":     "clouds: {mine: {ak: named}}",
		"else/secure.yaml":  "clouds: {mine: {sk: named}}",
		"only/clouds.yaml":  "clouds: {mine: {ak: only}}",
		"only/ignored.yaml": "clouds: {mine: {ak: no}}",
	})
	search := searchIn(root)
	search.File = filepath.Join(root, "else/any.name")
	cloud, err := Load("mine", search)
	if err != nil {
		t.Fatal(err)
	}
	ak, _ := cloud.Get("ak")
	if sk, _ := cloud.Get("sk"); ak != "named" || sk != "named" {
		t.Errorf("ak is %q, sk is %q", ak, sk)
	}
	// A file that does not exist is skipped.
	search.File = filepath.Join(root, "else/gone")
	if cloud, err = Load("mine", search); err != nil {
		t.Fatal(err)
	}
	if ak, _ := cloud.Get("ak"); ak != "folder" {
		t.Errorf("ak is %q", ak)
	}
}

func TestNewSearch(t *testing.T) {
	t.Parallel()
	getenv := func(name string) string { return map[string]string{"OS_CLIENT_CONFIG_FILE": "/c.yaml"}[name] }
	want := Search{File: "/c.yaml", Folders: []string{".", "/home/u/.config/openstack", "/etc/openstack"}}
	if diff := cmp.Diff(want, NewSearch(getenv, "/home/u")); diff != "" {
		t.Error(diff)
	}
	if got := NewSearch(func(string) string { return "" }, "").Folders; len(got) != 2 {
		t.Errorf("without a home, folders are %v", got)
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	const secret = "hunter2-secret"
	tests := map[string]struct {
		files map[string]string
		want  []string
	}{
		"no file": {nil, []string{`no cloud "mine"`, "no clouds.yaml was found", "work/clouds.yaml", "etc/clouds.json", "user/secure.yml"}},
		"unknown cloud": {
			map[string]string{"user/clouds.yaml": "clouds: {b: {}, a: {ak: " + secret + "}}"},
			[]string{`only "a", "b"`, "user/clouds.yaml"},
		},
		"empty": {map[string]string{"user/clouds.yaml": ""}, []string{"only none"}},
		"unknown profile": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: {profile: odd}}", "etc/clouds-public.yaml": "public-clouds: {x: {}}"},
			[]string{`profile "odd"`, `"otc", "x"`, "etc/clouds-public.yaml"},
		},
		"broken YAML": {
			map[string]string{"user/clouds.yaml": "clouds:\n  mine:\n    a: b: " + secret},
			[]string{"user/clouds.yaml", "not valid YAML", "line 3"},
		},
		"unknown anchor": {map[string]string{"user/clouds.yaml": "clouds: *" + secret}, []string{"not valid YAML"}},
		"other form":     {map[string]string{"user/clouds.yaml": "clouds:\n  mine: " + secret}, []string{"format of a clouds.yaml", "line 2"}},
		"auth is text": {
			map[string]string{"user/clouds.yaml": "clouds:\n  mine:\n    auth: " + secret},
			[]string{"format of a clouds.yaml", "line 3"},
		},
		"list for text": {
			map[string]string{"user/clouds.yaml": "clouds:\n  mine:\n    auth:\n      password: [" + secret + "]"},
			[]string{"line 4", "auth.password must be a single value"},
		},
		"list beside": {
			map[string]string{"user/secure.yaml": "clouds:\n  mine:\n    ak: {a: " + secret + "}"},
			[]string{"secure.yaml", "line 3", "ak must be"},
		},
		"list in profile": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: {profile: x}}", "etc/clouds-public.yaml": "public-clouds: {x: {ak: []}}"},
			[]string{"clouds-public.yaml"},
		},
		"broken secure": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: {}}", "user/secure.yaml": "\t" + secret},
			[]string{"secure.yaml"},
		},
		"broken public": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: {profile: x}}", "user/clouds-public.yaml": "\t" + secret},
			[]string{"clouds-public.yaml"},
		},
		"key twice": {
			map[string]string{"user/clouds.yaml": "clouds:\n  mine: {auth: {" + secret + ": 1, " + secret + ": 2}}"},
			[]string{"line 2"},
		},
		"broken JSON": {
			map[string]string{"user/clouds.json": "{\n\"clouds\":\n\"" + secret},
			[]string{"clouds.json", "not valid JSON", "line"},
		},
		"JSON and more": {map[string]string{"user/clouds.json": "{}\n" + secret}, []string{"not valid JSON"}},
		"too large":     {map[string]string{"user/clouds.yaml": "# " + strings.Repeat("x", maxSize)}, []string{"larger than 1024 KiB"}},
		"a folder":      {map[string]string{"user/clouds.yaml/x": ""}, []string{"user/clouds.yaml"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Load("mine", searchIn(write(t, test.files)))
			if err == nil {
				t.Fatal("there is no error")
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error shows the content: %s", err)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error is %q, want one with %q", err, want)
				}
			}
		})
	}
}

// If a file was read, the name of the cloud is wrong, not the place of the file.
func TestUnknownCloudListsNoOtherFiles(t *testing.T) {
	t.Parallel()
	_, err := Load("mine", searchIn(write(t, map[string]string{"user/clouds.yaml": "clouds: {theirs: {ak: AK}}"})))
	if err == nil || strings.Contains(err.Error(), "etc/") || !strings.Contains(err.Error(), `only "theirs"`) {
		t.Errorf("got %v", err)
	}
}

func TestEntryWithoutContent(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		files map[string]string
		empty []string // files that the error names; none if there is no error
	}{
		"null":             {map[string]string{"user/clouds.yaml": "clouds:\n  mine:\n  other: {ak: AK}"}, []string{"user/clouds.yaml"}},
		"no keys":          {map[string]string{"user/clouds.yaml": "clouds: {mine: {}}"}, []string{"user/clouds.yaml"}},
		"auth alone, null": {map[string]string{"user/clouds.yaml": "clouds: {mine: {auth: }}"}, []string{"user/clouds.yaml"}},
		"JSON":             {map[string]string{"user/clouds.json": `{"clouds":{"mine":null}}`}, []string{"user/clouds.json"}},
		"only in secure": {
			map[string]string{"user/clouds.yaml": "clouds: {other: {ak: AK}}", "etc/secure.yaml": "clouds: {mine: }"},
			[]string{"etc/secure.yaml"},
		},
		"in both": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: }", "user/secure.yaml": "clouds: {mine: {}}"},
			[]string{"user/clouds.yaml", "user/secure.yaml"},
		},
		"null, content in secure": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: }", "user/secure.yaml": "clouds: {mine: {ak: AK}}"},
			nil,
		},
		"no keys, content in secure": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: {}}", "user/secure.yaml": "clouds: {mine: {auth: {token: t}}}"},
			nil,
		},
		"content, null in secure": {
			map[string]string{"user/clouds.yaml": "clouds: {mine: {ak: AK}}", "user/secure.yaml": "clouds: {mine: }"},
			nil,
		},
		"profile alone": {map[string]string{"user/clouds.yaml": "clouds: {mine: {profile: otc}}"}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := write(t, test.files)
			_, err := Load("mine", searchIn(root))
			if len(test.empty) == 0 {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var paths []string
			for _, file := range test.empty {
				paths = append(paths, filepath.Join(root, file))
			}
			want := `cloud "mine" exists in ` + strings.Join(paths, " and ") + " but is empty; it should have region_name, " +
				"auth (with username, password, user_domain_name and project_name, for example), and either auth.auth_url or " +
				"a profile, such as otc"
			if err == nil || err.Error() != want {
				t.Errorf("error is %q, want %q", err, want)
			}
		})
	}
}

func TestFolderThatIsAFile(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{"work": "a file", "etc/clouds.yaml": "clouds: {mine: {ak: AK}}"})
	if _, err := Load("mine", searchIn(root)); err != nil {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(example), false)
	f.Add([]byte(`{"clouds":{"mine":{"auth":{"password":"x"}}}}`), true)
	f.Add([]byte("a: &a [*a]"), false)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		parsed, err := parse(content, isJSON)
		if err != nil {
			if len(err.Error()) > 80 {
				t.Errorf("the error may quote the content: %s", err)
			}
			return
		}
		for name, e := range parsed.Clouds {
			cloud := &Cloud{Name: name, values: map[string]value{}}
			if err := cloud.override(parsed, e); err != nil {
				continue
			}
			for key, v := range cloud.values {
				if text, _ := cloud.Get(key); text == "" || text != v.text.Reveal() {
					t.Errorf("%s is %q", key, text)
				}
			}
		}
	})
}
