package comparison

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

const mayWriteOwn = authz.Permission("comparison.own.write")

// TopicOwnChanged is published to a buyer when what it says of items for itself changes.
const TopicOwnChanged = "matching.own_changed"

// changeOwn writes something of the buyer's own view, with its trail.
func (s *Service) changeOwn(ctx context.Context, buyer id.CompanyID, entry audit.Entry, write func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, buyer, mayWriteOwn)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := own.Lock(tx, buyer); err != nil {
			return err
		}
		if err := write(tx); err != nil {
			return err
		}
		if err := s.audit.Write(ctx, tx, entry); err != nil {
			return err
		}
		return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicOwnChanged, Object: entry.Object})
	})
}

// sees looks at items, each counted in the limit of its supplier but for those of the one that is paced already.
func (s *Service) sees(ctx context.Context, buyer, paced id.CompanyID, refs []own.Ref) (*sweep, error) {
	w, err := s.newSweep(ctx, buyer, paced)
	if err != nil {
		return nil, err
	}
	return w, w.see(ctx, refs, nil)
}

// PutOwn says what the buyer calls an item. It has to see the item, or to have said something of it before.
func (s *Service) PutOwn(ctx context.Context, buyer id.CompanyID, of own.Ref, draft own.Draft) (own.Facts, error) {
	if _, err := authz.Acting(ctx, buyer, mayWriteOwn); err != nil {
		return own.Facts{}, err
	}
	facts, wrong := own.Read(draft)
	w, err := s.sees(ctx, buyer, of.Supplier, []own.Ref{of})
	if err != nil {
		return own.Facts{}, err
	}
	_, seen := w.seen[of]
	entry := audit.Entry{Action: "matching.own_item_changed", Object: of.Item.String(), Data: map[string]any{"supplier": of.Supplier.String()}}
	return facts, s.changeOwn(ctx, buyer, entry, func(tx *tenants.Tx) error {
		stood, err := own.FactsOf(tx, buyer, []own.Ref{of})
		if err != nil {
			return err
		}
		if _, known := stood[of]; !seen && !known {
			return fault.NotFound
		}
		if len(wrong) > 0 {
			return fault.Invalid.With(wrong...)
		}
		return own.Put(tx, buyer, of, facts)
	})
}

// OwnLine is a line of many codes and names.
type OwnLine struct {
	own.Ref
	Code, Name string
}

// PutOwnItems gives many items codes and names. Lines that cannot be taken change nothing and say why.
func (s *Service) PutOwnItems(ctx context.Context, buyer id.CompanyID, lines []OwnLine) ([]LineOutcome, error) {
	if _, err := authz.Acting(ctx, buyer, mayWriteOwn); err != nil {
		return nil, err
	}
	refs := make([]own.Ref, len(lines))
	for i, l := range lines {
		refs[i] = l.Ref
	}
	w, err := s.sees(ctx, buyer, id.CompanyID{}, refs)
	if err != nil {
		return nil, err
	}
	outcomes := make([]LineOutcome, len(lines))
	var taken []own.Called
	twice := map[own.Ref]bool{}
	for i, l := range lines {
		facts, wrong := own.Read(own.Draft{Code: l.Code, Name: l.Name})
		switch _, seen := w.seen[l.Ref]; {
		case !seen:
			wrong = append(wrong, fault.Field{Path: "/item", Code: "unknown", Message: "This item is not offered to you."})
		case twice[l.Ref]:
			wrong = append(wrong, fault.Field{Path: "/item", Code: "duplicate", Message: "An earlier line has this item already."})
		case facts.Empty():
			wrong = append(wrong, fault.Field{Path: "/code", Code: "required", Message: "Give a code or a name."})
		}
		outcomes[i] = LineOutcome{Line: i, Item: l.Item, Problems: wrong}
		if len(wrong) == 0 {
			twice[l.Ref] = true
			taken = append(taken, own.Called{Ref: l.Ref, Code: facts.Code, Name: facts.Name})
		}
	}
	if len(taken) == 0 {
		return outcomes, nil
	}
	accepted, flagged := counts(outcomes)
	entry := audit.Entry{Action: "matching.own_items_imported", Data: map[string]any{"accepted": accepted, "flagged": flagged}}
	return outcomes, s.changeOwn(ctx, buyer, entry, func(tx *tenants.Tx) error { return own.PutMany(tx, buyer, taken) })
}

