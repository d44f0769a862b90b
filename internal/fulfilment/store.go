package fulfilment

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/ordering"
	"manifold/tenants"
)

type shipmentRow struct {
	TenantID     id.CompanyID
	ID           id.ShipmentID
	BuyerID      id.CompanyID
	OrderID      id.OrderID
	Number       string
	OrderNumber  string
	SupplierName string
	BuyerName    string
	Reference    string
	Currency     money.Currency
	Carrier      string
	Tracking     tenants.TextArray
	ExpectedOn   *time.Time
	Note         string
	State        string
	Lines        int
	OpenCases    int
	ShippedBy    string
	ShippedAt    time.Time
	ReceivedBy   string
	ReceivedAt   *time.Time
	Version      int64
	ChangedAt    time.Time
}

// TableName names the table.
func (shipmentRow) TableName() string { return "fulfilment_shipment" }

const shipmentColumns = `h.tenant_id, h.id, h.buyer_id, h.order_id, h.number, h.order_number, h.supplier_name, h.buyer_name, h.reference, h.currency, h.carrier, h.tracking, h.expected_on, h.note, h.state, h.lines,
  h.open_cases, h.shipped_by, h.shipped_at, h.received_by, h.received_at, h.version, h.changed_at`

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func (r shipmentRow) summary() Summary {
	return Summary{
		ID: r.ID, Number: r.Number, Order: r.OrderID, OrderNumber: r.OrderNumber, Supplier: ordering.Party{Company: r.TenantID, Name: r.SupplierName}, Buyer: ordering.Party{Company: r.BuyerID, Name: r.BuyerName},
		Reference: r.Reference, Currency: r.Currency, Carrier: r.Carrier, Tracking: r.Tracking, ExpectedOn: moment(r.ExpectedOn), Note: r.Note, State: State(r.State), LineCount: r.Lines, OpenCases: r.OpenCases,
		ShippedBy: r.ShippedBy, ShippedAt: r.ShippedAt.UTC(), ReceivedBy: r.ReceivedBy, ReceivedAt: moment(r.ReceivedAt), Version: r.Version, ChangedAt: r.ChangedAt.UTC(),
	}
}

func rowOf(s Shipment) shipmentRow {
	return shipmentRow{
		TenantID: s.Supplier.Company, ID: s.ID, BuyerID: s.Buyer.Company, OrderID: s.Order, Number: s.Number, OrderNumber: s.OrderNumber, SupplierName: s.Supplier.Name, BuyerName: s.Buyer.Name, Reference: s.Reference,
		Currency: s.Currency, Carrier: s.Carrier, Tracking: append(tenants.TextArray{}, s.Tracking...), ExpectedOn: optional.Time(s.ExpectedOn), Note: s.Note, State: string(s.State), Lines: len(s.Lines),
		ShippedBy: s.ShippedBy, ShippedAt: s.ShippedAt, Version: s.Version, ChangedAt: s.ChangedAt,
	}
}

// lineRow is a line of a shipment as its supplier writes it.
type lineRow struct {
	TenantID   id.CompanyID
	ShipmentID id.ShipmentID
	Line       int
	BuyerID    id.CompanyID
	OrderID    id.OrderID
	Quantity   decimal.Decimal
	Weight     *decimal.Decimal
	Goods      int64
	Saved      int64
	Tax        int64
}

// TableName names the table.
func (lineRow) TableName() string { return "fulfilment_line" }

// lineRead is a line of a shipment with what the order has of it.
type lineRead struct {
	Line    lineRow `gorm:"embedded"`
	ItemID  id.ItemID
	SKU     string `gorm:"column:sku"`
	Name    string
	Brand   string
	MPN     string `gorm:"column:mpn"`
	GTIN    string `gorm:"column:gtin"`
	Unit    string
	PerCase *decimal.Decimal
	Counted *decimal.Decimal
	Damaged decimal.Decimal
	Wrong   decimal.Decimal
	Note    string
}

func (r lineRead) line() Line {
	l := r.Line
	return Line{
		Number: l.Line, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Brand: r.Brand, MPN: r.MPN, GTIN: r.GTIN, Unit: r.Unit, Case: optional.Value(r.PerCase), Shipped: l.Quantity, Weight: l.Weight,
		Goods: l.Goods, Saved: l.Saved, Tax: l.Tax, Count: Count{r.Counted, r.Damaged, r.Wrong, r.Note},
	}
}

// owner is the column that makes rows a side's own.
func owner(side ordering.Side) string {
	if side == ordering.Buyer {
		return "buyer_id"
	}
	return "tenant_id"
}

// readSummary reads a shipment of a side without its lines, or fault.NotFound.
func readSummary(tx *tenants.Tx, side ordering.Side, company id.CompanyID, shipment id.ShipmentID) (Summary, error) {
	var rows []shipmentRow
	if err := tx.Gorm().Raw("SELECT "+shipmentColumns+" FROM fulfilment_shipment h WHERE h."+owner(side)+" = ? AND h.id = ?", company, shipment).Scan(&rows).Error; err != nil {
		return Summary{}, err
	}
	if len(rows) == 0 {
		return Summary{}, fault.NotFound
	}
	return rows[0].summary(), nil
}

