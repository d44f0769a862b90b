package basket

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// SettingDraft is a setting as it came, in texts.
type SettingDraft struct {
	Currency, YearlyRate, DayCost, OrderCost string
	StaleDays                                *int
}

// Settings answers what money and time are worth to the buyer.
func (s *Service) Settings(ctx context.Context, buyer id.CompanyID) (Kept, error) {
	var out Kept
	return out, s.read(ctx, buyer, func(tx *tenants.Tx) (err error) {
		out, err = readSetting(tx, buyer)
		return err
	})
}

// read runs a function in the buyer's scope.
func (s *Service) read(ctx context.Context, buyer id.CompanyID, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

// write runs a function in the buyer's scope, with its trail.
func (s *Service) write(ctx context.Context, buyer id.CompanyID, fn func(*tenants.Tx) (audit.Entry, error)) error {
	scope, err := authz.Acting(ctx, buyer, mayWrite)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		entry, err := fn(tx)
		if err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, entry)
	})
}

// PutSettings says what money and time are worth. A version that is given has to be the one that stands, else the answer is fault.Stale.
func (s *Service) PutSettings(ctx context.Context, buyer id.CompanyID, version *int64, d SettingDraft) (Kept, error) {
	setting, wrong := d.read()
	var out Kept
	return out, s.write(ctx, buyer, func(tx *tenants.Tx) (audit.Entry, error) {
		if len(wrong) > 0 {
			return audit.Entry{}, fault.Invalid.With(wrong...)
		}
		stands, err := readSetting(tx, buyer)
		if err != nil {
			return audit.Entry{}, err
		}
		if version != nil && *version != stands.Version {
			return audit.Entry{}, fault.Stale
		}
		if ok, err := putSetting(tx, buyer, stands.Version, setting); err != nil || !ok {
			return audit.Entry{}, orStale(err)
		}
		out = Kept{setting, stands.Version + 1, tx.Now()}
		return audit.Entry{Action: "comparison.settings_changed", Data: map[string]any{"currency": setting.Currency.Code(), "stale_days": setting.StaleDays}}, nil
	})
}

func orStale(err error) error {
	if err != nil {
		return err
	}
	return fault.Stale
}

// mostYearly bounds the yearly rate, in percent.
var mostYearly = decimal.NewFromInt(100)

func (d SettingDraft) read() (Setting, []fault.Field) {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	currency, err := money.ParseCurrency(strings.ToUpper(strings.TrimSpace(d.Currency)))
	if err != nil || currency.IsZero() {
		refuse("/currency", "unknown", "This is no currency of ISO 4217.")
	}
	amount := func(path, text string, most decimal.Decimal) decimal.Decimal {
		n, err := quantity.ReadNumber(text)
		switch {
		case err != nil || n.Exponent() < -6:
			refuse(path, "wrong_form", "This is no number with at most six decimal places.")
		case n.IsNegative() || n.GreaterThan(most):
			refuse(path, "out_of_range", "This is below zero or too large.")
		}
		return n
	}
	most := decimal.New(1, 9)
	out := Setting{Currency: currency, YearlyRate: amount("/yearly_rate", d.YearlyRate, mostYearly), DayCost: amount("/day_cost", d.DayCost, most), OrderCost: amount("/order_cost", d.OrderCost, most)}
	if out.YearlyRate.Exponent() < -4 {
		refuse("/yearly_rate", "wrong_form", "A rate has at most four decimal places.")
	}
	if d.StaleDays != nil {
		out.StaleDays = *d.StaleDays
	}
	return out, wrong
}

// ListDraft is a list as it came.
type ListDraft struct {
	Name, Note string
	Lines      []ListLineDraft
}

// ListLineDraft is a line as it came.
type ListLineDraft struct {
	Item           *own.Ref
	Text           string
	Quantity, Unit string
	Chosen         *own.Ref
}

const longLine = 500 // characters

// read understands a list, or says of each text why not.
func (d ListDraft) read() (List, []fault.Field) {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	out := List{Name: strings.TrimSpace(d.Name), Note: strings.TrimSpace(d.Note), Lines: make([]ListLine, len(d.Lines))}
	if out.Name == "" {
		refuse("/name", "required", "Give the list a name.")
	}
	if len(d.Lines) > MostLines {
		refuse("/lines", "too_many", "At most 5,000 lines.")
	}
	for i, l := range d.Lines {
		path := fmt.Sprintf("/lines/%d", i)
		line := ListLine{Item: l.Item, Text: strings.TrimSpace(l.Text), Chosen: l.Chosen}
		if line.Item == nil && line.Text == "" {
			refuse(path+"/text", "required", "Give an item or a text.")
		}
		if utf8.RuneCountInString(line.Text) > longLine {
			refuse(path+"/text", "too_long", "At most 500 characters.")
		}
		amount, problems := catalog.ReadQuantity(path+"/quantity", l.Quantity)
		wrong = append(wrong, problems...)
		line.Quantity = amount
		if l.Unit != "" {
			unit, err := quantity.ParseUnit(l.Unit)
			if err != nil {
				refuse(path+"/unit", "unknown", "This is no unit of Recommendation 20.")
			}
			line.Unit = unit.Code()
		}
		out.Lines[i] = line
	}
	out.Count = len(out.Lines)
	return out, wrong
}