// SayIfSame says for the buyer that another item is the same as an item, or is not, or takes back what it said.
func (s *Service) SayIfSame(ctx context.Context, buyer id.CompanyID, of, other own.Ref, says own.Says) error {
	if _, err := authz.Acting(ctx, buyer, mayWriteOwn); err != nil {
		return err
	}
	w, err := s.sees(ctx, buyer, of.Supplier, []own.Ref{of, other})
	if err != nil {
		return err
	}
	group := []own.Ref{of}
	_, seen := w.seen[of]
	if seen {
		if err := w.grow(ctx); err != nil {
			return err
		}
		group = refsOf(w.group(of))
	}
	group = slices.DeleteFunc(group, func(r own.Ref) bool { return r == other })
	_, there := w.seen[other]
	entry := audit.Entry{Action: "matching.own_said", Object: of.Item.String(), Data: map[string]any{"supplier": of.Supplier.String(), "other": other.Item.String(), "says": string(says)}}
	return s.changeOwn(ctx, buyer, entry, func(tx *tenants.Tx) error {
		if !seen {
			if err := saidBefore(tx, buyer, of, other, says); err != nil {
				return err
			}
		}
		if of == other || !there && says != own.Nothing {
			return fault.Invalid.With(fault.Field{Path: "/item", Code: "unknown", Message: "This is no other item that is offered to you."})
		}
		if says == own.Equal { // what was said of the others of the group is not true any more
			if err := own.Say(tx, buyer, other, group, own.Nothing); err != nil {
				return err
			}
			group = []own.Ref{of}
		}
		return own.Say(tx, buyer, other, group, says)
	})
}

// saidBefore is fault.NotFound unless something was said of two items that can be taken back.
func saidBefore(tx *tenants.Tx, buyer id.CompanyID, of, other own.Ref, says own.Says) error {
	links, err := own.LinksOf(tx, buyer, []own.Ref{of})
	if err != nil {
		return err
	}
	if says == own.Nothing && slices.ContainsFunc(links, func(l own.Link) bool { return l.Left == other || l.Right == other }) {
		return nil
	}
	return fault.NotFound
}

// PutAlternates sets what the buyer takes in the place of an item and of all that is the same. A tag that is given has to be that of the list as
// it stands, else the answer is fault.Stale. What stands on the list may stay there, also when it is not offered any more.
func (s *Service) PutAlternates(ctx context.Context, buyer id.CompanyID, of own.Ref, tag *string, drafts []own.AlternateDraft) error {
	if _, err := authz.Acting(ctx, buyer, mayWriteOwn); err != nil {
		return err
	}
	w, group, err := s.around(ctx, buyer, of)
	if err != nil {
		return err
	}
	list, wrong := own.ReadAlternates(of, drafts)
	further := make([]own.Ref, len(list))
	for i, a := range list {
		further[i] = a.Ref
	}
	if err := w.see(ctx, further, nil); err != nil {
		return err
	}
	refs := refsOf(group)
	entry := audit.Entry{Action: "matching.own_alternates_changed", Object: of.Item.String(), Data: map[string]any{"supplier": of.Supplier.String(), "alternates": len(list)}}
	return s.changeOwn(ctx, buyer, entry, func(tx *tenants.Tx) error {
		stood, err := own.AlternatesOf(tx, buyer, refs)
		if err != nil {
			return err
		}
		if tag != nil && *tag != tagOf(stood) {
			return fault.Stale
		}
		for i, ref := range further {
			_, seen := w.seen[ref]
			if !seen && !slices.ContainsFunc(stood, func(a own.Alternate) bool { return a.Ref == ref }) {
				wrong = append(wrong, fault.Field{Path: "/lines/" + strconv.Itoa(i) + "/item", Code: "unknown", Message: "This item is not offered to you."})
			}
		}
		if len(wrong) > 0 {
			return fault.Invalid.With(wrong...)
		}
		return own.PutAlternates(tx, buyer, refs, list)
	})
}

