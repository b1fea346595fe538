package auth

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// signedHeaders are the headers that a signature covers if a request has them, in addition to Host. User-Agent
// and Accept are excluded, because proxies rewrite them and would invalidate the signature.
var signedHeaders = []string{
	"Content-Type",
	headerDomainID,
	headerProjectID,
	headerSDKDate,
	headerSecurityToken,
}

// canonicalRequest returns a request in the canonical form, which client and cloud both hash, and the names of the
// signed headers.
func canonicalRequest(req *http.Request) (canonical, names string, err error) {
	query, err := canonicalQuery(req.URL.RawQuery)
	if err != nil {
		return "", "", err
	}
	hash, err := bodyHash(req)
	if err != nil {
		return "", "", err
	}
	headers, names := canonicalHeaders(req)
	// The header lines end with a newline of their own, so an empty line follows them.
	return strings.Join([]string{req.Method, canonicalPath(req.URL.Path), query, headers, names, hash}, "\n"), names, nil
}

// canonicalPath encodes a decoded path.
func canonicalPath(path string) string {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if !strings.HasSuffix(path, "/") {
		path += "/"
	}
	return escape(path, true)
}

// canonicalQuery sorts a raw query by its decoded keys, then values, and encodes it again.
func canonicalQuery(raw string) (string, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return "", fmt.Errorf("the query cannot be signed: %w", err)
	}
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var pairs []string
	for _, key := range keys {
		for _, value := range slices.Sorted(slices.Values(values[key])) {
			pairs = append(pairs, escape(key, false)+"="+escape(value, false))
		}
	}
	return strings.Join(pairs, "&"), nil
}

func canonicalHeaders(req *http.Request) (lines, names string) {
	host := req.Host
	if host == "" {
		host = req.URL.Host
	}
	values := map[string][]string{"host": {host}}
	for _, name := range signedHeaders {
		if v := req.Header.Values(name); len(v) > 0 {
			values[strings.ToLower(name)] = v
		}
	}
	sorted := make([]string, 0, len(values))
	for name := range values {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	var b strings.Builder
	for _, name := range sorted {
		for _, value := range values[name] {
			b.WriteString(name + ":" + strings.TrimSpace(value) + "\n")
		}
	}
	return b.String(), strings.Join(sorted, ";")
}

// bodyHash hashes a copy of the body, so that the request can still be sent.
func bodyHash(req *http.Request) (string, error) {
	hash := sha256.New()
	if req.Body != nil && req.Body != http.NoBody {
		if req.GetBody == nil {
			return "", fmt.Errorf("the body of %s %s can be read only once, so it cannot be signed", req.Method, req.URL.Path)
		}
		body, err := req.GetBody()
		if err != nil {
			return "", fmt.Errorf("read the body to sign: %w", err)
		}
		_, err = io.Copy(hash, body)
		if closeErr := body.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return "", fmt.Errorf("read the body to sign: %w", err)
		}
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

const upperHex = "0123456789ABCDEF"

// escape percent-encodes all bytes except the unreserved ones and, in a path, "/". It differs from
// url.QueryEscape, which encodes a space as "+".
func escape(s string, path bool) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := range len(s) {
		if c := s[i]; unreserved(c) || (path && c == '/') {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&0x0f]})
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	switch {
	case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		return true
	default:
		return c == '-' || c == '.' || c == '_' || c == '~'
	}
}
