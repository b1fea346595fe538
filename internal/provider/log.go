package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

// logExchange tells Terraform's log of a call: that it was made at DEBUG, its bodies at TRACE. Headers, and the
// bodies of calls that sign in, are never told.
func logExchange(ctx context.Context, e otc.Exchange) {
	fields := map[string]any{
		"http_method": e.Method,
		"http_url":    e.URL,
		"duration_ms": e.Duration.Milliseconds(),
	}
	if e.StatusCode != 0 {
		fields["http_status"] = e.StatusCode
	}
	if e.RequestID != "" {
		fields["request_id"] = e.RequestID
	}
	if e.Err != nil {
		fields["error"] = e.Err.Error()
	}
	tflog.Debug(ctx, "called the cloud", fields)
	if len(e.RequestBody) > 0 {
		fields["http_request_body"] = string(e.RequestBody)
	}
	if len(e.ResponseBody) > 0 {
		fields["http_response_body"] = string(e.ResponseBody)
	}
	if len(e.RequestBody)+len(e.ResponseBody) > 0 {
		tflog.Trace(ctx, "bodies of the call", fields)
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
