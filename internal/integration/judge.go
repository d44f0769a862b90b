package integration

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"manifold/internal/catalog"
	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/quantity"
	"manifold/internal/pricing"
)

// Outcome is what a line does to the catalogue.
type Outcome string

// The outcomes. Each line of a file has exactly one; withdrawn stands on lines of our own, for items that the file does not have.
const (
	LineNew       Outcome = "new"
	LineChanged   Outcome = "changed"
	LineUnchanged Outcome = "unchanged"
	LineWithdrawn Outcome = "withdrawn"
	LineFlagged   Outcome = "flagged" // somebody has to look
	LineDropped   Outcome = "dropped" // somebody set it aside
)

// Problem is why a line was flagged, or what somebody may want to know of one that is good.
type Problem struct {
	Field   Field // "" for the line as a whole
	Code    string
	Message string
}

// Change is one thing that a line changes.
type Change struct {
	Field   Field
	Before  string
	After   string
	Percent string // of a price in the same currency, such as "-12.5"
}

// known is what stands of an item before a line is taken in.
type known struct {
	item  catalog.Item
	price *pricing.List    // nil: none
	stock *decimal.Decimal // nil: not told
}

// judged is what a line would make of an item.
type judged struct {
	known
	outcome  Outcome
	problems []Problem
	remarks  []Problem // which keep no line out
	changes  []Change
	moved    decimal.Decimal // how far the price moves, in percent without sign; zero in another currency
	currency bool            // whether its currency changes
}

func (j *judged) flag(f Field, code, message string) {
	j.problems = append(j.problems, Problem{f, code, message})
}

func (j *judged) remark(f Field, code, message string) {
	j.remarks = append(j.remarks, Problem{f, code, message})
}

// Codes of what stands on a line.
const (
	codeTwice      = "twice"
	codeNoBarcode  = "no_barcode"
	codeNoAddress  = "no_address"
	codeNoPicture  = "no_picture" // could not be had after the commit; the refusal follows it
	codeNoPack     = "no_pack"
	codeNoPrice    = "no_price"
	codeNoStock    = "no_stock"
	codeNoEnd      = "no_end"
	codeSameAgain  = "same_again"
	codeWrongForm  = "wrong_form"
	codeOutOfRange = "out_of_range"
)

// skuOf is the SKU that a line names: its own, or else its barcode, the manufacturer's number, or one made from the name.
func skuOf(cells Cells, choice Choice) string {
	if text := tidy(cells[string(SKU)]); text != "" || choice.has(SKU) {
		return text
	}
	for _, f := range []Field{GTIN, MPN} {
		if text := tidy(cells[string(f)]); text != "" {
			return text
		}
	}
	return nameSKU(cells[string(Name)])
}

func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

const longNameSKU = 60

