package trading_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

type customerPage struct {
	Total  int
	Next   string
	Counts []struct {
		State string
		Count int
	}
	Items []struct{ ID, Code, Name, State string }
}

func (p customerPage) codes() string {
	var out []string
	for _, c := range p.Items {
		out = append(out, c.Code)
	}
	return strings.Join(out, " ")
}

func listOf(t *testing.T, s apptest.Someone, query string) customerPage {
	t.Helper()
	var p customerPage
	a := s.Do(t, http.MethodGet, s.Path("/customers"+query), nil)
	if a.Status != http.StatusOK {
		t.Fatalf("%s: %d %s", query, a.Status, a.Body)
	}
	a.Into(t, &p)
	return p
}

func TestCustomersAreFoundAndOrdered(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	rep := s.Colleague(t, "Rita Rep", "sales")
	var g struct{ ID string }
	s.Do(t, http.MethodPost, s.Path("/groups"), map[string]any{"name": "Dealers"}).Into(t, &g)
	head := addCustomer(t, s, map[string]any{"code": "30", "name": "Acme", "group": g.ID, "region": "CN-GD", "country": "CN", "tags": []string{"key"}})
	for _, c := range []map[string]any{
		{"code": "10", "name": "Cog 100%", "salesperson": rep.Person.ID.String(), "email": "Cog@Shop.Example"},
		{"code": "20", "name": "Bolt", "head_office": head, "region": "CN"},
		{"name": "Axle_1", "tax_number": "GB 123"},
	} {
		hub.Clock.Advance(time.Second)
		addCustomer(t, s, c)
	}
	for query, want := range map[string]string{
		"": "30  20 10", "?sort=-name": "10 20  30", "?sort=code": " 10 20 30", "?sort=-updated": " 20 10 30",
		"?q=cog%40shop": "10", "?q=100%25": "10", "?q=%25": "10", "?q=e_1": "", "?q=GB": "", "?group=none": " 20 10", "?group=" + g.ID: "30", "?salesperson=none": "30  20",
		"?salesperson=" + rep.Person.ID.String(): "10", "?region=CN": "30 20", "?region=CN-GD": "30", "?tag=key": "30", "?head_office=" + head: "20", "?state=connected": "", "?state=unclaimed": "30  20 10",
	} {
		if p := listOf(t, s, query); p.codes() != want || p.Total != len(p.Items) {
			t.Errorf("%s: %q of %d, want %q", query, p.codes(), p.Total, want)
		}
	}
	for _, sort := range []string{"name", "-name", "code", "-code", "updated", "-updated"} {
		var all []string
		for after := ""; ; {
			p := listOf(t, s, "?limit=1&sort="+sort+"&after="+after)
			all = append(all, p.codes())
			if after = p.Next; after == "" {
				break
			}
		}
		if whole := listOf(t, s, "?sort="+sort).codes(); strings.Join(all, " ") != whole {
			t.Errorf("%s page by page is %q, whole %q", sort, all, whole)
		}
	}
	// A group's name is found nowhere else, and nobody of another company can be named.
	rival := hub.Company(t, "Beta Supply", "supplier")
	if p := listOf(t, rival, ""); p.Total != 0 {
		t.Errorf("a rival sees %d customers", p.Total)
	}
	for field, one := range map[string]string{"group": g.ID, "head_office": head, "salesperson": s.Person.ID.String()} {
		if a := rival.Do(t, http.MethodPost, rival.Path("/customers"), map[string]any{"name": "x", field: one}); a.Status != http.StatusUnprocessableEntity {
			t.Errorf("a rival names our %s: %d %s", field, a.Status, a.Body)
		}
	}
}

