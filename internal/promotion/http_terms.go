package promotion

import (
	"strconv"

	"github.com/shopspring/decimal"

	contract "manifold/api/promotion"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/web"
	"manifold/internal/promotion/combine"
)

func show(p Named) contract.Promotion {
	return contract.Promotion{
		ID: p.ID, State: contract.PromotionState(p.State), Rule: showTerms(p.Terms), Uses: p.Uses, Spent: p.Spent.String(), Items: showItems(p.Items), Etag: web.ETag(p.Version), CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
	}
}

// showOffered leaves out what a buyer has no right on, even where it was read by mistake.
func showOffered(p Shown) contract.OfferedPromotion {
	t := showTerms(p.Terms)
	t.Note, t.Coupon, t.Groups, t.Regions, t.Limit, t.Budget, t.Funding, t.Brand = nil, nil, nil, nil, nil, nil, nil, nil
	return contract.OfferedPromotion{ID: p.ID, Rule: t, ByCode: p.ByCode, Used: p.Used, UsedUp: p.UsedUp, Items: showItems(p.Items)}
}

func showItems(items []Item) []contract.PromotionItem {
	out := make([]contract.PromotionItem, len(items))
	for i, item := range items {
		out[i] = contract.PromotionItem{ID: item.ID, Sku: item.SKU, Name: item.Name}
	}
	return out
}

func listOf[T any](in []T) *[]T {
	if len(in) == 0 {
		return nil
	}
	return &in
}

func showTerms(t Terms) contract.PromotionDraft {
	r := t.Rule
	out := contract.PromotionDraft{
		Name: t.Name, Note: optional.Of(t.Note), Kind: contract.PromotionKind(t.Kind), Currency: t.Currency.Code(), Priority: &t.Priority, Measure: optional.Word[contract.PromotionMeasure](r.Measure),
		Each: optional.Of(r.Each), Take: optional.Of(r.Take), Most: optional.Of(r.Most), Alone: optional.Of(r.Alone), Coupon: optional.Of(t.Coupon), Groups: listOf(t.Groups), Regions: listOf(t.Regions),
		NewBuyers: optional.Of(t.New), AwayDays: optional.Of(t.AwayDays), From: t.From, Until: t.Until, PerBuyer: optional.Of(t.PerBuyer), Limit: optional.Of(t.Limit), Brand: optional.Of(t.Brand),
		Funding: &contract.PromotionFunding{Supplier: int(t.Funding.Supplier), Brand: int(t.Funding.Brand), Hub: int(t.Funding.Hub)},
	}
	if t.Budget != nil {
		out.Budget = optional.Of(t.Budget.String())
	}
	if !r.On.Empty() {
		out.On = showSelection(r.On)
	}
	switch t.Kind {
	case combine.NForM:
		out.Pay = &r.Pay
	case combine.Bundle:
		parts := make([]contract.PromotionPart, len(r.Parts))
		for i, p := range r.Parts {
			parts[i] = contract.PromotionPart{On: *showSelection(p.On), Count: p.Count}
		}
		out.Parts, out.Price = &parts, optional.Of(r.Price.String())
	case combine.Gift:
		out.Gift = &contract.PromotionGift{Item: r.Gift.Item, Count: r.Gift.Count.String(), Worth: optional.Of(r.Gift.Worth.String())}
	case combine.Percent, combine.Amount, combine.FixedPrice, combine.FreeFreight:
	}
	if len(r.Tiers) > 0 {
		out.Tiers = showTiers(t.Kind, r.Tiers)
	}
	return out
}

func showTiers(kind combine.Kind, tiers []combine.Tier) *[]contract.PromotionTier {
	out := make([]contract.PromotionTier, len(tiers))
	for i, t := range tiers {
		out[i].From = t.From.String()
		switch kind {
		case combine.Percent:
			out[i].Percent = optional.Of(t.Percent.String())
		case combine.Amount, combine.FixedPrice:
			out[i].Amount = optional.Of(t.Amount.String())
		case combine.NForM, combine.Bundle, combine.Gift, combine.FreeFreight:
		}
	}
	return &out
}

