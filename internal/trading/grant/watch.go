package grant

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/letter"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// TopicNotice is published to a supplier when reading is unusual; the object is the written id of the notice.
const TopicNotice = "trading.notice_raised"

// What one relationship may ask for, all persons of the buyer together.
const (
	PairRequests = 600
	pairWindow   = time.Minute
)

// Pace is what is left of the requests that one relationship may make.
type Pace struct {
	Limit, Remaining int
	Window, Reset    time.Duration
}

// Err is fault.TooMany when nothing is left.
func (p Pace) Err() error {
	if p.Remaining >= 0 {
		return nil
	}
	return fault.TooMany.RetryAfter(max(p.Reset, time.Second))
}

// Pace counts a request of a buyer at a supplier.
func (s *Service) Pace(ctx context.Context, supplier, buyer id.CompanyID) Pace {
	return s.Paces(ctx, []id.CompanyID{supplier}, buyer)[0]
}

// Paces counts a request of a buyer at several suppliers, and answers them in their order.
func (s *Service) Paces(ctx context.Context, suppliers []id.CompanyID, buyer id.CompanyID) []Pace {
	more, out := make([]cache.More, len(suppliers)), make([]Pace, len(suppliers))
	for i, supplier := range suppliers {
		more[i] = cache.More{Key: cache.Key("pair", supplier.String(), buyer.String()), N: 1}
	}
	for i, c := range s.counter.AddEach(ctx, more, pairWindow) {
		out[i] = Pace{Limit: PairRequests, Remaining: PairRequests - int(c.N), Window: pairWindow, Reset: c.Left}
	}
	return out
}

// BulkRows is from how many rows of one supplier on, read by one person within BulkWindow, the reading stands in the supplier's log.
const (
	BulkRows   = 1000
	BulkWindow = time.Hour
)

// WatchLimits say from where on a supplier calls reading unusual.
type WatchLimits struct {
	ShareDay  int // per cent of the items that a buyer may see, read in a day (UTC)
	ShareWeek int // the same in seven days
	Smallest  int // shares are of no matter for a buyer that may see fewer items
	Devices   int // of one buyer in a day
	Networks  int // of one buyer in a day
	Countries int // of one buyer in a day, where a proxy tells them
}

// HouseWatch holds where a supplier has said nothing. A buyer looks for what it needs; one that has read most of what there is walks
// through it. A purchasing team of a handful works from an office, from home and on the road.
var HouseWatch = WatchLimits{ShareDay: 60, ShareWeek: 90, Smallest: 200, Devices: 8, Networks: 12, Countries: 3}

// Watch is a supplier's limits as kept.
type Watch struct {
	WatchLimits
	Version   int64 // 0: the house's
	UpdatedAt time.Time
}

// NoticeKind is what is unusual.
type NoticeKind string

// Kinds of notices.
const (
	Walking       NoticeKind = "walking"   // much of the catalogue
	ManyDevices   NoticeKind = "devices"   // many devices or networks
	ManyCountries NoticeKind = "countries" // many countries
)

// Figures are what was counted, as far as the kind of a notice needs it.
type Figures struct {
	Day       string // 2006-01-02, UTC
	Requests  int64
	Items     int64
	Catalogue int64
	Devices   int64
	Networks  int64
	Countries []string
	Limit     int64
}

// Notice tells a supplier of unusual reading.
type Notice struct {
	ID        id.NoticeID
	Buyer     id.CompanyID
	BuyerName string
	Kind      NoticeKind
	Figures   Figures
	State     standing.State // of the relationship now
	At        time.Time
	SeenAt    time.Time // zero: nobody has
}

// counted is what one buyer has read of one supplier, so far.
type counted struct {
	today     ReadingDay
	week      int64 // different items in seven days
	catalogue int64 // items it may see; 0 where nobody can say
}

