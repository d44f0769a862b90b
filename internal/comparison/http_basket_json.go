package comparison

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/inventory"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
	"manifold/internal/trading/grant"
)

// answered is the answer of compareBasket as it is written: the same bytes that encoding/json makes of showComparison, for a fifth of the work. What seldom comes goes
// through encoding/json here too.
type answered struct {
	basket.Comparison
	etag string
}

// VisitCompareBasketResponse writes the answer.
func (a answered) VisitCompareBasketResponse(w http.ResponseWriter) error {
	cells := 0
	for i := range a.Lines {
		cells += len(a.Lines[i].Cells)
	}
	j := jsonText{out: make([]byte, 0, 4096+700*len(a.Suppliers)+500*len(a.Lines)+900*cells)} // about as much as it takes
	j.comparison(&a.Comparison)
	if j.err != nil {
		return j.err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", a.etag)
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(append(j.out, '\n'))
	return err
}

// jsonText is JSON on its way.
type jsonText struct {
	out []byte
	err error
}

// raw writes what is JSON already.
func (j *jsonText) raw(text string) { j.out = append(j.out, text...) }

// name begins a member: of the object that was opened last.
func (j *jsonText) name(name string) {
	if last := j.out[len(j.out)-1]; last != '{' {
		j.out = append(j.out, ',')
	}
	j.out = append(append(append(j.out, '"'), name...), `":`...)
}

// next begins an element.
func (j *jsonText) next(i int) {
	if i > 0 {
		j.out = append(j.out, ',')
	}
}

// any writes a value as encoding/json does.
func (j *jsonText) any(v any) {
	text, err := json.Marshal(v)
	if err != nil && j.err == nil {
		j.err = err
	}
	j.out = append(j.out, text...)
}

func (j *jsonText) text(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c >= utf8.RuneSelf {
			j.any(s)
			return
		}
	}
	j.out = append(append(append(j.out, '"'), s...), '"')
}

func (j *jsonText) member(name, value string) {
	j.name(name)
	j.text(value)
}

// some writes a member unless it is "".
func (j *jsonText) some(name, value string) {
	if value != "" {
		j.member(name, value)
	}
}

func (j *jsonText) number(name string, n int64) {
	j.name(name)
	j.out = strconv.AppendInt(j.out, n, 10)
}

// maybe writes a number unless it is nil.
func (j *jsonText) maybe(name string, n *int) {
	if n != nil {
		j.number(name, int64(*n))
	}
}

func (j *jsonText) yes(name string, is bool) {
	if is {
		j.name(name)
		j.raw("true")
	}
}

func (j *jsonText) truth(name string, is bool) {
	j.name(name)
	j.out = strconv.AppendBool(j.out, is)
}

// time writes a moment unless it is zero.
func (j *jsonText) time(name string, at time.Time) {
	if !at.IsZero() {
		j.name(name)
		j.out = append(at.AppendFormat(append(j.out, '"'), time.RFC3339Nano), '"')
	}
}

// decimal writes a number in a string.
func (j *jsonText) decimal(name string, d decimal.Decimal) {
	j.name(name)
	if d.Exponent() == 0 && d.NumDigits() < 19 {
		j.out = append(strconv.AppendInt(append(j.out, '"'), d.CoefficientInt64(), 10), '"')
		return
	}
	j.text(d.String())
}

// fixed writes n ÷ 10^places in a string, with all its places.
func (j *jsonText) fixed(name string, n int64, places int) {
	j.name(name)
	if n < 0 || places == 0 {
		j.text(decimal.New(n, -int32(places)).StringFixed(int32(places)))
		return
	}
	j.out = append(j.out, '"')
	from := len(j.out)
	j.out = strconv.AppendInt(j.out, n, 10)
	for len(j.out)-from <= places { // zeros in front, so that one digit stands before the point
		j.out = append(j.out, 0)
		copy(j.out[from+1:], j.out[from:])
		j.out[from] = '0'
	}
	at := len(j.out) - places
	j.out = append(j.out, 0)
	copy(j.out[at+1:], j.out[at:])
	j.out[at] = '.'
	j.out = append(j.out, '"')
}

// paid writes {"amount": …, "currency": …}.
func (j *jsonText) paid(name string, n int64, places int, c money.Currency) {
	j.name(name)
	j.raw("{")
	j.fixed("amount", n, places)
	j.member("currency", c.Code())
	j.raw("}")
}

