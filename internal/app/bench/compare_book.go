package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"reflect"
	"runtime"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/book"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

const bookChanges = 300 // prices whose way into the book is timed

// copied measures the book in memory: loading, size, how soon a change is in it, whether it says what SQL says, and requests over it. The hub runs meanwhile as
// it does when it serves.
func (b *compareBench) copied(ctx context.Context) (figures []Figure, err error) {
	ctx, stop := context.WithCancel(ctx)
	served, listening := make(chan error, 1), make(chan struct{})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	took := stopwatch()
	go func() { served <- b.hub.Run(ctx, func(net.Addr) { close(listening) }) }()
	defer func() {
		stop()
		err = errors.Join(err, <-served)
	}()
	<-listening
	for !b.hub.Book.Ready() {
		select {
		case <-time.After(time.Millisecond):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	loaded := took()
	runtime.GC()
	runtime.ReadMemStats(&after)
	items, bytes := b.hub.Book.Size()
	if items == 0 {
		return nil, errors.New("the book is empty")
	}
	figures = []Figure{
		{"book, loading", loaded.Seconds(), "s", "", true},
		b.memory(float64(after.HeapAlloc-before.HeapAlloc) / float64(items)),
		{"book, bytes of an offer as it counts them", float64(bytes) / float64(items), "bytes", "", true},
	}
	for _, part := range []func(context.Context) ([]Figure, error){b.agreement, b.fromMemory, b.visible} {
		more, err := part(ctx)
		if err != nil {
			return nil, err
		}
		figures = append(figures, more...)
	}
	return figures, nil
}

// memory is what an offer takes of the heap. In the small set the rest of the hub, which starts meanwhile, is a large part of it, and it has no bar.
func (b *compareBench) memory(perOffer float64) Figure {
	f := atMostIn("book, memory of an offer", perOffer, "bytes", 150)
	if b.products < compareProducts {
		f.Target, f.OK = "", true
	}
	return f
}

func atMostIn(name string, value float64, unit string, most float64) Figure {
	return Figure{name, value, unit, fmt.Sprintf("≤ %g", most), value <= most}
}

// reads reads the offers of some refs in the scope of a buyer.
func (b *compareBench) reads(i int, from basket.Book, refs []own.Ref) (offers []*basket.Offer, err error) {
	by := b.buyers[i%len(b.buyers)]
	scope, err := authz.Acting(by.ctx, by.id, "comparison.offer.read")
	if err != nil {
		return nil, err
	}
	err = b.hub.DB.Read(by.ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		sellers, err := from.Sellers(ctx, tx, by.id)
		if err != nil {
			return err
		}
		offers, err = from.Offers(ctx, tx, sellers, refs)
		return err
	})
	return offers, err
}

// grouped reads, in the scope of a buyer, in which products refs are and what else it sees of those.
func (b *compareBench) grouped(i int, from basket.Book, refs []own.Ref) (all []own.Member, err error) {
	by := b.buyers[i%len(b.buyers)]
	scope, err := authz.Acting(by.ctx, by.id, "comparison.offer.read")
	if err != nil {
		return nil, err
	}
	err = b.hub.DB.Read(by.ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		sellers, err := from.Sellers(ctx, tx, by.id)
		if err != nil {
			return err
		}
		if all, err = from.Members(ctx, tx, sellers, refs); err != nil {
			return err
		}
		var products []id.ProductID
		for _, m := range all {
			if !m.Product.IsZero() && !slices.Contains(products, m.Product) {
				products = append(products, m.Product)
			}
		}
		inside, err := from.Within(ctx, tx, sellers, products)
		all = append(all, inside...)
		return err
	})
	slices.SortFunc(all, func(a, b own.Member) int {
		return cmp.Compare(a.Supplier.UUID()+a.Item.UUID(), b.Supplier.UUID()+b.Item.UUID())
	})
	return all, err
}

// agreement compares what both books answer, for a thousand baskets of ten lines.
func (b *compareBench) agreement(ctx context.Context) ([]Figure, error) {
	memory := basket.NewMemory(b.hub.Book)
	differing, offers := 0, 0
	for i := range 1000 {
		refs, err := b.drawn(ctx, 10)
		if err != nil {
			return nil, err
		}
		said, err := b.reads(i, basket.SQL{}, refs)
		if err != nil {
			return nil, err
		}
		copied, err := b.reads(i, memory, refs)
		if err != nil {
			return nil, err
		}
		grouped, err := b.grouped(i, basket.SQL{}, refs)
		if err != nil {
			return nil, err
		}
		copiedToo, err := b.grouped(i, memory, refs)
		if err != nil {
			return nil, err
		}
		offers += len(said)
		if !slices.EqualFunc(said, copied, sameOffer) || !slices.Equal(grouped, copiedToo) {
			differing++
		}
	}
	return []Figure{
		{"book and SQL, offers compared", float64(offers), "offers", "> 0", offers > 0},
		{"book and SQL, baskets of 1000 that differ", float64(differing), "baskets", "0", differing == 0},
	}, nil
}

