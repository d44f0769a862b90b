package bench

import "testing"

// The measure itself, small: every line of it comes to its figure after all edits, and a forged one does not.
func TestReceiptsReplay(t *testing.T) {
	t.Parallel()
	figures, err := Run(t.Context(), "receipt", Options{Lines: 3000})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		if !f.OK {
			t.Errorf("%s: %g %s, want %s", f.Name, f.Value, f.Unit, f.Target)
		}
	}
}
