package basket

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"manifold/internal/catalog/find"
	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/id"
	"manifold/internal/matching/own"
	"manifold/tenants"
)

// mostQuestions is how many things a line that is not clear could mean are told.
const mostQuestions = 5

// meaning is what a line is about: an item with all that is the same.
type meaning struct {
	state     State
	by        By
	guess     bool
	about     own.Ref
	questions []own.Ref
}

// understanding finds out what lines mean, for one buyer.
type understanding struct {
	ctx     context.Context
	tx      *tenants.Tx
	db      pgx.Tx
	buyer   id.CompanyID
	finder  find.Finder
	book    Book
	sellers []Seller
	seen    map[own.Ref]own.Member
	within  map[id.ProductID][]own.Ref
	links   map[own.Ref][]own.Link
	looked  map[own.Ref]bool
}

func (s *Service) newUnderstanding(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, sellers []Seller) (*understanding, error) {
	db, err := tx.PGX()
	return &understanding{
		ctx: ctx, tx: tx, db: db, buyer: buyer, finder: s.finder, book: s.book, sellers: sellers,
		seen: map[own.Ref]own.Member{}, within: map[id.ProductID][]own.Ref{}, links: map[own.Ref][]own.Link{}, looked: map[own.Ref]bool{},
	}, err
}

// lines says of each line what it means.
func (u *understanding) lines(all []Asked) ([]meaning, error) {
	found, err := u.codes(all)
	if err != nil {
		return nil, err
	}
	hits := make([]hit, len(all))
	var refs []own.Ref
	for i, l := range all {
		if l.Item != nil {
			hits[i] = hit{by: ByItem, refs: []own.Ref{*l.Item}}
		} else if hits[i], err = u.hit(l, found[strings.TrimSpace(l.Text)]); err != nil {
			return nil, err
		}
		refs = append(refs, hits[i].refs...)
	}
	if err := u.grow(refs); err != nil {
		return nil, err
	}
	out := make([]meaning, len(all))
	for i := range all {
		out[i] = u.mean(hits[i])
	}
	return out, nil
}

// hit is what a line may mean, the best guess first.
type hit struct {
	by   By
	refs []own.Ref
}

// codes looks all texts up as codes, at once.
func (u *understanding) codes(all []Asked) (map[string][]coded, error) {
	var codes, barcodes, of []string
	for _, l := range all {
		text := strings.TrimSpace(l.Text)
		if l.Item != nil || text == "" {
			continue
		}
		codes = append(codes, text)
		for _, form := range forms(text) {
			barcodes, of = append(barcodes, form), append(of, text)
		}
	}
	if len(codes) == 0 {
		return nil, nil
	}
	slices.Sort(codes)
	found, err := named(u.ctx, u.db, slices.Compact(codes), nonNil(barcodes), nonNil(of))
	out := map[string][]coded{}
	for _, c := range found {
		out[c.code] = append(out[c.code], c)
	}
	return out, err
}

func nonNil(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}

// forms are how a barcode may stand in a catalogue: with and without leading zeros. Nothing for what is no barcode.
func forms(text string) []string {
	digits := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, text)
	if !gtin.Sized(digits) || !gtin.Checked(digits) {
		return nil
	}
	bare := strings.TrimLeft(digits, "0")
	var out []string
	for _, length := range []int{8, 12, 13, 14} {
		if len(bare) <= length {
			out = append(out, strings.Repeat("0", length-len(bare))+bare)
		}
	}
	return out
}

// hit picks the surest way in which a text names something: own code, barcode, a supplier's number, a manufacturer's, words.
func (u *understanding) hit(l Asked, found []coded) (hit, error) {
	for _, by := range []By{ByOwn, ByGTIN, BySKU, ByMPN} {
		h := hit{by: by}
		for _, c := range found {
			if c.by == by && !slices.Contains(h.refs, c.Ref) {
				h.refs = append(h.refs, c.Ref)
			}
		}
		if len(h.refs) > 0 {
			slices.SortFunc(h.refs, compareRefs)
			return h, nil
		}
	}
	for _, words := range []string{l.Text, l.Name} {
		if strings.TrimSpace(words) == "" {
			continue
		}
		answer, err := u.finder.Find(u.tx, find.Understand(words), find.Options{Limit: 4 * mostQuestions, Most: 200})
		if err != nil {
			return hit{}, err
		}
		h := hit{by: ByText}
		for _, f := range answer.Hits {
			h.refs = append(h.refs, own.Ref{Supplier: f.Supplier, Item: f.Item})
		}
		if len(h.refs) > 0 {
			return h, nil
		}
	}
	return hit{}, nil
}

func compareRefs(a, b own.Ref) int {
	x, y := a.Supplier.Bytes(), b.Supplier.Bytes()
	if x == y {
		x, y = a.Item.Bytes(), b.Item.Bytes()
	}
	return bytes.Compare(x[:], y[:])
}

