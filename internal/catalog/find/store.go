package find

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// row is what an item is found by, as it is written.
type row struct {
	Item     string   `json:"item"`
	Active   bool     `json:"active"`
	Name     string   `json:"name"`
	Brand    string   `json:"brand"`
	Category string   `json:"category"`
	Traits   []string `json:"traits"`
	Tokens   string   `json:"tokens"`
}

// Write notes what items are found by, all in one statement. It belongs into every transaction that writes items; items must differ from
// each other and stand already.
func Write(tx *tenants.Tx, supplier id.CompanyID, docs []Doc) error {
	if len(docs) == 0 {
		return nil
	}
	salt := saltOf(supplier)
	rows, bags := make([]row, len(docs)), make([]*bag, len(docs))
	for i, d := range docs {
		bags[i] = tokensOf(salt, d)
		rows[i] = row{Item: d.Item.UUID(), Active: d.Active, Name: d.Name, Brand: d.Brand, Category: d.Category, Traits: []string{}, Tokens: bags[i].vector()}
		for _, t := range d.Traits {
			rows[i].Traits = append(rows[i].Traits, t.String())
		}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`
INSERT INTO catalog_search AS old (tenant_id, item_id, active, name, brand, category, traits, tokens, version)
SELECT ?::uuid, n.item, n.active, n.name, n.brand, n.category, n.traits, n.tokens::tsvector, ?
FROM jsonb_to_recordset(?::jsonb) AS n(item uuid, active boolean, name text, brand text, category text, traits text[], tokens text)
ON CONFLICT (tenant_id, item_id) DO UPDATE SET active = EXCLUDED.active, name = EXCLUDED.name, brand = EXCLUDED.brand, category = EXCLUDED.category,
  traits = EXCLUDED.traits, tokens = EXCLUDED.tokens, version = EXCLUDED.version
WHERE (old.active, old.name, old.brand, old.category, old.traits, old.tokens, old.version)
  IS DISTINCT FROM (EXCLUDED.active, EXCLUDED.name, EXCLUDED.brand, EXCLUDED.category, EXCLUDED.traits, EXCLUDED.tokens, EXCLUDED.version)`, supplier, Version, string(text)).Error
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("INSERT INTO catalog_word (tenant_id, word) SELECT ?::uuid, w FROM unnest(?::text[]) w ON CONFLICT (tenant_id, word) DO NOTHING",
		supplier, tenants.TextArray(distinct(bags))).Error
}

// Withdraw leaves items to be found by their supplier alone.
func Withdraw(tx *tenants.Tx, supplier id.CompanyID, items []id.ItemID) error {
	return tx.Gorm().Exec("UPDATE catalog_search SET active = false WHERE tenant_id = ? AND item_id = ANY (?::uuid[]) AND active", supplier, uuids(items)).Error
}

func uuids(items []id.ItemID) tenants.TextArray {
	out := make(tenants.TextArray, len(items))
	for i, item := range items {
		out[i] = item.UUID()
	}
	return out
}

// Own is what a buyer calls an item of a supplier. Without code and name it is found by neither.
type Own struct {
	Supplier   id.CompanyID
	Item       id.ItemID
	Code, Name string
}

// ownRow is what a buyer's own name is found by, as it is written.
type ownRow struct {
	Supplier string `json:"supplier"`
	Item     string `json:"item"`
	Tokens   string `json:"tokens"` // "" takes it out
}

