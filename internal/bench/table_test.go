//go:build unix

package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTable(t *testing.T) {
	t.Parallel()
	table := table{header: []string{"command", "CPU"}}
	table.add("plan", "0.20 s")
	table.add("apply of 50 services", "–")
	want := `| command              |    CPU |
|----------------------|-------:|
| plan                 | 0.20 s |
| apply of 50 services |      – |

`
	if diff := cmp.Diff(want, table.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ got, want string }{
		{seconds(1234 * time.Millisecond), "1.23 s"},
		{milliseconds(1250 * time.Microsecond), "1.2 ms"},
		{mebibytes(3 << 19), "2 MiB"},
		{kibibytes(2048), "2 KiB"},
		{decimal(1.005), "1.00"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
