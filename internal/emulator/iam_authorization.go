package emulator

import (
	"errors"
	"net/http"
)

// authorizeProject returns an error unless the credentials of a VPCEP call are valid for the project in its path.
func (e *Emulator) authorizeProject(c *call) error {
	caller, err := e.authenticate(c)
	var bad *credentialsError
	if errors.As(err, &bad) {
		return apiErrorf(codeUnauthorized, "%s", bad.message)
	}
	if err != nil {
		return err
	}
	c.caller = caller
	switch {
	case caller.token == nil && caller.domainID != "":
		return apiErrorf("EndPoint.0004", "a call in a project must not carry X-Domain-Id")
	case caller.token == nil && caller.projectID == "":
		return apiErrorf("EndPoint.0004", "a signed call in a project must carry X-Project-Id")
	case caller.projectID == "":
		return apiErrorf("EndPoint.0004", "the token is for a domain, not for a project")
	case caller.projectID != c.vars["project_id"]:
		return apiErrorf("EndPoint.0004", "the credentials are for a project other than the one in the path")
	}
	return nil
}

// authenticateIAM authenticates an IAM call.
func (e *Emulator) authenticateIAM(c *call) error {
	caller, err := e.authenticate(c)
	var bad *credentialsError
	if errors.As(err, &bad) {
		return iamErrorf(http.StatusUnauthorized, "%s", bad.message)
	}
	if err != nil {
		return err
	}
	c.caller = caller
	return nil
}

// forbiddenError returns a 403 error in the format of the API that the call belongs to.
func forbiddenError(c *call, message string) error {
	if c.op.api == apiIAM {
		return iamErrorf(http.StatusForbidden, "%s", message)
	}
	return apiErrorf("EndPoint.0004", "%s", message)
}
