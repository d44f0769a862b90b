package matching

import (
	"encoding/json"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
	"manifold/tenants"
)

// edgeRow is an edge as it is read, and as it is kept in a deed.
type edgeRow struct {
	ID             uuid[id.Match]   `gorm:"type:uuid" json:"id"`
	LeftTenant     uuid[id.Company] `gorm:"type:uuid" json:"left_tenant"`
	LeftItem       uuid[id.Item]    `gorm:"type:uuid" json:"left_item"`
	RightTenant    uuid[id.Company] `gorm:"type:uuid" json:"right_tenant"`
	RightItem      uuid[id.Item]    `gorm:"type:uuid" json:"right_item"`
	Verdict        string           `json:"verdict"`
	Ground         string           `json:"ground"`
	Confidence     float64          `json:"confidence"`
	Evidence       json.RawMessage  `gorm:"type:jsonb" json:"evidence"`
	Contradictions json.RawMessage  `gorm:"type:jsonb" json:"contradictions"`
	Blocked        json.RawMessage  `gorm:"type:jsonb" json:"blocked"`
	State          string           `json:"state"`
	Answer         string           `json:"answer"`
	AnsweredAs     string           `json:"answered_as"`
	AnsweredBy     uuid[id.Person]  `gorm:"type:uuid" json:"answered_by,omitzero"`
	AnsweredFor    uuid[id.Company] `gorm:"type:uuid" json:"answered_for,omitzero"`
	AnsweredAt     *time.Time       `json:"answered_at,omitempty"`
	Despite        bool             `json:"despite"`
	LeftText       json.RawMessage  `gorm:"type:jsonb" json:"left_text,omitempty"`
	RightText      json.RawMessage  `gorm:"type:jsonb" json:"right_text,omitempty"`
	Doubt          float64          `json:"doubt"`
	Worth          float64          `json:"worth"`
	SkippedAt      *time.Time       `json:"skipped_at,omitempty"`
	Model          int64            `json:"model"`
	Version        int64            `json:"version"`
	CreatedAt      time.Time        `json:"created_at"`
	UpdatedAt      time.Time        `json:"updated_at"`
}

// Forms in which texts, reasons and contradictions are kept.
type (
	textJSON struct {
		SKU        string          `json:"sku,omitempty"`
		Brand      string          `json:"brand,omitempty"`
		Name       string          `json:"name,omitempty"`
		MPN        string          `json:"mpn,omitempty"`
		GTIN       string          `json:"gtin,omitempty"`
		Pack       string          `json:"pack,omitempty"`
		Unit       string          `json:"unit,omitempty"`
		Category   string          `json:"category,omitempty"`
		Attributes []attributeJSON `json:"attributes,omitempty"`
	}
	attributeJSON struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	reasonJSON struct {
		Topic  string   `json:"topic"`
		Weight float64  `json:"weight"`
		Both   []string `json:"both,omitempty"`
		Left   []string `json:"left,omitempty"`
		Right  []string `json:"right,omitempty"`
	}
	contradictionJSON struct {
		Kind  string `json:"kind"`
		Left  string `json:"left"`
		Right string `json:"right"`
	}
)

