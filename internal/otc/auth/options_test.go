package auth

import (
	"fmt"
	"strings"
	"testing"
)

func TestNewNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	const url = "https://iam.example.com/v3"
	agency := &Agency{Name: "ag", DomainName: "A", DelegatedProject: "x"}
	tests := map[string]struct {
		options Options
		want    string
	}{
		"nothing":              {Options{AuthURL: url}, "no password"},
		"no address":           {Options{Token: testToken}, "address of IAM"},
		"odd address":          {Options{AuthURL: "ftp://x/v3", Token: testToken}, "address of IAM"},
		"no secret key":        {Options{AuthURL: url, AccessKey: "AK", ProjectID: "p"}, "secret key"},
		"key without project":  {Options{AuthURL: url, AccessKey: "AK", SecretKey: testSecret}, "project"},
		"no user":              {Options{AuthURL: url, Password: testPassword, ProjectID: "p"}, "name or id of the user"},
		"user without domain":  {Options{AuthURL: url, UserName: "u", Password: testPassword, ProjectID: "p"}, "domain"},
		"project without one":  {Options{AuthURL: url, UserID: "u", Password: testPassword, ProjectName: "p"}, "domain"},
		"no project":           {Options{AuthURL: url, UserID: "u", Password: testPassword}, "project"},
		"passcode, no id":      {Options{AuthURL: url, UserName: "u", Password: testPassword, Passcode: testPasscode}, "id of the user"},
		"passcode, no pass":    {Options{AuthURL: url, UserID: "u", Passcode: testPasscode, ProjectID: "p"}, "no password"},
		"agency, no name":      {Options{AuthURL: url, Token: testToken, Agency: &Agency{DomainName: "A"}}, "agency"},
		"agency, no project":   {Options{AuthURL: url, Token: testToken, Agency: &Agency{Name: "ag", DomainName: "A"}}, "delegated project"},
		"agency, no domain":    {Options{AuthURL: url, AccessKey: "AK", SecretKey: testSecret, Agency: agency}, "domain that signs in"},
		"agency, user id only": {Options{AuthURL: url, UserID: "u", Password: testPassword, Agency: agency}, "domain that signs in"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := New(newSender(t), test.options)
			noSecrets(t, err)
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %q, want one with %q", err, test.want)
			}
		})
	}
}

func TestNewNeedsNoAddressWhereNothingIsAsked(t *testing.T) {
	t.Parallel()
	for _, options := range []Options{
		{Token: testToken, ProjectID: "p", SkipCatalogue: true},
		{AccessKey: "AK", SecretKey: testSecret, ProjectID: "p", SkipCatalogue: true},
	} {
		c, err := New(newSender(t), options)
		if err != nil {
			t.Fatal(err)
		}
		if session, err := c.Session(t.Context()); err != nil || session.ProjectID != "p" {
			t.Errorf("got %v, %v", session, err)
		}
	}
}

func TestOptionsShowNoSecret(t *testing.T) {
	t.Parallel()
	options := Options{
		Password: testPassword, Passcode: testPasscode, Token: testToken, SecretKey: testSecret, SecurityToken: testSecurity,
	}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		text := fmt.Sprintf(format+format, options, newCredentials(nil, options))
		for _, secret := range secretValues {
			if strings.Contains(text, secret) {
				t.Errorf("%s shows %q", format, secret)
			}
		}
	}
}
