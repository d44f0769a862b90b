package catalog_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
	"manifold/internal/platform/localpg/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

type object = map[string]any

// do wants a status.
func do(t *testing.T, s apptest.Someone, method, path string, body any, status int, headers ...string) apptest.Answer {
	t.Helper()
	s.Hub.Clock.Advance(time.Second)
	got := s.Do(t, method, s.Path(path), body, headers...)
	if got.Status != status {
		t.Fatalf("%s %s as %s: %d %s, want %d", method, path, s.Company.Name, got.Status, got.Body, status)
	}
	return got
}

type attributeAnswer struct{ Key, Name, Kind, Value, Unit, Problem string }

type itemAnswer struct {
	ID, SKU, Name, Category, Unit, State, Description, Family string
	Nominal                                                   string `json:"nominal_weight"`
	Heading                                                   *struct{ Code string }
	Attributes                                                []attributeAnswer
	Packs                                                     []struct{ Level, Contains, Unit, GTIN, GrossWeight string }
	Media                                                     []struct{ ID, Kind, Type, Name, Title, Alt string }
	Axes                                                      []string
	Variants                                                  []struct {
		SKU    string
		Values []attributeAnswer
	}
}

func get(t *testing.T, s apptest.Someone, item string) (out itemAnswer, tag string) {
	t.Helper()
	got := do(t, s, http.MethodGet, "/items/"+item, nil, 200)
	got.Into(t, &out)
	return out, got.Header.Get("ETag")
}

func made(t *testing.T, s apptest.Someone, body object) itemAnswer {
	t.Helper()
	var out itemAnswer
	do(t, s, http.MethodPost, "/items", body, 201).Into(t, &out)
	return out
}

// wrong is what a refusal says of fields: path and code of each.
func wrong(t *testing.T, got apptest.Answer) string {
	t.Helper()
	var problem struct {
		Fields []struct{ Path, Code string }
	}
	got.Into(t, &problem)
	var out []string
	for _, f := range problem.Fields {
		out = append(out, f.Path+" "+f.Code)
	}
	return strings.Join(out, ", ")
}

var bolts = object{"name": "bolts", "heading": "731815", "attributes": []object{
	{"key": "length", "name": "Length", "kind": "number", "unit": "MMT", "required": true}, {"key": "coating", "name": "Coating", "kind": "choice", "choices": []string{"Zinc", "None"}},
	{"key": "hardened", "name": "Hardened", "kind": "boolean"}, {"key": "note", "name": "Note", "kind": "text"},
}}

func bolt(sku, length string, more object) object {
	out := object{"sku": sku, "name": "Bolt " + sku, "category": "bolts", "family": "hex bolts", "attributes": []object{{"key": "length", "value": length}, {"key": "coating", "value": "zinc"}}}
	for key, value := range more {
		out[key] = value
	}
	return out
}