func (j *jsonText) minor(name string, minor *int64, c money.Currency) {
	if minor != nil {
		j.paid(name, *minor, c.Digits(), c)
	}
}

func (j *jsonText) ref(name string, r *own.Ref) {
	if r != nil {
		j.name(name)
		j.raw("{")
		j.member("item", r.Item.String())
		j.member("supplier", r.Supplier.String())
		j.raw("}")
	}
}

func (j *jsonText) comparison(c *basket.Comparison) {
	digits := c.Currency.Digits()
	j.raw("{")
	j.name("at")
	j.any(c.At)
	j.member("currency", c.Currency.Code())
	j.name("lines")
	j.raw("[")
	for i := range c.Lines {
		j.next(i)
		j.line(&c.Lines[i], digits, c)
	}
	j.raw("]")
	j.name("rates")
	j.any(showRates(c.Rates))
	j.name("settings")
	j.any(showSetting(basket.Kept{Setting: c.Setting, Version: c.Version, UpdatedAt: c.ChangedAt}))
	j.name("suppliers")
	j.raw("[")
	for i := range c.Suppliers {
		j.next(i)
		j.supplier(c, &c.Suppliers[i], digits)
	}
	j.raw("]")
	j.name("total")
	j.any(showTotal(*c))
	j.raw("}")
}

func (j *jsonText) supplier(c *basket.Comparison, s *basket.Supplier, digits int) {
	j.raw("{")
	j.name("chosen")
	j.share(c, &s.Chosen, digits)
	j.maybe("delivery_days", s.Conditions.LeadDays)
	if s.Conditions.Percent.IsPositive() {
		j.number("discount_days", int64(s.Conditions.PercentDays))
		j.decimal("discount_percent", s.Conditions.Percent)
	}
	j.number("epoch", s.Epoch)
	j.minor("free_freight_from", s.Conditions.FreeFrom, s.Currency)
	j.member("freight", freightOf(s.Conditions))
	j.minor("minimum_order", s.Conditions.MinimumOrder, s.Currency)
	j.member("name", s.Name)
	if protectionOf(s) == string(pricing.ByNotice) {
		j.number("notice_days", int64(s.Protection.NoticeDays))
	}
	j.number("offers", int64(s.Offers))
	j.maybe("payment_days", s.Conditions.PaymentDays)
	if by := protectionOf(s); by != "" {
		j.member("protection", by)
	}
	j.some("region", s.Region)
	j.name("shows")
	j.shows(s.Shows)
	j.member("supplier", s.ID.String())
	j.number("wins", int64(s.Wins))
	j.raw("}")
}

func (j *jsonText) shows(s grant.Sees) {
	shown := showShows(s)
	j.raw("{")
	j.member("catalogue", string(shown.Catalogue))
	j.truth("documents", shown.Documents)
	j.truth("lead_time", shown.LeadTime)
	j.member("price", string(shown.Price))
	j.truth("promotions", shown.Promotions)
	j.some("purpose", s.Purpose)
	j.member("stock", string(shown.Stock))
	j.time("until", s.Until)
	j.raw("}")
}

func (j *jsonText) share(c *basket.Comparison, s *basket.Share, digits int) {
	j.raw("{")
	j.fixed("fee", s.Fee, digits)
	j.fixed("freight", s.Freight, digits)
	j.fixed("goods", s.Goods, digits)
	if len(s.Hints) > 0 {
		j.name("hints")
		j.any(showHints(*c, s.Hints))
	}
	j.number("lines", int64(s.Lines))
	if m := s.Missing; m != nil {
		j.paid("missing", m.Minor(), m.Currency().Digits(), m.Currency())
	}
	j.fixed("payment", s.Payment, digits)
	j.fixed("promotions", s.Promotions, digits)
	j.fixed("total", s.Total, digits)
	j.raw("}")
}

