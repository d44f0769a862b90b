package ordering

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/ordering/split"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// effort is how much a search may do, in offers looked at; abreast is how many run at a time. The same basket gets the same answer, whatever the machine does meanwhile.
const (
	effort  = 20_000_000
	abreast = 2
)

// Divide answers how a basket is best divided over suppliers, without any effect. It is watched as other reading of prices.
func (s *Service) Divide(ctx context.Context, buyer id.CompanyID, asked Asked) (Divided, error) {
	scope, err := authz.Acting(ctx, buyer, mayReadOwn)
	if err != nil {
		return Divided{}, err
	}
	if err := asked.check(); err != nil {
		return Divided{}, err
	}
	asked.Basket.Best, asked.Basket.Explain = 0, nil
	gathered, err := s.Baskets.Gather(ctx, buyer, asked.Basket)
	if err != nil {
		return Divided{}, err
	}
	var suppliers []id.CompanyID
	for _, seller := range gathered.Sellers() {
		suppliers = append(suppliers, seller.ID)
	}
	var last map[id.CompanyID]time.Time
	if err := s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		last, err = LastOrders(tx, buyer, suppliers)
		return err
	}); err != nil {
		return Divided{}, err
	}
	g := newGround(gathered, last, asked)
	out, err := g.divide(ctx, asked)
	if err != nil {
		return Divided{}, err
	}
	return out, s.watch(ctx, buyer, shown(out))
}

// shown is every line that the divisions price, once.
func shown(d Divided) (out Plan) {
	known := map[string]bool{}
	for _, division := range d.Divisions {
		for _, share := range division.Orders {
			share.Lines = slices.DeleteFunc(slices.Clone(share.Lines), func(l PlannedLine) bool {
				name := l.Draft.Supplier.String() + l.Draft.Item.String()
				defer func() { known[name] = true }()
				return known[name]
			})
			out.Orders = append(out.Orders, share.Planned)
		}
	}
	slices.SortStableFunc(out.Orders, func(a, b Planned) int { return strings.Compare(a.Supplier.UUID(), b.Supplier.UUID()) })
	var merged []Planned
	for _, o := range out.Orders {
		if n := len(merged); n > 0 && merged[n-1].Supplier == o.Supplier {
			merged[n-1].Lines = append(merged[n-1].Lines, o.Lines...)
		} else {
			merged = append(merged, o)
		}
	}
	out.Orders = merged
	return out
}

// check refuses rules that mean nothing.
func (a Asked) check() error {
	keys := map[string]bool{}
	for i, l := range a.Basket.Lines {
		if l.Key == "" {
			return fault.Invalid.With(fault.Field{Path: fmt.Sprintf("/lines/%d/key", i), Code: "required", Message: "Name each line."})
		}
		keys[l.Key] = true
	}
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	for i, w := range a.Wishes {
		at := fmt.Sprintf("/rules/%d", i)
		supplier := w.Kind == WishKeep || w.Kind == WishNever || w.Kind == WishMust
		switch {
		case supplier && w.Supplier.IsZero():
			refuse(at+"/supplier", "required", "Say which supplier.")
		case w.Kind == WishKeep && w.Line == "":
			refuse(at+"/line", "required", "Say which line.")
		case w.Line != "" && !keys[w.Line]:
			refuse(at+"/line", "unknown", "No line has this key.")
		case w.Kind == WishAtMost && w.Count < 1:
			refuse(at+"/count", "required", "Say how many.")
		case w.Kind == WishBy && w.By.IsZero():
			refuse(at+"/by", "required", "Say by which day.")
		}
	}
	if len(wrong) > 0 {
		return fault.Invalid.With(wrong...)
	}
	return nil
}

// divide makes all divisions, and says what rules cost.
func (g *ground) divide(ctx context.Context, asked Asked) (Divided, error) {
	out := Divided{At: g.compared.At, Currency: g.compared.Currency, Left: g.left, OrderCost: (&instance{ground: &ground{compared: g.compared, scale: 1}}).major(g.compared.Setting.OrderCost)}
	if len(g.lines) == 0 {
		return out, nil
	}
	out.Divisions = make([]Division, len(aims))
	var priced []int
	if asked.Priced != "" {
		for i := range asked.Wishes[:min(len(asked.Wishes), MostPriced)] {
			priced = append(priced, i)
		}
	}
	without := make([]Division, len(priced))
	var alone Division
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(abreast)
	for i, aim := range aims {
		work.Go(func() (err error) { out.Divisions[i], err = g.solve(ctx, aim, asked.Wishes); return err })
	}
	work.Go(func() (err error) {
		alone, err = g.solve(ctx, Cheapest, append(slices.Clone(asked.Wishes), Wish{Kind: WishAtMost, Count: 1}))
		return err
	})
	for n, i := range priced {
		work.Go(func() (err error) {
			without[n], err = g.solve(ctx, asked.Priced, slices.Delete(slices.Clone(asked.Wishes), i, i+1))
			return err
		})
	}
	if err := work.Wait(); err != nil {
		return Divided{}, err
	}
	if alone.Stands != Impossible && len(alone.Orders) == 1 {
		out.Single = &Single{alone.Orders[0].Supplier, alone.Orders[0].Name, alone.Pay}
	}
	with := &out.Divisions[max(slices.Index(aims, asked.Priced), 0)]
	for n, i := range priced {
		out.Prices = append(out.Prices, priceOf(i, with, &without[n]))
	}
	return out, nil
}

