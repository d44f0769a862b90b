package basket

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"manifold/internal/comparison/book"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// Memory is the book that is kept in memory. It says what SQL says, and asks SQL for all that the copies do not hold: suppliers that changed
// something a moment ago, and items of which the buyer says itself how much they hold.
type Memory struct {
	SQL
	copy  *book.Book
	desks desks
}

var _ Book = (*Memory)(nil)

// NewMemory makes a book over a copy of items and prices.
func NewMemory(b *book.Book) *Memory {
	return &Memory{copy: b, desks: desks{of: map[id.CompanyID]*desk{}}}
}

// copied is how a buyer reads a supplier's items in memory.
type copied struct {
	reader
	behind  bool // the supplier did something that is not in memory yet
	counted bool // what is not in memory yet is about its stock
	apart   bool // SQL is asked: because of the first, or because the supplier has a list for the buyer that reckons
}

// desk is what was read of all suppliers of a buyer, in its own scope: who they are, how they price, what they ask for beside prices, which lists are the
// buyer's, and which promotions. It is good as long as the database says that nothing of that changed.
type desk struct {
	number  int64 // of the last event before it was read
	at      time.Time
	read    time.Time              // when, by the clock of the database
	epochs  map[id.CompanyID]int64 // of those that disclosed something
	sellers []Seller
	readers []reader
}

// deskLasts is how long a desk is good at most. What it knows and no event tells of is the names of suppliers and the rates by which they were converted.
const deskLasts = 30 * time.Second

// desks are those of buyers that asked a moment ago.
type desks struct {
	mu    sync.Mutex
	of    map[id.CompanyID]*desk
	swept time.Time
}

func (d *desks) get(buyer id.CompanyID, now time.Time) *desk {
	d.mu.Lock()
	defer d.mu.Unlock()
	if found := d.of[buyer]; found != nil && found.fresh(now) {
		return found
	}
	return nil
}

func (d *desks) put(buyer id.CompanyID, made *desk) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.of[buyer] = made
	if made.at.Sub(d.swept) > deskLasts {
		d.swept = made.at
		maps.DeleteFunc(d.of, func(_ id.CompanyID, x *desk) bool { return !x.fresh(made.at) })
	}
}

func (d *desk) fresh(now time.Time) bool { return !now.Before(d.at) && now.Sub(d.at) < deskLasts }

// news is what happened at the suppliers of a buyer since the copies were made.
type news struct {
	epochs map[id.CompanyID]int64
	items  map[id.CompanyID]bool // whose items or prices are newer
	stock  map[id.CompanyID]bool // whose stock is
	terms  bool                  // whether how any of them sells is newer
}

func newsOf(ctx context.Context, tx *tenants.Tx, items, terms int64, since time.Time) (news, error) {
	out := news{epochs: map[id.CompanyID]int64{}, items: map[id.CompanyID]bool{}, stock: map[id.CompanyID]bool{}}
	db, err := tx.PGX()
	if err != nil {
		return out, err
	}
	rows, err := db.Query(ctx, "SELECT tenant_id, epoch, items_changed, stock_changed, terms_changed FROM sec.my_news($1, $2, $3)", items, terms, since)
	if err != nil {
		return out, err
	}
	var tenant [16]byte
	var epoch int64
	var itemsChanged, stockChanged, termsChanged bool
	_, err = pgx.ForEachRow(rows, []any{&tenant, &epoch, &itemsChanged, &stockChanged, &termsChanged}, func() error {
		of := company(tenant)
		out.epochs[of] = epoch
		out.items[of], out.stock[of] = itemsChanged, stockChanged
		out.terms = out.terms || termsChanged
		return nil
	})
	return out, err
}

