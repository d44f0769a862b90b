package tenants_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

// narrow is the world through a pool of few connections.
func (w *world) narrow(t testing.TB, conns int) *world {
	t.Helper()
	cfg := pgtest.Config(pgtest.Address(t, w.db))
	cfg.MaxConns = conns
	db, err := tenants.Open(t.Context(), cfg, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	other := *w
	other.db = db
	return &other
}

// untouched complains when anything of a scope stands on a connection of the pool.
func (w *world) untouched(ctx context.Context, conns int) error {
	var errs []error
	var held []*sql.Conn
	for range conns {
		conn, err := w.db.Raw(tenants.LoginServer).Conn(ctx)
		if err != nil {
			return err
		}
		held = append(held, conn)
		var left string
		err = conn.QueryRowContext(ctx, "SELECT current_user || '/' || coalesce(current_setting('hub.scope', true), '')").Scan(&left)
		if err == nil && left != "hub_login/" {
			err = fmt.Errorf("left on a connection: %s", left)
		}
		errs = append(errs, err)
	}
	for _, conn := range held {
		errs = append(errs, conn.Close())
	}
	return errors.Join(errs...)
}

func TestNothingStaysOnTheConnection(t *testing.T) {
	t.Parallel()
	const conns, workers, each = 2, 8, 250
	w := newWorld(t).narrow(t, conns)
	companies := []struct {
		company id.CompanyID
		sees    int
	}{{w.alpha, w.alphaSees}, {w.beta, w.betaSees}, {id.NewRandom[id.Company](), 0}}
	errApp := errors.New("app")
	var leaks, strange atomic.Int64
	one := func(i int) (err error) {
		defer func() {
			if p := recover(); p != nil && p != "injected" {
				err = fmt.Errorf("panic: %v", p)
			} else if p != nil {
				err = errApp
			}
		}()
		c := companies[i%len(companies)]
		return w.db.InScope(t.Context(), w.supplier(c.company), func(_ context.Context, tx *tenants.Tx) error {
			n, err := number(tx, "SELECT count(*) FROM test_price")
			if err != nil {
				return err
			}
			m, err := number(tx, "SELECT count(*) FROM test_price WHERE tenant_id <> ?", c.company.UUID())
			if n != c.sees || m != 0 {
				leaks.Add(1)
			}
			switch {
			case i%7 == 0:
				return errApp
			case i%11 == 0:
				panic("injected")
			case i%13 == 0:
				_ = tx.Gorm().Exec("SELECT 1/0").Error // an error that the code ignores
				return errApp
			}
			return err
		})
	}
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for i := range each {
				if err := one(worker*each + i); err != nil && !errors.Is(err, errApp) {
					strange.Add(1)
					t.Log(err)
				}
			}
		})
	}
	group.Wait()
	if leaks.Load() != 0 || strange.Load() != 0 {
		t.Errorf("%d leaks and %d strange errors in %d transactions", leaks.Load(), strange.Load(), workers*each)
	}
	if err := w.untouched(t.Context(), conns); err != nil {
		t.Error(err)
	}
}