// nameSKU makes a SKU from a name: the same for the same words, however they are written.
func nameSKU(name string) string {
	words := strings.FieldsFunc(strings.ToUpper(norm.NFKC.String(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return ""
	}
	text := strings.Join(words, "-")
	if runes := []rune(text); len(runes) > longNameSKU {
		sum := sha256.Sum256([]byte(text))
		text = string(runes[:longNameSKU]) + "-" + hex.EncodeToString(sum[:4])
	}
	return text
}

// circumstances are what is the case when lines are judged.
type circumstances struct {
	today string                  // such as 2026-11-22
	said  map[string]catalog.Said // of categories, by name
}

// judge says what a line means for the item of its SKU; before is nil for a SKU that is not known.
func judge(cells Cells, choice Choice, before *known, here circumstances) judged {
	j := judged{}
	if before != nil {
		j.known = *before
	}
	j.readItem(cells, choice, before)
	j.readPrice(cells, choice, before)
	j.readDays(cells, here.today)
	j.readStock(cells[string(Stock)])
	if len(j.problems) == 0 && choice.detailed() {
		j.readDetails(cells, before, here.said)
	}
	if len(j.problems) > 0 {
		j.outcome = LineFlagged
		return j
	}
	j.compare(before)
	return j
}

func (j *judged) readStock(text string) {
	if text == "" {
		return
	}
	figure, ok := stockFigure(text)
	if figure.IsNegative() {
		j.remark(Stock, codeNoStock, "A stock below zero says nothing; the line is taken without it.")
		return
	}
	if _, wrong := catalog.ReadAmount("/stock", figure.String()); !ok || len(wrong) > 0 {
		j.flag(Stock, codeWrongForm, "This is no stock figure: give a number, or in stock and out of stock.")
		return
	}
	j.stock = &figure
}

// readDays looks at the days between which a line holds.
func (j *judged) readDays(cells Cells, today string) {
	for _, f := range []Field{ValidFrom, ValidTo} {
		if text := cells[string(f)]; text != "" && !isDay(text) {
			j.flag(f, codeWrongForm, "This is no date.")
		}
	}
	switch until := cells[string(ValidTo)]; {
	case until == "" || !isDay(until):
	case until < today:
		j.flag(ValidTo, "over", "This line is over since "+until+".")
	default:
		j.remark(ValidTo, codeNoEnd, "The price stays after this day until another one comes.")
	}
}

// isDay tells a date such as 2026-11-22.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func (j *judged) readItem(cells Cells, choice Choice, before *known) {
	d := catalog.Draft{Unit: choice.Unit, Category: choice.Category}
	if before != nil {
		d = draftOf(before.item)
	}
	for field, to := range map[Field]*string{MPN: &d.MPN, Brand: &d.Brand, Name: &d.Name, Category: &d.Category} {
		if text := cells[string(field)]; text != "" {
			*to = text
		}
	}
	for field, to := range map[Field]*string{Minimum: &d.Minimum, Multiple: &d.Multiple} {
		if text := cells[string(field)]; text != "" && !isZero(text) { // none is one
			*to = text
		}
	}
	d.SKU = skuOf(cells, choice)
	j.readCodes(&d, cells, choice)
	if text := cells[string(Unit)]; text != "" {
		d.Unit = unitCode(text)
	}
	if text := cells[string(LeadDays)]; text != "" {
		days, ok := leadDays(text)
		if !ok {
			j.flag(LeadDays, codeWrongForm, "This is no time: give a number of days or weeks.")
		}
		d.LeadDays = days
	}
	if d.Name == "" {
		d.Name = tidy(d.Brand + " " + d.MPN)
	}
	if d.Name == "" {
		d.Name = d.SKU
	}
	item, wrong := catalog.Read(d)
	for _, w := range wrong {
		j.flag(fieldOf(w.Path), w.Code, w.Message)
	}
	if before != nil {
		item.ID = before.item.ID
	}
	j.item = item
}

// readCodes takes barcode and data sheet. A number of the shop's own in the column of barcodes, and an address that is none, keep no
// line out; a barcode with a wrong digit does.
func (j *judged) readCodes(d *catalog.Draft, cells Cells, choice Choice) {
	if text := cells[string(Datasheet)]; text != "" {
		if sheet, ok := addressOf(text); ok {
			d.Datasheet = sheet
		} else {
			j.remark(Datasheet, codeNoAddress, "This is no https address; the line is taken without it.")
		}
	}
	if text := cells[string(Image)]; text != "" {
		if _, ok := addressOf(text); !ok {
			j.remark(Image, codeNoAddress, "This is no https address; the line is taken without it.")
		}
	}
	text := cells[string(GTIN)]
	if text == "" {
		return
	}
	text, known := barcodeOf(text)
	switch {
	case known || choice.has(SKU) && (len(text) >= shortestBarcode && digitsOnly(text) || !strings.ContainsAny(text, "0123456789")):
		d.GTIN = text // with a wrong digit, or none, catalog says so
	case choice.has(SKU):
		j.remark(GTIN, codeNoBarcode, "This is no barcode of GS1; the line is taken without it.")
	}
}

const shortestBarcode = 12

// barcodeOf tells a barcode of GS1 from a number of the shop's own. Spreadsheets take the zeros off the front of one of twelve digits.
func barcodeOf(text string) (string, bool) {
	text = strings.NewReplacer(" ", "", "-", "").Replace(quantity.Narrow(strings.TrimSpace(text)))
	if len(text) == 11 && digitsOnly(text) {
		text = "0" + text
	}
	return text, gtin.Sized(text) && digitsOnly(text) && gtin.Checked(text)
}

func digitsOnly(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

func isZero(text string) bool {
	d, ok := readNumber(text)
	return ok && d.IsZero()
}

// addressOf understands the address of a document.
func addressOf(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "//") {
		text = "https:" + text
	}
	_, wrong := catalog.Read(catalog.Draft{SKU: "x", Name: "x", Datasheet: text})
	return text, len(wrong) == 0
}

func draftOf(i catalog.Item) catalog.Draft {
	d := catalog.Draft{
		SKU: i.SKU, Name: i.Name, Brand: i.Brand, MPN: i.MPN, GTIN: i.GTIN, Category: i.Category, Unit: i.Unit.Code(),
		Minimum: i.Minimum.String(), Multiple: i.Multiple.String(), Datasheet: i.Datasheet,
	}
	if i.LeadDays != nil {
		d.LeadDays = strconv.Itoa(*i.LeadDays)
	}
	return d
}

func (j *judged) readPrice(cells Cells, choice Choice, before *known) {
	breaks, ok := cells.breaks()
	if !ok {
		j.flag(Breaks, codeWrongForm, "These are no prices by quantity. They look like 1:0.20 10:0.18.")
		return
	}
	d := pricing.Draft{Amount: cells[string(Amount)], Currency: cells[string(Currency)], Promotion: cells[string(Promotion)]}
	if d.Currency == "" {
		d.Currency = choice.Currency
	}
	if coined, currency := inCurrency(breaks, strings.ToUpper(strings.TrimSpace(d.Currency))); currency != "" {
		breaks, d.Currency = coined, currency
	}
	if before != nil && before.price != nil {
		if d.Currency == "" {
			d.Currency = before.price.Amount.Currency().Code()
		}
		if d.Promotion == "" {
			d.Promotion = before.price.Promotion
		}
		if d.Amount == "" && len(breaks) == 0 && cells[string(Promotion)] != "" {
			d.Amount = before.price.Amount.Decimal().String()
		}
	}
	if d.Amount == "" && len(breaks) == 0 {
		if cells[string(Promotion)] != "" {
			j.flag(Promotion, "without_price", "A promotion needs a price.")
		} else if choice.priced() {
			j.remark(Amount, codeNoPrice, "The line has no price.")
		}
		return
	}
	if len(breaks) > 0 && !number(breaks[0].from).GreaterThan(one) { // of one: it says more than a price beside it
		d.Amount, breaks = breaks[0].amount, breaks[1:]
	}
	if d.Amount == "" { // the first break is the price, and its quantity the least that is sold
		d.Amount = breaks[0].amount
		if from := number(breaks[0].from); from.GreaterThan(j.item.Minimum) {
			j.item.Minimum = from
		}
		breaks = breaks[1:]
	}
	last := d.Amount
	for _, b := range breaks {
		if number(b.from).GreaterThan(one) && !number(b.amount).Equal(number(last)) {
			d.Breaks = append(d.Breaks, pricing.BreakDraft{From: b.from, Amount: b.amount})
			last = b.amount
		}
	}
	d.Currency = strings.ToUpper(strings.TrimSpace(d.Currency))
	if !isCurrency(d.Currency) {
		j.flag(Currency, "currency", "Which currency is this? Say it for the whole file, or in a column.")
		return
	}
	price, wrong := pricing.Read("", d)
	for _, w := range wrong {
		j.flag(fieldOf(w.Path), w.Code, w.Message)
	}
	if len(wrong) == 0 && !price.Amount.Decimal().IsPositive() {
		j.flag(Amount, codeOutOfRange, "A price is above zero. Leave it empty where there is none.")
	}
	j.price = &price
}

var one = decimal.NewFromInt(1)

// fieldOf is the field of a place in a draft.
func fieldOf(path string) Field {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch name {
	case "amount":
		return Amount
	default:
		return Field(name)
	}
}

// compare says what is different from before.
func (j *judged) compare(before *known) {
	var old known
	if before != nil {
		old = *before
	}
	a, b := draftOf(old.item), draftOf(j.item)
	if before == nil {
		a = catalog.Draft{}
	}
	for _, f := range []struct {
		field         Field
		before, after string
	}{
		{Name, a.Name, b.Name}, {Brand, a.Brand, b.Brand}, {MPN, a.MPN, b.MPN}, {GTIN, a.GTIN, b.GTIN}, {Category, a.Category, b.Category}, {Unit, a.Unit, b.Unit},
		{Minimum, a.Minimum, b.Minimum}, {Multiple, a.Multiple, b.Multiple}, {LeadDays, a.LeadDays, b.LeadDays}, {Datasheet, a.Datasheet, b.Datasheet},
		{Amount, amountText(old.price), amountText(j.price)}, {Currency, currencyText(old.price), currencyText(j.price)}, {Breaks, breaksText(old.price), breaksText(j.price)},
		{Promotion, promotionText(old.price), promotionText(j.price)}, {Stock, stockText(old.stock), stockText(j.stock)},
	} {
		if f.before != f.after {
			j.changes = append(j.changes, Change{Field: f.field, Before: f.before, After: f.after})
		}
	}
	j.changes = append(j.changes, detailChanges(old.item.Details, j.item.Details)...)
	j.outcome = LineChanged
	switch {
	case before == nil || before.item.State == catalog.Withdrawn:
		j.outcome = LineNew
	case len(j.changes) == 0:
		j.outcome = LineUnchanged
	}
	j.measure(old)
}

// measure says how far the price moves.
func (j *judged) measure(old known) {
	if old.price == nil || j.price == nil {
		return
	}
	was, is := old.price.Amount, j.price.Amount
	if was.Currency() != is.Currency() {
		j.currency = true
		return
	}
	if was.Decimal().IsZero() || was.Decimal().Equal(is.Decimal()) {
		return
	}
	percent := is.Decimal().Sub(was.Decimal()).Mul(decimal.NewFromInt(100)).DivRound(was.Decimal(), 1)
	j.moved = decimal.Min(percent.Abs(), mostPercent)
	for i := range j.changes {
		if j.changes[i].Field == Amount {
			j.changes[i].Percent = percent.String()
		}
	}
}

// mostPercent bounds what is kept of a move; beyond it all are alike.
var mostPercent = decimal.NewFromInt(999_999)

func amountText(p *pricing.List) string {
	if p == nil {
		return ""
	}
	return p.Amount.Decimal().String()
}

func currencyText(p *pricing.List) string {
	if p == nil {
		return ""
	}
	return p.Amount.Currency().Code()
}

func promotionText(p *pricing.List) string {
	if p == nil {
		return ""
	}
	return p.Promotion
}

// breaksText writes breaks as they are read: "10:0.18 100:0.15".
func breaksText(p *pricing.List) string {
	if p == nil {
		return ""
	}
	texts := make([]string, len(p.Breaks))
	for i, b := range p.Breaks {
		texts[i] = b.From.String() + ":" + b.Amount.Decimal().String()
	}
	return strings.Join(texts, " ")
}

func stockText(s *decimal.Decimal) string {
	if s == nil {
		return ""
	}
	return s.String()
}