func showSelection(s combine.Selection) *contract.PromotionSelection {
	return &contract.PromotionSelection{All: optional.Of(s.All), Items: listOf(s.Items), Families: listOf(s.Families), Categories: listOf(s.Categories), Not: listOf(s.Not)}
}

// numbers reads decimals and collects those that are none.
type numbers struct{ wrong []fault.Field }

func (n *numbers) read(path string, text *string) decimal.Decimal {
	if optional.Value(text) == "" {
		return decimal.Zero
	}
	d, err := quantity.ReadDecimal(*text)
	if err != nil {
		n.wrong = append(n.wrong, fault.Field{Path: path, Code: "wrong_form", Message: "This is not a number."})
	}
	return d
}

// terms reads what a supplier says of a promotion.
func terms(d contract.PromotionDraft) (Terms, error) {
	n := &numbers{}
	currency, err := money.ParseCurrency(d.Currency)
	if err != nil {
		return Terms{}, fault.Invalid.With(fault.Field{Path: "/currency", Code: "unknown", Message: "This currency is not known. Give an ISO 4217 code, such as CNY."})
	}
	t := Terms{
		Name: d.Name, Note: optional.Value(d.Note), Kind: combine.Kind(d.Kind), Currency: currency, Priority: 100, Coupon: optional.Value(d.Coupon), Groups: optional.Value(d.Groups), Regions: optional.Value(d.Regions),
		New: optional.Value(d.NewBuyers), AwayDays: optional.Value(d.AwayDays), From: utc(d.From), Until: utc(d.Until), PerBuyer: optional.Value(d.PerBuyer), Limit: optional.Value(d.Limit), Brand: optional.Value(d.Brand),
		Rule: Rule{
			On: selection(d.On), Measure: combine.Measure(optional.Value(d.Measure)), Each: optional.Value(d.Each), Take: optional.Value(d.Take), Pay: optional.Value(d.Pay), Most: optional.Value(d.Most),
			Alone: optional.Value(d.Alone), Price: n.read("/price", d.Price),
		},
	}
	if d.Priority != nil {
		t.Priority = *d.Priority
	}
	if f := d.Funding; f != nil {
		t.Funding = combine.Funding{Supplier: int64(f.Supplier), Brand: int64(f.Brand), Hub: int64(f.Hub)}
	}
	if optional.Value(d.Budget) != "" {
		budget := n.read("/budget", d.Budget)
		t.Budget = &budget
	}
	if g := d.Gift; g != nil {
		t.Rule.Gift = combine.Given{Item: g.Item, Count: n.read("/gift/count", &g.Count), Worth: n.read("/gift/worth", g.Worth)}
	}
	for _, p := range optional.Value(d.Parts) {
		t.Rule.Parts = append(t.Rule.Parts, combine.Part{On: selection(&p.On), Count: p.Count})
	}
	for i, tier := range optional.Value(d.Tiers) {
		at := "/tiers/" + strconv.Itoa(i)
		t.Rule.Tiers = append(t.Rule.Tiers, combine.Tier{From: n.read(at+"/from", &tier.From), Percent: n.read(at+"/percent", tier.Percent), Amount: n.read(at+"/amount", tier.Amount)})
	}
	if len(n.wrong) > 0 {
		return Terms{}, fault.Invalid.With(n.wrong...)
	}
	return t, nil
}

func selection(s *contract.PromotionSelection) combine.Selection {
	if s == nil {
		return combine.Selection{}
	}
	return combine.Selection{All: optional.Value(s.All), Items: optional.Value(s.Items), Families: optional.Value(s.Families), Categories: optional.Value(s.Categories), Not: optional.Value(s.Not)}
}
