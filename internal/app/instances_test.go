package app_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/app/apptest"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/localredis"
	"manifold/internal/platform/web"
	"manifold/migrations"
	"manifold/tenants"
)

// gate stands in front of a Redis, so that a test can take it away from the hubs and not from anybody else.
type gate struct {
	address, behind string

	mu       sync.Mutex
	listener net.Listener // nil while Redis is away
	open     map[net.Conn]bool
}

func newGate(t *testing.T) *gate {
	t.Helper()
	address := os.Getenv("HUB_TEST_REDIS_URL")
	if address == "" {
		stand, err := localredis.Start()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stand.Stop)
		address = stand.URL()
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{address: "127.0.0.1:0", behind: u.Host, open: map[net.Conn]bool{}}
	g.come(t)
	t.Cleanup(g.leave)
	return g
}

func (g *gate) come(t *testing.T) {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", g.address)
	if err != nil {
		t.Fatal(err)
	}
	g.mu.Lock()
	g.listener, g.address = l, l.Addr().String()
	g.mu.Unlock()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go g.pass(conn)
		}
	}()
}

func (g *gate) pass(conn net.Conn) {
	behind, err := new(net.Dialer).DialContext(context.Background(), "tcp", g.behind)
	if err != nil {
		_ = conn.Close()
		return
	}
	g.mu.Lock()
	if g.listener == nil {
		_ = conn.Close()
	}
	g.open[conn], g.open[behind] = true, true
	g.mu.Unlock()
	done := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{conn, behind}, {behind, conn}} {
		go func() {
			_, _ = io.Copy(way[0], way[1])
			done <- struct{}{}
		}()
	}
	<-done
	_, _ = conn.Close(), behind.Close()
	<-done
	g.mu.Lock()
	delete(g.open, conn)
	delete(g.open, behind)
	g.mu.Unlock()
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.listener != nil {
		_ = g.listener.Close()
		g.listener = nil
	}
	for conn := range g.open {
		_ = conn.Close()
	}
}

// cluster is three hubs on one database and one Redis, behind a proxy that gives each request to the next one.
type cluster struct {
	front *apptest.Hub   // through the proxy
	hubs  []*apptest.Hub // each by itself
	stops []func()
	redis *gate
	admin *pgx.Conn
}

const instances = 3

func newCluster(t *testing.T, limits web.Limits) *cluster {
	t.Helper()
	database, shared := pgtest.Database(t), t.TempDir()
	c := &cluster{redis: newGate(t)}
	for range instances {
		cfg, err := config.Load([]string{
			"HUB_LOG_FORMAT=json", "HUB_LISTEN=127.0.0.1:0", "HUB_PUBLIC_URL=http://127.0.0.1", "HUB_DATA=" + t.TempDir(), "HUB_BLOB_URL=file://" + shared,
			"HUB_DATABASE_URL=" + database, "HUB_REDIS_URL=redis://" + c.redis.address + "/0", "HUB_SECRET=" + pgtest.Secret,
			"HUB_TRUSTED_PROXIES=127.0.0.0/8", "HUB_LOGIN_CONCURRENCY=2",
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		c.start(t, cfg, limits)
	}
	var at atomic.Int64
	proxy := httptest.NewServer(&httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		next, err := url.Parse(c.hubs[int(at.Add(1))%instances].URL)
		if err != nil {
			panic(err) // it listens there
		}
		r.SetURL(next)
		r.SetXForwarded()
	}})
	t.Cleanup(proxy.Close)
	c.front = &apptest.Hub{App: c.hubs[0].App, URL: proxy.URL, Database: database}
	c.admin = connect(t, c.front)
	return c
}