// Lists answers the lists of a buyer, the last changed first.
func (s *Service) Lists(ctx context.Context, buyer id.CompanyID, words string, r page.Request) (page.Page[List], error) {
	var before time.Time
	var last id.CompareListID
	if !r.After.IsZero() {
		if err := r.After.Into(&before, &last); err != nil {
			return page.Page[List]{}, err
		}
	}
	var out page.Page[List]
	return out, s.read(ctx, buyer, func(tx *tenants.Tx) error {
		found, err := lists(tx, buyer, words, before, last, r.Fetch())
		out = page.Of(r, found, func(l List) page.Cursor { return page.After(l.UpdatedAt, l.ID) })
		return err
	})
}

// List answers one list with its lines.
func (s *Service) List(ctx context.Context, buyer id.CompanyID, list id.CompareListID) (List, error) {
	var out List
	return out, s.read(ctx, buyer, func(tx *tenants.Tx) (err error) {
		out, err = readList(tx, buyer, list)
		return err
	})
}

// CreateList keeps a list.
func (s *Service) CreateList(ctx context.Context, buyer id.CompanyID, d ListDraft) (List, error) {
	l, wrong := d.read()
	return s.create(ctx, buyer, func(*tenants.Tx) (List, error) {
		if len(wrong) > 0 {
			return List{}, fault.Invalid.With(wrong...)
		}
		return l, nil
	})
}

// DuplicateList makes a second list with the same lines, under a name of its own.
func (s *Service) DuplicateList(ctx context.Context, buyer id.CompanyID, list id.CompareListID, name string) (List, error) {
	return s.create(ctx, buyer, func(tx *tenants.Tx) (List, error) {
		l, err := readList(tx, buyer, list)
		if l.Name = strings.TrimSpace(name); err == nil && l.Name == "" {
			err = fault.Invalid.With(fault.Field{Path: "/name", Code: "required", Message: "Give the list a name."})
		}
		return l, err
	})
}

// create writes what a function makes, once for each key of the client's.
func (s *Service) create(ctx context.Context, buyer id.CompanyID, made func(*tenants.Tx) (List, error)) (List, error) {
	scope, err := authz.Acting(ctx, buyer, mayWrite)
	if err != nil {
		return List{}, err
	}
	which, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (id.CompareListID, error) {
		l, err := made(tx)
		if err != nil {
			return id.CompareListID{}, err
		}
		l.ID = id.New[id.CompareList](tx.Now())
		if err := InsertList(tx, buyer, l); err != nil {
			return id.CompareListID{}, err
		}
		return l.ID, s.audit.Write(ctx, tx, audit.Entry{Action: "comparison.list_created", Object: l.ID.String(), Data: map[string]any{"name": l.Name, "lines": len(l.Lines)}})
	})
	if err != nil {
		return List{}, err
	}
	return s.List(ctx, buyer, which)
}

// PutList sets name, note and lines. A version that is given has to be the one that stands, else the answer is fault.Stale.
func (s *Service) PutList(ctx context.Context, buyer id.CompanyID, list id.CompareListID, version *int64, d ListDraft) (List, error) {
	l, wrong := d.read()
	l.ID = list
	var out List
	return out, s.write(ctx, buyer, func(tx *tenants.Tx) (audit.Entry, error) {
		if _, err := readList(tx, buyer, list); err != nil {
			return audit.Entry{}, err
		}
		if len(wrong) > 0 {
			return audit.Entry{}, fault.Invalid.With(wrong...)
		}
		if ok, err := updateList(tx, buyer, l, version); err != nil || !ok {
			return audit.Entry{}, orStale(err)
		}
		var err error
		out, err = readList(tx, buyer, list)
		return audit.Entry{Action: "comparison.list_changed", Object: list.String(), Data: map[string]any{"name": l.Name, "lines": len(l.Lines)}}, err
	})
}

// DeleteList drops a list.
func (s *Service) DeleteList(ctx context.Context, buyer id.CompanyID, list id.CompareListID) error {
	return s.write(ctx, buyer, func(tx *tenants.Tx) (audit.Entry, error) {
		gone, err := deleteList(tx, buyer, list)
		if err == nil && !gone {
			err = fault.NotFound
		}
		return audit.Entry{Action: "comparison.list_deleted", Object: list.String()}, err
	})
}
