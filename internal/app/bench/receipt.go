package bench

import (
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/proof"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/receipt"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
)

// receipts prices lines of a supplier whose lists, rules and costs change all the while, keeps each receipt as it left, and works all of them out
// again after the last change. The seed is fixed, so every run has the same lines.
func receipts(ctx context.Context, o Options) ([]Figure, error) {
	lines := 1_000_000
	if o.Lines > 0 {
		lines = o.Lines
	}
	const edits = 10_000
	key, err := receipt.NewKey(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		return nil, err
	}
	shop, start := newShop(), time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	kept, err := newLedger()
	if err != nil {
		return nil, err
	}
	defer func() { _ = kept.file.Close() }()
	writing := time.Now() //nolint:forbidigo // a measurement
	for i := range lines {
		if i%max(1, lines/edits) == 0 {
			shop.edit()
		}
		text, err := shop.sell(key, start.Add(time.Duration(i)*time.Second))
		if err != nil {
			return nil, err
		}
		if err := errors.Join(kept.add(text), ctx.Err()); err != nil {
			return nil, err
		}
	}
	if err := kept.flush(); err != nil {
		return nil, err
	}
	wrote := time.Since(writing) //nolint:forbidigo // a measurement
	for shop.edits < edits {
		shop.edit()
	}
	verifying := time.Now() //nolint:forbidigo // a measurement
	replayed, differing := kept.replay([]receipt.PublicKey{key.Public()})
	took := time.Since(verifying) //nolint:forbidigo // a measurement
	noticed, err := kept.forged(key.Public())
	if err != nil {
		return nil, err
	}
	return []Figure{
		{Name: "receipt lines replayed", Value: float64(replayed), Unit: "lines", Target: "1 M", OK: replayed == int64(lines)},
		{Name: "receipt edits of lists, rules and costs between", Value: float64(shop.edits), Unit: "edits", Target: "10,000", OK: shop.edits >= edits},
		{Name: "receipt lines that differ", Value: float64(differing), Unit: "lines", Target: "0", OK: differing == 0},
		{Name: "receipt forged figures that were noticed", Value: noticed, Unit: "%", Target: "100", OK: noticed == 100},
		{Name: "receipt written and signed", Value: wrote.Seconds() / float64(lines) * 1e6, Unit: "µs", Target: "-", OK: true},
		{Name: "receipt verified and replayed", Value: took.Seconds() / float64(lines) * 1e6, Unit: "µs", Target: "-", OK: true},
	}, nil
}

// pageLines is how many receipts are kept together.
const pageLines = 1000

// ledger keeps receipts as they left, in packed pages of a file, so that the memory does not grow with them.
type ledger struct {
	file  *os.File
	pages []place
	end   int64
	open  bytes.Buffer
	lines int
}

// place is where a page stands in the file.
type place struct{ at, size int64 }

func newLedger() (*ledger, error) {
	file, err := os.CreateTemp("", "hub-receipts")
	if err != nil {
		return nil, err
	}
	return &ledger{file: file}, os.Remove(file.Name()) // it goes when it is closed, however this ends
}

func (l *ledger) add(text []byte) error {
	l.open.Write(text)
	l.open.WriteByte('\n')
	if l.lines++; l.lines%pageLines > 0 {
		return nil
	}
	return l.flush()
}

