package main

import "testing"

func TestInsert(t *testing.T) {
	t.Parallel()
	tables := map[string]string{"vpcep_service": "| code |"}
	got, err := insert("a\n<!-- error codes: vpcep_service -->\nb", tables)
	if want := "a\n| code |\nb"; err != nil || got != want {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	if got, err := insert("<!-- error codes: vpcep_none -->", tables); err == nil {
		t.Errorf("got %q for a resource without a table", got)
	}
}