// OwnItem is what the buyer calls an item, with the offer where it is shown one.
type OwnItem struct {
	own.Item
	SupplierName string
	Offer        *Offer
}

// OwnItems is a page of what the buyer has codes and names for, by its code.
func (s *Service) OwnItems(ctx context.Context, buyer id.CompanyID, words string, r page.Request) (page.Page[OwnItem], error) {
	w, err := s.newSweep(ctx, buyer, id.CompanyID{})
	if err != nil {
		return page.Page[OwnItem]{}, err
	}
	var code string
	var after own.Ref
	if !r.After.IsZero() {
		if err := r.After.Into(&code, &after.Supplier, &after.Item); err != nil {
			return page.Page[OwnItem]{}, err
		}
	}
	var items []own.Item
	err = s.db.Read(ctx, w.mine, func(_ context.Context, tx *tenants.Tx) (err error) {
		items, err = own.List(tx, buyer, words, code, after, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[OwnItem]{}, err
	}
	cut := page.Of(r, items, func(i own.Item) page.Cursor { return page.After(i.Code, i.Supplier, i.Ref.Item) })
	refs := make([]own.Ref, len(cut.Items))
	for i, item := range cut.Items {
		refs[i] = item.Ref
	}
	if err := w.see(ctx, refs, nil); err != nil {
		return page.Page[OwnItem]{}, err
	}
	out := page.Page[OwnItem]{Items: make([]OwnItem, len(cut.Items)), Next: cut.Next}
	for i, item := range cut.Items {
		out.Items[i] = OwnItem{Item: item, SupplierName: w.nameOf(item.Supplier)}
		if there, seen := w.seen[item.Ref]; seen {
			out.Items[i].Offer = &there.offer
		}
	}
	return out, w.logAll(ctx)
}

// nameOf is the name of a supplier in sight.
func (w *sweep) nameOf(supplier id.CompanyID) string {
	for _, s := range w.suppliers {
		if s.ID == supplier {
			return s.Name
		}
	}
	return ""
}

// logAll notes everything that was seen as read.
func (w *sweep) logAll(ctx context.Context) error {
	var p Product
	for ref, s := range w.seen {
		p.Others = append(p.Others, Found{ref.Supplier, s.offer})
	}
	return w.log(ctx, p)
}

// OwnEqual is what the buyer said of two items, with the offers where it is shown them.
type OwnEqual struct {
	own.Link
	Left, Right OwnSide
}

// OwnSide is an item of an OwnEqual.
type OwnSide struct {
	own.Ref
	SupplierName string
	Offer        *Offer
}

// OwnEquals is a page of what the buyer said is the same, or is not, the newest first; says is "" for both.
func (s *Service) OwnEquals(ctx context.Context, buyer id.CompanyID, says own.Says, r page.Request) (page.Page[OwnEqual], error) {
	w, err := s.newSweep(ctx, buyer, id.CompanyID{})
	if err != nil {
		return page.Page[OwnEqual]{}, err
	}
	var before *own.Link
	if !r.After.IsZero() {
		before = &own.Link{}
		if err := r.After.Into(&before.At, &before.Left.Supplier, &before.Left.Item, &before.Right.Supplier, &before.Right.Item); err != nil {
			return page.Page[OwnEqual]{}, err
		}
	}
	var links []own.Link
	err = s.db.Read(ctx, w.mine, func(_ context.Context, tx *tenants.Tx) (err error) {
		links, err = own.ListLinks(tx, buyer, says, before, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[OwnEqual]{}, err
	}
	cut := page.Of(r, links, func(l own.Link) page.Cursor {
		return page.After(l.At, l.Left.Supplier, l.Left.Item, l.Right.Supplier, l.Right.Item)
	})
	var refs []own.Ref
	for _, l := range cut.Items {
		refs = append(refs, l.Left, l.Right)
	}
	if err := w.see(ctx, refs, nil); err != nil {
		return page.Page[OwnEqual]{}, err
	}
	out := page.Page[OwnEqual]{Items: make([]OwnEqual, len(cut.Items)), Next: cut.Next}
	for i, l := range cut.Items {
		out.Items[i] = OwnEqual{l, w.side(l.Left), w.side(l.Right)}
	}
	return out, w.logAll(ctx)
}

func (w *sweep) side(ref own.Ref) OwnSide {
	out := OwnSide{Ref: ref, SupplierName: w.nameOf(ref.Supplier)}
	if there, seen := w.seen[ref]; seen {
		out.Offer = &there.offer
	}
	return out
}

// Candidate is an item that a number may mean, and by which of its numbers.
type Candidate struct {
	own.Ref
	SupplierName string
	Offer        Offer
	Barcode      bool // else it is the supplier's own number
}

// Match finds, for each number of a list, what it means among all that the buyer sees: supplier's numbers and barcodes.
func (s *Service) Match(ctx context.Context, buyer id.CompanyID, numbers []string) ([][]Candidate, error) {
	w, err := s.newSweep(ctx, buyer, id.CompanyID{})
	if err != nil {
		return nil, err
	}
	refs, err := w.find(ctx, numbers)
	if err != nil {
		return nil, err
	}
	if err := w.see(ctx, refs, nil); err != nil {
		return nil, err
	}
	bySKU, byGTIN := map[string][]sighting{}, map[string][]sighting{}
	for _, ref := range refs {
		if there, seen := w.seen[ref]; seen {
			bySKU[there.item.SKU] = append(bySKU[there.item.SKU], there)
			if code := barcode(there.item.GTIN); code != "" {
				byGTIN[code] = append(byGTIN[code], there)
			}
		}
	}
	out := make([][]Candidate, len(numbers))
	for i, number := range numbers {
		number = tidyNumber(number)
		for _, there := range bySKU[number] {
			out[i] = append(out[i], w.candidate(there, false))
		}
		for _, there := range byGTIN[barcode(number)] {
			if there.item.SKU != number {
				out[i] = append(out[i], w.candidate(there, true))
			}
		}
	}
	return out, w.logAll(ctx)
}

func (w *sweep) candidate(s sighting, barcode bool) Candidate {
	return Candidate{Ref: s.Ref, SupplierName: w.nameOf(s.Supplier), Offer: s.offer, Barcode: barcode}
}

// Clear tells whether candidates leave no question: one item, or items that all have the barcode.
func Clear(candidates []Candidate) bool {
	return len(candidates) == 1 || len(candidates) > 1 && !slices.ContainsFunc(candidates, func(c Candidate) bool { return !c.Barcode })
}

// find asks each supplier in sight for items with these numbers.
func (w *sweep) find(ctx context.Context, numbers []string) ([]own.Ref, error) {
	var tidy []string
	for _, n := range numbers {
		tidy = append(tidy, tidyNumber(n))
	}
	var refs []own.Ref
	for _, supplier := range w.suppliers {
		scope, err := authz.Looking(ctx, w.buyer, supplier.ID, mayReadOffers)
		if err != nil {
			return nil, err
		}
		err = w.service.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
			items, err := numbered(tx, supplier.ID, tidy)
			for _, item := range items {
				refs = append(refs, own.Ref{Supplier: supplier.ID, Item: item})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return refs, nil
}

// tidyNumber is a number as it stands in a catalogue: in narrow digits, without spaces around it.
func tidyNumber(text string) string { return strings.TrimSpace(quantity.Narrow(text)) }

// barcode is a barcode in its longest form, so that one code written with and without leading zeros is the same; "" for what is none.
func barcode(text string) string {
	text = strings.NewReplacer(" ", "", "-", "").Replace(text)
	if strings.Trim(text, "0123456789") != "" || !gtin.Sized(text) || !gtin.Checked(text) {
		return ""
	}
	return strings.Repeat("0", longBarcode-len(text)) + text
}

const longBarcode = 14
