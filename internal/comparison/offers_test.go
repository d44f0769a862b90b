package comparison

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	contract "manifold/api/comparison"
	tradingcontract "manifold/api/trading"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/trading/grant"
)

func into[T any](t testing.TB, r reply) T {
	t.Helper()
	var out T
	if r.status >= 300 {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if err := json.Unmarshal(r.body, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Lines in are accepted or flagged, each with its reason, and a flagged one changes nothing.
func TestPutSheet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	price := &contract.SheetPrice{Currency: "CNY", Amount: "1.5"}
	lines := []contract.SheetLine{
		{Sku: "A", Name: ref("Bolt"), Price: price, Stock: ref("12")},
		{Sku: "B", Name: ref("Nut"), Gtin: ref("4006381333931"), Unit: ref("kg")},
		{Sku: "C", Name: ref("Pump"), Gtin: ref("4006381333932")},
		{Sku: "D", Name: ref("Pump"), Unit: ref("smoot")},
		{Sku: "E", Name: ref("Pump"), Price: &contract.SheetPrice{Currency: "XYZ", Amount: "1"}},
		{Sku: "F", Name: ref("Pump"), Price: &contract.SheetPrice{Currency: "CNY", Amount: "one"}},
		{Sku: "", Name: ref("Pump")},
		{Sku: "G"},
		{Sku: "A", Name: ref("Bolt again")},
		{Sku: "H", Withdrawn: ref(true)},
		{Sku: "I", Name: ref("Pump"), Stock: ref("-1"), Minimum: ref("0"), LeadDays: ref("soon"), Datasheet: ref("http://x")},
		{Sku: "J", Name: ref("Pump"), Price: &contract.SheetPrice{Currency: "CNY", Amount: "3", Breaks: &[]contract.PriceBreak{{From: "10", Amount: "2"}, {From: "5", Amount: "2"}}}},
		{Sku: "K", Name: ref("Pump"), Category: ref("*")},
	}
	got, err := w.http.PutSheet(w.supplier.in(t.Context()), contract.PutSheetRequestObject{Company: w.supplier.id, Body: &contract.SheetLines{Lines: lines}})
	if err != nil {
		t.Fatal(err)
	}
	out := got.(contract.PutSheet200JSONResponse)
	if out.Revision == nil {
		t.Error("what was set is no step of the history")
	}
	again, err := w.http.PutSheet(w.supplier.in(t.Context()), contract.PutSheetRequestObject{Company: w.supplier.id, Body: &contract.SheetLines{Lines: lines[:1]}})
	if same, is := again.(contract.PutSheet200JSONResponse); err != nil || !is || same.Revision != nil {
		t.Errorf("what stood there already is a step of the history: %+v, %v", again, err)
	}
	if out.Accepted+out.Flagged != len(lines) || out.Accepted != 2 {
		t.Errorf("%d accepted, %d flagged of %d", out.Accepted, out.Flagged, len(lines))
	}
	want := map[int]string{2: "/gtin check_digit", 3: "/unit unknown", 4: "/price/currency unknown", 5: "/price/amount wrong_form", 6: "/sku required", 7: "/name required",
		8: "/sku duplicate", 9: "/sku unknown", 10: "/minimum out_of_range", 11: "/price/breaks/1/from not_ascending", 12: "/category wrong_form"}
	for i, line := range out.Lines {
		if first, flagged := want[i]; flagged != (line.Outcome == "flagged") {
			t.Errorf("line %d: %s", i, line.Outcome)
		} else if flagged && (*line.Problems)[0].Path+" "+(*line.Problems)[0].Code != first {
			t.Errorf("line %d: %+v, want %s", i, *line.Problems, first)
		}
	}
	if problems := *out.Lines[10].Problems; len(problems) != 4 {
		t.Errorf("of four faults in a line %+v", problems)
	}
	// What a line does not give of price and stock stays, and clear takes it away.
	w.sheet(w.supplier, contract.SheetLine{Sku: "A", Name: ref("Bolt M8")})
	page := sheetOf(t, w)
	if len(page.Items) != 2 || page.Items[0].Name != "Bolt M8" || page.Items[0].Price == nil || *page.Items[0].Stock != "12" || page.Items[1].Unit != "KGM" {
		t.Errorf("%+v", page.Items)
	}
	w.sheet(w.supplier, contract.SheetLine{Sku: "A", Name: ref("Bolt M8"), Clear: &[]contract.SheetLineClear{"price", "stock"}}, contract.SheetLine{Sku: "B", Withdrawn: ref(true)})
	page = sheetOf(t, w)
	if len(page.Items) != 1 || page.Items[0].Price != nil || page.Items[0].Stock != nil {
		t.Errorf("%+v", page.Items)
	}
	if r := w.list(w.buyer, w.supplier, "", "", "", 50); len(into[contract.OfferPage](t, r).Items) != 1 {
		t.Errorf("a withdrawn item is offered: %s", r.body)
	}
}

func sheetOf(t *testing.T, w *world) contract.ListSheet200JSONResponse {
	t.Helper()
	got, err := w.http.ListSheet(w.supplier.in(t.Context()), contract.ListSheetRequestObject{Company: w.supplier.id})
	if err != nil {
		t.Fatal(err)
	}
	return got.(contract.ListSheet200JSONResponse)
}

// A thousand lines go in and out in bulk.
func TestBulk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var lines []contract.SheetLine
	var owns []contract.OwnPriceLine
	for i := range 1000 {
		sku := fmt.Sprintf("S%04d", i)
		l := line(sku)
		l.Price, l.Stock = &contract.SheetPrice{Currency: "EUR", Amount: "2"}, ref("5")
		lines = append(lines, l)
		owns = append(owns, contract.OwnPriceLine{Sku: sku, Price: &contract.OwnPriceValue{Currency: "EUR", Amount: "1.5"}})
	}
	began := time.Now()
	w.sheet(w.supplier, lines...)
	customer := w.customers[w.supplier.id][w.buyer.id]
	got, err := w.http.PutOwnPrices(w.supplier.in(t.Context()), contract.PutOwnPricesRequestObject{Company: w.supplier.id, Body: &contract.OwnPriceLines{Customer: customer, Lines: owns}})
	if err != nil || got.(contract.PutOwnPrices200JSONResponse).Accepted != 1000 {
		t.Fatalf("%+v %v", got, err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	seen, after := 0, ""
	for {
		page := into[contract.OfferPage](t, w.list(w.buyer, w.supplier, "", "", after, 200))
		for _, o := range page.Items {
			if o.Price == nil || o.Price.Amount != "1.500000" {
				t.Fatalf("%+v", o)
			}
		}
		seen += len(page.Items)
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	if seen != 1000 {
		t.Errorf("%d of 1000 seen", seen)
	}
	// A thousand rows read stand once in the supplier's log.
	log := disclosures(t, w)
	if len(log.Items) != 1 || log.Items[0].Kind != "bulk_view" || log.Items[0].Rows != 1000 || log.Items[0].Who != "Owner of Corner Shop" {
		t.Errorf("%+v", log.Items)
	}
	// So does a print, and too many rows for paper are refused.
	if r := w.print(w.buyer, w.supplier); r.status != 200 || len(into[contract.PrintedOffers](t, r).Items) != 1000 {
		t.Errorf("%d", r.status)
	}
	if log := disclosures(t, w); len(log.Items) != 2 || log.Items[0].Kind != "print" || log.Items[0].Mark == "" {
		t.Errorf("%+v", log.Items)
	}
}

func disclosures(t *testing.T, w *world) tradingcontract.ListDisclosures200JSONResponse {
	t.Helper()
	got, err := w.trade.ListDisclosures(w.supplier.in(t.Context()), tradingcontract.ListDisclosuresRequestObject{Company: w.supplier.id})
	if err != nil {
		t.Fatal(err)
	}
	return got.(tradingcontract.ListDisclosures200JSONResponse)
}

// An export runs as a job, carries its mark in plain words, runs no formula, and stands in the supplier's log before it begins.
func TestExport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := line("=1+1")
	l.Name, l.Price, l.Stock = ref("@SUM(A1)"), &contract.SheetPrice{Currency: "CNY", Amount: "9.99"}, ref("7")
	w.sheet(w.supplier, l)
	w.sheet(w.rival, line("RIVAL"))
	runner, err := job.NewRunner(w.reg, job.Workers{})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []contract.OfferExportFormat{"csv", "xlsx"} {
		got, err := w.http.ExportOffers(w.buyer.in(t.Context()), contract.ExportOffersRequestObject{Company: w.buyer.id, Supplier: w.supplier.id, Body: &contract.OfferExport{Format: format}})
		if err != nil {
			t.Fatal(err)
		}
		run := got.(contract.ExportOffers202JSONResponse)
		log := disclosures(t, w)
		if log.Items[0].Kind != "export" || log.Items[0].Rows != 1 || log.Items[0].Buyer.Name != "Corner Shop" {
			t.Errorf("%+v", log.Items)
		}
		if format == "csv" { // the log was there before anybody worked
			if err := runner.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = runner.Stop(context.Background()) })
		}
		content := w.result(t, run.ID)
		rows := tableOf(t, content)
		mark := log.Items[0].Mark
		first, last := rows[0][0], rows[len(rows)-1][0]
		if len(mark) != 8 || first != last || !strings.Contains(first, mark) || !strings.Contains(first, "Corner Shop") || !strings.Contains(first, "Owner of Corner Shop") {
			t.Errorf("%s: mark %q in %q and %q", format, mark, first, last)
		}
		if len(rows) != 4 || !strings.Contains(fmt.Sprint(rows[2]), "9.99") || strings.Contains(fmt.Sprint(rows), "RIVAL") {
			t.Errorf("%s: %q", format, rows)
		}
		if format == "csv" && !bytes.Contains(content, []byte("'=1+1,'@SUM(A1)")) {
			t.Errorf("a formula runs: %s", content)
		}
	}
}

// result waits for a job and reads its file.
func (w *world) result(t *testing.T, run id.JobID) []byte {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		var state, problem string
		var file *string
		err := w.admin.QueryRow(t.Context(), "SELECT state, coalesce(problem::text, ''), result_blob::text FROM hub.job_run WHERE id = $1", run.UUID()).Scan(&state, &problem, &file)
		if err != nil {
			t.Fatal(err)
		}
		if state == "failed" {
			t.Fatal(problem)
		}
		if state != "succeeded" {
			continue
		}
		key := blob.Key{Company: w.buyer.id}
		if err := key.Blob.Scan(*file); err != nil {
			t.Fatal(err)
		}
		content, _, err := w.service.blobs.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = content.Close() }()
		return must(io.ReadAll(content))
	}
	t.Fatal("the export did not end")
	return nil
}