func (c *cluster) start(t *testing.T, cfg config.Config, limits web.Limits) {
	t.Helper()
	log := &apptest.Log{}
	hub, err := app.Open(t.Context(), cfg, app.Options{Version: "test", Log: log, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	address, ended := make(chan net.Addr, 1), make(chan error, 1)
	go func() { ended <- hub.Run(ctx, func(a net.Addr) { address <- a }) }()
	select {
	case a := <-address:
		c.hubs = append(c.hubs, &apptest.Hub{App: hub, URL: "http://" + a.String(), Database: cfg.DatabaseURL, Log: log})
	case err := <-ended:
		t.Fatal(err)
	}
	end := sync.OnceFunc(func() {
		stop()
		if err := errors.Join(<-ended, hub.Close()); err != nil {
			t.Errorf("an instance ended badly: %v", err)
		}
	})
	c.stops = append(c.stops, end)
	t.Cleanup(end)
}

// at is somebody who talks to one instance.
func at(s apptest.Someone, hub *apptest.Hub) apptest.Someone {
	s.Hub = hub
	return s
}

// tokens are what a client that is no browser gets.
type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
}

func signInAt(t *testing.T, hub *apptest.Hub, s apptest.Someone) tokens {
	t.Helper()
	var got tokens
	a := hub.Do(t, "", http.MethodPost, "/api/session", map[string]string{"login": s.Person.Email, "password": apptest.Password, "transport": "bearer"}, "X-Hub-Request", "1")
	if a.Status != http.StatusCreated {
		t.Fatalf("sign-in at %s: %d %s", hub.URL, a.Status, a.Body)
	}
	a.Into(t, &got)
	return got
}

// answers asks every instance the same and says the statuses.
func (c *cluster) answers(t *testing.T, token, path string) (out []int) {
	t.Helper()
	for _, hub := range c.hubs {
		out = append(out, hub.Do(t, token, http.MethodGet, path, nil).Status)
	}
	return out
}

func all(status int) []int { return slices.Repeat([]int{status}, instances) }

// within waits for something and fails when it takes longer.
func within(t *testing.T, patience time.Duration, what string, ready func() bool) {
	t.Helper()
	for began := time.Now(); !ready(); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatalf("%s: not within %s", what, patience)
		}
	}
}

func (c *cluster) count(t *testing.T, query string, args ...any) (n int) {
	t.Helper()
	if err := c.admin.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestInstances(t *testing.T) {
	plenty := web.Limit{PerMinute: 1_000_000, Burst: 1_000_000}
	c := newCluster(t, web.Limits{Person: plenty, Anonymous: plenty, Careful: plenty})
	ann := c.front.Company(t, "Ann", "supplier")

	t.Run("a sign-in on one is one on all, and so is a sign-out", func(t *testing.T) {
		for i, hub := range c.hubs {
			in := signInAt(t, hub, ann)
			if got := c.answers(t, in.Access, "/api/session"); !slices.Equal(got, all(http.StatusOK)) {
				t.Fatalf("signed in on %d: %v", i, got)
			}
			if out := c.hubs[(i+1)%instances].Do(t, in.Access, http.MethodDelete, "/api/session", nil); out.Status != http.StatusNoContent {
				t.Fatalf("sign-out: %d %s", out.Status, out.Body)
			}
			if got := c.answers(t, in.Access, "/api/session"); !slices.Equal(got, all(http.StatusUnauthorized)) {
				t.Errorf("signed out: %v", got)
			}
		}
	})
	t.Run("of those who race for a refresh one wins", func(t *testing.T) {
		for range 3 {
			in := signInAt(t, c.front, ann)
			statuses := make([]int, 12)
			var racers sync.WaitGroup
			begin := make(chan struct{})
			for i := range statuses {
				racers.Go(func() {
					<-begin
					statuses[i] = c.hubs[i%instances].Do(t, "", http.MethodPost, "/api/session/refresh", map[string]string{"refresh_token": in.Refresh}, "X-Hub-Request", "1").Status
				})
			}
			close(begin)
			racers.Wait()
			won := 0
			for _, s := range statuses {
				if s == http.StatusCreated {
					won++
				} else if s != http.StatusConflict {
					t.Errorf("a loser is answered %d", s)
				}
			}
			if won != 1 {
				t.Errorf("%d won", won)
			}
		}
	})
	t.Run("an event on one is heard on the others", func(t *testing.T) { c.hears(t, ann) })
	t.Run("a job started on one is cancelled through another", func(t *testing.T) { c.cancels(t) })
	t.Run("without Redis", func(t *testing.T) { c.withoutRedis(t, ann) })
	t.Run("another leads when the one that led is stopped", func(t *testing.T) { c.leads(t, ann) })
	t.Run("every chain is whole", func(t *testing.T) { c.whole(t) })
	if t.Failed() {
		for i, hub := range c.hubs {
			for _, line := range hub.Log.Lines(`"level":"ERROR"`) {
				t.Logf("%d: %s", i, line)
			}
		}
	}
}

// tune follows a company's events on one instance; each line comes out as it is.
func tune(t *testing.T, s apptest.Someone) <-chan string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Hub.URL+s.Path("/events"), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.Token)
	answer, err := new(http.Client).Do(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("events: %v", err)
	}
	lines := make(chan string, 1000)
	in := bufio.NewScanner(answer.Body)
	if !in.Scan() || !strings.HasPrefix(in.Text(), "retry:") { // from here on everything is heard
		t.Fatalf("the stream begins with %q", in.Text())
	}
	go func() {
		defer close(lines)
		defer answer.Body.Close()
		for in.Scan() {
			lines <- in.Text()
		}
	}()
	return lines
}

