package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// module is the path that the tree's own packages begin with.
const module = "manifold"

// Tree is a checkout, with its Go files parsed once for all rules.
type Tree struct {
	fs.FS
	files     []*file
	positions *token.FileSet
}

// file is one Go file of a Tree.
type file struct {
	path      string // slash-separated, from the top of the tree
	folder    string
	test      bool
	generated bool
	syntax    *ast.File
}

// Load parses the Go files of a tree. Folders of data, of other ecosystems and of what was built are passed over. The error says
// which file could not be read or is no Go.
func Load(fsys fs.FS) (*Tree, error) {
	tree := &Tree{FS: fsys, positions: token.NewFileSet()}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && foreign(name):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		return tree.parse(name)
	})
	return tree, err
}

// foreign tells whether a folder holds no Go code of ours.
func foreign(folder string) bool {
	base := path.Base(folder)
	hidden := strings.HasPrefix(base, ".") && folder != "."
	return hidden || base == "testdata" || base == "node_modules" ||
		slices.Contains([]string{"bin", "var", "web/dist", "web/src", "web/e2e"}, folder)
}

func (t *Tree) parse(name string) error {
	source, err := fs.ReadFile(t, name)
	if err != nil {
		return err
	}
	syntax, err := parser.ParseFile(t.positions, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("%s is no Go: %w", name, err)
	}
	t.files = append(t.files, &file{
		path:      name,
		folder:    path.Dir(name),
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(syntax),
		syntax:    syntax,
	})
	return nil
}

// code returns the files written by hand that go into the product.
func (t *Tree) code() []*file {
	return slices.DeleteFunc(slices.Clone(t.files), func(f *file) bool { return f.test || f.generated })
}

// packages returns every folder with product code, written or generated, and its files.
func (t *Tree) packages() map[string][]*file {
	found := map[string][]*file{}
	for _, f := range t.files {
		if !f.test {
			found[f.folder] = append(found[f.folder], f)
		}
	}
	return found
}

// has tells whether a file or folder exists.
func (t *Tree) has(name string) bool {
	_, err := fs.Stat(t, name)
	return err == nil
}

// list returns the names of a folder's entries that a pattern matches; none when there is no such folder.
func (t *Tree) list(folder, pattern string) []string {
	entries, err := fs.ReadDir(t, folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, entry := range entries {
		if ok, _ := path.Match(pattern, entry.Name()); ok {
			names = append(names, entry.Name())
		}
	}
	return names
}

// text returns a file's content; empty when it cannot be read.
func (t *Tree) text(name string) string {
	content, err := fs.ReadFile(t, name)
	if err != nil {
		return ""
	}
	return string(content)
}

// at renders a position as "path:line".
func (t *Tree) at(node ast.Node) string {
	position := t.positions.Position(node.Pos())
	return position.Filename + ":" + strconv.Itoa(position.Line)
}

// line returns the line of a position.
func (t *Tree) line(node ast.Node) int { return t.positions.Position(node.Pos()).Line }

// imports returns the paths that a file imports, with the node of each.
func (f *file) imports() map[string]*ast.ImportSpec {
	found := map[string]*ast.ImportSpec{}
	for _, spec := range f.syntax.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			found[name] = spec
		}
	}
	return found
}

// role tells whether a file has a role by its name: store.go, or store_invite.go and invite_store.go once a capability is split by nouns.
func (f *file) role(role string) bool {
	base := path.Base(f.path)
	return base == role+".go" || strings.HasSuffix(base, "_"+role+".go") || strings.HasPrefix(base, role+"_")
}

// within tells whether a slash-separated path is another one or lies below it.
func within(name, parent string) bool {
	return name == parent || strings.HasPrefix(name, parent+"/")
}

// capabilityOf returns the capability that a folder belongs to, or "" when it belongs to none.
func capabilityOf(folder string) string {
	rest, inside := strings.CutPrefix(folder, "internal/")
	word, _, _ := strings.Cut(rest, "/")
	if !inside || slices.Contains([]string{"kernel", "platform", "app", "arch"}, word) {
		return ""
	}
	return word
}
