package ordering_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/app/apptest"
	"manifold/internal/credit"
	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg"
	"manifold/internal/platform/localredis"
	"manifold/internal/platform/web"
	"manifold/migrations"
	"manifold/tenants"
)

// victimEnv makes the test binary a hub that is there to be killed.
const victimEnv = "ORDERING_VICTIM"

// beVictim runs a hub by the settings of the environment until it is killed; it tells its address.
func beVictim() int {
	complain := func(err error) int {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	cfg, err := config.Load(os.Environ(), "")
	if err != nil {
		return complain(err)
	}
	plenty := web.Limit{PerMinute: 1_000_000, Burst: 1_000_000}
	hub, err := app.Open(context.Background(), cfg, app.Options{Version: "test", Log: os.Stderr, Limits: web.Limits{Person: plenty, Anonymous: plenty, Careful: plenty}})
	if err != nil {
		return complain(err)
	}
	return complain(hub.Run(context.Background(), func(a net.Addr) { _, _ = os.Stdout.WriteString("http://" + a.String() + "\n") }))
}

// victim is a hub in a process of its own, over a PostgreSQL that it does not own: both can be killed, and are started again.
type victim struct {
	place    string // of the server
	server   *localpg.Server
	settings []string
	data     string          // the hub's folder
	database string          // the administrator's URL
	mailed   map[string]bool // to whom and about what so far: the mailbox keeps the last mails only

	answered atomic.Int64 // purchases

	mu  sync.Mutex
	cmd *exec.Cmd
	url string
	log bytes.Buffer // of the last one
}

// work waits until some purchases more were answered, and then until some moment.
func (v *victim) work(t *testing.T) {
	t.Helper()
	before := v.answered.Load()
	for deadline := time.Now().Add(2 * time.Minute); v.answered.Load() < before+6; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing is ordered any more")
		}
	}
	time.Sleep(rand.N(100 * time.Millisecond))
	v.readMail(t)
}

func newVictim(t *testing.T) *victim {
	t.Helper()
	base, err := os.MkdirTemp("", "crash")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	if err := os.Chmod(base, 0o755); err != nil {
		t.Fatal(err)
	}
	v := &victim{place: filepath.Join(base, "postgres"), data: t.TempDir(), mailed: map[string]bool{}}
	if v.server, err = localpg.Start(t.Context(), localpg.Config{Dir: v.place, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.server.Stop(context.Background()) })
	if v.database, err = v.server.EnsureDatabase(t.Context(), "hub"); err != nil {
		t.Fatal(err)
	}
	redis, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Stop)
	v.settings = []string{"HUB_LOG_FORMAT=json", "HUB_LISTEN=127.0.0.1:0", "HUB_PUBLIC_URL=http://127.0.0.1", "HUB_DATA=" + v.data, "HUB_DATABASE_URL=" + v.database, "HUB_REDIS_URL=" + redis.URL(), "HUB_SECRET=one secret for a hub that is killed again and again"}
	cfg, err := config.Load(v.settings, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := tenants.Migrate(t.Context(), cfg.Database(), migrations.Files); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.kill)
	return v
}

// start runs the hub, again and again while the database comes up, and waits until it answers.
func (v *victim) start() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	var err error
	for range 60 {
		v.log.Reset()
		v.cmd = exec.Command(os.Args[0])
		v.cmd.Env = append([]string{victimEnv + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, v.settings...)
		v.cmd.Stderr = &v.log
		v.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		var out interface{ Read([]byte) (int, error) }
		if out, err = v.cmd.StdoutPipe(); err != nil {
			return err
		}
		if err = v.cmd.Start(); err != nil {
			return err
		}
		lines := bufio.NewScanner(out)
		if lines.Scan() {
			v.url = lines.Text()
			return nil
		}
		_ = v.cmd.Wait()
		err = fmt.Errorf("the hub did not come up: %s", v.log.String())
		time.Sleep(200 * time.Millisecond)
	}
	return err
}

// address is where the hub answers now, or answered last.
func (v *victim) address() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.url
}

