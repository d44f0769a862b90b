package ordering

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/pricing"
	"manifold/tenants"
)

// orderRow is an order but for which act of the buyer it is of.
type orderRow struct {
	TenantID       id.CompanyID
	ID             id.OrderID
	BuyerID        id.CompanyID
	Number         string
	SupplierName   string
	BuyerName      string
	CustomerCode   string
	PersonName     string
	Reference      string
	Note           string
	NeededBy       *time.Time
	Currency       money.Currency
	Freight        int64
	FreightUnknown bool
	Fee            int64
	Terms          string `gorm:"type:jsonb"`
	AnswerHours    int
	Status         string
	Lines          int
	WaitsSupplier  int
	WaitsBuyer     int
	DueAt          *time.Time
	Goods          int64
	Saved          int64
	Tax            int64
	Total          int64
	Version        int64
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
	ChangedAt      time.Time
}

// orderColumns are those of orderRow.
const orderColumns = `o.tenant_id, o.id, o.buyer_id, o.number, o.supplier_name, o.buyer_name, o.customer_code, o.person_name, o.reference, o.note, o.needed_by, o.currency, o.freight, o.freight_unknown, o.fee, o.terms::text AS terms,
  o.answer_hours, o.status, o.lines, o.waits_supplier, o.waits_buyer, o.due_at, o.goods, o.saved, o.tax, o.total, o.version, o.created_at, o.changed_at`

// boughtRow is an order as its buyer has it.
type boughtRow struct {
	Order      orderRow `gorm:"embedded"`
	PurchaseID id.PurchaseID
}

// TableName names the table.
func (boughtRow) TableName() string { return "ordering_order" }

// termsJSON is how a row holds terms.
type termsJSON struct {
	Payment         string `json:"payment,omitempty"`
	PaymentDays     *int   `json:"payment_days,omitempty"`
	Incoterm        string `json:"incoterm,omitempty"`
	DeliveryPlace   string `json:"delivery_place,omitempty"`
	DeliveryDays    *int   `json:"delivery_days,omitempty"`
	DiscountPercent string `json:"discount_percent,omitempty"`
	DiscountDays    int    `json:"discount_days,omitempty"`
}

// takenJSON is how a row holds a promotion of a line.
type takenJSON struct {
	Promotion id.PromotionID `json:"promotion"`
	Name      string         `json:"name"`
	Version   int64          `json:"version"`
	Saved     int64          `json:"saved"`
}

// proposalJSON is how a row holds a counter-proposal.
type proposalJSON struct {
	Quantity   decimal.Decimal `json:"quantity"`
	Price      decimal.Decimal `json:"price"`
	PromisedOn *time.Time      `json:"promised_on,omitempty"`
}

type lineRow struct {
	TenantID      id.CompanyID
	OrderID       id.OrderID
	Line          int
	BuyerID       id.CompanyID
	ItemID        id.ItemID
	SKU           string `gorm:"column:sku"`
	Name          string
	Brand         string
	MPN           string `gorm:"column:mpn"`
	GTIN          string `gorm:"column:gtin"`
	Unit          string
	PerCase       *decimal.Decimal
	Ordered       decimal.Decimal
	Quantity      decimal.Decimal
	Shipped       decimal.Decimal
	Received      decimal.Decimal
	Currency      money.Currency
	Price         decimal.Decimal
	Goods         int64
	Saved         int64
	TaxRate       *decimal.Decimal
	Tax           int64
	Promotions    string `gorm:"type:jsonb"`
	Receipt       string
	Protection    string
	NoticeDays    int
	LeadDays      *int
	NeededBy      *time.Time
	Note          string
	Available     bool
	ReservationID id.ReservationID
	State         string
	DueAt         *time.Time
	PromisedOn    *time.Time
	Reason        string
	Proposal      *string `gorm:"type:jsonb"`
}

// TableName names the table.
func (lineRow) TableName() string { return "ordering_line" }

// lineColumns are those of lineRow but for the receipt, which is long.
const lineColumns = `l.tenant_id, l.order_id, l.line, l.buyer_id, l.item_id, l.sku, l.name, l.brand, l.mpn, l.gtin, l.unit, l.per_case, l.ordered, l.quantity, l.shipped, l.received, l.currency, l.price, l.goods, l.saved, l.tax_rate, l.tax,
  l.promotions::text AS promotions, l.protection, l.notice_days, l.lead_days, l.needed_by, l.note, l.available, l.reservation_id, l.state, l.due_at, l.promised_on, l.reason, l.proposal::text AS proposal`

