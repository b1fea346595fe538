package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
)

// checkComplete reports everything that the way to sign in still needs, each with the places it was looked for.
func (r *resolver) checkComplete(o *auth.Options) {
	if o.Token == "" {
		r.checkAccessKey(o)
	}
	signed := o.AccessKey != "" || o.SecretKey != ""
	switch {
	case o.Token != "" || signed:
	case o.Password != "" || o.UserName != "" || o.UserID != "" || o.Passcode != "":
		r.checkPassword(o)
	default:
		r.missing("there is nothing to sign in with",
			"Set token; or access_key and secret_key; or password and user_name or user_id.",
			argPassword, argUserName, argUserID, argAccessKey, argSecretKey, argToken)
		return
	}
	if o.Agency != nil {
		r.checkAgency(o)
	} else if o.Token == "" && !hasProject(o) {
		r.missing("tenant_name or tenant_id is missing", "The VPC Endpoint service works in a project: set its name or its id.",
			argTenantName, argTenantID)
	}
	r.checkLocation(o)
}

// checkAccessKey wants both halves of an access key. One that was left behind in the environment must not keep
// a complete password from working, but it may also be a slip, so that is said.
func (r *resolver) checkAccessKey(o *auth.Options) {
	given, lacks := argAccessKey, argSecretKey
	switch {
	case (o.AccessKey == "") == (o.SecretKey == ""):
		return
	case o.AccessKey == "":
		given, lacks = lacks, given
	}
	if o.Password != "" && (o.UserName != "" || o.UserID != "") {
		r.diags.AddAttributeWarning(path.Root(given), "Access key is not used",
			"There is "+given+" (from "+r.found[given].place+") but no "+lacks+", so the password is used to sign in.\n\n"+r.searched(lacks))
		o.AccessKey, o.SecretKey = "", ""
		return
	}
	r.missing(lacks+" is missing", "There is "+given+" (from "+r.found[given].place+"), and an access key needs both.", lacks)
}

func (r *resolver) checkPassword(o *auth.Options) {
	if o.Password == "" {
		r.missing("password is missing", "There is a user or a passcode, and signing in with it needs the password, too.", argPassword)
	}
	switch {
	case o.Passcode != "" && o.UserID == "":
		r.missing("user_id is missing", "Signing in with a passcode needs the id of the user; the name is not enough.", argUserID)
	case o.UserName == "" && o.UserID == "":
		r.missing("user_name or user_id is missing", "There is a password, and signing in with it needs the user.", argUserName, argUserID)
	}
	if hasDomain(o) || o.Agency != nil { // an agency needs the domain in any case, and says so
		return
	}
	switch {
	case o.UserID == "" && o.UserName != "":
		r.missing("domain_name or domain_id is missing", "A user is known by name only together with the domain (the account).",
			argDomainName, argDomainID)
	case o.ProjectID == "" && o.ProjectName != "":
		r.missing("domain_name or domain_id is missing", "A project is known by name only together with the domain (the account).",
			argDomainName, argDomainID)
	}
}

func (r *resolver) checkAgency(o *auth.Options) {
	if o.Agency.Name == "" {
		r.missing("agency_name is missing", "There is agency_domain_name or delegated_project, and they mean nothing without an agency.",
			argAgencyName)
	}
	if o.Agency.DomainName == "" {
		r.missing("agency_domain_name is missing", "An agency is known only together with the domain (the account) that grants it.",
			argAgencyDomainName)
	}
	if o.Agency.DelegatedProject == "" && !hasProject(o) {
		r.missing("delegated_project is missing", "The VPC Endpoint service works in a project and accepts no token for a whole domain. Set "+
			"delegated_project, or tenant_name or tenant_id, to a project of the domain that grants the agency.",
			argDelegatedProject, argTenantName, argTenantID)
	}
	if o.Token == "" && !hasDomain(o) {
		r.missing("domain_name or domain_id is missing", "Before the agency is taken, the own domain (the account) is signed in to.",
			argDomainName, argDomainID)
	}
}

// checkLocation wants the address of IAM and the region only where something is asked there.
func (r *resolver) checkLocation(o *auth.Options) {
	if r.found[argAuthURL].level == unset && o.NeedsIAM() {
		r.missing("auth_url is missing", "Set the address of IAM, such as https://iam.eu-de.otc.t-systems.com/v3, or one of Open Telekom "+
			"Cloud's regions, from which it follows.", argAuthURL, argRegion)
	}
	if r.found[argRegion].level == unset && !o.SkipCatalogue {
		r.missing("region is missing", "It does not follow from the name of the project or from the host of auth_url, either. "+
			"It is not needed where endpoints has the address of vpcep.", argRegion, argTenantName, argAuthURL)
	}
}

func hasProject(o *auth.Options) bool { return o.ProjectID != "" || o.ProjectName != "" }
func hasDomain(o *auth.Options) bool  { return o.DomainID != "" || o.DomainName != "" }

func list(names []string) string { return strings.Join(names, ", ") }

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
