package pricing

import "testing"

func TestRead(t *testing.T) {
	t.Parallel()
	good := Draft{Currency: "cny", Amount: "￥1,234.5", Promotion: " now ", Breaks: []BreakDraft{{"10", "1200"}, {"100.5", "1100.123456"}}}
	list, wrong := Read("/price", good)
	if len(wrong) > 0 || list.Amount.String() != "1234.500000 CNY" || list.Promotion != "now" || len(list.Breaks) != 2 || list.Breaks[1].Amount.String() != "1100.123456 CNY" {
		t.Errorf("%+v %+v", list, wrong)
	}
	rows := map[string]struct {
		change func(*Draft)
		want   string
	}{
		"currency":       {func(d *Draft) { d.Currency = "XYZ" }, "/price/currency unknown"},
		"no currency":    {func(d *Draft) { d.Currency = "" }, "/price/currency unknown"},
		"sign of others": {func(d *Draft) { d.Amount = "$5" }, "/price/amount wrong_form"},
		"words":          {func(d *Draft) { d.Amount = "five" }, "/price/amount wrong_form"},
		"negative":       {func(d *Draft) { d.Amount = "-5" }, "/price/amount out_of_range"},
		"huge":           {func(d *Draft) { d.Amount = "1000000000000" }, "/price/amount out_of_range"},
		"too precise":    {func(d *Draft) { d.Amount = "0.0000001" }, "/price/amount wrong_form"},
		"falling breaks": {func(d *Draft) { d.Breaks = []BreakDraft{{"10", "5"}, {"10", "4"}} }, "/price/breaks/1/from not_ascending"},
		"break amount":   {func(d *Draft) { d.Breaks = []BreakDraft{{"10", "x"}} }, "/price/breaks/0/amount wrong_form"},
		"many breaks": {func(d *Draft) {
			d.Breaks = nil
			for from := 'a'; from < 'a'+21; from++ {
				d.Breaks = append(d.Breaks, BreakDraft{string('1'+(from-'a')/9) + string('0'+(from-'a')%9), "1"})
			}
		}, "/price/breaks too_many"},
	}
	for name, row := range rows {
		draft := good
		row.change(&draft)
		if _, wrong := Read("/price", draft); len(wrong) != 1 || wrong[0].Path+" "+wrong[0].Code != row.want {
			t.Errorf("%s: %+v, want %s", name, wrong, row.want)
		}
	}
}
