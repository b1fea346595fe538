package poll_test

import (
	"context"
	"fmt"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/poll"
)

func ExampleUntil() {
	statuses := []string{"creating", "available"}
	reads := 0
	status, err := poll.Until(context.Background(), poll.Wait[string]{
		Refresh: func(context.Context) (string, error) {
			reads++
			return statuses[reads-1], nil
		},
		Done: func(status string) (bool, error) {
			return poll.Reached(status, []string{"creating"}, []string{"available"})
		},
		Status: func(status string) string { return status },
		Goal:   `the status "available"`,
	})
	fmt.Println(status, err, reads)
	// Output: available <nil> 2
}
