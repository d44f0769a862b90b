package comparison

import (
	"context"
	"io"
	"strings"
	"time"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

const exportName = "comparison_export"

// MostPrinted is how many rows a print may have; more is for a file.
const MostPrinted = 2000

var errPrint = fault.Define(fault.KindInvalid, "comparison.too_many_rows", "These are more than 2,000 rows. Narrow them down, or export them into a file.")

// exportArgs are what an export needs. The seat is of the person who asked: if the relationship ends, so does the reading.
type exportArgs struct {
	Supplier id.CompanyID `json:"supplier"`
	Seat     id.SeatID    `json:"seat"`
	Format   table.Format `json:"format"`
	Words    string       `json:"words"`
	Category string       `json:"category"`
	Code     string       `json:"code"` // of the mark; its names are read where it is written
	At       time.Time    `json:"at"`
	Rows     int64        `json:"rows"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }

// newMark marks something for the person of a scope.
func newMark(tx *tenants.Tx) (Mark, error) {
	person, company, err := grant.Actor(tx)
	random := id.NewRandom[id.Event]().String()
	return Mark{Code: strings.ToUpper(random[len(random)-8:]), Company: company, Person: person, At: tx.Now().Truncate(time.Second)}, err
}

// Export starts a file with what one supplier offers. The supplier's log has it before the work begins.
func (s *Service) Export(ctx context.Context, buyer, supplier id.CompanyID, format table.Format, words, category string) (job.Run, error) {
	looking, err := authz.Looking(ctx, buyer, supplier, mayReadOffers)
	if err != nil {
		return job.Run{}, err
	}
	acting, err := authz.Acting(ctx, buyer, mayReadOffers)
	if err != nil {
		return job.Run{}, err
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	rows, err := s.count(ctx, looking, buyer, supplier, words, category)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, acting, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if _, err := grant.InPair(tx, supplier, buyer); err != nil {
			return job.Run{}, err
		}
		mark, err := newMark(tx)
		if err != nil {
			return job.Run{}, err
		}
		entry := grant.DisclosureEntry{Supplier: supplier, Buyer: buyer, Kind: grant.ByExport, Rows: rows, Mark: mark.Code, Who: mark.Person}
		if err := grant.LogDisclosure(tx, entry); err != nil {
			return job.Run{}, err
		}
		data := map[string]any{"rows": rows, "mark": mark.Code, "format": string(format)}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "comparison.offers_exported", Object: supplier.String(), Data: data}); err != nil {
			return job.Run{}, err
		}
		args := exportArgs{Supplier: supplier, Seat: seat.ID, Format: format, Words: words, Category: category, Code: mark.Code, At: mark.At, Rows: rows}
		return job.Start(ctx, tx, exportName, args, "offers-"+mark.At.Format("2006-01-02")+"-"+mark.Code+"."+string(format))
	})
}

// count is how many rows a file or a print would have.
func (s *Service) count(ctx context.Context, looking tenants.Scope, buyer, supplier id.CompanyID, words, category string) (rows int64, err error) {
	err = s.db.Read(ctx, looking, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil || !look.Open() {
			return err
		}
		rows, err = catalog.Count(tx, supplier, view{tx: tx, supplier: supplier, look: look}.filter(words, category))
		return err
	})
	return rows, err
}

// export streams the offers into a blob, a page at a time, each as disclosed at its moment.
func (s *Service) export(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	return w.File(ctx, s.blobs, args.Format.Type(), func(out io.Writer) error { return s.writeFile(ctx, w, args, out) })
}

func (s *Service) writeFile(ctx context.Context, w *job.Work, args exportArgs, out io.Writer) error {
	scope := tenants.Pair(w.Company, args.Supplier, args.Seat).By(w.Person)
	mark := Mark{Code: args.Code, At: args.At}
	err := s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
		mark.Person, mark.Company, err = grant.Actor(tx)
		return err
	})
	if err != nil {
		return err
	}
	sheet := newSheet(mark, args.Format, out)
	request := page.Request{Limit: page.MaxLimit}
	for done := int64(0); ; {
		var offers Offers
		err := s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
			look, err := grant.InPair(tx, args.Supplier, w.Company)
			if err != nil {
				return err
			}
			offers, err = view{tx: tx, supplier: args.Supplier, look: look}.page(args.Words, args.Category, request)
			return err
		})
		if err != nil {
			return err
		}
		if err := sheet.write(offers.Items); err != nil {
			return err
		}
		done += int64(len(offers.Items))
		w.Progress(done, max(args.Rows, done))
		if offers.Next == "" {
			return sheet.close()
		}
		if request.After, err = page.ParseCursor(offers.Next); err != nil {
			return err
		}
	}
}

// Print answers all rows for paper, with their mark, and writes the supplier's log in the same transaction.
func (s *Service) Print(ctx context.Context, buyer, supplier id.CompanyID, words, category string) (Offers, Mark, error) {
	looking, err := authz.Looking(ctx, buyer, supplier, mayReadOffers)
	if err != nil {
		return Offers{}, Mark{}, err
	}
	acting, err := authz.Acting(ctx, buyer, mayReadOffers)
	if err != nil {
		return Offers{}, Mark{}, err
	}
	var mark Mark
	err = s.db.Read(ctx, acting, func(_ context.Context, tx *tenants.Tx) (err error) {
		mark, err = newMark(tx)
		return err
	})
	if err != nil {
		return Offers{}, Mark{}, err
	}
	var out Offers
	err = s.db.InScope(ctx, looking, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil {
			return err
		}
		v := view{tx: tx, supplier: supplier, look: look}
		items, err := catalog.List(tx, supplier, v.filter(words, category), "", MostPrinted+1)
		if err != nil {
			return err
		}
		if len(items) > MostPrinted {
			return errPrint
		}
		out.Epoch, out.Shows = look.Epoch(), look.Shown()
		if out.Items, err = v.offers(items); err != nil {
			return err
		}
		return grant.LogDisclosure(tx, grant.DisclosureEntry{
			Supplier: supplier, Buyer: buyer, Kind: grant.ByPrint, Rows: int64(len(out.Items)), Mark: mark.Code, Who: mark.Person,
		})
	})
	if err != nil {
		return Offers{}, Mark{}, err
	}
	items := make([]id.ItemID, len(out.Items))
	for i, offer := range out.Items {
		items[i] = offer.Item
	}
	s.grants.Saw(ctx, supplier, buyer, items)
	return out, mark, nil
}

// sheetWriter writes offers as a table that says, first and last, for whom it was made.
type sheetWriter struct {
	mark  string
	rows  table.Writer
	began bool
}

// columns name themselves in both languages: the job does not know who will read the file.
var columns = []string{
	"货号 SKU", "名称 Name", "品牌 Brand", "型号 MPN", "GTIN", "分类 Category", "单位 Unit", "起订量 Minimum", "倍数 Multiple",
	"币种 Currency", "单价 Price", "阶梯价 Breaks", "促销 Promotion", "交货天数 Lead days", "库存 Stock", "库存时间 Stock as of", "资料 Data sheet",
}

// numeric are the columns with plain numbers.
var numeric = []int{7, 8, 10, 13}

func newSheet(mark Mark, format table.Format, out io.Writer) *sheetWriter {
	return &sheetWriter{mark: mark.line(), rows: format.New(out, "Offers", numeric...)}
}

// line is the mark as it stands in a file.
func (m Mark) line() string {
	return "仅供 For: " + m.Company + " · " + m.Person + " · " + m.At.UTC().Format("2006-01-02 15:04") + " UTC · " + m.Code
}

func (w *sheetWriter) write(offers []Offer) error {
	if err := w.begin(); err != nil {
		return err
	}
	for _, offer := range offers {
		if err := w.rows.Write(cells(offer)); err != nil {
			return err
		}
	}
	return nil
}

func (w *sheetWriter) begin() error {
	if w.began {
		return nil
	}
	w.began = true
	if err := w.rows.Write([]string{w.mark}); err != nil {
		return err
	}
	return w.rows.Write(columns)
}

func (w *sheetWriter) close() error {
	if err := w.rows.Write([]string{w.mark}); err != nil {
		return err
	}
	return w.rows.Close()
}
