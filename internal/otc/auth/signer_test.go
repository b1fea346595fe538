package auth

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	vectorProject = "77b6a44cba5143ab91d13ab9a8ff44fd"
	vectorBase    = "https://vpcep.eu-de.otc.t-systems.com/v1/" + vectorProject + "/vpc-endpoints"
)

// The signatures were computed with the signer of the official SDK. The last one is published with it.
func TestSignVectors(t *testing.T) {
	t.Parallel()
	example := accessKey{ //nolint:gosec // made up for the vectors
		id:     "QTWAOYTTINDUT2QVKYUC",
		secret: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
	}
	temporary := example
	temporary.securityToken = "gAAAAABexampleToken=="
	exampleDate := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)

	tests := map[string]struct {
		key       accessKey
		date      time.Time
		method    string
		url       string
		headers   map[string]string
		body      string
		names     string
		signature string
	}{
		"list with a query": {
			key: example, date: exampleDate, method: http.MethodGet,
			url:       vectorBase + "?limit=10&offset=0&sort_dir=desc",
			headers:   map[string]string{"X-Project-Id": vectorProject},
			names:     "host;x-project-id;x-sdk-date",
			signature: "85717a04e9a79f309cb7a096c994d8d7ca2af82ece54d5715a94ee63adc7f30a",
		},
		"create with a body": {
			key: example, date: exampleDate, method: http.MethodPost, url: vectorBase,
			headers: map[string]string{"X-Project-Id": vectorProject, "Content-Type": "application/json"},
			body: `{"endpoint_service_id":"e0c748b7-d982-47df-ba06-b9c8c7650c1a",` +
				`"vpc_id":"ed4f4dd2-9fd7-4d4a-9e5a-9d7d1f6b0c11","enable_dns":true}`,
			names:     "content-type;host;x-project-id;x-sdk-date",
			signature: "18dd2d65b2d2692f7a8c4d59c2e15d639b6a68b5a57c4aeab52cb8c5b864f94d",
		},
		"temporary key, port and escapes": {
			key: temporary, date: exampleDate, method: http.MethodGet,
			url:       "https://iam.eu-de.otc.t-systems.com:443/v3/projects?name=eu-de_my%20proj%2Bx~%C3%BC",
			names:     "host;x-sdk-date;x-security-token",
			signature: "fa8dd9cfd87dee8545c1acdb300706e93f512bea6ce9a1a70e8d61c3f4082e51",
		},
		"published": {
			key: accessKey{id: "ak", secret: "sk"}, date: time.Unix(1, 0), method: http.MethodGet,
			url: "http://example.com", headers: map[string]string{"X-Project-Id": "project"},
			names:     "host;x-project-id;x-sdk-date",
			signature: "ec385090522c25504a5b574c7195ac56bf37081d90f74fc093a2676f906cb057",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var body io.Reader
			if test.body != "" {
				body = strings.NewReader(test.body)
			}
			req, err := http.NewRequestWithContext(t.Context(), test.method, test.url, body)
			if err != nil {
				t.Fatal(err)
			}
			// Proxies rewrite these headers, so the signature must not cover them.
			req.Header.Set("User-Agent", "terraform")
			req.Header.Set("Accept", "application/json")
			for name, value := range test.headers {
				req.Header.Set(name, value)
			}
			if err := test.key.sign(req, test.date); err != nil {
				t.Fatal(err)
			}
			date := test.date.UTC().Format(dateLayout)
			want := "SDK-HMAC-SHA256 Credential=" + test.key.id + "/" + date[:8] + "///sdk_request, SignedHeaders=" +
				test.names + ", Signature=" + test.signature
			if diff := cmp.Diff(want, req.Header.Get("Authorization")); diff != "" {
				t.Error(diff)
			}
			if got := req.Header.Get("X-Sdk-Date"); got != date {
				t.Errorf("X-Sdk-Date is %q, want %q", got, date)
			}
			if body != nil {
				if sent, err := io.ReadAll(req.Body); err != nil || string(sent) != test.body {
					t.Errorf("after signing, the body to send is %q (%v)", sent, err)
				}
			}
		})
	}
}

