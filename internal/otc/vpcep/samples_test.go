package vpcep

import (
	"bytes"
	"context"
	"embed"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

//go:embed testdata/samples
var samples embed.FS

// The client understands each response to its requests that the API reference prints. Three of them (error, list_public_services and
// create_gateway_endpoint) lack a comma there, so that they are not JSON; the files have it.
func TestSampleResponses(t *testing.T) {
	t.Parallel()
	const id = "4189d3c2-8882-4871-a3c2-d380272eed83"
	ports := []Port{{8080, 90, "TCP"}, {8081, 80, "TCP"}}
	service := func(s *Service, err error) (any, error) {
		return []any{s.ID, s.Status, *s.ApprovalEnabled, *s.Name, *s.CreatedAt, *s.Ports, s.Tags == nil}, err
	}
	endpoint := func(e *Endpoint, err error) (any, error) {
		return []any{e.ID, e.Status, *e.ServiceType, *e.MarkerID, *e.ActiveStatus, len(*e.Tags), e.SubnetID == nil, e.PolicyStatement == nil}, err
	}
	var (
		printed      = []any{id, "available", false, ServiceName("test123"), "2018-01-30T07:42:01Z", ports, true}
		inSubnet     = []any{"530d6f2f-d115-4df2-8c36-32d19f3c0bbc", "accepted", "interface", int64(201515772), []string{"active"}, 1, false, true}
		atGateway    = []any{"59a40a87-abe0-4c1f-8bf0-63700128cb39", "accepted", "gateway", int64(201421455), []string{"active"}, 0, true, false}
		withoutZone  = []any{id, "available", false, ServiceName("test123"), "2018-01-30T07:42:01.174", ports, true}
		newInSubnet  = []any{inSubnet[0], "creating", "interface", int64(201515772), []string{"active"}, 1, false, true}
		newAtGateway = []any{
			"093998ea-ebaa-440d-8c75-935178e4dd93", "creating", "gateway", int64(201414431), []string{"active"}, 1, true, false,
		}
	)
	type call func(ctx context.Context, c *Client) (any, error)
	create := func(ctx context.Context, c *Client) (any, error) {
		return service(c.CreateService(ctx, ServiceCreate{}))
	}
	createEndpoint := func(ctx context.Context, c *Client) (any, error) {
		return endpoint(c.CreateEndpoint(ctx, EndpointCreate{}))
	}
	showEndpoint := func(ctx context.Context, c *Client) (any, error) { return endpoint(c.GetEndpoint(ctx, id)) }
	tests := map[string]struct {
		call call
		want any
	}{
		"create_service":            {create, withoutZone},
		"create_service_with_zone":  {create, printed},
		"show_service":              {func(ctx context.Context, c *Client) (any, error) { return service(c.GetService(ctx, id)) }, printed},
		"create_interface_endpoint": {createEndpoint, newInSubnet},
		"create_gateway_endpoint":   {createEndpoint, newAtGateway},
		"show_interface_endpoint":   {showEndpoint, inSubnet},
		"show_gateway_endpoint":     {showEndpoint, atGateway},
		"update_service": {func(ctx context.Context, c *Client) (any, error) {
			return service(c.UpdateService(ctx, id, ServiceUpdate{}))
		}, printed},
		"list_services": {func(ctx context.Context, c *Client) (any, error) {
			all, err := c.ListServices(ctx, ServiceFilter{})
			if len(all) != 1 {
				return len(all), err
			}
			return service(&all[0], err)
		}, printed},
		"list_endpoints": {func(ctx context.Context, c *Client) (any, error) {
			all, err := c.ListEndpoints(ctx, EndpointFilter{})
			if len(all) != 2 || err != nil {
				return len(all), err
			}
			gateway, _ := endpoint(&all[0], nil)
			inSubnet, _ := endpoint(&all[1], nil)
			return []any{gateway, inSubnet}, nil
		}, []any{atGateway, inSubnet}},
		"list_connections": {func(ctx context.Context, c *Client) (any, error) {
			all, err := c.ListConnections(ctx, id, ConnectionFilter{})
			if len(all) != 2 {
				return len(all), err
			}
			return []any{all[0].Status, *all[0].MarkerID, *all[1].DomainID}, err
		}, []any{"accepted", int64(16777510), "5fc973eea581490997e82ea11a1df31f"}},
		"list_permissions": {func(ctx context.Context, c *Client) (any, error) {
			all, err := c.ListPermissions(ctx, id, PermissionFilter{})
			if len(all) != 1 {
				return len(all), err
			}
			return []any{all[0].Permission, *all[0].Type, *all[0].Description}, err
		}, []any{"*", "domainId", "demo"}},
		"list_public_services": {func(ctx context.Context, c *Client) (any, error) {
			all, err := c.ListPublicServices(ctx, PublicServiceFilter{})
			if len(all) != 2 {
				return len(all), err
			}
			return []any{*all[0].Name, *all[1].Name, *all[1].Type, bool(*all[1].IsCharge)}, err
		}, []any{ServiceName("test123"), ServiceName("OBS"), "gateway", true}},
		"describe_service": {func(ctx context.Context, c *Client) (any, error) {
			s, err := c.DescribeService(ctx, id, "")
			if err != nil {
				return nil, err
			}
			return []any{*s.Name, *s.Type, bool(*s.IsCharge)}, nil
		}, []any{ServiceName("test123"), "interface", true}},
		"list_quotas": {
			func(ctx context.Context, c *Client) (any, error) { return c.GetQuotas(ctx, "") },
			[]Quota{{"endpoint", 4, 150}, {"endpoint_service", 10, 100}},
		},
		"find_by_tags": {func(ctx context.Context, c *Client) (any, error) {
			all, err := c.FindByTags(ctx, TaggedService, TagFilter{})
			if len(all) != 1 {
				return len(all), err
			}
			return []any{all[0].ID, *all[0].Name, all[0].Tags}, err
		}, []any{"cdfs_cefs_wesas_12_dsad", "resource1", []Tag{{"key1", "value1"}, {"key2", "value1"}}}},
		"count_by_tags": {
			func(ctx context.Context, c *Client) (any, error) {
				return c.CountByTags(ctx, TaggedService, TagFilter{})
			}, int64(1000),
		},
		"list_tags": {
			func(ctx context.Context, c *Client) (any, error) { return c.ListTags(ctx, TaggedService) },
			[]TagValues{{"key1", []string{"*value1", "value2"}}},
		},
		"change_connection": {
			func(ctx context.Context, c *Client) (any, error) { return nil, c.AcceptConnection(ctx, id, id) }, nil,
		},
		"change_permissions": {
			func(ctx context.Context, c *Client) (any, error) {
				return c.changePermissions(ctx, id, nil, []string{Everyone})
			},
			[]string{Everyone},
		},
		"error": {func(ctx context.Context, c *Client) (any, error) {
			err := c.AcceptConnection(ctx, id, id)
			return []any{otc.HasCode(err, "Endpoint.2013"), strings.Contains(err.Error(), "does not belong to the endpoint service")}, nil
		}, []any{true, true}},
	}
	files, err := samples.ReadDir("testdata/samples")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(tests) {
		t.Errorf("%d files, %d tests", len(files), len(tests))
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body, err := samples.ReadFile("testdata/samples/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				var request bytes.Buffer
				_, _ = request.ReadFrom(r.Body)
				switch {
				case name == "error":
					w.WriteHeader(http.StatusBadRequest)
				case strings.Contains(request.String(), `"offset":"1"`): // the sample has one item of a thousand
					_, _ = io.WriteString(w, `{"resources":[],"total_count":1000}`)
					return
				}
				_, _ = w.Write(body)
			}))
			t.Cleanup(server.Close)
			got, err := test.call(t.Context(), (&scripted{clock: emulator.NewClock(epoch), url: server.URL}).client(t, 0))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
