package promotion

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/table"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// Basket is what a supplier tries its promotions on.
type Basket struct {
	Lines    []BasketLine
	Currency money.Currency // zero: of the draft, else of the first line
	Draft    *Terms         // as if it ran
	Replaces id.PromotionID // the promotion that the draft stands for
	Customer id.CustomerID
	Buyer    combine.Buyer // group and region are the customer's where one is named
	Coupon   string
	Freight  decimal.Decimal
}

// BasketLine is a quantity of an item, in its unit.
type BasketLine struct {
	Item     id.ItemID
	Quantity decimal.Decimal
}

// Outcome is what promotions would do to a basket.
type Outcome struct {
	combine.Result
	Currency money.Currency
	Lines    []OutcomeLine // as those of Result
	LeftOut  []id.ItemID   // lines without a price in the currency
}

// OutcomeLine is a line with its item and the unit price before promotions.
type OutcomeLine struct {
	combine.LineResult
	Item     catalog.Item
	Quantity decimal.Decimal
	Price    money.UnitPrice
}

var errBasket = fault.Invalid.With(fault.Field{Path: "/lines", Code: "out_of_range", Message: "Quantities are above zero, with at most six decimal places, and not larger than anybody trades."})

// Preview answers what all promotions that run now, and the draft as if it ran, would do to a basket of a buyer.
func (s *Service) Preview(ctx context.Context, company id.CompanyID, b Basket) (out Outcome, err error) {
	if b.Draft != nil {
		tidied, wrong := b.Draft.tidy()
		if len(wrong) > 0 {
			return Outcome{}, fault.Invalid.With(wrong...)
		}
		b.Draft = &tidied
	}
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = s.preview(tx, company, b)
		return err
	})
	return out, err
}

func (s *Service) preview(tx *tenants.Tx, company id.CompanyID, b Basket) (Outcome, error) {
	now := s.clock.Now()
	if !b.Customer.IsZero() {
		group, region, err := customerOf(tx, company, b.Customer)
		if err != nil {
			return Outcome{}, err
		}
		b.Buyer.Group, b.Buyer.Region = group, region
	}
	out, asked, err := s.priced(tx, company, b, now)
	if err != nil {
		return Outcome{}, err
	}
	policy, err := readPolicy(tx, company)
	if err != nil {
		return Outcome{}, err
	}
	asked.Policy, asked.At = policy.Policy, now
	if asked.Promotions, asked.Buyer.Coupons, err = s.weighed(tx, company, b, now); err != nil {
		return Outcome{}, err
	}
	if !b.Customer.IsZero() {
		if asked.Buyer, err = s.orders.forCustomer(tx, company, b.Customer, Offered{Promotions: asked.Promotions, Buyer: asked.Buyer}); err != nil {
			return Outcome{}, err
		}
	}
	if asked.Freight, err = money.Round(b.Freight, out.Currency, money.HalfUp); err != nil {
		return Outcome{}, errBasket.Because(err)
	}
	out.Result, err = combine.Combine(asked)
	if errors.Is(err, combine.ErrLine) || errors.Is(err, combine.ErrOverflow) {
		return Outcome{}, errBasket.Because(err)
	}
	for i := range out.Result.Lines {
		out.Lines[i].LineResult = out.Result.Lines[i]
	}
	return out, err
}

// weighed are the promotions of a preview, and those of them whose code was given.
func (s *Service) weighed(tx *tenants.Tx, company id.CompanyID, b Basket, now time.Time) (out []combine.Promotion, opened []id.PromotionID, err error) {
	found, err := list(tx, company, "", Running, now, now.Add(time.Hour), id.PromotionID{}, mostRunning)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range found {
		if p.ID == b.Replaces && b.Draft != nil {
			continue
		}
		out = append(out, p.At(now, false))
		if p.Coupon != "" && p.Coupon == (Terms{Coupon: b.Coupon}).code() {
			opened = append(opened, p.ID)
		}
	}
	if b.Draft != nil {
		settled, err := s.settled(tx, company, *b.Draft)
		if err != nil {
			return nil, nil, err
		}
		draft := Promotion{Terms: settled, ID: b.Replaces}.At(now, true)
		out, opened = append(out, draft), append(opened, draft.ID)
	}
	return out, opened, nil
}

// mostRunning is how many promotions of a supplier run at once at most as far as previews go; no supplier comes near it.
const mostRunning = 5000

