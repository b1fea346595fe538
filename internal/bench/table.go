//go:build unix

package main

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// table is a table in Markdown. The columns are aligned to the right, except for the first one.
type table struct {
	header []string
	rows   [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String returns the table with an empty line below.
func (t *table) String() string {
	widths := make([]int, len(t.header))
	for _, row := range append([][]string{t.header}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var out strings.Builder
	line := func(cells []string) {
		for i, cell := range cells {
			padding := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				out.WriteString("| " + cell + padding + " |")
			} else {
				out.WriteString(" " + padding + cell + " |")
			}
		}
		out.WriteByte('\n')
	}
	line(t.header)
	for i, width := range widths {
		if i == 0 {
			out.WriteString("|" + strings.Repeat("-", width+2) + "|")
		} else {
			out.WriteString(strings.Repeat("-", width+1) + ":|")
		}
	}
	out.WriteByte('\n')
	for _, row := range t.rows {
		line(row)
	}
	out.WriteByte('\n')
	return out.String()
}

func seconds(d time.Duration) string      { return fmt.Sprintf("%.2f s", d.Seconds()) }
func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1000) }
func mebibytes(bytes int64) string        { return fmt.Sprintf("%.0f MiB", float64(bytes)/(1<<20)) }
func kibibytes(bytes int64) string        { return fmt.Sprintf("%.0f KiB", float64(bytes)/(1<<10)) }
func decimal(value float64) string        { return fmt.Sprintf("%.2f", value) }
