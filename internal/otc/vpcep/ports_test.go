package vpcep

import "testing"

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

func TestPortsConflict(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		one, other []Port
		want       bool
	}{
		"none":                        {nil, nil, false},
		"the same":                    {[]Port{{1, 2, "TCP"}}, []Port{{1, 2, "TCP"}}, true},
		"the client port":             {[]Port{{1, 2, "TCP"}}, []Port{{3, 4, "TCP"}, {1, 5, "TCP"}}, true},
		"the server port":             {[]Port{{1, 2, "TCP"}}, []Port{{3, 2, "TCP"}}, true},
		"client and server port":      {[]Port{{1, 2, "TCP"}}, []Port{{2, 1, "TCP"}}, false},
		"another protocol":            {[]Port{{1, 2, "TCP"}}, []Port{{1, 2, "UDP"}}, false},
		"the default protocol":        {[]Port{{1, 2, ""}}, []Port{{1, 3, "tcp"}}, true},
		"other ports":                 {[]Port{{1, 2, "TCP"}}, []Port{{3, 4, "TCP"}}, false},
		"the same protocol elsewhere": {[]Port{{1, 2, "TCP"}, {3, 4, "UDP"}}, []Port{{1, 4, "UDP"}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if PortsConflict(test.one, test.other) != test.want || PortsConflict(test.other, test.one) != test.want {
				t.Errorf("%v and %v: want %v", test.one, test.other, test.want)
			}
		})
	}
}
