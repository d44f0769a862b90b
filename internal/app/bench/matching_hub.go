package bench

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/matching"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// matchingHub measures matching as a hub does it: items in tables, edges, questions, an operator who answers.
type matchingHub struct {
	hub     *app.App
	admin   *pgx.Conn
	figures []Figure
	count   int
}

// merchandise is an item as a supplier writes it, and which product it is in truth.
type merchandise struct {
	sku, name, brand, mpn, gtin string
	truth                       string
}

// matchingOnHub measures what takes tables: how right the hub's own confirmations are, and how soon a new catalogue is matched.
func matchingOnHub(ctx context.Context, dir string, o Options) ([]Figure, error) {
	var figures []Figure
	for _, measure := range []func(*matchingHub, context.Context, string) error{(*matchingHub).codes, (*matchingHub).people, (*matchingHub).incremental} {
		err := onHub(ctx, func(hub *app.App) error {
			admin, err := pgx.Connect(ctx, hub.Config.DatabaseURL)
			if err != nil {
				return err
			}
			defer func() { _ = admin.Close(context.WithoutCancel(ctx)) }()
			b := &matchingHub{hub: hub, admin: admin, count: incrementalSmall}
			if o.Large {
				b.count = large
			}
			err = measure(b, ctx, filepath.Dir(dir))
			figures = append(figures, b.figures...)
			return err
		})
		if err != nil {
			return figures, err
		}
	}
	return figures, nil
}

// company founds one and answers its owner.
func (b *matchingHub) company(ctx context.Context, name, part string) (context.Context, id.CompanyID, error) {
	person, own, err := b.hub.Identity.Provision(ctx, identity.Person{Email: fmt.Sprintf("p%d@example.com", time.Now().UnixNano()), Name: name, Locale: "en"}, benchPassword, //nolint:forbidigo // a name of its own
		identity.NewCompany{Name: name, Country: "GB", Parts: []string{authz.PartSupplier}})
	if err != nil {
		return nil, id.CompanyID{}, err
	}
	if part == authz.PartOperator {
		if err := tenants.MakeOperator(ctx, b.hub.Config.Database(), own[0].ID); err != nil {
			return nil, id.CompanyID{}, err
		}
	}
	seat := authz.Seat{ID: id.New[id.Seat](b.hub.DB.Now()), Company: own[0].ID, Parts: []string{part}, Roles: []authz.Role{authz.Owner}}
	return authz.With(ctx, &authz.Principal{Person: person.ID, Seats: []authz.Seat{seat}}), own[0].ID, nil
}

// sells writes items, and asks for them to be matched.
func (b *matchingHub) sells(ctx context.Context, name string, goods []merchandise) (id.CompanyID, error) {
	_, company, err := b.company(ctx, name, authz.PartSupplier)
	if err != nil {
		return company, err
	}
	if err := b.put(ctx, company, goods); err != nil {
		return company, err
	}
	return company, b.hub.Matching.Want(ctx, tenants.Worker(company, id.New[id.Job](b.hub.DB.Now())))
}

func (b *matchingHub) put(ctx context.Context, company id.CompanyID, goods []merchandise) error {
	now := b.hub.DB.Now()
	rows := pgx.CopyFromSlice(len(goods), func(i int) ([]any, error) {
		w := goods[i]
		return []any{company.UUID(), id.New[id.Item](now).UUID(), w.sku, w.name, w.brand, w.mpn, w.gtin, "general", "H87", now}, nil
	})
	_, err := b.admin.CopyFrom(ctx, pgx.Identifier{"hub", "catalog_item"}, []string{"tenant_id", "id", "sku", "name", "brand", "mpn", "gtin", "category", "unit", "updated_at"}, rows)
	return err
}

// truths are which product each SKU is.
func truths(all map[string][]merchandise) map[string]string {
	out := map[string]string{}
	for _, goods := range all {
		for _, w := range goods {
			out[w.sku] = w.truth
		}
	}
	return out
}

