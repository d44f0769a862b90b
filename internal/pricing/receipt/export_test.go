package receipt

import (
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
)

// Forgery is a receipt in which something was changed before it was signed.
type Forgery struct {
	Name    string
	Receipt Receipt
}

// Forged changes one thing at a time.
func (r Receipt) Forged() []Forgery {
	var out []Forgery
	change := func(name string, fn func(*documentJSON)) {
		d := r.document
		d.Result.Steps = append([]stepJSON{}, d.Result.Steps...)
		d.Result.Not = append([]rejectedJSON{}, d.Result.Not...)
		d.Extras = append([]extraJSON{}, d.Extras...)
		fn(&d)
		out = append(out, Forgery{name, Receipt{d}})
	}
	lower, err := money.NewUnitPrice(decimal.NewFromInt(1), money.CNY)
	if err != nil {
		panic(err)
	}
	change("the price", func(d *documentJSON) { d.Result.Unit = lower })
	change("the line", func(d *documentJSON) { d.Line.Net = money.New(1, money.CNY) })
	change("the total", func(d *documentJSON) { d.Total = money.New(1, money.CNY) })
	change("an extra", func(d *documentJSON) { d.Extras[0].Amount = money.New(-1, money.CNY) })
	change("the margin", func(d *documentJSON) { d.Margin = nil })
	change("a step", func(d *documentJSON) { d.Result.Steps[0].Unit = lower })
	change("a reason", func(d *documentJSON) { d.Result.Not[0].Reason = resolve.Ended })
	change("the order", func(d *documentJSON) { d.Order = []byte(`{"freight":"0.00","off":"-30.00"}`) })
	change("what is left", func(d *documentJSON) { d.Left = nil })
	change("the quantity", func(d *documentJSON) { d.Ask.Quantity = decimal.NewFromInt(1) })
	change("the moment", func(d *documentJSON) { d.Ask.At = d.Ask.At.AddDate(1, 0, 0) })
	change("the cost", func(d *documentJSON) { d.Facts.Cost = &lower })
	return out
}
