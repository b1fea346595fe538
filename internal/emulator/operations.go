package emulator

// Names of the operations, as faults, Count and the request log use them.
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

// Operations returns the names of the API calls, in the order in which they are matched.
func Operations() []string {
	var names []string
	for _, op := range newOperations() {
		names = append(names, op.name)
	}
	return names
}