func TestSignRefusesInvalidRequests(t *testing.T) {
	t.Parallel()
	once, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://example.com/x", io.MultiReader(strings.NewReader("x")))
	if err != nil {
		t.Fatal(err)
	}
	query, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com/x?a=%zz", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, req := range map[string]*http.Request{"a body to be read once": once, "a broken query": query} {
		if err := (accessKey{id: "a", secret: "b"}).sign(req, time.Now()); err == nil {
			t.Errorf("%s was signed", name)
		}
	}
}

func TestCanonicalForm(t *testing.T) {
	t.Parallel()
	paths := map[string]string{
		"":           "/",
		"/":          "/",
		"/v3/a b":    "/v3/a%20b/",
		"v3":         "/v3/",
		"/ü+*~'()/x": "/%C3%BC%2B%2A~%27%28%29/x/",
	}
	for path, want := range paths {
		if got := canonicalPath(path); got != want {
			t.Errorf("canonicalPath(%q) = %q, want %q", path, got, want)
		}
	}
	queries := map[string]string{
		"":                    "",
		"b=2&a=1":             "a=1&b=2",
		"a=2&a=1&a=10":        "a=1&a=10&a=2",
		"flag":                "flag=",
		"p=a/b+c%2Bd":         "p=a%2Fb%20c%2Bd",
		"tags%5B%5D=x&tags=y": "tags=y&tags%5B%5D=x",
	}
	for raw, want := range queries {
		if got, err := canonicalQuery(raw); err != nil || got != want {
			t.Errorf("canonicalQuery(%q) = %q, %v, want %q", raw, got, err, want)
		}
	}
}

func FuzzCanonicalForm(f *testing.F) {
	f.Add("GET", "/v1/p/vpc-endpoints", "limit=10&offset=0&sort_dir=desc", "project", "")
	f.Add("POST", "/v3/ü /x", "b=%2F&a=1&a=+", " padded ", `{"a":1}`)
	f.Add("PUT", "", "%zz;", "", "\x00\xff")
	f.Fuzz(func(t *testing.T, method, path, query, project, body string) {
		req := &http.Request{
			Method: method,
			URL:    &url.URL{Scheme: "https", Host: "example.com:8443", Path: path, RawQuery: query},
			Header: http.Header{"X-Project-Id": {project}, "X-Sdk-Date": {"20240102T030405Z"}},
			Body:   io.NopCloser(strings.NewReader(body)),
			GetBody: func() (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(body)), nil
			},
		}
		canonical, names, err := canonicalRequest(req)
		if _, parseErr := url.ParseQuery(query); (err != nil) != (parseErr != nil) {
			t.Fatalf("query %q: error %v, but parsing it gives %v", query, err, parseErr)
		}
		if err != nil {
			return
		}
		if names != "host;x-project-id;x-sdk-date" {
			t.Errorf("signed headers are %q", names)
		}

		got := canonicalPath(path)
		if !strings.HasPrefix(got, "/") || !strings.HasSuffix(got, "/") {
			t.Errorf("path %q does not begin and end with a slash", got)
		}
		decoded, err := url.PathUnescape(got)
		if err != nil || strings.Trim(decoded, "/") != strings.Trim(path, "/") {
			t.Errorf("path %q decodes to %q (%v)", path, decoded, err)
		}
		if i := strings.IndexFunc(got, func(r rune) bool { return r > '~' || r <= ' ' }); i >= 0 {
			t.Errorf("path %q is not plain ASCII at %d", got, i)
		}

		// The order of the parameters must not matter.
		parts := strings.Split(query, "&")
		slices.Reverse(parts)
		reversed, err := canonicalQuery(strings.Join(parts, "&"))
		if forward, _ := canonicalQuery(query); err != nil || forward != reversed {
			t.Errorf("query %q depends on its order: %q and %q (%v)", query, forward, reversed, err)
		}
		if again, _ := canonicalQuery(reversed); again != reversed {
			t.Errorf("query %q is not stable: %q", reversed, again)
		}
		if !strings.HasPrefix(canonical, method+"\n"+got+"\n"+reversed+"\nhost:example.com:8443\n") {
			t.Errorf("unexpected canonical form: %q", canonical)
		}
	})
}
