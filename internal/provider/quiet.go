package provider

import (
	"os"
	"strings"
)

// The loggers of the framework and of the protocol write at TRACE unless told otherwise. Terraform reads all of it, line by
// line, and throws it away unless the person asked for logs: a third of what a plan of 50 services cost both processes.

// ownLevel is the variable of the level of the provider's own logger, whose name follows from the provider's address.
const ownLevel = "TF_LOG_PROVIDER_OPENTELEKOMCLOUD"

// levels are the variables of the levels of all loggers there are. The two subsystems need their own: off for the root alone
// keeps them from writing, but not from gathering what to write.
var levels = []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", ownLevel}

const off = "off"

// LogsShown reports whether an environment may make Terraform, or its testing framework, show or keep logs of providers.
// When in doubt it does.
func LogsShown(environ []string) bool {
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		switch {
		case !strings.HasPrefix(name, "TF_LOG") && !strings.HasPrefix(name, "TF_ACC_LOG"):
		case name == "TF_LOG_CORE", name == "TF_LOG_PATH": // the one is about Terraform itself, the other says only where to
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