// unusual says which notices the figures call for.
func (w WatchLimits) unusual(c counted) map[NoticeKind]Figures {
	out := map[NoticeKind]Figures{}
	day := c.today.Day.Format(time.DateOnly)
	walked := func(items int64, share int) {
		if c.catalogue >= int64(w.Smallest) && items*100 >= c.catalogue*int64(share) {
			if _, said := out[Walking]; !said {
				out[Walking] = Figures{Day: day, Requests: c.today.Requests, Items: items, Catalogue: c.catalogue, Limit: int64(share)}
			}
		}
	}
	walked(c.today.Items, w.ShareDay)
	walked(c.week, w.ShareWeek)
	switch {
	case c.today.Devices >= int64(w.Devices):
		out[ManyDevices] = Figures{Day: day, Requests: c.today.Requests, Devices: c.today.Devices, Networks: c.today.Networks, Limit: int64(w.Devices)}
	case c.today.Networks >= int64(w.Networks):
		out[ManyDevices] = Figures{Day: day, Requests: c.today.Requests, Devices: c.today.Devices, Networks: c.today.Networks, Limit: int64(w.Networks)}
	}
	if len(c.today.Countries) >= w.Countries {
		out[ManyCountries] = Figures{Day: day, Requests: c.today.Requests, Countries: c.today.Countries, Limit: int64(w.Countries)}
	}
	return out
}

// What waits to be written is bounded; beyond it reading goes on and is no longer counted item by item.
const (
	mostReaders = 10_000
	mostWaiting = 200_000 // items, of all readers together
	mostMarks   = 200     // devices, networks or countries kept of a reader and day
)

// watcher gathers what is read, after the answers, and hands it on once a second.
type watcher struct {
	mu      sync.Mutex
	readers map[readerKey]*tally
	items   int
	dropped int64
}

// readerKey is one buyer at one supplier on one day.
type readerKey struct {
	supplier, buyer id.CompanyID
	day             time.Time
}

// tally is what waits of one reader.
type tally struct {
	requests                     int64
	items                        map[id.ItemID]bool
	devices, networks, countries map[string]bool
}

func newWatcher() *watcher { return &watcher{readers: map[readerKey]*tally{}} }

func (w *watcher) add(key readerKey, items []id.ItemID, device, network, country string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.readers[key]
	if t == nil {
		if len(w.readers) >= mostReaders {
			w.dropped++
			return
		}
		t = &tally{items: map[id.ItemID]bool{}, devices: map[string]bool{}, networks: map[string]bool{}, countries: map[string]bool{}}
		w.readers[key] = t
	}
	t.requests++
	for set, mark := range map[*map[string]bool]string{&t.devices: device, &t.networks: network, &t.countries: country} {
		if mark != "" && len(*set) < mostMarks {
			(*set)[mark] = true
		}
	}
	for _, item := range items {
		if t.items[item] {
			continue
		}
		if w.items >= mostWaiting {
			w.dropped++
			continue
		}
		t.items[item] = true
		w.items++
	}
}

// take empties the watcher and says how much it dropped since the last time.
func (w *watcher) take() (map[readerKey]*tally, int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	out, dropped := w.readers, w.dropped
	w.readers, w.items, w.dropped = map[readerKey]*tally{}, 0, 0
	return out, dropped
}

// Saw notes that the caller has read items of a supplier for a buyer. It only remembers; Watching writes it down within a second.
func (s *Service) Saw(ctx context.Context, supplier, buyer id.CompanyID, items []id.ItemID) {
	origin := audit.OriginFrom(ctx)
	caller, ok := authz.From(ctx)
	if !ok {
		return
	}
	key := readerKey{supplier, buyer, s.clock.Now().Truncate(24 * time.Hour)}
	s.watch.add(key, items, blurred(supplier, caller.Person.String(), origin.Agent), blurred(supplier, networkOf(origin.IP)), origin.Country)
}

