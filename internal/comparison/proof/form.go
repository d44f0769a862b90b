package proof

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/receipt"
	"manifold/internal/promotion/combine"
)

// The forms below are what stands of an order in a receipt. What is zero is left out.
type (
	orderJSON struct {
		Currency   money.Currency  `json:"currency"` // of the bill
		Compared   money.Currency  `json:"compared"`
		Moment     time.Time       `json:"moment"`
		Rates      []rateJSON      `json:"rates,omitempty"`
		Line       int             `json:"line"`  // which of the lines the receipt is of
		Aside      bool            `json:"aside"` // it stands in the place of another offer of the same supplier
		Needed     money.Amount    `json:"needed"`
		Lines      []lineJSON      `json:"lines"`
		Conditions conditionsJSON  `json:"conditions"`
		Promotions []promotionJSON `json:"promotions,omitempty"`
		Together   togetherJSON    `json:"together"`
		Buyer      buyerJSON       `json:"buyer"`
		Bounded    []int           `json:"bounded,omitempty"` // lines of which what they came to is the least that they may
		Stated     bool            `json:"stated,omitempty"`  // what promotions do is said in the result and not worked out
		Rules      int             `json:"rules"`
		Result     resultJSON      `json:"result"`
	}
	rateJSON struct {
		Currency money.Currency  `json:"currency"`
		PerEUR   decimal.Decimal `json:"per_eur"`
		Day      time.Time       `json:"day"`
	}
	lineJSON struct {
		Item     id.ItemID        `json:"item"`
		SKU      string           `json:"sku"`
		Name     string           `json:"name"`
		Family   string           `json:"family,omitempty"`
		Category string           `json:"category,omitempty"`
		Quantity decimal.Decimal  `json:"quantity"`
		Case     *decimal.Decimal `json:"case,omitempty"`
		Price    money.UnitPrice  `json:"price"`
		Weight   *decimal.Decimal `json:"weight,omitempty"`
		Floor    *money.UnitPrice `json:"floor,omitempty"`
	}
	conditionsJSON struct {
		MinimumOrder *money.Amount `json:"minimum_order,omitempty"`
		FeeBelow     *money.Amount `json:"fee_below,omitempty"`
		Fee          *money.Amount `json:"fee,omitempty"`
		FreightBy    string        `json:"freight_by,omitempty"`
		Steps        []freightJSON `json:"freight_steps,omitempty"`
		FreeFrom     *money.Amount `json:"freight_free_from,omitempty"`
	}
	freightJSON struct {
		From decimal.Decimal `json:"from"`
		Cost money.Amount    `json:"cost"`
	}
	togetherJSON struct {
		Mode        combine.Mode     `json:"mode,omitempty"`
		MostPerLine int              `json:"most_per_line,omitempty"`
		MostPercent *decimal.Decimal `json:"most_percent,omitempty"`
	}
	buyerJSON struct {
		Group          string           `json:"group,omitempty"`
		Region         string           `json:"region,omitempty"`
		Channel        string           `json:"channel,omitempty"`
		FirstOrder     bool             `json:"first_order"`
		DaysSinceOrder *int             `json:"days_since_order,omitempty"`
		Coupons        []id.PromotionID `json:"coupons,omitempty"`
	}
	promotionJSON struct {
		ID       id.PromotionID   `json:"id"`
		Name     string           `json:"name"`
		Version  int64            `json:"version"`
		Kind     combine.Kind     `json:"kind"`
		Currency money.Currency   `json:"currency"`
		Priority int              `json:"priority"`
		On       *selectionJSON   `json:"on,omitempty"`
		Measure  combine.Measure  `json:"measure"`
		Tiers    []tierJSON       `json:"tiers,omitempty"`
		Each     bool             `json:"each,omitempty"`
		Take     int64            `json:"take,omitempty"`
		Pay      int64            `json:"pay,omitempty"`
		Parts    []partJSON       `json:"parts,omitempty"`
		Price    *decimal.Decimal `json:"price,omitempty"`
		Gift     *giftJSON        `json:"gift,omitempty"`
		Most     int64            `json:"most,omitempty"`
		Alone    bool             `json:"alone,omitempty"`
		Coupon   bool             `json:"coupon,omitempty"`
		Groups   []id.GroupID     `json:"groups,omitempty"`
		Regions  []string         `json:"regions,omitempty"`
		Channels []string         `json:"channels,omitempty"`
		New      bool             `json:"new,omitempty"`
		Away     int              `json:"away,omitempty"`
		Running  bool             `json:"running"`
		From     *time.Time       `json:"from,omitempty"`
		Until    *time.Time       `json:"until,omitempty"`
		PerBuyer int              `json:"per_buyer,omitempty"`
		Used     int              `json:"used,omitempty"`
		UsedUp   bool             `json:"used_up,omitempty"`
		Left     *money.Amount    `json:"left,omitempty"`
		Funding  *fundingJSON     `json:"funding,omitempty"`
	}
	selectionJSON struct {
		All        bool        `json:"all,omitempty"`
		Items      []id.ItemID `json:"items,omitempty"`
		Families   []string    `json:"families,omitempty"`
		Categories []string    `json:"categories,omitempty"`
		Not        []id.ItemID `json:"not,omitempty"`
	}
	tierJSON struct {
		From    decimal.Decimal `json:"from"`
		Percent decimal.Decimal `json:"percent"`
		Amount  decimal.Decimal `json:"amount"`
	}
	partJSON struct {
		On    selectionJSON `json:"on"`
		Count int64         `json:"count"`
	}
	giftJSON struct {
		Item  id.ItemID       `json:"item"`
		Count decimal.Decimal `json:"count"`
		Worth decimal.Decimal `json:"worth"`
	}
	fundingJSON struct {
		Supplier int64 `json:"supplier"`
		Brand    int64 `json:"brand"`
		Hub      int64 `json:"hub"`
	}
	resultJSON struct {
		Net            []money.Amount `json:"net"`   // of each line, before promotions
		After          []money.Amount `json:"after"` // of each line
		Applied        []appliedJSON  `json:"applied"`
		Not            []notJSON      `json:"not,omitempty"`
		Freight        money.Amount   `json:"freight"` // of the whole order
		FreightUnknown bool           `json:"freight_unknown,omitempty"`
		Fee            money.Amount   `json:"fee"` // of the whole order
	}
	appliedJSON struct {
		Promotion   id.PromotionID `json:"promotion"`
		Lines       []savingJSON   `json:"lines"`
		FreeFreight bool           `json:"free_freight,omitempty"`
	}
	savingJSON struct {
		Line   int          `json:"line"`
		Amount money.Amount `json:"amount"`
	}
	notJSON struct {
		Promotion id.PromotionID `json:"promotion"`
		Name      string         `json:"name"`
		Reason    combine.Reason `json:"reason"`
	}
)