// kill ends the hub with no chance to put anything in order.
func (v *victim) kill() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.cmd != nil {
		_ = v.cmd.Process.Kill()
		_ = v.cmd.Wait()
		v.cmd = nil
	}
}

// killServer does the same to PostgreSQL, which its keeper starts again.
func (v *victim) killServer() error {
	raw, err := os.ReadFile(filepath.Join(v.place, "data", "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return err
	}
	return syscall.Kill(pid, syscall.SIGKILL)
}

// shopper orders until it is told to stop. What it sends has a key, and is sent again with it until it is answered.
type shopper struct {
	*victim
	token, company string
	client         http.Client
	ordered        map[string]string // by reference: the purchase that was acknowledged
	short          int               // lines that were left out, for there were no more
	recalled       int
}

// send asks until there is an answer that is one: not a refused connection, and not a hub that has lost its database.
func (s *shopper) send(method, path, key string, body any) (int, []byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		status, answer, err := s.once(method, path, key, text)
		if err == nil && status < 500 {
			return status, answer, nil
		}
		if time.Now().After(deadline) {
			return 0, nil, fmt.Errorf("%s %s is not answered: %d %s %w", method, path, status, answer, err)
		}
	}
}

func (s *shopper) once(method, path, key string, text []byte) (int, []byte, error) {
	r, err := http.NewRequestWithContext(context.Background(), method, s.address()+"/api/companies/"+s.company+path, bytes.NewReader(text))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	got, err := s.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = got.Body.Close() }()
	var answer bytes.Buffer
	_, err = answer.ReadFrom(got.Body)
	return got.StatusCode, answer.Bytes(), err
}

// shop orders one after the other at both shops, and takes some of it back.
func (s *shopper) shop(stop *atomic.Bool, lines []object) error {
	for n := 0; !stop.Load(); n++ {
		reference := s.company + "-" + strconv.Itoa(n)
		status, answer, err := s.send(http.MethodPost, "/purchases", "key-"+reference, object{"mode": "those_that_accept", "reference": reference, "lines": lines})
		if err != nil {
			return err
		}
		var p purchase
		if err := json.Unmarshal(answer, &p); err != nil || status != http.StatusCreated {
			return fmt.Errorf("a purchase: %d %s", status, answer)
		}
		s.ordered[reference] = p.ID
		s.answered.Add(1)
		s.short += len(p.LeftOut)
		if n%3 > 0 {
			continue
		}
		// An act has no key: where its answer is lost, it is refused the second time, for it was done.
		status, answer, err = s.send(http.MethodPost, "/placed-orders/"+p.Orders[0].ID+"/acts", "", object{"acts": []object{{"line": 1, "act": "recall"}}})
		if err != nil {
			return err
		}
		if status != http.StatusOK && status != http.StatusConflict {
			return fmt.Errorf("a recall: %d %s", status, answer)
		}
		s.recalled++
	}
	return nil
}

// TestKilledUnderLoad kills the hub and PostgreSQL while shops order, and then looks at what there is: every purchase that was acknowledged once, nothing held for nobody,
// sums that follow from their lines, no event and no mail lost. HUB_SOAK kills each fifty times.
func TestKilledUnderLoad(t *testing.T) {
	t.Parallel()
	kills := 2
	if os.Getenv("HUB_SOAK") != "" {
		kills = 50
	}
	v := newVictim(t)
	var alpha, beta shop
	var buyers []apptest.Someone
	t.Run("the shops", func(t *testing.T) { // by a hub that ends with it
		hub := apptest.On(t, v.database, v.settings...)
		alpha, beta = newShop(t, hub, "Alpha"), newShop(t, hub, "Beta")
		alpha.stock(t, "A", "1000000")
		beta.stock(t, "B", "10")
		for i := range 4 {
			buyers = append(buyers, newBuyer(t, hub, fmt.Sprintf("Shop %d", i), "exact", alpha, beta))
		}
	})
	if t.Failed() {
		return
	}
	if err := v.start(); err != nil {
		t.Fatal(err)
	}

	var stop atomic.Bool
	var working sync.WaitGroup
	failed := make(chan error, len(buyers))
	shoppers := make([]*shopper, len(buyers))
	for i, b := range buyers {
		shoppers[i] = &shopper{victim: v, token: b.Token, company: b.Company.ID.String(), client: http.Client{Timeout: 20 * time.Second}, ordered: map[string]string{}}
		working.Go(func() {
			if err := shoppers[i].shop(&stop, []object{alpha.line("A", "1", "10"), beta.line("B", "1", "100")}); err != nil {
				failed <- err
			}
		})
	}
	for n := range 2 * kills {
		v.work(t)
		if n%2 == 0 {
			v.kill()
			if err := v.start(); err != nil {
				t.Fatal(err)
			}
		} else if err := v.killServer(); err != nil {
			t.Fatal(err)
		}
	}
	v.work(t)
	stop.Store(true)
	working.Wait()
	close(failed)
	if err := errors.Join(drained(failed)...); err != nil {
		t.Fatalf("%v\n%s", err, v.log.String())
	}
	wholeAfter(t, v, shoppers)
}