// mean decides: one thing, several that could be meant, or nothing.
func (u *understanding) mean(h hit) meaning {
	var first []own.Ref // the first of each thing
	covered := map[own.Ref]bool{}
	for i, ref := range h.refs {
		if _, sees := u.seen[ref]; !sees || covered[ref] {
			continue
		}
		first = append(first, ref)
		if i == len(h.refs)-1 {
			break
		}
		for _, same := range u.same(ref) {
			covered[same] = true
		}
	}
	switch {
	case len(first) == 0:
		return meaning{state: Unknown}
	case len(first) == 1:
		return meaning{state: Matched, by: h.by, guess: h.by == ByText, about: first[0]}
	}
	return meaning{state: Question, by: h.by, questions: first[:min(len(first), mostQuestions)]}
}

// grow follows products and what the buyer said, from items to all that is the same, until nothing new comes. What the buyer does not see leads nowhere.
func (u *understanding) grow(refs []own.Ref) error {
	for len(refs) > 0 {
		var fresh []own.Ref
		for _, r := range refs {
			if !u.looked[r] {
				u.looked[r] = true
				fresh = append(fresh, r)
			}
		}
		if len(fresh) == 0 {
			return nil
		}
		found, err := u.book.Members(u.ctx, u.tx, u.sellers, fresh)
		if err != nil {
			return err
		}
		inside, err := u.products(found)
		if err != nil {
			return err
		}
		if refs, err = u.linked(append(found, inside...)); err != nil {
			return err
		}
	}
	return nil
}

// products notes members, and reads what else is in their products.
func (u *understanding) products(found []own.Member) ([]own.Member, error) {
	var wanted []id.ProductID
	for _, m := range found {
		u.seen[m.Ref] = m
		if m.Product.IsZero() {
			continue
		}
		if _, known := u.within[m.Product]; !known {
			u.within[m.Product] = nil
			wanted = append(wanted, m.Product)
		}
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	inside, err := u.book.Within(u.ctx, u.tx, u.sellers, wanted)
	for _, m := range inside {
		u.seen[m.Ref], u.looked[m.Ref] = m, true
		u.within[m.Product] = append(u.within[m.Product], m.Ref)
	}
	for _, w := range wanted {
		slices.SortFunc(u.within[w], compareRefs)
	}
	return inside, err
}

// linked reads what the buyer said of members, and answers what that leads to.
func (u *understanding) linked(of []own.Member) (next []own.Ref, err error) {
	if len(of) == 0 {
		return nil, nil
	}
	refs := make([]own.Ref, len(of))
	for i, m := range of {
		refs[i] = m.Ref
	}
	links, err := own.LinksOf(u.tx, u.buyer, refs)
	for _, l := range links {
		for _, end := range []own.Ref{l.Left, l.Right} {
			if !slices.Contains(u.links[end], l) {
				u.links[end] = append(u.links[end], l)
			}
			if l.Says == own.Equal && !u.looked[end] {
				next = append(next, end)
			}
		}
	}
	return next, err
}

// same is all that is the same as an item for the buyer, that item first.
func (u *understanding) same(of own.Ref) []own.Ref {
	if len(u.links) == 0 { // as the products say, then
		return u.beside(of)
	}
	reached, said := []own.Ref{of}, []own.Link(nil)
	known := map[own.Ref]bool{of: true}
	reach := func(r own.Ref) {
		if _, sees := u.seen[r]; sees && !known[r] {
			known[r] = true
			reached = append(reached, r)
		}
	}
	for i := 0; i < len(reached); i++ {
		if product := u.seen[reached[i]].Product; !product.IsZero() {
			for _, r := range u.within[product] {
				reach(r)
			}
		}
		for _, l := range u.links[reached[i]] {
			said = append(said, l)
			if l.Says == own.Equal {
				reach(l.Left)
				reach(l.Right)
			}
		}
	}
	if len(said) == 0 {
		return reached
	}
	members := make([]own.Member, len(reached))
	for i, r := range reached {
		members[i] = u.seen[r]
	}
	slices.SortFunc(said, func(a, b own.Link) int {
		return strings.Compare(a.Left.Item.UUID()+a.Right.Item.UUID(), b.Left.Item.UUID()+b.Right.Item.UUID())
	})
	var out []own.Ref
	for _, m := range own.Group(u.seen[of], members, slices.Compact(said)) {
		out = append(out, m.Ref)
	}
	return out
}

// beside is an item with all others of its product, that item first.
func (u *understanding) beside(of own.Ref) []own.Ref {
	product := u.seen[of].Product
	if product.IsZero() {
		return []own.Ref{of}
	}
	inside := u.within[product]
	out := append(make([]own.Ref, 0, len(inside)+1), of)
	for _, r := range inside {
		if r != of {
			out = append(out, r)
		}
	}
	return out
}

// key is a line's own, or its place.
func key(l Asked, at int) string {
	if l.Key != "" {
		return l.Key
	}
	return strconv.Itoa(at)
}