func TestItems(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, other := hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Beta", "supplier")
	put := do(t, supplier, http.MethodPut, "/categories", bolts, 200, "If-Match", `"0"`)
	do(t, supplier, http.MethodPut, "/categories", bolts, 412, "If-Match", `"0"`)
	do(t, supplier, http.MethodPut, "/categories", bolts, 200, "If-Match", put.Header.Get("ETag"))

	a := made(t, supplier, bolt("M8x40", "4 cm", object{"unit": "H87", "packs": []object{
		{"level": "case", "contains": "1000", "gtin": "10614141000415", "gross_weight": "14500 g"}, {"level": "inner", "contains": "100"},
	}, "description": "Galvanised.\r\nFor wood."}))
	b := made(t, supplier, bolt("M8x60", "0.06 m", nil))
	item, tag := get(t, supplier, a.ID)
	if item.Attributes[0] != (attributeAnswer{"length", "Length", "number", "40", "MMT", ""}) || item.Attributes[1].Value != "Zinc" || item.Description != "Galvanised.\nFor wood." ||
		item.Heading == nil || item.Heading.Code != "731815" || len(item.Packs) != 2 || item.Packs[0].Level != "inner" || item.Packs[1].Unit != "XCS" || item.Packs[1].GTIN != "10614141000415" {
		t.Errorf("%+v", item)
	}
	if len(item.Variants) != 1 || item.Variants[0].SKU != "M8x60" || !slices.Equal(item.Axes, []string{"length"}) || item.Variants[0].Values[0].Value != "60" {
		t.Errorf("variants %+v, axes %v", item.Variants, item.Axes)
	}

	for name, row := range map[string]struct {
		body object
		want string
	}{
		"taken":               {bolt("M8x40", "1", nil), "/sku duplicate"},
		"required":            {object{"sku": "x", "name": "x", "category": "bolts"}, "/attributes/length required"},
		"no number":           {bolt("x", "long", nil), "/attributes/0/value wrong_form"},
		"unit of another":     {bolt("x", "3 kg", nil), "/attributes/0/unit unit"},
		"unknown unit":        {bolt("x", "3 smoots", nil), "/attributes/0/value unknown"},
		"choice":              {object{"sku": "x", "name": "x", "category": "bolts", "attributes": []object{{"key": "length", "value": "1"}, {"key": "coating", "value": "Gold"}}}, "/attributes/1/value not_one_of"},
		"twice":               {object{"sku": "x", "name": "x", "attributes": []object{{"key": "k", "value": "1"}, {"key": "k", "value": "2"}}}, "/attributes/1/key duplicate"},
		"packs descend":       {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "10"}, {"level": "case", "contains": "5"}}}), "/packs/1/contains not_ascending"},
		"an empty pack":       {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "0"}}}), "/packs/0/contains out_of_range"},
		"a level twice":       {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "1"}, {"level": "inner", "contains": "2"}}}), "/packs/1/level duplicate"},
		"check digit":         {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "5", "gtin": "10614141000416"}}}), "/packs/0/gtin check_digit"},
		"one barcode for two": {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "5", "gtin": "10614141000415"}, {"level": "case", "contains": "10", "gtin": "10614141000415"}}}), "/packs/1/gtin duplicate"},
		"the item's barcode":  {bolt("x", "1", object{"gtin": "4006381333931", "packs": []object{{"level": "inner", "contains": "5", "gtin": "4006381333931"}}}), "/packs/0/gtin duplicate"},
		"pack in pieces":      {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "5", "unit": "EA"}}}), "/packs/0/unit contradiction"},
		"weight in metres":    {bolt("x", "1", object{"packs": []object{{"level": "inner", "contains": "5", "gross_weight": "3 m"}}}), "/packs/0/gross_weight unit"},
		"catch weight":        {bolt("x", "1", object{"catch_weight": true}), "/unit unit_of_mass"},
		"no nominal weight":   {bolt("x", "1", object{"catch_weight": true, "unit": "KGM"}), "/nominal_weight required"},
		"nominal for nothing": {bolt("x", "1", object{"nominal_weight": "2"}), "/nominal_weight contradiction"},
	} {
		if got := wrong(t, do(t, supplier, http.MethodPost, "/items", row.body, 422)); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}

	// A change is over the version that was seen, may rename, and another supplier's ids are nothing.
	changed := bolt("M8-40", "41", object{"brand": "Haitian"})
	do(t, supplier, http.MethodPut, "/items/"+a.ID, changed, 412, "If-Match", `"77"`)
	if got := wrong(t, do(t, supplier, http.MethodPut, "/items/"+a.ID, bolt("M8x60", "41", nil), 422)); got != "/sku duplicate" {
		t.Error(got)
	}
	again := do(t, supplier, http.MethodPut, "/items/"+a.ID, changed, 200, "If-Match", tag)
	do(t, supplier, http.MethodPut, "/items/"+a.ID, changed, 412, "If-Match", tag)
	if same := do(t, supplier, http.MethodPut, "/items/"+a.ID, changed, 200, "If-Match", again.Header.Get("ETag")); same.Header.Get("ETag") != again.Header.Get("ETag") {
		t.Error("saving the same is a new version")
	}
	if item, _ := get(t, supplier, a.ID); item.SKU != "M8-40" || item.Description != "" || len(item.Packs) != 0 {
		t.Errorf("%+v", item)
	}
	for _, path := range []string{"", "/history", "/conversions"} {
		do(t, other, http.MethodGet, "/items/"+a.ID+path, nil, 404)
	}
	do(t, other, http.MethodPut, "/items/"+a.ID, changed, 404)
	do(t, other, http.MethodPost, "/items/"+a.ID+"/withdraw", nil, 404)

	// Withdrawn, it can be changed and stays withdrawn.
	do(t, supplier, http.MethodPost, "/items/"+b.ID+"/withdraw", nil, 200)
	do(t, supplier, http.MethodPut, "/items/"+b.ID, bolt("M8x60", "61", nil), 200)
	if item, _ := get(t, supplier, b.ID); item.State != "withdrawn" || item.Attributes[0].Value != "61" {
		t.Errorf("%+v", item)
	}
	do(t, supplier, http.MethodPost, "/items/"+b.ID+"/restore", nil, 200)
	if item, _ := get(t, supplier, b.ID); item.State != "active" {
		t.Errorf("%+v", item)
	}

	var history struct {
		Items []struct {
			Created  bool
			Revision struct {
				Cause      string
				PersonName string `json:"person_name"`
			}
			Changes []struct{ Field, Before, After string }
		}
	}
	do(t, supplier, http.MethodGet, "/items/"+a.ID+"/history", nil, 200).Into(t, &history)
	if len(history.Items) != 2 || !history.Items[1].Created || history.Items[0].Revision.Cause != "item" || history.Items[0].Revision.PersonName != supplier.Person.Name {
		t.Fatalf("%+v", history)
	}
	told := fmt.Sprint(history.Items[0].Changes)
	for _, want := range []string{"{name Bolt M8x40 Bolt M8-40}", "{brand  Haitian}", "{sku M8x40 M8-40}", "{attributes/length 40 41}", "{description Galvanised.\nFor wood. }", "{packs/inner 100 / XBX }",
		"{packs/case 1000 / XCS 10614141000415 14.5 kg }"} {
		if !strings.Contains(told, want) {
			t.Errorf("%s is not in %s", want, told)
		}
	}
	if len(history.Items[0].Changes) != 7 {
		t.Error(told)
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	do(t, supplier, http.MethodPut, "/categories", bolts, 200)
	for i, name := range []string{"Zebra clamp", "Anchor", "Mast"} {
		made(t, supplier, object{"sku": fmt.Sprintf("S-%d", i), "name": name, "brand": "Haitian"})
	}
	made(t, supplier, bolt("M8", "1", object{"gtin": "4006381333931", "description": "Long"}))
	list := func(query string) (skus []string, total int, next string) {
		t.Helper()
		var out struct {
			Items []struct{ SKU string }
			Total *int
			Next  string
		}
		do(t, supplier, http.MethodGet, "/items?"+query, nil, 200).Into(t, &out)
		for _, i := range out.Items {
			skus = append(skus, i.SKU)
		}
		if out.Total != nil {
			total = *out.Total
		}
		return skus, total, out.Next
	}
	for query, want := range map[string]string{
		"": "M8 S-0 S-1 S-2", "sort=name": "S-1 M8 S-2 S-0", "sort=updated": "M8 S-2 S-1 S-0", "q=anchor": "S-1", "category=bolts": "M8", "brand=Haitian": "S-0 S-1 S-2", "family=hex+bolts": "M8",
		"without=barcode": "S-0 S-1 S-2", "without=category,description": "S-0 S-1 S-2", "without=brand": "M8", "without=picture": "M8 S-0 S-1 S-2", "state=withdrawn": "", "state=all": "M8 S-0 S-1 S-2",
	} {
		if got, total, _ := list(query); strings.Join(got, " ") != want || total != len(strings.Fields(want)) {
			t.Errorf("%s: %v of %d, want %s", query, got, total, want)
		}
	}
	for _, by := range []string{"sku", "name", "updated"} {
		whole, _, _ := list("sort=" + by)
		var pieces []string
		for after := ""; ; {
			skus, _, next := list("limit=1&sort=" + by + "&after=" + after)
			if pieces, after = append(pieces, skus...), next; next == "" {
				break
			}
		}
		if !slices.Equal(whole, pieces) {
			t.Errorf("by %s: %v in pieces, %v as a whole", by, pieces, whole)
		}
	}

	var categories struct {
		Items []struct {
			Name, Etag string
			Items      int
			Heading    *struct{ Code string }
			Attributes []struct{ Key, Unit string }
		}
	}
	do(t, supplier, http.MethodGet, "/categories", nil, 200).Into(t, &categories)
	if len(categories.Items) != 2 || categories.Items[0].Name != "bolts" || categories.Items[0].Items != 1 || categories.Items[0].Heading.Code != "731815" || categories.Items[0].Attributes[0].Unit != "MMT" ||
		categories.Items[1].Name != "general" || categories.Items[1].Items != 3 || categories.Items[1].Etag != `"0"` {
		t.Errorf("%+v", categories)
	}
	for name, row := range map[string]struct {
		body object
		want string
	}{
		"heading":    {object{"name": "x", "heading": "9801", "attributes": []object{}}, "/heading unknown"},
		"all":        {object{"name": "*", "attributes": []object{}}, "/name wrong_form"},
		"no choices": {object{"name": "x", "attributes": []object{{"key": "a", "name": "A", "kind": "choice"}}}, "/attributes/0/choices required"},
		"unit":       {object{"name": "x", "attributes": []object{{"key": "a", "name": "A", "kind": "text", "unit": "KGM"}}}, "/attributes/0/unit contradiction"},
		"no unit":    {object{"name": "x", "attributes": []object{{"key": "a", "name": "A", "kind": "number", "unit": "smoot"}}}, "/attributes/0/unit unknown"},
		"twice":      {object{"name": "x", "attributes": []object{{"key": "a", "name": "A", "kind": "text"}, {"key": "a", "name": "B", "kind": "text"}}}, "/attributes/1/key duplicate"},
	} {
		if got := wrong(t, do(t, supplier, http.MethodPut, "/categories", row.body, 422)); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
	for path, want := range map[string]string{"/categories/suggestions?category=bolts": `"7318`, "/headings?q=7318": `"731815"`, "/headings?under=7318": `"731816"`, "/headings": `"code":"01"`} {
		if got := do(t, supplier, http.MethodGet, path, nil, 200); !bytes.Contains(got.Body, []byte(want)) {
			t.Errorf("%s: %s", path, got.Body)
		}
	}

	var run struct{ ID, State, Result string }
	do(t, supplier, http.MethodPost, "/items/export", object{"format": "csv", "filter": object{"category": "bolts"}}, 202).Into(t, &run)
	waited(t, supplier, run.ID)
	if got := do(t, supplier, http.MethodGet, "/jobs/"+run.ID+"/result", nil, 200); bytes.Count(got.Body, []byte("\n")) != 2 || !bytes.Contains(got.Body, []byte("coating=Zinc; length=1")) {
		t.Errorf("%s", got.Body)
	}
}

// waited waits for the end of a job and wants it to succeed.
func waited(t *testing.T, s apptest.Someone, id string) {
	t.Helper()
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		var run struct{ State string }
		got := s.Do(t, http.MethodGet, s.Path("/jobs/"+id), nil)
		got.Into(t, &run)
		switch run.State {
		case "succeeded":
			return
		case "failed", "cancelled":
			t.Fatalf("%s", got.Body)
		}
	}
	t.Fatal("the job does not end")
}

