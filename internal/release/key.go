package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// key is a key for one run, in a directory of its own.
type key struct {
	home        string // of GnuPG
	fingerprint string
}

// newKey creates a key. It is an RSA key because the registry accepts no elliptic curves.
func newKey(ctx context.Context, home string) (*key, error) {
	if err := os.Mkdir(home, 0o700); err != nil {
		return nil, err
	}
	k := &key{home: home}
	if _, err := k.gpg(ctx, "--passphrase", "", "--quick-generate-key", "Rehearsal of a release", "rsa3072", "sign", "1d"); err != nil {
		return nil, errors.Join(err, k.stop(ctx))
	}
	listed, err := k.gpg(ctx, "--with-colons", "--list-secret-keys")
	if err != nil {
		return nil, errors.Join(err, k.stop(ctx))
	}
	for line := range strings.Lines(listed) {
		if fields := strings.Split(line, ":"); fields[0] == "fpr" {
			k.fingerprint = fields[9]
			return k, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("gpg lists no fingerprint: %s", listed), k.stop(ctx))
}

// env returns the variables that .goreleaser.yml and gpg read.
func (k *key) env() []string {
	return []string{"GNUPGHOME=" + k.home, "GPG_FINGERPRINT=" + k.fingerprint}
}

// verify checks a detached signature of a file.
func (k *key) verify(ctx context.Context, signature, file string) error {
	_, err := k.gpg(ctx, "--verify", signature, file)
	return err
}

// stop ends the agent that gpg has started, also after ctx was canceled. The directory is left to the caller.
func (k *key) stop(ctx context.Context) error {
	_, err := output(context.WithoutCancel(ctx), command{name: "gpgconf", args: []string{"--kill", "all"}, env: k.env()})
	return err
}

func (k *key) gpg(ctx context.Context, args ...string) (string, error) {
	return output(ctx, command{name: "gpg", args: append([]string{"--batch", "--quiet", "--no-tty"}, args...), env: k.env()})
}