// blurred stands for something that is counted and not told: what it stands for differs from supplier to supplier.
func blurred(supplier id.CompanyID, parts ...string) string {
	sum := sha256.New()
	_, _ = sum.Write([]byte(supplier.UUID()))
	for _, part := range parts {
		if part == "" {
			return ""
		}
		_, _ = sum.Write([]byte("\x00" + part))
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// networkOf is what one site has: 24 bits of an IPv4 address, 48 of an IPv6 one.
func networkOf(ip string) string {
	at, err := netip.ParseAddr(ip)
	if err != nil {
		return ""
	}
	bits := 48
	if at.Unmap().Is4() {
		at, bits = at.Unmap(), 24
	}
	prefix, err := at.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}

const watchEvery = 10 * time.Second

// Watching writes down each second what was read, until ctx ends; what waits then is written, too.
func (s *Service) Watching(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.writeReading(ctx)
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			s.writeReading(last)
			return
		}
	}
}

// writeReading writes what waits, each supplier's in its own scope. What cannot be written is lost, and said so: it is a watch, no ledger.
func (s *Service) writeReading(ctx context.Context) {
	waiting, dropped := s.watch.take()
	bySupplier := map[id.CompanyID]map[readerKey]*tally{}
	for key, t := range waiting {
		if bySupplier[key.supplier] == nil {
			bySupplier[key.supplier] = map[readerKey]*tally{}
		}
		bySupplier[key.supplier][key] = t
	}
	for supplier, readers := range bySupplier {
		scope := tenants.Worker(supplier, id.New[id.Job](s.clock.Now()))
		err := s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error { return s.count(ctx, tx, supplier, readers) })
		if err != nil {
			dropped += int64(len(readers))
			s.log.WarnContext(ctx, "reading not counted", "supplier", supplier.String(), "error", err)
		}
	}
	if dropped > 0 {
		s.log.WarnContext(ctx, "reading was dropped from the watch", "count", dropped)
	}
}

// Flush writes what was read until now without waiting for the next time, for tests and for shutting down.
func (s *Service) Flush(ctx context.Context) { s.writeReading(ctx) }

// count writes the reading of one supplier's buyers and raises the notices that it calls for.
func (s *Service) count(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID, readers map[readerKey]*tally) error {
	watch, err := readWatch(tx, supplier)
	if err != nil {
		return err
	}
	for _, key := range readersInOrder(readers) {
		today, week, err := addReading(tx, key, readers[key])
		if err != nil {
			return err
		}
		c := counted{today: today, week: week}
		if c.catalogue, err = s.catalogueOf(tx, supplier, key.buyer); err != nil {
			return err
		}
		for kind, figures := range watch.unusual(c) {
			if err := s.raise(ctx, tx, key, kind, figures); err != nil {
				return err
			}
		}
	}
	return nil
}

// readersInOrder sorts readers, so that two processes lock rows in the same order.
func readersInOrder(readers map[readerKey]*tally) []readerKey {
	out := make([]readerKey, 0, len(readers))
	for key := range readers {
		out = append(out, key)
	}
	slices.SortFunc(out, func(a, b readerKey) int {
		if c := a.day.Compare(b.day); c != 0 {
			return c
		}
		return slices.Compare([]byte(a.buyer.UUID()), []byte(b.buyer.UUID()))
	})
	return out
}

// Catalogue counts, in the supplier's scope, the items that a decision shows. The catalogue lies above this package; the hub fills it in.
type Catalogue interface {
	CountShown(tx *tenants.Tx, supplier id.CompanyID, d Disclosure) (int64, error)
}

func (s *Service) catalogueOf(tx *tenants.Tx, supplier, buyer id.CompanyID) (int64, error) {
	if s.catalogue == nil {
		return 0, nil
	}
	sight, err := ReadSight(tx, supplier, buyer, true)
	if err != nil {
		return 0, err
	}
	return s.catalogue.CountShown(tx, supplier, sight.At(tx.Now()))
}

