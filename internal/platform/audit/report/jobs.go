package report

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

const (
	exportKind = "audit_export"
	exportType = "text/csv; charset=utf-8"
	mostExport = 4 << 30 // bytes
)

// header names the columns in both languages of the hub: the job does not know who will read the file.
var header = []string{
	"时间 Time (UTC)", "人员 Person", "人员编号 Person ID", "操作 Action", "对象 Object", "内容 Data", "地址 IP", "浏览器 Browser", "请求 Request",
	"链号 Number", "哈希 Hash",
}

type exportArgs struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportKind }

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }

// export streams the trail into a blob: a page is read, written and forgotten.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	key := blob.Key{Company: w.Company, Blob: id.NewRandom[id.Blob]()}
	err := blob.Write(ctx, s.blobs, key, mostExport, exportType, func(out io.Writer) error { return s.write(ctx, w, args, out) })
	if err != nil {
		return job.Result{}, err
	}
	return job.Result{Blob: key.Blob, Type: exportType}, nil
}

func (s *Service) write(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	filter := audit.Filter{From: args.From, To: args.To}
	request := page.Request{Limit: page.MaxLimit}
	var total, done int64
	err := s.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) (err error) {
		total, err = s.trail.Count(ctx, tx, filter)
		return err
	})
	if err != nil {
		return err
	}
	w.Progress(0, total)
	lines := table.NewCSV(out, table.CSVOptions{BOM: true})
	if err := lines.Write(header); err != nil {
		return err
	}
	for {
		var entries page.Page[audit.Listed]
		err := s.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) (err error) {
			entries, err = s.trail.List(ctx, tx, filter, request)
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range entries.Items {
			cells, err := line(e)
			if err != nil {
				return err
			}
			if err := lines.Write(cells); err != nil {
				return err
			}
		}
		done += int64(len(entries.Items))
		w.Progress(done, total)
		if entries.Next == "" {
			return lines.Close()
		}
		if request.After, err = page.ParseCursor(entries.Next); err != nil {
			return err
		}
	}
}

func line(e audit.Listed) ([]string, error) {
	data, err := json.Marshal(e.Data)
	if err != nil {
		return nil, err
	}
	number := ""
	if e.Number > 0 {
		number = strconv.FormatInt(e.Number, 10)
	}
	return []string{
		e.At.Format(time.RFC3339Nano), e.PersonName, e.Person.String(), e.Action, e.Object, string(data), e.Origin.IP, e.Origin.Agent, e.Origin.RequestID,
		number, hex.EncodeToString(e.Hash),
	}, nil
}
