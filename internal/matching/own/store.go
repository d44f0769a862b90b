package own

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/find"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/tenants"
)

// itemRow is what an item is called, as it is read.
type itemRow struct {
	TenantID  id.CompanyID
	ItemID    id.ItemID
	Code      string
	Name      string
	Holds     decimal.NullDecimal
	HoldsUnit quantity.Unit
	UpdatedAt time.Time
}

func (r itemRow) item() Item {
	out := Item{Ref: Ref{r.TenantID, r.ItemID}, Facts: Facts{Code: r.Code, Name: r.Name}, UpdatedAt: r.UpdatedAt.UTC()}
	if r.Holds.Valid {
		out.Holds = &Content{r.Holds.Decimal, r.HoldsUnit}
	}
	return out
}

const itemColumns = "o.tenant_id, o.item_id, o.code, o.name, o.holds, o.holds_unit, o.updated_at"

// named is SQL that makes a table n (tenant_id, item_id) of refs that come as JSON.
const named = "jsonb_to_recordset(?::jsonb) AS n(tenant_id uuid, item_id uuid)"

// refRow is a ref as it goes into SQL.
type refRow struct {
	Tenant string `json:"tenant_id"`
	Item   string `json:"item_id"`
}

// refsJSON is refs as an argument of SQL.
func refsJSON(refs []Ref) string {
	rows := make([]refRow, len(refs))
	for i, r := range refs {
		rows[i] = refRow{r.Supplier.UUID(), r.Item.UUID()}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		panic(err) // two texts each
	}
	return string(text)
}

// FactsOf answers what a buyer calls those of the items for which it says anything.
func FactsOf(tx *tenants.Tx, buyer id.CompanyID, refs []Ref) (map[Ref]Item, error) {
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+" FROM "+named+" JOIN matching_own_item o ON o.buyer_id = ? AND o.tenant_id = n.tenant_id AND o.item_id = n.item_id",
		refsJSON(refs), buyer).Scan(&rows).Error
	out := make(map[Ref]Item, len(rows))
	for _, r := range rows {
		item := r.item()
		out[item.Ref] = item
	}
	return out, err
}

// Put writes what a buyer calls an item, or takes it away when nothing is said.
func Put(tx *tenants.Tx, buyer id.CompanyID, ref Ref, f Facts) error {
	if err := put(tx, buyer, ref, f); err != nil {
		return err
	}
	return searched(tx, buyer, []Ref{ref})
}

// fillAtOnce is how many items FillSearch notes in one transaction.
const fillAtOnce = 500

// FillSearch lets items be found by their own names again that an older hub noted otherwise. It runs beside everything else and may be broken off.
func FillSearch(ctx context.Context, db *tenants.DB) error {
	var buyers []id.CompanyID
	err := db.Read(ctx, tenants.Projector(tenants.ProjectorSweep), func(_ context.Context, tx *tenants.Tx) (err error) {
		buyers, err = find.MissingOwn(tx)
		return err
	})
	problems := []error{err}
	for _, buyer := range buyers {
		problems = append(problems, fillSearch(ctx, db, buyer))
	}
	return errors.Join(problems...)
}