// Sellers are those of the buyer's desk. Whether that still holds, and whose items are newer than the copy, the database says first.
func (m *Memory) Sellers(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID) ([]Seller, error) {
	if !m.copy.Ready() {
		return m.SQL.Sellers(ctx, tx, buyer)
	}
	number := m.copy.Number()
	stood, known, since := m.desks.get(buyer, tx.Now()), number, tx.Now()
	if stood != nil {
		known, since = stood.number, stood.read
	}
	heard, err := newsOf(ctx, tx, number, known, since)
	if err != nil {
		return nil, fmt.Errorf("basket: news: %w", err)
	}
	if stood == nil || heard.terms || !maps.Equal(stood.epochs, heard.epochs) {
		if stood, err = m.sit(ctx, tx, buyer, number, heard); err != nil {
			return nil, err
		}
	}
	out := slices.Clone(stood.sellers)
	for i := range out {
		behind := heard.items[out[i].ID]
		out[i].copied = &copied{stood.readers[i], behind, heard.stock[out[i].ID], behind || stood.readers[i].reckons}
	}
	return out, nil
}

// sit reads a desk anew.
func (m *Memory) sit(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, number int64, heard news) (*desk, error) {
	sellers, err := m.SQL.Sellers(ctx, tx, buyer)
	if err != nil {
		return nil, err
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	if err := stand(tx, buyer, sellers); err != nil {
		return nil, fmt.Errorf("basket: promotions: %w", err)
	}
	readers, err := m.readers(ctx, db, buyer, sellers)
	if err != nil {
		return nil, fmt.Errorf("basket: lists: %w", err)
	}
	made := &desk{number: number, at: tx.Now(), epochs: heard.epochs, sellers: sellers, readers: readers}
	if err := db.QueryRow(ctx, "SELECT transaction_timestamp()").Scan(&made.read); err != nil {
		return nil, err
	}
	m.desks.put(buyer, made)
	return made, nil
}

// Offers reads items, prices and stock from memory, under the lists, the customer records and the grants of the buyer's desk; what is under a floor, and stock of
// which memory cannot say what the buyer is told, comes from the database.
func (m *Memory) Offers(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]*Offer, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	r := newReading(tx, db, sellers, refs)
	if err := r.readWords(ctx); err != nil {
		return nil, fmt.Errorf("basket: %w", err)
	}
	var apart []own.Ref
	var unsure []*Offer
	var item book.Item
	for _, ref := range refs {
		at, known := r.at[ref.Supplier]
		if !known {
			continue
		}
		from := sellers[at].copied
		if from == nil || from.apart || r.said[ref] != nil {
			apart = append(apart, ref)
			continue
		}
		switch m.copy.Read(ref.Supplier, ref.Item, from.Reader, &item) {
		case book.Absent:
		case book.Unknown:
			apart = append(apart, ref)
		case book.Held:
			if r.sellers[at].Look.Sees(item.Category) {
				o := r.take(ref, at, item, from.reader)
				if r.found[ref] = o; from.counted || item.Unsure {
					unsure = append(unsure, o)
				}
			}
		}
	}
	if err := r.readStock(ctx, unsure); err != nil {
		return nil, fmt.Errorf("basket: stock: %w", err)
	}
	if err := r.readFloors(ctx); err != nil {
		return nil, fmt.Errorf("basket: floors: %w", err)
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

// Members are in memory, as long as memory knows all that the buyer's suppliers did.
func (m *Memory) Members(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]own.Member, error) {
	out, whole := make([]own.Member, 0, len(refs)), current(sellers)
	at := places(sellers)
	for _, ref := range refs {
		if !whole {
			return m.SQL.Members(ctx, tx, sellers, refs)
		}
		var member own.Member
		var sees bool
		if member, sees, whole = m.member(sellers, at, ref); sees {
			out = append(out, member)
		}
	}
	return out, nil
}

// Within is in memory as Members are.
func (m *Memory) Within(ctx context.Context, tx *tenants.Tx, sellers []Seller, products []id.ProductID) ([]own.Member, error) {
	whole := current(sellers)
	at := places(sellers)
	var out []own.Member
	for _, p := range products {
		m.copy.Within(p, func(supplier id.CompanyID, of id.ItemID) {
			member, sees, known := m.member(sellers, at, own.Ref{Supplier: supplier, Item: of})
			whole = whole && known
			if sees && member.Product == p { // it may have moved since
				out = append(out, member)
			}
		})
	}
	if !whole {
		return m.SQL.Within(ctx, tx, sellers, products)
	}
	return out, nil
}

// current tells whether memory knows all that sellers did.
func current(sellers []Seller) bool {
	return !slices.ContainsFunc(sellers, func(s Seller) bool { return s.copied == nil || s.copied.behind })
}

// member answers an item that the buyer sees; known is false where memory cannot say.
func (m *Memory) member(sellers []Seller, at map[id.CompanyID]int, ref own.Ref) (out own.Member, sees, known bool) {
	i, sells := at[ref.Supplier]
	if !sells {
		return out, false, true
	}
	category, product, answer := m.copy.About(ref.Supplier, ref.Item)
	return own.Member{Ref: ref, Product: product}, answer == book.Held && sellers[i].Look.Sees(category), answer != book.Unknown
}

// reader is under which lists and which customer record the buyer reads at a supplier.
type reader struct {
	book.Reader
	lists   map[id.PriceListID]list
	reckons bool // one of the lists does
}

// readers are those of all sellers, by their place.
func (m *Memory) readers(ctx context.Context, db pgx.Tx, buyer id.CompanyID, sellers []Seller) ([]reader, error) {
	out, places := make([]reader, len(sellers)), places(sellers)
	for i := range out {
		of := book.Reader{Base: true, Lists: map[id.PriceListID]struct{}{}, Buyer: buyer, Region: sellers[i].Region, Look: sellers[i].Look}
		out[i] = reader{Reader: of, lists: map[id.PriceListID]list{}}
	}
	err := priceLists(ctx, db, func(supplier id.CompanyID, of id.PriceListID, l list) {
		if at, known := places[supplier]; known {
			out[at].Lists[of], out[at].lists[of] = struct{}{}, l
			out[at].reckons = out[at].reckons || m.copy.Reckons(supplier, of)
		}
	})
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, "SELECT tenant_id, customer_id FROM sec.my_standing() WHERE price = 'own' AND customer_id IS NOT NULL")
	if err != nil {
		return nil, err
	}
	var tenant, customer [16]byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &customer}, func() error {
		if at, known := places[company(tenant)]; known {
			out[at].Customer = id.FromUUID[id.Customer](customer)
		}
		return nil
	})
	return out, err
}

