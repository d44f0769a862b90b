package credit

import (
	"database/sql"
	"encoding/json"
	"strconv"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// accountRow is a customer with its account, where it has one.
type accountRow struct {
	BuyerID       id.CompanyID
	BuyerName     string
	CustomerCode  string
	Agreed        terms.Column
	Currency      *money.Currency
	CreditLimit   *int64
	LimitUntil    *time.Time
	OverLimit     *string
	Overdue       *string
	OverdueDays   *int
	OnHard        *string
	PrepaidOnly   *bool
	Stopped       *bool
	Shown         *bool
	Note          *string
	Invoiced      *int64
	Delivered     *int64
	Reserved      *int64
	Prepaid       *int64
	AgreedCredit  *int64
	Entries       *int64
	Version       *int64
	TermsAt       *time.Time
	Oldest        *time.Time
	OverdueAmount int64
	Waiting       int
	Soft          int
	SortKey       string
}

func (r accountRow) customer(now time.Time) Customer {
	out := Customer{
		Buyer: r.BuyerID, Name: r.BuyerName, Code: r.CustomerCode, PaymentDays: terms.Terms(r.Agreed).PaymentDays, OldestDue: optional.Value(r.Oldest), OverdueAmount: r.OverdueAmount, Waiting: r.Waiting, Soft: r.Soft,
		Entries: optional.Value(r.Entries), Version: optional.Value(r.Version), Set: r.TermsAt != nil, key: r.SortKey,
	}
	out.Account = Account{
		Terms: Terms{
			Currency: optional.Value(r.Currency), Limit: r.CreditLimit, LimitUntil: optional.Value(r.LimitUntil), OverLimit: NoHold, Overdue: NoHold, OverdueDays: optional.Value(r.OverdueDays), OnHard: Wait,
			PrepaidOnly: optional.Value(r.PrepaidOnly), Stopped: optional.Value(r.Stopped), Shown: optional.Value(r.Shown), Note: optional.Value(r.Note),
		},
		Sums: Sums{optional.Value(r.Invoiced), optional.Value(r.Delivered), optional.Value(r.Reserved), optional.Value(r.Prepaid), optional.Value(r.AgreedCredit)},
	}
	if r.OverLimit != nil {
		out.Account.OverLimit, out.Account.Terms.Overdue, out.Account.OnHard = Hold(*r.OverLimit), Hold(optional.Value(r.Overdue)), OnHard(optional.Value(r.OnHard))
	}
	if r.Oldest != nil {
		out.Account.Late = Invoice{Open: 1, DueOn: *r.Oldest}.Overdue(out.Account.OverdueDays, now)
	}
	return out
}

// sorts are what lists are in the order of: a number, the least first.
var sorts = map[Sort]string{
	ByName:     "0",
	ByExposure: "-coalesce(a.exposure, 0)",
	ByRoom:     "coalesce(a.credit_limit - a.exposure, 9000000000000000000)",
	ByUse:      "CASE WHEN a.credit_limit > 0 THEN -a.exposure::numeric / a.credit_limit ELSE 1 END",
	ByOldest:   "coalesce((SELECT min(i.due_on) FROM credit_invoice i WHERE i.tenant_id = r.tenant_id AND i.buyer_id = r.buyer_id AND i.open > 0) - '2000-01-01'::date, 1000000)",
}

// shows are what filters say of a customer x.
var shows = map[Show]string{
	ShowAll:     "true",
	ShowSet:     "x.terms_at IS NOT NULL",
	ShowNear:    "x.credit_limit IS NOT NULL AND x.exposure <= x.credit_limit AND x.exposure >= x.credit_limit * 0.8",
	ShowOver:    "x.exposure > x.credit_limit",
	ShowOverdue: "x.overdue_amount > 0",
	ShowWaiting: "x.waiting + x.soft > 0",
	ShowStopped: "x.stopped",
}

// customersSelect reads customers; its placeholder is a sort.
const customersSelect = `SELECT r.buyer_id, r.buyer_name, r.customer_code, r.terms AS agreed, a.currency, a.credit_limit, a.limit_until, a.over_limit, a.overdue, a.overdue_days, a.on_hard, a.prepaid_only, a.stopped, a.shown, a.note,
  a.invoiced, a.delivered, a.reserved, a.prepaid, a.agreed AS agreed_credit, a.exposure, a.entries, a.version, a.terms_at, i.oldest, coalesce(i.late, 0) AS overdue_amount,
  coalesce(v.waiting, 0) AS waiting, coalesce(v.soft, 0) AS soft, %s AS sort_key
FROM trading_relationship r LEFT JOIN credit_account a ON a.tenant_id = r.tenant_id AND a.buyer_id = r.buyer_id
LEFT JOIN LATERAL (SELECT min(n.due_on) AS oldest, sum(n.open) FILTER (WHERE n.due_on < @today) AS late FROM credit_invoice n WHERE n.tenant_id = r.tenant_id AND n.buyer_id = r.buyer_id AND n.open > 0) i ON true
LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE n.hold = 'hard') AS waiting, count(*) FILTER (WHERE n.hold = 'soft') AS soft FROM credit_reservation n WHERE n.tenant_id = r.tenant_id AND n.buyer_id = r.buyer_id AND n.hold <> 'none') v ON true
WHERE r.tenant_id = @tenant AND (r.state = 'approved' OR a.entries > 0)`

func sorted(by Sort) string {
	key, known := sorts[by]
	if !known {
		key = sorts[ByName]
	}
	before, after, _ := cutPlaceholder(customersSelect)
	return before + key + after
}

// listCustomers is a page of a supplier's customers.
func listCustomers(tx *tenants.Tx, supplier id.CompanyID, f Filter, r page.Request) (page.Page[Customer], error) {
	show, known := shows[f.Show]
	if !known {
		show = shows[ShowAll]
	}
	args := []any{sql.Named("tenant", supplier), sql.Named("today", tx.Now().UTC().Format(time.DateOnly)), sql.Named("q", "%"+likeOf(f.Words)+"%"), sql.Named("limit", r.Fetch())}
	text := "SELECT * FROM (" + sorted(f.Sort) + ") x WHERE (x.buyer_name ILIKE @q OR x.customer_code ILIKE @q) AND " + show
	if !r.After.IsZero() {
		var key, name string
		var last id.CompanyID
		if err := r.After.Into(&key, &name, &last); err != nil {
			return page.Page[Customer]{}, err
		}
		if _, err := strconv.ParseFloat(key, 64); err != nil {
			return page.Page[Customer]{}, errCursor
		}
		text += " AND (x.sort_key::numeric, x.buyer_name, x.buyer_id) > (@key::numeric, @name, @last::uuid)"
		args = append(args, sql.Named("key", key), sql.Named("name", name), sql.Named("last", last))
	}
	var rows []accountRow
	if err := tx.Gorm().Raw(text+" ORDER BY x.sort_key::numeric, x.buyer_name, x.buyer_id LIMIT @limit", args...).Scan(&rows).Error; err != nil {
		return page.Page[Customer]{}, err
	}
	all := make([]Customer, len(rows))
	for i, row := range rows {
		all[i] = row.customer(tx.Now())
	}
	return page.Of(r, all, func(c Customer) page.Cursor { return page.After(c.key, c.Name, c.Buyer) }), nil
}

// countCustomers is how many each filter finds.
func countCustomers(tx *tenants.Tx, supplier id.CompanyID) (map[Show]int, error) {
	text, order := "SELECT ", []Show{ShowAll, ShowSet, ShowNear, ShowOver, ShowOverdue, ShowWaiting, ShowStopped}
	for i, s := range order {
		if i > 0 {
			text += ", "
		}
		text += "count(*) FILTER (WHERE " + shows[s] + ")"
	}
	row := tx.Gorm().Raw(text+" FROM ("+sorted(ByName)+") x", sql.Named("tenant", supplier), sql.Named("today", tx.Now().UTC().Format(time.DateOnly))).Row()
	counts := make([]int, len(order))
	into := make([]any, len(order))
	for i := range counts {
		into[i] = &counts[i]
	}
	if err := row.Scan(into...); err != nil {
		return nil, err
	}
	out := map[Show]int{}
	for i, s := range order {
		out[s] = counts[i]
	}
	return out, nil
}

// readCustomer is one customer of a supplier, or fault.NotFound.
func readCustomer(tx *tenants.Tx, supplier, buyer id.CompanyID) (Customer, error) {
	var rows []accountRow
	err := tx.Gorm().Raw(sorted(ByName)+" AND r.buyer_id = @buyer", sql.Named("tenant", supplier), sql.Named("today", tx.Now().UTC().Format(time.DateOnly)), sql.Named("buyer", buyer)).Scan(&rows).Error
	if err != nil {
		return Customer{}, err
	}
	if len(rows) == 0 {
		return Customer{}, fault.NotFound
	}
	return rows[0].customer(tx.Now()), nil
}

// lockAccount keeps others from the account of a buyer until the transaction ends.
func lockAccount(tx *tenants.Tx, supplier, buyer id.CompanyID) error {
	var n []int
	return tx.Gorm().Raw("SELECT 1 FROM credit_account WHERE tenant_id = ? AND buyer_id = ? FOR UPDATE", supplier, buyer).Scan(&n).Error
}

// putTerms writes terms, and answers which orders wait no longer by them.
func putTerms(tx *tenants.Tx, supplier, buyer id.CompanyID, t Terms) ([]id.OrderID, error) {
	err := tx.Gorm().Exec(`INSERT INTO credit_account AS a (tenant_id, buyer_id, currency, credit_limit, limit_until, over_limit, overdue, overdue_days, on_hard, prepaid_only, stopped, shown, note, version, terms_at, updated_at)
VALUES (@tenant, @buyer, @currency, @limit, @until, @over, @overdue, @days, @hard, @prepaid, @stopped, @shown, @note, 1, @now, @now)
ON CONFLICT (tenant_id, buyer_id) DO UPDATE SET currency = excluded.currency, credit_limit = excluded.credit_limit, limit_until = excluded.limit_until, over_limit = excluded.over_limit, overdue = excluded.overdue,
  overdue_days = excluded.overdue_days, on_hard = excluded.on_hard, prepaid_only = excluded.prepaid_only, stopped = excluded.stopped, shown = excluded.shown, note = excluded.note, version = a.version + 1,
  terms_at = excluded.terms_at, updated_at = excluded.updated_at`,
		sql.Named("tenant", supplier), sql.Named("buyer", buyer), sql.Named("currency", t.Currency), sql.Named("limit", t.Limit), sql.Named("until", dayOrNil(t.LimitUntil)), sql.Named("over", string(t.OverLimit)),
		sql.Named("overdue", string(t.Overdue)), sql.Named("days", t.OverdueDays), sql.Named("hard", string(t.OnHard)), sql.Named("prepaid", t.PrepaidOnly), sql.Named("stopped", t.Stopped), sql.Named("shown", t.Shown),
		sql.Named("note", t.Note), sql.Named("now", tx.Now())).Error
	if err != nil {
		return nil, err
	}
	var lifted tenants.TextArray
	if err := tx.Gorm().Raw("SELECT sec.recheck_credit(?, ?)", buyer, tx.Now()).Row().Scan(&lifted); err != nil {
		return nil, err
	}
	return orderIDs(lifted)
}

func dayOrNil(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return optional.Of(t.Format(time.DateOnly))
}

func orderIDs(all tenants.TextArray) ([]id.OrderID, error) {
	out := make([]id.OrderID, len(all))
	for i, text := range all {
		if err := out[i].Scan(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// waitingOrders is how many orders wait on an account, whose currency then stays.
func waitingOrders(tx *tenants.Tx, supplier, buyer id.CompanyID) (n int64, err error) {
	err = tx.Gorm().Raw("SELECT count(*) FROM credit_reservation WHERE tenant_id = ? AND buyer_id = ? AND state = 'held'", supplier, buyer).Scan(&n).Error
	return n, err
}

// draftJSON is an entry as the database's function takes it.
type draftJSON struct {
	Kind     EntryKind `json:"kind"`
	Amount   int64     `json:"amount"`
	Document string    `json:"document,omitempty"`
	IssuedOn string    `json:"issued_on,omitempty"`
	DueOn    string    `json:"due_on,omitempty"`
	Order    string    `json:"order,omitempty"`
	Last     bool      `json:"last,omitempty"`
	Reverses int64     `json:"reverses,omitempty"`
	Note     string    `json:"note,omitempty"`
	Person   string    `json:"person,omitempty"`
}

// enter writes an entry, and answers its number and which orders wait no longer by it.
func enter(tx *tenants.Tx, buyer id.CompanyID, d Draft, person string) (string, int64, []id.OrderID, error) {
	j := draftJSON{Kind: d.Kind, Amount: d.Amount, Document: d.Document, Last: d.Last, Reverses: d.Reverses, Note: d.Note, Person: person}
	if !d.IssuedOn.IsZero() {
		j.IssuedOn, j.DueOn = d.IssuedOn.Format(time.DateOnly), d.DueOn.Format(time.DateOnly)
	}
	if !d.Order.IsZero() {
		j.Order = d.Order.UUID()
	}
	text, err := json.Marshal(j)
	if err != nil {
		return "", 0, nil, err
	}
	var outcome string
	var number *int64
	var lifted tenants.TextArray
	if err := tx.Gorm().Raw("SELECT outcome, number, lifted FROM sec.enter_credit(?, ?::jsonb, ?)", buyer, string(text), tx.Now()).Row().Scan(&outcome, &number, &lifted); err != nil {
		return "", 0, nil, err
	}
	orders, err := orderIDs(lifted)
	return outcome, optional.Value(number), orders, err
}

// entryRow is an entry of the ledger.
type entryRow struct {
	Number    int64
	Kind      string
	Amount    int64
	Invoiced  int64
	Delivered int64
	Reserved  int64
	Prepaid   int64
	Agreed    int64
	Document  string
	OrderID   id.OrderID
	Reverses  *int64
	Reversed  bool
	Applied   string
	Note      string
	Person    string
	At        time.Time
}

// listEntries is a page of the ledger of an account, the newest first. What is held before its order has a number is shown with the number that it got.
func listEntries(tx *tenants.Tx, supplier, buyer id.CompanyID, r page.Request) (page.Page[Entry], error) {
	text, args := `SELECT e.number, e.kind, e.amount, e.invoiced, e.delivered, e.reserved, e.prepaid, e.agreed, coalesce(nullif(e.document, ''), v.number, '') AS document, e.order_id, e.reverses, e.applied::text AS applied, e.note, e.person, e.at,
  EXISTS (SELECT FROM credit_entry x WHERE x.tenant_id = e.tenant_id AND x.buyer_id = e.buyer_id AND x.reverses = e.number) AS reversed
FROM credit_entry e LEFT JOIN credit_reservation v ON v.tenant_id = e.tenant_id AND v.order_id = e.order_id
WHERE e.tenant_id = ? AND e.buyer_id = ?`, []any{supplier, buyer}
	if !r.After.IsZero() {
		var last int64
		if err := r.After.Into(&last); err != nil {
			return page.Page[Entry]{}, err
		}
		text, args = text+" AND e.number < ?", append(args, last)
	}
	var rows []entryRow
	if err := tx.Gorm().Raw(text+" ORDER BY e.number DESC LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error; err != nil {
		return page.Page[Entry]{}, err
	}
	all := make([]Entry, len(rows))
	for i, row := range rows {
		var err error
		if all[i], err = row.entry(); err != nil {
			return page.Page[Entry]{}, err
		}
	}
	return page.Of(r, all, func(e Entry) page.Cursor { return page.After(e.Number) }), nil
}

func (r entryRow) entry() (Entry, error) {
	out := Entry{
		Number: r.Number, Kind: EntryKind(r.Kind), Amount: r.Amount, Sums: Sums{r.Invoiced, r.Delivered, r.Reserved, r.Prepaid, r.Agreed}, Document: r.Document, Order: r.OrderID, Reverses: optional.Value(r.Reverses),
		Reversed: r.Reversed, Note: r.Note, Person: r.Person, At: r.At.UTC(),
	}
	var applied []struct {
		Number string `json:"number"`
		Amount int64  `json:"amount"`
	}
	err := json.Unmarshal([]byte(r.Applied), &applied)
	for _, a := range applied {
		if a.Number != "" {
			out.Applied = append(out.Applied, Applied(a))
		}
	}
	return out, err
}

// invoiceRow is an open invoice.
type invoiceRow struct {
	TenantID id.CompanyID
	Number   string
	Amount   int64
	Open     int64
	IssuedOn time.Time
	DueOn    time.Time
}

func (r invoiceRow) invoice() Invoice {
	return Invoice{r.Number, r.Amount, r.Open, r.IssuedOn.UTC(), r.DueOn.UTC()}
}

// openInvoices are what a buyer has not paid at a supplier, the first due first.
func openInvoices(tx *tenants.Tx, supplier, buyer id.CompanyID) ([]Invoice, error) {
	var rows []invoiceRow
	err := tx.Gorm().Raw("SELECT tenant_id, number, amount, open, issued_on, due_on FROM credit_invoice WHERE tenant_id = ? AND buyer_id = ? AND open > 0 ORDER BY due_on, number", supplier, buyer).Scan(&rows).Error
	out := make([]Invoice, len(rows))
	for i, r := range rows {
		out[i] = r.invoice()
	}
	return out, err
}