// eventJSON is what a row holds of an event beside its columns.
type eventJSON struct {
	Quantity   string         `json:"quantity,omitempty"`
	Price      string         `json:"price,omitempty"`
	Currency   money.Currency `json:"currency"`
	PromisedOn *time.Time     `json:"promised_on,omitempty"`
	Reason     string         `json:"reason,omitempty"`
}

type eventRow struct {
	TenantID   id.CompanyID
	OrderID    id.OrderID
	Version    int64
	Line       int
	BuyerID    id.CompanyID
	Side       string
	PersonName string
	Act        string
	State      string
	Data       string `gorm:"type:jsonb"`
	At         time.Time
}

// TableName names the table.
func (eventRow) TableName() string { return "ordering_event" }

type messageRow struct {
	TenantID   id.CompanyID
	OrderID    id.OrderID
	Number     int
	BuyerID    id.CompanyID
	Side       string
	PersonName string
	Body       string
	At         time.Time
}

// TableName names the table.
func (messageRow) TableName() string { return "ordering_message" }

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func written(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

func (r orderRow) summary() Summary {
	return Summary{
		ID: r.ID, Number: r.Number, Supplier: Party{r.TenantID, r.SupplierName}, Buyer: Party{r.BuyerID, r.BuyerName}, CustomerCode: r.CustomerCode, Person: r.PersonName, Reference: r.Reference,
		CreatedAt: r.CreatedAt.UTC(), ChangedAt: r.ChangedAt.UTC(), Status: Status(r.Status), Lines: r.Lines, Waits: map[Side]int{Supplier: r.WaitsSupplier, Buyer: r.WaitsBuyer}, Due: moment(r.DueAt),
		Currency: r.Currency, Total: r.Total, Version: r.Version,
	}
}

func (r orderRow) order() (Order, error) {
	out := Order{
		Summary: r.summary(), Goods: r.Goods, Saved: r.Saved, Freight: r.Freight, FreightUnknown: r.FreightUnknown, Fee: r.Fee, Tax: r.Tax, Note: r.Note, NeededBy: moment(r.NeededBy),
		AnswerWithin: time.Duration(r.AnswerHours) * time.Hour,
	}
	var t termsJSON
	err := json.Unmarshal([]byte(r.Terms), &t)
	out.Terms = Terms(t)
	return out, err
}

// rowOf is an order as it is first written.
func rowOf(o Order) (orderRow, error) {
	terms, err := written(termsJSON(o.Terms))
	return orderRow{
		TenantID: o.Supplier.Company, ID: o.ID, BuyerID: o.Buyer.Company, Number: o.Number, SupplierName: o.Supplier.Name, BuyerName: o.Buyer.Name, CustomerCode: o.CustomerCode, PersonName: o.Person,
		Reference: o.Reference, Note: o.Note, NeededBy: optional.Time(o.NeededBy), Currency: o.Currency, Freight: o.Freight, FreightUnknown: o.FreightUnknown, Fee: o.Fee, Terms: terms,
		AnswerHours: int(o.AnswerWithin / time.Hour), Status: string(o.Status), Lines: len(o.Lines), WaitsSupplier: o.Waits[Supplier], WaitsBuyer: o.Waits[Buyer], DueAt: optional.Time(o.Due),
		Goods: o.Goods, Saved: o.Saved, Tax: o.Tax, Total: o.Total, Version: o.Version, CreatedAt: o.CreatedAt, ChangedAt: o.ChangedAt,
	}, err
}

func (r lineRow) line() (Line, error) {
	price, err := money.NewUnitPrice(r.Price, r.Currency)
	if err != nil {
		return Line{}, err
	}
	out := Line{
		Number: r.Line, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Brand: r.Brand, MPN: r.MPN, GTIN: r.GTIN, Unit: r.Unit, Case: optional.Value(r.PerCase), Ordered: r.Ordered, Quantity: r.Quantity, Shipped: r.Shipped, Received: r.Received, Price: price,
		Goods: r.Goods, Saved: r.Saved, TaxRate: r.TaxRate, Tax: r.Tax, Protection: pricing.Protection(r.Protection), NoticeDays: r.NoticeDays, LeadDays: r.LeadDays, NeededBy: moment(r.NeededBy), Note: r.Note,
		Available: r.Available, Reservation: r.ReservationID, State: State(r.State), Due: moment(r.DueAt), PromisedOn: moment(r.PromisedOn), Reason: r.Reason,
	}
	var taken []takenJSON
	if err := json.Unmarshal([]byte(r.Promotions), &taken); err != nil {
		return out, err
	}
	for _, t := range taken {
		out.Promotions = append(out.Promotions, Taken(t))
	}
	if r.Proposal == nil {
		return out, nil
	}
	var p proposalJSON
	if err := json.Unmarshal([]byte(*r.Proposal), &p); err != nil {
		return out, err
	}
	price, err = money.NewUnitPrice(p.Price, r.Currency)
	out.Proposal = &Proposal{p.Quantity, price, moment(p.PromisedOn)}
	return out, err
}

// moved is what of a line both sides move.
func (l Line) moved() (promotions string, proposal *string, err error) {
	taken := make([]takenJSON, len(l.Promotions))
	for i, t := range l.Promotions {
		taken[i] = takenJSON(t)
	}
	if promotions, err = written(taken); err != nil || l.Proposal == nil {
		return promotions, nil, err
	}
	text, err := written(proposalJSON{l.Proposal.Quantity, l.Proposal.Price.Decimal(), optional.Time(l.Proposal.PromisedOn)})
	return promotions, &text, err
}

func lineRowOf(o Order, l Line, receipt string) (lineRow, error) {
	promotions, proposal, err := l.moved()
	out := lineRow{
		TenantID: o.Supplier.Company, OrderID: o.ID, Line: l.Number, BuyerID: o.Buyer.Company, ItemID: l.Item, SKU: l.SKU, Name: l.Name, Brand: l.Brand, MPN: l.MPN, GTIN: l.GTIN, Unit: l.Unit,
		Ordered: l.Ordered, Quantity: l.Quantity, Shipped: l.Shipped, Received: l.Received, Currency: l.Price.Currency(), Price: l.Price.Decimal(), Goods: l.Goods, Saved: l.Saved, TaxRate: l.TaxRate, Tax: l.Tax, Promotions: promotions, Receipt: receipt,
		Protection: string(l.Protection), NoticeDays: l.NoticeDays, LeadDays: l.LeadDays, NeededBy: optional.Time(l.NeededBy), Note: l.Note, Available: l.Available, ReservationID: l.Reservation,
		State: string(l.State), DueAt: optional.Time(l.Due), PromisedOn: optional.Time(l.PromisedOn), Reason: l.Reason, Proposal: proposal,
	}
	if !l.Case.IsZero() {
		out.PerCase = &l.Case
	}
	return out, err
}

func eventRowOf(o Order, e Event) (eventRow, error) {
	data, err := written(eventJSON{e.Quantity, e.Price.Decimal().String(), e.Price.Currency(), optional.Time(e.PromisedOn), e.Reason})
	return eventRow{
		TenantID: o.Supplier.Company, OrderID: o.ID, Version: e.Version, Line: e.Line, BuyerID: o.Buyer.Company, Side: string(e.Side), PersonName: e.Person, Act: string(e.Act), State: string(e.State), Data: data, At: e.At,
	}, err
}

func (r eventRow) event() (Event, error) {
	var d eventJSON
	if err := json.Unmarshal([]byte(r.Data), &d); err != nil {
		return Event{}, err
	}
	out := Event{
		Version: r.Version, Line: r.Line, Side: Side(r.Side), Person: r.PersonName, Act: Act(r.Act), State: State(r.State), At: r.At.UTC(), Quantity: d.Quantity, PromisedOn: moment(d.PromisedOn), Reason: d.Reason,
	}
	if d.Price == "" {
		return out, nil
	}
	var err error
	out.Price, err = money.ParseUnitPrice(d.Price, d.Currency)
	return out, err
}

// owner is the column that makes an order a side's own.
func (s Side) owner() string {
	if s == Buyer {
		return "o.buyer_id"
	}
	return "o.tenant_id"
}

// readOrder reads an order of a side with its lines, or fault.NotFound; locked keeps others from moving it until the transaction ends.
func readOrder(tx *tenants.Tx, side Side, company id.CompanyID, order id.OrderID, locked bool) (Order, error) {
	text := "SELECT " + orderColumns + " FROM ordering_order o WHERE " + side.owner() + " = ? AND o.id = ?"
	if locked {
		text += " FOR UPDATE"
	}
	var rows []orderRow
	if err := tx.Gorm().Raw(text, company, order).Scan(&rows).Error; err != nil {
		return Order{}, err
	}
	if len(rows) == 0 {
		return Order{}, fault.NotFound
	}
	out, err := rows[0].order()
	if err != nil {
		return out, err
	}
	var lines []lineRow
	if err := tx.Gorm().Raw("SELECT "+lineColumns+" FROM ordering_line l WHERE l.tenant_id = ? AND l.order_id = ? ORDER BY l.line", out.Supplier.Company, order).Scan(&lines).Error; err != nil {
		return out, err
	}
	out.Lines = make([]Line, len(lines))
	for i, r := range lines {
		if out.Lines[i], err = r.line(); err != nil {
			return out, err
		}
	}
	return out, nil
}

// readWhole reads an order with all that happened to it.
func readWhole(tx *tenants.Tx, side Side, company id.CompanyID, order id.OrderID) (Order, error) {
	out, err := readOrder(tx, side, company, order, false)
	if err != nil {
		return out, err
	}
	var events []eventRow
	if err := tx.Gorm().Raw("SELECT version, line, side, person_name, act, state, data::text AS data, at FROM ordering_event WHERE tenant_id = ? AND order_id = ? ORDER BY version, line", out.Supplier.Company, order).Scan(&events).Error; err != nil {
		return out, err
	}
	out.Events = make([]Event, len(events))
	for i, r := range events {
		if out.Events[i], err = r.event(); err != nil {
			return out, err
		}
	}
	var messages []messageRow
	if err := tx.Gorm().Raw("SELECT side, person_name, body, at FROM ordering_message WHERE tenant_id = ? AND order_id = ? ORDER BY number", out.Supplier.Company, order).Scan(&messages).Error; err != nil {
		return out, err
	}
	for _, m := range messages {
		out.Messages = append(out.Messages, Message{m.At.UTC(), Side(m.Side), m.PersonName, m.Body})
	}
	if side == Supplier {
		out.Held, err = heldOf(tx, out)
		return out, err
	}
	return out, tx.Gorm().Raw("SELECT purchase_id FROM ordering_order WHERE buyer_id = ? AND id = ?", company, order).Scan(&out.Purchase).Error
}

// heldOf are the lines that stock is held for now, in the supplier's scope.
func heldOf(tx *tenants.Tx, o Order) (map[int]bool, error) {
	ids := make(tenants.TextArray, len(o.Lines))
	for i, l := range o.Lines {
		ids[i] = l.Reservation.UUID()
	}
	var held []id.ReservationID
	err := tx.Gorm().Raw("SELECT id FROM inventory_reservation WHERE tenant_id = ? AND id = ANY (?::uuid[]) AND state = 'held' AND expires_at > ?", o.Supplier.Company, ids, tx.Now()).Scan(&held).Error
	there := make(map[id.ReservationID]bool, len(held))
	for _, h := range held {
		there[h] = true
	}
	out := map[int]bool{}
	for _, l := range o.Lines {
		out[l.Number] = there[l.Reservation]
	}
	return out, err
}

// errMoved says that a row that was locked is not what it was.
var errMoved = errors.New("ordering: an order moved under its lock")

// saveMove writes what events did to an order, over the version before.
func saveMove(tx *tenants.Tx, o Order, events []Event) error {
	got := tx.Gorm().Exec(`UPDATE ordering_order SET status = ?, waits_supplier = ?, waits_buyer = ?, due_at = ?, goods = ?, saved = ?, tax = ?, total = ?, version = ?, changed_at = ?
WHERE tenant_id = ? AND id = ? AND version = ?`,
		string(o.Status), o.Waits[Supplier], o.Waits[Buyer], optional.Time(o.Due), o.Goods, o.Saved, o.Tax, o.Total, o.Version, o.ChangedAt, o.Supplier.Company, o.ID, o.Version-1)
	if got.Error != nil {
		return got.Error
	}
	if got.RowsAffected != 1 {
		return errMoved
	}
	for _, e := range events {
		l := o.Lines[e.Line-1]
		promotions, proposal, err := l.moved()
		if err != nil {
			return err
		}
		got := tx.Gorm().Exec(`UPDATE ordering_line SET quantity = ?, shipped = ?, received = ?, price = ?, goods = ?, saved = ?, tax = ?, promotions = ?::jsonb, state = ?, due_at = ?, promised_on = ?, reason = ?, proposal = ?::jsonb
WHERE tenant_id = ? AND order_id = ? AND line = ?`,
			l.Quantity, l.Shipped, l.Received, l.Price.Decimal(), l.Goods, l.Saved, l.Tax, promotions, string(l.State), optional.Time(l.Due), optional.Time(l.PromisedOn), l.Reason, proposal, o.Supplier.Company, o.ID, l.Number)
		if got.Error != nil {
			return got.Error
		}
		if got.RowsAffected != 1 {
			return errMoved
		}
	}
	return insertEvents(tx, o, events)
}

func insertEvents(tx *tenants.Tx, o Order, events []Event) error {
	rows, err := eventRowsOf(o, events)
	if err != nil {
		return err
	}
	return tx.Gorm().Create(&rows).Error
}

func eventRowsOf(o Order, events []Event) ([]eventRow, error) {
	rows := make([]eventRow, len(events))
	for i, e := range events {
		var err error
		if rows[i], err = eventRowOf(o, e); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// keepHolds lets what is held at the supplier of the scope live longer.
func keepHolds(tx *tenants.Tx, ids []id.ReservationID, until time.Time) error {
	texts := make(tenants.TextArray, len(ids))
	for i, one := range ids {
		texts[i] = one.UUID()
	}
	var kept int64
	return tx.Gorm().Raw("SELECT count(*) FROM sec.keep_holds(?::uuid[], ?, ?)", texts, until, tx.Now()).Scan(&kept).Error
}

// readReceipt is the signed receipt of a line, as it was signed, or fault.NotFound.
func readReceipt(tx *tenants.Tx, side Side, company id.CompanyID, order id.OrderID, line int) ([]byte, error) {
	var found []string
	err := tx.Gorm().Raw("SELECT l.receipt FROM ordering_order o JOIN ordering_line l ON l.tenant_id = o.tenant_id AND l.order_id = o.id WHERE "+side.owner()+" = ? AND o.id = ? AND l.line = ?", company, order, line).Scan(&found).Error
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fault.NotFound
	}
	return []byte(found[0]), nil
}

// insertMessage writes a message about an order that is locked.
func insertMessage(tx *tenants.Tx, o Order, m Message) error {
	var last int
	if err := tx.Gorm().Raw("SELECT coalesce(max(number), 0) FROM ordering_message WHERE tenant_id = ? AND order_id = ?", o.Supplier.Company, o.ID).Scan(&last).Error; err != nil {
		return err
	}
	return tx.Gorm().Create(&messageRow{TenantID: o.Supplier.Company, OrderID: o.ID, Number: last + 1, BuyerID: o.Buyer.Company, Side: string(m.Side), PersonName: m.Person, Body: m.Text, At: m.At}).Error
}

// reader is somebody who is written to.
type reader struct{ Email, Country string }

// readReaders are the people of the scope's company with one of the roles, owners and administrators among them, and where it is.
func readReaders(tx *tenants.Tx, company id.CompanyID, roles ...string) ([]reader, error) {
	var rows []reader
	err := tx.Gorm().Raw(`SELECT p.email, c.country FROM identity_seat t JOIN identity_person p ON p.id = t.person_id JOIN identity_company c ON c.id = t.company_id
WHERE t.company_id = ? AND t.removed_at IS NULL AND t.roles && ?::text[] ORDER BY t.id`, company, tenants.TextArray(append(roles, "owner", "admin"))).Scan(&rows).Error
	return rows, err
}

// Settings are how a supplier answers orders.
type Settings struct {
	AutoAccept   bool
	AnswerWithin time.Duration
	Version      int64 // 0: nobody has set anything
}

// usualAnswer is within which orders are answered when a supplier says nothing.
const usualAnswer = 48 * time.Hour

func readSettings(tx *tenants.Tx, supplier id.CompanyID) (Settings, error) {
	var rows []struct {
		AutoAccept  bool
		AnswerHours int
		Version     int64
	}
	err := tx.Gorm().Raw("SELECT auto_accept, answer_hours, version FROM ordering_setting WHERE tenant_id = ?", supplier).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return Settings{AnswerWithin: usualAnswer}, err
	}
	return Settings{rows[0].AutoAccept, time.Duration(rows[0].AnswerHours) * time.Hour, rows[0].Version}, nil
}

// putSettings writes them over a version; false where another one stands by now.
func putSettings(tx *tenants.Tx, supplier id.CompanyID, s Settings) (bool, error) {
	got := tx.Gorm().Exec(`INSERT INTO ordering_setting AS x (tenant_id, auto_accept, answer_hours, version, updated_at) VALUES (?, ?, ?, 1, ?)
ON CONFLICT (tenant_id) DO UPDATE SET auto_accept = excluded.auto_accept, answer_hours = excluded.answer_hours, version = x.version + 1, updated_at = excluded.updated_at WHERE x.version = ?`,
		supplier, s.AutoAccept, int(s.AnswerWithin/time.Hour), tx.Now(), s.Version)
	return got.RowsAffected == 1, got.Error
}
