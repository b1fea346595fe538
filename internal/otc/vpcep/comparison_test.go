package vpcep

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc/recovery"
)

// requestedService sets every field, and answeredService is its result.
func requestedService() ServiceCreate {
	return ServiceCreate{
		PortID: testPort, VPCID: testVPC, ServerType: "VM", Ports: []Port{{8080, 90, "TCP"}, {8081, 80, "UDP"}},
		PoolID: ptr("pool"), VIPPortID: ptr("vip"), Name: ptr("web"), ApprovalEnabled: ptr(true), ServiceType: ptr(TypeInterface),
		TCPProxy: ptr("proxy_open"), Tags: []Tag{{"a", "1"}, {"b", ""}}, Description: ptr("for the web"),
	}
}

func answeredService() *Service {
	return &Service{
		ID: testSubnet, Status: StatusCreating, PortID: ptr(testPort), VPCID: ptr(testVPC), ServerType: ptr("VM"),
		Ports: &[]Port{{8081, 80, "UDP"}, {8080, 90, ""}}, PoolID: ptr("pool"), VIPPortID: ptr("vip"),
		Name: ptr(ServiceName("eu-de.web." + testSubnet)), ApprovalEnabled: ptr(true), ServiceType: ptr(TypeInterface),
		TCPProxy: ptr("proxy_open"), Tags: &[]Tag{{"b", ""}, {"a", "1"}}, Description: ptr("for the web"),
	}
}

func requestedEndpoint() EndpointCreate {
	return EndpointCreate{
		ServiceID: testPort, VPCID: testVPC, SubnetID: ptr(testSubnet), PortIP: ptr("10.0.0.5"), EnableDNS: ptr(true),
		Whitelist: []string{"10.0.0.0/8", "192.168.0.1"}, EnableWhitelist: ptr(true), RouteTables: []string{"a", "B"},
		PolicyStatement:   []PolicyStatement{{"Allow", []string{"x", "y"}, []string{"*"}}, {"Deny", []string{"z"}, []string{"r"}}},
		SpecificationName: ptr("default"), Description: ptr("for the web"), Tags: []Tag{{"a", "1"}, {"b", ""}},
	}
}

func answeredEndpoint() *Endpoint {
	return &Endpoint{
		ID: "1", Status: StatusCreating, ServiceID: ptr(testPort), VPCID: ptr(testVPC), SubnetID: ptr(testSubnet), IP: ptr("10.0.0.5"),
		EnableDNS: ptr(true), Whitelist: &[]string{"192.168.0.1", "10.0.0.0/8"}, EnableWhitelist: ptr(true), RouteTables: &[]string{"b", "a"},
		PolicyStatement:   &[]PolicyStatement{{"Deny", []string{"z"}, []string{"r"}}, {"Allow", []string{"y", "x"}, []string{"*"}}},
		SpecificationName: ptr("default"), Description: ptr("for the web"), Tags: &[]Tag{{"b", ""}, {"a", "1"}},
	}
}

// Every field of a request is compared: an object with another value in any field is not its result. A field that is
// added to a request and not to its comparison fails here.
func TestEveryFieldIsCompared(t *testing.T) {
	t.Parallel()
	service, endpoint := requestedService(), requestedEndpoint()
	compareServices := func() recovery.Comparison { return service.compare(answeredService()) }
	compareEndpoints := func() recovery.Comparison { return endpoint.compare(answeredEndpoint()) }
	checkFields(t, reflect.ValueOf(&service).Elem(), compareServices)
	checkFields(t, reflect.ValueOf(&endpoint).Elem(), compareEndpoints)
}

