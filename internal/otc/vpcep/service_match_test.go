package vpcep

import (
	"strings"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2018-01-30T07:42:01Z":           "2018-01-30T07:42:01Z",
		"2018-01-30T07:42:01.174":        "2018-01-30T07:42:01.174Z",
		"2018-01-30T07:42:01":            "2018-01-30T07:42:01Z",
		"2018-01-30T07:42:01.174Z":       "2018-01-30T07:42:01.174Z",
		"2018-01-30T08:42:01+01:00":      "2018-01-30T07:42:01Z",
		"2018-01-30T07:42:01.123456789Z": "2018-01-30T07:42:01.123456789Z",
		"":                               "",
		"2018-01-30":                     "",
		"2018-01-30 07:42:01":            "",
		"1517298121":                     "",
		"yesterday":                      "",
	} {
		got, err := ParseTime(text)
		if (err == nil) != (want != "") || err == nil && got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%q: got %v, %v; want %q", text, got, err, want)
		}
	}
}

func TestSamePorts(t *testing.T) {
	t.Parallel()
	a, b, c := Port{1, 2, "TCP"}, Port{3, 4, "UDP"}, Port{1, 2, "UDP"}
	tests := map[string]struct {
		one, other []Port
		same       bool
	}{
		"none":                  {nil, []Port{}, true},
		"the same":              {[]Port{a, b}, []Port{a, b}, true},
		"another order":         {[]Port{a, b, c}, []Port{c, a, b}, true},
		"the default left out":  {[]Port{a}, []Port{{1, 2, ""}}, true},
		"small letters":         {[]Port{a, b}, []Port{{1, 2, "tcp"}, {3, 4, "udp"}}, true},
		"one less":              {[]Port{a, b}, []Port{a}, false},
		"one more":              {[]Port{a}, []Port{a, b}, false},
		"another protocol":      {[]Port{a}, []Port{c}, false},
		"the other way round":   {[]Port{{1, 2, "TCP"}}, []Port{{2, 1, "TCP"}}, false},
		"another one twice":     {[]Port{a, a, b}, []Port{a, b, b}, false},
		"twice":                 {[]Port{a, a}, []Port{a, a}, true},
		"the default is no UDP": {[]Port{{1, 2, "UDP"}}, []Port{{1, 2, ""}}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if SamePorts(test.one, test.other) != test.same || SamePorts(test.other, test.one) != test.same {
				t.Errorf("%v and %v: want %v", test.one, test.other, test.same)
			}
		})
	}
}

func TestServiceCreateDescribes(t *testing.T) {
	t.Parallel()
	asked := ServiceCreate{PortID: testPort, VPCID: testVPC, ServerType: "VM", Name: ptr("web"), Ports: []Port{{8080, 90, "TCP"}, {8081, 80, "TCP"}}}
	answered := func(change func(*Service)) Service {
		s := Service{
			ID: testID, Status: StatusCreating, PortID: ptr(testPort), VPCID: ptr(testVPC), ServerType: ptr("VM"),
			Name: ptr(ServiceName("eu-de.web." + testID)), Ports: &[]Port{{8081, 80, "TCP"}, {8080, 90, ""}},
		}
		change(&s)
		return s
	}
	tests := map[string]struct {
		change func(*Service)
		want   bool
	}{
		"what was asked for":  {func(*Service) {}, true},
		"short name":          {func(s *Service) { s.Name = ptr(ServiceName("web")) }, true},
		"ids in capitals":     {func(s *Service) { s.PortID, s.VPCID = ptr(strings.ToUpper(testPort)), ptr(strings.ToUpper(testVPC)) }, true},
		"available":           {func(s *Service) { s.Status = StatusAvailable }, true},
		"failed":              {func(s *Service) { s.Status = StatusFailed }, true},
		"deleting":            {func(s *Service) { s.Status = StatusDeleting }, false},
		"another port_id":     {func(s *Service) { s.PortID = ptr(testVPC) }, false},
		"no port_id":          {func(s *Service) { s.PortID = nil }, false},
		"another vpc_id":      {func(s *Service) { s.VPCID = ptr(testPort) }, false},
		"another server_type": {func(s *Service) { s.ServerType = ptr("LB") }, false},
		"another name":        {func(s *Service) { s.Name = ptr(ServiceName("eu-de.web2." + testID)) }, false},
		"no name":             {func(s *Service) { s.Name = ptr(ServiceName("eu-de." + testID)) }, false},
		"a name in capitals":  {func(s *Service) { s.Name = ptr(ServiceName("eu-de.WEB." + testID)) }, false},
		"other ports":         {func(s *Service) { s.Ports = &[]Port{{8081, 80, "TCP"}, {8080, 91, "TCP"}} }, false},
		"fewer ports":         {func(s *Service) { s.Ports = &[]Port{{8080, 90, "TCP"}} }, false},
		"no ports":            {func(s *Service) { s.Ports = nil }, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := asked.describes(answered(test.change)); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestCreatedBefore(t *testing.T) {
	t.Parallel()
	since := time.Date(2024, 1, 2, 3, 4, 5, 700e6, time.UTC)
	for text, before := range map[string]bool{
		"2024-01-02T03:04:05Z": false, "2024-01-02T03:04:06Z": false, "2024-01-02T03:04:05.1": false,
		"2024-01-02T03:04:04Z": true, "2024-01-02T03:04:04.999": true, "2023-01-02T03:04:05Z": true, "": false, "yesterday": false,
	} {
		if got := createdBefore(&text, since); got != before {
			t.Errorf("%q: got %v", text, got)
		}
	}
	if createdBefore(nil, since) {
		t.Error("what has no time is surely older")
	}
}
