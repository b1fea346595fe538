package emulator

import (
	"errors"
	"net/http"
)

// authorizeProject lets a call of VPCEP pass if its credentials are for the project in its path.
func (e *Emulator) authorizeProject(c *call) error {
	who, err := e.authenticate(c)
	var bad *credentialsError
	if errors.As(err, &bad) {
		return refuse(codeUnauthorized, "%s", bad.message)
	}
	if err != nil {
		return err
	}
	c.who = who
	switch {
	case who.token == nil && who.domainID != "":
		return refuse("EndPoint.0004", "a call in a project must not carry X-Domain-Id")
	case who.token == nil && who.projectID == "":
		return refuse("EndPoint.0004", "a signed call in a project must carry X-Project-Id")
	case who.projectID == "":
		return refuse("EndPoint.0004", "the token is for a domain, not for a project")
	case who.projectID != c.vars["project_id"]:
		return refuse("EndPoint.0004", "the credentials are for another project than the one in the path")
	}
	return nil
}

// authenticateIAM is authenticate for the calls of IAM.
func (e *Emulator) authenticateIAM(c *call) error {
	who, err := e.authenticate(c)
	var bad *credentialsError
	if errors.As(err, &bad) {
		return refuseIAM(http.StatusUnauthorized, "%s", bad.message)
	}
	if err != nil {
		return err
	}
	c.who = who
	return nil
}

// refuseIn forbids a call in the form of the area it belongs to.
func refuseIn(c *call, message string) error {
	if c.op.area == areaIAM {
		return refuseIAM(http.StatusForbidden, "%s", message)
	}
	return refuse("EndPoint.0004", "%s", message)
}