func tableOf(t testing.TB, content []byte) [][]string {
	t.Helper()
	f, err := table.Open(t.Context(), table.Source{Reader: bytes.NewReader(content), Size: int64(len(content))}, table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for row, err := range f.Rows(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row.Cells)
	}
	return rows
}

// Prices vanish at once when a relationship is suspended, from every outlet, and nothing tells it from no relationship at all.
func TestSuspend(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := line("A")
	l.Price = &contract.SheetPrice{Currency: "CNY", Amount: "77.77"}
	w.sheet(w.supplier, l)
	item := w.item(w.supplier, "A")
	outlets := func(supplier party) map[string]reply {
		return map[string]reply{
			"list": w.list(w.buyer, supplier, "", "", "", 50), "print": w.print(w.buyer, supplier), "file": w.file(w.buyer, supplier, table.Delimited),
			"available": w.available(w.buyer, supplier, contract.AvailabilityLine{Item: item, Quantity: "1"}),
		}
	}
	if r := outlets(w.supplier); !bytes.Contains(r["list"].body, []byte("77.77")) || !bytes.Contains(r["file"].body, []byte("77.77")) || !bytes.Contains(r["print"].body, []byte("77.77")) {
		t.Fatal("no price while approved")
	}
	nobody := party{id: id.New[id.Company](time.Now())}
	for _, state := range []string{"suspended", "closed", "applied", "rejected", "more_asked", "invited"} {
		w.state(w.supplier, w.buyer, state)
		none := outlets(nobody)
		for name, r := range outlets(w.supplier) {
			if r.status != http.StatusNotFound || !bytes.Equal(r.body, none[name].body) {
				t.Errorf("%s while %s: %d %s, of nobody %s", name, state, r.status, r.body, none[name].body)
			}
		}
		if found := into[contract.FoundOffers](t, w.search(w.buyer, "Item", "", 50)); len(found.Items) > 0 {
			t.Errorf("search while %s: %+v", state, found.Items)
		}
		if r := w.preview(w.supplier, contract.PreviewRequest{Buyer: &w.buyer.id}); r.status != http.StatusNotFound {
			t.Errorf("preview while %s: %d %s", state, r.status, r.body)
		}
	}
	w.state(w.supplier, w.buyer, "approved")
	if r := outlets(w.supplier); r["list"].status != 200 {
		t.Errorf("%d", r["list"].status)
	}
}