func TestConversions(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	water := made(t, supplier, object{"sku": "W", "name": "Water", "unit": "H87", "packs": []object{{"level": "inner", "contains": "6"}, {"level": "case", "contains": "18"}}})
	ham := made(t, supplier, object{"sku": "H", "name": "Ham", "unit": "KGM", "catch_weight": true, "nominal_weight": "2300 g", "packs": []object{{"level": "case", "contains": "8"}}})
	type line struct {
		Unit, Level, Quantity, Shown, Price string
		Exact                               bool `json:"price_exact"`
		Guess                               bool
	}
	for _, row := range []struct {
		path string
		want []line
	}{
		{"/items/" + water.ID + "/conversions?quantity=2&unit=XCS&price=18", []line{
			{"H87", "", "36", "36", "1.000000", true, false}, {"XBX", "inner", "6", "6", "6.000000", true, false}, {"XCS", "case", "2", "2", "18.000000", true, false},
		}},
		{"/items/" + water.ID + "/conversions?price=1.5", []line{
			{"H87", "", "1", "1", "1.500000", true, false}, {"XBX", "inner", "1/6", "0.166667", "9.000000", true, false}, {"XCS", "case", "1/18", "0.055556", "27.000000", true, false},
		}},
		{"/items/" + water.ID + "/conversions?unit=XBX&price=1", []line{
			{"H87", "", "6", "6", "0.166667", false, false}, {"XBX", "inner", "1", "1", "1.000000", true, false}, {"XCS", "case", "1/3", "0.333333", "3.000000", true, false},
		}},
		{"/items/" + ham.ID + "/conversions?unit=XCS", []line{{"KGM", "", "18.4", "18.4", "", false, true}, {"H87", "", "8", "8", "", false, false}, {"XCS", "case", "1", "1", "", false, false}}},
	} {
		var out struct{ Lines []line }
		do(t, supplier, http.MethodGet, row.path, nil, 200).Into(t, &out)
		if !slices.Equal(out.Lines, row.want) {
			t.Errorf("%s:\n%+v\n%+v", row.path, out.Lines, row.want)
		}
	}
	for path, want := range map[string]string{"?quantity=many": "quantity wrong_form", "?unit=smoot": "unit unknown", "?price=-1": "price out_of_range"} {
		if got := wrong(t, do(t, supplier, http.MethodGet, "/items/"+water.ID+"/conversions"+path, nil, 422)); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := do(t, supplier, http.MethodGet, "/items/"+water.ID+"/conversions?unit=KGM", nil, 422); got.Code() != "catalog.no_conversion" {
		t.Errorf("%s", got.Body)
	}
}

type revisionAnswer struct {
	ID, Cause, Source string
	Items, Kept       int
	First             struct{ SKU, Name string }
	Undoable          bool
	UndoneBy          string `json:"undone_by"`
}

func revisions(t *testing.T, s apptest.Someone) []revisionAnswer {
	t.Helper()
	var out struct{ Items []revisionAnswer }
	do(t, s, http.MethodGet, "/revisions", nil, 200).Into(t, &out)
	return out.Items
}

type undoAnswer struct {
	Revision       string
	Restored, Kept int
	KeptFields     []struct{ SKU, Field string } `json:"kept_fields"`
}

func sheet(t *testing.T, s apptest.Someone, lines ...object) {
	t.Helper()
	var out struct{ Flagged int }
	got := do(t, s, http.MethodPut, "/sheet", object{"lines": lines}, 200)
	if got.Into(t, &out); out.Flagged > 0 {
		t.Fatalf("%s", got.Body)
	}
}

// A sheet is one revision with its prices and stock; undoing brings back what nobody changed since, and names the rest.
func TestUndo(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, other := hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Beta", "supplier")
	price := func(amount string) object {
		return object{"currency": "CNY", "amount": amount, "breaks": []object{{"from": "10", "amount": "1"}}, "promotion": "Autumn"}
	}
	sheet(t, supplier, object{"sku": "A", "name": "Anchor", "price": price("10"), "stock": "5"}, object{"sku": "B", "name": "Bolt", "brand": "Old"}, object{"sku": "C", "name": "Clamp", "stock": "1"})
	sheet(t, supplier, object{"sku": "A", "name": "Big anchor", "clear": []string{"price"}, "stock": "7"}, object{"sku": "B", "name": "Bolt", "brand": "New", "mpn": "N1", "price": price("3")},
		object{"sku": "C", "withdrawn": true}, object{"sku": "D", "name": "Drill"}, object{"sku": "E", "name": "Eye"})
	sheet(t, supplier, object{"sku": "A", "name": "Big anchor"}) // which changes nothing
	past := revisions(t, supplier)
	if len(past) != 2 || past[0].Cause != "sheet" || past[0].Items != 5 || !past[0].Undoable || past[1].Items != 3 {
		t.Fatalf("%+v", past)
	}
	if past[1].First.SKU != "A" || past[1].First.Name != "Big anchor" {
		t.Errorf("the first of a revision is %+v", past[1].First)
	}
	later := hub.Clock.Now().Add(time.Hour).Format(time.RFC3339)
	for query, want := range map[string]int{"from=" + later: 0, "to=" + later: 2, "cause=import": 0} {
		var seen struct{ Items []revisionAnswer }
		do(t, supplier, http.MethodGet, "/revisions?"+query, nil, 200).Into(t, &seen)
		if len(seen.Items) != want {
			t.Errorf("%s: %+v", query, seen.Items)
		}
	}
	var changes struct {
		Items []struct {
			SKU     string
			Created bool
			Changes []struct{ Field, Before, After string }
		}
	}
	do(t, supplier, http.MethodGet, "/revisions/"+past[0].ID+"/changes", nil, 200).Into(t, &changes)
	told := fmt.Sprint(changes)
	for _, want := range []string{"{name Anchor Big anchor} {breaks 10:1 } {price 10 CNY } {promotion Autumn } {stock 5 7}", "{brand Old New} {mpn  N1} {breaks  10:1} {price  3 CNY} {promotion  Autumn}", "{C false [{state active withdrawn}]}", "{D true "} {
		if !strings.Contains(told, want) {
			t.Errorf("%s is not in %s", want, told)
		}
	}

	// Since then somebody changed a brand, a stock and an item that the revision made.
	sheet(t, supplier, object{"sku": "A", "name": "Big anchor", "stock": "9"}, object{"sku": "B", "name": "Bolt", "brand": "Newest", "mpn": "N1"}, object{"sku": "E", "name": "Eyelet"})
	do(t, other, http.MethodPost, "/revisions/"+past[0].ID+"/undo", nil, 404)
	do(t, other, http.MethodGet, "/revisions/"+past[0].ID+"/changes", nil, 404)
	do(t, supplier.Colleague(t, "Mar", "marketing"), http.MethodPost, "/revisions/"+past[0].ID+"/undo", nil, 403)
	var undone undoAnswer
	do(t, supplier, http.MethodPost, "/revisions/"+past[0].ID+"/undo", nil, 200).Into(t, &undone)
	slices.SortFunc(undone.KeptFields, func(a, b struct{ SKU, Field string }) int { return strings.Compare(a.SKU, b.SKU) })
	if undone.Restored != 4 || undone.Kept != 3 || fmt.Sprint(undone.KeptFields) != "[{A stock} {B brand} {E state}]" {
		t.Errorf("%+v", undone)
	}
	want := map[string]string{"A": "Anchor active 10.000000 9", "B": "Bolt active  ", "C": "Clamp active  1", "E": "Eyelet active  "}
	if got := standing(t, supplier); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := do(t, supplier, http.MethodPost, "/revisions/"+past[0].ID+"/undo", nil, 409); got.Code() != "catalog.already_undone" {
		t.Errorf("%s", got.Body)
	}
	past = revisions(t, supplier)
	if past[0].ID != undone.Revision || past[0].Cause != "undo" || past[0].Kept != 3 || past[0].Source != past[2].ID || past[2].UndoneBy != past[0].ID || past[2].Undoable {
		t.Errorf("%+v", past)
	}

	// Undoing the undoing does it again.
	do(t, supplier, http.MethodPost, "/revisions/"+undone.Revision+"/undo", nil, 200)
	want = map[string]string{"A": "Big anchor active  9", "B": "Bolt active 3.000000 ", "D": "Drill active  ", "E": "Eyelet active  "}
	if got := standing(t, supplier); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}

	// Each revision was told once, and nothing stands in what was told.
	conn, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	var events, objects int
	var payload string
	err = conn.QueryRow(t.Context(), "SELECT count(*), count(DISTINCT object), max(payload::text) FROM hub.outbox_event WHERE topic = 'catalog.items_changed'").Scan(&events, &objects, &payload)
	if all := revisions(t, supplier); err != nil || events != len(all) || objects != len(all) || payload != "{}" && payload != "null" {
		t.Errorf("%d events of %d revisions, with %s: %v", events, len(all), payload, err)
	}
}

