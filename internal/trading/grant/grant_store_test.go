package grant

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

// shelf is a supplier with one customer of a group, who is an approved buyer.
type shelf struct {
	company, buyer id.CompanyID
	customer       id.CustomerID
	group          id.GroupID
}

func (s shelf) scope() tenants.Scope { return tenants.Supplier(s.company, id.SeatID{}) }

func newShelf(t testing.TB, admin *pgx.Conn) shelf {
	t.Helper()
	now := time.Now()
	s := shelf{id.New[id.Company](now), id.New[id.Company](now), id.New[id.Customer](now), id.New[id.Group](now)}
	for _, step := range []struct {
		text string
		args []any
	}{
		{"INSERT INTO hub.trading_group (tenant_id, id, name, updated_at) VALUES ($1, $2, 'Dealers', now())", []any{s.company.UUID(), s.group.UUID()}},
		{"INSERT INTO hub.trading_customer (tenant_id, id, name, group_id, buyer_id, source, name_key, created_at, updated_at) VALUES ($1, $2, 'Shop', $3, $4, 'manual', 'shop', now(), now())",
			[]any{s.company.UUID(), s.customer.UUID(), s.group.UUID(), s.buyer.UUID()}},
		{"INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id) VALUES ($1, $2, 'approved', 'Shop', $3)",
			[]any{s.company.UUID(), s.buyer.UUID(), s.customer.UUID()}},
	} {
		if _, err := admin.Exec(context.Background(), step.text, step.args...); err != nil {
			t.Fatalf("%s: %v", step.text, err)
		}
	}
	return s
}

// What SQL projects onto relationships is what Resolve says, and the epoch rises exactly when it differs.
func TestProjectionIsResolve(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	admin := pgtest.Admin(t, db)
	mine, foreign := newShelf(t, admin), newShelf(t, admin)
	before := Sees{}
	var epoch int64
	rapid.Check(t, func(rt *rapid.T) {
		grants := map[Level]Grant{}
		for level, subject := range map[Level]string{LevelDefault: "", LevelGroup: mine.group.UUID(), LevelCustomer: mine.customer.UUID()} {
			g := anyGrant(level).Draw(rt, string(level))
			if slices.Contains(g.Categories, everything) {
				g.Categories = []string{everything}
			} else if g.Categories != nil {
				slices.Sort(g.Categories)
				g.Categories = slices.Compact(g.Categories)
			}
			if g.ExpiresAt != nil { // as long from now as it was drawn from the moment of the pure tests
				g.ExpiresAt = ref(time.Now().UTC().Truncate(time.Second).Add(g.ExpiresAt.Sub(moment) + time.Minute))
			}
			g.Level, g.Subject = level, subject
			grants[level] = g
		}
		var got, other Sight
		var want Sees
		err := db.InScope(t.Context(), mine.scope(), func(_ context.Context, tx *tenants.Tx) error {
			for level, g := range grants {
				future := g
				if g.expired(tx.Now()) { // one that has ended can only have been saved before
					future.ExpiresAt = ref(tx.Now().Add(time.Hour))
				}
				if err := Put(tx, mine.company, level, g.Subject, future); err != nil {
					return err
				}
				if g.ExpiresAt != nil {
					if err := tx.Gorm().Exec("UPDATE trading_grant SET expires_at = ? WHERE tenant_id = ? AND level = ?", g.ExpiresAt, mine.company, string(level)).Error; err != nil {
						return err
					}
				}
			}
			if err := Project(tx, mine.company, []id.CustomerID{mine.customer}); err != nil {
				return err
			}
			want, _ = Resolve(tx.Now(), grants[LevelDefault], grants[LevelGroup], grants[LevelCustomer])
			again, _, err := resolveFor(tx, mine.company, mine.group, mine.customer, nil)
			if err != nil {
				return err
			}
			if !same(again, want) {
				rt.Fatalf("read back %+v, want %+v", again, want)
			}
			got, err = ReadSight(tx, mine.company, mine.buyer, true)
			return err
		})
		if err != nil {
			rt.Fatal(err)
		}
		if !same(got.Sees, want) {
			rt.Fatalf("projected %+v\nwant      %+v", got.Sees, want)
		}
		if rose := got.Epoch - epoch; rose != 1 && !same(before, want) || rose != 0 && same(before, want) {
			rt.Fatalf("the epoch rose by %d from %+v to %+v", rose, before, want)
		}
		before, epoch = want, got.Epoch
		err = db.Read(t.Context(), foreign.scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			other, err = ReadSight(tx, foreign.company, foreign.buyer, true)
			return err
		})
		if err != nil || other.Epoch != 0 || other.Sees.Price != PriceNone {
			rt.Fatalf("another supplier's relationship changed: %+v %v", other, err)
		}
	})
}

