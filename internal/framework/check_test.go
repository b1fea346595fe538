package framework_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

func ptr[T any](v T) *T { return &v }

// checkDiagnostic checks an error at an attribute; an empty path stands for an error of no attribute.
func checkDiagnostic(t *testing.T, got diag.Diagnostic, at path.Path, summary string, says ...string) {
	t.Helper()
	if got.Severity() != diag.SeverityError || got.Summary() != summary {
		t.Errorf("got %s %q, want the error %q", got.Severity(), got.Summary(), summary)
	}
	where := path.Empty()
	if attribute, ok := got.(diag.DiagnosticWithPath); ok {
		where = attribute.Path()
	}
	if !where.Equal(at) {
		t.Errorf("the error is at %q, want %q", where, at)
	}
	for _, part := range says {
		if !strings.Contains(got.Detail(), part) {
			t.Errorf("%q does not say %q", got.Detail(), part)
		}
	}
}
