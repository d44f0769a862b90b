package catalog

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

// exportArgs are what an export needs.
type exportArgs struct {
	Filter filterArgs   `json:"filter"`
	Format table.Format `json:"format"`
	Rows   int64        `json:"rows"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// Export starts a file with the items that a filter finds.
func (s *Service) Export(ctx context.Context, company id.CompanyID, format table.Format, f Filter) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	f.AllCategories = true
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		rows, err := Count(tx, company, f)
		if err != nil {
			return job.Run{}, err
		}
		if err := s.note(ctx, tx, "catalog.items_exported", "", map[string]any{"rows": rows, "format": string(format)}); err != nil {
			return job.Run{}, err
		}
		return job.Start(ctx, tx, exportName, exportArgs{filterArgsOf(f), format, rows}, "items-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// export streams the items into a blob, a batch at a time.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{
	"货号 SKU", "名称 Name", "品牌 Brand", "型号 MPN", "GTIN", "分类 Category", "单位 Unit", "起订量 Minimum", "倍数 Multiple", "交货天数 Lead days", "资料 Data sheet",
	"描述 Description", "系列 Family", "属性 Attributes", "标称重量 Nominal weight", "内盒 Inner", "箱 Case", "托盘 Pallet", "状态 State", "更新时间 Updated",
}

// numeric are the columns with plain numbers.
var numeric = []int{7, 8, 9, 14, 15, 16, 17}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	rows := args.Format.New(out, "Items", numeric...)
	if err := rows.Write(columns); err != nil {
		return err
	}
	for after, done := (id.ItemID{}), int64(0); ; {
		var found []Item
		err := s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			found, err = batchOf(tx, w.Company, args.Filter.filter(), after, batch, false)
			return err
		})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return rows.Close()
		}
		for _, item := range found {
			if err := rows.Write(cells(item)); err != nil {
				return err
			}
		}
		after, done = found[len(found)-1].ID, done+int64(len(found))
		w.Progress(done, max(done, args.Rows))
	}
}

// cells are an item in a file.
func cells(i Item) []string {
	d, details := i.Draft(), i.Details
	values := make([]string, 0, len(details.Attributes))
	for _, key := range details.Attributes.Keys(nil) {
		values = append(values, key+"="+details.Attributes[key].String())
	}
	nominal, packs := "", map[Level]string{}
	if details.CatchWeight {
		nominal = details.Nominal.String()
	}
	for _, p := range details.Packs {
		packs[p.Level] = p.Contains.String()
	}
	return []string{
		d.SKU, d.Name, d.Brand, d.MPN, d.GTIN, d.Category, d.Unit, d.Minimum, d.Multiple, d.LeadDays, d.Datasheet, details.Description, details.Family, strings.Join(values, "; "),
		nominal, packs[Inner], packs[Case], packs[Pallet], string(i.State), i.UpdatedAt.Format(time.RFC3339),
	}
}
