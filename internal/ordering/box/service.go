package box

import (
	"context"
	"io"
	"os"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

// mayRead is what the operations ask for.
const mayRead = authz.Permission("box.list.read")

// mostBytes and fileOptions bound what is read; a list of what somebody wants is no catalogue.
const mostBytes = 20 << 20

var fileOptions = table.Options{Rows: 6_000, Columns: 100, Sheets: 50, CellBytes: 8 << 10}

// Service has one method per use case.
type Service struct{ db *tenants.DB }

// New makes the service.
func New(db *tenants.DB) *Service { return &Service{db} }

// Ref is an item of a supplier.
type Ref struct {
	Supplier id.CompanyID
	Item     id.ItemID
}

// Bought is a line as it was ordered last.
type Bought struct {
	Ref
	SupplierName, SKU, Name string
	Quantity                decimal.Decimal // in Unit
	Unit                    string
	Price                   decimal.Decimal // of one unit, in Currency
	Currency                string
	At                      time.Time
}

// Last is a purchase to buy again. At is zero where nothing was bought yet.
type Last struct {
	At        time.Time
	Reference string
	Lines     []Bought
}

// Read answers the rows of a file that are not blank.
func (s *Service) Read(ctx context.Context, buyer id.CompanyID, name, contentType string, body io.Reader) ([][]string, error) {
	if _, err := authz.Acting(ctx, buyer, mayRead); err != nil {
		return nil, err
	}
	spooled, err := table.Spool(ctx, os.TempDir(), body, mostBytes)
	if err != nil {
		return nil, err
	}
	defer func() { _ = spooled.Close() }()
	spooled.Name, spooled.ContentType = name, contentType
	file, err := table.Open(ctx, spooled.Source, fileOptions)
	if err != nil {
		return nil, err
	}
	if format := file.Format(); format != table.XLSX && format != table.Delimited {
		return nil, table.Unsupported
	}
	return rowsOf(ctx, file)
}

// rowsOf takes the first sheet with anything in it.
func rowsOf(ctx context.Context, file *table.File) ([][]string, error) {
	for n, sheet := range file.Sheets() {
		if sheet.Hidden {
			continue
		}
		var rows [][]string
		for row, err := range file.Rows(ctx, n) {
			if err != nil {
				return nil, err
			}
			rows = append(rows, row.Cells)
		}
		if len(rows) > 0 {
			return rows, nil
		}
	}
	return nil, table.Empty
}

// LastPurchase answers what the buyer bought last.
func (s *Service) LastPurchase(ctx context.Context, buyer id.CompanyID) (out Last, err error) {
	return out, s.read(ctx, buyer, func(tx *tenants.Tx) error {
		out, err = lastPurchase(tx, buyer)
		return err
	})
}

// FindBought answers how items were ordered last, the newest first. Those that never were are missing.
func (s *Service) FindBought(ctx context.Context, buyer id.CompanyID, refs []Ref) (out []Bought, err error) {
	return out, s.read(ctx, buyer, func(tx *tenants.Tx) error {
		out, err = bought(tx, buyer, refs)
		return err
	})
}

func (s *Service) read(ctx context.Context, buyer id.CompanyID, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}