func TestACustomerRecord(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	one := addCustomer(t, s, map[string]any{"code": "A-1", "name": "Acme", "tax_number": "GB123456789"})
	two := addCustomer(t, s, map[string]any{"code": "A-2", "name": "Bolt", "head_office": one})
	got := s.Do(t, http.MethodGet, s.Path("/customers/"+one), nil)
	etag := got.Header.Get("ETag")
	for name, row := range map[string]struct {
		body    map[string]any
		headers []string
		status  int
		code    string
	}{
		"a code twice":        {map[string]any{"code": "ａ-2"}, nil, 409, "trading.code_taken"},
		"under its branch":    {map[string]any{"head_office": two}, nil, 409, "trading.head_office_circle"},
		"no name":             {map[string]any{"name": "  "}, nil, 422, "hub.invalid"},
		"no mail":             {map[string]any{"email": "somewhere"}, nil, 422, "hub.invalid"},
		"region abroad":       {map[string]any{"country": "GB", "region": "SE-AB"}, nil, 422, "hub.invalid"},
		"an older version":    {map[string]any{"note": "x"}, []string{"If-Match", `"77"`}, 412, "hub.stale"},
		"nobody's colleague":  {map[string]any{"salesperson": "per_06evk3q2b5vt8h0000000000a0"}, nil, 422, "hub.invalid"},
		"a group that is not": {map[string]any{"group": "grp_06evk3q2b5vt8h0000000000a0"}, nil, 422, "hub.invalid"},
	} {
		if a := s.Do(t, http.MethodPatch, s.Path("/customers/"+one), row.body, row.headers...); a.Status != row.status || a.Code() != row.code {
			t.Errorf("%s: %d %s", name, a.Status, a.Body)
		}
	}
	if a := s.Do(t, http.MethodPatch, s.Path("/customers/"+one), map[string]any{"note": "pays late", "tags": []string{"key"}}, "If-Match", etag); a.Status != http.StatusOK || a.Header.Get("ETag") == etag {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	addCustomer(t, s, map[string]any{"name": "Acme again", "tax_number": "gb 123 456 789"})
	var detail struct {
		Duplicates []struct{ Name string } `json:"possible_duplicates"`
		Branches   []struct{ Code string }
	}
	s.Do(t, http.MethodGet, s.Path("/customers/"+one), nil).Into(t, &detail)
	if len(detail.Duplicates) != 1 || len(detail.Branches) != 1 {
		t.Errorf("%+v", detail)
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/customers/"+one), nil); a.Code() != "trading.customer_has_branches" {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/customers/"+two), nil); a.Status != http.StatusNoContent {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/customers/"+one), nil); a.Status != http.StatusNoContent {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}

func TestManyCustomersAtOnce(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	var ids []string
	for n := range 5 {
		ids = append(ids, addCustomer(t, s, map[string]any{"code": fmt.Sprint(n), "name": fmt.Sprint("Shop ", n)}))
	}
	var g struct{ ID string }
	s.Do(t, http.MethodPost, s.Path("/groups"), map[string]any{"name": "Dealers"}).Into(t, &g)
	var out struct {
		Matched, Changed int
		Skipped          []struct{ Code string }
		Undo             []map[string]any
	}
	act := func(body map[string]any) {
		t.Helper()
		out.Undo, out.Skipped = nil, nil
		a := s.Do(t, http.MethodPost, s.Path("/customers/bulk"), body)
		if a.Status != http.StatusOK {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		a.Into(t, &out)
	}
	act(map[string]any{"customers": ids[:3], "action": "set_group", "group": g.ID})
	if p := listOf(t, s, "?group="+g.ID); out.Changed != 3 || p.codes() != "0 1 2" {
		t.Errorf("%+v %q", out, p.codes())
	}
	act(out.Undo[0])
	if p := listOf(t, s, "?group=none"); p.Total != 5 {
		t.Errorf("undone: %d without a group", p.Total)
	}
	act(map[string]any{"filter": map[string]any{}, "action": "set_head_office", "head_office": ids[0]})
	if out.Matched != 5 || out.Changed != 4 || len(out.Skipped) != 1 || out.Skipped[0].Code != "trading.head_office_circle" {
		t.Errorf("%+v", out)
	}
	act(map[string]any{"customers": ids[:2], "action": "delete"})
	if out.Changed != 1 || out.Skipped[0].Code != "trading.customer_has_branches" || len(out.Undo) != 0 {
		t.Errorf("%+v", out)
	}
	for name, body := range map[string]map[string]any{
		"trading.customers_or_filter": {"action": "block"}, "trading.value_missing": {"customers": ids[:1], "action": "set_group"},
	} {
		if a := s.Do(t, http.MethodPost, s.Path("/customers/bulk"), body); a.Code() != name {
			t.Errorf("%s: %d %s", name, a.Status, a.Body)
		}
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/groups/"+g.ID), nil); a.Status != http.StatusNoContent {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}

func TestGroupsCarryTerms(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	b := hub.Company(t, "Gamma Shop", "buyer")
	var g struct {
		ID      string
		Version int
	}
	s.Do(t, http.MethodPost, s.Path("/groups"), map[string]any{"name": "Dealers", "terms": map[string]any{"currency": "EUR"}}).Into(t, &g)
	if a := s.Do(t, http.MethodPost, s.Path("/groups"), map[string]any{"name": "Dealers"}); a.Code() != "trading.group_name_taken" {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	m := invite(t, s, map[string]any{"channel": "link", "approve": true, "group": g.ID})
	c, _ := claim(t, b, m.token())
	if c.Relationship.State != "approved" || c.Relationship.Terms["currency"] != "EUR" {
		t.Fatalf("%+v", c)
	}
	if a := s.Do(t, http.MethodPut, s.Path("/groups/"+g.ID), map[string]any{"name": "Dealers", "terms": map[string]any{"currency": "SEK"}}, "If-Match", `"9"`); a.Status != http.StatusPreconditionFailed {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if a := s.Do(t, http.MethodPut, s.Path("/groups/"+g.ID), map[string]any{"name": "Dealers", "terms": map[string]any{"currency": "SEK"}}, "If-Match", `"1"`); a.Status != http.StatusOK {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if c, _ := claim(t, b, m.token()); c.Relationship.Terms["currency"] != "SEK" {
		t.Errorf("%+v", c)
	}
	var list struct {
		Items []struct{ Customers, Connected int }
	}
	s.Do(t, http.MethodGet, s.Path("/groups"), nil).Into(t, &list)
	if len(list.Items) != 1 || list.Items[0].Connected != 1 {
		t.Errorf("%+v", list)
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/groups/"+g.ID), nil); a.Status != http.StatusNoContent {
		t.Errorf("%d %s", a.Status, a.Body)
	}
	if c, _ := claim(t, b, m.token()); len(c.Relationship.Terms) != 0 {
		t.Errorf("%+v", c)
	}
}

// TestAnExportComesBackIn: what is written is read again with no loss, and makes no new customers.
func TestAnExportComesBackIn(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	addCustomer(t, s, map[string]any{"code": "=1+1", "name": "Formula", "country": "GB"})
	addCustomer(t, s, map[string]any{"code": "007", "name": "海天", "country": "CN", "region": "CN-ZJ", "tags": []string{"a", "b"}, "terms": map[string]any{"payment": "month_end", "payment_days": 30}})
	for _, format := range []string{"csv", "xlsx"} {
		var run struct{ ID, State string }
		s.Do(t, http.MethodPost, s.Path("/customers/export"), map[string]any{"format": format, "locale": "zh-CN"}).Into(t, &run)
		for range 400 {
			if s.Do(t, http.MethodGet, s.Path("/jobs/"+run.ID), nil).Into(t, &run); run.State == "succeeded" {
				break
			}
			time.Sleep(25 * time.Millisecond)
		}
		file := s.Do(t, http.MethodGet, s.Path("/jobs/"+run.ID+"/result"), nil).Body
		if format == "csv" && !bytes.Contains(file, []byte("'=1+1")) {
			t.Errorf("%s", file)
		}
		i := bring(t, s, "again."+format, string(file))
		i = commit(t, s, i, i.layout())
		if i.Counts != (counts{RowsIn: 2, Merged: 2}) {
			t.Errorf("%s: %+v", format, i.Counts)
		}
	}
	if p := listOf(t, s, "?sort=code"); p.Total != 2 || !slices.Contains([]string{"007 =1+1", "=1+1 007"}, p.codes()) {
		t.Errorf("%d %q", p.Total, p.codes())
	}
}

// TestACancelledImportCountsRight: whatever was done stays, and the rest is flagged, so that no row is lost.
func TestACancelledImportCountsRight(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	var b strings.Builder
	b.WriteString("code,name,country\n")
	const rows = 6000
	for n := range rows {
		fmt.Fprintf(&b, "K%d,Shop %d,GB\n", n, n)
	}
	i := bring(t, s, "long.csv", b.String())
	if a := s.Do(t, http.MethodPost, s.Path("/customer-imports/"+i.ID+"/commit"), i.layout()); a.Status != http.StatusAccepted {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	for i = read(t, s, i.ID); i.State == "running" && i.Counts.Created == 0; i = read(t, s, i.ID) {
		time.Sleep(5 * time.Millisecond)
	}
	if a := s.Do(t, http.MethodPatch, s.Path("/customer-imports/"+i.ID+"/lines"), map[string]any{"lines": []map[string]any{{"line": 2, "drop": true}}}); i.State == "running" && a.Code() != "trading.import_running" {
		t.Errorf("mending while it runs: %d %s", a.Status, a.Body)
	}
	s.Do(t, http.MethodDelete, s.Path("/customer-imports/"+i.ID), nil)
	for range 800 {
		if i = read(t, s, i.ID); i.State != "running" {
			break
		}
		time.Sleep(25 * time.Millisecond)
	}
	if i.Counts.Waiting != 0 || i.Counts.RowsIn != rows || !i.Counts.whole() {
		t.Errorf("%s %+v", i.State, i.Counts)
	}
	if p := listOf(t, s, "?limit=1"); p.Total != i.Counts.Created {
		t.Errorf("%d customers, %d created", p.Total, i.Counts.Created)
	}
	t.Logf("%s %+v", i.State, i.Counts)
	if i.Counts.Flagged == 0 {
		return // it was done before the cancelling arrived
	}
	a := s.Do(t, http.MethodPatch, s.Path("/customer-imports/"+i.ID+"/lines"), map[string]any{"lines": []map[string]any{{"line": rows + 1}}})
	var fixed struct{ Items []struct{ Outcome string } }
	if a.Into(t, &fixed); a.Status != http.StatusOK || fixed.Items[0].Outcome != "created" {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}
