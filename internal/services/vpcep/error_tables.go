package vpcep

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ErrorTables returns the Markdown table of error codes for the page of each resource in docs/, by the name of the resource
// without the provider's prefix, and the table of all error codes as "all".
func ErrorTables() map[string]string {
	rows := map[string][]string{}
	for _, a := range allAdvice {
		names := make([]string, len(a.codes))
		for i, code := range a.codes {
			names[i] = "`" + string(code) + "`"
		}
		row := fmt.Sprintf("| %s | %s | %s |", strings.Join(names, ", "), a.meaning, inMarkdown(a.text))
		rows["all"] = append(rows["all"], row)
		for _, r := range a.resources {
			rows[string(r)] = append(rows[string(r)], row)
		}
	}
	tables := map[string]string{}
	for _, r := range slices.Sorted(maps.Keys(rows)) {
		tables[r] = "| code | meaning | what to do |\n|---|---|---|\n" + strings.Join(rows[r], "\n")
	}
	return tables
}

// inMarkdown escapes a message for a Markdown table.
func inMarkdown(text string) string {
	return strings.NewReplacer("*", "\\*", "_", "\\_", "|", "\\|").Replace(text)
}
