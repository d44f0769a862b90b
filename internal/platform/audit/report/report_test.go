package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	contract "manifold/api/audit"
	jobcontract "manifold/api/job"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/audit/report"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// house is a hub with just what the trail needs.
type house struct {
	db    *tenants.DB
	trail *audit.Trail
	http  report.Handler
	jobs  job.Handler
	blobs string // where results lie
	reg   *job.Registry
}

func build(t *testing.T) *house {
	t.Helper()
	h := &house{db: pgtest.Open(t), blobs: t.TempDir()}
	store, err := blob.NewDisk(h.blobs)
	if err != nil {
		t.Fatal(err)
	}
	if h.trail, err = audit.NewTrail(bytes.Repeat([]byte{3}, seal.KeySize)); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	service := report.NewService(h.db, h.trail, store)
	h.http, h.jobs, h.reg = report.NewHandler(service), job.NewHandler(job.NewService(h.db, store)), job.NewRegistry(h.db, log)
	service.Handle(h.reg)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { audit.NewSealer(h.trail, h.db, log).Run(ctx) })
	t.Cleanup(func() { cancel(); running.Wait() })
	return h
}

func (h *house) work(t *testing.T) {
	t.Helper()
	runner, err := job.NewRunner(h.reg, job.Workers{})
	if err != nil {
		t.Fatal(err)
	}
	if err := runner.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = runner.Stop(context.Background()) })
}

// somebody with a seat in a company of its own.
func somebody(roles ...authz.Role) (id.CompanyID, *authz.Principal) {
	c := id.New[id.Company](time.Now())
	return c, &authz.Principal{Person: id.New[id.Person](time.Now()), Seats: []authz.Seat{
		{ID: id.New[id.Seat](time.Now()), Company: c, Parts: []string{authz.PartSupplier}, Roles: roles},
	}}
}

