package fulfilment

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// Export starts a file with the shipments of a supplier that a filter finds, a row for each line.
func (s *Service) Export(ctx context.Context, supplier id.CompanyID, format table.Format, f Filter) (job.Run, error) {
	scope, err := authz.Acting(ctx, supplier, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "fulfilment.shipments_exported", Data: map[string]any{"format": string(format)}}); err != nil {
			return job.Run{}, err
		}
		today := f.at(tx.Now()).Today.Format(time.DateOnly)
		return job.Start(ctx, tx, exportName, exportArgs{f.Words, f.View, today, format}, "shipments-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// export streams the rows into a blob, a page at a time.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.Blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{
	"送货单号 Delivery note", "订单号 Order", "客户 Customer", "客户参考号 Reference", "状态 State", "承运商 Carrier", "运单号 Tracking", "发货时间 Shipped at", "预计到达 Expected", "收货时间 Received at", "行 Line", "货号 SKU", "名称 Name",
	"单位 Unit", "发货数量 Shipped", "实重 Weight", "收货数量 Counted", "损坏 Damaged", "错货 Wrong", "含税金额 Total", "币种 Currency", "未结差异 Open cases",
}

// numeric are the columns with plain numbers.
var numeric = []int{10, 14, 15, 16, 17, 18, 19, 21}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	rows := args.Format.New(out, "Shipments", numeric...)
	if err := rows.Write(columns); err != nil {
		return err
	}
	today, err := time.Parse(time.DateOnly, args.Today)
	if err != nil {
		return err
	}
	filter, done := Filter{args.Words, args.View, today}, int64(0)
	for request := (page.Request{Limit: page.MaxLimit}); ; {
		var found page.Page[Summary]
		var lines [][]Line
		err := s.DB.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			if found, err = listShipments(tx, ordering.Supplier, w.Company, filter, request); err != nil {
				return err
			}
			lines = make([][]Line, len(found.Items))
			for i, x := range found.Items {
				if lines[i], err = readLines(tx, w.Company, x.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i, x := range found.Items {
			for _, l := range lines[i] {
				if err := rows.Write(x.cells(l)); err != nil {
					return err
				}
			}
		}
		done += int64(len(found.Items))
		w.Progress(done, done)
		if found.Next == "" {
			return rows.Close()
		}
		if request.After, err = page.ParseCursor(found.Next); err != nil {
			return err
		}
	}
}

// cells are a line in a file.
func (s Summary) cells(l Line) []string {
	when := func(t time.Time, layout string) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(layout)
	}
	number := func(d *decimal.Decimal) string {
		if d == nil {
			return ""
		}
		return d.String()
	}
	return []string{
		s.Number, s.OrderNumber, s.Buyer.Name, s.Reference, string(s.State), s.Carrier, strings.Join(s.Tracking, " "), when(s.ShippedAt, time.RFC3339), when(s.ExpectedOn, time.DateOnly), when(s.ReceivedAt, time.RFC3339),
		strconv.Itoa(l.Number), l.SKU, l.Name, l.Unit, l.Shipped.String(), number(l.Weight), number(l.Counted), l.Damaged.String(), l.Wrong.String(), basket.Plain(l.Total(), s.Currency), s.Currency.Code(), strconv.Itoa(s.OpenCases),
	}
}
