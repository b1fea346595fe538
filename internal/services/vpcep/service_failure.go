package vpcep

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/vpcep"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/tfx"
)

// serviceFailure makes the diagnostic of a failed operation on a service, at the attribute that is to
// blame where the API's code tells.
func serviceFailure(operation string, err error, more ...string) diag.Diagnostic {
	advice := vpcep.AdviceOn(err)
	texts := append([]string{advice.Text}, more...)
	if advice.Field != "" {
		return tfx.AttributeFailure(path.Root(advice.Field), operation, err, texts...)
	}
	return tfx.Failure(operation, err, texts...)
}

// notCreated keeps what the next run needs to know of a create that ended without an id.
func (r *serviceResource) notCreated(ctx context.Context, resp *resource.CreateResponse, model *serviceModel, operation string, err error) diag.Diagnostics {
	return keepUnfinished(ctx, resp, model, "service", operation, err)
}

func adoptedDetail(creation *vpcep.Creation) string {
	return adoptedText("service", creation.Service.ID, creation.Adopted)
}

// adviceNotAvailable says what to do about a service that exists but is not available.
func adviceNotAvailable(id string, err error) string { return adviceUnfinished("service", id, err) }

func ids(services []vpcep.Service) []string {
	list := make([]string, len(services))
	for i, s := range services {
		list[i] = s.ID
	}
	return list
}
