package main

import (
	"strings"
	"testing"
)

// Whoever runs a bench at full size is told what that is, for each that has one.
func TestHelpOfLargeBenches(t *testing.T) {
	help := benchCommand().Flags().Lookup("large").Usage
	for _, part := range []string{"minutes", "GB of disk", "search: over 1,000,000 items", "matching: ", "new items against 1,000,000 products", "import: stream a file of 1 GB"} {
		if !strings.Contains(help, part) {
			t.Errorf("%q says nothing of %q", help, part)
		}
	}
}
