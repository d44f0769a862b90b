package config

import (
	"fmt"
	"os"
	"strings"
)

const (
	configName = "HUB_CONFIG" // names the file
	ownPrefix  = "HUB_"
	testPrefix = "HUB_TEST_" // the tests' own, no settings
)

// readEnviron takes the settings among all variables. Names that look like ours
// and are not are errors: a mistyped setting must not be silently without effect.
func (l *loader) readEnviron(environ []string) {
	for _, entry := range environ {
		name, text, _ := strings.Cut(entry, "=")
		switch {
		case known(name):
			l.given[name] = value{text: strings.TrimSpace(text), origin: "environment"}
		case strings.HasPrefix(name, ownPrefix) && !strings.HasPrefix(name, testPrefix):
			l.problem("%s (environment): unknown setting; did you mean %s?", name, nearest(name))
		}
	}
}

// readFile reads NAME=value lines; empty lines and lines that begin with # are
// skipped, quotes around a value are dropped.
func (l *loader) readFile(path string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		l.problem("%s: the file cannot be read: %v", configName, err)
		return
	}
	seen := map[string]bool{}
	number := 0
	for line := range strings.Lines(string(raw)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		origin := fmt.Sprintf("%s, line %d", path, number)
		name, text, found := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		switch {
		case !found:
			l.problem("%s: expected NAME=value", origin) // the line itself may be a secret
			continue
		case !known(name) || name == configName:
			l.problem("%s (%s): unknown setting; did you mean %s?", name, origin, nearest(name))
			continue
		case seen[name]:
			l.problem("%s (%s): set twice", name, origin)
			continue
		}
		seen[name] = true
		if l.given[name].text == "" { // the environment wins
			l.given[name] = value{text: unquote(strings.TrimSpace(text)), origin: origin}
		}
	}
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

func known(name string) bool {
	for _, s := range table {
		if s.name == name {
			return true
		}
	}
	return false
}

// nearest is the setting whose name takes the fewest edits to reach.
func nearest(name string) string {
	best, least := "", 0
	for _, s := range table {
		if d := distance(name, s.name); best == "" || d < least {
			best, least = s.name, d
		}
	}
	return best
}

// distance is Levenshtein's: insertions, deletions and replacements.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