func fillSearch(ctx context.Context, db *tenants.DB, buyer id.CompanyID) error {
	for last := false; !last; {
		err := db.InScope(ctx, tenants.Buyer(buyer, id.SeatID{}), func(_ context.Context, tx *tenants.Tx) error {
			var rows []itemRow // items that somebody is writing are left to that one
			err := tx.Gorm().Raw("SELECT "+itemColumns+` FROM catalog_search_own s JOIN matching_own_item o ON o.buyer_id = s.buyer_id AND o.tenant_id = s.tenant_id AND o.item_id = s.item_id
WHERE s.buyer_id = ? AND s.version < ? LIMIT ? FOR NO KEY UPDATE OF o SKIP LOCKED`, buyer, find.Version, fillAtOnce).Scan(&rows).Error
			if err != nil {
				return err
			}
			last = len(rows) < fillAtOnce
			refs := make([]Ref, len(rows))
			for i, r := range rows {
				refs[i] = Ref{r.TenantID, r.ItemID}
			}
			return searched(tx, buyer, refs)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// searched lets items be found by what they are called now.
func searched(tx *tenants.Tx, buyer id.CompanyID, refs []Ref) error {
	facts, err := FactsOf(tx, buyer, refs)
	if err != nil {
		return err
	}
	named := make([]find.Own, len(refs))
	for i, r := range refs {
		named[i] = find.Own{Supplier: r.Supplier, Item: r.Item, Code: facts[r].Code, Name: facts[r].Name}
	}
	return find.WriteOwn(tx, buyer, named)
}

func put(tx *tenants.Tx, buyer id.CompanyID, ref Ref, f Facts) error {
	if f.Empty() {
		return tx.Gorm().Exec("DELETE FROM matching_own_item WHERE buyer_id = ? AND tenant_id = ? AND item_id = ?", buyer, ref.Supplier, ref.Item).Error
	}
	var holds decimal.NullDecimal
	var unit quantity.Unit
	if f.Holds != nil {
		holds, unit = decimal.NewNullDecimal(f.Holds.Amount), f.Holds.Unit
	}
	return tx.Gorm().Exec(`
INSERT INTO matching_own_item (buyer_id, tenant_id, item_id, code, name, holds, holds_unit, person_id, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (buyer_id, tenant_id, item_id) DO UPDATE SET code = EXCLUDED.code, name = EXCLUDED.name, holds = EXCLUDED.holds, holds_unit = EXCLUDED.holds_unit,
  person_id = EXCLUDED.person_id, updated_at = EXCLUDED.updated_at`,
		buyer, ref.Supplier, ref.Item, f.Code, f.Name, holds, unit.Code(), tx.Scope().PersonID(), tx.Now()).Error
}

// Called is a code and a name for an item; what is empty stays as it is.
type Called struct {
	Ref
	Code, Name string
}

// calledRow is a line of many, as it is written.
type calledRow struct {
	Tenant string `json:"tenant_id"`
	Item   string `json:"item_id"`
	Code   string `json:"code"`
	Name   string `json:"name"`
}

// PutMany writes codes and names of many items, all in one statement. The items must differ from each other.
func PutMany(tx *tenants.Tx, buyer id.CompanyID, lines []Called) error {
	if len(lines) == 0 {
		return nil
	}
	rows, refs := make([]calledRow, len(lines)), make([]Ref, len(lines))
	for i, l := range lines {
		refs[i] = l.Ref
		rows[i] = calledRow{l.Supplier.UUID(), l.Item.UUID(), l.Code, l.Name}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`
INSERT INTO matching_own_item AS old (buyer_id, tenant_id, item_id, code, name, person_id, updated_at)
SELECT ?::uuid, n.tenant_id, n.item_id, n.code, n.name, ?, ? FROM jsonb_to_recordset(?::jsonb) AS n(tenant_id uuid, item_id uuid, code text, name text)
WHERE n.code <> '' OR n.name <> ''
ON CONFLICT (buyer_id, tenant_id, item_id) DO UPDATE SET code = coalesce(nullif(EXCLUDED.code, ''), old.code), name = coalesce(nullif(EXCLUDED.name, ''), old.name),
  person_id = EXCLUDED.person_id, updated_at = EXCLUDED.updated_at`,
		buyer, tx.Scope().PersonID(), tx.Now(), string(text)).Error
	if err != nil {
		return err
	}
	return searched(tx, buyer, refs)
}

// words is SQL that asks for each word in code or name.
func words(text string) (condition string, args []any) {
	for _, word := range strings.Fields(text) {
		condition += " AND concat_ws(' ', o.code, o.name) ILIKE ?"
		args = append(args, tenants.Containing(word))
	}
	return condition, args
}

// List is what a buyer calls items, by its code, after a code and an item. Words are those of code or name; each must occur.
func List(tx *tenants.Tx, buyer id.CompanyID, text, afterCode string, after Ref, limit int) ([]Item, error) {
	condition, args := words(text)
	if !after.Item.IsZero() {
		condition += ` AND (o.code COLLATE "C", o.tenant_id, o.item_id) > (?, ?::uuid, ?::uuid)`
		args = append(args, afterCode, after.Supplier, after.Item)
	}
	var rows []itemRow
	err := tx.Gorm().Raw("SELECT "+itemColumns+" FROM matching_own_item o WHERE o.buyer_id = ?"+condition+` ORDER BY o.code COLLATE "C", o.tenant_id, o.item_id LIMIT ?`,
		append(append([]any{buyer}, args...), limit)...).Scan(&rows).Error
	out := make([]Item, len(rows))
	for i, r := range rows {
		out[i] = r.item()
	}
	return out, err
}
