package provider

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"
)

// certificatePair is a certificate and its key in PEM form.
type certificatePair struct{ cert, key string }

func newCertificatePair(t *testing.T) certificatePair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return certificatePair{
		cert: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert})),
		key:  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	}
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	pair, other := newCertificatePair(t), newCertificatePair(t)
	files := map[string]string{
		"/home/u/ca.pem": pair.cert, "cert.pem": pair.cert, "/key.pem": pair.key, "/other.pem": other.key, "/text": "no PEM", "/empty": "",
	}
	lost := strings.Split(pair.key, "\n")[1] // a key without its first line
	tests := map[string]struct {
		ca, cert, key string
		at            string
		want          string
	}{
		"paths":           {ca: "~/ca.pem", cert: "cert.pem", key: "/key.pem"},
		"contents":        {ca: pair.cert, cert: pair.cert, key: pair.key},
		"mixed":           {cert: pair.cert, key: "/key.pem"},
		"no such file":    {ca: "/gone", at: argCACertFile, want: "OS_CACERT"},
		"no certificate":  {ca: "/text", at: argCACertFile, want: "no certificate in PEM form"},
		"empty file":      {ca: "/empty", at: argCACertFile, want: "empty file"},
		"cert alone":      {cert: "cert.pem", at: argKey, want: "OS_KEY"},
		"key alone":       {key: "/key.pem", at: argCert, want: "OS_CERT"},
		"key of another":  {cert: "cert.pem", key: "/other.pem", at: argCert, want: "does not match"},
		"key is no PEM":   {cert: "cert.pem", key: "/text", at: argCert, want: "OS_KEY"},
		"key lost a line": {cert: "cert.pem", key: lost, at: argKey, want: "neither PEM nor the path"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := complete()
			env["OS_CACERT"], env["OS_CERT"], env["OS_KEY"] = test.ca, test.cert, test.key
			g := given{env: env, files: files}
			if test.at == "" {
				s := g.mustResolve(t)
				if (string(s.CACertPEM) != pair.cert) != (test.ca == "") || string(s.ClientCertPEM) != pair.cert || string(s.ClientKeyPEM) != pair.key {
					t.Error("the contents are others")
				}
				return
			}
			_, diags := g.resolve(t)
			text := errorAt(t, diags, test.at)
			if !strings.Contains(text, test.want) {
				t.Errorf("error is %q, want one with %q", text, test.want)
			}
			if strings.Contains(text, lost) {
				t.Errorf("the error shows the key: %s", text)
			}
		})
	}
}
