package tenants

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
)

var (
	errNoScope = errors.New("tenants: work without a scope")
	errNested  = errors.New("tenants: a scope inside a scope; pass the caller's *Tx instead")
)

// DB holds the pools of the server's logins. It hands out no handle outside a scope.
type DB struct {
	pools  map[Login]*pool
	prompt *pool // of the projectors that others wait for
	queue  *pgxpool.Pool
	sign   signer
	clock  clock.Clock
}

// promptConns are for the relay and the price book: they work one transaction at a time each, and beside them streams ask for the last number.
const promptConns = 3

type pool struct {
	sql  *sql.DB
	gorm *gorm.DB
}

// Open connects the server's logins. The database must have been migrated with the same secret.
func Open(ctx context.Context, cfg Config, now clock.Clock) (*DB, error) {
	g, err := newSigner(cfg.ScopeKey)
	if err != nil {
		return nil, err
	}
	db := &DB{pools: map[Login]*pool{}, sign: g, clock: now}
	most := cfg.MaxConns
	if most == 0 {
		most = 20
	}
	for login, conns := range map[Login]int{LoginServer: most, LoginOperator: 4, LoginProjector: 4} {
		p, err := openPool(cfg, login, conns)
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		db.pools[login] = p
	}
	if db.prompt, err = openPool(cfg, LoginProjector, promptConns); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := db.ready(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	address, err := cfg.loginURL(LoginQueue)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	queue, err := pgxpool.New(ctx, address)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	db.queue = queue
	return db, nil
}

func openPool(cfg Config, login Login, conns int) (*pool, error) {
	address, err := cfg.loginURL(login)
	if err != nil {
		return nil, err
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	config.RuntimeParams["search_path"] = "hub"
	config.RuntimeParams["jit"] = "off" // compiling takes longer than any statement of ours
	config.RuntimeParams["application_name"] = string(login)
	handle := stdlib.OpenDB(*config)
	handle.SetMaxOpenConns(conns)
	handle.SetMaxIdleConns(conns)
	handle.SetConnMaxIdleTime(5 * time.Minute)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: handle}), &gorm.Config{
		SkipDefaultTransaction:   true,
		DisableNestedTransaction: true, // a savepoint would hide that a scope is open
		DisableAutomaticPing:     true,
		Logger:                   logger.Discard, // statements carry prices and tokens
	})
	if err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	return &pool{handle, g}, nil
}

// ready checks the server's version and that this secret's scope key is known there.
func (db *DB) ready(ctx context.Context) error {
	var number int
	if err := db.pools[LoginServer].sql.QueryRowContext(ctx, "SELECT current_setting('server_version_num')::int").Scan(&number); err != nil {
		return unreachable(err)
	}
	if err := SupportedVersion(number); err != nil {
		return err
	}
	return db.Ping(ctx)
}

// unreachable says in one sentence why the database can't be entered.
func unreachable(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "28P01", "28000":
			return fmt.Errorf("the database does not let %s in: run `hub migrate` with the same HUB_SECRET", LoginServer)
		case "3D000":
			return fmt.Errorf("the database does not exist: %s", pg.Message)
		}
		return fmt.Errorf("the database cannot be entered: %s", pg.Message)
	}
	var network *net.OpError
	if errors.As(err, &network) {
		return fmt.Errorf("the database cannot be reached: %w", network)
	}
	return fmt.Errorf("the database cannot be entered: %w", err)
}

// Ping opens an empty scope: nil means that the database answers, is migrated, and knows the secret's scope key.
func (db *DB) Ping(ctx context.Context) error {
	return db.Read(ctx, Anonymous(), func(ctx context.Context, tx *Tx) error {
		var open bool
		if err := tx.sql.QueryRowContext(ctx, "SELECT sec.anonymous_id() IS NOT NULL").Scan(&open); err != nil {
			return err
		}
		if !open {
			return fault.Unavailable.Because(errors.New("the database does not know this HUB_SECRET: run `hub migrate` with it"))
		}
		return nil
	})
}

// Queue is the pool of the job queue's own login, for River's client.
func (db *DB) Queue() *pgxpool.Pool { return db.queue }

// Now is the hub's clock.
func (db *DB) Now() time.Time { return db.clock.Now() }

// Close ends all pools.
func (db *DB) Close() error {
	var errs []error
	for _, p := range db.pools {
		errs = append(errs, p.sql.Close())
	}
	if db.prompt != nil {
		errs = append(errs, db.prompt.sql.Close())
	}
	if db.queue != nil {
		db.queue.Close()
	}
	return errors.Join(errs...)
}

// InScope runs fn in one transaction on behalf of s and commits when fn returns nil.
// A panic or an error rolls back. What the database says leaves as a fault: forbidden and missing look alike.
func (db *DB) InScope(ctx context.Context, s Scope, fn func(context.Context, *Tx) error) error {
	return db.run(ctx, s, nil, fn)
}

// Read is InScope in a READ ONLY transaction.
func (db *DB) Read(ctx context.Context, s Scope, fn func(context.Context, *Tx) error) error {
	return db.run(ctx, s, &sql.TxOptions{ReadOnly: true}, fn)
}

type inScope struct{}

