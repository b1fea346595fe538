package emulator

import "slices"

// Names of the API operations, as used in faults, Count and the request log. They are untyped, so that they can be part
// of a fault's text; Count and AddFault panic if they get another name.
const (
	OpCreateToken  = "create-token"
	OpShowToken    = "show-token"
	OpShowCatalog  = "show-catalog"
	OpListDomains  = "list-domains"
	OpListProjects = "list-projects"

	OpListVersions = "list-versions"
	OpShowVersion  = "show-version"

	OpCreateService      = "create-service"
	OpListServices       = "list-services"
	OpListPublicServices = "list-public-services"
	OpDescribeService    = "describe-service"
	OpShowService        = "show-service"
	OpUpdateService      = "update-service"
	OpDeleteService      = "delete-service"

	OpListPermissions   = "list-permissions"
	OpChangePermissions = "change-permissions"
	OpListConnections   = "list-connections"
	OpChangeConnection  = "change-connection"

	OpCreateEndpoint = "create-endpoint"
	OpListEndpoints  = "list-endpoints"
	OpShowEndpoint   = "show-endpoint"
	OpDeleteEndpoint = "delete-endpoint"

	OpListQuotas = "list-quotas"

	OpListTags   = "list-tags"
	OpFindByTags = "find-by-tags"
	OpChangeTags = "change-tags"
)

// Operations returns the names of all operations, in the order in which they are matched.
func Operations() []string {
	var names []string
	for _, op := range newOperations() {
		names = append(names, op.name)
	}
	return names
}

func isOperation(name string) bool { return slices.Contains(Operations(), name) }
