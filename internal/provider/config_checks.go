package provider

import (
	"errors"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/auth"
)

// checkComplete reports everything that is still missing, together with the places that were searched. What a
// sign-in requires is decided by package auth.
func (r *resolver) checkComplete(o *auth.Options) {
	if given, missing, dropped := o.DropHalfKey(); dropped {
		r.diags.AddAttributeWarning(path.Root(string(given)), "Access key is not used",
			string(given)+" (from "+r.found[string(given)].place+") is set but "+string(missing)+
				" is not, so the provider signs in with the password.\n\n"+r.searched(string(missing)))
	}
	var incomplete *auth.MissingError
	// An invalid address of IAM, the only other error, is already reported with its origin.
	if errors.As(o.Check(), &incomplete) {
		for _, missing := range incomplete.Missing {
			r.missingOptions(missing)
		}
		if incomplete.Method == "" {
			return // nothing else is known to be needed
		}
	}
	if r.found[argRegion].level == unset && !o.SkipCatalogue {
		r.missing("region is missing", "Set the region, such as eu-de. It cannot be derived from the name of the project or from the host of "+
			"auth_url. It is not needed if endpoints has the address of vpcep.", argRegion, argTenantName, argAuthURL)
	}
}

// missingOptions reports a requirement of the sign-in, and which settings make it one.
func (r *resolver) missingOptions(m auth.Missing) {
	why := m.Reason
	var arguments, given []string
	for _, option := range m.AnyOf {
		arguments = append(arguments, string(option))
		if option == auth.OptionAuthURL {
			arguments = append(arguments, argRegion)
			why += " Or set one of Open Telekom Cloud's regions, from which the provider derives it."
		}
	}
	for _, option := range m.Given {
		if f := r.found[string(option)]; f.level != unset {
			given = append(given, "\n- "+string(option)+", which is from "+f.place)
		}
	}
	if len(given) > 0 {
		why += "\n\nRequired because of:" + strings.Join(given, "")
	}
	r.missing(m.Summary(), why, arguments...)
}

func commaSeparated(names []string) string { return strings.Join(names, ", ") }

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
