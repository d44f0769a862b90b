package inventory

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// Export starts a file with the stock of the items that a filter finds, a row for each item and warehouse, by SKU.
func (s *Service) Export(ctx context.Context, company id.CompanyID, format table.Format, f Filter) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		rows, err := countStock(tx, company, f)
		if err != nil {
			return job.Run{}, err
		}
		if err := s.note(ctx, tx, "inventory.stock_exported", "", map[string]any{"items": rows, "format": string(format)}); err != nil {
			return job.Run{}, err
		}
		return job.Start(ctx, tx, exportName, exportArgs{f.Words, f.Category, f.Show, f.Warehouse.String(), format, rows}, "stock-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// export streams the rows into a blob, a page at a time.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{"货号 SKU", "名称 Name", "分类 Category", "单位 Unit", "仓库 Warehouse", "在库 On hand", "已预留 Reserved", "盘点时间 Counted", "可承诺 Free in all", "在途 Incoming", "交货天数 Lead days"}

// numeric are the columns with plain numbers.
var numeric = []int{5, 6, 8, 10}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	rows := args.Format.New(out, "Stock", numeric...)
	if err := rows.Write(columns); err != nil {
		return err
	}
	filter, done := args.filter(), int64(0)
	for request := (page.Request{Limit: page.MaxLimit}); ; {
		var found page.Page[Item]
		codes := map[id.WarehouseID]string{}
		err := s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) error {
			all, err := warehouses(tx, w.Company)
			if err != nil {
				return err
			}
			for _, warehouse := range all {
				codes[warehouse.ID] = warehouse.Code
			}
			found, err = listStock(tx, w.Company, filter, request)
			return err
		})
		if err != nil {
			return err
		}
		for _, item := range found.Items {
			for _, row := range cells(item, codes, filter.Warehouse) {
				if err := rows.Write(row); err != nil {
					return err
				}
			}
		}
		done += int64(len(found.Items))
		w.Progress(done, max(done, args.Items))
		if found.Next == "" {
			return rows.Close()
		}
		if request.After, err = page.ParseCursor(found.Next); err != nil {
			return err
		}
	}
}

// cells are an item in a file, a row for each warehouse where it is counted, or one without.
func cells(i Item, codes map[id.WarehouseID]string, only id.WarehouseID) [][]string {
	days := ""
	if i.LeadDays != nil {
		days = strconv.Itoa(*i.LeadDays)
	}
	arriving := make([]string, len(i.Incoming))
	for n, a := range i.Incoming {
		arriving[n] = day(a.Due) + ": " + a.Quantity.String()
	}
	row := func(place ...string) []string {
		return append(append([]string{i.SKU, i.Name, i.Category, i.Unit}, place...), i.Free.String(), strings.Join(arriving, "; "), days)
	}
	var out [][]string
	for _, c := range i.Counts {
		if only.IsZero() || c.Warehouse == only {
			out = append(out, row(codes[c.Warehouse], c.OnHand.String(), c.Reserved.String(), c.AsOf.Format(time.RFC3339)))
		}
	}
	if len(out) == 0 {
		out = append(out, row("", "", "", ""))
	}
	return out
}
