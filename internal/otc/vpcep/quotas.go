package vpcep

import "context"

// Quota is the number of resources of a type that a project has, and the number that it may have.
type Quota struct {
	Type  string `json:"type"` // endpoint_service or endpoint
	Used  int64  `json:"used"`
	Quota int64  `json:"quota"`
}

// GetQuotas returns the quotas of the project: of one type of resource, or of all types if resourceType is "".
//
// https://docs.otc.t-systems.com/vpc-endpoint/api-ref/apis/resource_quota/querying_the_quota.html
func (c *Client) GetQuotas(ctx context.Context, resourceType string) ([]Quota, error) {
	var response struct {
		Quotas struct {
			Resources []Quota `json:"resources"`
		} `json:"quotas"`
	}
	if err := c.get(ctx, "/quotas", queryParams(map[string]string{"type": resourceType}), &response); err != nil {
		return nil, err
	}
	return response.Quotas.Resources, nil
}