// WriteOwn notes a buyer's own names, in the buyer's scope. Items must differ from each other.
func WriteOwn(tx *tenants.Tx, buyer id.CompanyID, named []Own) error {
	rows := make([]ownRow, len(named))
	for i, n := range named {
		rows[i] = ownRow{Supplier: n.Supplier.UUID(), Item: n.Item.UUID()}
		if n.Code != "" || n.Name != "" {
			rows[i].Tokens = tokensOf(saltOf(buyer), Doc{SKU: n.Code, Name: n.Name}).vector()
		}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	err = tx.Gorm().Exec(`DELETE FROM catalog_search_own o USING jsonb_to_recordset(?::jsonb) AS n(supplier uuid, item uuid, tokens text)
WHERE o.buyer_id = ? AND o.tenant_id = n.supplier AND o.item_id = n.item AND n.tokens = ''`, string(text), buyer).Error
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO catalog_search_own (buyer_id, tenant_id, item_id, tokens, version)
SELECT ?::uuid, n.supplier, n.item, n.tokens::tsvector, ? FROM jsonb_to_recordset(?::jsonb) AS n(supplier uuid, item uuid, tokens text) WHERE n.tokens <> ''
ON CONFLICT (buyer_id, tenant_id, item_id) DO UPDATE SET tokens = EXCLUDED.tokens, version = EXCLUDED.version`, buyer, Version, string(text)).Error
}

// Place is where a page of hits ends.
type Place struct {
	Rank int
	Name string
	Item id.ItemID
}

// Options narrow a search and cut a page out of it.
type Options struct {
	Suppliers  []id.CompanyID // only these; nil: all that the scope may see
	Brands     []string       // alternatives, as are the others
	Categories []string
	Headings   []string // of the Harmonized System; one of 4 digits has all below it
	Traits     []string // key=value; of different keys, one each
	InStock    bool     // only what is shown to be there
	ByName     bool     // in the order of names rather than of fitness
	After      *Place
	Limit      int
	Most       int  // how many candidates are looked at
	Counted    bool // with facets
}

// Hit is a candidate. Whoever asked reads it again in the scope of its reader.
type Hit struct {
	Supplier id.CompanyID
	Place
}

// Count is a value and how many candidates have it.
type Count struct {
	Value string
	Count int
}

// Facets are what candidates have, the most frequent first.
type Facets struct {
	Suppliers                            []Count // by uuid
	Brands, Categories, Headings, Traits []Count
	InStock                              int
}

// Found is a page of candidates.
type Found struct {
	Hits   []Hit
	Total  int
	More   bool // there are more than Total
	Facets *Facets
	Near   map[string][]string // typed words, and what was taken for them
}

// Finder answers candidates. PostgreSQL is one; whatever comes in its place sees what the transaction's scope sees, and no more.
type Finder interface {
	// Find answers what fits a query, in a buyer's scope out of its suppliers' offers, in a supplier's out of its own items.
	Find(tx *tenants.Tx, q Query, o Options) (Found, error)
}

// Postgres finds with the functions of 0011_search.sql.
type Postgres struct{}

var _ Finder = Postgres{}

// Find implements Finder. Where nothing has the words as they are written, those near to them are tried.
func (Postgres) Find(tx *tenants.Tx, q Query, o Options) (Found, error) {
	if q.Empty() {
		return Found{}, nil
	}
	out, err := search(tx, q, o, nil)
	typed := q.correctable()
	if err != nil || out.Total > 0 || len(typed) == 0 {
		return out, err
	}
	near, err := nearWords(tx, typed)
	if err != nil || len(near) == 0 {
		return out, err
	}
	return search(tx, q, o, near)
}

// asked is the argument of sec.search_items.
type asked struct {
	Stages    []stage  `json:"stages"`
	Own       *string  `json:"own"`
	Sieve     *string  `json:"sieve"`
	Suppliers []string `json:"suppliers"`
	Headings  []string `json:"headings"`
	InStock   bool     `json:"in_stock"`
	ByName    bool     `json:"by_name"`
	Counted   bool     `json:"counted"`
	After     *after   `json:"after"`
	Fetch     int      `json:"fetch"`
	Most      int      `json:"most"`
}

type after struct {
	Rank int    `json:"rank"`
	Name string `json:"name"`
	Item string `json:"item"`
}

func search(tx *tenants.Tx, q Query, o Options, near map[string][]string) (Found, error) {
	own := q.anywhere()
	a := asked{
		Stages: q.stages(near), Own: &own, Headings: o.Headings, InStock: o.InStock, ByName: o.ByName, Counted: o.Counted, Fetch: o.Limit, Most: o.Most,
	}
	if sieve := o.sieve(); sieve != "" {
		a.Sieve = &sieve
	}
	for _, s := range o.Suppliers {
		a.Suppliers = append(a.Suppliers, s.UUID())
	}
	if o.After != nil {
		a.After = &after{o.After.Rank, o.After.Name, o.After.Item.UUID()}
	}
	text, err := json.Marshal(a)
	if err != nil {
		return Found{}, err
	}
	var answer string
	if err := tx.Gorm().Raw("SELECT sec.search_items(?::jsonb)::text", string(text)).Scan(&answer).Error; err != nil {
		return Found{}, err
	}
	out, err := readAnswer(answer)
	out.Near = near
	return out, err
}

// sieve is what all hits have to have, as a tsquery.
func (o Options) sieve() string {
	var all []string
	for _, s := range []struct {
		class  string
		values []string
	}{{brandOf, o.Brands}, {category, o.Categories}} {
		var any []string
		for _, v := range s.values {
			if s.class == brandOf {
				v = Fold(v)
			}
			any = append(any, lexeme(s.class, hashed(v), ""))
		}
		if len(any) > 0 {
			all = append(all, either(any))
		}
	}
	byKey := map[string][]string{}
	for _, t := range o.Traits {
		key, _, _ := strings.Cut(t, "=")
		byKey[key] = append(byKey[key], lexeme(trait, hashed(t), ""))
	}
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		all = append(all, either(byKey[key]))
	}
	if len(all) == 0 {
		return ""
	}
	return both(all)
}

// answer is what sec.search_items says.
type answer struct {
	Hits   []hit      `json:"hits"`
	Total  int        `json:"total"`
	More   bool       `json:"more"`
	Facets *factLists `json:"facets"`
}

type factLists struct {
	Suppliers  []counted `json:"suppliers"`
	Brands     []counted `json:"brands"`
	Categories []counted `json:"categories"`
	Headings   []counted `json:"headings"`
	Traits     []counted `json:"traits"`
	InStock    int       `json:"in_stock"`
}

// hit is written as [supplier, item, rank, name].
type hit struct{ Hit }

func (h *hit) UnmarshalJSON(text []byte) error {
	var supplier, item string
	if err := json.Unmarshal(text, &[]any{&supplier, &item, &h.Rank, &h.Name}); err != nil {
		return err
	}
	if err := h.Supplier.Scan(supplier); err != nil {
		return err
	}
	return h.Item.Scan(item)
}

// counted is written as [value, count].
type counted struct{ Count }

func (c *counted) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&c.Value, &c.Count.Count})
}

func readAnswer(text string) (Found, error) {
	var a answer
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		return Found{}, err
	}
	out := Found{Total: a.Total, More: a.More, Hits: make([]Hit, len(a.Hits))}
	for i, h := range a.Hits {
		out.Hits[i] = h.Hit
	}
	if f := a.Facets; f != nil {
		out.Facets = &Facets{
			Suppliers: plain(f.Suppliers), Brands: plain(f.Brands), Categories: plain(f.Categories), Headings: plain(f.Headings), Traits: plain(f.Traits), InStock: f.InStock,
		}
	}
	return out, nil
}

func plain(in []counted) []Count {
	out := make([]Count, len(in))
	for i, c := range in {
		out[i] = c.Count
	}
	return out
}

// nearWords answers, for mistyped words, those of items in sight that were probably meant.
func nearWords(tx *tenants.Tx, typed []string) (map[string][]string, error) {
	var rows []struct{ Typed, Word string }
	if err := tx.Gorm().Raw("SELECT typed, word FROM sec.search_words(?::text[])", tenants.TextArray(typed)).Scan(&rows).Error; err != nil {
		return nil, err
	}
	words := map[string][]string{}
	for _, r := range rows {
		words[r.Typed] = append(words[r.Typed], r.Word)
	}
	near := map[string][]string{}
	for t, all := range words {
		if meant := nearest(t, all); len(meant) > 0 {
			near[t] = meant
		}
	}
	return near, nil
}

// Where is a condition on item ids, for lists of one supplier that have an order of their own: all items that the scope may see and that
// have what was typed. It is empty where nothing was typed.
func Where(supplier id.CompanyID, typed string) (text string, args []any) {
	if q := Understand(typed); !q.Empty() {
		return "IN (SELECT sec.match_items(?, ?))", []any{supplier, q.anywhere()}
	}
	if strings.TrimSpace(typed) != "" {
		return "IS NULL", nil // signs alone are in nothing
	}
	return "", nil
}

// mostEverywhere bounds what the operator's words find.
const mostEverywhere = 2000

// Everywhere is a table of the items (tenant_id, item_id) of all suppliers that have what was typed, at most some thousands, for the operator's lists. It is
// empty where nothing was typed.
func Everywhere(typed string) (text string, args []any) {
	if q := Understand(typed); !q.Empty() {
		return "sec.search_everywhere(?, ?)", []any{q.anywhere(), mostEverywhere}
	}
	if strings.TrimSpace(typed) != "" {
		return "sec.search_everywhere('', 0)", nil // signs alone are in nothing
	}
	return "", nil
}

// Version is how tokens are made. Whoever changes what an item is found by counts it up, and the sweep writes all rows anew: 2 folds traditional
// characters to simplified ones, 3 finds items by what their category stands for, in either language.
const Version = 3

// Missing answers the suppliers with items whose rows are not there, or are of an older Version; in the scope of the sweep.
func Missing(tx *tenants.Tx) ([]id.CompanyID, error) {
	var out []id.CompanyID
	return out, tx.Gorm().Raw("SELECT sec.unsearched_suppliers(?::smallint)", Version).Scan(&out).Error
}

// MissingOwn answers the buyers with own names whose rows are of an older Version; in the scope of the sweep.
func MissingOwn(tx *tenants.Tx) ([]id.CompanyID, error) {
	var out []id.CompanyID
	return out, tx.Gorm().Raw("SELECT sec.unsearched_buyers(?::smallint)", Version).Scan(&out).Error
}
