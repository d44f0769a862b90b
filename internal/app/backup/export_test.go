package backup

import (
	"slices"
	"strings"
	"testing"
)

// FileColumns is the list of columns that name files, as table.column.
func FileColumns() []string {
	var out []string
	for _, c := range fileColumns {
		out = append(out, c.table+"."+c.blob)
	}
	slices.Sort(out)
	return out
}

// TestCompare shows that each way to differ is noticed.
func TestCompare(t *testing.T) {
	want := []table{{"hub.a", 2, "x"}, {"hub.b", 0, "y"}}
	for _, each := range []struct {
		found []table
		says  string
	}{
		{want, ""},
		{[]table{{"hub.a", 1, "x"}, want[1]}, "the table hub.a has 1 rows instead of 2"},
		{[]table{{"hub.a", 2, "z"}, want[1]}, "the rows of the table hub.a are not those that were saved"},
		{want[:1], "the table hub.b was not restored"},
		{append(slices.Clone(want), table{Name: "hub.c"}), "there are 3 tables instead of 2"},
	} {
		err := compare(want, each.found)
		if (err == nil) != (each.says == "") || err != nil && !strings.Contains(err.Error(), each.says) {
			t.Errorf("%v: said %v", each.found, err)
		}
	}
}
