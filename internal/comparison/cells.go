package comparison

import (
	"strconv"
	"strings"
	"time"

	"manifold/internal/trading/grant"
)

// cells is an offer as a row of a file; what is not granted is an empty cell.
func cells(o Offer) []string {
	row := []string{o.SKU, o.Name, o.Brand, o.MPN, o.GTIN, o.Category, o.Unit, o.Minimum.String(), o.Multiple.String(), "", "", "", o.Promotion, "", stockCell(o.Stock), "", o.Datasheet}
	if o.Price != nil {
		row[9], row[10] = o.Price.Amount.Currency().Code(), o.Price.Amount.Decimal().String()
		var breaks []string
		for _, b := range o.Price.Breaks {
			breaks = append(breaks, b.From.String()+": "+b.Amount.Decimal().String())
		}
		row[11] = strings.Join(breaks, "; ")
	}
	if o.LeadDays != nil {
		row[13] = strconv.Itoa(*o.LeadDays)
	}
	if o.Stock.Class == grant.Exactly {
		row[15] = o.Stock.AsOf.UTC().Format(time.RFC3339)
	}
	return row
}

// stockCell says what the view says: so many, at least so many, yes or no.
func stockCell(v grant.StockView) string {
	switch v.Class {
	case grant.Exactly:
		return v.Exact.String()
	case grant.InBand:
		return "≥ " + v.Floor.String()
	case grant.InStock:
		return "有 yes"
	case grant.OutOfStock:
		return "无 no"
	default:
		return ""
	}
}
