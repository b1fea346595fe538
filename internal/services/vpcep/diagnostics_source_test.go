package vpcep

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// diagnosticCall says which arguments of a function are the texts of a diagnostic.
type diagnosticCall struct {
	severity        string
	prefix          string // of the summary
	summary, detail int    // indexes of arguments; -1 for none
	cause           bool   // whether detail begins with an error, to which all further arguments add paragraphs
	method          bool   // whether functions of this name count only with a receiver
	sentence        string // that contains the detail as %s, if the value of a setting is not valid
}

// diagnosticCalls are the functions and methods that create diagnostics, by their names.
var diagnosticCalls = map[string]diagnosticCall{
	"AddError":                      {"error", "", 0, 1, false, false, ""},
	"AddWarning":                    {"warning", "", 0, 1, false, false, ""},
	"AddAttributeError":             {"error", "", 1, 2, false, false, ""},
	"AddAttributeWarning":           {"warning", "", 1, 2, false, false, ""},
	"NewErrorDiagnostic":            {"error", "", 0, 1, false, false, ""},
	"NewWarningDiagnostic":          {"warning", "", 0, 1, false, false, ""},
	"NewAttributeErrorDiagnostic":   {"error", "", 1, 2, false, false, ""},
	"NewAttributeWarningDiagnostic": {"warning", "", 1, 2, false, false, ""},
	"NewFuncError":                  {"error", "", 0, -1, false, false, ""},
	"NewArgumentFuncError":          {"error", "", 1, -1, false, false, ""},
	"ErrorDiagnostic":               {"error", "Unable to ", 0, 1, true, false, ""},
	"AttributeErrorDiagnostic":      {"error", "Unable to ", 1, 2, true, false, ""},
	"APIError":                      {"error", "Unable to ", 0, 1, true, false, ""},
	"apiError":                      {"error", "Unable to ", 0, 1, true, false, ""},
	"fail":                          {"error", "Unable to configure the provider: ", 1, 2, false, true, ""},
	"missing":                       {"error", "Unable to configure the provider: ", 0, 1, false, true, ""},
	"invalid":                       {"error", "Unable to configure the provider: ", 0, 1, false, true, "The value of {place} %s."},
}

// source is a package of the provider.
type source struct {
	folder    string
	set       *token.FileSet
	files     map[string]*ast.File
	constants map[string]ast.Expr // of the package, with variables
}

func parseSource(t *testing.T, folder string) *source {
	t.Helper()
	s := &source{folder: folder, set: token.NewFileSet(), files: map[string]*ast.File{}, constants: map[string]ast.Expr{}}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			file, err := parser.ParseFile(s.set, filepath.Join(folder, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			s.files[name] = file
			for _, declared := range file.Decls {
				collect(declared, s.constants)
			}
		}
	}
	return s
}

// collect adds what a node assigns to names once. Names that are assigned more than once have no expression.
func collect(root ast.Node, into map[string]ast.Expr) {
	assign := func(name string, value ast.Expr) {
		if _, again := into[name]; again {
			value = nil
		}
		into[name] = value
	}
	ast.Inspect(root, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncDecl:
			return node == root
		case *ast.ValueSpec:
			for i, name := range node.Names {
				if i < len(node.Values) {
					assign(name.Name, node.Values[i])
				}
			}
		case *ast.AssignStmt:
			for i, left := range node.Lhs {
				if name, ok := left.(*ast.Ident); ok && len(node.Lhs) == len(node.Rhs) && node.Tok != token.ADD_ASSIGN {
					assign(name.Name, node.Rhs[i])
				} else if ok {
					assign(name.Name, nil)
					assign(name.Name, nil)
				}
			}
		}
		return true
	})
}

// diagnostics returns the diagnostics that the functions of a file create, in the order of the file. {x} stands for the value of x.
func (s *source) diagnostics(file *ast.File) (texts []string) {
	for _, declared := range file.Decls {
		function, ok := declared.(*ast.FuncDecl)
		if !ok || diagnosticCalls[function.Name.Name].severity != "" {
			continue
		}
		locals := map[string]ast.Expr{}
		collect(function, locals)
		texts = append(texts, s.diagnosticsIn(function.Body, locals)...)
	}
	return texts
}

func (s *source) diagnosticsIn(root ast.Node, locals map[string]ast.Expr) (texts []string) {
	ast.Inspect(root, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for i, right := range node.Rhs { // a function that creates diagnostics for its parameters is looked at where it is called
				if _, ok := right.(*ast.FuncLit); ok && locals[nameOf(node.Lhs[i])] == right {
					return false
				}
			}
		case *ast.CallExpr:
			if inner, ok := locals[nameOf(node.Fun)].(*ast.FuncLit); ok {
				texts = append(texts, s.diagnosticsIn(inner.Body, s.bind(inner, node.Args, locals))...)
				return true
			}
			found, ok := diagnosticCalls[nameOf(node.Fun)]
			if ok && (!found.method || isMethod(node)) && len(node.Args) > max(found.summary, found.detail) {
				texts = append(texts, s.diagnostic(found, node.Args, locals))
			}
		}
		return true
	})
	return texts
}

func isMethod(call *ast.CallExpr) bool {
	_, ok := call.Fun.(*ast.SelectorExpr)
	return ok
}

// bind returns the names in a function that is called with arguments.
func (s *source) bind(function *ast.FuncLit, args []ast.Expr, locals map[string]ast.Expr) map[string]ast.Expr {
	bound := without(locals, "")
	values := []ast.Expr{}
	for _, arg := range args {
		values = append(values, &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(s.text(arg, locals))})
	}
	for _, field := range function.Type.Params.List {
		for _, name := range field.Names {
			if _, variadic := field.Type.(*ast.Ellipsis); variadic {
				bound[name.Name] = &ast.CompositeLit{Elts: values}
			} else if len(values) > 0 {
				bound[name.Name], values = values[0], values[1:]
			}
		}
	}
	return bound
}

