package provider

import (
	"context"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// logExchange logs an API call: what was called with which result at DEBUG, the bodies at TRACE. Headers, and the bodies of
// requests that sign in, are never logged. The facts are in the message, because Terraform prints fields in random order.
func logExchange(ctx context.Context, e otc.Exchange) {
	message := fmt.Sprintf("API call: %s %s", e.Method, e.URL)
	result := "no response"
	if e.StatusCode != 0 {
		result = strconv.Itoa(e.StatusCode)
	}
	result = fmt.Sprintf("%s in %d ms", result, e.Duration.Milliseconds())
	if e.RequestID != "" {
		result += ", request id " + e.RequestID
	}
	if e.Err != nil {
		result += ", error: " + e.Err.Error()
	}
	tflog.Debug(ctx, message+": "+result)
	bodies := map[string]any{}
	if len(e.RequestBody) > 0 {
		bodies["http_request_body"] = string(e.RequestBody)
	}
	if len(e.ResponseBody) > 0 {
		bodies["http_response_body"] = string(e.ResponseBody)
	}
	if len(bodies) > 0 {
		tflog.Trace(ctx, message+": bodies", bodies)
	}
}

// masking hides secrets in whatever the log is told.
func masking(ctx context.Context, secrets []otc.Secret) context.Context {
	texts := make([]string, len(secrets))
	for i, s := range secrets {
		texts[i] = s.Reveal()
	}
	ctx = tflog.MaskMessageStrings(ctx, texts...)
	return tflog.MaskAllFieldValuesStrings(ctx, texts...)
}