func (h *house) write(t *testing.T, c id.CompanyID, p *authz.Principal, entries ...audit.Entry) {
	t.Helper()
	err := h.db.InScope(t.Context(), tenants.Supplier(c, p.Seats[0].ID).By(p.Person), func(ctx context.Context, tx *tenants.Tx) error {
		for _, e := range entries {
			if err := h.trail.Write(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatal("not within fifteen seconds: " + what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestListAndVerify(t *testing.T) {
	t.Parallel()
	h := build(t)
	c, me := somebody(authz.Finance)
	other, stranger := somebody(authz.Owner)
	ctx := authz.With(t.Context(), me)
	h.write(t, c, me, audit.Entry{Action: "test.did", Object: "x", Data: map[string]any{"n": 1}}, audit.Entry{Action: "test.also"})
	h.write(t, other, stranger, audit.Entry{Action: "test.foreign"})
	verify := func() contract.VerifyAudit200JSONResponse {
		got, err := h.http.VerifyAudit(ctx, contract.VerifyAuditRequestObject{Company: c})
		if err != nil {
			t.Fatal(err)
		}
		return got.(contract.VerifyAudit200JSONResponse)
	}
	eventually(t, "the seals", func() bool { return verify().Unsealed == 0 })
	if v := verify(); !v.Ok || v.Entries != 2 || v.Head == nil || len(*v.Head) != 64 || v.BrokenAt != nil {
		t.Errorf("verified %+v", v)
	}
	one := 1
	got, err := h.http.ListAudit(ctx, contract.ListAuditRequestObject{Company: c, Params: contract.ListAuditParams{Limit: &one}})
	if err != nil {
		t.Fatal(err)
	}
	first := got.(contract.ListAudit200JSONResponse)
	if len(first.Items) != 1 || first.Next == nil || !first.Items[0].Sealed || first.Items[0].Number == nil || len(*first.Items[0].Hash) != 64 {
		t.Errorf("first page %+v", first)
	}
	did := "test.did"
	got, err = h.http.ListAudit(ctx, contract.ListAuditRequestObject{Company: c, Params: contract.ListAuditParams{Action: &did, Person: &me.Person}})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(got)
	if items := got.(contract.ListAudit200JSONResponse).Items; len(items) != 1 || *items[0].Object != "x" || (*items[0].Data)["n"] != 1.0 || *items[0].Person != me.Person {
		t.Errorf("filtered %s", text)
	}

	if _, err := h.http.ListAudit(authz.With(t.Context(), stranger), contract.ListAuditRequestObject{Company: c}); !errors.Is(err, fault.NotFound) {
		t.Errorf("a stranger reads: %v", err)
	}
	c2, sales := somebody(authz.Sales)
	if _, err := h.http.VerifyAudit(authz.With(t.Context(), sales), contract.VerifyAuditRequestObject{Company: c2}); !errors.Is(err, fault.Forbidden) {
		t.Errorf("a role without the permission reads: %v", err)
	}
}

func (h *house) export(ctx context.Context, t *testing.T, c id.CompanyID, body contract.AuditExport) id.JobID {
	t.Helper()
	got, err := h.http.ExportAudit(ctx, contract.ExportAuditRequestObject{Company: c, Body: &body})
	if err != nil {
		t.Fatal(err)
	}
	started := got.(contract.ExportAudit202JSONResponse)
	if started.State != jobcontract.Waiting || started.Kind != "audit_export" {
		t.Errorf("started %+v", started)
	}
	return started.ID
}

func (h *house) job(ctx context.Context, t *testing.T, c id.CompanyID, j id.JobID) jobcontract.Job {
	t.Helper()
	got, err := h.jobs.GetJob(ctx, jobcontract.GetJobRequestObject{Company: c, Job: j})
	if err != nil {
		t.Fatal(err)
	}
	return jobcontract.Job(got.(jobcontract.GetJob200JSONResponse))
}

func TestExport(t *testing.T) {
	t.Parallel()
	h := build(t)
	c, me := somebody(authz.Owner)
	ctx := authz.With(t.Context(), me)
	entries := make([]audit.Entry, 450) // three pages
	for i := range entries {
		entries[i] = audit.Entry{Action: "test.did", Object: fmt.Sprint(i)}
	}
	for i, formula := range []string{"=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx"} {
		entries[i].Object = formula
	}
	entries[6].Data = map[string]any{"备注": "a,\"b\"\nc"}
	h.write(t, c, me, entries...)
	early := h.export(ctx, t, c, contract.AuditExport{})
	h.write(t, c, me, audit.Entry{Action: "test.later"})
	if _, err := h.jobs.GetJobResult(ctx, jobcontract.GetJobResultRequestObject{Company: c, Job: early}); !errors.Is(err, job.NoResult) {
		t.Errorf("a result before the end: %v", err)
	}
	h.work(t)
	eventually(t, "the file", func() bool { return h.job(ctx, t, c, early).State == jobcontract.Succeeded })
	run := h.job(ctx, t, c, early)
	if run.Done != 450 || run.Total != 450 || run.Result == nil || *run.Result != "/api/companies/"+c.String()+"/jobs/"+early.String()+"/result" {
		t.Errorf("run %+v", run)
	}
	answer, err := h.jobs.GetJobResult(ctx, jobcontract.GetJobResultRequestObject{Company: c, Job: early})
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	if err := answer.VisitGetJobResultResponse(recorder); err != nil {
		t.Fatal(err)
	}
	head := recorder.Header()
	if head.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment; filename=audit-") ||
		head.Get("Content-Length") != fmt.Sprint(recorder.Body.Len()) {
		t.Errorf("headers %v", head)
	}
	text, found := bytes.CutPrefix(recorder.Body.Bytes(), []byte("\ufeff"))
	if !found {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 451 || len(rows[0]) != 11 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	objects := map[string]bool{}
	for _, row := range rows[1:] {
		objects[row[4]] = true
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a cell that a spreadsheet runs: %q", cell)
			}
		}
		if row[9] == "" || len(row[10]) != 64 {
			if row[3] != "test.did" || row[9] != "" {
				t.Errorf("row %q", row)
			}
		}
	}
	if len(objects) != 450 || !objects["'=1+1"] || !objects["'\tx"] || !objects["449"] {
		t.Errorf("%d objects", len(objects))
	}
	_, stranger := somebody(authz.Owner)
	if _, err := h.jobs.GetJobResult(authz.With(t.Context(), stranger), jobcontract.GetJobResultRequestObject{Company: c, Job: early}); !errors.Is(err, fault.NotFound) {
		t.Errorf("a stranger fetches: %v", err)
	}
}

// One key, one export; what was written in between does not matter.
func TestExportIsStartedOncePerKey(t *testing.T) {
	t.Parallel()
	h := build(t)
	c, me := somebody(authz.Owner)
	ctx := tenants.WithKey(authz.With(t.Context(), me), tenants.Key{Value: "export-0001", Operation: "exportAudit"})
	if a, b := h.export(ctx, t, c, contract.AuditExport{}), h.export(ctx, t, c, contract.AuditExport{}); a != b {
		t.Errorf("two jobs %s and %s", a, b)
	}
	got, err := h.jobs.ListJobs(authz.With(t.Context(), me), jobcontract.ListJobsRequestObject{Company: c})
	if err != nil || len(got.(jobcontract.ListJobs200JSONResponse).Items) != 1 {
		t.Errorf("jobs %+v, %v", got, err)
	}
}

// tiny is a store that takes ten bytes a file.
type tiny struct{ blob.Store }

func (s tiny) Put(ctx context.Context, key blob.Key, r io.Reader, _ int64, kind string) (blob.Info, error) {
	return s.Store.Put(ctx, key, r, 10, kind)
}

func TestAFailedExportSaysWhyAndLeavesNoFile(t *testing.T) {
	t.Parallel()
	h := build(t)
	disk, err := blob.NewDisk(h.blobs)
	if err != nil {
		t.Fatal(err)
	}
	service := report.NewService(h.db, h.trail, tiny{disk})
	h.http, h.reg = report.NewHandler(service), job.NewRegistry(h.db, slog.New(slog.DiscardHandler))
	service.Handle(h.reg)
	c, me := somebody(authz.Owner)
	ctx := authz.With(t.Context(), me)
	j := h.export(ctx, t, c, contract.AuditExport{})
	h.work(t)
	eventually(t, "the failure", func() bool { return h.job(ctx, t, c, j).State == jobcontract.Failed })
	run := h.job(ctx, t, c, j)
	if run.Problem == nil || run.Problem.Code != "hub.too_large" || run.Problem.Status != 413 || run.Result != nil {
		t.Errorf("run %+v", run)
	}
	files := 0
	_ = filepath.WalkDir(h.blobs, func(_ string, e os.DirEntry, _ error) error {
		if !e.IsDir() {
			files++
		}
		return nil
	})
	if files != 0 {
		t.Errorf("%d files left", files)
	}
	if _, err := h.jobs.CancelJob(ctx, jobcontract.CancelJobRequestObject{Company: c, Job: j}); !errors.Is(err, job.AlreadyEnded) {
		t.Errorf("cancelled after the end: %v", err)
	}
}

func TestAWaitingExportIsCancelled(t *testing.T) {
	t.Parallel()
	h := build(t)
	c, me := somebody(authz.Owner)
	ctx := authz.With(t.Context(), me)
	j := h.export(ctx, t, c, contract.AuditExport{})
	got, err := h.jobs.CancelJob(ctx, jobcontract.CancelJobRequestObject{Company: c, Job: j})
	if err != nil || got.(jobcontract.CancelJob200JSONResponse).State != jobcontract.Cancelled {
		t.Errorf("cancelled %+v, %v", got, err)
	}
}
