package provider_test

import (
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/provider"
)

func TestLogsShown(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]bool{
		"TF_LOG=TRACE":                           true,
		"TF_LOG=error":                           true,
		"TF_LOG=JSON":                            true,
		"TF_LOG=1":                               true,
		"TF_LOG_PROVIDER=DEBUG":                  true,
		"TF_LOG_PROVIDER_OPENTELEKOMCLOUD=TRACE": true,
		"TF_LOG_SDK=INFO":                        true,
		"TF_LOG_SDK_PROTO=TRACE":                 true,
		"TF_LOG_SDK_FRAMEWORK=WARN":              true,
		"TF_LOG_SDK_PROTO_DATA_DIR=/tmp":         true,
		"TF_LOG_PATH_MASK=%s.log":                true,
		"TF_LOG_SOMETHING_NEW=x":                 true,
		"TF_ACC_LOG=TRACE":                       true,
		"TF_ACC_LOG_PATH=/tmp/log":               true,

		"TF_LOG=":                   false,
		"TF_LOG=off":                false,
		"TF_LOG=OFF":                false,
		"TF_LOG_PROVIDER=Off":       false,
		"TF_LOG_CORE=TRACE":         false,
		"TF_LOG_PATH=/tmp/log":      false,
		"TF_ACC=1":                  false,
		"TF_VAR_log=TF_LOG":         false,
		"OTHER_TF_LOG=TRACE":        false,
		"TF_CLI_ARGS=TF_LOG=TRACE":  false,
		"TF_REATTACH_PROVIDERS={}":  false,
		"TF_INPUT":                  false,
		"":                          false,
		"TF_CLI_CONFIG_FILE=TF_LOG": false,
	} {
		environ := []string{"HOME=/root", entry, "PATH=/bin"}
		if got := provider.LogsShown(environ); got != want {
			t.Errorf("%s: got %t", entry, got)
		}
	}
	if !provider.LogsShown([]string{"TF_LOG=off", "TF_LOG_PROVIDER=TRACE", "TF_LOG_CORE=off"}) {
		t.Error("one that is off hides another")
	}
}
