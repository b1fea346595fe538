package provider

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// certificates returns the TLS certificates and the key, each of which is set as PEM or as the path of a PEM file.
func (r *resolver) certificates() (ca, cert, key []byte) {
	ca = r.pem(argCACertFile)
	if len(ca) > 0 && !x509.NewCertPool().AppendCertsFromPEM(ca) {
		r.invalid(argCACertFile, "holds no certificate in PEM form")
	}
	haveCert, haveKey := r.found[argCert].level != unset, r.found[argKey].level != unset
	switch {
	case haveCert && !haveKey:
		r.missing("key is missing", "A client certificate requires its private key.", argKey)
	case haveKey && !haveCert:
		r.missing("cert is missing", "A private key requires its client certificate.", argCert)
	}
	cert, key = r.pem(argCert), r.pem(argKey)
	if len(cert) > 0 && len(key) > 0 {
		if _, err := tls.X509KeyPair(cert, key); err != nil {
			// The error tells which of the two is wrong and why, and quotes neither.
			r.invalid(argCert, "cannot be used with that of "+r.found[argKey].place+": "+strings.TrimPrefix(err.Error(), "tls: "))
		}
	}
	return ca, cert, key
}

func (r *resolver) pem(argument string) []byte {
	f := r.found[argument]
	switch {
	case f.level == unset:
		return nil
	case strings.Contains(f.text, "-----BEGIN"):
		return []byte(f.text)
	}
	path := f.text
	if rest, ok := strings.CutPrefix(path, "~/"); ok && r.env.home != "" {
		path = filepath.Join(r.env.home, rest)
	}
	content, err := r.env.readFile(path)
	if err == nil {
		if len(content) == 0 {
			r.invalid(argument, "names an empty file")
		}
		return content
	}
	// The value may be a private key without its first line instead of a path. Therefore, neither the value nor the
	// error, which quotes it, is shown.
	var failed *fs.PathError
	reason := "cannot be read"
	if errors.As(err, &failed) {
		reason += ": " + failed.Err.Error()
	}
	r.invalid(argument, "is neither PEM nor the path of a file that can be read ("+reason+")")
	return nil
}