func checkFields(t *testing.T, request reflect.Value, compare func() recovery.Comparison) {
	t.Helper()
	if got := compare(); got != recovery.Equal {
		t.Errorf("%s: the result of the request is %v, want it equal", request.Type(), got)
	}
	for i := range request.NumField() {
		name, field := request.Type().Field(i).Name, request.Field(i)
		if field.IsZero() {
			t.Errorf("%s.%s is not set by this test", request.Type(), name)
			continue
		}
		before := reflect.ValueOf(field.Interface())
		field.Set(another(t, before))
		if got := compare(); got != recovery.Different {
			t.Errorf("%s.%s: with another value it is %v, want it different", request.Type(), name, got)
		}
		field.Set(before)
	}
}

// another returns another value of the same type.
func another(t *testing.T, v reflect.Value) reflect.Value {
	t.Helper()
	switch v.Kind() { //nolint:exhaustive // fails for what is not known
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(another(t, v.Elem()))
		return p
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(s, v)
		s.Index(0).Set(another(t, v.Index(0)))
		return s
	case reflect.Struct: // with another value in its first field
		s := reflect.New(v.Type()).Elem()
		s.Set(v)
		s.Field(0).Set(another(t, v.Field(0)))
		return s
	case reflect.String:
		return reflect.ValueOf("another " + v.String()).Convert(v.Type())
	case reflect.Bool:
		return reflect.ValueOf(!v.Bool()).Convert(v.Type())
	case reflect.Int64:
		return reflect.ValueOf(v.Int() + 1).Convert(v.Type())
	default:
		t.Fatalf("no other value of the type %s is known", v.Type())
		return v
	}
}

// compared is one comparison: change modifies a request and a response that match otherwise.
type compared[R, T any] struct {
	change func(*R, *T)
	want   recovery.Comparison
}

