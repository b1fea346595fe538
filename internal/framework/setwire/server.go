package setwire

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Server is all that the framework's server answers. The last three are not part of ProviderServer yet.
type Server interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// NewServer makes the server of a provider, whose resources and data sources may have attributes of this package.
func NewServer(p provider.Provider) Server {
	framework := providerserver.NewProtocol6(p)()
	inner, ok := framework.(Server)
	if !ok {
		panic(fmt.Sprintf("setwire: %T does not answer all that it did", framework))
	}
	s := &server{Server: inner}
	s.schemas = sync.OnceValues(func() (schemas, error) { return schemasOf(context.Background(), p) })
	return s
}

// server overrides what carries values of resources and data sources, or paths into them. It need not override what answers
// with values only.
type server struct {
	Server
	schemas func() (schemas, error)
}

// schemas are the resources and the data sources that have sets.
type schemas struct{ resources, dataSources map[string]*sets }

func schemasOf(ctx context.Context, p provider.Provider) (schemas, error) {
	all := schemas{map[string]*sets{}, map[string]*sets{}}
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
			nested := map[string]attribute{}
			if n, ok := a.(NestedAttribute); ok {
				for part, of := range n.NestedObject.Attributes {
					nested[part] = of
				}
			}
			if err := s.add(ctx, name, a, nested); err != nil {
				return schemas{}, fmt.Errorf("resource %s: %w", is.TypeName, err)
			}
		}
		if len(s.defaults) > 0 {
			s.object = has.Schema.Type().TerraformType(ctx)
			all.resources[is.TypeName] = s
		}
	}
	for _, newDataSource := range p.DataSources(ctx) {
		d := newDataSource()
		var is datasource.MetadataResponse
		d.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: of.TypeName}, &is)
		var has datasource.SchemaResponse
		d.Schema(ctx, datasource.SchemaRequest{}, &has)
		s := newSets()
		for name, a := range has.Schema.Attributes {
			if err := s.add(ctx, name, a, nil); err != nil {
				return schemas{}, fmt.Errorf("data source %s: %w", is.TypeName, err)
			}
		}
		if len(s.defaults) > 0 {
			s.object = has.Schema.Type().TerraformType(ctx)
			all.dataSources[is.TypeName] = s
		}
	}
	return all, nil
}

// resource returns the sets of a resource, nil if it has none. Terraform does not go on where the schema is faulty.
func (s *server) resource(name string) *sets {
	all, _ := s.schemas()
	return all.resources[name]
}

func (s *server) dataSource(name string) *sets {
	all, _ := s.schemas()
	return all.dataSources[name]
}

// GetProviderSchema implements tfprotov6.ProviderServer.
func (s *server) GetProviderSchema(
	ctx context.Context, req *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	all, err := s.schemas()
	if err != nil {
		return nil, err
	}
	resp, err := s.Server.GetProviderSchema(ctx, req)
	if err != nil {
		return resp, err
	}
	var faults []error
	for name, of := range all.resources {
		faults = append(faults, of.show(resp.ResourceSchemas[name]))
	}
	for name, of := range all.dataSources {
		faults = append(faults, of.show(resp.DataSourceSchemas[name]))
	}
	return resp, errors.Join(faults...)
}