// kept writes something of the hub's own as JSON, which cannot fail.
func kept(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

func keepText(t *Text) json.RawMessage {
	if t == nil {
		return nil
	}
	j := textJSON{t.SKU, t.Brand, t.Name, t.MPN, t.GTIN, t.Pack, t.Unit, t.Category, nil}
	for _, a := range t.Attributes {
		j.Attributes = append(j.Attributes, attributeJSON(a))
	}
	return kept(j)
}

func readText(text json.RawMessage) (*Text, error) {
	if len(text) == 0 || string(text) == "null" {
		return nil, nil
	}
	var j textJSON
	if err := json.Unmarshal(text, &j); err != nil {
		return nil, err
	}
	t := &Text{j.SKU, j.Brand, j.Name, j.MPN, j.GTIN, j.Pack, j.Unit, j.Category, nil}
	for _, a := range j.Attributes {
		t.Attributes = append(t.Attributes, Attribute(a))
	}
	return t, nil
}

func keepReasons(list []engine.Evidence) json.RawMessage {
	out := make([]reasonJSON, len(list))
	for i, e := range list {
		out[i] = reasonJSON{string(e.Topic), e.Weight, e.Both, e.Left, e.Right}
	}
	return kept(out)
}

func readReasons(text json.RawMessage) (out []engine.Evidence, err error) {
	var list []reasonJSON
	err = json.Unmarshal(text, &list)
	for _, r := range list {
		out = append(out, engine.Evidence{Topic: engine.Topic(r.Topic), Weight: r.Weight, Both: r.Both, Left: r.Left, Right: r.Right})
	}
	return out, err
}

func keepContradictions(list []Contradiction) json.RawMessage {
	out := make([]contradictionJSON, len(list))
	for i, c := range list {
		out[i] = contradictionJSON{string(c.Kind), c.Left, c.Right}
	}
	return kept(out)
}

func readContradictions(text json.RawMessage) (out []Contradiction, err error) {
	var list []contradictionJSON
	err = json.Unmarshal(text, &list)
	for _, c := range list {
		out = append(out, Contradiction{Conflict(c.Kind), c.Left, c.Right})
	}
	return out, err
}

func rowOf(e Edge) edgeRow {
	return edgeRow{
		ID: uuid[id.Match]{e.ID}, LeftTenant: uuid[id.Company]{e.Left.Supplier}, LeftItem: uuid[id.Item]{e.Left.ID}, RightTenant: uuid[id.Company]{e.Right.Supplier}, RightItem: uuid[id.Item]{e.Right.ID},
		Verdict: string(e.Verdict), Ground: string(e.Ground), Confidence: e.Confidence, Evidence: keepReasons(e.Reasons), Contradictions: keepContradictions(e.Contradictions),
		Blocked: keepContradictions(e.Blocked), State: string(e.State), Answer: string(e.Answer), AnsweredAs: string(e.As), AnsweredBy: uuid[id.Person]{e.By}, AnsweredFor: uuid[id.Company]{e.For}, AnsweredAt: given(e.AnsweredAt),
		Despite: e.Despite, LeftText: keepText(e.LeftText), RightText: keepText(e.RightText), Doubt: e.Doubt, Worth: e.Worth, SkippedAt: given(e.SkippedAt), Model: e.Model,
		Version: e.Version, CreatedAt: e.CreatedAt, UpdatedAt: e.UpdatedAt,
	}
}

func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (r edgeRow) edge() (Edge, error) {
	e := Edge{
		ID: r.ID.ID, Left: Item{r.LeftTenant.ID, r.LeftItem.ID}, Right: Item{r.RightTenant.ID, r.RightItem.ID}, Verdict: engine.Verdict(r.Verdict), Ground: Ground(r.Ground),
		Confidence: r.Confidence, Doubt: r.Doubt, Answer: Verdict(r.Answer), As: Ground(r.AnsweredAs), By: r.AnsweredBy.ID, For: r.AnsweredFor.ID, Despite: r.Despite, State: State(r.State),
		Worth: r.Worth, Model: r.Model, Version: r.Version, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
	}
	if r.AnsweredAt != nil {
		e.AnsweredAt = r.AnsweredAt.UTC()
	}
	if r.SkippedAt != nil {
		e.SkippedAt = r.SkippedAt.UTC()
	}
	var err error
	if e.Reasons, err = readReasons(r.Evidence); err != nil {
		return e, err
	}
	if e.Contradictions, err = readContradictions(r.Contradictions); err != nil {
		return e, err
	}
	if e.Blocked, err = readContradictions(r.Blocked); err != nil {
		return e, err
	}
	if e.LeftText, err = readText(r.LeftText); err != nil {
		return e, err
	}
	e.RightText, err = readText(r.RightText)
	return e, err
}

func edges(rows []edgeRow) ([]Edge, error) {
	out := make([]Edge, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.edge(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Items as two arguments of SQL.
func split(items []Item) (tenant, item tenants.TextArray) {
	tenant, item = make(tenants.TextArray, len(items)), make(tenants.TextArray, len(items))
	for i, each := range items {
		tenant[i], item[i] = each.Supplier.UUID(), each.ID.UUID()
	}
	return tenant, item
}

// edgesOf are the edges that touch any of the items, by id. The texts that were seen are left out.
func edgesOf(tx *tenants.Tx, items []Item) ([]Edge, error) {
	const columns = "e.id, e.left_tenant, e.left_item, e.right_tenant, e.right_item, e.verdict, e.ground, e.confidence, e.evidence, e.contradictions, e.blocked, e.state, e.answer, e.answered_as, " +
		"e.answered_by, e.answered_for, e.answered_at, e.despite, e.doubt, e.worth, e.skipped_at, e.model, e.version, e.created_at, e.updated_at"
	tenant, item := split(items)
	var rows []edgeRow
	err := tx.Gorm().Raw(`
WITH wanted AS (SELECT * FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant, item)),
touched AS (
  SELECT e.id FROM wanted w JOIN matching_edge e ON e.left_tenant = w.tenant AND e.left_item = w.item
  UNION
  SELECT e.id FROM wanted w JOIN matching_edge e ON e.right_tenant = w.tenant AND e.right_item = w.item)
SELECT `+columns+` FROM matching_edge e JOIN touched USING (id) ORDER BY e.id`, tenant, item).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	return edges(rows)
}

// edgesByID are the edges whole, by id.
func edgesByID(tx *tenants.Tx, wanted []id.MatchID) (map[id.MatchID]Edge, error) {
	var rows []edgeRow
	if err := tx.Gorm().Raw("SELECT * FROM matching_edge WHERE id = ANY (?::uuid[])", uuids(wanted)).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make(map[id.MatchID]Edge, len(rows))
	for _, r := range rows {
		e, err := r.edge()
		if err != nil {
			return nil, err
		}
		out[e.ID] = e
	}
	return out, nil
}

const edgeColumns = "id, left_tenant, left_item, right_tenant, right_item, verdict, ground, confidence, evidence, contradictions, blocked, state, answer, answered_as, answered_by, answered_for, answered_at, despite, " +
	"left_text, right_text, doubt, worth, skipped_at, model, version, created_at, updated_at"

// putEdges writes edges whole, new ones and others, all in one statement.
func putEdges(tx *tenants.Tx, list []Edge) error {
	if len(list) == 0 {
		return nil
	}
	rows := make([]edgeRow, len(list))
	for i, e := range list {
		rows[i] = rowOf(e)
	}
	return putRows(tx, rows)
}

func putRows(tx *tenants.Tx, rows []edgeRow) error {
	return tx.Gorm().Exec(`
INSERT INTO matching_edge (`+edgeColumns+`)
SELECT `+edgeColumns+` FROM jsonb_to_recordset(?::jsonb) AS n(id uuid, left_tenant uuid, left_item uuid, right_tenant uuid, right_item uuid, verdict text, ground text, confidence float8,
  evidence jsonb, contradictions jsonb, blocked jsonb, state text, answer text, answered_as text, answered_by uuid, answered_for uuid, answered_at timestamptz, despite boolean, left_text jsonb, right_text jsonb,
  doubt float8, worth float8, skipped_at timestamptz, model bigint, version bigint, created_at timestamptz, updated_at timestamptz)
ON CONFLICT (left_tenant, left_item, right_tenant, right_item) DO UPDATE SET verdict = EXCLUDED.verdict, ground = EXCLUDED.ground, confidence = EXCLUDED.confidence, evidence = EXCLUDED.evidence,
  contradictions = EXCLUDED.contradictions, blocked = EXCLUDED.blocked, state = EXCLUDED.state, answer = EXCLUDED.answer, answered_as = EXCLUDED.answered_as, answered_by = EXCLUDED.answered_by, answered_for = EXCLUDED.answered_for,
  answered_at = EXCLUDED.answered_at, despite = EXCLUDED.despite, left_text = coalesce(EXCLUDED.left_text, matching_edge.left_text), right_text = coalesce(EXCLUDED.right_text, matching_edge.right_text), doubt = EXCLUDED.doubt, worth = EXCLUDED.worth,
  skipped_at = EXCLUDED.skipped_at, model = EXCLUDED.model, version = EXCLUDED.version, updated_at = EXCLUDED.updated_at`, string(kept(rows))).Error
}

func deleteEdges(tx *tenants.Tx, list []id.MatchID) error {
	if len(list) == 0 {
		return nil
	}
	return tx.Gorm().Exec("DELETE FROM matching_edge WHERE id = ANY (?::uuid[])", uuids(list)).Error
}

// standing is what an edge comes to in the graph.
type standing struct {
	ID      uuid[id.Match]  `json:"id"`
	State   string          `json:"state"`
	Blocked json.RawMessage `json:"blocked"`
	Worth   float64         `json:"worth"`
}

// setStandings writes what edges came to. The question stays the one that was put: the version stays.
func setStandings(tx *tenants.Tx, list []standing) error {
	if len(list) == 0 {
		return nil
	}
	return tx.Gorm().Exec(`UPDATE matching_edge e SET state = n.state, blocked = n.blocked, worth = n.worth, updated_at = ?
FROM jsonb_to_recordset(?::jsonb) AS n(id uuid, state text, blocked jsonb, worth float8) WHERE e.id = n.id`, tx.Now(), string(kept(list))).Error
}

// lockGraph lets one transaction at a time change edges and products: what two did at once could join what contradicts. Each holds it for moments, but there may
// be many before.
func lockGraph(tx *tenants.Tx) error {
	if err := byKeys(tx); err != nil {
		return err
	}
	if err := tx.Gorm().Exec("SET LOCAL lock_timeout = '12s'").Error; err != nil {
		return err
	}
	return tx.Gorm().Exec("SELECT pg_advisory_xact_lock(hashtextextended('matching graph', 0))").Error
}

// byKeys makes the database look items and edges up by their keys. While tables grow faster than it counts them it takes them for small, and reads all of them
// for each item.
func byKeys(tx *tenants.Tx) error { return tx.Gorm().Exec("SET LOCAL enable_seqscan = off").Error }