// raise writes a notice, once per kind and day of a buyer, and tells those who may suspend.
func (s *Service) raise(ctx context.Context, tx *tenants.Tx, key readerKey, kind NoticeKind, figures Figures) error {
	notice := id.NewRandom[id.Notice]()
	fresh, err := insertNotice(tx, key, notice, kind, figures)
	if err != nil || !fresh {
		return err
	}
	if err := outbox.Publish(ctx, tx, outbox.Event{Topic: TopicNotice, Object: notice.String(), Payload: map[string]string{"buyer": key.buyer.String(), "kind": string(kind)}}); err != nil {
		return err
	}
	about, err := readParties(tx, key.supplier, key.buyer)
	if err != nil {
		return err
	}
	people, err := listDeciders(tx, key.supplier)
	if err != nil {
		return err
	}
	for _, p := range people {
		if err := s.mail.Send(ctx, tx, mailNotice(p.Locale, p.Email, about.BuyerName, kind, figures, s.base, key.buyer)); err != nil {
			return err
		}
	}
	return nil
}

// Notices lists a supplier's notices, newest first, and how many nobody has seen.
func (s *Service) Notices(ctx context.Context, company id.CompanyID, open bool, r page.Request) (page.Page[Notice], int64, error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return page.Page[Notice]{}, 0, err
	}
	before, last, err := placeByTime[id.Notice](r, s.clock.Now())
	if err != nil {
		return page.Page[Notice]{}, 0, err
	}
	var rows []Notice
	var unseen int64
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if rows, err = listNotices(tx, company, id.CompanyID{}, open, before, last, r.Fetch()); err != nil {
			return err
		}
		unseen, err = countNotices(tx, company)
		return err
	})
	if err != nil {
		return page.Page[Notice]{}, 0, err
	}
	return page.Of(r, rows, func(n Notice) page.Cursor { return page.After(n.At, n.ID) }), unseen, nil
}

// SeeNotice notes that somebody has seen a notice; the first one counts.
func (s *Service) SeeNotice(ctx context.Context, company id.CompanyID, notice id.NoticeID) (Notice, error) {
	scope, err := authz.Acting(ctx, company, mayDecide)
	if err != nil {
		return Notice{}, err
	}
	var out Notice
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		fresh, err := seeNotice(tx, company, notice)
		if err != nil {
			return err
		}
		if out, err = readNotice(tx, company, notice); err != nil || !fresh {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "trading.notice_seen", Object: notice.String(), Data: map[string]any{"buyer": out.Buyer.String(), "kind": string(out.Kind)}})
	})
	return out, err
}

// ReadingDay is what one buyer read in a day (UTC).
type ReadingDay struct {
	Day       time.Time
	Requests  int64
	Items     int64 // different ones
	Devices   int64
	Networks  int64
	Countries []string
}

// Reading is what one buyer read lately.
type Reading struct {
	Days      []ReadingDay // of the last thirty, latest first
	Items     int64        // different ones in all these days
	Catalogue int64        // items it may see
	Notices   []Notice
}

// keepsReading is how long it is kept which items somebody saw.
const keepsReading = 30 * 24 * time.Hour

// BuyerReading answers what one buyer read lately.
func (s *Service) BuyerReading(ctx context.Context, company, buyer id.CompanyID) (Reading, error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return Reading{}, err
	}
	var out Reading
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if out.Catalogue, err = s.catalogueOf(tx, company, buyer); err != nil {
			return err
		}
		if out.Days, out.Items, err = listReading(tx, company, buyer); err != nil {
			return err
		}
		out.Notices, err = listNotices(tx, company, buyer, false, tx.Now().Add(time.Hour), id.NoticeID{}, page.MaxLimit)
		return err
	})
	return out, err
}

// WatchOf answers the limits that hold for a supplier.
func (s *Service) WatchOf(ctx context.Context, company id.CompanyID) (Watch, error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return Watch{}, err
	}
	var out Watch
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = readWatch(tx, company)
		return err
	})
	return out, err
}

