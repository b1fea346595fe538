package provider

import "testing"

// Garbage is collected late only where Go would not be later still.
func TestIsLate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		live, goal uint64
		want       bool
	}{
		{1 << 20, 14 << 20, true},
		{7 << 20, 14 << 20, true},
		{8 << 20, 14 << 20, false},
		{60 << 20, 14 << 20, false},
		{1 << 20, 3 << 20, false}, // stacks and the like take the rest
	} {
		if got := isLate(test.live, test.goal); got != test.want {
			t.Errorf("%+v: got %t", test, got)
		}
	}
}