func same(a, b Sees) bool {
	return slices.Equal(a.Categories, b.Categories) && a.Price == b.Price && a.Stock == b.Stock && slices.EqualFunc(a.Steps, b.Steps, decimal.Decimal.Equal) &&
		a.LeadTime == b.LeadTime && a.Promotions == b.Promotions && a.Documents == b.Documents && a.Purpose == b.Purpose && a.Until.Equal(b.Until)
}

// A supplier's grants, viewers, log and notices are its own.
func TestGrantsOfTwoTenants(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	admin := pgtest.Admin(t, db)
	mine, foreign := newShelf(t, admin), newShelf(t, admin)
	in := func(s shelf, fn func(tx *tenants.Tx) error) error {
		return db.InScope(t.Context(), s.scope(), func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
	}
	if err := in(mine, func(tx *tenants.Tx) error {
		if err := Put(tx, mine.company, LevelCustomer, mine.customer.UUID(), Grant{Price: ref(PriceList)}); err != nil {
			return err
		}
		return Project(tx, mine.company, nil)
	}); err != nil {
		t.Fatal(err)
	}
	refused := map[string]func(tx *tenants.Tx) error{
		"put": func(tx *tenants.Tx) error {
			return Put(tx, mine.company, LevelDefault, "", Grant{Price: ref(PriceNone)})
		},
		"find": func(tx *tenants.Tx) error {
			_, err := findSubject(tx, foreign.company, LevelCustomer, mine.customer.UUID())
			return err
		},
		"sight":   func(tx *tenants.Tx) error { _, err := ReadSight(tx, mine.company, mine.buyer, true); return err },
		"parties": func(tx *tenants.Tx) error { _, err := readParties(tx, mine.company, mine.buyer); return err },
		"preview": func(tx *tenants.Tx) error {
			_, err := Previewed(tx, mine.company, Subject{Buyer: mine.buyer}, nil)
			return err
		},
		"notice": func(tx *tenants.Tx) error {
			_, err := readNotice(tx, mine.company, id.NewRandom[id.Notice]())
			return err
		},
	}
	for name, fn := range refused {
		if err := in(foreign, fn); !errors.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := in(foreign, func(tx *tenants.Tx) error {
		viewers, err := listViewers(tx, mine.company, "", "", "", id.CompanyID{}, 50)
		if err == nil && len(viewers) > 0 {
			t.Errorf("a rival lists viewers: %+v", viewers)
		}
		if err := Project(tx, mine.company, nil); err != nil {
			return err
		}
		_, err = deleteGrant(tx, mine.company, LevelCustomer, mine.customer.UUID())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := in(mine, func(tx *tenants.Tx) error {
		g, err := findSubject(tx, mine.company, LevelCustomer, mine.customer.UUID())
		if err != nil || g.Version != 1 || *g.Price != PriceList || g.Affects != 1 {
			t.Errorf("%+v %v", g, err)
		}
		viewers, err := listViewers(tx, mine.company, "bolts", PriceList, "", id.CompanyID{}, 50)
		if err != nil || len(viewers) != 1 || viewers[0].GroupName != "Dealers" || viewers[0].Price != PriceList {
			t.Errorf("%+v %v", viewers, err)
		}
		list, own, err := countViewers(tx, mine.company, "")
		if err != nil || list != 1 || own != 0 {
			t.Errorf("%d %d %v", list, own, err)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// Until the job has come, a relationship whose grant has ended discloses nothing; after it, what the other levels say.
func TestGrantEnds(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	admin := pgtest.Admin(t, db)
	s := newShelf(t, admin)
	err := db.InScope(t.Context(), s.scope(), func(_ context.Context, tx *tenants.Tx) error {
		soon := tx.Now().Add(time.Hour)
		if err := Put(tx, s.company, LevelCustomer, s.customer.UUID(), Grant{Price: ref(PriceList), ExpiresAt: &soon}); err != nil {
			return err
		}
		if err := Project(tx, s.company, nil); err != nil {
			return err
		}
		now, err := ReadSight(tx, s.company, s.buyer, true)
		if err != nil || !now.At(tx.Now()).Open() || now.At(soon).Open() || now.Sees.Price != PriceList {
			t.Errorf("%+v %v", now, err)
		}
		if err := tx.Gorm().Exec("UPDATE trading_grant SET expires_at = ? WHERE tenant_id = ?", tx.Now(), s.company).Error; err != nil {
			return err
		}
		if err := projectSubject(tx, s.company, LevelCustomer, s.customer.UUID()); err != nil {
			return err
		}
		after, err := ReadSight(tx, s.company, s.buyer, true)
		if err != nil || !after.At(soon).Open() || after.Sees.Price != PriceOwn || !after.Sees.Until.IsZero() || after.Epoch != now.Epoch+1 {
			t.Errorf("%+v %v", after, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
