package emulator

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// The test vectors were computed with the cloud vendor's SDK.
func TestSignatureVectors(t *testing.T) {
	t.Parallel()
	const (
		accessKey = "QTWAOYTTINDUT2QVKYUC"
		secretKey = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc" //nolint:gosec // published with the vectors
		date      = "20240102T030405Z"
		project   = "77b6a44cba5143ab91d13ab9a8ff44fd"
		endpoints = "https://vpcep.eu-de.otc.t-systems.com/v1/" + project + "/vpc-endpoints"
	)
	tests := []struct {
		name, method, url      string
		accessKey, secret      string
		date                   string
		header                 http.Header
		body                   string
		signedHeaders, wantHex string
	}{
		{
			name: "query", method: http.MethodGet, url: endpoints + "?limit=10&offset=0&sort_dir=desc",
			accessKey: accessKey, secret: secretKey, date: date, header: http.Header{"X-Project-Id": {project}},
			signedHeaders: "host;x-project-id;x-sdk-date",
			wantHex:       "85717a04e9a79f309cb7a096c994d8d7ca2af82ece54d5715a94ee63adc7f30a",
		},
		{
			name: "body", method: http.MethodPost, url: endpoints,
			accessKey: accessKey, secret: secretKey, date: date,
			header: http.Header{"X-Project-Id": {project}, "Content-Type": {"application/json"}},
			body: `{"endpoint_service_id":"e0c748b7-d982-47df-ba06-b9c8c7650c1a",` +
				`"vpc_id":"ed4f4dd2-9fd7-4d4a-9e5a-9d7d1f6b0c11","enable_dns":true}`,
			signedHeaders: "content-type;host;x-project-id;x-sdk-date",
			wantHex:       "18dd2d65b2d2692f7a8c4d59c2e15d639b6a68b5a57c4aeab52cb8c5b864f94d",
		},
		{
			name: "port, escapes, security token", method: http.MethodGet,
			url:       "https://iam.eu-de.otc.t-systems.com:443/v3/projects?name=eu-de_my%20proj%2Bx~%C3%BC",
			accessKey: accessKey, secret: secretKey, date: date,
			header:        http.Header{"X-Security-Token": {"gAAAAABexampleToken=="}},
			signedHeaders: "host;x-sdk-date;x-security-token",
			wantHex:       "fa8dd9cfd87dee8545c1acdb300706e93f512bea6ce9a1a70e8d61c3f4082e51",
		},
		{
			name: "published", method: http.MethodGet, url: "http://example.com",
			accessKey: "ak", secret: "sk", date: "19700101T000001Z", header: http.Header{"X-Project-Id": {"project"}},
			signedHeaders: "host;x-project-id;x-sdk-date",
			wantHex:       "ec385090522c25504a5b574c7195ac56bf37081d90f74fc093a2676f906cb057",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), test.method, test.url, strings.NewReader(test.body))
			for name, values := range test.header {
				r.Header[name] = values
			}
			r.Header.Set("X-Sdk-Date", test.date)
			r.Header.Set("Authorization", "SDK-HMAC-SHA256 Credential="+test.accessKey+"/"+test.date[:8]+
				"///sdk_request, SignedHeaders="+test.signedHeaders+", Signature="+test.wantHex)
			a, err := parseAuthorization(r.Header.Get("Authorization"))
			if err != nil {
				t.Fatal(err)
			}
			if a.accessKey != test.accessKey {
				t.Errorf("access key %q, want %q", a.accessKey, test.accessKey)
			}
			now, err := time.Parse(dateFormat, test.date)
			if err != nil {
				t.Fatal(err)
			}
			if err := checkSignature(r, []byte(test.body), a, test.secret, now.Add(15*time.Minute)); err != nil {
				t.Error(err)
			}
			if err := checkSignature(r, []byte(test.body), a, test.secret, now.Add(16*time.Minute)); err == nil {
				t.Error("a signature that is 16 minutes old is valid")
			}
			if err := checkSignature(r, []byte(test.body+" "), a, test.secret, now); err == nil {
				t.Error("the signature of another body is valid")
			}
			if err := checkSignature(r, []byte(test.body), a, test.secret+"x", now); err == nil {
				t.Error("a signature with another key is valid")
			}
		})
	}
}

func TestCheckSignatureErrors(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, test := range []struct{ name, signedHeaders, header, want string }{
		{"host", "x-sdk-date", "", "Host is not signed"},
		{"date", "host", "", "X-Sdk-Date is not signed"},
		{"project", "host;x-sdk-date", "X-Project-Id", "X-Project-Id is not signed"},
		{"domain", "host;x-sdk-date", "X-Domain-Id", "X-Domain-Id is not signed"},
		{"security token", "host;x-sdk-date", "X-Security-Token", "X-Security-Token is not signed"},
		{"order", "x-sdk-date;host", "", "not sorted"},
		{"case", "Host;host;x-sdk-date", "", "not in lower case"},
		{"not received", "host;x-other;x-sdk-date", "", "was not received"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://example.com/v3/projects", nil)
			r.Header.Set("X-Sdk-Date", at.Format(dateFormat))
			if test.header != "" {
				r.Header.Set(test.header, "x")
			}
			a := authorization{
				accessKey: "ak", scope: "20240102///sdk_request", signature: "00",
				signedHeaders: strings.Split(test.signedHeaders, ";"),
			}
			err := checkSignature(r, nil, a, "sk", at)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}

func FuzzParseAuthorization(f *testing.F) {
	f.Add("SDK-HMAC-SHA256 Credential=AK/20240102///sdk_request, SignedHeaders=host;x-sdk-date, Signature=00")
	f.Add("SDK-HMAC-SHA256 Credential=")
	f.Add("Basic abc")
	f.Fuzz(func(t *testing.T, header string) {
		a, err := parseAuthorization(header)
		if err == nil && (a.accessKey == "" || a.signature == "") {
			t.Errorf("%q is parsed as %+v", header, a)
		}
	})
}

// signRequest signs a request, including those headers that have to be signed if present.
func signRequest(t *testing.T, r *http.Request, body, accessKey, secretKey string, at time.Time) {
	t.Helper()
	date := at.UTC().Format(dateFormat)
	r.Header.Set("X-Sdk-Date", date)
	r.Host = r.URL.Host
	names := []string{"host"}
	for _, name := range []string{"x-domain-id", "x-project-id", "x-sdk-date", "x-security-token"} {
		if r.Header.Get(name) != "" {
			names = append(names, name)
		}
	}
	signature, err := sign(r, []byte(body), names, date, secretKey)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", algorithm+" Credential="+accessKey+"/"+date[:8]+"///sdk_request, SignedHeaders="+
		strings.Join(names, ";")+", Signature="+signature)
}
