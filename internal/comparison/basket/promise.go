package basket

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
)

// expect gives offers what is on its way to their supplier, as far as the grants disclose it. It asks for those alone whose supplier shows how much it has:
// of the others nothing is told.
func expect(ctx context.Context, db pgx.Tx, sellers []Seller, offers []*Offer) error {
	byRef := map[own.Ref]*Offer{}
	var refs []own.Ref
	for _, o := range offers {
		if level := sellers[o.Supplier].Look.Shown().Stock; level == grant.StockBand || level == grant.StockExact {
			byRef[o.Ref] = o
			refs = append(refs, o.Ref)
		}
	}
	if len(refs) == 0 {
		return nil
	}
	suppliers, items := columns(refs)
	rows, err := db.Query(ctx, "SELECT tenant_id, item_id, due, quantity FROM sec.my_incoming($1::uuid[], $2::uuid[])", suppliers, items)
	if err != nil {
		return fmt.Errorf("basket: on its way: %w", err)
	}
	var tenant, item_ [16]byte
	var due time.Time
	var quantity pgtype.Numeric
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item_, &due, &quantity}, func() error {
		o := byRef[own.Ref{Supplier: id.FromUUID[id.Company](tenant), Item: id.FromUUID[id.Item](item_)}]
		if o == nil {
			return nil
		}
		if shown, some := sellers[o.Supplier].Look.NarrowArriving(number(quantity)); some {
			o.Arrivals = append(o.Arrivals, inventory.Arrival{Due: due.UTC(), Quantity: shown})
		}
		return nil
	})
	return err
}

// promise is when what a cell orders can be had, from what is disclosed of its offer.
func (c *Cell) promise(at time.Time) inventory.Promise {
	if c.Available == grant.Available {
		return inventory.Promise{Class: inventory.PromisedNow}
	}
	return inventory.PromiseOf(c.Stock, c.offer.Arrivals, c.offer.LeadDays, c.Order, at)
}

// wait is how many days it is until what is promised has come; false where that is not known.
func (c Conditions) wait(p inventory.Promise, at time.Time) (days int, known bool) {
	if c.LeadDays != nil {
		days = *c.LeadDays
	}
	switch p.Class {
	case inventory.PromisedNow:
		return days, true
	case inventory.PromisedIncoming, inventory.PromisedLeadTime:
		return days + int(p.By.Sub(at.UTC().Truncate(24*time.Hour)).Hours()/24), true
	default:
		return 0, false
	}
}

// beside is the list price that may stand beside what a cell costs: where the supplier's policy shows it, and the buyer pays another one. nil for none.
func (r *reckoning) beside(b *shelf, c *Cell) *resolve.Result {
	if !b.seller.Policy.ShowsList || c.Price == nil || c.Price.From.Kind == resolve.Base {
		return nil
	}
	base := slices.DeleteFunc(slices.Clone(c.offer.Prices), func(p resolve.Price) bool { return p.Kind != resolve.Base })
	if list, ok := resolve.Resolve(resolve.Facts{Prices: base, Policy: b.seller.Policy, Rates: r.mixed(base)}, resolve.Ask{Quantity: c.Order, At: r.at}); ok {
		return &list
	}
	return nil
}

// delivering are those sellers that deliver to the buyer in a region, or anywhere in a country; all of them for "".
func delivering(sellers []Seller, region string) []Seller {
	if region = strings.TrimSpace(region); region == "" {
		return sellers
	}
	return slices.DeleteFunc(sellers, func(s Seller) bool {
		return !strings.EqualFold(s.Region, region) && !strings.HasPrefix(strings.ToLower(s.Region), strings.ToLower(region)+"-")
	})
}