// The epoch rises exactly with what is disclosed, and is the ETag.
func TestEpoch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	epoch := func() int64 { return into[contract.OfferPage](t, w.list(w.buyer, w.supplier, "", "", "", 50)).Epoch }
	before := epoch()
	w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{})
	if epoch() != before {
		t.Error("rose although nothing differs")
	}
	w.grant(w.supplier, grant.LevelGroup, w.group.UUID(), grant.Grant{Price: ref(grant.PriceList)})
	if epoch() != before+1 {
		t.Errorf("%d after %d", epoch(), before)
	}
	w.grant(w.supplier, grant.LevelCustomer, w.customers[w.supplier.id][w.other.id].UUID(), grant.Grant{Price: ref(grant.PriceNone)})
	if epoch() != before+1 {
		t.Error("rose with another customer's grant")
	}
	r := w.list(w.buyer, w.supplier, "", "", "", 50)
	if tag := r.header.Get("Etag"); tag != strconv.Quote(strconv.FormatInt(before+1, 10)) {
		t.Errorf("ETag %s", tag)
	}
	tag := w.search(w.buyer, "Item", "", 50).header.Get("Etag")
	w.grant(w.rival, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceNone)})
	if again := w.search(w.buyer, "Item", "", 50).header.Get("Etag"); again == tag {
		t.Error("the tag of a search stays although a supplier shows other things")
	}
}

