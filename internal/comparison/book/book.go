package book

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

const (
	staleAfter = time.Minute            // without a look at the events the book is not relied on: it would be of no use
	lookEvery  = 250 * time.Millisecond // without a wake-up
	retryAfter = time.Second
)

// Config is what a book works with.
type Config struct {
	DB     *tenants.DB
	Events *outbox.Stream
	Log    *slog.Logger
}

// Book is the copy. The zero Book is never ready.
type Book struct {
	db     *tenants.DB
	events *outbox.Stream
	log    *slog.Logger

	shelves sync.Map // id.CompanyID → *shelf
	parts   parts
	loaded  atomic.Bool  // everything has been read once
	looked  atomic.Int64 // Unix nanoseconds of the last look at the events
	number  atomic.Int64 // of the last event that is in
}

// New makes a book; Run fills it.
func New(c Config) *Book { return &Book{db: c.DB, events: c.Events, log: c.Log} }

// Ready tells whether the book can be relied on now.
func (b *Book) Ready() bool {
	return b.loaded.Load() && since(b.looked.Load()) < staleAfter
}

// Number is the number of the last event that the book knows. Suppliers with a later one (sec.my_news) are not to be read here.
func (b *Book) Number() int64 { return b.number.Load() }

// Read puts into out what is known of an item, with the prices that the reader sees. Prices of out are written over.
func (b *Book) Read(supplier id.CompanyID, item id.ItemID, r Reader, out *Item) Answer {
	s := b.shelf(supplier)
	if s == nil {
		return Absent
	}
	return s.read(item, r, out)
}

// About answers of an item as much as it takes to know what is the same: its category, and the hub's product that it is in, zero for none.
func (b *Book) About(supplier id.CompanyID, item id.ItemID) (category string, product id.ProductID, a Answer) {
	s := b.shelf(supplier)
	if s == nil {
		return "", product, Absent
	}
	part, category, a := s.about(item)
	return category, b.parts.product(part), a
}

// Within runs fn for each item that is in a product, of whatever supplier: what the reader sees of them, its caller asks About.
func (b *Book) Within(product id.ProductID, fn func(id.CompanyID, id.ItemID)) {
	b.parts.within(product, fn)
}

// shelf is that of a supplier; nil where it has none.
func (b *Book) shelf(supplier id.CompanyID) *shelf {
	found, _ := b.shelves.Load(supplier)
	s, _ := found.(*shelf)
	return s
}

// Reckons tells whether a list has a rule: what that makes of items is not in the book.
func (b *Book) Reckons(supplier id.CompanyID, list id.PriceListID) bool {
	s := b.shelf(supplier)
	if s == nil {
		return false
	}
	_, reckons := s.reckoned[list]
	return reckons
}

// Size is about how many items the book holds, and how many bytes they take.
func (b *Book) Size() (items, bytes int) {
	b.shelves.Range(func(_, value any) bool {
		if s, ok := value.(*shelf); ok {
			n, size := s.size()
			items, bytes = items+n, bytes+size
		}
		return true
	})
	return items, bytes + b.parts.size()
}

