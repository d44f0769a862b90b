package pricing

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// changeRow is a change as a pair is told of it.
type changeRow struct {
	ItemID   id.ItemID
	Own      bool
	At       time.Time
	Currency money.Currency
	Price    decimal.NullDecimal
	Breaks   string
}

// Moves answers how the prices of items moved since a time, as far as the pair scope may know, by item, the oldest first. In any other scope
// nothing moved.
func Moves(tx *tenants.Tx, items []id.ItemID, since time.Time) (map[id.ItemID][]Move, error) {
	var rows []changeRow
	err := tx.Gorm().Raw("SELECT item_id, own, at, currency, price, breaks::text AS breaks FROM sec.pair_price_changes(?::uuid[], ?)", catalog.UUIDs(items), since).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b changeRow) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ItemID.UUID(), b.ItemID.UUID()))
	})
	out := map[id.ItemID][]Move{}
	for _, r := range rows {
		move := Move{At: r.At.UTC(), Own: r.Own}
		if r.Price.Valid {
			price, err := priceRow{Currency: r.Currency, Price: r.Price.Decimal, Breaks: r.Breaks}.price()
			if err != nil {
				return nil, err
			}
			move.Price = &price
		}
		out[r.ItemID] = append(out[r.ItemID], move)
	}
	return out, nil
}

// entryWas is a price of a list as it stood for a time, with what there is to know of its list.
type entryWas struct {
	Fact       factRow `gorm:"embedded"`
	StoodFrom  time.Time
	StoodUntil *time.Time
}

// PastOf answers how items of a supplier were priced for the buyer of a pair scope since a time, as far as its grant tells, by item. What is under the
// supplier's floor now is left out.
func PastOf(tx *tenants.Tx, supplier id.CompanyID, items []id.ItemID, since time.Time) (map[id.ItemID]Past, error) {
	moves, err := Moves(tx, items, since)
	if err != nil {
		return nil, err
	}
	out := map[id.ItemID]Past{}
	for _, item := range items {
		out[item] = Past{Spells: spellsOf(moves[item])}
	}
	if err := addEntries(tx, items, since, out); err != nil {
		return nil, err
	}
	policies, err := policiesOf(tx, []id.CompanyID{supplier})
	if err != nil {
		return nil, err
	}
	lists, err := listsWritten(tx, supplier)
	if err != nil {
		return nil, err
	}
	facts := map[Sought]resolve.Facts{}
	for item, p := range out {
		facts[Sought{supplier, item}] = resolve.Facts{Prices: p.prices()}
	}
	under, err := floored(tx, facts, policies)
	if err != nil {
		return nil, err
	}
	if err := addRates(tx, facts, tx.Now()); err != nil {
		return nil, err
	}
	for item, p := range out {
		of := Sought{supplier, item}
		p = p.cut(under[of])
		p.Policy, p.Rates, p.Lists = policies[supplier].Policy, facts[of].Rates, lists
		out[item] = p
	}
	return out, nil
}

// addEntries adds what lists say and said.
func addEntries(tx *tenants.Tx, items []id.ItemID, since time.Time, to map[id.ItemID]Past) error {
	var rows []entryWas
	err := tx.Gorm().Raw(`SELECT e.item_id, l.id AS list_id, l.kind, l.name, l.version, l.priority, l.currency, e.price, e.breaks::text AS breaks,
  greatest(l.valid_from, e.valid_from) AS since, least(l.valid_to, e.valid_to) AS until, l.family_breaks, l.tax_included, l.tax_rate, 'half_up' AS round_mode, e.stood_from, e.stood_until
FROM sec.pair_entries(?::uuid[], ?) e JOIN pricing_list l ON l.tenant_id = (SELECT sec.pair_supplier_id()) AND l.id = e.list_id`, catalog.UUIDs(items), since).Scan(&rows).Error
	if err != nil {
		return err
	}
	for _, r := range rows {
		price, err := r.Fact.price()
		if err != nil {
			return err
		}
		p := to[r.Fact.ItemID]
		p.Spells = append(p.Spells, Spell{Price: price, Stood: r.StoodFrom.UTC(), Gone: moment(r.StoodUntil)})
		to[r.Fact.ItemID] = p
	}
	return nil
}

// listsWritten are the lists of a supplier that the scope may see, and when each was last written.
func listsWritten(tx *tenants.Tx, supplier id.CompanyID) (map[id.PriceListID]time.Time, error) {
	var rows []struct {
		ID        id.PriceListID
		UpdatedAt time.Time
	}
	err := tx.Gorm().Raw("SELECT id, updated_at FROM pricing_list WHERE tenant_id = ?", supplier).Scan(&rows).Error
	out := make(map[id.PriceListID]time.Time, len(rows))
	for _, r := range rows {
		out[r.ID] = r.UpdatedAt.UTC()
	}
	return out, err
}

func (p Past) prices() []resolve.Price {
	out := make([]resolve.Price, len(p.Spells))
	for i, s := range p.Spells {
		out[i] = s.Price
	}
	return out
}

// cut leaves out rungs, named by spell and rung; a spell whose first rung goes goes whole.
func (p Past) cut(rungs map[[2]int]bool) Past {
	if len(rungs) == 0 {
		return p
	}
	var kept []Spell
	for i, s := range p.Spells {
		if left := without([]resolve.Price{s.Price}, only(rungs, i)); len(left) > 0 {
			s.Price = left[0]
			kept = append(kept, s)
		}
	}
	p.Spells = kept
	return p
}

// only are the rungs of one price, as those of the first.
func only(rungs map[[2]int]bool, price int) map[[2]int]bool {
	out := map[[2]int]bool{}
	for at := range rungs {
		if at[0] == price {
			out[[2]int{0, at[1]}] = true
		}
	}
	return out
}