func (j *jsonText) line(l *basket.Line, digits int, c *basket.Comparison) {
	about := basket.Thing{}
	if l.About != nil {
		about = *l.About
	}
	j.raw("{")
	j.some("brand", about.Brand)
	j.some("by", string(l.By))
	j.name("cells")
	j.raw("[")
	for i := range l.Cells {
		j.next(i)
		j.cell(&l.Cells[i], digits, c)
	}
	j.raw("]")
	j.ref("chosen", l.Chosen)
	j.yes("guess", l.Guess)
	if l.About != nil {
		j.ref("item", &about.Ref)
	}
	j.member("key", l.Key)
	if l.More > 0 {
		j.number("more", int64(l.More))
	}
	j.some("mpn", about.MPN)
	j.some("name", about.Name)
	j.some("own_code", l.OwnCode)
	j.some("per", l.Per.Code())
	j.some("problem", string(l.Problem))
	j.member("quantity", l.Quantity)
	j.name("questions")
	if len(l.Questions) == 0 {
		j.raw("[]")
	} else {
		j.any(showQuestions(l.Questions))
	}
	j.some("sku", about.SKU)
	j.member("state", string(l.State))
	j.some("unit", l.Unit)
	j.raw("}")
}

func (j *jsonText) cell(x *basket.Cell, digits int, c *basket.Comparison) {
	sized, costs, priced := x.Source != "", x.Why == "", x.Price != nil
	j.raw("{")
	if sized {
		j.some("available", string(x.Available))
	}
	if costs {
		j.some("best", string(x.Best))
	}
	if priced && len(x.Breaks) > 0 {
		j.name("breaks")
		j.raw("[")
		for i := range x.Breaks {
			j.next(i)
			j.raw("{")
			j.fixed("amount", x.Breaks[i].Unit.Millionths(), unitPlaces)
			j.decimal("from", x.Breaks[i].From)
			j.raw("}")
		}
		j.raw("]")
	}
	if costs {
		j.fixed("cost", x.Cost, digits)
		j.maybe("days", x.Days)
	}
	j.yes("guess", x.Guess)
	j.some("holds", x.Holds)
	j.member("item", x.Item.String())
	if priced {
		j.some("list", string(x.Price.From.Kind))
		if l := x.ListPrice; l != nil {
			j.paid("list_price", l.Unit.Millionths(), unitPlaces, l.Unit.Currency())
		}
	}
	j.decimal("minimum", x.Minimum)
	j.decimal("multiple", x.Multiple)
	j.member("name", x.Name)
	if sized {
		j.decimal("order", x.Order)
		if x.Over.IsPositive() {
			j.decimal("over", x.Over)
		}
		j.decimal("packs", x.Packs)
	}
	if costs {
		j.some("per_unit", x.PerUnit)
	}
	if priced {
		j.paid("price", x.Price.Unit.Millionths(), unitPlaces, x.Price.Unit.Currency())
	}
	j.time("priced_at", x.PricedAt)
	if sized {
		j.promise(x.Promise)
	}
	j.yes("promoted", x.Promoted)
	if costs {
		j.number("rank", int64(x.Rank))
	}
	j.member("sku", x.SKU)
	j.some("source", string(x.Source))
	j.yes("stale", x.Stale)
	explained := costs && len(x.Terms) > 0
	if explained {
		j.name("steps")
		j.any(showSteps(x))
	}
	j.stock(x.Stock)
	j.member("supplier", x.Supplier.String())
	if explained {
		j.name("terms")
		j.any(showTerms(*c, x))
	}
	j.member("unit", x.Unit.Code())
	j.some("why", string(x.Why))
	j.raw("}")
}

// unitPlaces are the places of a unit price.
const unitPlaces = 6

func (j *jsonText) promise(p inventory.Promise) {
	if p.Class == "" || p.Class == inventory.Unpromised {
		return
	}
	j.name("promise")
	j.raw("{")
	if !p.By.IsZero() {
		j.member("by", p.By.Format(time.DateOnly))
	}
	j.member("class", string(p.Class))
	j.raw("}")
}

func (j *jsonText) stock(v grant.StockView) {
	if v.Class == grant.Unsaid {
		return
	}
	j.name("stock")
	j.raw("{")
	if v.Class == grant.Exactly {
		j.time("as_of", v.AsOf)
	}
	j.member("class", string(v.Class))
	switch v.Class {
	case grant.Exactly:
		j.decimal("exact", v.Exact)
	case grant.InBand:
		j.decimal("floor", v.Floor)
	case grant.Unsaid, grant.InStock, grant.OutOfStock:
	}
	j.raw("}")
}