// Run loads the book and keeps up with the database until ctx ends. What fails is logged and tried again; meanwhile the book is not ready.
func (b *Book) Run(ctx context.Context) {
	woken, leave := b.events.Subscribe(outbox.Everybody)
	defer leave()
	failing := false
	for ctx.Err() == nil {
		err := b.step(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			b.log.ErrorContext(ctx, "the price book does not follow; PostgreSQL answers", "error", err)
		}
		failing = err != nil
		wait := lookEvery
		if failing {
			wait = retryAfter
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-woken:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// step loads everything, or takes in what happened since.
func (b *Book) step(ctx context.Context) error {
	if !b.loaded.Load() {
		return b.load(ctx)
	}
	for {
		more, err := b.follow(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// load reads all suppliers. What happens meanwhile comes with the events after.
func (b *Book) load(ctx context.Context) error {
	began := time.Now() //nolint:forbidigo // how long it took, for the log
	var head int64
	var suppliers []id.CompanyID
	err := b.reading(ctx, func(ctx context.Context, tx *tenants.Tx) (err error) {
		if head, err = lastNumber(ctx, tx); err != nil {
			return err
		}
		suppliers, err = allSuppliers(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range suppliers {
		err := b.reading(ctx, func(ctx context.Context, tx *tenants.Tx) error { return b.reload(ctx, tx, s) })
		if err != nil {
			return err
		}
	}
	b.number.Store(head)
	for {
		more, err := b.follow(ctx)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	b.loaded.Store(true)
	items, bytes := b.Size()
	b.log.InfoContext(ctx, "the price book is loaded", "suppliers", len(suppliers), "items", items, "bytes", bytes, "took", time.Since(began)) //nolint:forbidigo // see above
	return nil
}

// reload reads all of a supplier again.
func (b *Book) reload(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID) error {
	items, err := readItems(ctx, tx, supplier, nil)
	if err != nil {
		return err
	}
	reckoned, err := reckonedLists(ctx, tx, supplier)
	if err != nil {
		return err
	}
	ways, err := readWays(ctx, tx, supplier)
	if err != nil {
		return err
	}
	b.sort(items)
	laid := lay(items)
	laid.reckoned, laid.ways = reckoned, ways
	var before []place
	if stood := b.shelf(supplier); stood != nil {
		before = stood.places(nil)
	}
	b.shelves.Store(supplier, laid)
	b.parts.move(supplier, before, laid.places(nil))
	return nil
}

// sort notes the numbers of the products that items are in.
func (b *Book) sort(items map[id.ItemID]*Item) {
	for _, i := range items {
		i.part = b.parts.number(i.product)
	}
}

// mostApart is how many items are read again one by one; beyond it the whole supplier is.
const mostApart = 2000

// follow takes in the next events, and tells whether there may be more. One transaction does it all: somebody waits for what changed.
func (b *Book) follow(ctx context.Context) (more bool, err error) {
	asked := nanoseconds()
	err = b.reading(ctx, func(ctx context.Context, tx *tenants.Tx) error {
		events, err := eventsAfter(ctx, tx, b.number.Load(), mostEvents)
		if err != nil || len(events) == 0 {
			return err
		}
		changes, err := changes(ctx, tx, events)
		if err != nil {
			return err
		}
		for supplier, c := range changes {
			if err := b.take(ctx, tx, supplier, c); err != nil {
				return err
			}
		}
		b.number.Store(events[len(events)-1].number)
		more = len(events) == mostEvents
		return nil
	})
	if err == nil && !more {
		b.looked.Store(asked)
	}
	return more, err
}

// change is what of a supplier has to be read again.
type change struct {
	all   bool
	ways  bool // from where it delivers to whom, and the edges of bands
	items map[id.ItemID]struct{}
}

func (b *Book) take(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID, c change) error {
	s := b.shelf(supplier)
	if s == nil && !c.all && len(c.items) == 0 {
		return nil // it has no items
	}
	if c.all || s == nil || len(c.items) > mostApart {
		return b.reload(ctx, tx, supplier)
	}
	if c.ways {
		ways, err := readWays(ctx, tx, supplier)
		if err != nil {
			return err
		}
		s.lead(ways)
	}
	if len(c.items) == 0 {
		return nil
	}
	asked := make([]id.ItemID, 0, len(c.items))
	for of := range c.items {
		asked = append(asked, of)
	}
	items, err := readItems(ctx, tx, supplier, asked)
	if err != nil {
		return err
	}
	b.sort(items)
	before := s.places(asked)
	s.put(asked, items)
	b.parts.move(supplier, before, s.places(asked))
	return nil
}

// changes are what events ask to read again, by supplier.
func changes(ctx context.Context, tx *tenants.Tx, events []event) (map[id.CompanyID]change, error) {
	out := map[id.CompanyID]change{}
	for _, e := range events {
		if !slices.Contains(topics, e.topic) {
			continue
		}
		t, err := touched(ctx, tx, e)
		if err != nil {
			return nil, err
		}
		c := out[e.supplier]
		c.all, c.ways = c.all || t.all, c.ways || t.ways
		for _, of := range t.items {
			if c.items == nil {
				c.items = map[id.ItemID]struct{}{}
			}
			c.items[of] = struct{}{}
		}
		if c.all || c.ways || len(c.items) > 0 {
			out[e.supplier] = c
		}
	}
	return out, nil
}

func (b *Book) reading(ctx context.Context, fn func(context.Context, *tenants.Tx) error) error {
	return b.db.Read(ctx, tenants.Projector(tenants.ProjectorBook), fn)
}

func nanoseconds() int64 { return time.Now().UnixNano() } //nolint:forbidigo // how old a look is has nothing to do with the hub's clock

func since(moment int64) time.Duration { return time.Duration(nanoseconds() - moment) }