// Search goes over all suppliers, in one order, page by page, each item once.
func TestSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := []string{"Zinc bolt", "bolt", "Bolt", "螺栓 bolt", "Anchor bolt", "bolt"}
	for i, name := range names {
		w.sheet(w.supplier, contract.SheetLine{Sku: "A" + strconv.Itoa(i), Name: &name})
		w.sheet(w.rival, contract.SheetLine{Sku: "B" + strconv.Itoa(i), Name: &name})
	}
	w.sheet(w.rival, contract.SheetLine{Sku: "C", Name: ref("100% pure_oil")})
	whole := into[contract.FoundOffers](t, w.search(w.buyer, "bolt", "", 50))
	if len(whole.Items) != 12 || len(whole.Suppliers) != 2 {
		t.Fatalf("%d items of %d suppliers", len(whole.Items), len(whole.Suppliers))
	}
	var paged []contract.FoundOffer
	for after := ""; ; {
		page := into[contract.FoundOffers](t, w.search(w.buyer, "bolt", after, 5))
		paged = append(paged, page.Items...)
		if page.Next == nil {
			break
		}
		after = *page.Next
	}
	if fmt.Sprint(paged) != fmt.Sprint(whole.Items) {
		t.Errorf("pages differ from the whole:\n%v\n%v", paged, whole.Items)
	}
	for q, want := range map[string]int{"zinc BOLT": 2, "100%": 1, "pure_": 1, "%": 0, "A3": 1, "nothing": 0} {
		if got := into[contract.FoundOffers](t, w.search(w.buyer, q, "", 50)); len(got.Items) != want {
			t.Errorf("%q finds %d, want %d", q, len(got.Items), want)
		}
	}
	if got := into[contract.FoundOffers](t, w.search(w.other, "bolt", "", 50)); len(got.Items) != 6 {
		t.Errorf("the other buyer finds %d", len(got.Items))
	}
}

