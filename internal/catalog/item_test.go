package catalog

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	t.Parallel()
	good := Draft{SKU: " A  1 ", Name: "Bolt\tM8", GTIN: "4006381 33393-1", Unit: "kg", Minimum: "１２．５", LeadDays: "0", Datasheet: "https://example.org/a.pdf"}
	item, wrong := Read(good)
	if len(wrong) > 0 || item.SKU != "A 1" || item.Name != "Bolt M8" || item.GTIN != "4006381333931" || item.Unit.Code() != "KGM" || item.Minimum.String() != "12.5" ||
		item.Multiple.String() != "1" || *item.LeadDays != 0 || item.Category != General || item.State != Active {
		t.Errorf("%+v %+v", item, wrong)
	}
	rows := map[string]struct {
		change func(*Draft)
		want   string
	}{
		"no sku":            {func(d *Draft) { d.SKU = " " }, "/sku required"},
		"long sku":          {func(d *Draft) { d.SKU = strings.Repeat("长", 101) }, "/sku too_long"},
		"no name":           {func(d *Draft) { d.Name = "" }, "/name required"},
		"control character": {func(d *Draft) { d.Brand = "a\x07" }, "/brand wrong_form"},
		"check digit":       {func(d *Draft) { d.GTIN = "4006381333932" }, "/gtin check_digit"},
		"gtin length":       {func(d *Draft) { d.GTIN = "123456789" }, "/gtin wrong_form"},
		"unit":              {func(d *Draft) { d.Unit = "smoot" }, "/unit unknown"},
		"zero minimum":      {func(d *Draft) { d.Minimum = "0" }, "/minimum out_of_range"},
		"precise multiple":  {func(d *Draft) { d.Multiple = "0.1234567" }, "/multiple too_precise"},
		"huge minimum":      {func(d *Draft) { d.Minimum = "1000000000000" }, "/minimum out_of_range"},
		"days":              {func(d *Draft) { d.LeadDays = "-1" }, "/lead_days out_of_range"},
		"plain http":        {func(d *Draft) { d.Datasheet = "http://example.org" }, "/datasheet wrong_form"},
		"script":            {func(d *Draft) { d.Datasheet = "javascript:alert(1)" }, "/datasheet wrong_form"},
		"password":          {func(d *Draft) { d.Datasheet = "https://a:b@example.org" }, "/datasheet wrong_form"},
		"all categories":    {func(d *Draft) { d.Category = "*" }, "/category wrong_form"},
	}
	for name, row := range rows {
		draft := good
		row.change(&draft)
		if _, wrong := Read(draft); len(wrong) != 1 || wrong[0].Path+" "+wrong[0].Code != row.want {
			t.Errorf("%s: %+v, want %s", name, wrong, row.want)
		}
	}
}