// MarshalJSON writes the order.
func (o order) MarshalJSON() ([]byte, error) { return json.Marshal(o.written) }

// Read reads an order of a receipt back; it is a receipt.Reader.
func Read(text []byte) (receipt.Order, error) {
	var in orderJSON
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&in); err != nil {
		return nil, err
	}
	if in.Rules != combine.Version {
		return nil, fmt.Errorf("proof: promotions were put together by version %d of the rules; this program has version %d", in.Rules, combine.Version)
	}
	out, err := in.order()
	return order{in, out}, err
}

func writeOrder(o basket.Order, got basket.OrderShare, bounded []int) orderJSON {
	out := orderJSON{
		Currency: o.Currency, Compared: o.Compared, Moment: o.Moment.UTC(), Line: o.At, Aside: o.Aside, Needed: money.New(o.Needed, o.Currency), Conditions: writeConditions(o.Conditions, o.Currency),
		Together: togetherJSON{o.Together.Mode, o.Together.MostPerLine, written(o.Together.MostPercent)}, Bounded: bounded, Stated: o.Stated != nil, Rules: combine.Version, Result: writeResult(o, got),
		Buyer: buyerJSON{Region: o.Who.Region, Channel: o.Who.Channel, FirstOrder: o.Who.FirstOrder, DaysSinceOrder: o.Who.DaysSinceOrder, Coupons: o.Who.Coupons},
	}
	if !o.Who.Group.IsZero() {
		out.Buyer.Group = o.Who.Group.String()
	}
	for c, r := range o.References {
		out.Rates = append(out.Rates, rateJSON{c, r.PerEUR, r.Day.UTC()})
	}
	slices.SortFunc(out.Rates, func(a, b rateJSON) int { return cmp.Compare(a.Currency.Code(), b.Currency.Code()) })
	for i, l := range o.Lines {
		line := lineJSON{l.Item, l.SKU, l.Name, l.Family, l.Category, l.Quantity, written(l.Case), l.Price, l.Weight, nil}
		if !slices.Contains(bounded, i) {
			line.Floor = l.Floor
		}
		out.Lines = append(out.Lines, line)
	}
	for _, p := range o.Promotions {
		out.Promotions = append(out.Promotions, writePromotion(p, o.Who.Used[p.ID]))
	}
	return out
}

