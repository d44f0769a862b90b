package ordering

import (
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// Sort orders a list of orders.
type Sort string

// Sorts.
const (
	Newest  Sort = "newest"
	Oldest  Sort = "oldest"
	ByDue   Sort = "due"   // what has to be answered first; what waits for nobody last
	ByTotal Sort = "total" // the most first, whatever the currency
)

// Filter says which orders of a side are meant.
type Filter struct {
	Words   string
	Status  Status       // "": all
	Waiting bool         // only those with lines that wait for the side
	Other   id.CompanyID // zero: all
	Sort    Sort         // "": Newest
}

// Counts are the orders of a side by status, and those with lines that wait for it.
type Counts struct {
	ByStatus map[Status]int
	Waiting  int
}

// waits is the column with the number of lines that wait for a side.
func (s Side) waits() string {
	if s == Buyer {
		return "o.waits_buyer"
	}
	return "o.waits_supplier"
}

// where is SQL for the orders of a side that a filter finds.
func (f Filter) where(side Side, company id.CompanyID) (string, []any) {
	text, args := side.owner()+" = ?", []any{company}
	for word := range strings.FieldsSeq(f.Words) {
		like := tenants.Containing(word)
		text += " AND (o.number ILIKE ? OR o.reference ILIKE ? OR o.customer_code ILIKE ? OR o.supplier_name ILIKE ? OR o.buyer_name ILIKE ?)"
		args = append(args, like, like, like, like, like)
	}
	if f.Status != "" {
		text, args = text+" AND o.status = ?", append(args, string(f.Status))
	}
	if f.Waiting {
		text += " AND " + side.waits() + " > 0"
	}
	if !f.Other.IsZero() {
		text, args = text+" AND "+side.other().owner()+" = ?", append(args, f.Other)
	}
	return text, args
}

// never is later than any due time: what waits for nobody comes last.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// listOrders is a page of the orders of a side. Which act an order is of stands there where acts is true: in a buyer's scope alone.
func listOrders(tx *tenants.Tx, side Side, company id.CompanyID, f Filter, r page.Request, acts bool) (page.Page[Summary], error) {
	text, args := f.where(side, company)
	var order string
	var key func(orderRow) page.Cursor
	switch f.Sort {
	case Oldest:
		order, key = "o.created_at, o.id", func(x orderRow) page.Cursor { return page.After(x.CreatedAt, x.ID) }
	case ByDue:
		order = "coalesce(o.due_at, '9999-01-01Z'), o.id"
		key = func(x orderRow) page.Cursor {
			due := never
			if x.DueAt != nil {
				due = *x.DueAt
			}
			return page.After(due, x.ID)
		}
	case ByTotal:
		order, key = "o.total DESC, o.id DESC", func(x orderRow) page.Cursor { return page.After(x.Total, x.ID) }
	default:
		order, key = "o.created_at DESC, o.id DESC", func(x orderRow) page.Cursor { return page.After(x.CreatedAt, x.ID) }
	}
	if !r.After.IsZero() {
		condition, after, err := f.Sort.after(r.After)
		if err != nil {
			return page.Page[Summary]{}, err
		}
		text, args = text+" AND "+condition, append(args, after...)
	}
	var rows []boughtRow
	columns := orderColumns
	if acts {
		columns += ", o.purchase_id"
	}
	if err := tx.Gorm().Raw("SELECT "+columns+" FROM ordering_order o WHERE "+text+" ORDER BY "+order+" LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error; err != nil {
		return page.Page[Summary]{}, err
	}
	found := page.Of(r, rows, func(x boughtRow) page.Cursor { return key(x.Order) })
	return page.Map(found, func(x boughtRow) Summary {
		out := x.Order.summary()
		out.Purchase = x.PurchaseID
		return out
	}), nil
}

// after is SQL for what comes after a cursor.
func (s Sort) after(c page.Cursor) (string, []any, error) {
	var last id.OrderID
	if s == ByTotal {
		var total int64
		err := c.Into(&total, &last)
		return "(o.total, o.id) < (?, ?::uuid)", []any{total, last}, err
	}
	var at time.Time
	err := c.Into(&at, &last)
	switch s {
	case Oldest:
		return "(o.created_at, o.id) > (?, ?::uuid)", []any{at, last}, err
	case ByDue:
		return "(coalesce(o.due_at, '9999-01-01Z'), o.id) > (?, ?::uuid)", []any{at, last}, err
	default:
		return "(o.created_at, o.id) < (?, ?::uuid)", []any{at, last}, err
	}
}

// countOrders counts all orders of a side.
func countOrders(tx *tenants.Tx, side Side, company id.CompanyID) (Counts, error) {
	var rows []struct {
		Status  string
		N       int
		Waiting int
	}
	err := tx.Gorm().Raw("SELECT o.status, count(*) AS n, count(*) FILTER (WHERE "+side.waits()+" > 0) AS waiting FROM ordering_order o WHERE "+side.owner()+" = ? GROUP BY o.status", company).Scan(&rows).Error
	out := Counts{ByStatus: map[Status]int{}}
	for _, r := range rows {
		out.ByStatus[Status(r.Status)] = r.N
		out.Waiting += r.Waiting
	}
	return out, err
}

// exported is a line of an order as a file has it.
type exported struct {
	Order Summary
	Line  Line
}

// listLines are the lines of orders, order by order.
func listLines(tx *tenants.Tx, orders []Summary) ([]exported, error) {
	tenantsOf, ids := make(tenants.TextArray, len(orders)), make(tenants.TextArray, len(orders))
	for i, o := range orders {
		tenantsOf[i], ids[i] = o.Supplier.Company.UUID(), o.ID.UUID()
	}
	var rows []lineRow
	err := tx.Gorm().Raw("SELECT "+lineColumns+" FROM unnest(?::uuid[], ?::uuid[]) WITH ORDINALITY AS a(tenant_id, order_id, n) JOIN ordering_line l ON l.tenant_id = a.tenant_id AND l.order_id = a.order_id ORDER BY a.n, l.line",
		tenantsOf, ids).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	at := map[id.OrderID]Summary{}
	for _, o := range orders {
		at[o.ID] = o
	}
	out := make([]exported, len(rows))
	for i, r := range rows {
		line, err := r.line()
		if err != nil {
			return nil, err
		}
		out[i] = exported{at[r.OrderID], line}
	}
	return out, nil
}

// shownDay is a day as files write it; "" for none.
func shownDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
