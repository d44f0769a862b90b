package grant

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// readWatch is the limits that hold for a supplier; the house's where it has none.
func readWatch(tx *tenants.Tx, tenant id.CompanyID) (Watch, error) {
	var rows []Watch
	err := tx.Gorm().Raw("SELECT share_day, share_week, smallest, devices, networks, countries, version, updated_at FROM trading_watch WHERE tenant_id = ?", tenant).Scan(&rows).Error
	if err != nil {
		return Watch{}, err
	}
	if len(rows) == 0 {
		return Watch{WatchLimits: HouseWatch}, nil
	}
	return rows[0], nil
}

// putWatch writes limits in place of those of a version (0: none yet); false when somebody else was first.
func putWatch(tx *tenants.Tx, tenant id.CompanyID, version int64, l WatchLimits) (bool, error) {
	got := tx.Gorm().Exec(`
INSERT INTO trading_watch AS old (tenant_id, share_day, share_week, smallest, devices, networks, countries, version, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)
ON CONFLICT (tenant_id) DO UPDATE SET share_day = EXCLUDED.share_day, share_week = EXCLUDED.share_week, smallest = EXCLUDED.smallest, devices = EXCLUDED.devices,
  networks = EXCLUDED.networks, countries = EXCLUDED.countries, version = old.version + 1, updated_at = EXCLUDED.updated_at
WHERE old.version = ?`, tenant, l.ShareDay, l.ShareWeek, l.Smallest, l.Devices, l.Networks, l.Countries, tx.Now(), version)
	return got.RowsAffected == 1, got.Error
}

// marks is a set as an argument of SQL, in order.
func marks(set map[string]bool) tenants.TextArray {
	return append(tenants.TextArray{}, slices.Sorted(maps.Keys(set))...)
}

// addReading adds what waits of one reader and answers the day as it is now, and how many different items it saw in seven days.
func addReading(tx *tenants.Tx, key readerKey, t *tally) (ReadingDay, int64, error) {
	items := tenants.TextArray{}
	for item := range t.items {
		items = append(items, item.UUID())
	}
	args := []any{
		sql.Named("tenant", key.supplier), sql.Named("buyer", key.buyer), sql.Named("day", key.day.Format(time.DateOnly)), sql.Named("items", items),
		sql.Named("requests", t.requests), sql.Named("devices", marks(t.devices)), sql.Named("networks", marks(t.networks)), sql.Named("countries", marks(t.countries)),
	}
	// The day's row comes first: whoever else counts the same reader waits here.
	err := tx.Gorm().Exec(`
INSERT INTO trading_reading AS old (tenant_id, buyer_id, day, requests, items, devices, networks, countries)
VALUES (@tenant, @buyer, (@day)::date, @requests, 0, (@devices)::text[], (@networks)::text[], (@countries)::text[])
ON CONFLICT (tenant_id, buyer_id, day) DO UPDATE SET requests = old.requests + EXCLUDED.requests,
  devices = ARRAY(SELECT DISTINCT mark FROM unnest(old.devices || EXCLUDED.devices) mark ORDER BY mark LIMIT 200),
  networks = ARRAY(SELECT DISTINCT mark FROM unnest(old.networks || EXCLUDED.networks) mark ORDER BY mark LIMIT 200),
  countries = ARRAY(SELECT DISTINCT mark FROM unnest(old.countries || EXCLUDED.countries) mark ORDER BY mark LIMIT 200)`, args...).Error
	if err != nil {
		return ReadingDay{}, 0, err
	}
	err = tx.Gorm().Exec(`INSERT INTO trading_reading_item (tenant_id, buyer_id, day, item_id)
SELECT @tenant, @buyer, (@day)::date, item FROM unnest((@items)::uuid[]) item ORDER BY item ON CONFLICT DO NOTHING`, args...).Error
	if err != nil {
		return ReadingDay{}, 0, err
	}
	err = tx.Gorm().Exec(`UPDATE trading_reading SET items = (SELECT count(*) FROM trading_reading_item i WHERE i.tenant_id = @tenant AND i.buyer_id = @buyer AND i.day = (@day)::date)
WHERE tenant_id = @tenant AND buyer_id = @buyer AND day = (@day)::date`, args...).Error
	if err != nil {
		return ReadingDay{}, 0, err
	}
	var rows []readingRow
	err = tx.Gorm().Raw("SELECT "+readingColumns+" FROM trading_reading WHERE tenant_id = @tenant AND buyer_id = @buyer AND day = (@day)::date", args...).Scan(&rows).Error
	if err != nil {
		return ReadingDay{}, 0, err
	}
	if len(rows) == 0 {
		return ReadingDay{}, 0, fault.NotFound
	}
	today, err := rows[0].day()
	if err != nil {
		return ReadingDay{}, 0, err
	}
	var week int64
	err = tx.Gorm().Raw("SELECT count(DISTINCT item_id) FROM trading_reading_item WHERE tenant_id = @tenant AND buyer_id = @buyer AND day > (@day)::date - 7 AND day <= (@day)::date", args...).Scan(&week).Error
	return today, week, err
}

