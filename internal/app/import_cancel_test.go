package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
)

// inTheWay runs fn while a transaction of somebody else holds what its statements locked, and undoes them.
func inTheWay(t *testing.T, admin *pgx.Conn, statements []string, fn func()) {
	t.Helper()
	tx, err := admin.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	for _, s := range statements {
		if _, err := tx.Exec(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	fn()
}

// follows looks at an import until it is in a state.
func follows(t *testing.T, s apptest.Someone, i priceImport, state string) (now priceImport) {
	t.Helper()
	within(t, 30*time.Second, i.ID+" is "+state, func() bool {
		now = priceImport{}
		s.Do(t, http.MethodGet, s.Path("/imports/"+i.ID), nil).Into(t, &now)
		return now.State == state
	})
	return now
}

// begins starts the next step of an import and answers its job.
func begins(t *testing.T, s apptest.Someone, i priceImport, step string, body map[string]any) (job string) {
	t.Helper()
	a := s.Do(t, http.MethodPost, s.Path("/imports/"+i.ID+"/"+step), body)
	if a.Status != http.StatusAccepted {
		t.Fatalf("%s: %d %s", step, a.Status, a.Body)
	}
	var begun struct{ Job string }
	a.Into(t, &begun)
	return begun.Job
}

func jobState(t *testing.T, s apptest.Someone, job string) string {
	t.Helper()
	var run struct{ State string }
	s.Do(t, http.MethodGet, s.Path("/jobs/"+job), nil).Into(t, &run)
	return run.State
}

// stops cancels a job.
func stops(t *testing.T, s apptest.Someone, job string) {
	t.Helper()
	if a := s.Do(t, http.MethodDelete, s.Path("/jobs/"+job), nil); a.Status != http.StatusOK {
		t.Fatalf("cancel: %d %s", a.Status, a.Body)
	}
}

// TestACancelledPriceFileLeavesNothing cancels a preview between its lines, a commit between its writes, and a preview that has
// not begun: each goes back to where it was, and a rival is told of none.
func TestACancelledPriceFileLeavesNothing(t *testing.T) {
	hub := apptest.Start(t)
	s, rival := hub.Company(t, "Half Way Supplies", "supplier"), hub.Company(t, "Other Way Supplies", "supplier")
	admin, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close(t.Context()) })
	count := func(table string) (n int) {
		t.Helper()
		if err := admin.QueryRow(t.Context(), "SELECT count(*) FROM hub."+table).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}

	const lines = 4500 // three times as many as are worked on at once, or nearly so
	var file strings.Builder
	file.WriteString("sku,name,price\n")
	for n := range lines {
		fmt.Fprintf(&file, "A-%05d,Article number %d,%d.50\n", n, n, n+1)
	}
	i := bringFile(t, s, "long.csv", file.String())
	var columns []map[string]any
	for _, c := range i.Columns {
		columns = append(columns, map[string]any{"index": c.Index, "field": c.Field})
	}
	choice := map[string]any{"columns": columns, "currency": "EUR"}

	// The last line is somebody else's for the moment, so judging stops before it. No foreign key is looked at, which would lock the import.
	last := fmt.Sprintf(`INSERT INTO hub.integration_import_line (tenant_id, import_id, line, sku, outcome, cells) SELECT tenant_id, id, %d, '', 'new', '{}' FROM hub.integration_import`, lines+1)
	inTheWay(t, admin, []string{"SET LOCAL session_replication_role = replica", last}, func() {
		job := begins(t, s, i, "preview", choice)
		within(t, 20*time.Second, "lines are judged", func() bool { return count("integration_import_line") > 1 })
		for _, path := range []string{"/imports/" + i.ID, "/imports/" + i.ID + "/lines", "/jobs/" + job} {
			if a := rival.Do(t, http.MethodGet, rival.Path(path), nil); a.Status != http.StatusNotFound {
				t.Errorf("a rival is told of %s: %d", path, a.Status)
			}
		}
		if a := rival.Do(t, http.MethodDelete, rival.Path("/jobs/"+job), nil); a.Status != http.StatusNotFound {
			t.Errorf("a rival cancels: %d", a.Status)
		}
		stops(t, s, job)
		if now := follows(t, s, i, "staged"); now.Counts.In != 0 || len(now.Guards) != 0 {
			t.Errorf("%+v", now)
		}
	})
	if n := count("integration_import_line"); n != 0 {
		t.Errorf("%d lines stay of a preview that was cancelled", n)
	}

	i = previewed(t, s, i, nil)
	conserved(t, i, lines)
	inTheWay(t, admin, []string{"LOCK TABLE hub.pricing_list_price IN SHARE MODE"}, func() {
		job := begins(t, s, i, "commit", map[string]any{"confirm": []string{}})
		within(t, 10*time.Second, "the commit runs", func() bool { return jobState(t, s, job) == "running" })
		stops(t, s, job)
		follows(t, s, i, "judged")
	})
	for _, table := range []string{"catalog_item", "pricing_list_price", "inventory_stock", "integration_import_change"} {
		if n := count(table); n != 0 {
			t.Errorf("%d rows of %s stay of a commit that was cancelled", n, table)
		}
	}

	// A job that waits, because two others take up all workers, is cancelled without ever having run.
	small := func() priceImport { return bringFile(t, s, "small.csv", "sku,name,price\nA,Alpha article,1\n") }
	busy, waits := []priceImport{small(), small()}, small()
	inTheWay(t, admin, []string{"LOCK TABLE hub.integration_import_line IN SHARE MODE"}, func() {
		for _, b := range busy {
			job := begins(t, s, b, "preview", choice)
			within(t, 10*time.Second, "the preview runs", func() bool { return jobState(t, s, job) == "running" })
		}
		stops(t, s, begins(t, s, waits, "preview", choice))
	})
	follows(t, s, waits, "staged")
	for _, b := range busy {
		follows(t, s, b, "judged")
	}

	if i = commitImport(t, s, i); i.State != "committed" || count("catalog_item") != lines {
		t.Errorf("after all: %+v, %d items", i, count("catalog_item"))
	}
	var seen struct{ Items []any }
	rival.Do(t, http.MethodGet, rival.Path("/imports"), nil).Into(t, &seen)
	if sheet := rival.Do(t, http.MethodGet, rival.Path("/sheet"), nil); len(seen.Items) != 0 || strings.Contains(string(sheet.Body), "A-00001") {
		t.Errorf("a rival sees %d imports and %s", len(seen.Items), sheet.Body)
	}
}
