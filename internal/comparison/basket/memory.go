package basket

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"manifold/internal/comparison/book"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// Memory is the book that is kept in memory. It says what SQL says, and asks SQL for all that the copy does not hold: suppliers that changed
// something a moment ago, and items of which the buyer says itself how much they hold.
type Memory struct {
	SQL
	Copy *book.Book
}

var _ Book = Memory{}

// Offers reads items and prices from memory, under the lists and the customer records that the database names in this transaction; stock, what rules reckon,
// and what is under a floor come from the database.
func (m Memory) Offers(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]*Offer, error) {
	if len(refs) == 0 || !m.Copy.Ready() {
		return m.SQL.Offers(ctx, tx, sellers, refs)
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	r := newReading(tx, db, sellers, refs)
	changed, err := changedAfter(ctx, db, m.Copy.Number())
	if err != nil {
		return nil, err
	}
	if err := r.readWords(ctx); err != nil {
		return nil, fmt.Errorf("basket: %w", err)
	}
	readers, err := r.readers(ctx)
	if err != nil {
		return nil, fmt.Errorf("basket: %w", err)
	}
	var apart []own.Ref
	var item book.Item
	for _, ref := range refs {
		at, known := r.at[ref.Supplier]
		if !known {
			continue
		}
		if r.said[ref] != nil || changed[ref.Supplier] {
			apart = append(apart, ref)
			continue
		}
		switch m.Copy.Read(ref.Supplier, ref.Item, readers[at].Reader, &item) {
		case book.Unknown:
			apart = append(apart, ref)
		case book.Held:
			if r.sellers[at].Look.Sees(item.Category) {
				if r.found[ref], err = r.take(ref, at, item, readers[at]); err != nil {
					return nil, err
				}
			}
		}
	}
	r.narrow()
	for _, step := range []func(context.Context) error{r.readRules, r.readStock, r.readFloors} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("basket: %w", err)
		}
	}
	for _, o := range r.found {
		o.Prepare()
	}
	others, err := m.SQL.Offers(ctx, tx, sellers, apart)
	if err != nil {
		return nil, err
	}
	for _, o := range others {
		r.found[o.Ref] = o
	}
	out := make([]*Offer, 0, len(r.found))
	for _, ref := range refs {
		if o := r.found[ref]; o != nil {
			out = append(out, o)
			delete(r.found, ref)
		}
	}
	return out, nil
}

// narrow leaves of the refs those that were found.
func (r *reading) narrow() {
	refs := make([]own.Ref, 0, len(r.found))
	for ref := range r.found {
		refs = append(refs, ref)
	}
	r.suppliers, r.items = columns(refs)
}

// reader is under which lists and which customer record the buyer reads at a supplier.
type reader struct {
	book.Reader
	lists map[id.PriceListID]list
}

// readers are those of all sellers, by their place.
func (r *reading) readers(ctx context.Context) ([]reader, error) {
	lists, err := r.lists(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]reader, len(r.sellers))
	for i := range out {
		out[i] = reader{book.Reader{Base: true, Lists: map[id.PriceListID]struct{}{}}, map[id.PriceListID]list{}}
	}
	for ref, l := range lists {
		if at, known := r.at[ref.Supplier]; known {
			of := id.FromUUID[id.PriceList](ref.Item.Bytes())
			out[at].Lists[of], out[at].lists[of] = struct{}{}, l
		}
	}
	rows, err := r.db.Query(ctx, "SELECT tenant_id, customer_id FROM sec.my_standing() WHERE price = 'own' AND customer_id IS NOT NULL")
	if err != nil {
		return nil, err
	}
	var tenant, customer [16]byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &customer}, func() error {
		if at, known := r.at[company(tenant)]; known {
			out[at].Customer = id.FromUUID[id.Customer](customer)
		}
		return nil
	})
	return out, err
}

// take makes an offer of what the copy holds. As in SQL, prices that begin later are nobody's yet, and the decision cuts once more.
func (r *reading) take(ref own.Ref, at int, item book.Item, by reader) (*Offer, error) {
	o := &Offer{
		Ware: &Ware{
			Thing: Thing{ref, item.SKU, item.Name, item.Brand, item.MPN, item.GTIN}, Category: item.Category, Family: item.Family, Unit: item.Unit,
			Minimum: item.Minimum, Multiple: item.Multiple, Case: item.Case, Weight: item.Weight, Contents: item.Contents,
		},
		Supplier: at, LeadDays: r.sellers[at].Look.LeadTime(item.LeadDays),
	}
	for _, p := range item.Prices {
		var price resolve.Price
		currency := p.Currency
		switch p.Kind {
		case book.Base:
			price.Kind = resolve.Base
		case book.Own:
			price.Kind = resolve.Own
		default:
			l := by.lists[id.FromUUID[id.PriceList](p.Of)]
			if p.From.After(r.moment) {
				continue
			}
			price, currency = l.price, l.currency
			price.From, price.Until = later(price.From, p.From), earlier(price.Until, p.Until)
			if p.Left != nil && price.Kind == resolve.Contract {
				price.Left = p.Left
			}
		}
		price.Unit = money.FromMillionths(p.Millionths, currency)
		for _, b := range p.Breaks {
			price.Breaks = append(price.Breaks, resolve.Break{From: b.From, Unit: money.FromMillionths(b.Millionths, currency)})
		}
		r.see(o, price, p.Since)
	}
	return o, nil
}

// changedAfter are suppliers of the buyer with something newer than an event.
func changedAfter(ctx context.Context, db pgx.Tx, number int64) (map[id.CompanyID]bool, error) {
	var all []pgtype.UUID
	if err := db.QueryRow(ctx, "SELECT sec.my_changed_suppliers($1)", number).Scan(&all); err != nil {
		return nil, err
	}
	out := make(map[id.CompanyID]bool, len(all))
	for _, of := range all {
		out[company(of.Bytes)] = true
	}
	return out, nil
}
