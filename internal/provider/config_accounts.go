package provider

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

// signInSettings are the settings of each sign-in method, in order of precedence. All but the security token show which method is
// meant.
var signInSettings = [][]string{
	{argToken},
	{argAccessKey, argSecretKey, argSecurityToken},
	{argUserName, argUserID, argPassword, argPasscode},
}

// preferMethod drops credentials that the environment or clouds.yaml has for another sign-in method than the one that the
// configuration sets or selects. Otherwise a token that was left in the environment would sign in to another account than the user
// in the configuration.
func (r *resolver) preferMethod() {
	var chosen setting
	for _, method := range signInSettings {
		if s := r.highest(method); s.level.explicit() && s.level > chosen.level {
			chosen = s
		}
	}
	if chosen.level == unset {
		return
	}
	for _, method := range signInSettings {
		if r.highest(method).level < chosen.level {
			for _, argument := range method {
				r.drop(argument, chosen)
			}
		}
	}
	// These belong to the key or the password that is set with them.
	r.dropForeign(argSecurityToken, r.found[argAccessKey], r.found[argSecretKey])
	r.dropForeign(argPasscode, higher(r.found[argUserID], r.found[argUserName]), r.found[argPassword])
}

// dropForeign drops a setting of the environment if all settings that it belongs to are set in or selected by the configuration.
func (r *resolver) dropForeign(argument string, owners ...setting) {
	if r.found[argument].level != inEnvironment {
		return
	}
	if !slices.ContainsFunc(owners, func(s setting) bool { return !s.level.explicit() }) {
		r.drop(argument, owners[0])
	}
}

// highest returns the setting of a sign-in method that is set at the highest level.
func (r *resolver) highest(method []string) (found setting) {
	for _, argument := range method {
		if argument != argSecurityToken {
			found = higher(found, r.found[argument])
		}
	}
	return found
}

// higher returns the setting at the higher level.
func higher(a, b setting) setting {
	if b.level > a.level {
		return b
	}
	return a
}

// warnOfEnvironment reports environment variables that are not used because of the argument cloud, and an agency that leads to
// another account than the one in the configuration. The official provider lets the environment override clouds.yaml in any case, so
// that the same configuration may have worked in another account.
func (r *resolver) warnOfEnvironment() {
	if r.arguments[argCloud] == "" {
		return
	}
	var lines []string
	for _, src := range sources {
		if line := r.overridden(src); line != "" {
			lines = append(lines, line)
		}
	}
	at := path.Root(argCloud)
	selected := fmt.Sprintf("The argument cloud selects %q in %s", r.cloud.Name, commaSeparated(r.cloud.Files))
	if len(lines) > 0 {
		r.diags.AddAttributeWarning(at, "Environment variables are not used",
			selected+", whose settings take precedence over the environment. These variables are ignored:\n"+strings.Join(lines, "\n")+
				"\n\nUnset these variables for this configuration. If they are right and the entry is not, select the entry with the "+
				"environment variable OS_CLOUD instead of the argument: then the environment takes precedence.")
	}
	if agency := r.found[argAgencyName]; agency.level == inEnvironment {
		r.diags.AddAttributeWarning(at, "The environment selects an agency",
			fmt.Sprintf("%s. After signing in with it, the provider assumes the agency %q, which is from %s, and works in the account that "+
				"grants it. If that is not intended, unset the variable. Otherwise set agency_name in the provider block.",
				selected, agency.text, agency.place))
	}
}

// overridden returns a line about an environment variable that is not used, although the entry of clouds.yaml has another value. It
// shows no values: they may be secrets.
func (r *resolver) overridden(src source) string {
	variable, found := r.inEnvironment(src), r.found[src.argument]
	if d, ok := r.dropped[src.argument]; ok && d.setting.level == inEnvironment {
		return fmt.Sprintf("- %s, because the entry has %s", d.setting.name, d.because.name)
	}
	if variable.level == unset || found.level != inSelectedCloud {
		return ""
	}
	value := variable.text
	if src.argument == argAuthURL {
		if normal, err := normalAuthURL(value); err == nil {
			value = normal
		}
	}
	if value == found.text || src.argument == argInsecure { // which is the opposite of verify
		return ""
	}
	return fmt.Sprintf("- %s, because the entry has %s", variable.name, found.name)
}

// signInSettings lists where the settings that were used for signing in are from, without their values.
func (s settings) signInSettings() string {
	arguments := append([]string{argAuthURL}, slices.Concat(signInSettings...)...)
	arguments = append(arguments, argDomainID, argDomainName, argTenantID, argTenantName, argAgencyName, argAgencyDomainName,
		argDelegatedProject)
	var text string
	for _, argument := range arguments {
		if origin := s.Origins[argument]; origin != "" {
			text += "\n- " + argument + ": " + origin
		}
	}
	if text == "" {
		return ""
	}
	return "Settings:" + text
}
