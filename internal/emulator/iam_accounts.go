package emulator

import (
	"cmp"
	"fmt"
	"slices"
)

// Account is a customer of the cloud: a domain with a project and a user. Secrets that are not given to Restore are random,
// so that tests can search logs for them.
type Account struct {
	Name string `json:"name"` // "owner" or "consumer"; the API does not know this name

	DomainID    string `json:"domain_id"`
	DomainName  string `json:"domain_name"`
	ProjectID   string `json:"project_id"`
	ProjectName string `json:"project_name"`
	UserID      string `json:"user_id"`
	UserName    string `json:"user_name"`
	Password    string `json:"password"`
	Passcode    string `json:"passcode"` // one-time password

	AccessKey string `json:"access_key"`
	SecretKey string `json:"secret_key"`

	// The temporary access key is only valid with SecurityToken.
	TemporaryAccessKey string `json:"temporary_access_key"`
	TemporarySecretKey string `json:"temporary_secret_key"`
	SecurityToken      string `json:"security_token"`

	// AgencyName is an agency of this account. It delegates access to the project to TrustedDomainName.
	AgencyName        string `json:"agency_name"`
	TrustedDomainName string `json:"trusted_domain_name"`

	// OtherProjectID is a second project whose name has ProjectName as a prefix: IAM filters names by prefix, and clients
	// have to pick the exact match.
	OtherProjectID string `json:"other_project_id"`
}

// Owner returns the account that offers services.
func (e *Emulator) Owner() Account { return *e.accounts[0] }

// Consumer returns the account that connects to services.
func (e *Emulator) Consumer() Account { return *e.accounts[1] }

// Region returns the region of both accounts.
func (e *Emulator) Region() string { return e.opts.Region }

// Environ returns the environment variables, as NAME=value, with which an account signs in by password to the emulator
// at baseURL.
func (e *Emulator) Environ(baseURL string, a Account) []string {
	return []string{
		"OS_AUTH_URL=" + baseURL + "/v3",
		"OS_USERNAME=" + a.UserName,
		"OS_PASSWORD=" + a.Password,
		"OS_DOMAIN_NAME=" + a.DomainName,
		"OS_PROJECT_NAME=" + a.ProjectName,
		"OS_REGION_NAME=" + e.opts.Region,
	}
}

// project is a project of an account.
type project struct {
	id, name string
	account  *Account
}

const (
	upperAndDigits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	lettersAndDigits = upperAndDigits + "abcdefghijklmnopqrstuvwxyz"
	digits           = "0123456789"
)

// newAccounts returns the owner and the consumer. Values that are not given are random or derived from the account's name.
func newAccounts(region string, given []Account) ([]*Account, error) {
	owner, consumer := &Account{Name: "owner"}, &Account{Name: "consumer"}
	for i, account := range given {
		switch {
		case slices.ContainsFunc(given[:i], func(other Account) bool { return other.Name == account.Name }):
			return nil, fmt.Errorf("there are two accounts %q", account.Name)
		case account.Name == owner.Name:
			*owner = account
		case account.Name == consumer.Name:
			*consumer = account
		default:
			return nil, fmt.Errorf("the name of an account is %q, not owner or consumer", account.Name)
		}
	}
	accounts := []*Account{owner, consumer}
	for _, a := range accounts {
		a.setDefaults(region)
	}
	owner.TrustedDomainName = cmp.Or(owner.TrustedDomainName, consumer.DomainName)
	consumer.TrustedDomainName = cmp.Or(consumer.TrustedDomainName, owner.DomainName)
	return accounts, checkDistinct(accounts)
}

func (a *Account) setDefaults(region string) {
	a.DomainID = cmp.Or(a.DomainID, randomHex())
	a.DomainName = cmp.Or(a.DomainName, "OTC-EU-DE-00000000001000"+a.Name)
	a.ProjectID = cmp.Or(a.ProjectID, randomHex())
	a.ProjectName = cmp.Or(a.ProjectName, region+"_"+a.Name)
	a.UserID = cmp.Or(a.UserID, randomHex())
	a.UserName = cmp.Or(a.UserName, a.Name+"-user")
	a.Password = cmp.Or(a.Password, "Pw!"+randomText(lettersAndDigits, 21))
	a.Passcode = cmp.Or(a.Passcode, randomText(digits, 6))
	a.AccessKey = cmp.Or(a.AccessKey, randomText(upperAndDigits, 20))
	a.SecretKey = cmp.Or(a.SecretKey, randomText(lettersAndDigits, 40))
	a.TemporaryAccessKey = cmp.Or(a.TemporaryAccessKey, randomText(upperAndDigits, 20))
	a.TemporarySecretKey = cmp.Or(a.TemporarySecretKey, randomText(lettersAndDigits, 40))
	a.SecurityToken = cmp.Or(a.SecurityToken, "gQpldS1kZQ"+randomText(lettersAndDigits, 120))
	a.AgencyName = cmp.Or(a.AgencyName, a.Name+"-agency")
	a.OtherProjectID = cmp.Or(a.OtherProjectID, randomHex())
}

// checkDistinct returns an error if accounts share a value that selects an account.
func checkDistinct(accounts []*Account) error {
	seen := map[string]bool{}
	for _, a := range accounts {
		for _, v := range []struct{ field, value string }{
			{"domain_id", a.DomainID}, {"domain_name", a.DomainName}, {"user_id", a.UserID},
			{"project_id", a.ProjectID}, {"project_id", a.OtherProjectID},
			{"access_key", a.AccessKey}, {"access_key", a.TemporaryAccessKey},
		} {
			key := v.field + " " + v.value
			if seen[key] {
				return fmt.Errorf("%s %q is used twice", v.field, v.value)
			}
			seen[key] = true
		}
	}
	return nil
}

func newProjects(accounts []*Account) []*project {
	var projects []*project
	for _, a := range accounts {
		projects = append(projects,
			&project{id: a.OtherProjectID, name: a.ProjectName + "_archive", account: a},
			&project{id: a.ProjectID, name: a.ProjectName, account: a},
		)
	}
	return projects
}

func (e *Emulator) projectByID(id string) *project {
	for _, p := range e.projects {
		if p.id == id {
			return p
		}
	}
	return nil
}

func (e *Emulator) accountByDomain(id, name string) *Account {
	for _, a := range e.accounts {
		if (id != "" && a.DomainID == id) || (id == "" && name != "" && a.DomainName == name) {
			return a
		}
	}
	return nil
}