// readShipment reads a shipment of a side with its lines, photos and cases, or fault.NotFound. Who moves it has locked its order.
func readShipment(tx *tenants.Tx, side ordering.Side, company id.CompanyID, shipment id.ShipmentID) (Shipment, error) {
	summary, err := readSummary(tx, side, company, shipment)
	if err != nil {
		return Shipment{}, err
	}
	out, tenant := Shipment{Summary: summary}, summary.Supplier.Company
	if out.Lines, err = readLines(tx, tenant, shipment); err != nil {
		return out, err
	}
	var photos []photoRow
	if err := tx.Gorm().Raw("SELECT id, line, blob_id, type, size, person_name, at FROM fulfilment_photo WHERE tenant_id = ? AND shipment_id = ? ORDER BY at, id", tenant, shipment).Scan(&photos).Error; err != nil {
		return out, err
	}
	for i := range out.Lines {
		for _, p := range photos {
			if p.Line == out.Lines[i].Number {
				out.Lines[i].Photos = append(out.Lines[i].Photos, p.photo())
			}
		}
	}
	out.Cases, err = casesWhere(tx, "c.tenant_id = ? AND c.shipment_id = ? ORDER BY c.opened_at DESC, c.line, c.kind", tenant, shipment)
	return out, err
}

func readLines(tx *tenants.Tx, tenant id.CompanyID, shipment id.ShipmentID) ([]Line, error) {
	var rows []lineRead
	err := tx.Gorm().Raw(`SELECT f.tenant_id, f.shipment_id, f.line, f.buyer_id, f.order_id, f.quantity, f.weight, f.goods, f.saved, f.tax, f.counted, f.damaged, f.wrong, f.note,
  l.item_id, l.sku, l.name, l.brand, l.mpn, l.gtin, l.unit, l.per_case
FROM fulfilment_line f JOIN ordering_line l ON l.tenant_id = f.tenant_id AND l.order_id = f.order_id AND l.line = f.line WHERE f.tenant_id = ? AND f.shipment_id = ? ORDER BY f.line`, tenant, shipment).Scan(&rows).Error
	out := make([]Line, len(rows))
	for i, r := range rows {
		out[i] = r.line()
	}
	return out, err
}

// readTallies are what was done with each line of an order. Which are sold by their real weight is there in the supplier's scope only.
func readTallies(tx *tenants.Tx, o ordering.Order, catch bool) (map[int]Tally, error) {
	var rows []struct {
		Line     int
		Shipped  decimal.Decimal
		Received decimal.Decimal
		MadeGood decimal.Decimal
		Cases    int
		Goods    int64
		Saved    int64
		Tax      int64
	}
	tenant := o.Supplier.Company
	err := tx.Gorm().Raw(`SELECT l.line, coalesce(s.shipped, 0) AS shipped, coalesce(s.received, 0) AS received, coalesce(s.goods, 0) AS goods, coalesce(s.saved, 0) AS saved, coalesce(s.tax, 0) AS tax,
  coalesce(c.made_good, 0) AS made_good, coalesce(c.cases, 0) AS cases
FROM ordering_line l
LEFT JOIN (SELECT f.line, sum(f.quantity) AS shipped, sum(f.quantity) FILTER (WHERE h.state = 'received') AS received, sum(f.goods) AS goods, sum(f.saved) AS saved, sum(f.tax) AS tax
  FROM fulfilment_line f JOIN fulfilment_shipment h ON h.tenant_id = f.tenant_id AND h.id = f.shipment_id
  WHERE f.tenant_id = ? AND f.order_id = ? AND h.state <> 'void' GROUP BY f.line) s ON s.line = l.line
LEFT JOIN (SELECT line, sum(quantity) FILTER (WHERE state = 'closed' AND remedy IN ('send_rest','replace')) AS made_good, count(*) FILTER (WHERE state IN ('open','answered','disputed')) AS cases
  FROM fulfilment_case WHERE tenant_id = ? AND order_id = ? GROUP BY line) c ON c.line = l.line
WHERE l.tenant_id = ? AND l.order_id = ?`, tenant, o.ID, tenant, o.ID, tenant, o.ID).Scan(&rows).Error
	out := make(map[int]Tally, len(rows))
	for _, r := range rows {
		out[r.Line] = Tally{Shipped: r.Shipped, Received: r.Received, MadeGood: r.MadeGood, Cases: r.Cases, Goods: r.Goods, Saved: r.Saved, Tax: r.Tax}
	}
	if err != nil || !catch {
		return out, err
	}
	var weighed []int
	err = tx.Gorm().Raw("SELECT l.line FROM ordering_line l JOIN catalog_item i ON i.tenant_id = l.tenant_id AND i.id = l.item_id WHERE l.tenant_id = ? AND l.order_id = ? AND i.catch_weight", tenant, o.ID).Scan(&weighed).Error
	for _, n := range weighed {
		t := out[n]
		t.Catch = true
		out[n] = t
	}
	return out, err
}

