package setwire

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ascending are values in order, in all the forms that there are.
func ascending() [][]byte {
	long := func(code byte, size, n int) []byte {
		length := binary.BigEndian.AppendUint64(nil, uint64(n)) //nolint:gosec // not negative
		return append(append([]byte{code}, length[8-size:]...), strings.Repeat("x", n)...)
	}
	return [][]byte{
		{0xc2}, {0xc3}, // false, true
		{0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0}, {0xd2, 0x80, 0, 0, 0}, {0xd1, 0x80, 0}, {0xd0, 0x80}, {0xe0}, {0xff},
		{0x00}, {0xca, 0x3e, 0x80, 0, 0}, {0xcb, 0x3f, 0xe0, 0, 0, 0, 0, 0, 0}, // 0, 0.25, 0.5
		{0x01}, {0x7f}, {0xcc, 0x80}, {0xcd, 1, 0}, {0xce, 0, 1, 0, 0}, {0xcf, 0, 0, 0, 1, 0, 0, 0, 0},
		{0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe}, {0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, // the same as a float64
		{0xa0}, {0xa1, '"'}, {0xc4, 1, 'a'}, {0xa2, 'a', 'a'}, {0xd9, 1, 'b'}, long(0xd9, 1, 200), long(0xda, 2, 300), long(0xdb, 4, 70000),
		{0x90}, {0x91, 1}, {0xdc, 0, 1, 2}, {0xdd, 0, 0, 0, 1, 3}, {0x91, 0xc0}, {0x92, 0, 0}, {0x92, 0, 1},
		{0x80}, {0x81, 0xa1, 'a', 1}, {0xde, 0, 1, 0xa1, 'a', 2}, {0xdf, 0, 0, 0, 1, 0xa1, 'a', 3}, {0x81, 0xa1, 'b', 1},
		{0xc7, 0, 12}, {0xd4, 0, 0}, {0xd5, 0, 0, 0}, {0xd8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, // unknown
		{0xc0},
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	values := ascending()
	for i, a := range values {
		for j, b := range values {
			if got, want := compare(a, b, nil), cmp.Compare(i, j); got != want {
				t.Errorf("%x and %x: got %d, want %d", a[:min(len(a), 20)], b[:min(len(b), 20)], got, want)
			}
		}
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	for _, v := range ascending() {
		got, rest, err := next(append(slices.Clone(v), 1, 2, 3))
		if err != nil || !bytes.Equal(got, v) || !bytes.Equal(rest, []byte{1, 2, 3}) {
			t.Errorf("%x: got %x and %x, %v", v, got, rest, err)
		}
		for end := range min(len(v), 100) {
			if _, _, err := next(v[:end]); err == nil {
				t.Errorf("%x is a value", v[:end])
			}
		}
	}
	if _, _, err := next([]byte{0xc1}); err == nil {
		t.Error("what is never used is a value")
	}
}

func TestNullIsItsDefault(t *testing.T) {
	t.Parallel()
	object := func(protocol ...byte) []byte {
		return append(append([]byte{0x82, 0xa1, 'a', 1, 0xa1, 'p'}, protocol...), 0)[:6+len(protocol)]
	}
	defaults := map[string][]byte{"p": {0xa1, 'T'}}
	for other, want := range map[string]int{"S": 1, "T": 0, "U": -1} {
		if got := compare(object(0xc0), object(0xa1, other[0]), defaults); got != want {
			t.Errorf("null and %s: %d", other, got)
		}
	}
	if compare(object(0xc0), object(0xa1, 'U'), nil) != 1 {
		t.Error("null without a default is not last")
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ raw, want []byte }{
		"null":              {[]byte{0xc0}, []byte{0xc0}},
		"unknown":           {[]byte{0xd4, 0, 0}, []byte{0xd4, 0, 0}},
		"none":              {[]byte{0x90}, []byte{0x90}},
		"in order":          {[]byte{0x93, 1, 2, 3}, []byte{0x93, 1, 2, 3}},
		"not in order":      {[]byte{0x93, 3, 1, 2}, []byte{0x93, 1, 2, 3}},
		"duplicates":        {[]byte{0x95, 3, 1, 3, 3, 1}, []byte{0x92, 1, 3}},
		"unknown elements":  {[]byte{0x93, 0xd4, 0, 0, 1, 0xd4, 0, 0}, []byte{0x93, 1, 0xd4, 0, 0, 0xd4, 0, 0}},
		"null elements":     {[]byte{0x94, 0xc0, 0xd4, 0, 0, 0xc0, 1}, []byte{0x93, 1, 0xd4, 0, 0, 0xc0}},
		"another length":    {[]byte{0xdc, 0, 2, 2, 1}, []byte{0x92, 1, 2}},
		"malformed":         {[]byte{0x93, 3, 1}, []byte{0x93, 3, 1}},
		"not a set":         {[]byte{0xa1, 'a'}, []byte{0xa1, 'a'}},
		"far too long":      {[]byte{0xdd, 0xff, 0xff, 0xff, 0xff}, []byte{0xdd, 0xff, 0xff, 0xff, 0xff}},
		"a far longer text": {[]byte{0x91, 0xdb, 0xff, 0xff, 0xff, 0xff}, []byte{0x91, 0xdb, 0xff, 0xff, 0xff, 0xff}},
	} {
		if got := inOrder(test.raw, nil); !bytes.Equal(got, test.want) {
			t.Errorf("%s: got %x, want %x", name, got, test.want)
		}
	}
	for _, n := range []int{15, 16, 70000} {
		list := make([][]byte, n)
		for i := range list {
			list[i] = binary.BigEndian.AppendUint32([]byte{0xce}, uint32(n-i)) //nolint:gosec // small
		}
		got, err := elements(inOrder(appendArray(nil, list), nil))
		slices.Reverse(list)
		if err != nil || !slices.EqualFunc(got, list, bytes.Equal) {
			t.Errorf("%d elements: %v", n, err)
		}
	}
}

func aSet() *sets {
	s := newSets()
	s.defaults["names"] = nil
	return s
}

// Whatever is received is in order at once, or left as it is.
func FuzzOrdered(f *testing.F) {
	for _, v := range ascending() {
		f.Add(append([]byte{0x81, 0xa5, 'n', 'a', 'm', 'e', 's'}, v...), v)
	}
	f.Fuzz(func(t *testing.T, value, template []byte) {
		s := aSet()
		once := s.ordered(&tfprotov6.DynamicValue{MsgPack: value}, &tfprotov6.DynamicValue{MsgPack: template})
		twice := s.ordered(once, nil)
		if !bytes.Equal(once.MsgPack, twice.MsgPack) {
			t.Errorf("%x, then %x", once.MsgPack, twice.MsgPack)
		}
		_, _, fault := next(value)
		if _, _, err := next(once.MsgPack); fault == nil && err != nil {
			t.Errorf("%x became %x", value, once.MsgPack)
		}
	})
}

// 600 texts, in order as Terraform sends them.
func BenchmarkOrdered(b *testing.B) {
	var list []tftypes.Value
	for i := range 600 {
		list = append(list, tftypes.NewValue(tftypes.String, fmt.Sprintf("iam:domain::%032d", i)))
	}
	of := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"names": tftypes.List{ElementType: tftypes.String}}}
	v := tftypes.NewValue(of, map[string]tftypes.Value{"names": tftypes.NewValue(of.AttributeTypes["names"], list)})
	value, err := tfprotov6.NewDynamicValue(of, v)
	if err != nil {
		b.Fatal(err)
	}
	s := aSet()
	b.ReportAllocs()
	for b.Loop() {
		if s.ordered(&value, nil) != &value {
			b.Fatal("not in order")
		}
	}
}