// confirmed counts edges that the hub confirmed by itself, on some ground, and how many of them are right.
func (b *matchingHub) confirmed(ctx context.Context, truth map[string]string, grounds ...string) (right, all int, err error) {
	rows, err := b.admin.Query(ctx, `SELECT l.sku, r.sku FROM hub.matching_edge e JOIN hub.catalog_item l ON l.tenant_id = e.left_tenant AND l.id = e.left_item
JOIN hub.catalog_item r ON r.tenant_id = e.right_tenant AND r.id = e.right_item WHERE e.state = 'confirmed' AND e.answer = '' AND e.ground = ANY ($1)`, grounds)
	if err != nil {
		return 0, 0, err
	}
	var left, other string
	_, err = pgx.ForEachRow(rows, []any{&left, &other}, func() error {
		all++
		right += asInt(truth[left] == truth[other])
		return nil
	})
	return right, all, err
}

func (b *matchingHub) precision(name string, right, all int) {
	b.figures = append(b.figures, atLeast(fmt.Sprintf("%s: precision of %d automatic edges", name, all), 100*share(right, all), 99.5, "%"))
}

// codes matches the offers of many sellers of electronic parts by brand and part number as each writes them.
func (b *matchingHub) codes(ctx context.Context, dir string) error {
	all, err := nexar(filepath.Join(dir, "ec-nexar", "nexar.jsonl.gz"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, seller := range sorted(all) {
		if _, err := b.sells(ctx, seller, all[seller]); err != nil {
			return err
		}
	}
	if err := b.hub.Matching.Finish(ctx); err != nil {
		return err
	}
	truth := truths(all)
	numbered, _, err := b.confirmed(ctx, truth, "barcode", "part_number")
	if err != nil {
		return err
	}
	for sku, part := range truth {
		truth[sku] = cmp.Or(numberedTwice[part], part)
	}
	right, n, err := b.confirmed(ctx, truth, "barcode", "part_number")
	name := "ec-nexar by brand and part number"
	b.figures = append(b.figures, Figure{name + ": edges within one number of the data set, which numbers some parts twice", 100 * share(numbered, n), "%", "", true})
	b.precision(name, right, n)
	return err
}

// numberedTwice are numbers of parts in ec-nexar that stand for a part which has another number there as well, with that other one. They were found by
// looking at every group of parts of equal letters and digits, also of those that nothing matched, and each was judged by what the data itself says; equal
// numbers of different makers (SN74LS00N, MBR1020VL, ZHCS1000) stay different.
var numberedTwice = map[string]string{
	"1319984":   "133094",   // KEMET C0603C103K5RAC-TU, by the same maker's number; its sellers write C0603C103K5RACTU themselves
	"2360420":   "133094",   // KEMET C0603C103K5RAC TU, likewise
	"128605964": "90333031", // Amphenol 101035940001LF, whose description says STD-10103594-0001LF
	"120076192": "1057284",  // SKHHLQA010 of ALPSALPINE, as the maker ALPS has been called since 2019
}

// Rounds of the operator that answers what it is asked.
const (
	peopleRounds = 8
	peopleAsked  = 100
)

// people hides the barcodes of half the goods of grocery chains, and lets an operator who knows them answer what it is asked. The hub may confirm what its
// model then is sure of.
func (b *matchingHub) people(ctx context.Context, dir string) error {
	all, err := groceries(filepath.Join(dir, "grocery-il", "israeli_prices_2026-08-14.csv.gz"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, chain := range sorted(all) {
		if _, err := b.sells(ctx, chain, all[chain]); err != nil {
			return err
		}
	}
	operator, company, err := b.company(ctx, "Operator", authz.PartOperator)
	if err != nil {
		return err
	}
	truth := truths(all)
	answered := 0
	for range peopleRounds {
		if err := b.hub.Matching.Finish(ctx); err != nil {
			return err
		}
		n, err := b.answer(operator, company, truth)
		if err != nil {
			return err
		}
		answered += n
	}
	if err := b.hub.Matching.Finish(ctx); err != nil {
		return err
	}
	policy, err := b.hub.Matching.Policy(operator, company, 0)
	if err != nil {
		return err
	}
	status, err := b.hub.Matching.Status(operator, company)
	if err != nil {
		return err
	}
	right, n, err := b.confirmed(ctx, truth, "model")
	name := "grocery-il, half the barcodes hidden"
	b.figures = append(b.figures,
		Figure{name + ": items", float64(status.Items), "items", "", true},
		Figure{name + ": answers of the operator", float64(answered), "answers", "", true},
		Figure{name + ": confidence from which on they prove 99.5 % (above 1: none)", cmp.Or(policy.Means.Line, 2), "", "", true},
		Figure{name + ": questions that are left", float64(status.Questions), "questions", "", true})
	if status.Model != nil {
		b.figures = append(b.figures, Figure{name + ": F1 of the model on answers that it had not seen", 100 * status.Model.Quality.F1, "%", "", true})
	}
	if n > 0 {
		b.precision(name, right, n)
	}
	byCode, coded, err2 := b.confirmed(ctx, truth, "barcode")
	b.precision(name+", by those that are told", byCode, coded)
	return errors.Join(err, err2)
}

// answer answers one page of questions as the truth is.
func (b *matchingHub) answer(operator context.Context, company id.CompanyID, truth map[string]string) (int, error) {
	questions, err := b.hub.Matching.Questions(operator, company, "", page.Request{Limit: peopleAsked})
	if err != nil || len(questions.Items) == 0 {
		return 0, err
	}
	var answers []matching.Answer
	for _, q := range questions.Items {
		v := matching.Different
		if truth[q.LeftRecord.SKU] == truth[q.RightRecord.SKU] {
			v = matching.Same
		}
		answers = append(answers, matching.Answer{Question: q.ID, Version: q.Version, Verdict: v, Despite: true})
	}
	_, err = b.hub.Matching.Answer(operator, company, answers)
	return len(answers), err
}

const (
	incrementalSmall = 50_000
	incrementalNew   = 10_000
)

// incremental matches a new catalogue against many products that were matched before.
func (b *matchingHub) incremental(ctx context.Context, _ string) error {
	ours, theirs := catalogues(b.count)
	_, company, err := b.company(ctx, "Whole market", authz.PartSupplier)
	if err != nil {
		return err
	}
	const part = 20_000
	for from := 0; from < len(ours); from += part {
		var goods []merchandise
		for i := from; i < min(from+part, len(ours)); i++ {
			goods = append(goods, merchandise{sku: fmt.Sprintf("M%07d", i), name: ours[i]})
		}
		if err := b.put(ctx, company, goods); err != nil {
			return err
		}
	}
	// That these were matched is noted, not done: it is not what is measured.
	for _, text := range []string{
		"INSERT INTO hub.matching_item (tenant_id, item_id, version, content, run, matched_at) SELECT tenant_id, id, version, 0, 1, now() FROM hub.catalog_item WHERE tenant_id = $1",
		"INSERT INTO hub.matching_mark (tenant_id, run, matched_at) VALUES ($1, 1, now())",
	} {
		if _, err := b.admin.Exec(ctx, text, company.UUID()); err != nil {
			return err
		}
	}
	if _, err := b.admin.Exec(ctx, "ANALYZE hub.catalog_item, hub.matching_item"); err != nil {
		return err
	}
	took := stopwatch()
	if err := b.hub.Matching.Finish(ctx); err != nil {
		return err
	}
	if _, err := b.sells(ctx, "First", []merchandise{{sku: "T0", name: theirs[0]}}); err != nil {
		return err
	}
	if err := b.hub.Matching.Finish(ctx); err != nil {
		return err
	}
	b.figures = append(b.figures, Figure{fmt.Sprintf("index of %d items in memory from the tables", b.count), took().Seconds(), "s", "", true})
	var goods []merchandise
	fresh := min(incrementalNew, b.count/5)
	for i := 1; i <= fresh; i++ {
		goods = append(goods, merchandise{sku: fmt.Sprintf("T%07d", i), name: theirs[i]})
	}
	took = stopwatch()
	if _, err := b.sells(ctx, "Newcomer", goods); err != nil {
		return err
	}
	if err := b.hub.Matching.Finish(ctx); err != nil {
		return err
	}
	seconds := took().Seconds()
	name := fmt.Sprintf("incremental: %d new items against %d products", fresh, b.count)
	b.figures = append(b.figures, Figure{name, seconds, "s", "≤ 600", seconds <= 600})
	var hit int
	err = b.admin.QueryRow(ctx, `SELECT count(DISTINCT l.sku) FROM hub.matching_edge e JOIN hub.catalog_item l ON l.tenant_id = e.left_tenant AND l.id = e.left_item
JOIN hub.catalog_item r ON r.tenant_id = e.right_tenant AND r.id = e.right_item WHERE left(l.sku, 1) <> left(r.sku, 1) AND substr(l.sku, 2) = substr(r.sku, 2)`).Scan(&hit)
	b.figures = append(b.figures, Figure{name + ", asked about the right one", 100 * share(hit, fresh), "%", "", true})
	return err
}

// nexar reads answers about parts: by seller, its offers, the part as the truth.
func nexar(path string) (map[string][]merchandise, error) {
	text, err := unpack(path)
	if err != nil {
		return nil, err
	}
	all, seen := map[string][]merchandise{}, map[string]bool{}
	lines := json.NewDecoder(bytes.NewReader(text))
	for {
		var line struct {
			Response struct {
				Parts []struct {
					ID, MPN, ShortDescription string
					Manufacturer              struct{ Name string }
					Sellers                   []struct {
						Company struct{ Name string }
						Offers  []struct{ ID string }
					}
				}
			}
		}
		if err := lines.Decode(&line); err != nil {
			if errors.Is(err, io.EOF) {
				return all, nil
			}
			return nil, err
		}
		for _, p := range line.Response.Parts {
			for _, s := range p.Sellers {
				// The offers of one seller are one part in several packings; several answers hold the same ones.
				if len(s.Offers) > 0 && p.ShortDescription != "" && !seen[s.Offers[0].ID] {
					seen[s.Offers[0].ID] = true
					all[s.Company.Name] = append(all[s.Company.Name], merchandise{sku: s.Offers[0].ID, name: p.ShortDescription, brand: p.Manufacturer.Name, mpn: p.MPN, truth: p.ID})
				}
			}
		}
	}
}

// sorted are the names of suppliers, in order.
func sorted(all map[string][]merchandise) []string { return slices.Sorted(maps.Keys(all)) }

// groceries reads a market feed, one in so many goods: by chain, the barcode as the truth and, of half of the goods, told.
func groceries(path string) (map[string][]merchandise, error) {
	const one = 12
	all := map[string][]merchandise{}
	err := eachRow(path, func(row []string) {
		chain, code, name, maker, amount := row[0], row[3], row[4], row[5], row[7]+" "+row[9]
		if n := spread(code); len(code) >= 8 && gtin.Checked(strings.Repeat("0", max(0, 14-len(code)))+code) && n%one == 0 && name != "" {
			w := merchandise{sku: chain + "-" + code, name: name + " " + amount, brand: maker, truth: code}
			if n/one%2 == 0 {
				w.gtin = code
			}
			all[chain] = append(all[chain], w)
		}
	})
	return all, err
}

// spread is a number that says nothing about the text it is made of.
func spread(s string) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, s)
	return h.Sum32() >> 4
}

func eachRow(path string, do func(row []string)) error {
	text, err := unpack(path)
	if err != nil {
		return err
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		if len(row) > 9 && !seen[row[0]+row[3]] {
			seen[row[0]+row[3]] = true
			do(row)
		}
	}
	return nil
}
