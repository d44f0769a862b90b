package catalog

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/quantity"
)

// A quantity in any unit of an item is, converted back, the same; and the price of what it buys stays the same.
func TestConversionsAreExactAndComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		item, d := Item{Unit: quantity.Piece}, Details{}
		if rapid.Bool().Draw(t, "catch weight") {
			item.Unit, d.CatchWeight, d.Nominal = quantity.Kilogram, true, decimal.New(rapid.Int64Range(1, 1e6).Draw(t, "nominal"), -3)
		}
		contains := int64(0)
		var drafts []PackDraft
		for _, l := range levels[1:] {
			if rapid.Bool().Draw(t, string(l.level)) {
				contains += rapid.Int64Range(1, 5000).Draw(t, "more")
				drafts = append(drafts, PackDraft{Level: l.level, Contains: decimal.NewFromInt(contains).String()})
			}
		}
		packs, wrong := readPacks(item, d.CatchWeight, d.Nominal, drafts)
		if len(wrong) > 0 {
			t.Fatalf("%+v: %+v", drafts, wrong)
		}
		d.Packs = packs
		asked, err := quantity.New(decimal.New(rapid.Int64Range(1, 1e9).Draw(t, "quantity"), -int32(rapid.IntRange(0, 6).Draw(t, "places"))), item.Unit)
		if err != nil {
			t.Fatal(err)
		}
		price := decimal.NewFromInt(rapid.Int64Range(1, 1e6).Draw(t, "price"))
		lines, err := Convert(item, d, asked, &price)
		if err != nil {
			t.Fatal(err)
		}
		whole := asked.Rat()
		whole.Mul(whole, price.Rat())
		for i, line := range lines {
			if line.Quantity.Guess() != (d.CatchWeight && i > 0) {
				t.Fatalf("%s is a guess: %v", line.Quantity, line.Quantity.Guess())
			}
			back, err := Convert(item, d, line.Quantity, nil)
			if err != nil || back[0].Quantity.Rat().Cmp(asked.Rat()) != 0 {
				t.Fatalf("%s comes back from %s as %s (%v)", asked, line.Quantity, back[0].Quantity, err)
			}
			if line.Exact {
				cost := line.Quantity.Rat()
				if cost.Mul(cost, line.Price.Rat()).Cmp(whole) != 0 {
					t.Fatalf("%s at %s each is not %s", line.Quantity, line.Price, whole)
				}
			}
		}
	})
}

func TestPacksAscendWhateverTheirOrder(t *testing.T) {
	t.Parallel()
	item := Item{Unit: quantity.Piece, GTIN: "4006381333931"}
	packs, wrong := readPacks(item, false, decimal.Zero, []PackDraft{
		{Level: Pallet, Contains: "4800"}, {Level: Each, Contains: "1", GTIN: "4006381333931"}, {Level: Case, Contains: "48", Unit: "箱", GrossWeight: "14,500 g"},
	})
	if len(wrong) > 0 || len(packs) != 3 || packs[0].Level != Each || packs[1].Unit != quantity.Case || packs[1].GrossWeight.String() != "14.5" || packs[2].Level != Pallet {
		t.Errorf("%+v %+v", packs, wrong)
	}
	lines, err := Convert(item, Details{Packs: packs}, quantity.Of(2, quantity.Pallet), nil)
	if err != nil || len(lines) != 3 || lines[0].Quantity.String() != "9600 H87" || lines[1].Quantity.String() != "200 XCS" {
		t.Errorf("%+v %v", lines, err)
	}
}
