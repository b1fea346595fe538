package vpcep

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/framework"
)

// errNotMovable is the error of a moved block whose source is not among those of the target.
var errNotMovable = errors.New("a moved block cannot move this type of resource")

// versionError is the error of a state with an unknown schema version.
type versionError struct{ got, known int64 }

func (e versionError) Error() string {
	return fmt.Sprintf("the state has the schema version %d; this version of the provider knows version %d", e.got, e.known)
}

// approvalError is the error of an approval that decides about no endpoint, or about several.
type approvalError struct {
	serviceID   string
	endpointIDs []string
}

func (e *approvalError) Error() string {
	return fmt.Sprintf("the approval decides about %d endpoints, and a moved block has one target: a connection, which decides about one "+
		"endpoint", len(e.endpointIDs))
}

// attributeError is the error of an attribute that cannot be converted.
type attributeError struct {
	name string
	err  error
}

func (e *attributeError) Error() string {
	return fmt.Sprintf("the attribute %s of the state %s", e.name, e.err)
}
func (e *attributeError) Unwrap() error { return e.err }

// failed returns the diagnostic of a move. source is nil if the state cannot be decoded.
func (t moveTarget) failed(req resource.MoveStateRequest, source map[string]any, err error) diag.Diagnostic {
	detail := []string{
		framework.ErrorDetail(err),
		fmt.Sprintf("Moved from: %s of the provider %s", req.SourceTypeName, req.SourceProviderAddress),
	}
	if errors.Is(err, errNotMovable) {
		detail = append(detail, "These can be moved to "+t.typeName+":\n"+t.movable(), "Nothing was changed. Correct the moved block.")
	} else {
		detail = append(detail, "Nothing was changed. Remove the moved block and import instead. First remove the old resource from the "+
			"state, which does not change the cloud:\n\n  terraform state rm "+req.SourceTypeName+".NAME", t.importAdvice(source, err))
	}
	return diag.NewErrorDiagnostic("Unable to move "+req.SourceTypeName+" to "+t.typeName, strings.Join(detail, "\n\n"))
}

// importAdvice returns the configuration that imports what cannot be moved.
func (t moveTarget) importAdvice(source map[string]any, err error) string {
	var approval *approvalError
	switch {
	case !errors.As(err, &approval):
		return fmt.Sprintf("Then add this beside the new resource, and apply:\n\n  import {\n    to = %s.NAME\n    id = %q\n  }",
			t.typeName, cmp.Or(t.importID(source), "ID"))
	case len(approval.endpointIDs) > 0:
		return approval.imports(t.typeName)
	default:
		return "There is nothing to import."
	}
}

// movable lists what can be moved to the target.
func (t moveTarget) movable() string {
	lines := make([]string, 0, len(t.sources)+1)
	for _, s := range t.sources {
		lines = append(lines, "- "+s.typeName)
	}
	return strings.Join(append(lines, "- "+t.typeName+" of another source address of this provider"), "\n")
}

// imports returns a configuration that replaces the approval: one connection for each endpoint.
func (e *approvalError) imports(typeName string) string {
	ids := make([]string, len(e.endpointIDs))
	for i, id := range e.endpointIDs {
		ids[i] = fmt.Sprintf("      %q,", id)
	}
	return fmt.Sprintf(`Then add this, which has one connection for each endpoint, and apply:

  locals {
    endpoints = toset([
%[1]s
    ])
  }

  import {
    for_each = local.endpoints
    to       = %[2]s.NAME[each.key]
    id       = "%[3]s/${each.key}"
  }

  resource "%[2]s" "NAME" {
    for_each    = local.endpoints
    service_id  = "%[3]s"
    endpoint_id = each.key
    status      = "accepted"
  }`, strings.Join(ids, "\n"), typeName, e.serviceID)
}