// countShipments is how many shipments of an order there are, void ones among them.
func countShipments(tx *tenants.Tx, o ordering.Order) (n int, err error) {
	err = tx.Gorm().Raw("SELECT count(*) FROM fulfilment_shipment WHERE tenant_id = ? AND order_id = ?", o.Supplier.Company, o.ID).Scan(&n).Error
	return n, err
}

// insertShipment writes a new shipment, or ErrNumber.
func insertShipment(tx *tenants.Tx, s Shipment) error {
	row := rowOf(s)
	if err := tx.Gorm().Create(&row).Error; err != nil {
		return numbered(err)
	}
	rows := make([]lineRow, len(s.Lines))
	for i, l := range s.Lines {
		rows[i] = lineRow{s.Supplier.Company, s.ID, l.Number, s.Buyer.Company, s.Order, l.Shipped, l.Weight, l.Goods, l.Saved, l.Tax}
	}
	return tx.Gorm().CreateInBatches(&rows, 500).Error
}

// numbered is ErrNumber where a number was taken.
func numbered(err error) error {
	if pg := new(pgconn.PgError); errors.As(err, &pg) && pg.ConstraintName == "fulfilment_shipment_tenant_id_number_key" {
		return ErrNumber.With(fault.Field{Path: "/number", Code: "taken", Message: ErrNumber.Text()})
	}
	return err
}

// errMoved says that a row is not what it was under the lock of its order.
var errMoved = errors.New("fulfilment: a shipment or a case moved under the lock of its order")

// saveShipment writes what a supplier may change, over the version before.
func saveShipment(tx *tenants.Tx, s Shipment) error {
	got := tx.Gorm().Exec("UPDATE fulfilment_shipment SET number = ?, carrier = ?, tracking = ?, expected_on = ?, note = ?, state = ?, version = ?, changed_at = ? WHERE tenant_id = ? AND id = ? AND version = ?",
		s.Number, s.Carrier, append(tenants.TextArray{}, s.Tracking...), optional.Time(s.ExpectedOn), s.Note, string(s.State), s.Version, s.ChangedAt, s.Supplier.Company, s.ID, s.Version-1)
	if got.Error == nil && got.RowsAffected != 1 {
		return errMoved
	}
	return numbered(got.Error)
}

// saveReceipt writes what the buyer found, or that it found nothing yet, over the version before.
func saveReceipt(tx *tenants.Tx, s Shipment) error {
	got := tx.Gorm().Exec("UPDATE fulfilment_shipment SET state = ?, open_cases = ?, received_by = ?, received_at = ?, version = ?, changed_at = ? WHERE tenant_id = ? AND id = ? AND version = ?",
		string(s.State), s.OpenCases, s.ReceivedBy, optional.Time(s.ReceivedAt), s.Version, s.ChangedAt, s.Supplier.Company, s.ID, s.Version-1)
	if got.Error != nil || got.RowsAffected != 1 {
		return errors.Join(got.Error, errMoved)
	}
	for _, l := range s.Lines {
		if err := tx.Gorm().Exec("UPDATE fulfilment_line SET counted = ?, damaged = ?, wrong = ?, note = ? WHERE tenant_id = ? AND shipment_id = ? AND line = ?",
			l.Counted, l.Damaged, l.Wrong, l.Note, s.Supplier.Company, s.ID, l.Number).Error; err != nil {
			return err
		}
	}
	return nil
}

type photoRow struct {
	TenantID   id.CompanyID
	ID         id.PhotoID
	BuyerID    id.CompanyID
	ShipmentID id.ShipmentID
	Line       int
	BlobID     id.BlobID
	Type       string
	Size       int64
	PersonName string
	At         time.Time
}

// TableName names the table.
func (photoRow) TableName() string { return "fulfilment_photo" }

func (r photoRow) photo() Photo {
	return Photo{ID: r.ID, Line: r.Line, Person: r.PersonName, At: r.At.UTC(), Type: r.Type, blob: r.BlobID, size: r.Size}
}

func insertPhoto(tx *tenants.Tx, s Summary, p Photo) error {
	return tx.Gorm().Create(&photoRow{s.Supplier.Company, p.ID, s.Buyer.Company, s.ID, p.Line, p.blob, p.Type, p.size, p.Person, p.At}).Error
}

func deletePhoto(tx *tenants.Tx, s Summary, p id.PhotoID) error {
	return tx.Gorm().Exec("DELETE FROM fulfilment_photo WHERE tenant_id = ? AND shipment_id = ? AND id = ?", s.Supplier.Company, s.ID, p).Error
}