func (in orderJSON) order() (basket.Order, error) {
	out := basket.Order{
		Currency: in.Currency, Compared: in.Compared, Moment: in.Moment, At: in.Line, Aside: in.Aside, Needed: in.Needed.Minor(), Conditions: in.Conditions.read(), References: map[money.Currency]basket.Reference{},
		Together: combine.Policy{Mode: in.Together.Mode, MostPerLine: in.Together.MostPerLine, MostPercent: value(in.Together.MostPercent)},
		Who:      combine.Buyer{Region: in.Buyer.Region, Channel: in.Buyer.Channel, FirstOrder: in.Buyer.FirstOrder, DaysSinceOrder: in.Buyer.DaysSinceOrder, Coupons: in.Buyer.Coupons, Used: map[id.PromotionID]int{}},
	}
	if in.Buyer.Group != "" {
		group, err := id.Parse[id.Group](in.Buyer.Group)
		if err != nil {
			return out, err
		}
		out.Who.Group = group
	}
	for _, r := range in.Rates {
		out.References[r.Currency] = basket.Reference{PerEUR: r.PerEUR, Day: r.Day}
	}
	for _, l := range in.Lines {
		out.Lines = append(out.Lines, basket.OrderLine{
			Item: l.Item, SKU: l.SKU, Name: l.Name, Family: l.Family, Category: l.Category, Quantity: l.Quantity, Case: value(l.Case), Price: l.Price, Weight: l.Weight, Floor: l.Floor,
		})
	}
	for _, p := range in.Promotions {
		out.Promotions, out.Who.Used[p.ID] = append(out.Promotions, p.read()), p.Used
	}
	if in.Stated {
		out.Stated = []combine.Applied{}
		for _, a := range in.Result.Applied {
			applied, err := in.stated(a)
			if err != nil {
				return out, err
			}
			out.Stated = append(out.Stated, applied)
		}
	}
	least := make([]int64, len(in.Result.After))
	for i, a := range in.Result.After {
		least[i] = a.Minor()
	}
	return out, bound(&out, in.Bounded, least)
}

// stated is what a promotion is said to do; it has to be one that is named.
func (in orderJSON) stated(a appliedJSON) (combine.Applied, error) {
	at := slices.IndexFunc(in.Promotions, func(p promotionJSON) bool { return p.ID == a.Promotion })
	if at < 0 {
		return combine.Applied{}, errOrder
	}
	p := in.Promotions[at]
	out := combine.Applied{Promotion: p.ID, Name: p.Name, Version: p.Version, Kind: p.Kind, FreeFreight: a.FreeFreight}
	for _, l := range a.Lines {
		out.Lines = append(out.Lines, combine.Adjustment{Line: strconv.Itoa(l.Line), Saving: l.Amount})
	}
	return out, nil
}

// written is a number that is left out when it is zero.
func written(d decimal.Decimal) *decimal.Decimal {
	if d.IsZero() {
		return nil
	}
	return &d
}

func value(d *decimal.Decimal) decimal.Decimal {
	if d == nil {
		return decimal.Decimal{}
	}
	return *d
}

func writeConditions(c basket.Conditions, currency money.Currency) conditionsJSON {
	in := func(minor *int64) *money.Amount {
		if minor == nil {
			return nil
		}
		a := money.New(*minor, currency)
		return &a
	}
	out := conditionsJSON{MinimumOrder: in(c.MinimumOrder), FeeBelow: in(c.FeeBelow), FreeFrom: in(c.FreeFrom)}
	if c.Fee != 0 {
		out.Fee = in(&c.Fee)
	}
	if c.Freight != nil {
		out.FreightBy = string(c.Freight.By)
		for _, s := range c.Freight.Steps {
			out.Steps = append(out.Steps, freightJSON{s.From, money.New(s.Cost, currency)})
		}
	}
	return out
}