// TestAPoisonedConnectionIsThrownAway: SQL injected into one scope can set things for the session. The next one must be neither fooled nor refused for ever.
func TestAPoisonedConnectionIsThrownAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t).narrow(t, 1)
	for _, poison := range []string{
		"SELECT set_config('hub.scope', current_setting('hub.scope'), false)",
		"SET SESSION ROLE hub_supplier",
	} {
		t.Run(poison, func(t *testing.T) {
			err := w.db.InScope(t.Context(), w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) error { return tx.Gorm().Exec(poison).Error })
			if err != nil {
				t.Fatal(err)
			}
			_, err = w.count(t.Context(), w.supplier(w.beta), "SELECT count(*) FROM test_price")
			if err := refused("the next scope", err, fault.Unavailable); err != nil {
				t.Error(err)
			}
			n, err := w.count(t.Context(), w.supplier(w.beta), "SELECT count(*) FROM test_price")
			if err := want("the one after it", n, err, w.betaSees); err != nil {
				t.Error(err)
			}
			if err := w.untouched(t.Context(), 1); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestALostConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t).narrow(t, 1)
	insert := func(tx *tenants.Tx) error {
		return tx.Gorm().Exec("INSERT INTO test_price VALUES (?, gen_random_uuid(), 'lost', 1, 1, true)", w.alpha.UUID()).Error
	}
	for name, after := range map[string]func(*tenants.Tx) error{
		"at the commit":   func(*tenants.Tx) error { return nil },
		"at a statement":  insert,
		"and a statement": func(tx *tenants.Tx) error { _ = insert(tx); return insert(tx) },
	} {
		t.Run(name, func(t *testing.T) {
			called := false
			err := w.db.InScope(t.Context(), w.supplier(w.alpha), func(ctx context.Context, tx *tenants.Tx) error {
				tx.AfterCommit(func() { called = true })
				if err := insert(tx); err != nil {
					return err
				}
				pid, err := number(tx, "SELECT pg_backend_pid()")
				if err != nil {
					return err
				}
				var gone bool
				if err := w.admin.QueryRow(ctx, "SELECT pg_terminate_backend($1, 5000)", pid).Scan(&gone); err != nil || !gone {
					return fmt.Errorf("backend not ended: %w", err)
				}
				return after(tx)
			})
			if err := refused("the transaction", err, fault.Unavailable); err != nil {
				t.Error(err)
			}
			if called {
				t.Error("AfterCommit ran")
			}
			n, err := w.count(t.Context(), w.supplier(w.alpha), "SELECT count(*) FROM test_price")
			if err := want("prices on a new connection", n, err, w.alphaSees); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestATimeOutIsUnavailable(t *testing.T) {
	t.Parallel()
	w := newWorld(t).narrow(t, 1)
	err := w.db.InScope(t.Context(), w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) error {
		if err := tx.Gorm().Exec("SET LOCAL statement_timeout = '50ms'").Error; err != nil {
			return err
		}
		return tx.Gorm().Exec("SELECT pg_sleep(5)").Error
	})
	if err := refused("a slow statement", err, fault.Unavailable); err != nil {
		t.Error(err)
	}
}

func TestAfterCommitRunsOnlyAfterACommit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, outcome := range []error{nil, errUndo} {
		called := 0
		err := w.db.InScope(t.Context(), w.supplier(w.alpha), func(_ context.Context, tx *tenants.Tx) error {
			tx.AfterCommit(func() { called++ })
			return outcome
		})
		if !errors.Is(err, outcome) || (called == 1) != (outcome == nil) {
			t.Errorf("outcome %v: called %d times, error %v", outcome, called, err)
		}
	}
}

func TestPGXSharesTheTransaction(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	err := w.db.InScope(t.Context(), w.supplier(w.alpha), func(ctx context.Context, tx *tenants.Tx) error {
		raw, err := tx.PGX()
		if err != nil {
			return err
		}
		if err := tx.Gorm().Exec("INSERT INTO test_price VALUES (?, gen_random_uuid(), 'by gorm', 1, 1, true)", w.alpha.UUID()).Error; err != nil {
			return err
		}
		var n int
		err = raw.QueryRow(ctx, "SELECT count(*) FROM test_price WHERE name = 'by gorm' AND tenant_id = $1", w.alpha.UUID()).Scan(&n)
		if err := want("seen by pgx", n, err, 1); err != nil {
			return err
		}
		if _, err := raw.Exec(ctx, "INSERT INTO test_price VALUES ($1, gen_random_uuid(), 'by pgx', 1, 1, true)", w.alpha.UUID()); err != nil {
			return err
		}
		var batch pgx.Batch
		batch.Queue("INSERT INTO test_price VALUES ($1, gen_random_uuid(), 'by batch', 1, 1, true)", w.alpha.UUID())
		if err := raw.SendBatch(ctx, &batch).Close(); err != nil {
			return err
		}
		n, err = number(tx, "SELECT count(*) FROM test_price WHERE name LIKE 'by %'")
		if err := want("seen by gorm", n, err, 3); err != nil {
			return err
		}
		if _, begun := raw.Begin(ctx); begun == nil || raw.Commit(ctx) == nil || raw.Rollback(ctx) == nil {
			return errors.New("pgx may end the scope's transaction")
		}
		if _, err := raw.CopyFrom(ctx, pgx.Identifier{"hub", "test_price"}, []string{"tenant_id"}, pgx.CopyFromRows(nil)); err == nil {
			return errors.New("COPY went past row-level security")
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Error(err)
	}
	n, err := w.count(t.Context(), w.supplier(w.alpha), "SELECT count(*) FROM test_price WHERE name LIKE 'by %'")
	if err := want("after the roll-back", n, err, 0); err != nil {
		t.Error(err)
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	state := func(code string) error {
		return fmt.Errorf("store: %w", &pgconn.PgError{Code: code, Message: "secret of a row"})
	}
	own := fault.Stale.Sentence("Somebody saved before you.")
	for name, row := range map[string]struct {
		given error
		want  *fault.Fault // nil: as it was given
	}{
		"no right or another's row":       {state("42501"), fault.NotFound},
		"no such row":                     {gorm.ErrRecordNotFound, fault.NotFound},
		"no rows":                         {sql.ErrNoRows, fault.NotFound},
		"unique":                          {state("23505"), fault.Conflict},
		"foreign key":                     {state("23503"), fault.Conflict},
		"serialization":                   {state("40001"), fault.Unavailable},
		"deadlock":                        {state("40P01"), fault.Unavailable},
		"lock time-out":                   {state("55P03"), fault.Unavailable},
		"statement time-out":              {state("57014"), fault.Unavailable},
		"ended by an administrator":       {state("57P01"), fault.Unavailable},
		"server crashed":                  {state("57P02"), fault.Unavailable},
		"starting up":                     {state("57P03"), fault.Unavailable},
		"too many connections":            {state("53300"), fault.Unavailable},
		"disk full":                       {state("53100"), fault.Unavailable},
		"idle in a transaction":           {state("25P03"), fault.Unavailable},
		"connection lost":                 {state("08006"), fault.Unavailable},
		"server does not answer":          {&pgconn.ConnectError{}, fault.Unavailable},
		"connection gone":                 {sql.ErrConnDone, fault.Unavailable},
		"bad connection":                  {driver.ErrBadConn, fault.Unavailable},
		"half an answer":                  {io.ErrUnexpectedEOF, fault.Unavailable},
		"out of time":                     {context.DeadlineExceeded, fault.Unavailable},
		"a fault stays":                   {fmt.Errorf("service: %w", own), own},
		"a check is a mistake of the hub": {state("23514"), nil},
		"so is bad SQL":                   {state("42601"), nil},
		"and anything else":               {errUndo, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := tenants.Translate(row.given)
			if !errors.Is(got, row.given) && !errors.Is(row.given, got) && row.want == nil {
				t.Errorf("got %v", got)
			}
			if row.want == nil {
				if f := fault.From(got); !errors.Is(f, fault.Unexpected) {
					t.Errorf("got %v, want what was given", got)
				}
				return
			}
			if !errors.Is(got, row.want) {
				t.Errorf("got %v, want %s", got, row.want.Code())
			}
			if strings.Contains(fault.From(got).Text(), "secret") {
				t.Error("the sentence quotes the database")
			}
		})
	}
}

func TestAnotherSecretIsRefused(t *testing.T) {
	t.Parallel()
	cfg := pgtest.Config(pgtest.Database(t))
	cfg.ScopeKey = []byte("another scope key, of another hub's secret")
	db, err := tenants.Open(t.Context(), cfg, clock.System())
	if err == nil {
		_ = db.Close()
	}
	if err := refused("another hub's secret", err, fault.Unavailable); err != nil {
		t.Error(err)
	}
	cfg.ScopeKey = []byte("short")
	if _, err := tenants.Open(t.Context(), cfg, clock.System()); err == nil {
		t.Error("a short key was taken")
	}
}

func BenchmarkInScope(b *testing.B) {
	w := newWorld(b)
	for name, fn := range map[string]func(context.Context, *tenants.Tx) error{
		"empty": func(context.Context, *tenants.Tx) error { return nil },
		"read": func(_ context.Context, tx *tenants.Tx) error {
			n, err := number(tx, "SELECT count(*) FROM test_price")
			return want("prices", n, err, w.alphaSees)
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := w.db.InScope(b.Context(), w.supplier(w.alpha), fn); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Whoever waits for an event does not wait for the long work of other projectors.
func TestLongWorkOfProjectorsIsNotBeforeTheRelay(t *testing.T) {
	t.Parallel()
	db := pgtest.Open(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	over := make(chan struct{})
	var at, busy sync.WaitGroup
	for range 4 { // all that they have
		at.Add(1)
		busy.Go(func() {
			err := db.Read(ctx, tenants.Projector(tenants.ProjectorSweep), func(context.Context, *tenants.Tx) error {
				at.Done()
				<-over
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	at.Wait()
	for _, name := range []string{tenants.ProjectorRelay, tenants.ProjectorBook} {
		if err := db.Read(ctx, tenants.Projector(name), func(context.Context, *tenants.Tx) error { return nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	close(over)
	busy.Wait()
}
