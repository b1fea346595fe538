package setwire

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"math"
)

// Values are compared and moved in their encoded form, MessagePack: https://github.com/msgpack/msgpack/blob/master/spec.md.
// Terraform encodes equal values identically, with the attributes of an object sorted by name.

// kind is the kind of an encoded value. Values of different kinds are in this order.
type kind int

const (
	boolean kind = iota
	number
	text
	array
	object // or a map
	unknown
	null
)

var errMalformed = errors.New("malformed MessagePack")

// header is the beginning of an encoded value.
type header struct {
	kind
	size   int     // in bytes
	length int     // in bytes that follow, or in elements, or in pairs
	number float64 // also 0 or 1 for a boolean
}

// readHeader reads the header of the first value in raw.
func readHeader(raw []byte) (header, error) {
	if len(raw) == 0 {
		return header{}, errMalformed
	}
	code := raw[0]
	// wide reads the big-endian number of some bytes that follows the code.
	wide := func(bytes int) (n uint64, ok bool) {
		if len(raw) < 1+bytes {
			return 0, false
		}
		for _, b := range raw[1 : 1+bytes] {
			n = n<<8 | uint64(b)
		}
		return n, true
	}
	h := header{size: 1}
	var n uint64
	ok := true
	sized := func(k kind, bytes, extra int) {
		n, ok = wide(bytes)
		h.kind, h.size, h.length = k, 1+bytes, int(min(n, math.MaxInt32))+extra
	}
	numeric := func(bytes int, value func() float64) {
		n, ok = wide(bytes)
		h.kind, h.size, h.number = number, 1+bytes, value()
	}
	switch {
	case code <= 0x7f:
		h.kind, h.number = number, float64(code)
	case code <= 0x8f:
		h.kind, h.length = object, int(code&0x0f)
	case code <= 0x9f:
		h.kind, h.length = array, int(code&0x0f)
	case code <= 0xbf:
		h.kind, h.length = text, int(code&0x1f)
	case code == 0xc0:
		h.kind = null
	case code == 0xc2, code == 0xc3:
		h.kind, h.number = boolean, float64(code&1)
	case code == 0xc4, code == 0xc5, code == 0xc6:
		sized(text, 1<<(code-0xc4), 0)
	case code == 0xc7, code == 0xc8, code == 0xc9: // an extension with a length, and a byte for its type
		sized(unknown, 1<<(code-0xc7), 1)
	case code == 0xca:
		numeric(4, func() float64 { return float64(math.Float32frombits(uint32(n))) }) //nolint:gosec // four bytes
	case code == 0xcb:
		numeric(8, func() float64 { return math.Float64frombits(n) })
	case code >= 0xcc && code <= 0xcf:
		numeric(1<<(code-0xcc), func() float64 { return float64(n) })
	case code >= 0xd0 && code <= 0xd3:
		size := 1 << (code - 0xd0)
		shift := 64 - 8*size
		numeric(size, func() float64 { return float64(int64(n<<shift) >> shift) }) //nolint:gosec // two's complement
	case code >= 0xd4 && code <= 0xd8: // an extension of 1, 2, 4, 8 or 16 bytes, and a byte for its type
		h.kind, h.length = unknown, 1+1<<(code-0xd4)
	case code == 0xd9, code == 0xda, code == 0xdb:
		sized(text, 1<<(code-0xd9), 0)
	case code == 0xdc, code == 0xdd:
		sized(array, 2<<(code-0xdc), 0)
	case code == 0xde, code == 0xdf:
		sized(object, 2<<(code-0xde), 0)
	case code >= 0xe0:
		h.kind, h.number = number, float64(int8(code)) //nolint:gosec // two's complement
	default: // 0xc1 is never used
		ok = false
	}
	if !ok {
		return header{}, errMalformed
	}
	return h, nil
}

