package provider

import (
	"os"
	"strings"
)

// The loggers of the framework and of the protocol write at TRACE by default. Terraform reads every line and discards it unless
// the user asked for logs. This took a third of the CPU time of both processes in a plan of 50 services.

// ownLevel sets the level of the provider's own logger. Its name is derived from the provider's address.
const ownLevel = "TF_LOG_PROVIDER_OPENTELEKOMCLOUD"

// levels set the levels of all loggers. The two subsystems need their own: if only the root logger is off, they write nothing
// but still build the fields.
var levels = []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", ownLevel}

const off = "off"

// LogsShown reports whether environ could make Terraform, or its testing framework, show or store provider logs. In case of
// doubt it returns true.
func LogsShown(environ []string) bool {
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		switch {
		case !strings.HasPrefix(name, "TF_LOG") && !strings.HasPrefix(name, "TF_ACC_LOG"):
		case name == "TF_LOG_CORE", name == "TF_LOG_PATH": // only Terraform's own logs, and only the destination
		case value != "" && !strings.EqualFold(value, off):
			return true
		}
	}
	return false
}

// SilenceLogs turns all loggers of this process off.
func SilenceLogs() error {
	for _, name := range levels {
		if err := os.Setenv(name, off); err != nil {
			return err
		}
	}
	return nil
}

// silent reports whether the provider's own logger is off.
func silent() bool { return strings.EqualFold(os.Getenv(ownLevel), off) }