func drained(from <-chan error) (out []error) {
	for err := range from {
		out = append(out, err)
	}
	return out
}

// wholeAfter looks at what stands after the kills.
func wholeAfter(t *testing.T, v *victim, shoppers []*shopper) {
	t.Helper()
	admin, err := pgx.Connect(t.Context(), v.database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close(context.Background()) })
	all, short, recalled := 0, 0, 0
	for _, s := range shoppers {
		all, short, recalled = all+len(s.ordered), short+s.short, recalled+s.recalled
		for reference, id := range s.ordered {
			if n := count(t, admin, "SELECT count(*) FROM hub.ordering_purchase WHERE reference = $1", reference); n != 1 {
				t.Errorf("%s, which was acknowledged, stands %d times", reference, n)
			}
			if !strings.HasPrefix(id, "pur_") {
				t.Errorf("%s was acknowledged as %q", reference, id)
			}
		}
	}
	t.Logf("%d purchases, %d recalls, %d lines for which there was nothing left", all, recalled, short)
	if all < 20 || recalled == 0 {
		t.Errorf("only %d purchases and %d recalls", all, recalled)
	}
	for what, query := range map[string]string{
		"purchases that nobody was told of": "SELECT count(*) - " + strconv.Itoa(all) + " FROM hub.ordering_purchase",
		"purchases without an order":        "SELECT count(*) FROM hub.ordering_purchase p WHERE NOT EXISTS (SELECT FROM hub.ordering_order o WHERE o.buyer_id = p.buyer_id AND o.purchase_id = p.id)",
		"orders that lack lines":            "SELECT count(*) FROM hub.ordering_order o WHERE o.lines <> (SELECT count(*) FROM hub.ordering_line l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id)",
		"orders of which a sum is wrong": `SELECT count(*) FROM hub.ordering_order o WHERE o.goods <> (SELECT coalesce(sum(l.goods), 0) FROM hub.ordering_line l
			WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id AND l.state NOT IN ('refused','declined','recalled','cancelled'))`,
		"lines that are not in the state of their last event": `SELECT count(*) FROM hub.ordering_line l WHERE l.state <>
			(SELECT e.state FROM hub.ordering_event e WHERE e.tenant_id = l.tenant_id AND e.order_id = l.order_id AND e.line = l.line ORDER BY e.version DESC LIMIT 1)`,
		"holds for nobody": `SELECT count(*) FROM hub.inventory_reservation r WHERE r.state = 'held' AND NOT EXISTS
			(SELECT FROM hub.ordering_line l WHERE l.tenant_id = r.tenant_id AND l.reservation_id = r.id AND l.state = 'submitted')`,
		"lines whose hold is gone": `SELECT count(*) FROM hub.ordering_line l WHERE l.state = 'submitted' AND NOT EXISTS
			(SELECT FROM hub.inventory_reservation r WHERE r.tenant_id = l.tenant_id AND r.id = l.reservation_id AND r.state = 'held')`,
		"items of which more is held than there is": `SELECT count(*) FROM (SELECT s.tenant_id, s.item_id, sum(s.on_hand) AS there FROM hub.inventory_stock s GROUP BY 1, 2) s
			WHERE s.there < (SELECT coalesce(sum(r.quantity), 0) FROM hub.inventory_reservation r WHERE r.tenant_id = s.tenant_id AND r.item_id = s.item_id AND r.state = 'held')`,
		"holds that are not those of their warehouses": `SELECT count(*) FROM hub.inventory_reservation r WHERE r.quantity <>
			(SELECT coalesce(sum(a.quantity), 0) FROM hub.inventory_allocation a WHERE a.tenant_id = r.tenant_id AND a.reservation_id = r.id)`,
		"orders that no credit is taken for": "SELECT count(*) FROM hub.ordering_order o WHERE o.total <> coalesce((SELECT r.amount FROM hub.credit_reservation r WHERE r.tenant_id = o.tenant_id AND r.order_id = o.id), 0)",
		"credit that is taken for no order":  "SELECT count(*) FROM hub.credit_reservation r WHERE NOT EXISTS (SELECT FROM hub.ordering_order o WHERE o.tenant_id = r.tenant_id AND o.id = r.order_id)",
		"orders that no event tells of":      "SELECT count(*) FROM hub.ordering_order o WHERE (SELECT count(*) FROM hub.outbox_event e WHERE e.owner_id = o.buyer_id AND e.topic = 'ordering.placed' AND e.counterpart_id = o.tenant_id AND e.object LIKE 'ord_%') = 0",
	} {
		if n := count(t, admin, query); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	for what, query := range credit.Recomputes {
		if n := count(t, admin, "SELECT count(*) FROM ("+query+") x"); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	if placed, orders := count(t, admin, "SELECT count(*) FROM hub.outbox_event WHERE topic = 'ordering.placed'"), count(t, admin, "SELECT count(*) FROM hub.ordering_order"); placed != orders {
		t.Errorf("%d events of %d orders", placed, orders)
	}
	waitFor(t, "events that were not passed on", func() int {
		v.readMail(t)
		return count(t, admin, "SELECT count(*) FROM hub.outbox_event WHERE number IS NULL")
	})
	waitFor(t, "jobs that did not run", func() int {
		v.readMail(t)
		return count(t, admin, "SELECT count(*) FROM river.river_job WHERE state NOT IN ('completed','cancelled') AND scheduled_at < now()")
	})
	waitFor(t, "orders that the suppliers got no mail of", func() int { return unmailed(t, v, admin) })
	if n := count(t, admin, "SELECT (max(number) - count(*))::int FROM hub.outbox_event"); n != 0 {
		t.Errorf("%d numbers of events are missing", n)
	}
}

// waitFor waits for a number to become zero.
func waitFor(t *testing.T, what string, number func() int) {
	t.Helper()
	n := 0
	for deadline := time.Now().Add(90 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if n = number(); n == 0 {
			return
		}
	}
	t.Errorf("%d %s", n, what)
}

// readMail notes what was mailed since it was noted last.
func (v *victim) readMail(t *testing.T) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(v.data, "mailbox.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(raw) {
		var mail struct{ To, Subject string }
		if json.Unmarshal(line, &mail) == nil { // the last line may be half written
			v.mailed[mail.To+": "+mail.Subject] = true
		}
	}
}

// unmailed is how many orders no mail names.
func unmailed(t *testing.T, v *victim, admin *pgx.Conn) (n int) {
	t.Helper()
	v.readMail(t)
	rows, err := admin.Query(t.Context(), "SELECT number, buyer_name, lower(supplier_name) FROM hub.ordering_order")
	if err != nil {
		t.Fatal(err)
	}
	var number, buyer, supplier string
	if _, err = pgx.ForEachRow(rows, []any{&number, &buyer, &supplier}, func() error {
		if !v.mailed[supplier+"@example.com: New order "+number+" from "+buyer] {
			n++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}
