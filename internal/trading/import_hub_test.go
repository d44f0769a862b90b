package trading_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// counts are the figures of an import.
type counts struct {
	RowsIn  int `json:"rows_in"`
	Waiting int
	Created int
	Merged  int
	Flagged int
	Dropped int
}

func (c counts) whole() bool {
	return c.RowsIn == c.Waiting+c.Created+c.Merged+c.Flagged+c.Dropped
}

type imported struct {
	ID     string
	State  string
	Counts counts
	Job    string
	Sheets []struct {
		Name      string
		Rows      int
		HeaderRow int `json:"header_row"`
		Columns   []struct {
			Index             int
			Header            string
			Field, Confidence string
		}
	}
}

// layout is what a screen sends when nobody corrects the guess.
func (i imported) layout() map[string]any {
	var columns []map[string]any
	for _, c := range i.Sheets[0].Columns {
		columns = append(columns, map[string]any{"index": c.Index, "field": c.Field})
	}
	return map[string]any{"sheet": i.Sheets[0].Name, "header_row": i.Sheets[0].HeaderRow, "columns": columns}
}

func bring(t *testing.T, s apptest.Someone, name, content string) imported {
	t.Helper()
	a := s.Do(t, http.MethodPost, s.Path("/customer-imports?name="+name), []byte(content))
	if a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	var i imported
	a.Into(t, &i)
	return i
}

