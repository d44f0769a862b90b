package fulfilment

import (
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/tenants"
)

// View is which shipments are meant.
type View string

// Views; "" is all but void ones.
const (
	ViewUnderWay View = "under_way"
	ViewLate     View = "late"
	ViewToday    View = "today"
	ViewReceived View = "received"
	ViewProblems View = "problems"
	ViewVoid     View = "void"
)

// Filter says which shipments of a side are meant. Today is the day it is where it is asked.
type Filter struct {
	Words string
	View  View
	Today time.Time
}

// Counts are the shipments of a side by view.
type Counts struct{ UnderWay, Late, Today, Received, Problems int }

const (
	isLate     = "h.state = 'under_way' AND h.expected_on < ?::date"
	isToday    = "h.state = 'under_way' AND h.expected_on = ?::date"
	isProblem  = "h.open_cases > 0"
	isUnderWay = "h.state = 'under_way'"
	isReceived = "h.state = 'received'"
)

// where is SQL for the shipments of a side that a filter finds.
func (f Filter) where(side ordering.Side, company id.CompanyID) (string, []any) {
	text, args := "h."+owner(side)+" = ?", []any{company}
	for word := range strings.FieldsSeq(f.Words) {
		like := tenants.Containing(word)
		text += " AND (h.number ILIKE ? OR h.order_number ILIKE ? OR h.reference ILIKE ? OR h.supplier_name ILIKE ? OR h.buyer_name ILIKE ? OR array_to_string(h.tracking, ' ') ILIKE ?)"
		args = append(args, like, like, like, like, like, like)
	}
	day := f.Today.Format(time.DateOnly)
	switch f.View {
	case ViewUnderWay:
		text += " AND " + isUnderWay
	case ViewLate:
		text, args = text+" AND "+isLate, append(args, day)
	case ViewToday:
		text, args = text+" AND "+isToday, append(args, day)
	case ViewReceived:
		text += " AND " + isReceived
	case ViewProblems:
		text += " AND " + isProblem
	case ViewVoid:
		text += " AND h.state = 'void'"
	default:
		text += " AND h.state <> 'void'"
	}
	return text, args
}

// byDay tells whether the list begins with what is expected first.
func (f Filter) byDay(side ordering.Side) bool {
	return side == ordering.Buyer && (f.View == ViewUnderWay || f.View == ViewLate || f.View == ViewToday)
}

