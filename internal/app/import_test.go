package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// priceImport is what a test looks at of an import.
type priceImport struct {
	ID       string
	State    string
	Problem  string
	Encoding string
	Kept     int
	Columns  []struct {
		Index int
		Field string
		From  string
	}
	Currency  string
	Sheet     int
	ValidFrom string `json:"valid_from"`
	Counts    struct {
		In        int `json:"lines_in"`
		New       int
		Changed   int
		Unchanged int
		Flagged   int
		Dropped   int
		Withdrawn int
		Waiting   int
	}
	Guards []struct {
		Code  string
		Count int
		Of    int
	}
}

// bringFile uploads a price file as it is.
func bringFile(t *testing.T, s apptest.Someone, name, text string) (i priceImport) {
	t.Helper()
	answer := s.Do(t, http.MethodPost, s.Path("/imports?name="+name), []byte(text), "Content-Type", "application/octet-stream")
	if answer.Status != http.StatusCreated {
		t.Fatalf("upload: %d %s", answer.Status, answer.Body)
	}
	answer.Into(t, &i)
	return i
}

// settled waits until no job works on the import.
func settled(t *testing.T, s apptest.Someone, i priceImport) (now priceImport) {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(30 * time.Millisecond) {
		now = priceImport{}
		s.Do(t, http.MethodGet, s.Path("/imports/"+i.ID), nil).Into(t, &now)
		switch now.State {
		case "judging", "committing", "rolling_back":
		default:
			return now
		}
	}
	t.Fatalf("import stays %s", now.State)
	return now
}

// previewed judges a file with the columns as they were guessed.
func previewed(t *testing.T, s apptest.Someone, i priceImport, more map[string]any) priceImport {
	t.Helper()
	columns := []map[string]any{}
	for _, c := range i.Columns {
		column := map[string]any{"index": c.Index, "field": c.Field}
		if c.From != "" {
			column["from"] = c.From
		}
		columns = append(columns, column)
	}
	choice := map[string]any{"columns": columns, "currency": "EUR"}
	for k, v := range more {
		choice[k] = v
	}
	answer := s.Do(t, http.MethodPost, s.Path("/imports/"+i.ID+"/preview"), choice)
	if answer.Status != http.StatusAccepted {
		t.Fatalf("preview: %d %s", answer.Status, answer.Body)
	}
	return settled(t, s, i)
}

func commitImport(t *testing.T, s apptest.Someone, i priceImport, confirm ...string) priceImport {
	t.Helper()
	answer := s.Do(t, http.MethodPost, s.Path("/imports/"+i.ID+"/commit"), map[string]any{"confirm": append([]string{}, confirm...)})
	if answer.Status != http.StatusAccepted {
		t.Fatalf("commit: %d %s", answer.Status, answer.Body)
	}
	return settled(t, s, i)
}

func conserved(t *testing.T, i priceImport, in int) {
	t.Helper()
	c := i.Counts
	if c.In != in || c.New+c.Changed+c.Unchanged+c.Flagged+c.Dropped != in {
		t.Fatalf("%d lines brought, %+v", in, c)
	}
}