func (in conditionsJSON) read() basket.Conditions {
	minor := func(a *money.Amount) *int64 {
		if a == nil {
			return nil
		}
		m := a.Minor()
		return &m
	}
	out := basket.Conditions{MinimumOrder: minor(in.MinimumOrder), FeeBelow: minor(in.FeeBelow), FreeFrom: minor(in.FreeFrom)}
	if in.Fee != nil {
		out.Fee = in.Fee.Minor()
	}
	if in.FreightBy != "" {
		out.Freight = &basket.Tariff{By: basket.TariffBy(in.FreightBy)}
		for _, s := range in.Steps {
			out.Freight.Steps = append(out.Freight.Steps, basket.TariffStep{From: s.From, Cost: s.Cost.Minor()})
		}
	}
	return out
}

func writePromotion(p combine.Promotion, used int) promotionJSON {
	out := promotionJSON{
		ID: p.ID, Name: p.Name, Version: p.Version, Kind: p.Kind, Currency: p.Currency, Priority: p.Priority, Measure: p.Measure, Each: p.Each, Take: p.Take, Pay: p.Pay, Price: written(p.Price), Most: p.Most,
		Alone: p.Alone, Coupon: p.Coupon, Groups: p.Groups, Regions: p.Regions, Channels: p.Channels, New: p.New, Away: p.Away, Running: p.Running, PerBuyer: p.PerBuyer, Used: used, UsedUp: p.UsedUp, Left: p.Left,
		From: moment(p.From), Until: moment(p.Until),
	}
	if !p.On.Empty() {
		on := selectionJSON(p.On)
		out.On = &on
	}
	for _, t := range p.Tiers {
		out.Tiers = append(out.Tiers, tierJSON(t))
	}
	for _, part := range p.Parts {
		out.Parts = append(out.Parts, partJSON{selectionJSON(part.On), part.Count})
	}
	if !p.Gift.Item.IsZero() {
		gift := giftJSON(p.Gift)
		out.Gift = &gift
	}
	if p.Funding != (combine.Funding{}) {
		funding := fundingJSON(p.Funding)
		out.Funding = &funding
	}
	return out
}

func (in promotionJSON) read() combine.Promotion {
	out := combine.Promotion{
		ID: in.ID, Name: in.Name, Version: in.Version, Kind: in.Kind, Currency: in.Currency, Priority: in.Priority, Measure: in.Measure, Each: in.Each, Take: in.Take, Pay: in.Pay, Price: value(in.Price), Most: in.Most,
		Alone: in.Alone, Coupon: in.Coupon, Groups: in.Groups, Regions: in.Regions, Channels: in.Channels, New: in.New, Away: in.Away, Running: in.Running, PerBuyer: in.PerBuyer, UsedUp: in.UsedUp, Left: in.Left,
	}
	if in.On != nil {
		out.On = combine.Selection(*in.On)
	}
	for _, t := range in.Tiers {
		out.Tiers = append(out.Tiers, combine.Tier(t))
	}
	for _, part := range in.Parts {
		out.Parts = append(out.Parts, combine.Part{On: combine.Selection(part.On), Count: part.Count})
	}
	if in.Gift != nil {
		out.Gift = combine.Given(*in.Gift)
	}
	if in.Funding != nil {
		out.Funding = combine.Funding(*in.Funding)
	}
	if in.From != nil {
		out.From = *in.From
	}
	if in.Until != nil {
		out.Until = *in.Until
	}
	return out
}

// moment is a time of a promotion; the zero time is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func writeResult(o basket.Order, got basket.OrderShare) resultJSON {
	in := func(minor int64) money.Amount { return money.New(minor, o.Currency) }
	out := resultJSON{Applied: []appliedJSON{}, Freight: in(got.AllFreight), FreightUnknown: got.FreightUnknown, Fee: in(got.AllFee)}
	for i, a := range after(got) {
		out.Net, out.After = append(out.Net, in(got.Net[i])), append(out.After, in(a))
	}
	for _, a := range got.Applied {
		applied := appliedJSON{Promotion: a.Promotion, Lines: []savingJSON{}, FreeFreight: a.FreeFreight}
		for _, l := range a.Lines {
			line, _ := strconv.Atoi(l.Line) // basket names lines by their place
			applied.Lines = append(applied.Lines, savingJSON{line, l.Saving})
		}
		out.Applied = append(out.Applied, applied)
	}
	for _, n := range got.Not {
		out.Not = append(out.Not, notJSON{n.Promotion, n.Name, n.Reason})
	}
	return out
}

// same compares two results as they are written.
func (in resultJSON) same(other resultJSON) error {
	a, err := json.Marshal(in)
	b, wrong := json.Marshal(other)
	if err := errors.Join(err, wrong); err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return errOrder
	}
	return nil
}