// next splits off the first value in raw.
func next(raw []byte) (value, rest []byte, err error) {
	end := 0
	for values := 1; values > 0; values-- {
		h, err := readHeader(raw[end:])
		if err != nil {
			return nil, nil, err
		}
		end += h.size
		switch h.kind {
		case text, unknown:
			end += h.length
		case array:
			values += h.length
		case object:
			values += 2 * h.length
		case boolean, number, null:
		}
		if end > len(raw) {
			return nil, nil, errMalformed
		}
	}
	return raw[:end], raw[end:], nil
}

// elements splits an array.
func elements(raw []byte) ([][]byte, error) {
	h, err := readHeader(raw)
	if err != nil || h.kind != array || h.length > len(raw) {
		return nil, errMalformed
	}
	list, rest := make([][]byte, h.length), raw[h.size:]
	for i := range list {
		if list[i], rest, err = next(rest); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// appendArray appends an array of encoded elements.
func appendArray(to []byte, elements [][]byte) []byte {
	switch n := len(elements); {
	case n < 16:
		to = append(to, 0x90|byte(n))
	case n <= math.MaxUint16:
		to = binary.BigEndian.AppendUint16(append(to, 0xdc), uint16(n))
	default:
		to = binary.BigEndian.AppendUint32(append(to, 0xdd), uint32(n)) //nolint:gosec // the length of what was received
	}
	for _, e := range elements {
		to = append(to, e...)
	}
	return to
}

// key splits off the string at the start of raw.
func key(raw []byte) (name, rest []byte, err error) {
	h, err := readHeader(raw)
	if err != nil || h.kind != text || h.size+h.length > len(raw) {
		return nil, nil, errMalformed
	}
	return raw[h.size : h.size+h.length], raw[h.size+h.length:], nil
}

// compare orders encoded values: known before unknown before null. A null attribute of an object counts as its default, which is
// encoded, too.
func compare(a, b []byte, defaults map[string][]byte) int {
	x, errX := readHeader(a)
	y, errY := readHeader(b)
	if errX != nil || errY != nil || x.kind != y.kind {
		return cmp.Compare(x.kind, y.kind)
	}
	switch x.kind {
	case boolean, number:
		if order := cmp.Compare(x.number, y.number); order != 0 {
			return order
		}
	case text:
		return bytes.Compare(a[x.size:], b[y.size:])
	case array, object:
		if order := cmp.Compare(x.length, y.length); order != 0 {
			return order
		}
		return compareParts(x, a[x.size:], b[y.size:], defaults)
	case unknown, null:
	}
	return bytes.Compare(a, b) // also numbers that are the same only as a float64
}

func compareParts(h header, a, b []byte, defaults map[string][]byte) int {
	var keyA, keyB, valueA, valueB []byte
	var err error
	for range h.length {
		if h.kind == object {
			if keyA, a, err = key(a); err != nil {
				return 0
			}
			if keyB, b, err = key(b); err != nil {
				return 0
			}
			if order := bytes.Compare(keyA, keyB); order != 0 {
				return order
			}
		}
		if valueA, a, err = next(a); err != nil {
			return 0
		}
		if valueB, b, err = next(b); err != nil {
			return 0
		}
		if order := compare(orDefault(keyA, valueA, defaults), orDefault(keyB, valueB, defaults), nil); order != 0 {
			return order
		}
	}
	return 0
}

const codeNull = 0xc0

func orDefault(name, value []byte, defaults map[string][]byte) []byte {
	if d, ok := defaults[string(name)]; ok && len(value) == 1 && value[0] == codeNull {
		return d
	}
	return value
}

// hasUnknown reports whether an encoded value contains an unknown value.
func hasUnknown(raw []byte) bool {
	for len(raw) > 0 {
		h, err := readHeader(raw)
		if err != nil || h.kind == unknown {
			return true
		}
		size := h.size
		if h.kind == text {
			size += h.length
		}
		raw = raw[min(size, len(raw)):]
	}
	return false
}
