package tenants_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

type made struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// create is an effect: a price of the scope's company, which fails as told after it was written.
func (w *world) create(ctx context.Context, s tenants.Scope, name string, fails error) (made, error) {
	return tenants.Once(ctx, w.db, s, func(_ context.Context, tx *tenants.Tx) (made, error) {
		m := made{uuid(), name}
		err := tx.Gorm().Exec("INSERT INTO test_price VALUES (?, ?, ?, 1, 1, true)", tx.Scope().Owner(), m.ID, name).Error
		return m, errors.Join(err, fails)
	})
}

func keyed(ctx context.Context, key, body string) context.Context {
	return tenants.WithKey(ctx, tenants.Key{Value: key, Operation: "makePrice", Fingerprint: sha256.Sum256([]byte(body))})
}

func (w *world) stand(t *testing.T, what string, prices, keys int) {
	t.Helper()
	var n, m int
	err := w.admin.QueryRow(t.Context(), "SELECT (SELECT count(*) FROM hub.test_price WHERE cost = 1), (SELECT count(*) FROM hub.idempotency_key)").Scan(&n, &m)
	if err != nil || n != prices || m != keys {
		t.Errorf("%s: %d prices and %d keys stand, want %d and %d (%v)", what, n, m, prices, keys, err)
	}
}

func TestOnceAnswersTheSameAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	alpha, ctx := w.supplier(w.alpha), keyed(t.Context(), "k", "body")
	first, err := w.create(ctx, alpha, "nut", nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.create(ctx, alpha, "nut", nil)
	if err != nil || again != first || first.Name != "nut" {
		t.Errorf("%v, then %v (%v)", first, again, err)
	}
	w.stand(t, "the same key twice", 1, 1)

	_, err = w.create(keyed(t.Context(), "k", "another body"), alpha, "nut", nil)
	if err := refused("the key with another body", err, fault.IdempotencyMismatch); err != nil {
		t.Error(err)
	}
	other := tenants.WithKey(t.Context(), tenants.Key{Value: "k", Operation: "makeOrder", Fingerprint: sha256.Sum256([]byte("body"))})
	_, err = w.create(other, alpha, "nut", nil)
	if err := refused("the key with another operation", err, fault.IdempotencyMismatch); err != nil {
		t.Error(err)
	}
	w.stand(t, "mismatches", 1, 1)

	theirs, err := w.create(ctx, w.supplier(w.beta), "nut", nil)
	if err != nil || theirs == first {
		t.Errorf("another company with the same key: %v (%v)", theirs, err)
	}
	w.stand(t, "another company", 2, 2)
	if _, err := w.create(t.Context(), alpha, "washer", nil); err != nil {
		t.Error(err)
	}
	w.stand(t, "no key", 3, 2)
}

func TestOnceStoresRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := keyed(t.Context(), "k", "body")
	field := fault.Field{Path: "/name", Code: "taken", Message: "This name is taken."}
	no := fault.Invalid.With(field).Sentence("Not this one.")
	after := 0
	first, refusal := tenants.Once(ctx, w.db, w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) (made, error) {
		tx.AfterCommit(func() { after++ })
		return made{"half", "done"}, errors.Join(tx.Gorm().Exec("DELETE FROM test_price").Error, no)
	})
	again, second := w.create(ctx, w.supplier(w.alpha), "nut", nil)
	for _, err := range []error{refusal, second} {
		f := fault.From(err)
		if !errors.Is(f, fault.Invalid) || f.Text() != no.Text() || len(f.Fields()) != 1 || f.Fields()[0] != field {
			t.Errorf("refused with %v", err)
		}
	}
	if first != (made{}) || again != (made{}) || after != 0 {
		t.Errorf("a refusal carried %v and %v, and woke %d", first, again, after)
	}
	w.stand(t, "a refusal", 0, 1)
	n, err := w.count(t.Context(), w.supplier(w.alpha), "SELECT count(*) FROM test_price")
	if err := want("the refused deletion", n, err, w.alphaSees); err != nil {
		t.Error(err)
	}
	// What the database refuses is a refusal too.
	ctx = keyed(t.Context(), "k2", "body")
	for range 2 {
		_, err := w.create(ctx, w.supplier(w.alpha), "bolt", nil)
		if err := refused("a name that is taken", err, fault.Conflict); err != nil {
			t.Error(err)
		}
	}
	w.stand(t, "a refusal by the database", 0, 2)
}

func TestOnceForgetsAccidents(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := keyed(t.Context(), "k", "body")
	for _, accident := range []error{errors.New("bug"), fault.Unexpected, fault.Unavailable, fault.TooMany, fault.Unauthenticated} {
		if _, err := w.create(ctx, w.supplier(w.alpha), "nut", accident); !errors.Is(err, accident) {
			t.Errorf("got %v, want %v", err, accident)
		}
		w.stand(t, accident.Error(), 0, 0)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = tenants.Once(ctx, w.db, w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) (made, error) {
			_ = tx.Gorm().Exec("INSERT INTO test_price VALUES (?, gen_random_uuid(), 'crash', 1, 1, true)", tx.Scope().Owner()).Error
			panic("crash between effect and answer")
		})
	}()
	w.stand(t, "a crash", 0, 0)
	_, err := tenants.Once(ctx, w.db, w.supplier(w.alpha), func(ctx context.Context, tx *tenants.Tx) (made, error) {
		pid, err := number(tx, "SELECT pg_backend_pid()")
		if err != nil {
			return made{}, err
		}
		_, err = w.admin.Exec(ctx, "SELECT pg_terminate_backend($1, 5000)", pid)
		return made{"x", "y"}, err
	})
	if err := refused("a lost connection", err, fault.Unavailable); err != nil {
		t.Error(err)
	}
	w.stand(t, "a lost connection", 0, 0)
	if _, err := w.create(ctx, w.supplier(w.alpha), "nut", nil); err != nil {
		t.Error(err)
	}
	w.stand(t, "the repetition", 1, 1)
}

func TestOnceInParallel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := keyed(t.Context(), "k", "body")
	const rivals = 20
	got := make([]made, rivals)
	errs := make([]error, rivals)
	var group sync.WaitGroup
	for i := range rivals {
		group.Go(func() { got[i], errs[i] = w.create(ctx, w.supplier(w.alpha), "nut", nil) })
	}
	group.Wait()
	for i := range rivals {
		if errs[i] != nil || got[i] != got[0] {
			t.Errorf("rival %d: %v (%v), want %v", i, got[i], errs[i], got[0])
		}
	}
	w.stand(t, "rivals", 1, 1)
}

// TestOnceInEveryScope: whoever may create may keep a key.
func TestOnceInEveryScope(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	company, seat := id.NewRandom[id.Company](), id.NewRandom[id.Seat]()
	for _, s := range []tenants.Scope{
		tenants.Supplier(company, seat), tenants.Buyer(company, seat), tenants.Brand(company, seat), tenants.Operator(company, seat, "test"),
		tenants.Worker(company, id.NewRandom[id.Job]()), tenants.Person(id.NewRandom[id.Person]()), tenants.Anonymous(),
	} {
		runs := 0
		for range 2 {
			_, err := tenants.Once(keyed(t.Context(), fmt.Sprint("k ", s), "body"), db, s, func(context.Context, *tenants.Tx) (int, error) { runs++; return runs, nil })
			if err != nil {
				t.Errorf("%s: %v", s, err)
			}
		}
		if runs != 1 {
			t.Errorf("%s: ran %d times", s, runs)
		}
	}
}
