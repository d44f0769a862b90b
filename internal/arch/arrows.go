package arch

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func checkTable(t *Tree) []Finding {
	findings := tableFindings(capabilities)
	for folder := range t.packages() {
		if word := capabilityOf(folder); word != "" && capabilities[word] == nil {
			findings = append(findings, Finding{folder, fmt.Sprintf("%q is not in the table of internal/arch/imports.go", word)})
		}
	}
	return sorted(findings)
}

// tableFindings looks for names without a line of their own, and for circles.
func tableFindings(table map[string][]string) []Finding {
	const where = "internal/arch/imports.go"
	var findings []Finding
	for _, from := range slices.Sorted(maps.Keys(table)) {
		for _, to := range table[from] {
			if table[to] == nil {
				findings = append(findings, Finding{where, fmt.Sprintf("%s may import %s, which has no line", from, to)})
			}
		}
		if way := circle(table, from, from, nil); way != nil {
			findings = append(findings, Finding{where, "goes in a circle: " + strings.Join(way, " → ")})
		}
	}
	return findings
}

// circle returns a way from one capability back to the goal, or nil.
func circle(table map[string][]string, from, goal string, way []string) []string {
	if slices.Contains(way, from) {
		return nil
	}
	way = append(slices.Clone(way), from)
	for _, to := range table[from] {
		if to == goal {
			return append(way, goal)
		}
		if found := circle(table, to, goal, way); found != nil {
			return found
		}
	}
	return nil
}

// checkLayers judges imports of our own packages. Tests are free: a test may look at its package from above.
func checkLayers(t *Tree) []Finding {
	var findings []Finding
	for _, f := range t.files {
		if f.test {
			continue
		}
		for name, spec := range f.imports() {
			target, ours := strings.CutPrefix(name, module+"/")
			if !ours {
				continue
			}
			if why := refusal(f.folder, target); why != "" {
				findings = append(findings, Finding{t.at(spec), why})
			}
		}
	}
	return sorted(findings)
}

// refusal says why one folder may not import another; empty when it may.
func refusal(from, to string) string {
	below, above := layerOf(from), layerOf(to)
	switch {
	case below == nil || above == nil:
		return fmt.Sprintf("%s → %s: a folder of no layer in internal/arch/imports.go", from, to)
	case below.path != above.path && !slices.Contains(below.may, above.path):
		return fmt.Sprintf("%s may not import %s: arrows go down only, and an event is the way up", below.path, to)
	}
	a, b := capabilityOf(from), capabilityOf(to)
	if a != "" && b != "" && a != b && !slices.Contains(capabilities[a], b) {
		return fmt.Sprintf("%s may not import %s: the table of internal/arch/imports.go has no such arrow", a, b)
	}
	return ""
}

// layerOf returns the layer of a folder, or nil.
func layerOf(folder string) *layer {
	for i := range layers {
		if within(folder, layers[i].path) || layers[i].path == capability && capabilityOf(folder) != "" {
			return &layers[i]
		}
	}
	return nil
}
