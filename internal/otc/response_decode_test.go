package otc

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type thing struct {
	ID    string   `json:"id"`
	Size  *int64   `json:"size"`
	Names []string `json:"names"`
}

func (t *thing) Validate() error {
	if t.ID == "" {
		return errNoID
	}
	return nil
}

var errNoID = errors.New("no id")

func TestDecode(t *testing.T) {
	t.Parallel()
	size := int64(9007199254740993) // more than a float64 holds
	tests := map[string]struct {
		body string
		want thing
		err  error  // that the error wraps
		says string // part of the error's text
	}{
		"all":            {body: `{"id":"a","size":9007199254740993,"names":["x"]}`, want: thing{ID: "a", Size: &size, Names: []string{"x"}}},
		"less":           {body: `{"id":"a"}`, want: thing{ID: "a"}},
		"more":           {body: `{"id":"a","new":{"b":[1]}}`, want: thing{ID: "a"}},
		"null":           {body: `{"id":"a","size":null,"names":null}`, want: thing{ID: "a"}},
		"empty":          {body: "", err: errNotJSON, says: "not JSON"},
		"cut":            {body: `{"id":"a","names":["x"`, err: errNotJSON, says: `{"id":"a","names":["x"`},
		"HTML":           {body: "<html><body>Sign <b>in</b></body></html>", err: errNotJSON, says: "Sign in"},
		"two answers":    {body: `{"id":"a"}{"id":"b"}`, err: errNotJSON},
		"text as number": {body: `{"id":"a","size":"1"}`, err: errFormat, says: "size"},
		"number as text": {body: `{"id":1}`, err: errFormat, says: "id"},
		"fraction":       {body: `{"id":"a","size":1.5}`, err: errFormat, says: "size"},
		"object as list": {body: `{"id":"a","names":{}}`, err: errFormat, says: "names"},
		"list as object": {body: `[]`, err: errFormat},
		"incomplete":     {body: `{"size":1}`, err: errNoID, says: "no id"},
		"nothing known":  {body: `null`, err: errNoID},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got thing
			err := decode([]byte(test.body), &got)
			if !errors.Is(err, test.err) {
				t.Fatalf("got the error %v, want %v", err, test.err)
			}
			if err != nil {
				contains(t, err.Error(), test.says)
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecodeReportsAnUndocumentedFormat(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"size":1}`, `{"id":1}`} {
		if err := decode([]byte(body), new(thing)); !errors.Is(err, errFormat) {
			t.Errorf("%s: got %v, want %v", body, err, errFormat)
		}
	}
}

func TestDecodeLimitsItsError(t *testing.T) {
	t.Parallel()
	err := decode([]byte(strings.Repeat("x", 1<<20)), new(thing))
	if n := len(err.Error()); n > 2*maxMessageSize {
		t.Errorf("the error has %d bytes", n)
	}
}