// someDay stands for a day that nobody said: after all others.
var someDay = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func listShipments(tx *tenants.Tx, side ordering.Side, company id.CompanyID, f Filter, r page.Request) (page.Page[Summary], error) {
	text, args := f.where(side, company)
	order := "h.shipped_at DESC, h.id DESC"
	if f.byDay(side) {
		order = "coalesce(h.expected_on, '9999-01-01'), h.id"
	}
	if !r.After.IsZero() {
		var at time.Time
		var last id.ShipmentID
		if err := r.After.Into(&at, &last); err != nil {
			return page.Page[Summary]{}, err
		}
		if f.byDay(side) {
			text += " AND (coalesce(h.expected_on, '9999-01-01'), h.id) > (?::date, ?::uuid)"
		} else {
			text += " AND (h.shipped_at, h.id) < (?, ?::uuid)"
		}
		args = append(args, at, last)
	}
	var rows []shipmentRow
	err := tx.Gorm().Raw("SELECT "+shipmentColumns+" FROM fulfilment_shipment h WHERE "+text+" ORDER BY "+order+" LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error
	if err != nil {
		return page.Page[Summary]{}, err
	}
	found := page.Of(r, rows, func(x shipmentRow) page.Cursor {
		if !f.byDay(side) {
			return page.After(x.ShippedAt, x.ID)
		}
		if x.ExpectedOn == nil {
			return page.After(someDay, x.ID)
		}
		return page.After(*x.ExpectedOn, x.ID)
	})
	return page.Map(found, shipmentRow.summary), nil
}

func countShipmentsOf(tx *tenants.Tx, side ordering.Side, company id.CompanyID, today time.Time) (out Counts, err error) {
	day := today.Format(time.DateOnly)
	err = tx.Gorm().Raw("SELECT count(*) FILTER (WHERE "+isUnderWay+") AS under_way, count(*) FILTER (WHERE "+isLate+") AS late, count(*) FILTER (WHERE "+isToday+") AS today, count(*) FILTER (WHERE "+isReceived+") AS received, count(*) FILTER (WHERE "+isProblem+
		") AS problems FROM fulfilment_shipment h WHERE h."+owner(side)+" = ?", day, day, company).Scan(&out).Error
	return out, err
}

// shipmentsOf are those of an order, the newest first.
func shipmentsOf(tx *tenants.Tx, o ordering.Order) ([]Summary, error) {
	var rows []shipmentRow
	err := tx.Gorm().Raw("SELECT "+shipmentColumns+" FROM fulfilment_shipment h WHERE h.tenant_id = ? AND h.order_id = ? ORDER BY h.shipped_at DESC, h.id DESC", o.Supplier.Company, o.ID).Scan(&rows).Error
	out := make([]Summary, len(rows))
	for i, r := range rows {
		out[i] = r.summary()
	}
	return out, err
}

// ToShip is an order with something that is agreed and not shipped.
type ToShip struct {
	Order     id.OrderID
	Number    string
	Buyer     ordering.Party
	Reference string
	Lines     int
	Due       time.Time // by when the first should leave; zero: not said
	OrderedAt time.Time
	Version   int64
}

// openLines is SQL for the lines of a supplier that can be shipped.
const openLines = "l.tenant_id = ? AND l.state IN ('accepted','backordered','part_shipped','discrepancy') AND l.shipped < l.quantity"

func listToShip(tx *tenants.Tx, supplier id.CompanyID, words string, r page.Request) (page.Page[ToShip], int, error) {
	var total int
	if err := tx.Gorm().Raw("SELECT count(DISTINCT l.order_id) FROM ordering_line l WHERE "+openLines, supplier).Scan(&total).Error; err != nil {
		return page.Page[ToShip]{}, 0, err
	}
	text, args := "", []any{supplier}
	for word := range strings.FieldsSeq(words) {
		like := tenants.Containing(word)
		text, args = text+" AND (o.number ILIKE ? OR o.reference ILIKE ? OR o.customer_code ILIKE ? OR o.buyer_name ILIKE ?)", append(args, like, like, like, like)
	}
	after := ""
	if !r.After.IsZero() {
		var due time.Time
		var last id.OrderID
		if err := r.After.Into(&due, &last); err != nil {
			return page.Page[ToShip]{}, 0, err
		}
		after, args = "WHERE (x.due, x.id) > (?, ?::uuid)", append(args, due, last)
	}
	var rows []struct {
		ID        id.OrderID
		Number    string
		BuyerID   id.CompanyID
		BuyerName string
		Reference string
		Lines     int
		Due       time.Time
		CreatedAt time.Time
		Version   int64
	}
	err := tx.Gorm().Raw(`SELECT x.* FROM (
  SELECT o.id, o.number, o.buyer_id, o.buyer_name, o.reference, o.created_at, o.version, count(*) AS lines, coalesce(min(l.due_at), '9999-01-01Z') AS due
  FROM ordering_line l JOIN ordering_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id WHERE `+openLines+text+`
  GROUP BY o.tenant_id, o.id, o.number, o.buyer_id, o.buyer_name, o.reference, o.created_at, o.version) x `+after+` ORDER BY x.due, x.id LIMIT ?`, append(args, r.Fetch())...).Scan(&rows).Error
	list := make([]ToShip, len(rows))
	for i, x := range rows {
		list[i] = ToShip{x.ID, x.Number, ordering.Party{Company: x.BuyerID, Name: x.BuyerName}, x.Reference, x.Lines, x.Due.UTC(), x.CreatedAt.UTC(), x.Version}
	}
	found := page.Of(r, list, func(t ToShip) page.Cursor { return page.After(t.Due, t.Order) })
	for i := range found.Items {
		if found.Items[i].Due.Year() == someDay.Year() {
			found.Items[i].Due = time.Time{}
		}
	}
	return found, total, err
}
