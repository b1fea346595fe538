package vpcep_test

import (
	"strings"
	"testing"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/acctest"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// rewrites are two ways in which an API changes what it accepted.
func rewrites(lasts time.Duration) map[string]emulator.Rewrite {
	return map[string]emulator.Rewrite{
		"description": {Description: strings.TrimSpace, For: lasts},
		"tags": {For: lasts, Tags: func(tags []emulator.Tag) []emulator.Tag {
			lower := make([]emulator.Tag, len(tags))
			for i, tag := range tags {
				lower[i] = emulator.Tag{Key: tag.Key, Value: strings.ToLower(tag.Value)}
			}
			return lower
		}},
	}
}

// The resource waits while the API temporarily returns other values.
func TestAccValuesAnsweredOtherwiseForAWhile(t *testing.T) {
	t.Parallel()
	for attribute, rewrite := range rewrites(5 * time.Second) {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				cloud := k.cloud(t, emulator.Options{Rewrite: rewrite})
				w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "X" }`, `description = "the shop "`))
				mustNotSay(t, w.Must(t, "apply", "-auto-approve"), "The API changed")
				mustManage(t, k, cloud, w)
			})
		})
	}
}

// If the API permanently returns another value, there is a warning: the object is not tainted, and the next plan shows
// the difference.
func TestAccValuesAnsweredOtherwiseForGood(t *testing.T) {
	t.Parallel()
	for attribute, rewrite := range rewrites(0) {
		t.Run(attribute, func(t *testing.T) {
			t.Parallel()
			eachKind(t, func(t *testing.T, k kind) {
				cloud := k.cloud(t, emulator.Options{Rewrite: rewrite})
				w := acctest.NewWorkspace(t, k.config(cloud, `tags = { a = "X" }`, `description = "the shop "`))
				output := w.Must(t, "apply", "-auto-approve")
				mustSay(t, output, "The API changed "+attribute+" of", "sent:", "returned:")
				if n := strings.Count(output, "The API changed"); n != 1 {
					t.Errorf("%d warnings of one difference:\n%s", n, output)
				}
				if _, tainted := stateID(t, w); tainted {
					t.Error("the object is tainted")
				}
				plan, code := w.CLI(t, "plan", "-detailed-exitcode")
				if code != 2 || !strings.Contains(plan, attribute) {
					t.Errorf("the plan ended with %d:\n%s", code, plan)
				}
				// Following the advice of the warning resolves it.
				w.Configure(t, k.config(cloud, `tags = { a = "x" }`, `description = "the shop"`))
				w.Must(t, "apply", "-auto-approve")
				w.Must(t, "plan", "-detailed-exitcode")
			})
		})
	}
}
