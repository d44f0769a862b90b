package fulfilment

import (
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/tenants"
)

type caseRow struct {
	TenantID   id.CompanyID
	ID         id.CaseID
	BuyerID    id.CompanyID
	OrderID    id.OrderID
	ShipmentID id.ShipmentID
	Line       int
	Kind       string
	Quantity   decimal.Decimal
	State      string
	Remedy     string
	DueAt      *time.Time
	OpenedAt   time.Time
	ChangedAt  time.Time
	Version    int64
}

// TableName names the table.
func (caseRow) TableName() string { return "fulfilment_case" }

// caseRead is a case with what its shipment and line say.
type caseRead struct {
	Case           caseRow `gorm:"embedded"`
	ShipmentNumber string
	OrderNumber    string
	SupplierName   string
	BuyerName      string
	Currency       money.Currency
	SKU            string `gorm:"column:sku"`
	Name           string
	Unit           string
	Agreed         decimal.Decimal
	Total          int64 // of Agreed
}

func (r caseRead) whole() Case {
	c := r.Case
	out := Case{
		ID: c.ID, Shipment: c.ShipmentID, ShipmentNumber: r.ShipmentNumber, Order: c.OrderID, OrderNumber: r.OrderNumber, Supplier: ordering.Party{Company: c.TenantID, Name: r.SupplierName},
		Buyer: ordering.Party{Company: c.BuyerID, Name: r.BuyerName}, Line: c.Line, SKU: r.SKU, Name: r.Name, Unit: r.Unit, Kind: Kind(c.Kind), Quantity: c.Quantity, State: CaseState(c.State), Remedy: Remedy(c.Remedy),
		Due: moment(c.DueAt), OpenedAt: c.OpenedAt.UTC(), ChangedAt: c.ChangedAt.UTC(), Version: c.Version, Currency: r.Currency,
	}
	out.Amount = decimal.NewFromInt(r.Total).Mul(c.Quantity).Div(r.Agreed).Round(0).IntPart()
	return out
}

type caseEventRow struct {
	TenantID   id.CompanyID
	CaseID     id.CaseID
	Number     int64
	BuyerID    id.CompanyID
	Side       string
	PersonName string
	Act        string
	State      string
	Remedy     string
	Words      string
	At         time.Time
}

// TableName names the table.
func (caseEventRow) TableName() string { return "fulfilment_case_event" }

// casesWhere are cases with their events.
func casesWhere(tx *tenants.Tx, where string, args ...any) ([]Case, error) {
	var rows []caseRead
	err := tx.Gorm().Raw(`SELECT c.*, h.number AS shipment_number, h.order_number, h.supplier_name, h.buyer_name, h.currency, l.sku, l.name, l.unit, l.quantity AS agreed, l.goods - l.saved + l.tax AS total
FROM fulfilment_case c JOIN fulfilment_shipment h ON h.tenant_id = c.tenant_id AND h.id = c.shipment_id
JOIN ordering_line l ON l.tenant_id = c.tenant_id AND l.order_id = c.order_id AND l.line = c.line WHERE `+where, args...).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	out, at := make([]Case, len(rows)), map[id.CaseID]int{}
	tenantsOf, ids := make(tenants.TextArray, len(rows)), make(tenants.TextArray, len(rows))
	for i, r := range rows {
		out[i], at[r.Case.ID] = r.whole(), i
		tenantsOf[i], ids[i] = r.Case.TenantID.UUID(), r.Case.ID.UUID()
	}
	var events []caseEventRow
	err = tx.Gorm().Raw(`SELECT e.case_id, e.side, e.person_name, e.act, e.state, e.remedy, e.words, e.at FROM unnest(?::uuid[], ?::uuid[]) AS a(tenant_id, id)
JOIN fulfilment_case_event e ON e.tenant_id = a.tenant_id AND e.case_id = a.id ORDER BY e.case_id, e.number`, tenantsOf, ids).Scan(&events).Error
	for _, e := range events {
		i := at[e.CaseID]
		out[i].Events = append(out[i].Events, CaseEvent{e.At.UTC(), ordering.Side(e.Side), e.PersonName, CaseAct(e.Act), CaseState(e.State), Remedy(e.Remedy), e.Words})
	}
	return out, err
}

// readCase reads a case of a side, or fault.NotFound.
func readCase(tx *tenants.Tx, side ordering.Side, company id.CompanyID, one id.CaseID) (Case, error) {
	found, err := casesWhere(tx, "c."+owner(side)+" = ? AND c.id = ?", company, one)
	if err == nil && len(found) == 0 {
		err = fault.NotFound
	}
	if err != nil {
		return Case{}, err
	}
	return found[0], nil
}