// priceOf is what a rule costs, of the division with it and the one without.
func priceOf(wish int, with, without *Division) WishPrice {
	p := WishPrice{Wish: wish}
	switch {
	case without.Stands == Impossible || len(without.Orders) == 0:
	case with.Stands == Impossible:
		p.Blocked = true
	case len(with.Orders) == 0:
	case with.Aim == Cheapest:
		p.Saving, p.Known = with.Pay-without.Pay, true
	default:
		p.Saving, p.Known = with.Cost-without.Cost, true
	}
	p.Exact = with.Stands == Proven && without.Stands == Proven
	return p
}

// solve finds the best division for an aim under rules. Where no division keeps the least orders it is the one that comes nearest to them.
func (g *ground) solve(ctx context.Context, aim Aim, wishes []Wish) (Division, error) {
	in, found, err := g.search(ctx, aim, wishes, true)
	if err != nil {
		return Division{}, err
	}
	impossible := found.Status == split.Impossible
	if impossible {
		if in, found, err = g.search(ctx, aim, wishes, false); err != nil {
			return Division{}, err
		}
	}
	out := Division{Aim: aim, Stands: Unproven, Because: in.doubts}
	if found.Choice == nil {
		if out.Stands, out.Because = Impossible, nil; found.Status == split.Unknown {
			out.Stands, out.Because = Unproven, []Because{{Code: DoubtEnded}}
		}
		return out, nil
	}
	if err := in.state(&out, found); err != nil {
		return Division{}, err
	}
	if impossible {
		out.Stands = Impossible
	}
	return out, nil
}

func (g *ground) search(ctx context.Context, aim Aim, wishes []Wish, minima bool) (*instance, split.Plan, error) {
	in, ok := g.instance(aim, wishes, minima)
	if !ok {
		return nil, split.Plan{}, ErrTooLarge
	}
	if len(in.Suppliers) == 0 {
		return in, split.Plan{Status: split.Impossible}, nil
	}
	found, err := split.Solve(ctx, in.Basket, split.Options{Steps: effort})
	if err == nil {
		err = ctx.Err() // a search that was cut short depends on the machine: it is not answered
	}
	return in, found, err
}

// state says what a division comes to: it is priced as a purchase is when it is looked over, and what was searched with is held against that.
func (in *instance) state(out *Division, found split.Plan) error {
	d, f := Draft{}, *in.facts
	extra := in.credit
	for j, c := range found.Choice {
		at := slices.IndexFunc(in.Lines[j].Offers, func(o split.Offer) bool { return o.Supplier == c.Supplier })
		taken := &in.chosen[j][at]
		extra += in.Lines[j].Offers[at].Extra
		d.Lines = append(d.Lines, LineDraft{Key: in.Lines[j].Key, Supplier: taken.ref().Supplier, Item: taken.ref().Item, Quantity: taken.quantity.String()})
		f.quantities = append(f.quantities, taken.quantity)
		out.Lines = append(out.Lines, Bought{in.Lines[j].Key, taken.ref().Supplier, taken.ref().Item, taken.quantity.String()})
	}
	plan, err := f.plan(d, nil)
	if err != nil {
		return err
	}
	for _, o := range plan.Orders {
		rate := in.rateTo(o.Currency)
		share := Share{Planned: o, Pay: rate.Apply(o.Goods) - rate.Apply(o.Saved) + rate.Apply(o.Freight) + rate.Apply(o.Fee)}
		if o.Minimum != nil {
			share.Missing = max(0, *o.Minimum-(o.Goods-o.Saved))
		}
		out.Orders = append(out.Orders, share)
		out.Pay += share.Pay
	}
	out.Cost = out.Pay + in.minor(extra+in.major(in.compared.Setting.OrderCost)*int64(len(found.Bills)))
	out.Because = append(out.Because, in.differs(plan, found)...)
	in.promise(out, found)
	return nil
}

// differs names the suppliers whose orders come to something else than was searched with.
func (in *instance) differs(plan Plan, found split.Plan) (out []Because) {
	for _, b := range found.Bills {
		s := &in.ground.sellers[in.sellers[b.Supplier]]
		if len(s.doubts) > 0 { // it was said already that it may differ, and why
			continue
		}
		at := slices.IndexFunc(plan.Orders, func(o Planned) bool { return o.Supplier == s.ID })
		o := &plan.Orders[at]
		parts, fits := in.parts(s, o.Total()-o.Tax)
		rough := in.slack
		if s.currency != in.compared.Currency {
			rough += int64(b.Lines) + 4
		}
		unplaced := slices.ContainsFunc(o.Lines, func(l PlannedLine) bool { return !l.Priced })
		if off := parts - (b.Payable() - b.TopUp); !fits || unplaced || o.Currency != s.currency || off > rough || -off > rough {
			out = append(out, Because{DoubtReckoned, s.ID})
		}
	}
	return out
}

// promise says how good a division is.
func (in *instance) promise(out *Division, found split.Plan) {
	gap := found.Score - found.Bound + in.slack
	switch {
	case len(out.Because) > 0:
		out.Stands = Unproven
	case found.Status == split.Proven && in.slack == 0:
		out.Stands = Proven
	case out.Aim == Recommended || out.Aim == Cheapest:
		out.Stands, out.Gap = Bounded, (gap+in.scale-1)/in.scale
	default: // of these the score counts more than money
		out.Stands, out.Because = Unproven, append(out.Because, Because{Code: DoubtEnded})
	}
}