// take makes an offer of what the copy holds. As in SQL, prices that begin later are nobody's yet, and the decision cuts once more.
func (r *reading) take(ref own.Ref, at int, item book.Item, by reader) *Offer {
	o := &Offer{
		Ware: &Ware{
			Thing: Thing{ref, item.SKU, item.Name, item.Brand, item.MPN, item.GTIN}, Category: item.Category, Family: item.Family, Unit: item.Unit,
			Minimum: item.Minimum, Multiple: item.Multiple, Case: item.Case, Weight: item.Weight, Contents: item.Contents,
		},
		Supplier: at, LeadDays: r.sellers[at].Look.LeadTime(item.LeadDays), Stock: item.Stock, Arrivals: item.Arrivals,
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
	return o
}

// list is a price list that is for the buyer.
type list struct {
	price    resolve.Price
	currency money.Currency
}

// priceLists reads the lists that are for the buyer.
func priceLists(ctx context.Context, db pgx.Tx, add func(id.CompanyID, id.PriceListID, list)) error {
	rows, err := db.Query(ctx, "SELECT tenant_id, id, kind, name, currency, tax_included, tax_rate, valid_from, valid_to, priority, family_breaks, version FROM pricing_list WHERE state = 'live'")
	if err != nil {
		return err
	}
	var tenant, named [16]byte
	var kind, name, currency string
	var taxed, families bool
	var rate pgtype.Numeric
	var from, until *time.Time
	var priority int
	var version int64
	_, err = pgx.ForEachRow(rows, []any{&tenant, &named, &kind, &name, &currency, &taxed, &rate, &from, &until, &priority, &families, &version}, func() error {
		in, err := money.ParseCurrency(currency)
		if err != nil {
			return err
		}
		p := resolve.Price{
			List: id.FromUUID[id.PriceList](named), Kind: resolve.Kind(kind), Name: name, Version: version, Priority: priority, FamilyBreaks: families, TaxIncluded: taxed, TaxRate: number(rate),
			From: moment(from), Until: moment(until),
		}
		add(company(tenant), p.List, list{p, in})
		return nil
	})
	return err
}