func insertCases(tx *tenants.Tx, cases []Case) error {
	if len(cases) == 0 {
		return nil
	}
	rows := make([]caseRow, len(cases))
	for i, c := range cases {
		rows[i] = caseRow{
			TenantID: c.Supplier.Company, ID: c.ID, BuyerID: c.Buyer.Company, OrderID: c.Order, ShipmentID: c.Shipment, Line: c.Line, Kind: string(c.Kind), Quantity: c.Quantity, State: string(c.State),
			DueAt: optional.Time(c.Due), OpenedAt: c.OpenedAt, ChangedAt: c.ChangedAt, Version: c.Version,
		}
	}
	if err := tx.Gorm().Create(&rows).Error; err != nil {
		return err
	}
	for _, c := range cases {
		if err := insertCaseEvent(tx, c, c.Events[0]); err != nil {
			return err
		}
	}
	return nil
}

func insertCaseEvent(tx *tenants.Tx, c Case, e CaseEvent) error {
	return tx.Gorm().Create(&caseEventRow{c.Supplier.Company, c.ID, c.Version, c.Buyer.Company, string(e.Side), e.Person, string(e.Act), string(e.State), string(e.Remedy), e.Words, e.At}).Error
}

// saveCase writes what a side did with a case, over the version before, and counts the open cases of its shipment anew.
func saveCase(tx *tenants.Tx, side ordering.Side, c Case, e CaseEvent) error {
	columns, args := "state = ?, due_at = ?, changed_at = ?, version = ?", []any{string(c.State), optional.Time(c.Due), c.ChangedAt, c.Version}
	if side == ordering.Supplier {
		columns, args = columns+", remedy = ?", append(args, string(c.Remedy))
	}
	got := tx.Gorm().Exec("UPDATE fulfilment_case SET "+columns+" WHERE tenant_id = ? AND id = ? AND version = ?", append(args, c.Supplier.Company, c.ID, c.Version-1)...)
	if got.Error != nil || got.RowsAffected != 1 {
		return errors.Join(got.Error, errMoved)
	}
	if err := insertCaseEvent(tx, c, e); err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE fulfilment_shipment h SET open_cases = (SELECT count(*) FROM fulfilment_case c WHERE c.tenant_id = h.tenant_id AND c.shipment_id = h.id AND c.state IN ('open','answered','disputed')), version = h.version + 1
WHERE h.tenant_id = ? AND h.id = ?`, c.Supplier.Company, c.Shipment).Error
}

// CaseFilter says which cases of a side are meant.
type CaseFilter string

// Filters of cases; "" is all.
const (
	CasesMine  CaseFilter = "mine" // that wait for the side
	CasesOpen  CaseFilter = "open"
	CasesEnded CaseFilter = "ended"
)

// waiting are the states in which a side has the turn.
func waiting(side ordering.Side) string {
	if side == ordering.Buyer {
		return "c.state = 'answered'"
	}
	return "c.state IN ('open','disputed')"
}

func listCases(tx *tenants.Tx, side ordering.Side, company id.CompanyID, f CaseFilter, r page.Request) (page.Page[Case], int, error) {
	var mine int
	if err := tx.Gorm().Raw("SELECT count(*) FROM fulfilment_case c WHERE c."+owner(side)+" = ? AND "+waiting(side), company).Scan(&mine).Error; err != nil {
		return page.Page[Case]{}, 0, err
	}
	where, args := "c."+owner(side)+" = ?", []any{company}
	switch f {
	case CasesMine:
		where += " AND " + waiting(side)
	case CasesOpen:
		where += " AND c.state IN ('open','answered','disputed')"
	case CasesEnded:
		where += " AND c.state IN ('closed','withdrawn')"
	default:
	}
	if !r.After.IsZero() {
		var at time.Time
		var last id.CaseID
		if err := r.After.Into(&at, &last); err != nil {
			return page.Page[Case]{}, 0, err
		}
		where, args = where+" AND (c.opened_at, c.id) < (?, ?::uuid)", append(args, at, last)
	}
	found, err := casesWhere(tx, where+" ORDER BY c.opened_at DESC, c.id DESC LIMIT ?", append(args, r.Fetch())...)
	return page.Of(r, found, func(c Case) page.Cursor { return page.After(c.OpenedAt, c.ID) }), mine, err
}
