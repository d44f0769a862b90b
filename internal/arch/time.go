package arch

import (
	"fmt"
	"go/ast"
	"regexp"
)

// theClock is the one package that asks the machine for the time.
const theClock = "internal/kernel/clock"

// realTime is how a line says why it needs real time. The same words silence the linter that looks at types.
var realTime = regexp.MustCompile(`^//nolint:forbidigo // \S`)

// checkClock looks for time.Now and what calls it inside. A line that has to do with real time (a time-out, a signature that the
// database compares with its own clock) says so. Tests may measure what they like.
func checkClock(t *Tree) []Finding {
	var findings []Finding
	for _, f := range t.code() {
		if within(f.folder, theClock) {
			continue
		}
		excused := t.excused(f)
		ast.Inspect(f.syntax, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok || excused[t.line(node)] {
				return true
			}
			if asked := fromTime(f, selector); asked == "Now" || asked == "Since" || asked == "Until" {
				findings = append(findings, Finding{t.at(selector),
					fmt.Sprintf("time.%s: take a clock.Clock, or say on the line why it is real time: //nolint:forbidigo // <why>", asked)})
			}
			return true
		})
	}
	return sorted(findings)
}

// excused returns the lines of a file that give a reason for real time.
func (t *Tree) excused(f *file) map[int]bool {
	lines := map[int]bool{}
	for _, group := range f.syntax.Comments {
		for _, comment := range group.List {
			if realTime.MatchString(comment.Text) {
				lines[t.line(comment)] = true
			}
		}
	}
	return lines
}

// fromTime returns what a selector takes from the package "time"; empty when it takes from something else.
func fromTime(f *file, selector *ast.SelectorExpr) string {
	spec := f.imports()["time"]
	on, ok := selector.X.(*ast.Ident)
	if spec == nil || !ok {
		return ""
	}
	local := "time"
	if spec.Name != nil {
		local = spec.Name.Name
	}
	if on.Name != local {
		return ""
	}
	return selector.Sel.Name
}
