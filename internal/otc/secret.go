package otc

import "log/slog"

// masked is what a Secret shows wherever it is printed.
const masked = "***"

// Secret is a string that never shows itself: printed, logged or encoded it is "***".
// Reveal gives the value, to put it on the wire.
type Secret string

// Reveal returns the value itself.
func (s Secret) Reveal() string { return string(s) }

// String implements fmt.Stringer.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return masked
}

// GoString implements fmt.GoStringer, for %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText implements encoding.TextMarshaler, so JSON and YAML show no secret either.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
