package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// A system posts its list in one call: the good lines are in, and the same again changes nothing. A guard stops it at the preview.
func TestASystemPostsItsPricesInOneCall(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Feed Supplies", "supplier")
	post := func(name, body, more string) priceImport {
		t.Helper()
		answer := s.Do(t, http.MethodPost, s.Path("/imports?take=true&name="+name+more), []byte(body), "Content-Type", "application/json")
		if answer.Status != http.StatusCreated {
			t.Fatalf("%s: %d %s", name, answer.Status, answer.Body)
		}
		var i priceImport
		answer.Into(t, &i)
		return settled(t, s, i)
	}
	list := `[{"sku":"A","name":"Relay 5 V","price":1.5,"pack":"24","prices":[{"quantity":1,"price":1.5},{"quantity":100,"price":1.2}]},{"sku":"B","name":"Coil","price":2},{"sku":"C","name":"","price":"x"}]`
	first := post("a.json", list, "&currency=EUR")
	conserved(t, first, 3)
	if first.State != "committed" || first.Counts.New != 2 || first.Counts.Flagged != 1 {
		t.Fatalf("%+v", first)
	}
	lines := `{"sku":"A","name":"Relay 5 V","price":4,"currency":"EUR"}` + "\n" + `{"sku":"B","name":"Coil","price":2,"currency":"EUR"}` + "\n"
	if moved := post("b.jsonl", lines, ""); moved.State != "judged" || len(moved.Guards) != 1 || moved.Guards[0].Code != "prices_moved" {
		t.Errorf("a price that moves far: %+v", moved)
	}
	if same := post("c.json", strings.ReplaceAll(list, `,{"sku":"C","name":"","price":"x"}`, ""), "&currency=EUR"); same.State != "judged" || same.Counts.Unchanged != 2 {
		t.Errorf("the same again: %+v", same)
	}
}

// Lines that begin later come in on their day; an import that waits can be given another time.
func TestLinesBeginOnTheirDay(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Later Lines", "supplier")
	i := bringFile(t, s, "a.csv", "sku,name,price,valid from\nA,Alpha article,1,2020-01-01\nB,Beta article,2,2199-01-01\nC,Gamma article,2,2198-01-01\n")
	i = commitImport(t, s, previewed(t, s, i, nil))
	conserved(t, i, 3)
	if i.State != "committed" || i.Counts.Waiting != 2 || !strings.HasPrefix(i.ValidFrom, "2198-01-01") {
		t.Fatalf("%+v", i)
	}
	var sheet struct{ Items []struct{ Sku string } }
	s.Do(t, http.MethodGet, s.Path("/sheet"), nil).Into(t, &sheet)
	if len(sheet.Items) != 1 || sheet.Items[0].Sku != "A" {
		t.Errorf("the sheet holds %+v", sheet.Items)
	}
	j := previewed(t, s, bringFile(t, s, "b.csv", "sku,name,price\nD,Delta article,1\n"), nil)
	commit := func(at time.Time) priceImport {
		t.Helper()
		body := map[string]any{}
		if !at.IsZero() {
			body["valid_from"] = at.UTC().Format(time.RFC3339Nano)
		}
		if answer := s.Do(t, http.MethodPost, s.Path("/imports/"+j.ID+"/commit"), body); answer.Status != http.StatusAccepted {
			t.Fatalf("%d %s", answer.Status, answer.Body)
		}
		return settled(t, s, j)
	}
	year := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	if now := commit(year); now.State != "scheduled" || !strings.HasPrefix(now.ValidFrom, "2100") {
		t.Errorf("%+v", now)
	}
	if now := commit(year.AddDate(1, 0, 0)); now.State != "scheduled" || !strings.HasPrefix(now.ValidFrom, "2101") {
		t.Errorf("another time: %+v", now)
	}
	if back := previewed(t, s, j, nil); back.State != "judged" || back.ValidFrom != "" {
		t.Errorf("back to the preview: %+v", back)
	}
	if now := commit(time.Time{}); now.State != "committed" || now.Counts.New != 1 {
		t.Errorf("at once after all: %+v", now)
	}
}