// readingRow is a day of reading.
type readingRow struct {
	Day       time.Time
	Requests  int64
	Items     int64
	Devices   int64
	Networks  int64
	Countries string
}

const readingColumns = "day, requests, items, cardinality(devices) AS devices, cardinality(networks) AS networks, array_to_json(countries)::text AS countries"

func (r readingRow) day() (ReadingDay, error) {
	out := ReadingDay{Day: r.Day.UTC(), Requests: r.Requests, Items: r.Items, Devices: r.Devices, Networks: r.Networks}
	return out, json.Unmarshal([]byte(r.Countries), &out.Countries)
}

// listReading is the last thirty days of one buyer, latest first, and how many different items it saw in them.
func listReading(tx *tenants.Tx, tenant, buyer id.CompanyID) ([]ReadingDay, int64, error) {
	from := tx.Now().Add(-keepsReading).Format(time.DateOnly)
	var rows []readingRow
	if err := tx.Gorm().Raw("SELECT "+readingColumns+" FROM trading_reading WHERE tenant_id = ? AND buyer_id = ? AND day > ?::date ORDER BY day DESC", tenant, buyer, from).Scan(&rows).Error; err != nil {
		return nil, 0, err
	}
	out := make([]ReadingDay, len(rows))
	for i, r := range rows {
		day, err := r.day()
		if err != nil {
			return nil, 0, err
		}
		out[i] = day
	}
	var items int64
	err := tx.Gorm().Raw("SELECT count(DISTINCT item_id) FROM trading_reading_item WHERE tenant_id = ? AND buyer_id = ? AND day > ?::date", tenant, buyer, from).Scan(&items).Error
	return out, items, err
}

// figuresJSON is how figures lie in the database.
type figuresJSON struct {
	Day       string   `json:"day,omitempty"`
	Requests  int64    `json:"requests,omitempty"`
	Items     int64    `json:"items,omitempty"`
	Catalogue int64    `json:"catalogue,omitempty"`
	Devices   int64    `json:"devices,omitempty"`
	Networks  int64    `json:"networks,omitempty"`
	Countries []string `json:"countries,omitempty"`
	Limit     int64    `json:"limit,omitempty"`
}

// insertNotice writes a notice unless the buyer has one of that kind for that day; false then.
func insertNotice(tx *tenants.Tx, key readerKey, notice id.NoticeID, kind NoticeKind, figures Figures) (bool, error) {
	text, err := json.Marshal(figuresJSON(figures))
	if err != nil {
		return false, err
	}
	got := tx.Gorm().Exec(`INSERT INTO trading_notice (tenant_id, id, buyer_id, kind, figures, at) SELECT @tenant, @id, @buyer, @kind, (@figures)::jsonb, @now
WHERE NOT EXISTS (SELECT 1 FROM trading_notice n WHERE n.tenant_id = @tenant AND n.buyer_id = @buyer AND n.kind = @kind AND n.figures->>'day' = @day)`,
		sql.Named("tenant", key.supplier), sql.Named("id", notice), sql.Named("buyer", key.buyer), sql.Named("kind", string(kind)), sql.Named("figures", string(text)),
		sql.Named("now", tx.Now()), sql.Named("day", figures.Day))
	return got.RowsAffected == 1, got.Error
}

// noticeRow is a notice as it is read.
type noticeRow struct {
	ID        id.NoticeID
	BuyerID   id.CompanyID
	BuyerName *string
	Kind      string
	Figures   string
	State     *string
	At        time.Time
	SeenAt    *time.Time
}

