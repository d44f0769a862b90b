package own

import (
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// linkRow is what was said of two items, as it is read.
type linkRow struct {
	TenantID, OtherTenantID id.CompanyID
	ItemID, OtherItemID     id.ItemID
	Says                    string
	At                      time.Time
}

func (r linkRow) link() Link {
	return Link{Ref{r.TenantID, r.ItemID}, Ref{r.OtherTenantID, r.OtherItemID}, Says(r.Says), r.At.UTC()}
}

func linksOf(rows []linkRow) []Link {
	out := make([]Link, len(rows))
	for i, r := range rows {
		out[i] = r.link()
	}
	return out
}

const linkColumns = "l.tenant_id, l.item_id, l.other_tenant_id, l.other_item_id, l.says, l.at"

// LinksOf answers all that the buyer said of any of the items and another.
func LinksOf(tx *tenants.Tx, buyer id.CompanyID, refs []Ref) ([]Link, error) {
	var some bool // most buyers say nothing of the kind, and a basket has a thousand refs
	err := tx.Gorm().Raw("SELECT EXISTS (SELECT FROM matching_own_link WHERE buyer_id = ?)", buyer).Scan(&some).Error
	if err != nil || !some {
		return nil, err
	}
	var rows []linkRow
	err = tx.Gorm().Raw(`
SELECT `+linkColumns+" FROM "+named+` JOIN matching_own_link l ON l.buyer_id = ? AND l.tenant_id = n.tenant_id AND l.item_id = n.item_id
UNION
SELECT `+linkColumns+" FROM "+named+" JOIN matching_own_link l ON l.buyer_id = ? AND l.other_tenant_id = n.tenant_id AND l.other_item_id = n.item_id",
		refsJSON(refs), buyer, refsJSON(refs), buyer).Scan(&rows).Error
	return linksOf(rows), err
}

// Say writes what the buyer says of an item and each of the others.
func Say(tx *tenants.Tx, buyer id.CompanyID, of Ref, others []Ref, says Says) error {
	for _, other := range others {
		left, right := ordered(of, other)
		var err error
		if says == Nothing {
			err = tx.Gorm().Exec("DELETE FROM matching_own_link WHERE buyer_id = ? AND tenant_id = ? AND item_id = ? AND other_tenant_id = ? AND other_item_id = ?",
				buyer, left.Supplier, left.Item, right.Supplier, right.Item).Error
		} else {
			err = tx.Gorm().Exec(`
INSERT INTO matching_own_link (buyer_id, tenant_id, item_id, other_tenant_id, other_item_id, says, person_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (buyer_id, tenant_id, item_id, other_tenant_id, other_item_id) DO UPDATE SET says = EXCLUDED.says, person_id = EXCLUDED.person_id, at = EXCLUDED.at`,
				buyer, left.Supplier, left.Item, right.Supplier, right.Item, string(says), tx.Scope().PersonID(), tx.Now()).Error
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ListLinks is what the buyer said, the newest first, before a link; says is "" for everything.
func ListLinks(tx *tenants.Tx, buyer id.CompanyID, says Says, before *Link, limit int) ([]Link, error) {
	condition, args := "", []any{buyer}
	if says != "" {
		condition, args = " AND l.says = ?", append(args, string(says))
	}
	if before != nil {
		condition += " AND (l.at < ? OR l.at = ? AND (l.tenant_id, l.item_id, l.other_tenant_id, l.other_item_id) > (?::uuid, ?::uuid, ?::uuid, ?::uuid))"
		args = append(args, before.At, before.At, before.Left.Supplier, before.Left.Item, before.Right.Supplier, before.Right.Item)
	}
	var rows []linkRow
	err := tx.Gorm().Raw("SELECT "+linkColumns+" FROM matching_own_link l WHERE l.buyer_id = ?"+condition+
		" ORDER BY l.at DESC, l.tenant_id, l.item_id, l.other_tenant_id, l.other_item_id LIMIT ?", append(args, limit)...).Scan(&rows).Error
	return linksOf(rows), err
}

// alternateRow is an alternate as it is read.
type alternateRow struct {
	OtherTenantID    id.CompanyID
	OtherItemID      id.ItemID
	Note, ApprovedBy string
	At               time.Time
}

// AlternatesOf answers what the buyer takes in the place of any of the items, which are the same for it, in its order.
func AlternatesOf(tx *tenants.Tx, buyer id.CompanyID, refs []Ref) ([]Alternate, error) {
	var rows []alternateRow
	err := tx.Gorm().Raw("SELECT a.other_tenant_id, a.other_item_id, a.note, a.approved_by, a.at FROM "+named+
		` JOIN matching_own_alternate a ON a.buyer_id = ? AND a.tenant_id = n.tenant_id AND a.item_id = n.item_id
ORDER BY a.position, a.at, a.other_tenant_id, a.other_item_id`, refsJSON(refs), buyer).Scan(&rows).Error
	var out []Alternate
	seen := map[Ref]bool{}
	for _, r := range rows {
		ref := Ref{r.OtherTenantID, r.OtherItemID}
		if !seen[ref] {
			out = append(out, Alternate{ref, r.Note, r.ApprovedBy, r.At.UTC()})
		}
		seen[ref] = true
	}
	return out, err
}

// PutAlternates puts a list in the place of all that the items, which are the same for the buyer, have; it belongs to the first of them from now
// on. Whoever is on the list already keeps the time at which it came.
func PutAlternates(tx *tenants.Tx, buyer id.CompanyID, of []Ref, list []Alternate) error {
	stood, err := AlternatesOf(tx, buyer, of)
	if err != nil {
		return err
	}
	since := map[Ref]time.Time{}
	for _, a := range stood {
		since[a.Ref] = a.At
	}
	err = tx.Gorm().Exec("DELETE FROM matching_own_alternate a USING "+named+" WHERE a.buyer_id = ? AND a.tenant_id = n.tenant_id AND a.item_id = n.item_id", refsJSON(of), buyer).Error
	for i, a := range list {
		if err != nil {
			return err
		}
		at, there := since[a.Ref]
		if !there {
			at = tx.Now()
		}
		err = tx.Gorm().Exec(`INSERT INTO matching_own_alternate (buyer_id, tenant_id, item_id, other_tenant_id, other_item_id, position, note, approved_by, person_id, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, buyer, of[0].Supplier, of[0].Item, a.Supplier, a.Item, i, a.Note, a.ApprovedBy, tx.Scope().PersonID(), at).Error
	}
	return err
}

// Lock makes changes of a buyer's own view wait for each other, so that two who read the same list do not both write.
func Lock(tx *tenants.Tx, buyer id.CompanyID) error {
	return tx.Gorm().Exec("SELECT pg_advisory_xact_lock(hashtextextended('matching.own ' || ?::text, 0))", buyer.UUID()).Error
}