// A line that says the same again changes nothing; one that says something else is flagged, until somebody settles it.
func TestLinesThatStandTwice(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Twice Supplies", "supplier")
	i := previewed(t, s, bringFile(t, s, "a.csv", "sku,name,price\nA,Alpha article,1\nA,Alpha article,1\nA,Alpha article,2\nB,Beta article,3\n"), nil)
	conserved(t, i, 4)
	if i.Counts.New != 2 || i.Counts.Unchanged != 1 || i.Counts.Flagged != 1 || len(i.Guards) != 1 || i.Guards[0].Code != "duplicate_lines" || i.Guards[0].Count != 1 {
		t.Fatalf("%+v", i)
	}
	fix := map[string]any{"lines": []any{map[string]any{"line": 4, "cells": []any{map[string]any{"field": "sku", "value": "A2"}}}}}
	if answer := s.Do(t, http.MethodPatch, s.Path("/imports/"+i.ID+"/lines"), fix); answer.Status != http.StatusOK {
		t.Fatalf("%d %s", answer.Status, answer.Body)
	}
	if i = settled(t, s, i); len(i.Guards) != 0 || i.Counts.New != 3 {
		t.Errorf("after the fix: %+v", i)
	}
}

// book is a workbook of several sheets, with texts only.
func book(t *testing.T, sheets map[string][][]string, order ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var list, rels strings.Builder
	for n, name := range order {
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, name, n+1, n+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, n+1, n+1)
		var rows strings.Builder
		for r, row := range sheets[name] {
			fmt.Fprintf(&rows, `<row r="%d">`, r+1)
			for c, cell := range row {
				fmt.Fprintf(&rows, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, r+1, cell)
			}
			rows.WriteString("</row>")
		}
		add(fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1), `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows.String()+`</sheetData></worksheet>`)
	}
	add("xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`+list.String()+`</sheets></workbook>`)
	add("xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels.String()+`</Relationships>`)
	add("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Sheets with the same headings are read one behind the other; each names the category of its lines. A cover is passed over.
func TestAllSheetsOfABook(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Sheet Supplies", "supplier")
	head := []string{"货号", "品名", "单价"}
	i := bringFile(t, s, "book.xlsx", book(t, map[string][][]string{
		"Cover":  {{"Price list of spring"}, {"Valid until further notice"}},
		"Screws": {{"Screws and bolts"}, head, {"S1", "六角螺栓", "0.42"}, {"S2", "自攻螺钉", "0.10"}},
		"Nuts":   {head, {"N1", "六角螺母", "0.08"}},
		"Notes":  {{"Note", "By"}, {"Call us", "Lin"}},
	}, "Cover", "Screws", "Nuts", "Notes"))
	i = commitImport(t, s, previewed(t, s, i, map[string]any{"currency": "CNY"}))
	conserved(t, i, 3)
	if i.Counts.New != 3 || i.Sheet != -1 {
		t.Fatalf("%+v", i)
	}
	var sheet struct {
		Items []struct{ Sku, Category string }
	}
	s.Do(t, http.MethodGet, s.Path("/sheet"), nil).Into(t, &sheet)
	text, _ := json.Marshal(sheet.Items)
	if want := `[{"Sku":"N1","Category":"Nuts"},{"Sku":"S1","Category":"Screws"},{"Sku":"S2","Category":"Screws"}]`; string(text) != want {
		t.Errorf("%s, expected %s", text, want)
	}
}

// What a file says of packs and attributes goes back with the rest.
func TestDetailsComeInAndBackOut(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Detail Supplies", "supplier")
	head := "sku,name,long description,case pack,case gtin,price\n"
	first := commitImport(t, s, previewed(t, s, bringFile(t, s, "a.csv", head+"A,Cola 330 ml,Sweet,24,14006381333938,9\nB,Water 1 l,Still,6,,2\n"), nil))
	if first.State != "committed" || first.Counts.New != 2 {
		t.Fatalf("%+v", first)
	}
	second := previewed(t, s, bringFile(t, s, "b.csv", head+"A,Cola 330 ml,Very sweet,12,14006381333938,9\nB,Water 1 l,Still,6,,2\n"), nil)
	if second.Counts.Changed != 1 || second.Counts.Unchanged != 1 {
		t.Fatalf("%+v", second)
	}
	second = commitImport(t, s, second)
	var changes struct {
		Items []struct {
			Changes []struct{ Field, Before, After string }
		}
	}
	s.Do(t, http.MethodGet, s.Path("/imports/"+second.ID+"/lines?outcome=changed"), nil).Into(t, &changes)
	text, _ := json.Marshal(changes.Items)
	if want := `[{"Changes":[{"Field":"description","Before":"Sweet","After":"Very sweet"},{"Field":"pack","Before":"24","After":"12"}]}]`; string(text) != want {
		t.Errorf("%s, expected %s", text, want)
	}
	if answer := s.Do(t, http.MethodPost, s.Path("/imports/"+second.ID+"/rollback"), nil); answer.Status != http.StatusAccepted {
		t.Fatalf("%d %s", answer.Status, answer.Body)
	}
	if back := settled(t, s, second); back.State != "rolled_back" || back.Kept != 0 {
		t.Errorf("%+v", back)
	}
	again := previewed(t, s, bringFile(t, s, "c.csv", head+"A,Cola 330 ml,Sweet,24,14006381333938,9\nB,Water 1 l,Still,6,,2\n"), nil)
	if again.Counts.Unchanged != 2 {
		t.Errorf("it is not as it was: %+v", again)
	}
}

// Pictures are fetched after the commit; one that cannot be had keeps nothing out, and is told: which item, which address, and why.
func TestPicturesOfAPriceFile(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Picture Supplies", "supplier")
	i := bringFile(t, s, "a.csv", "sku,name,image,price\nA,Alpha article,https://127.0.0.1/a.png,1\nB,Beta article,ftp://x/b.png,2\nC,Gamma article,,3\n")
	i = commitImport(t, s, previewed(t, s, i, nil))
	if i.State != "committed" || i.Counts.New != 3 {
		t.Fatalf("%+v", i)
	}
	var job struct{ ID, Kind, State, Result string }
	for deadline := time.Now().Add(30 * time.Second); job.State != "succeeded"; time.Sleep(100 * time.Millisecond) {
		var now struct {
			Job    string
			Counts struct {
				Remarks []struct {
					Code  string
					Lines int64
				}
			}
		}
		s.Do(t, http.MethodGet, s.Path("/imports/"+i.ID), nil).Into(t, &now)
		s.Do(t, http.MethodGet, s.Path("/jobs/"+now.Job), nil).Into(t, &job)
		if job.Kind != "price_pictures" || time.Now().After(deadline) {
			t.Fatalf("%+v", job)
		}
	}
	var now struct {
		Counts struct{ Remarks []struct{ Code string } }
	}
	s.Do(t, http.MethodGet, s.Path("/imports/"+i.ID), nil).Into(t, &now)
	if !slices.ContainsFunc(now.Counts.Remarks, func(r struct{ Code string }) bool { return r.Code == "no_picture" }) {
		t.Errorf("%+v", now.Counts.Remarks)
	}
	var lines struct {
		Items []struct {
			SKU      string `json:"sku"`
			Problems []struct{ Field, Code, Message string }
		}
	}
	s.Do(t, http.MethodGet, s.Path("/imports/"+i.ID+"/lines?outcome=new"), nil).Into(t, &lines)
	told := map[string]string{}
	for _, l := range lines.Items {
		for _, p := range l.Problems {
			told[l.SKU] += p.Field + " " + p.Code + ", "
		}
	}
	if want := map[string]string{"A": "image no_picture, image catalog.media_not_fetched, ", "B": "image no_address, "}; fmt.Sprint(told) != fmt.Sprint(want) {
		t.Errorf("%v", told)
	}
	file := string(s.Do(t, http.MethodGet, job.Result, nil).Body)
	if rows := strings.Split(strings.TrimSpace(file), "\n"); len(rows) != 2 || !strings.Contains(rows[1], "2,A,Alpha article,https://127.0.0.1/a.png,Nothing could be fetched") {
		t.Errorf("%s", file)
	}
}