func checkCompared[R, T any](
	t *testing.T, tests map[string]compared[R, T],
	request func() R, answer func() *T, compare func(R, *T) recovery.Comparison,
) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, a := request(), answer()
			test.change(&r, a)
			if got := compare(r, a); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestCompareServices(t *testing.T) {
	t.Parallel()
	type create = ServiceCreate
	named := func(prefix string) *ServiceName { return ptr(ServiceName(prefix + testSubnet)) }
	client := script(t).client(t, 0)
	checkCompared(t, map[string]compared[ServiceCreate, Service]{
		"what was requested": {func(*ServiceCreate, *Service) {}, recovery.Equal},
		"short name":         {func(_ *create, s *Service) { s.Name = ptr(ServiceName("web")) }, recovery.Equal},
		"ids in capitals": {func(_ *create, s *Service) {
			s.PortID, s.VPCID = ptr(strings.ToUpper(testPort)), ptr(strings.ToUpper(testVPC))
		}, recovery.Equal},
		"available":                      {func(_ *create, s *Service) { s.Status = StatusAvailable }, recovery.Equal},
		"failed":                         {func(_ *create, s *Service) { s.Status = StatusFailed }, recovery.Equal},
		"deleting":                       {func(_ *create, s *Service) { s.Status = StatusDeleting }, recovery.Different},
		"another port_id":                {func(_ *create, s *Service) { s.PortID = ptr(testVPC) }, recovery.Different},
		"no port_id":                     {func(_ *create, s *Service) { s.PortID = nil }, recovery.Incomplete},
		"another vpc_id":                 {func(_ *create, s *Service) { s.VPCID = ptr(testPort) }, recovery.Different},
		"another server_type":            {func(_ *create, s *Service) { s.ServerType = ptr("LB") }, recovery.Different},
		"another name":                   {func(_ *create, s *Service) { s.Name = named("eu-de.web2.") }, recovery.Different},
		"not named":                      {func(_ *create, s *Service) { s.Name = named("eu-de.") }, recovery.Different},
		"no name":                        {func(_ *create, s *Service) { s.Name = nil }, recovery.Incomplete},
		"name not requested":             {func(c *create, s *Service) { c.Name, s.Name = nil, named("eu-de.") }, recovery.Equal},
		"a name in capitals":             {func(_ *create, s *Service) { s.Name = named("eu-de.WEB.") }, recovery.Different},
		"other ports":                    {func(_ *create, s *Service) { (*s.Ports)[1].ServerPort = 91 }, recovery.Different},
		"fewer ports":                    {func(_ *create, s *Service) { s.Ports = &[]Port{{8080, 90, "TCP"}} }, recovery.Different},
		"no ports":                       {func(_ *create, s *Service) { s.Ports = nil }, recovery.Incomplete},
		"no port_id, but another vpc_id": {func(_ *create, s *Service) { s.PortID, s.VPCID = nil, ptr(testPort) }, recovery.Different},

		"approval by default":     {func(c *create, _ *Service) { c.ApprovalEnabled = nil }, recovery.Equal},
		"no approval":             {func(_ *create, s *Service) { s.ApprovalEnabled = ptr(false) }, recovery.Different},
		"approval not answered":   {func(_ *create, s *Service) { s.ApprovalEnabled = nil }, recovery.Incomplete},
		"tcp_proxy by default":    {func(c *create, s *Service) { c.TCPProxy, s.TCPProxy = nil, ptr("close") }, recovery.Equal},
		"tcp_proxy empty":         {func(c *create, s *Service) { c.TCPProxy, s.TCPProxy = ptr("close"), ptr("") }, recovery.Equal},
		"tcp_proxy not requested": {func(c *create, _ *Service) { c.TCPProxy = nil }, recovery.Different},
		"tcp_proxy not answered":  {func(_ *create, s *Service) { s.TCPProxy = nil }, recovery.Incomplete},

		"empty description":             {func(c *create, s *Service) { c.Description, s.Description = nil, ptr("") }, recovery.Equal},
		"description sent empty":        {func(c *create, s *Service) { c.Description, s.Description = ptr(""), ptr("") }, recovery.Equal},
		"description not requested":     {func(c *create, _ *Service) { c.Description = nil }, recovery.Different},
		"description not answered":      {func(_ *create, s *Service) { s.Description = nil }, recovery.Incomplete},
		"no tags":                       {func(c *create, s *Service) { c.Tags, s.Tags = nil, &[]Tag{} }, recovery.Equal},
		"tags not requested":            {func(c *create, _ *Service) { c.Tags = nil }, recovery.Different},
		"tags not answered":             {func(_ *create, s *Service) { s.Tags = nil }, recovery.Incomplete},
		"fewer tags":                    {func(_ *create, s *Service) { s.Tags = &[]Tag{{"a", "1"}} }, recovery.Different},
		"another value of a tag":        {func(_ *create, s *Service) { s.Tags = &[]Tag{{"a", "2"}, {"b", ""}} }, recovery.Different},
		"any pool":                      {func(c *create, _ *Service) { c.PoolID = nil }, recovery.Equal},
		"pool not answered":             {func(_ *create, s *Service) { s.PoolID = nil }, recovery.Incomplete},
		"any type":                      {func(c *create, _ *Service) { c.ServiceType = nil }, recovery.Equal},
		"type not answered":             {func(_ *create, s *Service) { s.ServiceType = nil }, recovery.Incomplete},
		"any vip_port_id":               {func(c *create, _ *Service) { c.VIPPortID = nil }, recovery.Equal},
		"vip_port_id not answered":      {func(_ *create, s *Service) { s.VIPPortID = nil }, recovery.Incomplete},
		"vip_port_id neither requested": {func(c *create, s *Service) { c.VIPPortID, s.VIPPortID = nil, nil }, recovery.Equal},
	}, requestedService, answeredService, func(c ServiceCreate, s *Service) recovery.Comparison {
		return client.Services().Resource(client.NewService(c)).Compare(s)
	})
}

