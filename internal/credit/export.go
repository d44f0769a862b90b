package credit

import (
	"context"
	"io"
	"strconv"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// Export starts a file with the customers that a filter finds, a row for each.
func (s *Service) Export(ctx context.Context, supplier id.CompanyID, format table.Format, f Filter) (job.Run, error) {
	scope, err := authz.Acting(ctx, supplier, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "credit.exported", Data: map[string]any{"format": string(format)}}); err != nil {
			return job.Run{}, err
		}
		return job.Start(ctx, tx, exportName, exportArgs{f.Words, f.Show, f.Sort, format}, "credit-"+tx.Now().Format(time.DateOnly)+"."+string(format))
	})
}

// export streams the rows into a blob, a page at a time.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.Blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{
	"客户 Customer", "客户代码 Customer code", "币种 Currency", "额度 Limit", "额度截止 Limit until", "敞口 Exposure", "可用 Room", "未清发票 Open invoices", "已交货未开票 Delivered, not invoiced", "在途订单 Ordered", "预付款 Prepaid",
	"已同意的抵扣 Agreed credits", "逾期金额 Overdue", "最早到期 Oldest due", "等待的订单 Orders waiting", "停止赊销 Stopped", "仅预付 Prepaid only",
}

// numeric are the columns with plain numbers.
var numeric = []int{3, 5, 6, 7, 8, 9, 10, 11, 12, 14}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	rows := args.Format.New(out, "Credit", numeric...)
	if err := rows.Write(columns); err != nil {
		return err
	}
	done := int64(0)
	for request := (page.Request{Limit: page.MaxLimit}); ; {
		var found page.Page[Customer]
		err := s.DB.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			found, err = listCustomers(tx, w.Company, Filter{args.Words, args.Show, args.Sort}, request)
			return err
		})
		if err != nil {
			return err
		}
		for _, c := range found.Items {
			if err := rows.Write(c.cells()); err != nil {
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

// cells are a customer in a file.
func (c Customer) cells() []string {
	a := c.Account
	in := func(minor int64) string { return plain(minor, a.Currency) }
	limit, room := "", ""
	if r, limited := a.Room(); limited {
		limit, room = in(*a.Limit), in(r)
	}
	return []string{
		c.Name, c.Code, a.Currency.Code(), limit, shownDay(a.LimitUntil), in(a.Exposure()), room, in(a.Invoiced), in(a.Delivered), in(a.Reserved), in(a.Prepaid), in(a.Agreed), in(c.OverdueAmount), shownDay(c.OldestDue),
		strconv.Itoa(c.Waiting + c.Soft), strconv.FormatBool(a.Stopped), strconv.FormatBool(a.PrepaidOnly),
	}
}

func shownDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