// causes returns the texts of the errors that the functions of a file create, and what functions for problems and advice return.
func (s *source) causes(file *ast.File) (texts []string) {
	for _, declared := range file.Decls {
		function, ok := declared.(*ast.FuncDecl)
		if !ok || function.Body == nil {
			continue
		}
		locals := map[string]ast.Expr{}
		collect(function, locals)
		add := func(text string) {
			if strings.Trim(text, "{}") != text && !strings.Contains(text, " ") || text == "" || slices.Contains(texts, text) {
				return // nothing but a value
			}
			texts = append(texts, text)
		}
		ast.Inspect(function.Body, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CallExpr:
				if name := nameOf(node.Fun); len(node.Args) > 0 && (name == "Errorf" || name == "optionsErrorf") {
					add(s.formatted(node.Args, locals))
				} else if isMethod(node) && name == "New" && len(node.Args) == 1 {
					add(s.text(node.Args[0], locals))
				}
			case *ast.ReturnStmt:
				if len(node.Results) > 0 && explains.MatchString(function.Name.Name) && mayBeText(node.Results[0]) {
					add(s.text(node.Results[0], locals))
				}
			}
			return true
		})
	}
	return texts
}

// explains matches the names of functions that return explanations.
var explains = regexp.MustCompile(`^Error$|(?i)problem|advice|fault|expla`)

func nameOf(function ast.Expr) string {
	switch function := function.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		return function.Sel.Name
	default:
		return ""
	}
}

func (s *source) diagnostic(d diagnosticCall, args []ast.Expr, locals map[string]ast.Expr) string {
	text := d.severity + ": " + d.prefix + s.text(args[d.summary], locals)
	if d.detail < 0 {
		return text
	}
	paragraphs := []string{s.text(args[d.detail], locals)}
	if d.sentence != "" {
		text += " is not valid"
		paragraphs[0] = fmt.Sprintf(d.sentence, paragraphs[0])
	}
	if d.cause {
		for _, more := range args[d.detail+1:] {
			paragraphs = append(paragraphs, s.text(more, locals))
		}
	}
	return text + "\n" + indented(strings.Join(paragraphs, "\n\n"))
}

func indented(text string) string {
	return regexp.MustCompile(`(?m)^(.)`).ReplaceAllString(text, "    $1")
}

// text returns the value of an expression, as far as it is known.
func (s *source) text(expression ast.Expr, locals map[string]ast.Expr) string {
	switch e := expression.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			return text
		}
	case *ast.ParenExpr:
		return s.text(e.X, locals)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return s.text(e.X, locals) + s.text(e.Y, locals)
		}
	case *ast.Ident:
		if value, ok := locals[e.Name]; ok {
			if value != nil && mayBeText(value) {
				return s.text(value, without(locals, e.Name))
			}
		} else if value := s.constants[e.Name]; value != nil && mayBeText(value) {
			return s.text(value, nil)
		}
	case *ast.CallExpr:
		switch nameOf(e.Fun) {
		case "Sprintf":
			return s.formatted(e.Args, locals)
		case "ErrorDetail":
			paragraphs := []string{}
			for _, arg := range e.Args {
				paragraphs = append(paragraphs, s.text(arg, locals))
			}
			return strings.Join(paragraphs, "\n\n")
		}
	}
	var printed bytes.Buffer
	if err := printer.Fprint(&printed, s.set, expression); err != nil {
		return "{?}"
	}
	return "{" + strings.Join(strings.Fields(printed.String()), " ") + "}"
}

// mayBeText reports whether an expression is made of literals, names and formatted text, not the result of another function.
func mayBeText(expression ast.Expr) bool {
	switch e := expression.(type) {
	case *ast.BasicLit, *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		return nameOf(e.Fun) == "Sprintf"
	default:
		return false
	}
}

func without(names map[string]ast.Expr, name string) map[string]ast.Expr {
	rest := map[string]ast.Expr{}
	for other, value := range names {
		if other != name {
			rest[other] = value
		}
	}
	return rest
}

var verb = regexp.MustCompile(`%[+#]?(\[\d+\])?[a-zA-Z]`)

func (s *source) formatted(args []ast.Expr, locals map[string]ast.Expr) string {
	if len(args) == 0 {
		return "{?}"
	}
	if rest, ok := args[len(args)-1].(*ast.Ident); ok {
		if variadic, ok := locals[rest.Name].(*ast.CompositeLit); ok {
			args = slices.Concat(args[:len(args)-1], variadic.Elts)
		}
	}
	next := 0
	return verb.ReplaceAllStringFunc(s.text(args[0], locals), func(found string) string {
		if explicit := verb.FindStringSubmatch(found)[1]; explicit != "" {
			next, _ = strconv.Atoi(strings.Trim(explicit, "[]"))
			next--
		}
		next++
		if next >= len(args) {
			return found
		}
		value := s.text(args[next], locals)
		if strings.HasSuffix(found, "q") {
			return `"` + value + `"`
		}
		return value
	})
}

// textsOf returns what find returns for all files of a folder and those below it.
func textsOf(t *testing.T, root string, find func(*source, *ast.File) []string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || entry.Name() == "testdata" {
			return err
		}
		s := parseSource(t, path)
		names := []string{}
		for name := range s.files {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			if texts := find(s, s.files[name]); len(texts) > 0 {
				file := filepath.ToSlash(filepath.Join(strings.TrimPrefix(path, "../../"), name))
				fmt.Fprintf(&out, "## %s\n\n%s\n\n", file, strings.Join(texts, "\n\n"))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