// flush packs what is open.
func (l *ledger) flush() error {
	if l.open.Len() == 0 {
		return nil
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := w.Write(l.open.Bytes()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	l.open.Reset()
	n, err := l.file.WriteAt(packed.Bytes(), l.end)
	l.pages = append(l.pages, place{l.end, int64(n)})
	l.end += int64(n)
	return err
}

// read unpacks a page.
func (l *ledger) read(n int) ([][]byte, error) {
	page := l.pages[n]
	text, err := io.ReadAll(flate.NewReader(io.NewSectionReader(l.file, page.at, page.size)))
	return bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")), err
}

// replay verifies all receipts and works them out again; it counts them, and those that do not verify or do not come to their figure.
func (l *ledger) replay(keys []receipt.PublicKey) (lines, differing int64) {
	var read, wrong atomic.Int64
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		all.Go(func() {
			for n := w; n < len(l.pages); n += workers {
				texts, err := l.read(n)
				if err != nil {
					wrong.Add(1)
				}
				for _, text := range texts {
					read.Add(1)
					if _, err := receipt.Verify(text, keys, proof.Read); err != nil {
						wrong.Add(1)
					}
				}
			}
		})
	}
	all.Wait()
	return read.Load(), wrong.Load()
}

// forged changes a digit of a price in each receipt of a page and answers which share of that is noticed, in percent: the check bites.
func (l *ledger) forged(key receipt.PublicKey) (float64, error) {
	texts, err := l.read(0)
	noticed := 0
	for _, text := range texts {
		at := bytes.Index(text, []byte(`"amount":"`)) + len(`"amount":"`)
		text[at] = '0' + (text[at]-'0'+1)%10
		if _, err := receipt.Verify(text, []receipt.PublicKey{key}, proof.Read); errors.Is(err, receipt.ErrSignature) {
			noticed++
		}
	}
	return float64(noticed) * 100 / float64(len(texts)), err
}

// shop is a supplier whose prices change.
type shop struct {
	random     *rand.Rand
	items      []resolve.Facts
	promotions []combine.Promotion
	conditions basket.Conditions
	edits      int
}

const shopItems = 500

func newShop() *shop {
	s := &shop{random: rand.New(rand.NewPCG(5, 2026))} //nolint:gosec // the same lines in every run
	for range shopItems {
		base := s.unit()
		cost := s.share(base, 60)
		floor := decimal.NewFromInt(5)
		f := resolve.Facts{Cost: &cost, Policy: resolve.Policy{Floor: &floor}, Prices: []resolve.Price{{Kind: resolve.Base, Unit: base, Breaks: []resolve.Break{{From: decimal.NewFromInt(100), Unit: s.share(base, 93)}}}}}
		for n, kind := range []resolve.Kind{resolve.Region, resolve.Group, resolve.Customer, resolve.Contract} {
			p := resolve.Price{Kind: kind, List: id.FromUUID[id.PriceList]([16]byte{byte(n + 1)}), Name: string(kind), Version: 1, Unit: s.share(base, 100-int64(n)), TaxRate: decimal.NewFromInt(13)}
			if kind == resolve.Group {
				p.Rule = &resolve.Rule{Basis: resolve.FromBase, Percent: decimal.NewFromInt(-4)}
				p.Rounding = resolve.Rounding{Mode: money.HalfUp, Step: decimal.New(5, -2)}
			}
			f.Prices = append(f.Prices, p)
		}
		s.items = append(s.items, f)
	}
	all := combine.Selection{All: true}
	s.promotions = []combine.Promotion{
		{ID: id.FromUUID[id.Promotion]([16]byte{1}), Name: "Percent", Version: 1, Kind: combine.Percent, Currency: money.CNY, Measure: combine.Units, Running: true, On: all, Tiers: []combine.Tier{{From: decimal.NewFromInt(50), Percent: decimal.NewFromInt(4)}}},
		{ID: id.FromUUID[id.Promotion]([16]byte{2}), Name: "Amount", Version: 1, Kind: combine.Amount, Currency: money.CNY, Measure: combine.Spend, Running: true, On: all, Tiers: []combine.Tier{{From: decimal.NewFromInt(500), Amount: decimal.NewFromInt(30)}}},
	}
	s.conditions = basket.Conditions{Freight: &basket.Tariff{By: basket.ByValue, Steps: []basket.TariffStep{{Cost: 5000}, {From: decimal.NewFromInt(1000), Cost: 2000}}}}
	return s
}

func (s *shop) unit() money.UnitPrice {
	p, err := money.NewUnitPrice(decimal.New(1_000+s.random.Int64N(90_000), -3), money.CNY)
	if err != nil {
		panic(err) // no such figure is out of range
	}
	return p
}

// share is so many percent of a price.
func (s *shop) share(of money.UnitPrice, percent int64) money.UnitPrice {
	p, err := money.RoundUnitPrice(of.Decimal().Mul(decimal.New(percent, -2)), money.CNY, money.HalfUp)
	if err != nil {
		panic(err) // no such figure is out of range
	}
	return p
}

// edit changes one thing of one item: a price, a rule, its rounding, a cost, the floor, the order of lists, tax, or the days of a list. What was there
// before is not written over: receipts that were made must not hold on to it.
func (s *shop) edit() {
	s.edits++
	if s.random.IntN(10) == 0 {
		s.editOrder()
		return
	}
	f := &s.items[s.random.IntN(len(s.items))]
	prices := make([]resolve.Price, len(f.Prices))
	copy(prices, f.Prices)
	f.Prices = prices
	p := &prices[s.random.IntN(len(prices))]
	p.Version++
	switch s.random.IntN(8) {
	case 0:
		p.Unit = s.share(p.Unit, 90+s.random.Int64N(22))
	case 1:
		p.Breaks = []resolve.Break{{From: decimal.NewFromInt(10 + s.random.Int64N(200)), Unit: s.share(p.Unit, 80+s.random.Int64N(20))}}
	case 2:
		rule := prices[2].Rule
		prices[2].Rule = &resolve.Rule{Basis: rule.Basis, Percent: decimal.New(-s.random.Int64N(120), -1)}
	case 3:
		prices[2].Rounding = resolve.Rounding{Mode: money.HalfUp, Step: decimal.NewFromInt(1), Ending: decimal.New(99, -2)}
	case 4:
		cost := s.share(*f.Cost, 96+s.random.Int64N(8))
		f.Cost = &cost
	case 5:
		floor := decimal.NewFromInt(s.random.Int64N(10))
		f.Policy.Floor, f.Policy.Precedence, f.Policy.Version = &floor, []resolve.Precedence{resolve.Best, resolve.Priority}[s.random.IntN(2)], f.Policy.Version+1
	case 6:
		p.TaxRate, p.TaxIncluded = decimal.NewFromInt(6+s.random.Int64N(8)), p.Rule == nil && s.random.IntN(2) == 0
	case 7:
		prices[4].Until = time.Date(2026, 1, 5+s.random.IntN(14), 0, 0, 0, 0, time.UTC)
	}
}

// editOrder changes a promotion or the freight.
func (s *shop) editOrder() {
	s.promotions = slices.Clone(s.promotions)
	p := &s.promotions[s.random.IntN(len(s.promotions))]
	p.Version++
	p.Tiers = []combine.Tier{{From: decimal.NewFromInt(s.random.Int64N(600)), Percent: decimal.NewFromInt(1 + s.random.Int64N(9)), Amount: decimal.NewFromInt(5 + s.random.Int64N(40))}}
	s.conditions.Freight = &basket.Tariff{By: basket.ByValue, Steps: []basket.TariffStep{{Cost: 1000 + s.random.Int64N(5000)}, {From: decimal.NewFromInt(1000), Cost: s.random.Int64N(1000)}}}
}

// order is the order that a line stands in: two more of the shop's items beside it.
func (s *shop) order(view receipt.View, f resolve.Facts, ask resolve.Ask) (receipt.Order, error) {
	got, ok := resolve.Resolve(f, ask)
	if !ok {
		return nil, receipt.ErrNoPrice
	}
	o := basket.Order{
		Currency: money.CNY, Compared: money.CNY, At: s.random.IntN(3), Conditions: s.conditions, Promotions: s.promotions, Together: combine.Policy{Mode: combine.Best}, Who: combine.Buyer{Channel: "hub"}, Moment: ask.At,
	}
	for n := range 3 {
		line := basket.OrderLine{Item: id.FromUUID[id.Item]([16]byte{byte(n + 1)}), SKU: "I", Quantity: decimal.NewFromInt(1 + s.random.Int64N(90)), Price: s.unit()}
		if n == o.At {
			line.Quantity, line.Price = ask.Quantity, got.Unit
			if floor, fits := resolve.AtMargin(*f.Cost, *f.Policy.Floor); fits {
				line.Floor = &floor
			}
		}
		o.Lines = append(o.Lines, line)
	}
	return proof.NewOrder(view, o)
}

// sell prices a line and answers its receipt, for one side or the other, one in four with the order that it stands in.
func (s *shop) sell(key receipt.Key, at time.Time) ([]byte, error) {
	for {
		f := s.items[s.random.IntN(len(s.items))]
		view := receipt.ForSupplier
		if s.random.IntN(2) == 0 && f.Prices[2].Rule != nil {
			view = receipt.ForBuyer
			f.Prices = append(append([]resolve.Price{}, f.Prices[:2]...), f.Prices[3:]...) // a buyer knows what rules come to, not the rules
		}
		ask := resolve.Ask{Quantity: decimal.NewFromInt(1 + s.random.Int64N(400)), At: at}
		var order receipt.Order
		if s.random.IntN(4) == 0 {
			var err error
			if order, err = s.order(view, f, ask); errors.Is(err, receipt.ErrNoPrice) {
				continue
			} else if err != nil {
				return nil, err
			}
		}
		r, err := receipt.Make(view, receipt.Subject{Issuer: "https://hub.example", Supplier: receipt.Party{ID: "s", Name: "S"}, ItemID: "i", SKU: "I", Name: "I", Unit: "H87"}, f, ask, order, at)
		if errors.Is(err, receipt.ErrNoPrice) {
			continue // all are under the floor
		}
		if err != nil {
			return nil, fmt.Errorf("line at %s: %w", at, err)
		}
		return r.Sign(key)
	}
}