func (db *DB) run(ctx context.Context, s Scope, opts *sql.TxOptions, fn func(context.Context, *Tx) error) error {
	if ctx.Value(inScope{}) != nil {
		return errNested
	}
	target, known := scopeRole[s.kind]
	if !known {
		return errNoScope
	}
	p := db.pools[target.login]
	if s.prompt() {
		p = db.prompt
	}
	conn, err := p.sql.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = conn.Close() }()
	// database/sql rolls back as soon as the transaction's context ends, also while pgx works on the same connection (PGX). So the
	// transaction has a context of its own that ends with the caller's before and after fn only.
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	release := context.AfterFunc(ctx, end)
	defer func() { release() }()
	begun, err := conn.BeginTx(life, opts)
	if err != nil {
		return translate(err)
	}
	defer func() { _ = begun.Rollback() }()

	signed, err := db.sign.sign(s, time.Now()) //nolint:forbidigo // a scope lives on the database's wall clock, not on the hub's (isolation)
	if err != nil {
		return err
	}
	if _, err := begun.ExecContext(ctx, "SELECT sec.enter($1, $2)", string(target.role), signed); err != nil {
		// Something of an earlier user stands on this connection, and would for the next one too: throw it away.
		_ = begun.Rollback() // Raw waits for it
		_ = conn.Raw(func(any) error { return driver.ErrBadConn })
		return fault.Unavailable.Because(err)
	}
	caller := ctx
	ctx = context.WithValue(ctx, inScope{}, true)
	tx := &Tx{scope: s, sql: begun, conn: conn, now: db.clock.Now()}
	tx.gorm = p.gorm.Session(&gorm.Session{NewDB: true, Context: ctx})
	tx.gorm.Statement.ConnPool = begun
	if !release() {
		return translate(caller.Err())
	}
	err = fn(ctx, tx)
	release = context.AfterFunc(caller, end)
	if err != nil {
		return translate(err)
	}
	if err := caller.Err(); err != nil {
		return translate(err)
	}
	if err := begun.Commit(); err != nil {
		// Nobody knows whether it was committed; the client repeats with the same key.
		return fault.Unavailable.Because(err)
	}
	for _, f := range tx.after {
		f()
	}
	return nil
}

// Tx is one transaction in one scope.
type Tx struct {
	scope Scope
	sql   *sql.Tx
	conn  *sql.Conn
	gorm  *gorm.DB
	now   time.Time
	after []func()
}

// Scope says on whose behalf the transaction runs.
func (tx *Tx) Scope() Scope { return tx.scope }

// Now is one moment for the whole transaction, from the hub's clock.
func (tx *Tx) Now() time.Time { return tx.now }

// Gorm is the handle for store.go files.
func (tx *Tx) Gorm() *gorm.DB { return tx.gorm }

// AfterCommit runs f once the transaction is committed: a wake-up, never an effect.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// PGX is the same transaction for the job queue's driver.
func (tx *Tx) PGX() (pgx.Tx, error) {
	var raw *pgx.Conn
	err := tx.conn.Raw(func(below any) error {
		conn, ok := below.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("tenants: the pool holds %T and not pgx", below)
		}
		raw = conn.Conn()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sharedTx{raw}, nil
}

// sharedTx lets pgx work inside a transaction that database/sql began; it can't end it.
type sharedTx struct{ conn *pgx.Conn }

var errNotYours = errors.New("tenants: the scope's transaction is ended by InScope")

func (t sharedTx) Begin(ctx context.Context) (pgx.Tx, error) { return nil, errNotYours }
func (t sharedTx) Commit(context.Context) error              { return errNotYours }
func (t sharedTx) Rollback(context.Context) error            { return errNotYours }
func (t sharedTx) Conn() *pgx.Conn                           { return t.conn }
func (t sharedTx) LargeObjects() pgx.LargeObjects            { panic(errNotYours) }

func (t sharedTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return t.conn.CopyFrom(ctx, table, columns, rows)
}
func (t sharedTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, b)
}
func (t sharedTx) Prepare(ctx context.Context, name, text string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, text)
}
func (t sharedTx) Exec(ctx context.Context, text string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, text, args...)
}
func (t sharedTx) Query(ctx context.Context, text string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, text, args...)
}
func (t sharedTx) QueryRow(ctx context.Context, text string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, text, args...)
}

// translate turns what the database says into a fault that tells nothing about rows of others.
func translate(err error) error {
	var known *fault.Fault
	if errors.As(err, &known) || errors.Is(err, errNested) || errors.Is(err, errNoScope) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "42501": // a row or column that the scope may not touch
			return fault.NotFound.Because(err)
		case "23505", "23503":
			return fault.Conflict.Because(err)
		case "40001", "40P01", "55P03", "25P03": // lost against somebody else, or too slow
			return fault.Unavailable.Because(err)
		}
		switch pg.Code[:min(2, len(pg.Code))] {
		case "08", "53", "57": // connection lost, out of resources, ended from outside
			return fault.Unavailable.Because(err)
		}
		return err
	}
	if errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows) {
		return fault.NotFound.Because(err)
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || pgconn.Timeout(err) {
		return fault.Unavailable.Because(err)
	}
	for _, lost := range []error{sql.ErrConnDone, driver.ErrBadConn, io.ErrUnexpectedEOF, context.DeadlineExceeded} {
		if errors.Is(err, lost) {
			return fault.Unavailable.Because(err)
		}
	}
	return err
}