// standing is name, state, price and stock of the items that are for sale, by SKU.
func standing(t *testing.T, s apptest.Someone) map[string]string {
	t.Helper()
	var out struct {
		Items []struct {
			SKU, Name, State, Stock string
			Price                   struct{ Amount string }
		}
	}
	do(t, s, http.MethodGet, "/sheet", nil, 200).Into(t, &out)
	found := map[string]string{}
	for _, i := range out.Items {
		found[i.SKU] = i.Name + " " + i.State + " " + i.Price.Amount + " " + i.Stock
	}
	return found
}

func TestBulk(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	do(t, supplier, http.MethodPut, "/categories", bolts, 200)
	var ids []string
	for i := range 4 {
		ids = append(ids, made(t, supplier, object{"sku": fmt.Sprintf("S-%d", i), "name": "Thing", "brand": "Old"}).ID)
	}
	weighed := made(t, supplier, object{"sku": "W", "name": "Ham", "brand": "Old", "unit": "KGM", "catch_weight": true, "nominal_weight": "2"})
	type outcome struct {
		Matched, Changed, Unchanged, Flagged int
		Problems                             []struct {
			SKU      string
			Problems []struct{ Path, Code string }
		}
		Revision string
	}
	bulk := func(body object) (out outcome) {
		t.Helper()
		do(t, supplier, http.MethodPost, "/items/bulk", body, 200).Into(t, &out)
		return out
	}
	set := object{"category": "bolts", "unit": "XBX", "attributes": []object{{"key": "length", "value": "3 cm"}}}
	before := len(revisions(t, supplier))
	try := bulk(object{"filter": object{"brand": "Old"}, "set": set, "dry_run": true})
	if try.Matched != 5 || try.Changed != 4 || try.Flagged != 1 || try.Problems[0].SKU != "W" || try.Problems[0].Problems[0].Path != "/unit" || try.Revision != "" {
		t.Errorf("%+v", try)
	}
	if len(revisions(t, supplier)) != before {
		t.Error("a try left something")
	}
	if got := do(t, supplier, http.MethodPost, "/items/bulk", object{"filter": object{"brand": "Old"}, "set": set, "expected": 6}, 409); got.Code() != "catalog.filter_moved" {
		t.Errorf("%s", got.Body)
	}
	done := bulk(object{"filter": object{"brand": "Old"}, "set": set, "expected": 5})
	if done.Changed != 4 || done.Flagged != 1 || done.Revision == "" {
		t.Errorf("%+v", done)
	}
	if again := bulk(object{"items": ids, "set": set}); again.Unchanged != 4 || again.Revision != "" {
		t.Errorf("%+v", again)
	}
	item, _ := get(t, supplier, ids[0])
	if item.Category != "bolts" || item.Unit != "XBX" || item.Attributes[0].Value != "30" {
		t.Errorf("%+v", item)
	}
	if gone := bulk(object{"items": ids[:2], "set": object{"state": "withdrawn"}}); gone.Changed != 2 {
		t.Errorf("%+v", gone)
	}
	if brand := bulk(object{"filter": object{"state": "all"}, "set": object{"brand": "", "attributes": []object{{"key": "length", "value": ""}}}}); brand.Matched != 5 || brand.Changed != 5 {
		t.Errorf("%+v", brand)
	}
	if item, _ := get(t, supplier, ids[0]); item.State != "withdrawn" || len(item.Attributes) != 0 {
		t.Errorf("%+v", item)
	}
	do(t, supplier, http.MethodPost, "/revisions/"+done.Revision+"/undo", nil, 200)
	if item, _ := get(t, supplier, ids[0]); item.Category != "general" || item.Unit != "H87" {
		t.Errorf("%+v", item)
	}
	if item, _ := get(t, supplier, weighed.ID); item.Unit != "KGM" || item.Nominal != "2" {
		t.Errorf("%+v", item)
	}
	for _, body := range []object{{"set": set}, {"items": ids, "filter": object{}, "set": set}, {"items": ids, "set": object{}}} {
		do(t, supplier, http.MethodPost, "/items/bulk", body, 422)
	}
}