// Who reads much, from many places, raises one notice a day of each kind, and the supplier hears it.
func TestWatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var lines []contract.SheetLine
	for i := range 20 {
		lines = append(lines, line(fmt.Sprintf("W%02d", i)))
	}
	w.sheet(w.supplier, lines...)
	if _, err := w.grants.PutWatch(w.supplier.in(t.Context()), w.supplier.id, ref(int64(0)), grant.WatchLimits{ShareDay: 50, ShareWeek: 90, Smallest: 10, Devices: 3, Networks: 100, Countries: 2}); err != nil {
		t.Fatal(err)
	}
	read := func(agent, ip, country, after string, limit int) string {
		ctx := audit.WithOrigin(w.buyer.in(t.Context()), audit.Origin{Agent: agent, IP: ip, Country: country})
		got, err := w.http.ListOffers(ctx, contract.ListOffersRequestObject{Company: w.buyer.id, Supplier: w.supplier.id, Params: contract.ListOffersParams{Limit: &limit, After: optional.Of(after)}})
		if err != nil {
			t.Fatal(err)
		}
		return optional.Value(got.(contract.ListOffers200JSONResponse).Body.Next)
	}
	notices := func() tradingcontract.ListNotices200JSONResponse {
		w.grants.Flush(t.Context())
		got, err := w.trade.ListNotices(w.supplier.in(t.Context()), tradingcontract.ListNoticesRequestObject{Company: w.supplier.id})
		if err != nil {
			t.Fatal(err)
		}
		return got.(tradingcontract.ListNotices200JSONResponse)
	}
	next := read("Firefox", "192.0.2.1", "GB", "", 9)
	if n := notices(); n.Open != 0 {
		t.Fatalf("too early: %+v", n.Items)
	}
	read("Firefox", "192.0.2.1", "GB", next, 1)
	if n := notices(); len(n.Items) != 1 || n.Items[0].Kind != "walking" || *n.Items[0].Figures.Items != 10 || *n.Items[0].Figures.Catalogue != 20 || n.Items[0].Buyer.Name != "Corner Shop" {
		t.Fatalf("%+v", n.Items)
	}
	read("Safari", "192.0.2.1", "GB", "", 20)
	read("Chrome", "2001:db8::1", "FR", "", 20)
	n := notices()
	kinds := map[tradingcontract.NoticeKind]bool{}
	for _, each := range n.Items {
		kinds[each.Kind] = true
	}
	if len(n.Items) != 3 || !kinds["walking"] || !kinds["devices"] || !kinds["countries"] || n.Open != 3 {
		t.Fatalf("%+v", n.Items)
	}
	read("Opera", "198.51.100.1", "DE", "", 20)
	if again := notices(); len(again.Items) != 3 {
		t.Errorf("more than one of a kind and day: %+v", again.Items)
	}
	if _, err := w.trade.SeeNotice(w.supplier.in(t.Context()), tradingcontract.SeeNoticeRequestObject{Company: w.supplier.id, Notice: n.Items[0].ID}); err != nil {
		t.Fatal(err)
	}
	if got := notices(); got.Open != 2 {
		t.Errorf("%d open", got.Open)
	}
	got, err := w.trade.GetReading(w.supplier.in(t.Context()), tradingcontract.GetReadingRequestObject{Company: w.supplier.id, Buyer: w.buyer.id})
	if err != nil {
		t.Fatal(err)
	}
	reading := got.(tradingcontract.GetReading200JSONResponse)
	if len(reading.Days) != 1 || reading.Items != 20 || reading.Days[0].Requests != 5 || reading.Days[0].Devices != 4 || reading.Days[0].Networks != 3 || len(reading.Days[0].Countries) != 3 || len(reading.Notices) != 3 {
		t.Errorf("%+v", reading)
	}
	// The rival sees nothing of it, and the mails name no item.
	if got, err := w.trade.ListNotices(w.rival.in(t.Context()), tradingcontract.ListNoticesRequestObject{Company: w.rival.id}); err != nil || len(got.(tradingcontract.ListNotices200JSONResponse).Items) > 0 {
		t.Errorf("%+v %v", got, err)
	}
	var mails int
	if err := w.admin.QueryRow(t.Context(), "SELECT count(*) FROM river.river_job WHERE kind = 'mail'").Scan(&mails); err != nil || mails != 3 {
		t.Errorf("%d mails, %v", mails, err)
	}
	if err := w.grants.SweepReading(t.Context()); err != nil {
		t.Error(err)
	}
}

// One relationship may not ask without end; the other one goes on.
func TestPace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sheet(w.supplier, line("A"))
	w.sheet(w.rival, line("B"))
	for range grant.PairRequests {
		w.grants.Pace(t.Context(), w.supplier.id, w.buyer.id)
	}
	if r := w.list(w.buyer, w.supplier, "", "", "", 50); r.status != http.StatusTooManyRequests {
		t.Errorf("%d", r.status)
	}
	for name, r := range map[string]reply{"rival": w.list(w.buyer, w.rival, "", "", "", 50), "other": w.list(w.other, w.supplier, "", "", "", 50)} {
		if r.status != 200 {
			t.Errorf("%s: %d", name, r.status)
		}
	}
}

