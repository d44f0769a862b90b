package basket

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

const exportName = "comparison_basket_export"

// Mark says for whom a file or a page was made.
type Mark struct {
	Code, Company, Person string
	At                    time.Time
}

func newMark(tx *tenants.Tx) (Mark, error) {
	person, company, err := grant.Actor(tx)
	random := id.NewRandom[id.Event]().String()
	return Mark{strings.ToUpper(random[len(random)-8:]), company, person, tx.Now().Truncate(time.Second)}, err
}

// line is the mark as it stands in a file.
func (m Mark) line() string {
	return "仅供 For: " + m.Company + " · " + m.Person + " · " + m.At.UTC().Format("2006-01-02 15:04") + " UTC · " + m.Code
}

// entries are what the suppliers of a comparison read of it in their logs.
func (c Comparison) entries(buyer id.CompanyID, kind grant.DisclosureKind, mark Mark) []grant.DisclosureEntry {
	read := c.read()
	var out []grant.DisclosureEntry
	for _, s := range c.Suppliers {
		if n := len(read[s.ID]); n > 0 {
			out = append(out, grant.DisclosureEntry{Supplier: s.ID, Buyer: buyer, Kind: kind, Rows: int64(n), Mark: mark.Code, Who: mark.Person})
		}
	}
	return out
}

// Print answers a comparison for paper with its mark; the supplier's logs have it before it leaves.
func (s *Service) Print(ctx context.Context, buyer id.CompanyID, r Request) (Comparison, Mark, error) {
	c, err := s.Compare(ctx, buyer, r)
	if err != nil {
		return Comparison{}, Mark{}, err
	}
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return Comparison{}, Mark{}, err
	}
	var mark Mark
	err = s.db.InScope(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		if mark, err = newMark(tx); err != nil {
			return err
		}
		for _, e := range c.entries(buyer, grant.ByPrint, mark) {
			if err := grant.LogDisclosure(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	return c, mark, err
}

// exportArgs are what an export needs. The seat is of the person who asked: what it may read no longer then, the file does not have.
type exportArgs struct {
	Seat    id.SeatID    `json:"seat"`
	Format  table.Format `json:"format"`
	Request string       `json:"request"`
	Code    string       `json:"code"`
	At      time.Time    `json:"at"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }

// Export starts a file with a comparison. Each supplier's log has it before the work begins.
func (s *Service) Export(ctx context.Context, buyer id.CompanyID, format table.Format, r Request) (job.Run, error) {
	c, err := s.Compare(ctx, buyer, r)
	if err != nil {
		return job.Run{}, err
	}
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return job.Run{}, err
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	text, err := json.Marshal(r)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		mark, err := newMark(tx)
		if err != nil {
			return job.Run{}, err
		}
		for _, e := range c.entries(buyer, grant.ByExport, mark) {
			if err := grant.LogDisclosure(tx, e); err != nil {
				return job.Run{}, err
			}
		}
		data := map[string]any{"lines": len(r.Lines), "mark": mark.Code, "format": string(format)}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "comparison.basket_exported", Data: data}); err != nil {
			return job.Run{}, err
		}
		args := exportArgs{Seat: seat.ID, Format: format, Request: string(text), Code: mark.Code, At: mark.At}
		return job.Start(ctx, tx, exportName, args, "comparison-"+mark.At.Format("2006-01-02")+"-"+mark.Code+"."+string(format))
	})
}

// export writes the comparison as it is at this moment.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	var request Request
	if err := json.Unmarshal([]byte(args.Request), &request); err != nil {
		return job.Result{}, err
	}
	request.Explain = nil
	for i, l := range request.Lines {
		request.Explain = append(request.Explain, key(l, i))
	}
	scope := tenants.Buyer(w.Company, args.Seat).By(w.Person)
	mark := Mark{Code: args.Code, At: args.At}
	var work *reckoning
	err := s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		if mark.Person, mark.Company, err = grant.Actor(tx); err != nil {
			return err
		}
		work, err = s.gather(ctx, tx, w.Company, request)
		return err
	})
	if err != nil {
		return job.Result{}, err
	}
	c, err := s.complete(ctx, work)
	if err != nil {
		return job.Result{}, err
	}
	return w.File(ctx, s.blobs, args.Format.Type(), func(out io.Writer) error { return c.write(out, args.Format, mark) })
}

// columnsOf name themselves in both languages: the job does not know who will read the file.
var columnsOf = []string{
	"行 Line", "需求 Wanted", "数量 Quantity", "单位 Unit", "名次 Rank", "最优 Best", "供应商 Supplier", "货号 SKU", "名称 Name", "订购量 Order", "售卖单位 Sold in", "单价 Price", "币种 Currency",
	"换算 Holds", "猜测 Guess", "真实成本 True cost", "成本币种 Cost currency", "货款 Goods", "多买 Over", "促销 Promotions", "运费 Freight", "小额费 Fee", "起订差额 Minimum", "账期 Payment", "现金折扣 Discount", "等待 Delay",
	"天数 Days", "缺少 Missing",
}

var numericColumns = []int{2, 4, 9, 11, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26}

var termOrder = []TermCode{Goods, Over, Promotion, Freight, Fee, Minimum, Payment, Discount, Delay}

// write writes a row for each offer, and one for each line that has none.
func (c Comparison) write(out io.Writer, format table.Format, mark Mark) error {
	rows := format.New(out, "Comparison", numericColumns...)
	names := map[id.CompanyID]string{}
	for _, s := range c.Suppliers {
		names[s.ID] = s.Name
	}
	all := [][]string{{mark.line()}, columnsOf}
	for i, l := range c.Lines {
		all = append(all, c.rows(i, l, names)...)
	}
	for _, row := range append(all, []string{mark.line()}) {
		if err := rows.Write(row); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (c Comparison) rows(at int, l Line, names map[id.CompanyID]string) [][]string {
	head := []string{strconv.Itoa(at + 1), "", l.Quantity, l.Unit}
	if l.About != nil {
		head[1] = l.About.Name
	}
	if len(l.Cells) == 0 {
		row := append(head, make([]string, len(columnsOf)-len(head))...)
		row[len(row)-1] = string(l.State)
		if l.Problem != "" {
			row[len(row)-1] = string(l.Problem)
		}
		return [][]string{row}
	}
	var out [][]string
	for _, x := range l.Cells {
		row := make([]string, len(columnsOf))
		copy(row, head)
		row[6], row[7], row[8], row[9], row[10] = names[x.Supplier], x.SKU, x.Name, x.Order.String(), x.Unit.Code()
		row[13], row[14], row[27] = x.Holds, tilde(x.Guess), string(x.Why)
		if x.Price != nil {
			row[11], row[12] = x.Price.Unit.Decimal().String(), x.Price.Unit.Currency().Code()
		}
		if x.Why == "" {
			row[4], row[5], row[15], row[16] = strconv.Itoa(x.Rank), string(x.Best), c.Plain(x.Cost), c.Currency.Code()
			for n, code := range termOrder {
				for _, t := range x.Terms {
					if t.Code == code {
						row[17+n] = c.Plain(t.Minor)
					}
				}
			}
			if x.Days != nil {
				row[26] = strconv.Itoa(*x.Days)
			}
		}
		out = append(out, row)
	}
	return out
}

func tilde(is bool) string {
	if is {
		return "≈"
	}
	return ""
}

// Plain is an amount in minor units of the comparison's currency, as the contract writes it.
func (c Comparison) Plain(minor int64) string { return Plain(minor, c.Currency) }
