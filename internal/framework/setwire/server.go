package setwire

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Server has all RPCs of the framework's server. The last three are not part of ProviderServer yet.
type Server interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// NewServer returns the server of a provider whose resources may have attributes of this package. inner is its server of the
// framework.
func NewServer(p provider.Provider, inner Server) Server {
	s := &server{Server: inner, provider: p}
	s.sets = sync.OnceValues(func() (map[string]*sets, error) { return setsOf(context.Background(), p) })
	return s
}

// server overrides the RPCs that carry values of resources, or paths into them.
type server struct {
	Server
	provider provider.Provider
	sets     func() (map[string]*sets, error) // by the name of the resource
}

// setsOf finds the resources that have sets.
func setsOf(ctx context.Context, p provider.Provider) (map[string]*sets, error) {
	all := map[string]*sets{}
	var of provider.MetadataResponse
	p.Metadata(ctx, provider.MetadataRequest{}, &of)
	for _, newResource := range p.Resources(ctx) {
		r := newResource()
		var is resource.MetadataResponse
		r.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: of.TypeName}, &is)
		var has resource.SchemaResponse
		r.Schema(ctx, resource.SchemaRequest{}, &has)
		s := newSets()
		for name, a := range has.Schema.Attributes {
			if err := s.add(ctx, name, a); err != nil {
				return nil, fmt.Errorf("resource %s: %w", is.TypeName, err)
			}
		}
		if len(s.defaults) > 0 {
			s.object = has.Schema.Type().TerraformType(ctx)
			all[is.TypeName] = s
		}
	}
	return all, nil
}

// resource returns the sets of a resource, or nil if it has none. It ignores an invalid schema, because Terraform stops at its
// error before it sends any other request.
func (s *server) resource(name string) *sets {
	all, _ := s.sets()
	return all[name]
}

// GetProviderSchema implements tfprotov6.ProviderServer.
func (s *server) GetProviderSchema(
	ctx context.Context, req *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	all, err := s.sets()
	if err != nil {
		return nil, err
	}
	resp, err := s.Server.GetProviderSchema(ctx, req)
	if err != nil {
		return resp, err
	}
	var faults []error
	for name, of := range all {
		faults = append(faults, of.show(resp.ResourceSchemas[name]))
	}
	faults = append(faults, showDataSources(ctx, s.provider, resp.DataSourceSchemas))
	return resp, errors.Join(faults...)
}
