package main

import (
	"fmt"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// requestLine returns the line that is printed for a request.
func requestLine(r emulator.Request) string {
	path := r.Path
	if r.Query != "" {
		path += "?" + r.Query
	}
	line := fmt.Sprintf("%s %3d %-6s %s", r.Time.Format("15:04:05.000"), r.Status, r.Method, path)
	if r.Op != "" {
		line += "  " + r.Op
	}
	if r.Fault != "" {
		line += "  [" + r.Fault + "]"
	}
	return line
}
