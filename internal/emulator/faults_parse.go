package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	statusPattern = regexp.MustCompile(`^([45][0-9]{2})(-after|-page)?$`)
	codePattern   = regexp.MustCompile(`^(?i:EndPoint|APIGW)\.[0-9]{4}$`)
	methods       = []string{
		http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodHead,
	}
)

// ParseFault parses a rule. docs/guides/emulator.md describes the syntax.
func ParseFault(text string) (Fault, error) {
	words, err := splitWords(text)
	if err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	var f Fault
	if len(words) > 0 && slices.Contains(methods, words[0]) {
		f.Method, words = words[0], words[1:]
	}
	if len(words) < 2 {
		return Fault{}, fmt.Errorf("fault %q: want [METHOD] TARGET KIND [name=value ...]", text)
	}
	f.Target = words[0]
	if err := f.setKind(words[1]); err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	for _, word := range words[2:] {
		name, value, found := strings.Cut(word, "=")
		if !found {
			return Fault{}, fmt.Errorf("fault %q: %q is not a name=value pair", text, word)
		}
		if err := f.set(name, value); err != nil {
			return Fault{}, fmt.Errorf("fault %q: %s: %w", text, name, err)
		}
	}
	if err := f.validate(); err != nil {
		return Fault{}, fmt.Errorf("fault %q: %w", text, err)
	}
	return f, nil
}

func (f *Fault) setKind(word string) error {
	if m := statusPattern.FindStringSubmatch(word); m != nil {
		f.Kind = map[string]FaultKind{"": FaultAnswer, "-after": FaultAnswerAfter, "-page": FaultPage}[m[2]]
		return f.set("status", m[1])
	}
	if codePattern.MatchString(word) {
		f.Kind, f.Code = FaultAnswer, word
		return nil
	}
	if slices.Contains(faultKinds, FaultKind(word)) {
		f.Kind = FaultKind(word)
		return nil
	}
	return fmt.Errorf("%q is not a kind of fault: want a status, an error code or one of %v", word, faultKinds)
}

func (f *Fault) set(name, value string) (err error) {
	switch name {
	case "name":
		f.Name = value
	case "account":
		f.Account = value
		if value != "owner" && value != "consumer" {
			return errors.New("want owner or consumer")
		}
	case "code":
		f.Code = value
	case "message":
		f.Message = value
	case "body":
		f.Body = value
	case "header":
		key, content, found := strings.Cut(value, ":")
		if !found {
			return errors.New("want Name:Value")
		}
		f.addFaultHeader(key, strings.TrimSpace(content))
	case "retry-after":
		f.addFaultHeader("Retry-After", value)
	case "retry-after-date":
		f.RetryAfterDate, err = parseDuration(value)
	case "delay":
		f.Delay, err = parseDuration(value)
	case "status":
		f.Status, err = parseCount(value)
		if err == nil && (f.Status < 200 || f.Status > 599) {
			return errors.New("want a number from 200 to 599")
		}
	case "times":
		f.Times, err = parseCount(value)
	case "skip":
		f.Skip, err = parseCount(value)
	case "size":
		var n int
		n, err = parseCount(value)
		f.Size = int64(n)
	case "probability":
		f.Probability, err = strconv.ParseFloat(value, 64)
		if err == nil && !(f.Probability > 0 && f.Probability <= 1) {
			return errors.New("want a number greater than 0 and at most 1")
		}
	default:
		return errors.New("unknown parameter")
	}
	return err
}

func (f *Fault) addFaultHeader(name, value string) {
	if f.Header == nil {
		f.Header = http.Header{}
	}
	f.Header.Add(name, value)
}

func parseCount(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, errors.New("want a non-negative number")
	}
	return n, nil
}

func parseDuration(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, errors.New("want a duration such as 500ms or 2s")
	}
	return d, nil
}

// splitWords splits text at whitespace outside double quotes. It removes the quotes.
func splitWords(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord, quoted := false, false
	for _, r := range text {
		switch {
		case r == '"':
			quoted, inWord = !quoted, true
		case (r == ' ' || r == '\t' || r == '\n') && !quoted:
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quoted {
		return nil, errors.New("unclosed double quote")
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}
