package emulator_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

// post sends a request and returns the header of the response.
func post(url, token, body string) http.Header {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("X-Auth-Token", token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.Header
}

func Example() {
	cloud := emulator.New(emulator.Options{})
	server := httptest.NewServer(cloud)
	defer server.Close()

	// Sign in.
	owner := cloud.Owner()
	header := post(server.URL+"/v3/auth/tokens", "", fmt.Sprintf(`{"auth": {
		"identity": {"methods": ["password"], "password": {"user": {"id": %q, "password": %q}}},
		"scope": {"project": {"id": %q}}
	}}`, owner.UserID, owner.Password, owner.ProjectID))
	token := header.Get("X-Subject-Token")

	// The first attempt to create a service fails, the second one succeeds.
	fault, err := emulator.ParseFault("create-service 502 times=1")
	if err != nil {
		log.Fatal(err)
	}
	cloud.AddFault(fault)
	for range 2 {
		post(server.URL+"/vpcep/v1/"+owner.ProjectID+"/vpc-endpoint-services", token, `{
			"service_name": "web",
			"vpc_id": "4189d3c2-8882-4871-a3c2-d380272eed80",
			"port_id": "4189d3c2-8882-4871-a3c2-d380272eed88",
			"server_type": "VM",
			"ports": [{"client_port": 8080, "server_port": 80}]
		}`)
	}

	for _, r := range cloud.Requests() {
		fmt.Printf("%s %d %q\n", r.Op, r.Status, r.Fault)
	}
	fmt.Println("creates:", cloud.Count(emulator.OpCreateService))
	for _, s := range cloud.Services() {
		fmt.Println("service:", s.Name, s.Status)
	}

	// Output:
	// create-token 201 ""
	// create-service 502 "answer"
	// create-service 200 ""
	// creates: 2
	// service: web available
}
