package pricing

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

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
	agreed, called := "", ""
	if e.Agreed != nil {
		agreed, called = e.Agreed.String(), e.Called.String()
	}
	return []string{
		e.SKU, e.Name, e.Unit, e.Price.Amount.Currency().Code(), e.Price.Amount.Decimal().String(), rungs(e.Price), written3339(e.From), written3339(e.Until), agreed, called, written3339(e.UpdatedAt),
	}
}

// written3339 is a time in a file; nothing for none.
func written3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// ExportChange starts a file with what a change does, line by line; margins are in it for whoever may read costs.
func (s *Service) ExportChange(ctx context.Context, company id.CompanyID, of id.ChangeSetID, format table.Format) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		set, err := findChange(tx, company, of)
		if err != nil {
			return job.Run{}, err
		}
		if err := s.note(ctx, tx, "pricing.change_exported", of.String(), map[string]any{"name": set.Name, "lines": set.Lines, "format": string(format)}); err != nil {
			return job.Run{}, err
		}
		args := exportChangeArgs{of, format, s.seesCost(ctx, company)}
		return job.Start(ctx, tx, exportChangeName, args, "price-change-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// exportChange streams a change into a blob, a batch at a time.
func (s *Service) exportChange(ctx context.Context, w *job.Work, args exportChangeArgs) (job.Result, error) {
	return w.File(ctx, s.blobs, args.Format.Type(), func(out io.Writer) error { return s.writeChange(ctx, w, args, out) })
}

// changeColumns name themselves in both languages, as columns does; marginColumns are for whoever may read costs.
var (
	changeColumns = []string{
		"货号 SKU", "名称 Name", "价目表 List", "变动 Effect", "原币种 Old currency", "原价 Old price", "原阶梯价 Old breaks", "币种 Currency", "新价 New price", "新阶梯价 New breaks", "百分比 Percent",
		"开始 Valid from", "结束 Valid to",
	}
	marginColumns = []string{"原毛利 % Old margin %", "新毛利 % New margin %", "低于底线 Under floor"}
)

// changeNumeric are the columns of a change with plain numbers.
var changeNumeric = []int{5, 8, 10, 13, 14}

func (s *Service) writeChange(ctx context.Context, w *job.Work, args exportChangeArgs, out io.Writer) error {
	rows := args.Format.New(out, "Change", changeNumeric...)
	head := changeColumns
	if args.Costs {
		head = slices.Concat(changeColumns, marginColumns)
	}
	if err := rows.Write(head); err != nil {
		return err
	}
	for after, done := -1, int64(0); ; {
		var set Change
		var lines []ChangeLine
		err := s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			if set, err = findChange(tx, w.Company, args.Set); err != nil {
				return err
			}
			lines, err = linesOf(tx, w.Company, set, after, batch)
			return err
		})
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := rows.Write(l.cells(args.Costs)); err != nil {
				return err
			}
		}
		if len(lines) < batch {
			return rows.Close()
		}
		after, done = lines[len(lines)-1].Position, done+int64(len(lines))
		w.Progress(done, max(done, int64(set.Lines)))
	}
}

// cells are a line of a change in a file.
func (l ChangeLine) cells(costs bool) []string {
	price := func(p *Price) []string {
		if p == nil {
			return []string{"", "", ""}
		}
		return []string{p.Amount.Currency().Code(), p.Amount.Decimal().String(), rungs(*p)}
	}
	out := slices.Concat([]string{l.SKU, l.Name, cmp.Or(l.TargetName, "基础价 Base"), string(l.Effect())}, price(l.Old), price(l.New))
	percent := ""
	if p, ok := l.Percent(); ok {
		percent = p.String()
	}
	out = append(out, percent, written3339(l.From), written3339(l.Until))
	if !costs {
		return out
	}
	number := func(d *decimal.Decimal) string {
		if d == nil {
			return ""
		}
		return d.String()
	}
	before, after := l.Margins()
	under := ""
	if l.UnderFloor() {
		under = "!"
	}
	return append(out, number(before), number(after), under)
}

// rungs are the breaks of a price in a file.
func rungs(p Price) string {
	var out []string
	for _, b := range p.Breaks {
		out = append(out, b.From.String()+": "+b.Amount.Decimal().String())
	}
	return strings.Join(out, "; ")
}
