package pricing

import (
	"context"
	"io"
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// Export starts a file with the prices of a list.
func (s *Service) Export(ctx context.Context, company id.CompanyID, of id.PriceListID, format table.Format) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		list, err := findList(tx, company, of)
		if err != nil {
			return job.Run{}, err
		}
		if err := s.note(ctx, tx, "pricing.list_exported", of.String(), map[string]any{"name": list.Name, "rows": list.Entries, "format": string(format)}); err != nil {
			return job.Run{}, err
		}
		return job.Start(ctx, tx, exportName, exportArgs{of, format, list.Entries}, "prices-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// export streams a list into a blob, a batch at a time.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{
	"货号 SKU", "名称 Name", "单位 Unit", "币种 Currency", "单价 Price", "阶梯价 Breaks", "开始 Valid from", "结束 Valid to", "约定数量 Agreed", "已提数量 Called", "更新时间 Updated",
}

// numeric are the columns with plain numbers.
var numeric = []int{4, 8, 9}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	rows := args.Format.New(out, "Prices", numeric...)
	if err := rows.Write(columns); err != nil {
		return err
	}
	sku, after := "", id.PriceEntryID{}
	for done := int64(0); ; {
		var found []Entry
		err := s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			found, err = listEntries(tx, w.Company, args.List, "", AnyTime, sku, after, batch)
			return err
		})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return rows.Close()
		}
		for _, e := range found {
			if err := rows.Write(e.cells()); err != nil {
				return err
			}
		}
		last := found[len(found)-1]
		sku, after, done = last.SKU, last.ID, done+int64(len(found))
		w.Progress(done, max(done, args.Rows))
	}
}

// cells are a price in a file.
func (e Entry) cells() []string {
	var breaks []string
	for _, b := range e.Price.Breaks {
		breaks = append(breaks, b.From.String()+": "+b.Amount.Decimal().String())
	}
	agreed, called := "", ""
	if e.Agreed != nil {
		agreed, called = e.Agreed.String(), e.Called.String()
	}
	return []string{
		e.SKU, e.Name, e.Unit, e.Price.Amount.Currency().Code(), e.Price.Amount.Decimal().String(), strings.Join(breaks, "; "), written3339(e.From), written3339(e.Until), agreed, called, written3339(e.UpdatedAt),
	}
}

// written3339 is a time in a file; nothing for none.
func written3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
