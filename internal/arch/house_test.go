package arch

import (
	"os"
	"testing"
)

// TestHouse holds the repository against every rule.
func TestHouse(t *testing.T) {
	tree, err := Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range Rules {
		t.Run(rule.Name, func(t *testing.T) {
			for _, finding := range rule.Check(tree) {
				t.Errorf("%s: %s\n\twhy this rule: %s", finding.Where, finding.What, rule.Why)
			}
		})
	}
}

// TestExceptionsAreNeeded keeps exceptions from outliving what they were made for.
func TestExceptionsAreNeeded(t *testing.T) {
	tree, err := Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for word, why := range unscreened {
		if capabilities[word] == nil || tree.has("web/src/features/"+word) {
			t.Errorf("unscreened: %s (%s) is no capability without screens", word, why)
		}
	}
}
