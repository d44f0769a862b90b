package ordering

import (
	"context"
	"io"
	"strconv"
	"time"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// Listed is a page of orders with how many there are in all.
type Listed struct {
	page.Page[Summary]
	Counts Counts
}

// List is a page of the orders of a side.
func (s *Service) List(ctx context.Context, side Side, company id.CompanyID, f Filter, r page.Request) (out Listed, err error) {
	err = s.read(ctx, company, side.reads(), func(tx *tenants.Tx) error {
		if out.Page, err = listOrders(tx, side, company, f, r, side == Buyer); err != nil {
			return err
		}
		out.Counts, err = countOrders(tx, side, company)
		return err
	})
	return out, err
}

// Export starts a file with the orders that a filter finds, a row for each line.
func (s *Service) Export(ctx context.Context, side Side, company id.CompanyID, format table.Format, f Filter) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, side.reads())
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "ordering.orders_exported", Data: map[string]any{"format": string(format)}}); err != nil {
			return job.Run{}, err
		}
		return job.Start(ctx, tx, exportName, exportArgs{side, f.Words, f.Status, f.Waiting, format}, "orders-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// export streams the rows into a blob, a page at a time.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.Blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{
	"订单号 Number", "供应商 Supplier", "客户 Customer", "客户代码 Customer code", "参考号 Reference", "下单时间 Ordered at", "订单状态 Order status", "行 Line", "货号 SKU", "名称 Name", "单位 Unit", "下单数量 Ordered",
	"数量 Quantity", "单价 Price", "单价币种 Currency of the price", "货款 Goods", "优惠 Promotions", "税额 Tax", "币种 Currency", "状态 State", "需要日期 Needed by", "承诺日期 Promised", "说明 Reason",
}

// numeric are the columns with plain numbers.
var numeric = []int{7, 11, 12, 13, 15, 16, 17}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	rows := args.Format.New(out, "Orders", numeric...)
	if err := rows.Write(columns); err != nil {
		return err
	}
	filter, done := Filter{Words: args.Words, Status: args.Status, Waiting: args.Waiting}, int64(0)
	for request := (page.Request{Limit: page.MaxLimit}); ; {
		var found page.Page[Summary]
		var lines []exported
		err := s.DB.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			if found, err = listOrders(tx, args.Side, w.Company, filter, request, false); err != nil {
				return err
			}
			lines, err = listLines(tx, found.Items)
			return err
		})
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := rows.Write(l.cells()); err != nil {
				return err
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
func (e exported) cells() []string {
	in := func(minor int64) string { return basket.Plain(minor, e.Order.Currency) }
	o, l := e.Order, e.Line
	return []string{
		o.Number, o.Supplier.Name, o.Buyer.Name, o.CustomerCode, o.Reference, o.CreatedAt.Format(time.RFC3339), string(o.Status), strconv.Itoa(l.Number), l.SKU, l.Name, l.Unit, l.Ordered.String(), l.Quantity.String(),
		shownPrice(l.Price), l.Price.Currency().Code(), in(l.Goods), in(-l.Saved), in(l.Tax), o.Currency.Code(), string(l.State), shownDay(l.NeededBy), shownDay(l.PromisedOn), l.Reason,
	}
}
