package emulator

// Account is a customer of the cloud: a domain with a project and a user. The secrets are random and differ between
// emulators, so that tests can search logs for them.
type Account struct {
	Name string // "owner" or "consumer"; the API does not know this name

	DomainID, DomainName   string
	ProjectID, ProjectName string
	UserID, UserName       string
	Password               string
	Passcode               string // one-time password

	AccessKey, SecretKey string

	// The temporary access key is only valid with SecurityToken.
	TemporaryAccessKey, TemporarySecretKey, SecurityToken string

	// AgencyName is an agency of this account. It delegates access to the project to TrustedDomainName.
	AgencyName, TrustedDomainName string
}

// Owner returns the account that offers services.
func (e *Emulator) Owner() Account { return *e.accounts[0] }

// Consumer returns the account that connects to services.
func (e *Emulator) Consumer() Account { return *e.accounts[1] }

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

// project is a project of an account. Each account has a second project whose name has the first one's name as a prefix:
// IAM filters names by prefix, and clients have to pick the exact match.
type project struct {
	id, name string
	account  *Account
}

const (
	upperAndDigits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	lettersAndDigits = upperAndDigits + "abcdefghijklmnopqrstuvwxyz"
	digits           = "0123456789"
)

func newAccount(region, name, trusted string) *Account {
	return &Account{
		Name:               name,
		DomainID:           randomHex(),
		DomainName:         domainName(name),
		ProjectID:          randomHex(),
		ProjectName:        region + "_" + name,
		UserID:             randomHex(),
		UserName:           name + "-user",
		Password:           "Pw!" + randomText(lettersAndDigits, 21),
		Passcode:           randomText(digits, 6),
		AccessKey:          randomText(upperAndDigits, 20),
		SecretKey:          randomText(lettersAndDigits, 40),
		TemporaryAccessKey: randomText(upperAndDigits, 20),
		TemporarySecretKey: randomText(lettersAndDigits, 40),
		SecurityToken:      "gQpldS1kZQ" + randomText(lettersAndDigits, 120),
		AgencyName:         name + "-agency",
		TrustedDomainName:  domainName(trusted),
	}
}

func domainName(account string) string { return "OTC-EU-DE-00000000001000" + account }

func newAccounts(region string) []*Account {
	return []*Account{newAccount(region, "owner", "consumer"), newAccount(region, "consumer", "owner")}
}

func newProjects(accounts []*Account) []*project {
	var projects []*project
	for _, a := range accounts {
		projects = append(projects,
			&project{id: randomHex(), name: a.ProjectName + "_archive", account: a},
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
