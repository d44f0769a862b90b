package book

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
)

// TestProductsHoldWhatIsInThem moves items of three suppliers between products: each product holds those that were put there last, and no others.
func TestProductsHoldWhatIsInThem(t *testing.T) {
	type key struct {
		supplier id.CompanyID
		item     id.ItemID
	}
	products := []id.ProductID{{}, id.FromUUID[id.Product](owner(11)), id.FromUUID[id.Product](owner(12)), id.FromUUID[id.Product](owner(13))}
	rapid.Check(t, func(t *rapid.T) {
		var p parts
		stand := map[key]int{}
		for range rapid.IntRange(1, 30).Draw(t, "moves") {
			supplier := id.FromUUID[id.Company](owner(rapid.IntRange(1, 3).Draw(t, "supplier")))
			var before, after []place
			for n, of := range rapid.SliceOfNDistinct(rapid.IntRange(1, 5), 1, 4, rapid.ID).Draw(t, "items") {
				k := key{supplier, id.FromUUID[id.Item](owner(of))}
				if product, stands := stand[k]; stands {
					before = append(before, place{owner(of), p.number(products[product])})
				}
				delete(stand, k)
				if n == 0 || rapid.Bool().Draw(t, "stays") {
					stand[k] = rapid.IntRange(0, 3).Draw(t, "product")
					after = append(after, place{owner(of), p.number(products[stand[k]])})
				}
			}
			p.move(supplier, before, after)
		}
		for n, product := range products[1:] {
			want, got := map[key]bool{}, map[key]bool{}
			for k, in := range stand {
				if in == n+1 {
					want[k] = true
				}
			}
			p.within(product, func(s id.CompanyID, i id.ItemID) {
				if got[key{s, i}] {
					t.Fatalf("an item stands twice in product %d", n+1)
				}
				got[key{s, i}] = true
			})
			if !maps.Equal(want, got) {
				t.Fatalf("product %d holds %d items, want %d", n+1, len(got), len(want))
			}
			if p.product(p.number(product)) != product {
				t.Fatal("a number stands for another product")
			}
		}
		if slices.ContainsFunc(p.members, func(m string) bool { return len(m)%17 != 0 }) {
			t.Fatal("a member is cut")
		}
	})
}
