package comparison

import (
	"testing"

	contract "manifold/api/comparison"
)

// A pasted price names no currency: it is in that of the item's list price, whatever its own currency was before.
func TestOwnPriceInTheCurrencyOfTheListPrice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	pounds, bare := line("A"), line("B")
	pounds.Price = &contract.SheetPrice{Currency: "GBP", Amount: "4.10"}
	bare.Price = nil
	w.sheet(w.supplier, pounds, bare)
	customer := w.customers[w.supplier.id][w.buyer.id]
	put := func(currency string) []contract.SheetLineOutcome {
		t.Helper()
		price := &contract.OwnPriceValue{Currency: currency, Amount: "3.90"}
		got, err := w.http.PutOwnPrices(w.supplier.in(t.Context()), contract.PutOwnPricesRequestObject{Company: w.supplier.id, Body: &contract.OwnPriceLines{
			Customer: customer, Lines: []contract.OwnPriceLine{{Sku: "A", Price: price}, {Sku: "B", Price: price}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return got.(contract.PutOwnPrices200JSONResponse).Lines
	}
	of := func() map[string]string {
		t.Helper()
		got, err := w.http.ListOwnPrices(w.supplier.in(t.Context()), contract.ListOwnPricesRequestObject{Company: w.supplier.id, Params: contract.ListOwnPricesParams{Customer: customer}})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, p := range got.(contract.ListOwnPrices200JSONResponse).Items {
			out[p.Sku] = p.Price.Currency
		}
		return out
	}
	if lines := put("EUR"); lines[0].Outcome != "accepted" || lines[1].Outcome != "accepted" || of()["A"] != "EUR" {
		t.Fatalf("%+v %v", lines, of())
	}
	lines := put("")
	if lines[0].Outcome != "accepted" || of()["A"] != "GBP" {
		t.Errorf("%+v %v", lines[0], of())
	}
	if lines[1].Outcome != "flagged" || (*lines[1].Problems)[0].Path != "/price/currency" || of()["B"] != "EUR" {
		t.Errorf("without a list price: %+v %v", lines[1], of())
	}
}
