package matching

import (
	"context"
	"sync/atomic"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
	"manifold/tenants"
)

// desk is the index over all items for sale, in the memory of one process. It is filled from the database when it is needed, kept in step by the runs of
// all suppliers, and given back when nobody needs it for a while. Whoever holds it is alone with it.
type desk struct {
	holder chan struct{} // has one place
	asked  atomic.Bool   // somebody came while another held it: there is more to do

	index  *engine.Index
	corpus *engine.Corpus
	texts  map[string]string // packed, by the items' keys
	known  map[id.CompanyID]progress

	model *engine.Model
	of    int64 // its version; 0: none
	idle  *time.Timer
}

// progress is how far a supplier's runs were read.
type progress struct {
	run  int64
	item id.ItemID // within the run; zero: all of it
}

// restAfter is how long an index that nobody needs stays in memory.
const restAfter = 10 * time.Minute

func newDesk() *desk {
	d := &desk{holder: make(chan struct{}, 1)}
	d.clear()
	return d
}

func (d *desk) clear() {
	d.index, d.corpus, d.texts, d.known, d.model, d.of = engine.NewIndex(), engine.NewCorpus(), map[string]string{}, map[id.CompanyID]progress{}, nil, 0
}

// hold waits for the desk.
func (d *desk) hold(ctx context.Context) error {
	select {
	case d.holder <- struct{}{}:
		if d.idle != nil {
			d.idle.Stop()
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// soon is how long somebody waits for the desk who need not have it.
const soon = 2 * time.Second

// tryHold is hold for work that whoever has the desk can do as well.
func (d *desk) tryHold(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, soon)
	defer cancel()
	return d.hold(ctx) == nil
}

// leave lets the next one have the desk.
func (d *desk) leave() {
	d.idle = time.AfterFunc(restAfter, d.rest)
	<-d.holder
}

// rest gives the memory back, unless somebody holds the desk.
func (d *desk) rest() {
	select {
	case d.holder <- struct{}{}:
		d.clear()
		<-d.holder
	default:
	}
}

func (d *desk) put(item Item, t Text) {
	key, packed := item.key(), t.packed()
	before, there := d.texts[key]
	if there && before == packed {
		return
	}
	d.take(item)
	r := t.record(item)
	d.texts[key] = packed
	d.corpus.Add(r)
	d.index.Add(key, r)
}

func (d *desk) take(item Item) {
	key := item.key()
	if before, there := d.texts[key]; there {
		d.corpus.Remove(unpacked(before).record(item))
		d.index.Remove(key)
		delete(d.texts, key)
	}
}

func (d *desk) text(item Item) (Text, bool) {
	packed, there := d.texts[item.key()]
	if !there {
		return Text{}, false
	}
	return unpacked(packed), true
}

// readPage is how many items are read at a time.
const readPage = 5000

// catchUp reads what runs wrote that the desk does not know. It answers false when the time was up before.
func (d *desk) catchUp(ctx context.Context, db *tenants.DB, timeLeft func() bool) (bool, error) {
	var all []mark
	err := db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) (err error) {
		all, err = marks(tx)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, m := range all {
		for known := d.known[m.TenantID]; known.run < m.Run || !known.item.IsZero(); known = d.known[m.TenantID] {
			if !timeLeft() {
				return false, nil
			}
			if err := d.readRuns(ctx, db, m, known); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// readRuns reads one page of a supplier's runs. Those that were known whole are not read again.
func (d *desk) readRuns(ctx context.Context, db *tenants.DB, m mark, known progress) error {
	from, item := known.run, known.item
	if item.IsZero() {
		from++ // all of the run is known; the next one begins before its first item
	}
	var rows []catalogRow
	err := db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) (err error) {
		rows, err = seenAfter(tx, m.TenantID, from, item, m.Run, readPage)
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if of := (Item{m.TenantID, r.ItemID}); *r.Gone {
			d.take(of)
		} else {
			d.put(of, r.text())
		}
	}
	if len(rows) < readPage {
		d.known[m.TenantID] = progress{run: m.Run}
	} else {
		last := rows[len(rows)-1]
		d.known[m.TenantID] = progress{last.Run, last.ItemID}
	}
	return nil
}

// learn takes up the model that is in use. One of another version of the hub is forgotten, and learned anew soon.
func (d *desk) learn(ctx context.Context, db *tenants.DB) error {
	return db.InScope(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		m, of, err := currentModel(tx, d.of, d.model)
		if err == nil && m == nil && of > 0 {
			of, err = 0, forgetModels(tx)
		}
		d.model, d.of = m, of
		return err
	})
}