func pictures(t *testing.T) (opaque, photo []byte) {
	t.Helper()
	canvas := image.NewNRGBA(image.Rect(0, 0, 800, 400))
	for x := range 800 {
		for y := range 400 {
			canvas.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), 7, 255})
		}
	}
	var p, j bytes.Buffer
	if err := png.Encode(&p, canvas); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&j, canvas, nil); err != nil {
		t.Fatal(err)
	}
	return p.Bytes(), j.Bytes()
}

// bomb is a PNG that says it has 60,000 by 60,000 pixels.
var bomb, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAA6mAAAOpgCAIAAAAPsOIVAAAAAElFTkSuQmCC")

const paper = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"

func TestMedia(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier, buyer, stranger := hub.Company(t, "Alpha", "supplier"), hub.Company(t, "Shop", "buyer"), hub.Company(t, "Lurker", "buyer")
	rival := hub.Company(t, "Beta", "supplier")
	shown := made(t, supplier, object{"sku": "A", "name": "Anchor", "category": "shown"})
	hidden := made(t, supplier, object{"sku": "B", "name": "Bolt", "category": "hidden"})
	opaque, photo := pictures(t)
	at := func(item string) string { return "/items/" + item + "/media" }
	add := func(item, name string, body []byte) string {
		t.Helper()
		var out struct{ ID string }
		do(t, supplier, http.MethodPost, at(item)+"?name="+name+"&alt=What+it+shows", body, 201, "Content-Type", "application/octet-stream").Into(t, &out)
		return out.ID
	}
	first, second, document, secret := add(shown.ID, "a.png", opaque), add(shown.ID, "b.txt", photo), add(shown.ID, "c.pdf", []byte(paper)), add(hidden.ID, "d.png", opaque)

	for name, row := range map[string]struct {
		body []byte
		code string
	}{
		"bomb": {bomb, "catalog.media_pixels"}, "svg": {[]byte("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"), "catalog.media_format"},
		"page": {[]byte("<!doctype html><script>alert(1)</script>"), "catalog.media_format"}, "half a picture": {opaque[:len(opaque)/2], "catalog.media_format"},
		"a picture and a page": {append(bytes.Clone(opaque), "<script>alert(1)</script>"...), "catalog.media_format"}, "half a document": {[]byte("%PDF-1.7\n1 0 obj\n"), "catalog.media_format"},
		"a document and a page": {[]byte(paper + "<script>alert(1)</script>"), "catalog.media_format"}, "nothing": {nil, "catalog.media_format"},
	} {
		got := supplier.Do(t, http.MethodPost, supplier.Path(at(shown.ID)+"?name=x.png"), row.body, "Content-Type", "image/png")
		if got.Code() != row.code {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}

	item, _ := get(t, supplier, shown.ID)
	if len(item.Media) != 3 || item.Media[0].ID != first || item.Media[1].Type != "image/jpeg" || item.Media[2].Kind != "document" || item.Media[0].Alt != "What it shows" {
		t.Fatalf("%+v", item.Media)
	}
	got := do(t, supplier, http.MethodGet, at(shown.ID)+"/"+first, nil, 200)
	if !bytes.Equal(got.Body, opaque) || got.Header.Get("Content-Type") != "image/png" || !strings.Contains(got.Header.Get("Content-Security-Policy"), "sandbox") ||
		!strings.HasPrefix(got.Header.Get("Cache-Control"), "private") || got.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d bytes, %v", len(got.Body), got.Header)
	}
	if got := do(t, supplier, http.MethodGet, at(shown.ID)+"/"+document, nil, 200); !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", got.Header)
	}
	small, err := jpeg.DecodeConfig(bytes.NewReader(do(t, supplier, http.MethodGet, at(shown.ID)+"/"+second+"/thumbnail", nil, 200).Body))
	if err != nil || small.Width != 320 || small.Height != 160 {
		t.Errorf("%+v %v", small, err)
	}
	do(t, supplier, http.MethodGet, at(shown.ID)+"/"+document+"/thumbnail", nil, 404)
	do(t, supplier, http.MethodGet, at(shown.ID)+"/"+secret, nil, 404)
	do(t, rival, http.MethodGet, at(shown.ID)+"/"+first, nil, 404)
	do(t, rival, http.MethodDelete, at(shown.ID)+"/"+first, nil, 404)

	do(t, supplier, http.MethodPut, at(shown.ID)+"/order", object{"media": []string{document, document}}, 422)
	do(t, supplier, http.MethodPut, at(shown.ID)+"/order", object{"media": []string{document, secret}}, 422)
	do(t, supplier, http.MethodPut, at(shown.ID)+"/order", object{"media": []string{document, second}}, 200)
	do(t, supplier, http.MethodPatch, at(shown.ID)+"/"+second, object{"title": "Side", "alt": ""}, 200)
	if item, _ := get(t, supplier, shown.ID); item.Media[0].ID != document || item.Media[1].Title != "Side" || item.Media[1].Alt != "" || item.Media[2].ID != first {
		t.Errorf("%+v", item.Media)
	}

	// All of this stands in the history, and each act is undone by itself.
	past := revisions(t, supplier)
	var changed struct {
		Items []struct {
			Changes []struct{ Field, Before, After string }
		}
	}
	do(t, supplier, http.MethodGet, "/revisions/"+past[0].ID+"/changes", nil, 200).Into(t, &changed)
	if told := fmt.Sprint(changed); told != "{[{[{media c.pdf (What it shows), b.txt (What it shows), a.png (What it shows) c.pdf (What it shows), b.txt – Side, a.png (What it shows)}]}]}" {
		t.Errorf("%s", told)
	}
	files := func() string {
		item, _ := get(t, supplier, shown.ID)
		var names []string
		for _, m := range item.Media {
			names = append(names, strings.TrimSpace(m.Name+" "+m.Title))
		}
		return strings.Join(names, ", ")
	}
	undo := func(of string, kept int, want string) {
		t.Helper()
		var done undoAnswer
		do(t, supplier, http.MethodPost, "/revisions/"+of+"/undo", nil, 200).Into(t, &done)
		if got := files(); got != want || done.Kept != kept {
			t.Errorf("%q, %+v; want %q", got, done, want)
		}
	}
	undo(past[1].ID, 0, "a.png, b.txt Side, c.pdf")
	undo(past[0].ID, 0, "a.png, b.txt, c.pdf")
	var gone struct{ Revision string }
	do(t, supplier, http.MethodDelete, at(shown.ID)+"/"+first, nil, 200).Into(t, &gone)
	do(t, supplier, http.MethodGet, at(shown.ID)+"/"+first, nil, 404)
	removed := revisions(t, supplier)[0].ID
	if gone.Revision != removed {
		t.Errorf("the removal is %q, not %q", gone.Revision, removed)
	}
	undo(removed, 0, "a.png, b.txt, c.pdf")
	if got := do(t, supplier, http.MethodGet, at(shown.ID)+"/"+first, nil, 200); !bytes.Equal(got.Body, opaque) {
		t.Error("the picture that came back is another")
	}
	do(t, rival, http.MethodPost, "/revisions/"+removed+"/undo", nil, 404)

	// A buyer opens what lies at items that it sees, and documents where they are shown.
	do(t, supplier, http.MethodPut, "/profile", object{"name": "Alpha", "listed": true, "accepting": true}, 200)
	apply(t, buyer, supplier)
	offered := func(item string) string { return "/suppliers/" + supplier.Company.ID.String() + at(item) }
	do(t, buyer, http.MethodGet, offered(shown.ID), nil, 404)
	decide(t, supplier, buyer, object{"categories": []string{"shown"}, "price": "none", "stock": "none", "documents": false})
	var seen struct{ Media []struct{ ID string } }
	do(t, buyer, http.MethodGet, offered(shown.ID), nil, 200).Into(t, &seen)
	if len(seen.Media) != 2 || seen.Media[0].ID != first || seen.Media[1].ID != second {
		t.Errorf("%+v", seen)
	}
	if got := do(t, buyer, http.MethodGet, offered(shown.ID)+"/"+first, nil, 200); !bytes.Equal(got.Body, opaque) {
		t.Error("the picture is another")
	}
	do(t, buyer, http.MethodGet, offered(shown.ID)+"/"+first+"/thumbnail", nil, 200)
	for _, path := range []string{offered(shown.ID) + "/" + document, offered(hidden.ID), offered(hidden.ID) + "/" + secret, offered(shown.ID) + "/" + secret} {
		do(t, buyer, http.MethodGet, path, nil, 404)
	}
	do(t, stranger, http.MethodGet, offered(shown.ID)+"/"+first, nil, 404)
	decide(t, supplier, buyer, object{"categories": []string{"shown"}, "documents": true})
	do(t, buyer, http.MethodGet, offered(shown.ID)+"/"+document, nil, 200)
	do(t, supplier, http.MethodPost, "/items/"+shown.ID+"/withdraw", nil, 200)
	do(t, buyer, http.MethodGet, offered(shown.ID)+"/"+first, nil, 404)

	do(t, supplier, http.MethodPost, "/items/"+shown.ID+"/restore", nil, 200)
	do(t, supplier, http.MethodDelete, at(shown.ID)+"/"+first, nil, 200)
	do(t, buyer, http.MethodGet, offered(shown.ID)+"/"+first, nil, 404)

	// What lies in the hub's own network is not fetched.
	for address, ok := range map[string]bool{"https://127.0.0.1/x.png": true, "https://169.254.169.254/x.png": true, "http://example.org/x.png": false, "file:///etc/passwd": false} {
		got := supplier.Do(t, http.MethodPost, supplier.Path(at(shown.ID)+"/from-address"), object{"address": address})
		if !ok {
			if got.Status != 422 {
				t.Errorf("%s: %d %s", address, got.Status, got.Body)
			}
			continue
		}
		var run struct {
			ID, State string
			Problem   *struct{ Code string }
		}
		got.Into(t, &run)
		for deadline := time.Now().Add(90 * time.Second); run.State != "failed" && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			supplier.Do(t, http.MethodGet, supplier.Path("/jobs/"+run.ID), nil).Into(t, &run)
		}
		if run.Problem == nil || run.Problem.Code != "catalog.media_not_fetched" {
			t.Errorf("%s: %+v", address, run)
		}
	}

	// After thirty days it is gone, with what lay in the store, and nothing brings it back.
	hub.Clock.Advance(29 * 24 * time.Hour)
	for _, rest := range []int{1, 0} {
		if err := hub.Media.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := removedFiles(t, hub); got != rest {
			t.Errorf("%d removed files are kept, want %d", got, rest)
		}
		hub.Clock.Advance(2 * 24 * time.Hour)
	}
}

