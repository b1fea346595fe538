package auth

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	domainOptions  = []Option{OptionDomainName, OptionDomainID}
	projectOptions = []Option{OptionProjectName, OptionProjectID}
)

func TestNewReportsMissingOptions(t *testing.T) {
	t.Parallel()
	const url = "https://iam.example.com/v3"
	agency := &Agency{Name: "ag", DomainName: "A", DelegatedProject: "x"}
	tests := map[string]struct {
		options Options
		want    []Option // alternatives of the first requirement; nil where no option is missing
		text    string
	}{
		"nothing": {
			Options{AuthURL: url},
			[]Option{OptionPassword, OptionUserName, OptionUserID, OptionPasscode, OptionAccessKey, OptionSecretKey, OptionToken},
			"there is nothing to sign in with: Set password and user_name or user_id; or passcode, password and user_id; " +
				"or access_key and secret_key; or token.",
		},
		"no address":          {Options{Token: testToken}, []Option{OptionAuthURL}, "address of IAM"},
		"odd address":         {Options{AuthURL: "ftp://x/v3", Token: testToken}, nil, "address of IAM"},
		"no secret key":       {Options{AuthURL: url, AccessKey: "AK", ProjectID: "p"}, []Option{OptionSecretKey}, "secret_key is missing"},
		"key without project": {Options{AuthURL: url, AccessKey: "AK", SecretKey: testSecret}, projectOptions, "project"},
		"no user": {
			Options{AuthURL: url, Password: testPassword, ProjectID: "p"}, []Option{OptionUserName, OptionUserID}, "user_name or user_id is missing",
		},
		"user without domain": {Options{AuthURL: url, UserName: "u", Password: testPassword, ProjectID: "p"}, domainOptions, "A user name"},
		"project without one": {Options{AuthURL: url, UserID: "u", Password: testPassword, ProjectName: "p"}, domainOptions, "A project name"},
		"no project":          {Options{AuthURL: url, UserID: "u", Password: testPassword}, projectOptions, "project"},
		"passcode, no id": {
			Options{AuthURL: url, UserName: "u", Password: testPassword, Passcode: testPasscode}, []Option{OptionUserID}, "id of the user",
		},
		"passcode, no pass": {
			Options{AuthURL: url, UserID: "u", Passcode: testPasscode, ProjectID: "p"}, []Option{OptionPassword}, "password is missing",
		},
		"agency, no name": {Options{AuthURL: url, Token: testToken, Agency: &Agency{DomainName: "A"}}, []Option{OptionAgencyName}, "agency"},
		"agency, no domain": {
			Options{AuthURL: url, Token: testToken, Agency: &Agency{Name: "ag", DelegatedProject: "x"}}, []Option{OptionAgencyDomainName}, "domain",
		},
		"agency, no project": {
			Options{AuthURL: url, Token: testToken, Agency: &Agency{Name: "ag", DomainName: "A"}},
			[]Option{OptionDelegatedProject, OptionProjectName, OptionProjectID}, "delegated_project, tenant_name or tenant_id is missing",
		},
		"agency, no own domain": {
			Options{AuthURL: url, AccessKey: "AK", SecretKey: testSecret, Agency: agency}, domainOptions, "signs in to your own domain",
		},
		"agency, user id only": {
			Options{AuthURL: url, UserID: "u", Password: testPassword, Agency: agency}, domainOptions, "signs in to your own domain",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := New(newSender(t), test.options)
			noSecrets(t, err)
			if !strings.Contains(err.Error(), test.text) {
				t.Errorf("error is %q, want one with %q", err, test.text)
			}
			var missing *MissingError
			var got []Option
			if errors.As(err, &missing) {
				got = missing.Missing[0].AnyOf
				if (missing.Method == "") != (name == "nothing") {
					t.Errorf("the method is %q", missing.Method)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHalfAnAccessKeyGivesWayToAPassword(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		options        Options
		given, missing Option
	}{
		"access key":  {Options{AccessKey: "AK", UserName: "u", Password: testPassword}, OptionAccessKey, OptionSecretKey},
		"secret key":  {Options{SecretKey: testSecret, UserID: "u", Password: testPassword}, OptionSecretKey, OptionAccessKey},
		"both":        {Options{AccessKey: "AK", SecretKey: testSecret, UserID: "u", Password: testPassword}, "", ""},
		"neither":     {Options{UserID: "u", Password: testPassword}, "", ""},
		"token":       {Options{AccessKey: "AK", Token: testToken, UserID: "u", Password: testPassword}, "", ""},
		"no user":     {Options{AccessKey: "AK", Password: testPassword}, "", ""},
		"no password": {Options{AccessKey: "AK", UserName: "u"}, "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := test.options
			given, missing, dropped := o.DropHalfKey()
			if given != test.given || missing != test.missing || dropped != (test.given != "") {
				t.Errorf("got %q, %q, %v", given, missing, dropped)
			}
			if _, _, half := o.halfKey(); dropped && (half || o.AccessKey != "" || o.method().about().name != "password") {
				t.Error("the password is still not used")
			} else if !dropped && o != test.options {
				t.Error("the options were changed")
			}
		})
	}
}

func TestNewNeedsNoAuthURLWithoutIAM(t *testing.T) {
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