func TestCompareEndpoints(t *testing.T) {
	t.Parallel()
	type create = EndpointCreate
	client := script(t).client(t, 0)
	checkCompared(t, map[string]compared[EndpointCreate, Endpoint]{
		"what was requested":  {func(*EndpointCreate, *Endpoint) {}, recovery.Equal},
		"another case of ids": {func(_ *create, e *Endpoint) { e.VPCID = ptr(strings.ToUpper(testVPC)) }, recovery.Equal},
		"another service":     {func(_ *create, e *Endpoint) { e.ServiceID = ptr(testVPC) }, recovery.Different},
		"another VPC":         {func(_ *create, e *Endpoint) { e.VPCID = ptr(testPort) }, recovery.Different},
		"no VPC":              {func(_ *create, e *Endpoint) { e.VPCID = nil }, recovery.Incomplete},
		"another subnet":      {func(_ *create, e *Endpoint) { e.SubnetID = ptr(testPort) }, recovery.Different},
		"no subnet":           {func(_ *create, e *Endpoint) { e.SubnetID = nil }, recovery.Incomplete},
		"no subnet requested": {func(c *create, _ *Endpoint) { c.SubnetID = nil }, recovery.Different},
		"without a subnet":    {func(c *create, e *Endpoint) { c.SubnetID, e.SubnetID = nil, nil }, recovery.Equal},
		"gateway":             {func(c *create, e *Endpoint) { c.SubnetID, e.SubnetID = nil, ptr("") }, recovery.Equal},
		"being deleted":       {func(_ *create, e *Endpoint) { e.Status = StatusDeleting }, recovery.Different},
		"pending":             {func(_ *create, e *Endpoint) { e.Status = StatusPendingAcceptance }, recovery.Equal},

		"another address":            {func(_ *create, e *Endpoint) { e.IP = ptr("10.0.0.6") }, recovery.Different},
		"address not answered":       {func(_ *create, e *Endpoint) { e.IP = nil }, recovery.Incomplete},
		"address empty":              {func(_ *create, e *Endpoint) { e.IP = ptr("") }, recovery.Equal},
		"any address":                {func(c *create, _ *Endpoint) { c.PortIP = nil }, recovery.Equal},
		"another description":        {func(_ *create, e *Endpoint) { e.Description = ptr("b") }, recovery.Different},
		"description not requested":  {func(c *create, _ *Endpoint) { c.Description = nil }, recovery.Different},
		"empty description":          {func(c *create, e *Endpoint) { c.Description, e.Description = nil, ptr("") }, recovery.Equal},
		"description not answered":   {func(_ *create, e *Endpoint) { e.Description = nil }, recovery.Incomplete},
		"tags not requested":         {func(c *create, _ *Endpoint) { c.Tags = nil }, recovery.Different},
		"tags not answered":          {func(_ *create, e *Endpoint) { e.Tags = nil }, recovery.Incomplete},
		"no tags":                    {func(c *create, e *Endpoint) { c.Tags, e.Tags = nil, &[]Tag{} }, recovery.Equal},
		"any specification":          {func(c *create, _ *Endpoint) { c.SpecificationName = nil }, recovery.Equal},
		"specification not answered": {func(_ *create, e *Endpoint) { e.SpecificationName = nil }, recovery.Incomplete},
		"DNS not requested":          {func(c *create, _ *Endpoint) { c.EnableDNS = nil }, recovery.Different},
		"DNS not answered":           {func(_ *create, e *Endpoint) { e.EnableDNS = nil }, recovery.Incomplete},
		"without DNS":                {func(c *create, e *Endpoint) { c.EnableDNS, e.EnableDNS = ptr(false), nil }, recovery.Incomplete},
		"DNS is off by default":      {func(c *create, e *Endpoint) { c.EnableDNS, e.EnableDNS = nil, ptr(false) }, recovery.Equal},
		"another whitelist":          {func(_ *create, e *Endpoint) { e.Whitelist = &[]string{} }, recovery.Different},
		"whitelist not requested":    {func(c *create, _ *Endpoint) { c.Whitelist = nil }, recovery.Different},
		"whitelist not answered":     {func(_ *create, e *Endpoint) { e.Whitelist = nil }, recovery.Incomplete},
		"without a whitelist":        {func(c *create, e *Endpoint) { c.Whitelist, e.Whitelist = nil, nil }, recovery.Incomplete},
		"whitelist in another form": {func(c *create, e *Endpoint) {
			c.Whitelist, e.Whitelist = []string{"10.0.0.0/8", "10.0.0.1"}, &[]string{"10.0.0.1/32", "10.0.0.0/8"}
		}, recovery.Equal},
		"description trimmed":         {func(c *create, e *Endpoint) { c.Description, e.Description = ptr(" a "), ptr("a") }, recovery.Equal},
		"whitelist not enabled":       {func(_ *create, e *Endpoint) { e.EnableWhitelist = ptr(false) }, recovery.Different},
		"whitelist enabled or not":    {func(_ *create, e *Endpoint) { e.EnableWhitelist = nil }, recovery.Incomplete},
		"whitelist is off by default": {func(c *create, e *Endpoint) { c.EnableWhitelist, e.EnableWhitelist = nil, ptr(false) }, recovery.Equal},
		"other route tables":          {func(_ *create, e *Endpoint) { e.RouteTables = &[]string{"b"} }, recovery.Different},
		"any route tables":            {func(c *create, _ *Endpoint) { c.RouteTables = nil }, recovery.Equal},
		"route tables not answered":   {func(_ *create, e *Endpoint) { e.RouteTables = nil }, recovery.Incomplete},
		"any policy":                  {func(c *create, _ *Endpoint) { c.PolicyStatement = nil }, recovery.Equal},
		"another policy":              {func(_ *create, e *Endpoint) { (*e.PolicyStatement)[0].Resource = []string{"s"} }, recovery.Different},
		"policy not answered":         {func(_ *create, e *Endpoint) { e.PolicyStatement = nil }, recovery.Incomplete},
		"fewer statements":            {func(_ *create, e *Endpoint) { *e.PolicyStatement = (*e.PolicyStatement)[:1] }, recovery.Different},
		"incomplete, but another VPC": {func(_ *create, e *Endpoint) { e.Tags, e.VPCID = nil, ptr(testPort) }, recovery.Different},
		"an older API, nothing of that": {func(c *create, e *Endpoint) {
			c.Description, c.Tags, e.Description, e.Tags = nil, nil, nil, nil
		}, recovery.Incomplete},
	}, requestedEndpoint, answeredEndpoint, func(c EndpointCreate, e *Endpoint) recovery.Comparison {
		return client.Endpoints().Resource(client.NewEndpoint(c)).Compare(e)
	})
}

func TestSameStatements(t *testing.T) {
	t.Parallel()
	a, b := PolicyStatement{"Allow", []string{"x", "y"}, []string{"*"}}, PolicyStatement{"Deny", []string{"y", "x"}, []string{"*"}}
	for _, test := range []struct {
		one, other []PolicyStatement
		want       bool
	}{
		{nil, []PolicyStatement{}, true},
		{[]PolicyStatement{a, b}, []PolicyStatement{b, a}, true},
		{[]PolicyStatement{a}, []PolicyStatement{{"Allow", []string{"y", "x"}, []string{"*"}}}, true},
		{[]PolicyStatement{a}, []PolicyStatement{b}, false},
		{[]PolicyStatement{a}, []PolicyStatement{a, a}, false},
		{[]PolicyStatement{a}, nil, false},
	} {
		before := fmt.Sprint(test.one, test.other)
		if SameStatements(test.one, test.other) != test.want || SameStatements(test.other, test.one) != test.want {
			t.Errorf("%v and %v: want %v", test.one, test.other, test.want)
		}
		if after := fmt.Sprint(test.one, test.other); after != before {
			t.Errorf("%s became %s", before, after)
		}
	}
}