// apply fills the buyer's company file and sends it to a supplier.
func apply(t *testing.T, buyer, supplier apptest.Someone) {
	t.Helper()
	do(t, buyer, http.MethodPut, "/file", object{"legal_name": "Shop", "country": "GB", "tax_number": "GB 980780684", "phone": "+44 20 7946 0000", "email": "office@shop.example",
		"contacts": []object{{"name": "Lin", "email": "lin@example.com"}}, "trades": []string{"office"}}, 200)
	do(t, buyer, http.MethodPost, "/file/documents?kind=licence&name=licence.pdf", []byte(paper), 201)
	do(t, buyer, http.MethodPost, "/applications", object{"suppliers": []string{supplier.Company.ID.String()}, "note": "Hello."}, 200)
}

// decide approves a buyer, or gives one that is approved another grant.
func decide(t *testing.T, supplier, buyer apptest.Someone, grant object) {
	t.Helper()
	relationship := "/relationships/" + buyer.Company.ID.String()
	got := do(t, supplier, http.MethodGet, relationship, nil, 200)
	var detail struct {
		Row struct {
			State    string
			Customer struct{ ID string }
		}
	}
	if got.Into(t, &detail); detail.Row.State == "approved" {
		do(t, supplier, http.MethodPut, "/grants/customers/"+detail.Row.Customer.ID, grant, 200)
		return
	}
	do(t, supplier, http.MethodPost, relationship+"/decision", object{"decision": "approve", "grant": grant}, 200, "If-Match", got.Header.Get("ETag"))
}

