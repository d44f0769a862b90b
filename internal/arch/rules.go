package arch

import (
	"cmp"
	"slices"
)

// Finding is one place where a rule is broken.
type Finding struct {
	Where string // path, with the line where there is one
	What  string // what is wrong and what to do, one sentence
}

// Rule is one rule of the house.
type Rule struct {
	Name  string // short and stable; names the test
	Why   string // what goes wrong without it
	Check func(*Tree) []Finding
}

// Rules are all rules, in the order in which the house explains them.
var Rules = []Rule{
	{"top level", "whoever opens the repository finds what the house describes, and nothing else", checkTopLevel},
	{"package names", "a package named for nothing collects everything", checkNames},
	{"folder size", "a folder that needs scrolling is split by noun or vendor", checkSize},
	{"package docs", "a package that does not say what it leaves to others takes it over in time", checkDocs},
	{"import table", "the table can only say who lies below if it has no circle and names every capability", checkTable},
	{"layers", "an arrow upward makes two packages one that cannot be read, tested or replaced apart", checkLayers},
	{"libraries", "rows, routes and vendors stay behind the file or package that is made for them", checkLibraries},
	{"tags", "a domain type with tags is a row or a message in disguise, and changes when they change", checkTags},
	{"clock", "code that asks the machine for the time cannot be tested, and gives a time that PostgreSQL does not store", checkClock},
	{"same word", "one word for one thing: whoever knows it finds the code, the contract, the tables and the screens", checkWords},
	{"migrations", "a migration that ran somewhere is history: changing it makes two databases differ for ever", checkMigrations},
	{"table comments", "the database explains itself to those who meet it without the code", checkComments},
}

// sorted puts findings into the order of their places, so that two runs read alike.
func sorted(findings []Finding) []Finding {
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Where, b.Where), cmp.Compare(a.What, b.What))
	})
	return findings
}
