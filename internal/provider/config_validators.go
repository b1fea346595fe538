package provider

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// httpURL accepts an http or https URL, and the empty string, which counts as not set.
type httpURL struct{}

// Description implements validator.String.
func (httpURL) Description(context.Context) string { return "value must be an http or https address" }

// MarkdownDescription implements validator.String.
func (v httpURL) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (httpURL) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || req.ConfigValue.ValueString() == "" {
		return
	}
	if err := checkAddress(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid address", "The address "+err.Error()+".")
	}
}

// checkAddress accepts an http or https URL. Its errors do not quote it, because it may contain a password.
func checkAddress(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return errors.New("is not a valid URL; it must look like https://host.example.com/path")
	case (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "":
		return errors.New("must begin with https:// or http:// and contain a host")
	case u.User != nil:
		return errors.New("must not contain a user name or password; set the arguments for them instead")
	case u.RawQuery != "" || u.Fragment != "":
		return errors.New("must not have a query or fragment")
	default:
		return nil
	}
}

// endpointTypes are the interfaces of a service in the catalogue.
var endpointTypes = []string{"public", "internal", "admin"}

func endpointTypeTexts() []string {
	texts := []string{""}
	for _, t := range endpointTypes {
		texts = append(texts, t, t+"URL")
	}
	return texts
}

// parseEndpointType parses public, internal or admin, with or without the suffix URL.
func parseEndpointType(text string) (string, bool) {
	t := strings.TrimSuffix(text, "URL")
	return t, slices.Contains(endpointTypes, t)
}
