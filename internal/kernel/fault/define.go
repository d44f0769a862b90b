package fault

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9]*\.[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

var registry = struct {
	sync.Mutex
	byCode map[string]*Fault
}{byCode: map[string]*Fault{}}

// Define makes a fault and registers its code; call it for package-level variables only.
// The code is "<capability>.<snake_case>". It panics on a code that is
// malformed or taken, an undefined kind or an empty sentence: these are mistakes in the program.
func Define(kind Kind, code, sentence string) *Fault {
	f := &Fault{kind: kind, code: code, text: sentence}
	if err := f.check(); err != nil {
		panic(err)
	}
	registry.Lock()
	defer registry.Unlock()
	if _, taken := registry.byCode[code]; taken {
		panic(fmt.Errorf("fault: code %q is defined twice", code))
	}
	registry.byCode[code] = f
	return f
}

// All returns every defined fault of the program, sorted by code.
func All() []*Fault {
	registry.Lock()
	defer registry.Unlock()
	all := make([]*Fault, 0, len(registry.byCode))
	for _, f := range registry.byCode {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b *Fault) int { return strings.Compare(a.code, b.code) })
	return all
}

// check reports what makes f unfit to be defined or decoded.
func (f *Fault) check() error {
	switch {
	case kindNames[f.kind] == "":
		return fmt.Errorf("fault: %q has undefined kind %d", f.code, int(f.kind))
	case !codeForm.MatchString(f.code):
		return fmt.Errorf("fault: malformed code %q", f.code)
	case strings.TrimSpace(f.text) == "":
		return fmt.Errorf("fault: %q has no sentence", f.code)
	case f.retry < 0:
		return fmt.Errorf("fault: %q has a negative retry", f.code)
	}
	return nil
}
