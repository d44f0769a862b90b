package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The measure itself on a small part of the real data: every line of the bills has a price or says why not, and promotions win.
func TestRealInputIsCompared(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for from, to := range map[string]string{
		"nexar.jsonl": "ec-nexar/nexar.jsonl.gz", "rates.xml": "ec-nexar/ecb-reference-rates-2021-04-08.xml", "boms/safelink_receiver.xml": "ec-nexar/boms/safelink_receiver.xml",
		"boms/part_list_small.csv": "ec-nexar/boms/part_list_small.csv", "prices.csv": "grocery-il/israeli_prices_" + groceryDay + ".csv.gz", "promos.csv": "grocery-il/israeli_promos_" + groceryDay + ".csv.gz",
	} {
		text, err := os.ReadFile(filepath.Join("testdata/real", from))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, to), string(text))
	}
	figures, err := comparingReal(t.Context(), Options{Data: dir, Large: true})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range figures {
		said = append(said, f.Name)
		if !f.OK {
			t.Errorf("%s: %g %s, want %s", f.Name, f.Value, f.Unit, f.Target)
		}
	}
	for _, want := range []string{
		"ec-nexar: 8 sellers, 38 offers", "safelink_receiver.xml for 10: 8 lines = 4 priced + 1 asked about + 3 nobody sells", "part_list_small.csv for 10: 8 lines = 1 priced",
		"grocery-il: 16 barcodes of 7 chains", "grocery-il: 16 lines = 16 priced",
	} {
		if all := strings.Join(said, "\n"); !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}
