package auth

import (
	"context"
	"fmt"
	"net/http"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// Agency is the trust that another account grants. After signing in, the caller assumes it and acts with its
// permissions.
type Agency struct {
	Name             string
	DomainName       string // the account that grants the agency
	DelegatedProject string // name of a project of that account; if "", Options name the project
}

// agency assumes the agency of the options on top of the method that they select.
type agency struct{ Options }

func (a agency) missing() []Missing {
	var missing []Missing
	if a.Agency.Name == "" {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionAgencyName}, Given: []Option{OptionAgencyDomainName, OptionDelegatedProject},
			Reason: "agency_domain_name and delegated_project have no effect without an agency.",
		})
	}
	if a.Agency.DomainName == "" {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionAgencyDomainName}, Given: []Option{OptionAgencyName, OptionDelegatedProject},
			Reason: "An agency name is only unique within the domain (the account) that grants the agency.",
		})
	}
	if a.Agency.DelegatedProject == "" && !a.hasProject() {
		missing = append(missing, Missing{
			AnyOf: []Option{OptionDelegatedProject, OptionProjectName, OptionProjectID},
			Given: []Option{OptionAgencyName, OptionAgencyDomainName},
			Reason: "The VPC Endpoint service works in a project and accepts no token for a whole domain. Set one of them " +
				"to a project of the domain that grants the agency.",
		})
	}
	return missing
}

// signIn returns a session with the token of the agency. The credentials of the method are not used after that.
//
// API: https://docs.otc.t-systems.com/identity-access-management/api-ref/apis/token_management/obtaining_an_agency_token.html
func (a agency) signIn(ctx context.Context, iam iam, m method) (*grant, error) {
	caller, err := m.caller(ctx, iam)
	if err != nil {
		return nil, explain(m, iam, err)
	}
	id := identity{
		Methods:    []string{"assume_role"},
		AssumeRole: &assumeRole{DomainName: a.Agency.DomainName, AgencyName: a.Agency.Name},
	}
	granted, err := iam.createToken(ctx, id, scope{Project: a.project()}, otc.RetryIdempotent, caller)
	if err == nil && granted.session.ProjectID == "" {
		err = optionsErrorf("the response names no project")
	}
	if err != nil {
		return nil, a.explain(m, iam, err)
	}
	return granted, nil
}

// project is the project to work in. Without a delegated project it is the project of the options, which then
// belongs to the domain that grants the agency. A token for that whole domain is never requested, because
// project services do not accept one.
func (a agency) project() *reference {
	domain := &reference{Name: a.Agency.DomainName}
	switch {
	case a.Agency.DelegatedProject != "":
		return &reference{Name: a.Agency.DelegatedProject, Domain: domain}
	case a.ProjectID != "":
		return &reference{ID: a.ProjectID}
	default:
		return &reference{Name: a.ProjectName, Domain: domain}
	}
}

// explain adds which agency was to be assumed and, if IAM denied it, what to check.
func (a agency) explain(m method, iam iam, err error) error {
	err = fmt.Errorf("assuming the agency %q of domain %q, signed in %s at %s, failed: %w",
		a.Agency.Name, a.Agency.DomainName, m.who(), iam.base, err)
	switch {
	case otc.HasStatus(err, http.StatusUnauthorized):
		// IAM also responds with 401 if the project does not exist in the agency's domain.
		return &otc.AdvisedError{Err: err, Advice: m.advice() + "; also check " + a.projectOption()}
	case denied(err):
		return &otc.AdvisedError{Err: err, Advice: "check agency_name, agency_domain_name and " + a.projectOption() +
			", and that the agency is granted to your account"}
	case foreign(err):
		return &otc.AdvisedError{Err: err, Advice: foreignAdvice}
	default:
		return err
	}
}

// projectOption names the option that the project of the agency comes from.
func (a agency) projectOption() string {
	const ofTheAgency = ", which without delegated_project is a project of the agency's domain"
	switch {
	case a.Agency.DelegatedProject != "":
		return string(OptionDelegatedProject)
	case a.ProjectID != "":
		return string(OptionProjectID) + ofTheAgency
	default:
		return string(OptionProjectName) + ofTheAgency
	}
}