func (r noticeRow) notice() (Notice, error) {
	out := Notice{ID: r.ID, Buyer: r.BuyerID, BuyerName: optional.Value(r.BuyerName), Kind: NoticeKind(r.Kind), State: standing.State(optional.Value(r.State)), At: r.At.UTC()}
	if r.SeenAt != nil {
		out.SeenAt = r.SeenAt.UTC()
	}
	var figures figuresJSON
	err := json.Unmarshal([]byte(r.Figures), &figures)
	out.Figures = Figures(figures)
	return out, err
}

const noticeSQL = `SELECT n.id, n.buyer_id, r.buyer_name, n.kind, n.figures::text AS figures, r.state, n.at, n.seen_at
FROM trading_notice n LEFT JOIN trading_relationship r ON r.tenant_id = n.tenant_id AND r.buyer_id = n.buyer_id WHERE n.tenant_id = @tenant`

// listNotices is notices before a place, newest first; a zero buyer is all.
func listNotices(tx *tenants.Tx, tenant, buyer id.CompanyID, open bool, before time.Time, last id.NoticeID, limit int) ([]Notice, error) {
	var rows []noticeRow
	err := tx.Gorm().Raw(noticeSQL+" AND ((@buyer)::uuid IS NULL OR n.buyer_id = (@buyer)::uuid) AND (NOT @open OR n.seen_at IS NULL) AND (n.at, n.id) < (@before, (@last)::uuid) ORDER BY n.at DESC, n.id DESC LIMIT @limit",
		sql.Named("tenant", tenant), sql.Named("buyer", buyer), sql.Named("open", open), sql.Named("before", before), sql.Named("last", last.UUID()), sql.Named("limit", limit)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Notice, len(rows))
	for i, r := range rows {
		if out[i], err = r.notice(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readNotice is one notice; fault.NotFound when the supplier has no such one.
func readNotice(tx *tenants.Tx, tenant id.CompanyID, notice id.NoticeID) (Notice, error) {
	var rows []noticeRow
	if err := tx.Gorm().Raw(noticeSQL+" AND n.id = @id", sql.Named("tenant", tenant), sql.Named("id", notice)).Scan(&rows).Error; err != nil {
		return Notice{}, err
	}
	if len(rows) == 0 {
		return Notice{}, fault.NotFound
	}
	return rows[0].notice()
}

// seeNotice notes that somebody has seen a notice; false when somebody had before.
func seeNotice(tx *tenants.Tx, tenant id.CompanyID, notice id.NoticeID) (bool, error) {
	got := tx.Gorm().Exec("UPDATE trading_notice SET seen_at = ? WHERE tenant_id = ? AND id = ? AND seen_at IS NULL", tx.Now(), tenant, notice)
	return got.RowsAffected == 1, got.Error
}

// countNotices is how many nobody has seen.
func countNotices(tx *tenants.Tx, tenant id.CompanyID) (n int64, err error) {
	err = tx.Gorm().Raw("SELECT count(*) FROM trading_notice WHERE tenant_id = ? AND seen_at IS NULL", tenant).Scan(&n).Error
	return n, err
}

// decider is somebody who may suspend a buyer.
type decider struct{ Email, Locale string }

// listDeciders is the people of a supplier who decide on relationships: owners, admins and sales.
func listDeciders(tx *tenants.Tx, tenant id.CompanyID) ([]decider, error) {
	var out []decider
	return out, tx.Gorm().Raw(`SELECT p.email, CASE WHEN c.country IN ('CN','HK','TW','MO') THEN 'zh-CN' ELSE 'en' END AS locale
FROM identity_seat s JOIN identity_person p ON p.id = s.person_id JOIN identity_company c ON c.id = s.company_id
WHERE s.company_id = ? AND s.removed_at IS NULL AND s.roles && '{owner,admin,sales}'::text[] AND p.email <> '' ORDER BY p.email`, tenant).Scan(&out).Error
}

// deleteReadingItems forgets the items of days before a time.
func deleteReadingItems(tx *tenants.Tx, before time.Time) error {
	return tx.Gorm().Exec("DELETE FROM trading_reading_item WHERE day < ?::date", before.Format(time.DateOnly)).Error
}