// hear waits for a line with a text and says how long it took.
func hear(t *testing.T, lines <-chan string, text string, patience time.Duration) time.Duration {
	t.Helper()
	began, late := time.Now(), time.After(patience)
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				t.Fatal("the stream ended")
			}
			if strings.Contains(line, text) {
				return time.Since(began)
			}
		case <-late:
			t.Fatalf("%s was not heard within %s", text, patience)
		}
	}
}

// export starts a job on an instance and says its id.
func export(t *testing.T, s apptest.Someone) string {
	t.Helper()
	var run struct{ ID string }
	a := s.Do(t, http.MethodPost, s.Path("/audit/exports"), map[string]any{})
	if a.Status >= 300 {
		t.Fatalf("export: %d %s", a.Status, a.Body)
	}
	a.Into(t, &run)
	return run.ID
}

func (c *cluster) hears(t *testing.T, s apptest.Someone) {
	for i := range c.hubs {
		lines := tune(t, at(s, c.hubs[i]))
		job := export(t, at(s, c.hubs[(i+1)%instances]))
		t.Logf("heard on %d after %s", i, hear(t, lines, job, time.Second))
	}
	hear(t, tune(t, s), export(t, s), time.Second) // through the proxy
}

// cancels holds a lock that an export needs and nothing else here waits for, so that it runs until somebody stops it.
func (c *cluster) cancels(t *testing.T) {
	s := c.front.Company(t, "Long", "buyer")
	for i := range c.hubs {
		from, through := at(s, c.hubs[i]), at(s, c.hubs[(i+1)%instances])
		err := pgx.BeginFunc(t.Context(), c.admin, func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), "LOCK TABLE hub.audit_seal IN ACCESS EXCLUSIVE MODE"); err != nil {
				return err
			}
			job := export(t, from)
			var run struct{ State string }
			look := func() string {
				through.Do(t, http.MethodGet, s.Path("/jobs/"+job), nil).Into(t, &run)
				return run.State
			}
			within(t, 4*time.Second, "the job runs", func() bool { return look() == "running" })
			if a := through.Do(t, http.MethodDelete, s.Path("/jobs/"+job), nil); a.Status != http.StatusOK {
				t.Errorf("cancel: %d %s", a.Status, a.Body)
			}
			within(t, 5*time.Second, "the job is cancelled", func() bool { return look() == "cancelled" })
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (c *cluster) withoutRedis(t *testing.T, s apptest.Someone) {
	lines := tune(t, at(s, c.hubs[0]))
	c.redis.leave()
	for _, hub := range c.hubs {
		in := signInAt(t, hub, s)
		if got := c.answers(t, in.Access, "/api/session"); !slices.Equal(got, all(http.StatusOK)) {
			t.Errorf("signed in: %v", got)
		}
		if a := at(s, hub).Do(t, http.MethodPost, s.Path("/invitations"), map[string]any{"email": fmt.Sprintf("away-%s@example.org", hub.URL[len(hub.URL)-5:]), "roles": []string{"finance"}}); a.Status >= 300 {
			t.Errorf("a write: %d %s", a.Status, a.Body)
		}
	}
	job := export(t, at(s, c.hubs[1]))
	hear(t, lines, job, 4*time.Second) // found by looking each second
	within(t, 10*time.Second, "every instance says that Redis is away", func() bool {
		return !slices.ContainsFunc(c.hubs, func(hub *apptest.Hub) bool { return len(hub.Log.Lines("redis is away")) == 0 })
	})
	c.redis.come(t)
	time.Sleep(2 * time.Second) // a pause after the last failure, and the connection
	hear(t, lines, export(t, at(s, c.hubs[2])), time.Second)
}

// settled tells whether all events have a number and all entries are sealed.
func (c *cluster) settled(t *testing.T) bool {
	t.Helper()
	return c.count(t, "SELECT count(*) FROM hub.outbox_event WHERE number IS NULL") == 0 &&
		c.count(t, "SELECT count(*) FROM hub.audit_entry e WHERE NOT EXISTS (SELECT FROM hub.audit_seal s WHERE s.owner_id = e.owner_id AND s.entry_id = e.id)") == 0
}

// leads stops one instance after the other amid writes; whoever led, another one numbers and seals on.
func (c *cluster) leads(t *testing.T, s apptest.Someone) {
	within(t, 10*time.Second, "what was written so far is sealed", func() bool { return c.settled(t) })
	for i := range instances - 1 {
		last := at(s, c.hubs[instances-1])
		export(t, at(s, c.hubs[i]))
		c.stops[i]()
		began := time.Now()
		export(t, last)
		within(t, 5*time.Second, "events are numbered and entries sealed", func() bool { return c.settled(t) })
		took := time.Since(began)
		// What a process that died has left: nobody was told of it, and a look each five seconds finds it.
		if _, err := c.admin.Exec(t.Context(), `INSERT INTO hub.audit_entry (owner_id, id, at, action) VALUES ($1, gen_random_uuid(), now(), 'test.left')`, s.Company.ID.UUID()); err != nil {
			t.Fatal(err)
		}
		within(t, 6*time.Second, "what was left is sealed", func() bool { return c.settled(t) })
		t.Logf("settled %s after instance %d was stopped", took.Round(time.Millisecond), i)
	}
	if n, most := c.count(t, "SELECT count(DISTINCT number) FROM hub.outbox_event"), c.count(t, "SELECT max(number) FROM hub.outbox_event"); n != most || n != c.count(t, "SELECT count(*) FROM hub.outbox_event") {
		t.Errorf("%d numbers up to %d", n, most)
	}
}

func (c *cluster) whole(t *testing.T) {
	chains := 0
	err := audit.VerifyAll(t.Context(), c.hubs[instances-1].DB, func(owner string, v audit.Verification) error {
		chains++
		if !v.OK() {
			t.Errorf("the chain of %s is broken", owner)
		}
		return nil
	})
	if err != nil || chains < 3 {
		t.Errorf("%d chains, %v", chains, err)
	}
}

func TestInstancesShareLimits(t *testing.T) {
	const most = 30
	plenty := web.Limit{PerMinute: 1_000_000, Burst: 1_000_000}
	c := newCluster(t, web.Limits{Person: web.Limit{PerMinute: 1, Burst: most}, Anonymous: plenty, Careful: plenty})
	people := 0
	somebody := func() apptest.Someone {
		people++
		return c.front.Company(t, fmt.Sprintf("Limited %d", people), "buyer")
	}
	// let asks n times on each instance at once and says how many were let through on each.
	let := func(s apptest.Someone, n int) (through [instances]int) {
		var asking sync.WaitGroup
		for i, hub := range c.hubs {
			asking.Go(func() {
				for range n {
					switch got := hub.Do(t, s.Token, http.MethodGet, "/api/session", nil); got.Status {
					case http.StatusOK:
						through[i]++
					case http.StatusTooManyRequests:
					default:
						t.Errorf("answered %d %s", got.Status, got.Body)
					}
				}
			})
		}
		asking.Wait()
		return through
	}
	sum := func(all [instances]int) int { return all[0] + all[1] + all[2] }

	if got := let(somebody(), most); sum(got) != most {
		t.Errorf("together: let through %v, %d in all, the limit is %d", got, sum(got), most)
	}
	one := somebody()
	through := 0
	for range 2 * most {
		if c.front.Do(t, one.Token, http.MethodGet, "/api/session", nil).Status == http.StatusOK {
			through++
		}
	}
	if through != most {
		t.Errorf("through the proxy: let %d through, the limit is %d", through, most)
	}

	c.redis.leave()
	if got := let(somebody(), most+5); got != [instances]int{most, most, most} {
		t.Errorf("without Redis: let through %v, the limit is %d each", got, most)
	}
	c.redis.come(t)
	var got [instances]int
	for range 5 { // each instance leaves Redis alone for a second after a failure
		time.Sleep(1200 * time.Millisecond)
		if got = let(somebody(), most); sum(got) == most {
			return
		}
	}
	t.Errorf("after Redis came back: let through %v, the limit is %d in all", got, most)
}

// TestUpgradeBesideHub lays grants and policies anew while a hub works. Only tables whose part of the list differs are locked.
func TestUpgradeBesideHub(t *testing.T) {
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=2")
	s := hub.Company(t, "Busy", "supplier", "buyer")
	admin := connect(t, hub)
	migrate := func(t *testing.T) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := tenants.Migrate(ctx, hub.Config.Database(), migrations.Files); err != nil {
			t.Errorf("migrate: %v", err)
		}
	}
	t.Run("nothing differs, nothing is locked", func(t *testing.T) {
		reader := connect(t, hub)
		err := pgx.BeginFunc(t.Context(), reader, func(tx pgx.Tx) error {
			// A reader, such as a backup, would keep any change of a table waiting.
			_, err := tx.Exec(t.Context(), `DO $$ DECLARE r record; BEGIN
				FOR r IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('hub', 'sec', 'river') LOOP
					EXECUTE format('LOCK TABLE %I.%I IN ACCESS SHARE MODE', r.schemaname, r.tablename);
				END LOOP; END $$`)
			if err == nil {
				migrate(t)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, older := range [][]string{{"hub.identity_company"}, {"hub.identity_seat", "hub.identity_session", "hub.audit_entry", "hub.outbox_event"}, nil} {
		name := strings.Join(older, " ")
		if older == nil {
			name = "every table"
		}
		t.Run("older: "+name, func(t *testing.T) {
			if _, err := admin.Exec(t.Context(), "UPDATE sec.access_applied SET fingerprint = 'older' WHERE $1::text[] IS NULL OR relation = ANY ($1)", older); err != nil {
				t.Fatal(err)
			}
			var asked, wrong atomic.Int64
			migrated := make(chan struct{})
			var asking sync.WaitGroup
			for i := range 8 {
				asking.Go(func() {
					for n := 0; ; n++ {
						select {
						case <-migrated:
							if asked.Load() >= 200 {
								return
							}
						default:
						}
						got := busy(t, s, i, n)
						asked.Add(1)
						if got.Status >= 500 {
							wrong.Add(1)
							t.Errorf("answered %d %s", got.Status, got.Body)
						}
					}
				})
			}
			within(t, 10*time.Second, "requests", func() bool { return asked.Load() > 20 })
			began := time.Now()
			migrate(t)
			took := time.Since(began)
			close(migrated)
			asking.Wait()
			t.Logf("%d requests, %d errors, migrated in %s", asked.Load(), wrong.Load(), took.Round(time.Millisecond))
		})
	}
	if findings, err := tenants.Lint(t.Context(), admin); err != nil || len(findings) > 0 {
		t.Errorf("the lint finds %v %v", findings, err)
	}
}

// busy is one of a mix of requests that read and write.
func busy(t *testing.T, s apptest.Someone, who, n int) apptest.Answer {
	switch (who + n) % 4 {
	case 0:
		return s.Do(t, http.MethodGet, s.Path("/seats"), nil)
	case 1:
		return s.Do(t, http.MethodPost, s.Path("/invitations"), map[string]any{"email": fmt.Sprintf("busy-%d-%d-%d@example.org", who, n, time.Now().UnixNano()), "roles": []string{"finance"}})
	case 2:
		return s.Do(t, http.MethodGet, s.Path("/audit"), nil)
	default:
		return s.Do(t, http.MethodGet, "/api/session", nil)
	}
}
