package emulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	algorithm      = "SDK-HMAC-SHA256"
	dateFormat     = "20060102T150405Z"
	maxSkew        = 15 * time.Minute
	maxKeyFailures = 5
	keyLockTime    = 5 * time.Minute
)

// authorization is the parsed Authorization header of a signed request.
type authorization struct {
	accessKey     string
	scope         string // YYYYMMDD///sdk_request
	signedHeaders []string
	signature     string
}

func parseAuthorization(header string) (authorization, error) {
	rest, found := strings.CutPrefix(header, algorithm+" ")
	if !found {
		return authorization{}, fmt.Errorf("the algorithm is not %s", algorithm)
	}
	var a authorization
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "Credential":
			a.accessKey, a.scope, _ = strings.Cut(value, "/")
		case "SignedHeaders":
			a.signedHeaders = strings.Split(value, ";")
		case "Signature":
			a.signature = value
		default:
			return authorization{}, fmt.Errorf("unknown part %q", name)
		}
	}
	if a.accessKey == "" || a.scope == "" || len(a.signedHeaders) == 0 || a.signature == "" {
		return authorization{}, errors.New("one of Credential, SignedHeaders and Signature is missing")
	}
	return a, nil
}

// checkSignature returns an error unless the signature matches the received request.
func checkSignature(r *http.Request, body []byte, a authorization, secretKey string, now time.Time) error {
	date := r.Header.Get("X-Sdk-Date")
	at, err := time.Parse(dateFormat, date)
	if err != nil {
		return errors.New("the X-Sdk-Date header is missing or not a date")
	}
	if skew := now.Sub(at).Abs(); skew > maxSkew {
		return fmt.Errorf("X-Sdk-Date differs from the server's clock by %s", skew.Round(time.Second))
	}
	if want := date[:8] + "///sdk_request"; a.scope != want {
		return fmt.Errorf("the credential's scope is %q, want %q", a.scope, want)
	}
	if !slices.IsSorted(a.signedHeaders) {
		return errors.New("the signed headers are not sorted")
	}
	for _, name := range []string{"Host", "X-Sdk-Date", "X-Project-Id", "X-Domain-Id", "X-Security-Token"} {
		present := name == "Host" || len(r.Header.Values(name)) > 0
		if present && !slices.Contains(a.signedHeaders, strings.ToLower(name)) {
			return fmt.Errorf("the header %s is not signed", name)
		}
	}
	want, err := sign(r, body, a.signedHeaders, date, secretKey)
	if err != nil {
		return err
	}
	if !hmac.Equal([]byte(want), []byte(a.signature)) {
		return errors.New("the signature does not match the request")
	}
	return nil
}

// sign returns the signature of a request.
func sign(r *http.Request, body []byte, signedHeaders []string, date, secretKey string) (string, error) {
	canonicalQuery, err := canonicalQuery(r.URL.RawQuery)
	if err != nil {
		return "", err
	}
	var headers strings.Builder
	for _, name := range signedHeaders {
		if name != strings.ToLower(name) {
			return "", fmt.Errorf("the signed header %q is not in lower case", name)
		}
		values := r.Header.Values(name)
		if name == "host" {
			values = []string{r.Host}
		}
		if len(values) == 0 {
			return "", fmt.Errorf("the signed header %q was not received", name)
		}
		for _, value := range values {
			headers.WriteString(name + ":" + strings.TrimSpace(value) + "\n")
		}
	}
	path := r.URL.Path
	if !strings.HasSuffix(path, "/") {
		path += "/"
	}
	canonical := strings.Join([]string{
		r.Method,
		escape(path, true),
		canonicalQuery,
		headers.String(),
		strings.Join(signedHeaders, ";"),
		hexSHA256(body),
	}, "\n")
	day := date[:8]
	toSign := strings.Join([]string{algorithm, date, day + "///sdk_request", hexSHA256([]byte(canonical))}, "\n")

	key := []byte("SDK" + secretKey)
	for _, part := range []string{day, "", "", "sdk_request"} { // day, region, service, terminator
		key = hmacSHA256(key, part)
	}
	return hex.EncodeToString(hmacSHA256(key, toSign)), nil
}

func canonicalQuery(raw string) (string, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return "", fmt.Errorf("invalid query: %w", err)
	}
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var pairs []string
	for _, key := range keys {
		slices.Sort(values[key])
		for _, value := range values[key] {
			pairs = append(pairs, escape(key, false)+"="+escape(value, false))
		}
	}
	return strings.Join(pairs, "&"), nil
}

// escape percent-encodes all bytes but the unreserved characters and, with keepSlash, the slash.
func escape(s string, keepSlash bool) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9',
			c == '-', c == '_', c == '.', c == '~', c == '/' && keepSlash:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func hexSHA256(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func hmacSHA256(key []byte, message string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(message))
	return mac.Sum(nil)
}