// A preview of a draft is what the buyer sees once the draft is saved.
func TestPreviewOfDraft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := line("A")
	l.Price, l.Stock, l.LeadDays = &contract.SheetPrice{Currency: "CNY", Amount: "3", Promotion: ref("off")}, ref("55"), ref("4")
	w.sheet(w.supplier, l)
	customer := w.customers[w.supplier.id][w.buyer.id]
	draft := tradingcontract.GrantDraft{Price: ref(tradingcontract.PriceLevel("list")), Stock: ref(tradingcontract.StockLevel("exact")), LeadTime: ref(false)}
	before := w.preview(w.supplier, contract.PreviewRequest{Buyer: &w.buyer.id, Draft: &draft})
	asCustomer := w.preview(w.supplier, contract.PreviewRequest{Customer: &customer, Draft: &draft})
	w.grant(w.supplier, grant.LevelCustomer, customer.UUID(), grant.Grant{Price: ref(grant.PriceList), Stock: ref(grant.StockExact), LeadTime: ref(false)})
	after := into[contract.OfferPage](t, w.list(w.buyer, w.supplier, "", "", "", 50))
	for name, r := range map[string]reply{"buyer": before, "customer": asCustomer} {
		page := into[contract.OfferPage](t, r)
		page.Epoch = after.Epoch
		if a, b := must(json.Marshal(page)), must(json.Marshal(after)); !bytes.Equal(a, b) {
			t.Errorf("%s: %s\n%s", name, a, b)
		}
	}
	for name, body := range map[string]contract.PreviewRequest{
		"nobody": {}, "two": {Default: ref(true), Group: &w.group}, "foreign customer": {Customer: ref(w.customers[w.rival.id][w.buyer.id])}, "foreign group": {Group: ref(id.New[id.Group](time.Now()))},
		"stranger": {Buyer: ref(id.New[id.Company](time.Now()))}, "bad draft": {Default: ref(true), Draft: &tradingcontract.GrantDraft{ExpiresAt: ref(time.Now().Add(time.Hour))}},
	} {
		if r := w.preview(w.supplier, body); r.status < 400 {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
}

// Nobody reads another company's sheet, grants or log.
func TestTwoTenants(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sheet(w.supplier, line("A"))
	w.sheet(w.rival, line("A"), line("B"))
	if page := sheetOf(t, w); len(page.Items) != 1 {
		t.Errorf("%+v", page.Items)
	}
	_, err := w.http.PutOwnPrices(w.supplier.in(t.Context()), contract.PutOwnPricesRequestObject{Company: w.supplier.id, Body: &contract.OwnPriceLines{
		Customer: w.customers[w.rival.id][w.buyer.id], Lines: []contract.OwnPriceLine{{Sku: "A", Remove: ref(true)}},
	}})
	if r := wire(nil, err); r.status != http.StatusNotFound {
		t.Errorf("%d %s", r.status, r.body)
	}
	if _, err := w.http.ListSheet(w.rival.in(t.Context()), contract.ListSheetRequestObject{Company: w.supplier.id}); wire(nil, err).status != http.StatusNotFound {
		t.Errorf("%v", err)
	}
	if r := w.available(w.buyer, w.supplier, contract.AvailabilityLine{Item: w.item(w.rival, "B"), Quantity: "1"}); into[contract.Availability](t, r).Lines[0].Answer != "not_offered" {
		t.Errorf("%s", r.body)
	}
}

func TestCells(t *testing.T) {
	t.Parallel()
	for view, want := range map[*grant.StockView]string{
		{}: "", {Class: grant.InStock}: "有 yes", {Class: grant.OutOfStock}: "无 no", {Class: grant.InBand, Floor: decimal.NewFromInt(10)}: "≥ 10",
		{Class: grant.Exactly, Exact: decimal.NewFromInt(12)}: "12",
	} {
		if got := stockCell(*view); got != want {
			t.Errorf("%+v: %q", view, got)
		}
	}
	if row := cells(Offer{SKU: "A"}); len(row) != len(columns) {
		t.Errorf("%d cells for %d columns", len(row), len(columns))
	}
}