// sameStock tells whether two offers say the same of stock.
func sameStock(a, b *basket.Offer) bool {
	return a.Stock.Class == b.Stock.Class && a.Stock.Floor.Equal(b.Stock.Floor) && a.Stock.Exact.Equal(b.Stock.Exact) && a.Stock.AsOf.Equal(b.Stock.AsOf) &&
		slices.EqualFunc(a.Arrivals, b.Arrivals, func(x, y inventory.Arrival) bool { return x.Due.Equal(y.Due) && x.Quantity.Equal(y.Quantity) })
}

// sameOffer tells whether two offers say the same; numbers count, not how they are written.
func sameOffer(a, b *basket.Offer) bool {
	if a.Thing != b.Thing || a.Unit != b.Unit || !a.Minimum.Equal(b.Minimum) || !a.Multiple.Equal(b.Multiple) || len(a.Prices) != len(b.Prices) || !reflect.DeepEqual(a.LeadDays, b.LeadDays) || !sameStock(a, b) {
		return false
	}
	byList := func(x, y resolve.Price) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.List.UUID(), y.List.UUID()), x.From.Compare(y.From))
	}
	slices.SortFunc(a.Prices, byList) // in which order prices come is nobody's affair
	slices.SortFunc(b.Prices, byList)
	for i := range a.Prices {
		x, y := a.Prices[i], b.Prices[i]
		if x.Kind != y.Kind || x.List != y.List || x.Unit != y.Unit || len(x.Breaks) != len(y.Breaks) {
			return false
		}
		for n := range x.Breaks {
			if !x.Breaks[n].From.Equal(y.Breaks[n].From) || x.Breaks[n].Unit != y.Breaks[n].Unit {
				return false
			}
		}
	}
	return true
}

func (b *compareBench) drawn(ctx context.Context, lines int) ([]own.Ref, error) {
	var products []string
	if err := b.admin.QueryRow(ctx, "SELECT array_agg(md5('product' || p)::uuid::text) FROM unnest($1::int[]) p", b.basket(lines)).Scan(&products); err != nil {
		return nil, err
	}
	return b.members(ctx, products)
}

// fromMemory measures the reading of a basket of fifty lines out of memory, and whole requests over it.
func (b *compareBench) fromMemory(ctx context.Context) ([]Figure, error) {
	refs := make([][]own.Ref, compareRounds)
	for i := range refs {
		var err error
		if refs[i], err = b.drawn(ctx, 50); err != nil {
			return nil, err
		}
	}
	rounds, memory := 10*compareRounds, basket.NewMemory(b.hub.Book)
	hub, database, err := b.perRound(rounds, func(i int) error {
		_, err := b.reads(i, memory, refs[i%len(refs)])
		return err
	})
	if err != nil {
		return nil, err
	}
	everything := book.Reader{Base: true}
	var item book.Item
	alone, _, err := b.perRound(rounds, func(i int) error {
		for _, ref := range refs[i%len(refs)] {
			b.hub.Book.Read(ref.Supplier, ref.Item, everything, &item)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	figures := []Figure{
		{"book, offers of 50 lines with who may see them, hub", hub, "ms CPU", "", true}, {"book, offers of 50 lines with who may see them, database", database, "ms CPU", "", true},
		{"book, items of 50 lines alone", alone, "ms CPU", "", true},
	}
	more, err := b.over("the book")(ctx)
	return append(figures, more...), err
}

// visible measures how long a price takes from its commit into the book.
func (b *compareBench) visible(ctx context.Context) ([]Figure, error) {
	cny, err := money.ParseCurrency("CNY")
	if err != nil {
		return nil, err
	}
	refs, err := b.drawn(ctx, bookChanges)
	if err != nil {
		return nil, err
	}
	b.random.Shuffle(len(refs), func(i, j int) { refs[i], refs[j] = refs[j], refs[i] })
	var times []time.Duration
	var item book.Item
	for i, ref := range refs[:min(bookChanges, len(refs))] {
		price, err := money.NewUnitPrice(decimal.New(int64(1_000_000+i), -3), cny)
		if err != nil {
			return nil, err
		}
		err = b.hub.DB.InScope(ctx, tenants.Worker(ref.Supplier, id.NewRandom[id.Job]()), func(ctx context.Context, tx *tenants.Tx) error {
			_, err := catalog.Revise(ctx, tx, ref.Supplier, catalog.ByImport, "", func(r catalog.Revision) error {
				return pricing.Revise(tx, r, map[id.ItemID]*pricing.List{ref.Item: {Price: pricing.Price{Amount: price}}})
			})
			return err
		})
		if err != nil {
			return nil, err
		}
		took := stopwatch()
		for {
			if b.hub.Book.Read(ref.Supplier, ref.Item, book.Reader{Base: true}, &item) == book.Held && len(item.Prices) > 0 && item.Prices[0].Millionths == price.Millionths() {
				break
			}
			if took() > time.Minute {
				return nil, errors.New("a price did not come into the book within a minute")
			}
			time.Sleep(100 * time.Microsecond)
		}
		times = append(times, took())
	}
	slices.Sort(times)
	at := func(p float64) float64 { return float64(times[int(p*float64(len(times)-1))].Microseconds()) / 1000 }
	return []Figure{{"book, from commit to visible, p50", at(0.5), "ms", "", true}, atMostIn("book, from commit to visible, p99", at(0.99), "ms", 100)}, nil
}
