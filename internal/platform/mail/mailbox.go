package mail

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
)

// Kind says by which way an item would have gone out.
type Kind string

// The kinds of items in the mailbox.
const (
	KindMail Kind = "mail"
	KindSMS  Kind = "sms"
)

// Item is one message in the mailbox.
type Item struct {
	Number  int64     `json:"number"` // 1 for the first ever; never used twice
	Kind    Kind      `json:"kind"`
	At      time.Time `json:"at"`
	To      string    `json:"to"`
	Subject string    `json:"subject,omitempty"` // empty for a text message
	Text    string    `json:"text"`
	HTML    string    `json:"html,omitempty"`
	Locale  string    `json:"locale,omitempty"`
}

// capacity is how many items the mailbox holds; older ones are forgotten.
const capacity = 500

// Mailbox keeps messages instead of sending them: the last 500, in memory and in
// a file, so that they survive a restart. It is for one process.
type Mailbox struct {
	path  string
	clock clock.Clock

	mu     sync.Mutex // guards what follows
	items  []Item     // oldest first
	file   *os.File
	lines  int // in the file, which is rewritten when it holds twice the capacity
	number int64
}

// OpenMailbox reads what the file kept and goes on from there.
func OpenMailbox(path string, clk clock.Clock) (*Mailbox, error) {
	b := &Mailbox{path: path, clock: clk}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("the built-in mailbox cannot be opened: %w", err)
	}
	raw, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the built-in mailbox cannot be opened: %w", err)
	}
	b.read(raw)
	if err := b.rewrite(); err != nil {
		return nil, fmt.Errorf("the built-in mailbox cannot be opened: %w", err)
	}
	return b, nil
}

// read takes the whole lines; the last may be a half of one if the power went.
func (b *Mailbox) read(raw []byte) {
	for line := range bytes.Lines(raw) {
		var item Item
		if json.Unmarshal(line, &item) == nil {
			b.keep(item)
		}
	}
}

func (b *Mailbox) keep(item Item) {
	b.items = append(b.items, item)
	if surplus := len(b.items) - capacity; surplus > 0 {
		b.items = slices.Delete(b.items, 0, surplus)
	}
	b.number = max(b.number, item.Number)
}

// rewrite makes a file of just the items that are kept, and opens it for more.
func (b *Mailbox) rewrite() error {
	fresh, err := os.OpenFile(b.path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(fresh)
	encoder := json.NewEncoder(w)
	for _, item := range b.items {
		err = errors.Join(err, encoder.Encode(item))
	}
	if err = errors.Join(err, w.Flush()); err == nil {
		err = os.Rename(fresh.Name(), b.path)
	}
	if err != nil {
		return errors.Join(err, fresh.Close())
	}
	if b.file != nil {
		_ = b.file.Close()
	}
	b.file, b.lines = fresh, len(b.items)
	return nil
}

// Send implements Sender.
func (b *Mailbox) Send(_ context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	return b.Add(Item{Kind: KindMail, To: m.To, Subject: m.Subject, Text: m.Text, HTML: m.HTML, Locale: m.Locale})
}

// Add keeps an item; its number and time are given here.
func (b *Mailbox) Add(item Item) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lines >= 2*capacity {
		if err := b.rewrite(); err != nil {
			return fmt.Errorf("mailbox: %w", err)
		}
	}
	item.Number, item.At = b.number+1, b.clock.Now()
	line, err := json.Marshal(item)
	if err != nil {
		return fmt.Errorf("mailbox: %w", err)
	}
	if _, err := b.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("mailbox: %w", err)
	}
	b.lines++
	b.keep(item)
	return nil
}

// List gives the items, newest first.
func (b *Mailbox) List() []Item {
	b.mu.Lock()
	defer b.mu.Unlock()
	items := slices.Clone(b.items)
	slices.Reverse(items)
	return items
}

// Get gives one item, or fault.NotFound.
func (b *Mailbox) Get(number int64) (Item, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, item := range b.items {
		if item.Number == number {
			return item, nil
		}
	}
	return Item{}, fault.NotFound
}

// Close closes the file; the mailbox must not be used any more.
func (b *Mailbox) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.file.Close()
}