// A price file is one revision, caused by its import; rolling it back is another.
func TestImportsAreRevisions(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	sheet(t, supplier, object{"sku": "A", "name": "Anchor", "price": object{"currency": "CNY", "amount": "10"}})
	var brought struct {
		ID, State string
	}
	do(t, supplier, http.MethodPost, "/imports?name=list.csv", []byte("sku,name,price\nA,Anchor,11\nB,Bolt,2\n"), 201, "Content-Type", "text/csv").Into(t, &brought)
	at := "/imports/" + brought.ID
	settled := func(wanted string) {
		t.Helper()
		for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
			if supplier.Do(t, http.MethodGet, supplier.Path(at), nil).Into(t, &brought); brought.State == wanted {
				return
			}
		}
		t.Fatalf("the import is %s, not %s", brought.State, wanted)
	}
	do(t, supplier, http.MethodPost, at+"/preview", object{"currency": "CNY", "columns": []object{{"index": 0, "field": "sku"}, {"index": 1, "field": "name"}, {"index": 2, "field": "price"}}}, 202)
	settled("judged")
	do(t, supplier, http.MethodPost, at+"/commit", object{"confirm": []string{}}, 202)
	settled("committed")
	past := revisions(t, supplier)
	if len(past) != 2 || past[0].Cause != "import" || past[0].Source != brought.ID || past[0].Items != 2 {
		t.Fatalf("%+v", past)
	}
	got := do(t, supplier, http.MethodGet, "/revisions/"+past[0].ID+"/changes", nil, 200)
	for _, want := range []string{`{"after":"11 CNY","before":"10 CNY","field":"price"}`, `"created":true`} {
		if !bytes.Contains(got.Body, []byte(want)) {
			t.Errorf("%s is not in %s", want, got.Body)
		}
	}
	do(t, supplier, http.MethodPost, at+"/rollback", nil, 202)
	settled("rolled_back")
	past = revisions(t, supplier)
	if len(past) != 3 || past[0].Cause != "rollback" || past[0].Source != brought.ID || past[0].Items != 2 {
		t.Errorf("%+v", past)
	}
	if got := standing(t, supplier); fmt.Sprint(got) != "map[A:Anchor active 10.000000 ]" {
		t.Errorf("%v", got)
	}
}

// More items than a request may change are changed, and brought back, by jobs.
func TestManyAreForJobs(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	for part := range 6 {
		lines := make([]object, 900)
		for i := range lines {
			lines[i] = object{"sku": fmt.Sprintf("S-%d-%d", part, i), "name": "Thing", "brand": "Old"}
		}
		sheet(t, supplier, lines...)
	}
	var began struct {
		Matched int
		Job     struct{ ID string }
	}
	do(t, supplier, http.MethodPost, "/items/bulk", object{"filter": object{"brand": "Old"}, "set": object{"brand": "New"}, "expected": 5400}, 200).Into(t, &began)
	if began.Matched != 5400 || began.Job.ID == "" {
		t.Fatalf("%+v", began)
	}
	waited(t, supplier, began.Job.ID)
	past := revisions(t, supplier)[0]
	if past.Cause != "bulk" || past.Items != 5400 {
		t.Fatalf("%+v", past)
	}
	sheet(t, supplier, object{"sku": "S-0-0", "name": "Thing", "brand": "Newest"})
	do(t, supplier, http.MethodPost, "/revisions/"+past.ID+"/undo", nil, 200).Into(t, &began)
	waited(t, supplier, began.Job.ID)
	if past := revisions(t, supplier)[0]; past.Cause != "undo" || past.Items != 5399 || past.Kept != 1 {
		t.Errorf("%+v", past)
	}
	var list struct{ Total int }
	if do(t, supplier, http.MethodGet, "/items?brand=Old&limit=1", nil, 200).Into(t, &list); list.Total != 5399 {
		t.Errorf("%+v", list)
	}
}

