package otc

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// newTLSServer starts a server with a certificate that is its own CA.
func newTLSServer(t *testing.T, clients tls.ClientAuthType, handle http.HandlerFunc) (address string, ca []byte) {
	t.Helper()
	server := httptest.NewUnstartedServer(handle)
	server.TLS = &tls.Config{ClientAuth: clients, MinVersion: tls.VersionTLS12}
	server.Config.ErrorLog = discard()
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
}

// clientPair returns a certificate and its key.
func clientPair(t *testing.T, name string) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
}

func TestSenderTrusts(t *testing.T) {
	t.Parallel()
	address, ca := newTLSServer(t, tls.NoClientCert, func(w http.ResponseWriter, _ *http.Request) { write(w, 200, `{"id":"a"}`) })
	other, _ := clientPair(t, "another authority")
	// A busy machine takes longer to load the certificates of the system than a handshake may take.
	if _, err := x509.SystemCertPool(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		options SenderOptions
		trusted bool
	}{
		"by default, the system's":   {SenderOptions{}, false},
		"the CA given":               {SenderOptions{CACertPEM: ca}, true},
		"the CA given, among others": {SenderOptions{CACertPEM: append(append([]byte("# ours\n"), other...), ca...)}, true},
		"another CA":                 {SenderOptions{CACertPEM: other}, false},
		"all":                        {SenderOptions{Insecure: true}, true},
		"all, whatever CA is given":  {SenderOptions{Insecure: true, CACertPEM: other}, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.options.MaxRetries = 5
			attempts := 0
			_, err := newSender(
				t,
				test.options,
			).Send(
				t.Context(),
				Request{Method: http.MethodGet, URL: address, Authorize: func(*http.Request) error {
					attempts++
					return nil
				}},
			)
			var refused *tls.CertificateVerificationError
			if test.trusted && err != nil || !test.trusted && !errors.As(err, &refused) {
				t.Errorf("got %v", err)
			}
			// A wrong certificate is not retried.
			if attempts != 1 {
				t.Errorf("%d attempts", attempts)
			}
		})
	}
}

func TestSenderSendsItsCertificate(t *testing.T) {
	t.Parallel()
	address, ca := newTLSServer(t, tls.RequireAnyClientCert, func(w http.ResponseWriter, r *http.Request) {
		write(w, 400, `{"error_msg":"`+r.TLS.PeerCertificates[0].Subject.CommonName+`"}`)
	})
	certificate, key := clientPair(t, "the client")
	_, err := newSender(t, SenderOptions{CACertPEM: ca, ClientCertPEM: certificate, ClientKeyPEM: key}).
		Send(t.Context(), Request{Method: http.MethodGet, URL: address})
	if got := asError(t, err).Message; got != "the client" {
		t.Errorf("the server saw the certificate of %q", got)
	}
	_, err = newSender(t, SenderOptions{CACertPEM: ca}).Send(t.Context(), Request{Method: http.MethodGet, URL: address})
	var refused *CallError
	if !errors.As(err, &refused) {
		t.Errorf("without a certificate: %v", err)
	}
}

func TestSenderRefusesTLSOptions(t *testing.T) {
	t.Parallel()
	certificate, key := clientPair(t, "the client")
	_, otherKey := clientPair(t, "another")
	for says, options := range map[string]SenderOptions{
		"CA certificates":            {CACertPEM: []byte("/etc/ssl/ca.pem")},
		"no certificate in PEM form": {CACertPEM: key},
		"client certificate and key": {ClientCertPEM: certificate},
		"client certificate":         {ClientCertPEM: certificate, ClientKeyPEM: otherKey},
		"key":                        {ClientCertPEM: []byte("cert.pem"), ClientKeyPEM: key},
	} {
		_, err := NewSender(options)
		if err == nil {
			t.Errorf("%s: no error", says)
			continue
		}
		contains(t, err.Error(), says)
		if strings.Contains(err.Error(), string(key)) {
			t.Errorf("the error shows the key: %v", err)
		}
	}
}

func TestSenderRefusesOldTLS(t *testing.T) {
	t.Parallel()
	transport, err := newTransport(SenderOptions{Insecure: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := transport.TLSClientConfig.MinVersion; got < tls.VersionTLS12 {
		t.Errorf("TLS %x is used", got)
	}
}