// priced are the lines of a preview with unit prices, floors and cases.
func (s *Service) priced(tx *tenants.Tx, company id.CompanyID, b Basket, now time.Time) (Outcome, combine.Basket, error) {
	wanted := make([]id.ItemID, len(b.Lines))
	keys := make([]Key, len(b.Lines))
	for i, l := range b.Lines {
		wanted[i], keys[i] = l.Item, Key{company, l.Item}
	}
	items, err := catalog.Pick(tx, company, catalog.Filter{AllCategories: true}, wanted)
	if err != nil {
		return Outcome{}, combine.Basket{}, err
	}
	details, err := catalog.DetailsOf(tx, company, wanted)
	if err != nil {
		return Outcome{}, combine.Basket{}, err
	}
	facts, err := pricing.ForStanding(tx, company, pricing.Standing{Customer: b.Customer, Group: b.Buyer.Group, Region: b.Buyer.Region}, wanted, now)
	if err != nil {
		return Outcome{}, combine.Basket{}, err
	}
	floors, err := FloorsOf(tx, keys)
	if err != nil {
		return Outcome{}, combine.Basket{}, err
	}
	out := Outcome{Currency: b.Currency}
	if out.Currency.IsZero() && b.Draft != nil {
		out.Currency = b.Draft.Currency
	}
	asked := combine.Basket{Buyer: b.Buyer}
	asked.Buyer.Channel = Channel
	for i, l := range b.Lines {
		item, there := items[l.Item]
		if !there {
			return Outcome{}, combine.Basket{}, fault.Invalid.With(fault.Field{Path: "/lines/" + strconv.Itoa(i) + "/item", Code: "unknown", Message: "This item is not there."})
		}
		price, ok := resolve.Resolve(facts[l.Item], resolve.Ask{Quantity: l.Quantity, At: now})
		if out.Currency.IsZero() && ok {
			out.Currency = price.Unit.Currency()
		}
		if !ok || price.Unit.Currency() != out.Currency {
			out.LeftOut = append(out.LeftOut, l.Item)
			continue
		}
		line := combine.Line{Key: strconv.Itoa(i), Item: l.Item, Category: item.Category, Family: details[l.Item].Family, Quantity: l.Quantity, Case: CaseOf(details[l.Item].Packs), Price: price.Unit}
		if floor, there := floors[Key{company, l.Item}]; there && floor.Currency() == out.Currency {
			line.Floor = &floor
		}
		asked.Lines = append(asked.Lines, line)
		out.Lines = append(out.Lines, OutcomeLine{Item: item, Quantity: l.Quantity, Price: price.Unit})
	}
	asked.Currency = out.Currency
	if len(asked.Lines) == 0 {
		return Outcome{}, combine.Basket{}, fault.Invalid.With(fault.Field{Path: "/lines", Code: "no_price", Message: "None of these items has a price in this currency."})
	}
	return out, asked, nil
}

// CaseOf is how many units are in a case of an item with these packs; zero where it comes in none.
func CaseOf(packs []catalog.Pack) decimal.Decimal {
	for _, p := range packs {
		if p.Level == catalog.Case {
			return p.Contains
		}
	}
	return decimal.Zero
}

// Export writes all promotions as CSV.
func (s *Service) Export(ctx context.Context, company id.CompanyID) ([]byte, error) {
	var out bytes.Buffer
	w := table.NewCSV(&out, table.CSVOptions{BOM: true})
	if err := w.Write([]string{"id", "name", "state", "kind", "rule", "currency", "coupon", "from", "until", "per_buyer", "limit", "uses", "budget", "spent", "supplier_percent", "brand_percent", "hub_percent", "brand", "note"}); err != nil {
		return nil, err
	}
	err := s.read(ctx, company, func(tx *tenants.Tx) error {
		now := s.clock.Now()
		for _, state := range []State{"", Archived} {
			found, err := list(tx, company, "", state, now, now.Add(time.Hour), id.PromotionID{}, mostExported)
			if err != nil {
				return err
			}
			for _, p := range found {
				if err := writePromotion(w, p, now); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

const mostExported = 100_000

func writePromotion(w table.Writer, p Promotion, now time.Time) error {
	rule, err := p.Rule.text()
	if err != nil {
		return err
	}
	day := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	budget := ""
	if p.Budget != nil {
		budget = p.Budget.String()
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return w.Write([]string{p.ID.String(), p.Name, string(p.State(now)), string(p.Kind), rule, p.Currency.Code(), p.Coupon, day(p.From), day(p.Until), number(int64(p.PerBuyer)), number(p.Limit), number(p.Uses), budget,
		p.Spent.String(), number(p.Funding.Supplier), number(p.Funding.Brand), number(p.Funding.Hub), p.Brand, p.Note})
}