// PutWatch sets a supplier's limits, if they still have the version that the caller read; nil asks for none.
func (s *Service) PutWatch(ctx context.Context, company id.CompanyID, wanted *int64, limits WatchLimits) (Watch, error) {
	scope, err := authz.Acting(ctx, company, mayDecide)
	if err != nil {
		return Watch{}, err
	}
	if limits.ShareWeek < limits.ShareDay {
		return Watch{}, fault.Invalid.With(fault.Field{Path: "/share_week", Code: "too_small", Message: "Seven days are at least one day: give " + strconv.Itoa(limits.ShareDay) + " or more."})
	}
	var out Watch
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		before, err := readWatch(tx, company)
		if err != nil {
			return err
		}
		if wanted != nil && *wanted != before.Version {
			return fault.Stale
		}
		written, err := putWatch(tx, company, before.Version, limits)
		if err != nil {
			return err
		}
		if !written {
			return fault.Stale
		}
		data := map[string]any{"share_day": limits.ShareDay, "share_week": limits.ShareWeek, "smallest": limits.Smallest, "devices": limits.Devices, "networks": limits.Networks, "countries": limits.Countries}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "trading.watch_changed", Data: data}); err != nil {
			return err
		}
		out, err = readWatch(tx, company)
		return err
	})
	return out, err
}

// SweepReading forgets which items were seen more than thirty days ago.
func (s *Service) SweepReading(ctx context.Context) error {
	return s.db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), func(_ context.Context, tx *tenants.Tx) error {
		return deleteReadingItems(tx, tx.Now().Add(-keepsReading))
	})
}

// mailNotice tells somebody who may suspend a buyer what is unusual. It names no item and no price.
func mailNotice(locale, to, buyer string, kind NoticeKind, f Figures, base string, company id.CompanyID) mail.Message {
	what := map[NoticeKind]string{
		Walking: letter.In(locale, "该客户已浏览 "+strconv.FormatInt(f.Items, 10)+" 个商品，可见商品共 "+strconv.FormatInt(f.Catalogue, 10)+" 个。",
			"It has looked at "+strconv.FormatInt(f.Items, 10)+" of the "+strconv.FormatInt(f.Catalogue, 10)+" items that it may see."),
		ManyDevices: letter.In(locale, "今天从 "+strconv.FormatInt(f.Devices, 10)+" 台设备、"+strconv.FormatInt(f.Networks, 10)+" 个网络访问。",
			"Today it came from "+strconv.FormatInt(f.Devices, 10)+" devices and "+strconv.FormatInt(f.Networks, 10)+" networks."),
		ManyCountries: letter.In(locale, "今天从这些国家或地区访问："+strings.Join(f.Countries, "、")+"。", "Today it came from these countries: "+strings.Join(f.Countries, ", ")+"."),
	}[kind]
	link := base + "/relationships/" + company.String()
	ask := letter.In(locale, "这可能没有问题。如果不放心，可以在下面的页面一键暂停：价格会立即对该客户隐藏。", "That may be all right. If you are in doubt, suspend the relationship on this page with one tap: your prices vanish for this customer at once.")
	button := letter.In(locale, "查看并决定", "Look and decide")
	end := letter.In(locale, "您收到本邮件，因为您可以暂停客户。每种情况每天最多通知一次。", "You get this mail because you may suspend customers. Each kind is told once a day at most.")
	body := `<!doctype html><html lang="` + locale + `"><body style="font-family:sans-serif;color:#1d2326;line-height:1.5;max-width:34rem"><p>` + html.EscapeString(what) + `</p><p>` + html.EscapeString(ask) +
		`</p><p><a href="` + html.EscapeString(link) + `" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0f5c4d;color:#ffffff;text-decoration:none">` + html.EscapeString(button) +
		`</a></p><p style="color:#566066;font-size:13px">` + html.EscapeString(end) + `</p></body></html>`
	buyer = strings.Join(strings.Fields(buyer), " ")
	return mail.Message{
		To: to, Subject: letter.In(locale, "异常浏览："+buyer, "Unusual reading: "+buyer), Text: what + "\n\n" + ask + "\n\n" + button + ":\n" + link + "\n\n" + end + "\n", HTML: body, Locale: locale,
	}
}