func read(t *testing.T, s apptest.Someone, one string) imported {
	t.Helper()
	var i imported
	a := s.Do(t, http.MethodGet, s.Path("/customer-imports/"+one), nil)
	if a.Status != http.StatusOK {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	a.Into(t, &i)
	return i
}

// commit takes a list in and waits until it is over.
func commit(t *testing.T, s apptest.Someone, i imported, layout map[string]any) imported {
	t.Helper()
	a := s.Do(t, http.MethodPost, s.Path("/customer-imports/"+i.ID+"/commit"), layout)
	if a.Status != http.StatusAccepted {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	for range 1200 {
		if i = read(t, s, i.ID); i.State != "running" {
			return i
		}
		if !i.Counts.whole() {
			t.Errorf("while it runs: %+v", i.Counts)
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("still %s: %+v", i.State, i.Counts)
	return i
}

const list = "客户编码,客户名称,国家,省份,税号,邮箱,手机,联系人,客户分组,总公司,付款方式,币种\r\n" +
	"C-2,上海海天,中国,上海,,a@haitian.example,13800000001,王芳,,C-1,月结30天,人民币\r\n" + // before its head office
	"C-1,海天集团,CN,浙江,91330000MA27XXXX0A,hq@haitian.example,,,,,Net 60,CNY\r\n" +
	",没有编码公司,中国,,,,,,,,,\r\n" +
	"C-3,,中国,,,,,,,,,\r\n" + // no name
	"C-4,坏邮箱,中国,,,not-mail,,,,,,\r\n" +
	"C-1,海天集团,CN,,,,+86 571 0001,,,,,\r\n" // again

func TestACustomerListIsTakenInWhole(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	rival := hub.Company(t, "Beta Supply", "supplier")
	i := bring(t, s, "list.csv", list)
	if i.Sheets[0].Rows != 6 || i.Sheets[0].HeaderRow != 1 {
		t.Errorf("%+v", i.Sheets[0])
	}
	wanted := []string{"code", "name", "country", "region", "tax_number", "email", "phone", "contact_name", "group", "head_office", "payment", "currency"}
	for n, c := range i.Sheets[0].Columns {
		if c.Field != wanted[n] {
			t.Errorf("%s is taken for %s (%s)", c.Header, c.Field, c.Confidence)
		}
	}
	if a := rival.Do(t, http.MethodGet, rival.Path("/customer-imports/"+i.ID), nil); a.Status != http.StatusNotFound {
		t.Errorf("a rival is answered %d", a.Status)
	}
	i = commit(t, s, i, i.layout())
	if i.State != "done" || i.Counts != (counts{RowsIn: 6, Created: 3, Merged: 1, Flagged: 2}) {
		t.Fatalf("%s %+v", i.State, i.Counts)
	}
	if a := s.Do(t, http.MethodPost, s.Path("/customer-imports/"+i.ID+"/commit"), i.layout()); a.Code() != "trading.import_begun" {
		t.Errorf("a second commit: %d %s", a.Status, a.Body)
	}
	var page struct {
		Total int
		Items []struct{ ID, Code, Name, Region, Phone string }
	}
	s.Do(t, http.MethodGet, s.Path("/customers?sort=code"), nil).Into(t, &page)
	if page.Total != 3 || page.Items[1].Code != "C-1" || page.Items[1].Phone != "+86 571 0001" || page.Items[2].Region != "CN-SH" {
		t.Errorf("%+v", page)
	}
	var branch struct {
		Effective map[string]any          `json:"effective_terms"`
		Heads     []struct{ Code string } `json:"head_offices"`
	}
	s.Do(t, http.MethodGet, s.Path("/customers/"+page.Items[2].ID), nil).Into(t, &branch)
	if len(branch.Heads) != 1 || branch.Heads[0].Code != "C-1" || branch.Effective["payment_days"] != 30.0 || branch.Effective["currency"] != "CNY" {
		t.Errorf("%+v", branch)
	}

	// The error grid: what is mended is tried at once, what is dropped stays counted.
	var grid struct {
		Items []struct {
			Line     int
			Outcome  string
			Problems []struct{ Field, Code string }
		}
		Counts counts
	}
	s.Do(t, http.MethodGet, s.Path("/customer-imports/"+i.ID+"/lines?outcome=flagged"), nil).Into(t, &grid)
	if len(grid.Items) != 2 || grid.Items[0].Line != 5 || grid.Items[0].Problems[0].Field != "name" || grid.Items[1].Problems[0].Code != "wrong_form" {
		t.Fatalf("%+v", grid)
	}
	a := s.Do(t, http.MethodPatch, s.Path("/customer-imports/"+i.ID+"/lines"), map[string]any{"lines": []map[string]any{
		{"line": 5, "cells": []map[string]any{{"field": "name", "value": "第三家"}}}, {"line": 6, "drop": true},
	}})
	a.Into(t, &grid)
	if a.Status != http.StatusOK || grid.Counts != (counts{RowsIn: 6, Created: 4, Merged: 1, Dropped: 1}) || grid.Items[0].Outcome != "created" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}

	// The same file again creates nothing.
	again := bring(t, s, "list.csv", list)
	for _, c := range again.Sheets[0].Columns {
		if c.Confidence != "learned" {
			t.Errorf("%s is %s, not learned", c.Header, c.Confidence)
		}
	}
	again = commit(t, s, again, again.layout())
	if again.Counts != (counts{RowsIn: 6, Merged: 4, Flagged: 2}) {
		t.Errorf("again: %+v", again.Counts)
	}
	if a := s.Do(t, http.MethodGet, s.Path("/customer-imports/"+again.ID+"/lines/export"), nil); !strings.Contains(string(a.Body), "not-mail") {
		t.Errorf("the file of flagged lines: %s", a.Body)
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/customer-imports/"+again.ID), nil); a.Status != http.StatusNoContent {
		t.Errorf("forgetting: %d %s", a.Status, a.Body)
	}
	if a := s.Do(t, http.MethodGet, s.Path("/customer-imports/"+again.ID), nil); a.Status != http.StatusNotFound {
		t.Errorf("forgotten: %d", a.Status)
	}
}

func TestTenThousandCustomers(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	var b strings.Builder
	b.WriteString("Customer code,Company name,Country,Email,Phone,VAT number,Parent code\n")
	for n := range 10_000 {
		mail, parent := fmt.Sprintf("buyer%d@shop.example", n), ""
		if n%100 == 7 {
			mail = "broken"
		}
		if n%5 == 4 {
			parent = fmt.Sprintf("K%05d", n-4)
		}
		fmt.Fprintf(&b, "K%05d,Shop number %d Ltd,GB,%s,+44 20 %07d,GB%09d,%s\n", n, n, mail, n, n, parent)
	}
	i := bring(t, s, "ten-thousand.csv", b.String())
	begun := time.Now()
	i = commit(t, s, i, i.layout())
	took := time.Since(begun)
	if i.Counts.RowsIn != 10_000 || i.Counts.Flagged != 100 || i.Counts.Created != 9_900 || !i.Counts.whole() {
		t.Errorf("%s %+v", i.State, i.Counts)
	}
	t.Logf("10,000 lines in %s", took)
	if took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
}
