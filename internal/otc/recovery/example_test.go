package recovery_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// The answer to the request gets lost, although the cloud executed it. What it created is found in the list.
func Example() {
	type server struct{ ID, Size, CreatedAt string }
	var servers []server

	registry := recovery.NewRegistry(func(local time.Time) time.Time { return local }, 3)
	result, err := recovery.Create(context.Background(), registry, recovery.Resource[server]{
		Key: "large",
		Post: func(context.Context) (*server, error) {
			servers = append(servers, server{"42", "large", time.Now().UTC().Format(time.RFC3339)})
			return nil, &otc.CallError{Method: "POST", URL: "/servers", Err: errors.New("connection reset by peer")}
		},
		List: func(context.Context) ([]server, error) { return servers, nil },
		Compare: func(s *server) recovery.Comparison {
			if s.Size == "large" {
				return recovery.Equal
			}
			return recovery.Different
		},
		Describe: func(s *server) recovery.Description { return recovery.Description{ID: s.ID, CreatedAt: s.CreatedAt} },
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the server is", result.Item.ID)
	fmt.Println("its answer was lost:", result.Lost)
	// Output:
	// the server is 42
	// its answer was lost: POST /servers: connection reset by peer
}
