package otc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretIsNotPrinted(t *testing.T) {
	t.Parallel()
	const value = "hunter2-secret"
	secret := Secret(value)
	session := Session{ProjectID: "p1", Token: secret}
	printed := map[string]string{
		"struct %v": fmt.Sprintf("%v", session), "struct %+v": fmt.Sprintf("%+v", &session), "struct %#v": fmt.Sprintf("%#v", session),
		"slice": fmt.Sprintf("%v %#v %q", []Secret{secret}, []Secret{secret}, []Secret{secret}),
		"map":   fmt.Sprintf("%v", map[Secret]Secret{secret: secret}),
		"error": fmt.Errorf("token %v", secret).Error(),
		"Print": fmt.Sprint(secret), "String": secret.String(),
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x"} {
		printed[verb] = fmt.Sprintf(verb, secret)
	}
	for verb, text := range printed {
		if strings.Contains(text, value) || strings.Contains(strings.ToLower(strings.ReplaceAll(text, " ", "")), fmt.Sprintf("%x", value)) {
			t.Errorf("%s shows %s", verb, text)
		}
		if !strings.ContainsAny(verb, "xX") && !strings.Contains(text, redacted) {
			t.Errorf("%s does not show that something was redacted: %s", verb, text)
		}
	}
}

func TestSecretIsNotEncoded(t *testing.T) {
	t.Parallel()
	session := Session{ProjectID: "p1", Token: "hunter2", Catalogue: Catalogue{}}
	encoded, err := json.Marshal(map[string]any{"key": session})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(encoded), `{"key":{"ProjectID":"p1","Token":"***","Catalogue":[]}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSecretIsNotLogged(t *testing.T) {
	t.Parallel()
	if value := slog.AnyValue(Secret("hunter2")).Resolve(); value.Kind() != slog.KindString || value.String() != redacted {
		t.Errorf("a handler gets %v", value)
	}
	var text, structured bytes.Buffer
	for out, handler := range map[*bytes.Buffer]slog.Handler{
		&text: slog.NewTextHandler(&text, nil), &structured: slog.NewJSONHandler(&structured, nil),
	} {
		slog.New(
			handler,
		).Info(
			"signed in",
			"token",
			Secret("hunter2"),
			"session",
			Session{Token: "hunter2"},
			slog.Group("g", "password", Secret("hunter2")),
		)
		if strings.Contains(out.String(), "hunter2") || strings.Count(out.String(), redacted) != 3 {
			t.Errorf("the log shows %s", out)
		}
	}
}

func TestSecretReveal(t *testing.T) {
	t.Parallel()
	if got := Secret("hunter2").Reveal(); got != "hunter2" {
		t.Errorf("got %q", got)
	}
	// It may show whether there is a secret.
	if got := fmt.Sprintf("%v%s%#v", Secret(""), Secret(""), Secret("")); got != "" {
		t.Errorf("no secret shows as %q", got)
	}
}
