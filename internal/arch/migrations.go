package arch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strings"
)

const checksums = "migrations/checksums.txt"

// migrationName is a number of four digits and words.
var migrationName = regexp.MustCompile(`^([0-9]{4})_[a-z0-9_]+\.sql$`)

// checkMigrations holds migrations against their checksums: a listed one never changes and never goes, a new one is listed by
// `make gen`, and numbers follow each other.
func checkMigrations(t *Tree) []Finding {
	var findings []Finding
	sealed := map[string]string{}
	for line := range strings.Lines(t.text(checksums)) {
		sum, name, ok := strings.Cut(strings.TrimSpace(line), "  ")
		if !ok {
			findings = append(findings, Finding{checksums, fmt.Sprintf("%q is not a checksum, two spaces and a file", line)})
			continue
		}
		sealed[name] = sum
		if !t.has("migrations/" + name) {
			findings = append(findings, Finding{"migrations/" + name, "was sealed and is gone; undo it by a new migration"})
		}
	}
	for i, name := range t.list("migrations", "*.sql") {
		findings = append(findings, migrationFindings(t, i, name, sealed[name])...)
	}
	return sorted(findings)
}

func migrationFindings(t *Tree, i int, name, sealed string) []Finding {
	where := "migrations/" + name
	sum := sha256.Sum256([]byte(t.text(where)))
	var findings []Finding
	if match := migrationName.FindStringSubmatch(name); match == nil || match[1] != fmt.Sprintf("%04d", i+1) {
		findings = append(findings, Finding{where, fmt.Sprintf("should be called %04d_<what>.sql: numbers follow each other", i+1)})
	}
	switch sealed {
	case hex.EncodeToString(sum[:]):
	case "":
		findings = append(findings, Finding{where, "is not sealed in checksums.txt; run make gen"})
	default:
		findings = append(findings, Finding{where, "was changed after it was sealed; put it back and write a new migration"})
	}
	return findings
}

// table is a table that a migration creates.
type table struct{ file, schema, name string }

var (
	sqlComment    = regexp.MustCompile(`(?m)--.*$`)
	createTable   = regexp.MustCompile(`(?i)\bCREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:([a-z_0-9]+)\.)?([a-z_0-9]+)`)
	commentTable  = regexp.MustCompile(`(?i)\bCOMMENT\s+ON\s+TABLE\s+(?:([a-z_0-9]+)\.)?([a-z_0-9]+)\s+IS\s+'[^']`)
	createPolicy  = regexp.MustCompile(`(?i)\bCREATE\s+POLICY\s+([a-z_0-9]+)\s+ON\s+([a-z_0-9.]+)`)
	commentPolicy = regexp.MustCompile(`(?i)\bCOMMENT\s+ON\s+POLICY\s+([a-z_0-9]+)\s+ON\s+([a-z_0-9.]+)\s+IS\s+'[^']`)
)

// sql returns a migration without its comments, which may speak of tables that it does not make.
func sql(t *Tree, name string) string {
	return sqlComment.ReplaceAllString(t.text("migrations/"+name), "")
}

// tables returns every table that the migrations create.
func tables(t *Tree) []table {
	var found []table
	for _, name := range t.list("migrations", "*.sql") {
		for _, match := range createTable.FindAllStringSubmatch(sql(t, name), -1) {
			found = append(found, table{name, strings.ToLower(match[1]), strings.ToLower(match[2])})
		}
	}
	return found
}

// checkComments asks for a comment on each table and on each policy that a migration creates, in the same file. Policies that
// tenants generates are judged in the database.
func checkComments(t *Tree) []Finding {
	var findings []Finding
	for _, name := range t.list("migrations", "*.sql") {
		text := sql(t, name)
		for _, pair := range []struct {
			kind           string
			create, remark *regexp.Regexp
		}{{"table", createTable, commentTable}, {"policy", createPolicy, commentPolicy}} {
			explained := map[string]bool{}
			for _, match := range pair.remark.FindAllStringSubmatch(text, -1) {
				explained[strings.ToLower(match[1]+" "+match[2])] = true
			}
			for _, match := range pair.create.FindAllStringSubmatch(text, -1) {
				if !explained[strings.ToLower(match[1]+" "+match[2])] {
					findings = append(findings, Finding{path.Join("migrations", name),
						fmt.Sprintf("creates %s %s without a COMMENT that says what it holds", pair.kind, strings.Join(strings.Fields(match[1]+" "+match[2]), " "))})
				}
			}
		}
	}
	return sorted(findings)
}