func TestAPriceFileComesInAndBackOut(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Import Supplies", "supplier")
	const messy = "Preisliste 2026;;;\r\n;;;\r\nArtikelnummer;Bezeichnung;Preis;Bestand\r\nA-1;Hammer;12,50;7\r\nA-2;S\xe4ge;8,00;0\r\nA-3;Nagel;0,0045;1.000\r\nA-3;Nagel nochmal;0,01;1\r\n;Ohne Nummer;1,00;1\r\nA-4;Auf Anfrage;viel;1\r\n"
	i := bringFile(t, s, "preise.csv", messy)
	if i.Encoding != "windows-1252" || i.State != "staged" {
		t.Errorf("taken for %s, %s", i.Encoding, i.State)
	}
	i = previewed(t, s, i, nil)
	conserved(t, i, 6)
	if i.Counts.New != 3 || i.Counts.Flagged != 3 || len(i.Guards) != 1 || i.Guards[0].Code != "duplicate_lines" {
		t.Fatalf("%+v %+v", i.Counts, i.Guards)
	}
	if refused := s.Do(t, http.MethodPost, s.Path("/imports/"+i.ID+"/commit"), map[string]any{}); refused.Status != http.StatusConflict || refused.Code() != "integration.guard" {
		t.Fatalf("a guard was passed by: %d %s", refused.Status, refused.Body)
	}
	i = commitImport(t, s, i, "duplicate_lines")
	if i.State != "committed" {
		t.Fatalf("%+v", i)
	}
	sheet := func() string { return string(s.Do(t, http.MethodGet, s.Path("/sheet"), nil).Body) }
	for _, want := range []string{"Säge", "12.5", "0.0045", "1000"} {
		if !strings.Contains(sheet(), want) {
			t.Errorf("the sheet has no %s: %s", want, sheet())
		}
	}

	// A flagged line is mended after the commit and comes in at once.
	var lines struct {
		Items []struct {
			Line     int
			Problems []struct{ Field, Code string }
		}
	}
	s.Do(t, http.MethodGet, s.Path("/imports/"+i.ID+"/lines?outcome=flagged"), nil).Into(t, &lines)
	if len(lines.Items) != 3 {
		t.Fatalf("%+v", lines)
	}
	last := lines.Items[2]
	if fixed := s.Do(t, http.MethodPatch, s.Path("/imports/"+i.ID+"/lines"), map[string]any{"lines": []any{map[string]any{"line": last.Line, "cells": []any{map[string]any{"field": "price", "value": "99.90"}}}}}); fixed.Status != http.StatusOK {
		t.Fatalf("fix: %d %s", fixed.Status, fixed.Body)
	}
	if !strings.Contains(sheet(), "99.9") {
		t.Errorf("the mended line is not there: %s", sheet())
	}

	// The same file again changes nothing but says that it is the same.
	again := previewed(t, s, bringFile(t, s, "preise.csv", messy), nil)
	if again.Counts.New+again.Counts.Changed != 0 || again.Counts.Unchanged != 3 || fmt.Sprint(again.Guards) != "[{same_file 1 0} {duplicate_lines 1 6}]" {
		t.Errorf("%+v %+v", again.Counts, again.Guards)
	}

	// A whole catalogue that lacks most items is guarded; with a confirmed guard they go, and come back.
	whole := previewed(t, s, bringFile(t, s, "neu.csv", "Artikelnummer;Bezeichnung;Preis;Bestand\nA-1;Hammer;25,00;7\nB-1;Zange;5,50;2\n"), map[string]any{"whole": true})
	conserved(t, whole, 2)
	if whole.Counts.Withdrawn != 3 || whole.Counts.New != 1 || whole.Counts.Changed != 1 || fmt.Sprint(whole.Guards) != "[{withdraws_share 3 4} {prices_moved 1 2} {half_missing 2 6}]" {
		t.Fatalf("%+v %+v", whole.Counts, whole.Guards)
	}
	whole = commitImport(t, s, whole, "withdraws_share", "prices_moved", "half_missing")
	if strings.Contains(sheet(), "Säge") || !strings.Contains(sheet(), "Zange") {
		t.Errorf("after the whole catalogue: %s", sheet())
	}
	if put := s.Do(t, http.MethodPut, s.Path("/sheet"), map[string]any{"lines": []any{map[string]any{"sku": "B-1", "name": "Zange gross"}}}); put.Status != http.StatusOK {
		t.Fatalf("%d %s", put.Status, put.Body)
	}
	s.Do(t, http.MethodPost, s.Path("/imports/"+whole.ID+"/rollback"), nil)
	whole = settled(t, s, whole)
	if whole.State != "rolled_back" || whole.Kept != 1 {
		t.Errorf("rolled back: %+v", whole)
	}
	if got := sheet(); !strings.Contains(got, "Säge") || !strings.Contains(got, "Zange gross") || !strings.Contains(got, "12.5") || strings.Contains(got, "\"25\"") {
		t.Errorf("after the way back: %s", got)
	}
	if twice := s.Do(t, http.MethodPost, s.Path("/imports/"+whole.ID+"/rollback"), nil); twice.Status != http.StatusConflict {
		t.Errorf("rolled back twice: %d", twice.Status)
	}
}

func TestAnImportWaitsForItsTimeAndIsRefusedPlainly(t *testing.T) {
	hub := apptest.Start(t)
	s := hub.Company(t, "Later Supplies", "supplier")
	i := previewed(t, s, bringFile(t, s, "a.csv", "sku,name,price\nA,Alpha article,1\nB,Beta article,2\n"), nil)
	at := func(d time.Duration) map[string]any {
		return map[string]any{"valid_from": time.Now().Add(d).UTC().Format(time.RFC3339Nano)}
	}
	if past := s.Do(t, http.MethodPost, s.Path("/imports/"+i.ID+"/commit"), at(-time.Minute)); past.Code() != "integration.in_the_past" {
		t.Errorf("the past: %d %s", past.Status, past.Body)
	}
	if later := s.Do(t, http.MethodPost, s.Path("/imports/"+i.ID+"/commit"), at(900*time.Millisecond)); later.Status != http.StatusAccepted {
		t.Fatalf("later: %d %s", later.Status, later.Body)
	}
	if now := settled(t, s, i); now.State != "scheduled" {
		t.Errorf("state %s", now.State)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		if now := settled(t, s, i); now.State == "committed" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("its time came and nothing happened")
		}
	}
	for body, code := range map[string]string{"": "table.empty", "PK\x03\x04broken": "table.damaged", "\x00\x01\x02\x03": "table.binary"} {
		if refused := s.Do(t, http.MethodPost, s.Path("/imports?name=x"), []byte(body), "Content-Type", "application/octet-stream"); refused.Status < 400 || refused.Status >= 500 || !strings.HasPrefix(refused.Code(), "table.") {
			t.Errorf("%q: %d %s, expected %s", body, refused.Status, refused.Code(), code)
		}
	}
	j := bringFile(t, s, "b.csv", "x,y\n1,2\n3,4\n")
	if none := s.Do(t, http.MethodPost, s.Path("/imports/"+j.ID+"/preview"), map[string]any{"columns": []any{map[string]any{"index": 1, "field": "price"}}}); none.Code() != "integration.no_key_column" {
		t.Errorf("no key: %d %s", none.Status, none.Body)
	}
	if gone := s.Do(t, http.MethodDelete, s.Path("/imports/"+j.ID), nil); gone.Status != http.StatusNoContent {
		t.Errorf("delete: %d %s", gone.Status, gone.Body)
	}
	other := hub.Company(t, "Rival Supplies", "supplier")
	if foreign := other.Do(t, http.MethodGet, other.Path("/imports/"+i.ID), nil); foreign.Status != http.StatusNotFound {
		t.Errorf("a rival sees the import: %d", foreign.Status)
	}
}