func removedFiles(t *testing.T, hub *apptest.Hub) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM hub.catalog_media_past").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// When a category asks something else of its items their values follow, and follow it back; nothing of them is lost, and no undo brings
// back a number in another unit.
func TestValuesFollowTheirCategory(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	put := func(attributes ...object) (out struct {
		Followed, Unfit int
		Etag            string
	}) {
		t.Helper()
		do(t, supplier, http.MethodPut, "/categories", object{"name": "bolts", "attributes": append([]object{}, attributes...)}, 200).Into(t, &out)
		return out
	}
	length := func(unit string) object {
		return object{"key": "length", "name": "Length", "kind": "number", "unit": unit}
	}
	put(length("MMT"), object{"key": "coating", "name": "Coating", "kind": "text"})
	a := made(t, supplier, object{"sku": "A", "name": "A", "category": "bolts", "attributes": []object{{"key": "length", "value": "40"}, {"key": "coating", "value": "zinc"}}})
	b := made(t, supplier, object{"sku": "B", "name": "B", "category": "bolts", "attributes": []object{{"key": "length", "value": "25"}, {"key": "coating", "value": "gold"}}})
	other := made(t, supplier, object{"sku": "C", "name": "C", "category": "nuts", "attributes": []object{{"key": "length", "value": "25"}}})
	values := func(item string) string {
		t.Helper()
		got, _ := get(t, supplier, item)
		var out []string
		for _, v := range got.Attributes {
			out = append(out, strings.TrimSpace(v.Key+"="+v.Value+" "+v.Unit+" "+v.Problem))
		}
		return strings.Join(out, ", ")
	}
	if got := put(length("CMT"), object{"key": "coating", "name": "Coating", "kind": "choice", "choices": []string{"Zinc", "None"}}); got.Followed != 2 || got.Unfit != 1 {
		t.Errorf("%+v", got)
	}
	for item, want := range map[string]string{a.ID: "length=4 CMT, coating=Zinc", b.ID: "length=2.5 CMT, coating=gold  not_one_of", other.ID: "length=25"} {
		if got := values(item); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	past := revisions(t, supplier)
	if past[0].Cause != "category" || past[0].Source != "bolts" || past[0].Items != 2 || past[0].Undoable {
		t.Errorf("%+v", past[0])
	}
	if got := do(t, supplier, http.MethodPost, "/revisions/"+past[0].ID+"/undo", nil, 409); got.Code() != "catalog.follows_category" {
		t.Errorf("%s", got.Body)
	}
	if got := put(length("CMT"), object{"key": "coating", "name": "Finish", "kind": "choice", "choices": []string{"Zinc", "None"}}); got.Followed != 0 || got.Unfit != 0 {
		t.Errorf("another name alone: %+v", got)
	}
	put(length("MMT"), object{"key": "coating", "name": "Coating", "kind": "text"})
	put()
	for item, want := range map[string]string{a.ID: "coating=Zinc, length=40 mm", b.ID: "coating=gold, length=25 mm"} {
		if got := values(item); got != want {
			t.Errorf("without definitions %q, want %q", got, want)
		}
	}
}

// An item is found by what its category stands for, in Chinese, English and pinyin, as soon as that is said; no longer when it stands for something else.
func TestItemsAreFoundByWhatTheirCategoryStandsFor(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	made(t, supplier, object{"sku": "C0603", "name": "MLCC 10nF X7R", "category": "Caps"})
	made(t, supplier, object{"sku": "X1", "name": "电容测试夹", "category": "Tools"})
	found := func(typed string) string {
		t.Helper()
		var list struct{ Items []struct{ SKU string } }
		do(t, supplier, http.MethodGet, "/items?q="+url.QueryEscape(typed), nil, 200).Into(t, &list)
		var out []string
		for _, i := range list.Items {
			out = append(out, i.SKU)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	describe := func(heading string) {
		t.Helper()
		do(t, supplier, http.MethodPut, "/categories", object{"name": "Caps", "heading": heading, "attributes": []object{}}, 200)
	}
	for _, step := range []struct{ heading, by, want string }{
		{"", "电容", "X1"}, {"8532", "电容", "C0603 X1"}, {"8532", "dianrong", "C0603 X1"}, {"8532", "10nf 电容器", "C0603"}, {"8532", "capacitors x7r", "C0603"}, {"8533", "电容", "X1"}, {"8533", "电阻", "C0603"},
	} {
		if describe(step.heading); found(step.by) != step.want {
			t.Errorf("as %q, %q finds %q, want %q", step.heading, step.by, found(step.by), step.want)
		}
	}
}

// A category of many items is described by a job; until it has ended nothing of it is otherwise.
func TestValuesOfManyFollowInAJob(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	length := func(unit string) object {
		return object{"name": "bolts", "attributes": []object{{"key": "length", "name": "Length", "kind": "number", "unit": unit}}}
	}
	do(t, supplier, http.MethodPut, "/categories", length("MMT"), 200)
	for part := range 6 {
		lines := make([]object, 900)
		for i := range lines {
			lines[i] = object{"sku": fmt.Sprintf("S-%d-%d", part, i), "name": "Thing", "category": "bolts"}
		}
		sheet(t, supplier, lines...)
	}
	var began struct {
		Job struct{ ID string }
	}
	do(t, supplier, http.MethodPost, "/items/bulk", object{"filter": object{"category": "bolts"}, "set": object{"attributes": []object{{"key": "length", "value": "40"}}}}, 200).Into(t, &began)
	waited(t, supplier, began.Job.ID)
	var answer struct {
		Attributes []struct{ Unit string }
		Job        struct{ ID string }
	}
	do(t, supplier, http.MethodPut, "/categories", length("CMT"), 200).Into(t, &answer)
	if answer.Job.ID == "" || answer.Attributes[0].Unit != "MMT" {
		t.Fatalf("%+v", answer)
	}
	waited(t, supplier, answer.Job.ID)
	if past := revisions(t, supplier)[0]; past.Cause != "category" || past.Items != 5400 {
		t.Errorf("%+v", past)
	}
	var list struct{ Items []struct{ ID string } }
	do(t, supplier, http.MethodGet, "/items?limit=1", nil, 200).Into(t, &list)
	if item, _ := get(t, supplier, list.Items[0].ID); item.Attributes[0].Value != "4" || item.Attributes[0].Unit != "CMT" {
		t.Errorf("%+v", item.Attributes)
	}
}

// Those who describe a category at the same time do not overwrite each other, and a value written meanwhile means what it meant.
func TestCategoriesAreDescribedOneAtATime(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	supplier := hub.Company(t, "Alpha", "supplier")
	described := func(unit string) object {
		return object{"name": "bolts", "attributes": []object{{"key": "length", "name": "Length", "kind": "number", "unit": unit}}}
	}
	bolt := func(sku, note string) object {
		return object{"sku": sku, "name": sku, "category": "bolts", "description": note, "attributes": []object{{"key": "length", "value": "40 mm"}}}
	}
	tag := do(t, supplier, http.MethodPut, "/categories", described("MTR"), 200).Header.Get("ETag")
	items := []string{made(t, supplier, bolt("A", "")).ID}
	lengths := map[string]string{"MMT": "40", "CMT": "4"}
	for round := range 4 {
		hub.Clock.Advance(time.Second)
		var all sync.WaitGroup
		answers := map[string]*apptest.Answer{"MMT": {}, "CMT": {}}
		for unit, answer := range answers {
			all.Go(func() {
				*answer = supplier.Do(t, http.MethodPut, supplier.Path("/categories"), described(unit), "If-Match", tag)
			})
		}
		var changed apptest.Answer
		all.Go(func() {
			changed = supplier.Do(t, http.MethodPut, supplier.Path("/items/"+items[0]), bolt("A", fmt.Sprint(round)))
		})
		fresh := make([]itemAnswer, 3)
		for i := range fresh {
			all.Go(func() {
				supplier.Do(t, http.MethodPost, supplier.Path("/items"), bolt(fmt.Sprintf("B-%d-%d", round, i), "")).Into(t, &fresh[i])
			})
		}
		all.Wait()
		if changed.Status != http.StatusOK {
			t.Fatalf("round %d: %d %s", round, changed.Status, changed.Body)
		}
		won := ""
		for unit, got := range answers {
			switch {
			case got.Status == http.StatusOK && won == "":
				won, tag = unit, got.Header.Get("ETag")
			case got.Status != http.StatusPreconditionFailed:
				t.Errorf("round %d: %s: %d %s", round, unit, got.Status, got.Body)
			}
		}
		for _, f := range fresh {
			items = append(items, f.ID)
		}
		for _, item := range items {
			if got, _ := get(t, supplier, item); len(got.Attributes) != 1 || got.Attributes[0].Value != lengths[won] || got.Attributes[0].Unit != won {
				t.Errorf("round %d, %s: %+v, want %s %s", round, got.SKU, got.Attributes, lengths[won], won)
			}
		}
	}
}
