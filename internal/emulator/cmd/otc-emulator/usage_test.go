package main

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/emulator"
)

func TestHelp(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-h"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	wants := append(emulator.Operations(), "-listen address", "-initial-state", "/_emulator/expire-tokens", "[METHOD] TARGET KIND")
	for _, want := range wants {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the help does not contain %q", want)
		}
	}
	for line := range strings.Lines(out.String()) {
		if len(line) > 132 {
			t.Errorf("a line of the help has %d characters: %s", len(line), line)
		}
	}
	rules := regexp.MustCompile(`(?m)^  (\S+ \S+ \S+=.*?)  `).FindAllStringSubmatch(out.String(), -1)
	if len(rules) != 3 {
		t.Errorf("the help has the rules %q", rules)
	}
	for _, rule := range rules {
		if _, err := emulator.ParseFault(rule[1]); err != nil {
			t.Error(err)
		}
	}
}

// A mistake prints one line, not the whole help.
func TestMistake(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := run(t.Context(), []string{"-lisen=1"}, &out, &out)
	if err == nil || !strings.Contains(err.Error(), "-lisen") || !strings.Contains(err.Error(), "-h") || out.Len() > 0 {
		t.Errorf("got %v and %q", err, out.String())
	}
}

// The guide describes every flag, kind and parameter of fault rules, and hook.
func TestGuide(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../../docs/guides/emulator.md")
	if err != nil {
		t.Fatal(err)
	}
	var help bytes.Buffer
	if err := printUsage(&help); err != nil {
		t.Fatal(err)
	}
	guide := string(text)
	for _, match := range regexp.MustCompile(`(?m)^  (-[a-z-]+)`).FindAllStringSubmatch(help.String(), -1) {
		if !strings.Contains(guide, "`"+match[1]+"`") && !strings.Contains(guide, "`"+match[1]+" ") && !strings.Contains(guide, "`"+match[1]+"=") {
			t.Errorf("the guide does not describe the flag %s", match[1])
		}
	}
	words := append(emulator.Operations(), "/_emulator/state", "/_emulator/requests", "/_emulator/faults", "/_emulator/services/{id}",
		"/_emulator/expire-tokens", "`times=", "`skip=", "`probability=", "`delay=", "`account=", "`status=", "`code=", "`message=", "`body=",
		"`header=", "`retry-after=", "`retry-after-date=", "`size=", "`name=")
	statuses := []emulator.FaultKind{emulator.FaultAnswer, emulator.FaultAnswerAfter, emulator.FaultPage} // 503, 503-after, 503-page
	for _, kind := range emulator.FaultKinds() {
		if !slices.Contains(statuses, kind) {
			words = append(words, "`"+string(kind)+"`")
		}
	}
	for _, word := range words {
		if !strings.Contains(guide, word) {
			t.Errorf("the guide does not describe %s", word)
		}
	}
}
