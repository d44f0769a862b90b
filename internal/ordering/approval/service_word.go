package approval

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/ordering"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// linkLife is how long a link in a mail takes a word.
const linkLife = 7 * 24 * time.Hour

// work is a request that is locked while something is said about it.
type work struct {
	Request
	s     *Service
	tx    *tenants.Tx
	buyer id.CompanyID
	team  Team
}

// on locks a request and runs fn over it; what fn changed is written with the events that it said.
func (s *Service) on(ctx context.Context, scope tenants.Scope, buyer id.CompanyID, approval id.ApprovalID, fn func(context.Context, *work) error) error {
	return s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		r, err := readRequest(tx, buyer, approval, true)
		if err != nil {
			return err
		}
		team, err := readTeam(tx, buyer)
		if err != nil {
			return err
		}
		return fn(ctx, &work{r, s, tx, buyer, team})
	})
}

// say writes what was said or done, tells the company's screens and keeps it for the audit.
func (w *work) say(ctx context.Context, e Event) error {
	e.Edition, e.At = w.Edition, w.tx.Now()
	w.Events = append(w.Events, e)
	w.ChangedAt = w.tx.Now()
	if err := insertEvent(w.tx, w.buyer, w.ID, len(w.Events), e); err != nil {
		return err
	}
	told := changed{w.ID, w.State, w.Edition, e.Act}
	if err := outbox.Publish(ctx, w.tx, outbox.Event{Topic: TopicChanged, Object: w.ID.String(), Payload: told}); err != nil {
		return err
	}
	data := map[string]any{"edition": w.Edition, "by_mail": e.ByMail}
	if e.InsteadOf != "" {
		data["instead_of"] = e.InsteadOf
	}
	return w.s.Audit.Write(ctx, w.tx, audit.Entry{Action: "approval." + string(e.Act), Object: w.ID.String(), Data: data})
}

// wait gives those whose turn it is since their time, mails them, and writes the request. before are those whose turn it was and who know of it.
func (w *work) wait(ctx context.Context, before []Turn) error {
	n := w.needs()
	n.start(w.tx.Now())
	due := n.due()
	moved := !due.Equal(w.Due)
	w.Due = due
	if err := updateRequest(w.tx, w.buyer, w.Request); err != nil {
		return err
	}
	if moved && !due.IsZero() {
		if err := job.EnqueueAt(ctx, w.tx, lateArgs{w.ID, due}, due); err != nil {
			return err
		}
	}
	for _, turn := range n.now(w.team) {
		if slices.ContainsFunc(before, func(b Turn) bool { return b.Seat == turn.Seat }) {
			continue
		}
		token := newToken()
		if err := insertLink(w.tx, w.buyer, token, w.Request, turn.Seat, w.tx.Now().Add(linkLife)); err != nil {
			return err
		}
		if err := w.mail(ctx, turn.Email, func(locale string) words { return w.s.askLetter(locale, w.Request, turn, token) }); err != nil {
			return err
		}
	}
	return nil
}

// end writes a request that waits no more, and mails who sent it.
func (w *work) end(ctx context.Context, state State) error {
	w.State, w.Due = state, time.Time{}
	if err := updateRequest(w.tx, w.buyer, w.Request); err != nil {
		return err
	}
	sender, there := w.team.member(w.Seat)
	if !there || state == Withdrawn {
		return nil
	}
	return w.mail(ctx, sender.Email, func(locale string) words { return w.s.endLetter(locale, w.Request) })
}

func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// Send keeps a purchase until others have approved it. What a purchase would be refused for is refused here.
func (s *Service) Send(ctx context.Context, buyer id.CompanyID, d ordering.Draft, note string) (Detail, error) {
	scope, err := authz.Acting(ctx, buyer, maySend)
	if err != nil {
		return Detail{}, err
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	ready, err := s.Orders.Ready(ctx, d, true)
	if err != nil {
		return Detail{}, err
	}
	made, err := tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (id.ApprovalID, error) {
		person, _, err := grant.Actor(tx)
		if err != nil {
			return id.ApprovalID{}, err
		}
		plan, err := s.Orders.Weigh(ctx, tx, buyer, ready)
		if err != nil {
			return id.ApprovalID{}, err
		}
		w := &work{s: s, tx: tx, buyer: buyer, Request: Request{
			ID: id.New[id.Approval](tx.Now()), State: Waiting, Edition: 1, Seat: seat.ID, Person: scope.PersonID(), Name: person, Note: strings.TrimSpace(note), CreatedAt: tx.Now(), ChangedAt: tx.Now(),
		}}
		w.keep(ready.Draft, plan)
		return w.ID, w.send(ctx, seat)
	})
	if err != nil {
		return Detail{}, err
	}
	return s.Get(ctx, buyer, made)
}

func (w *work) send(ctx context.Context, seat authz.Seat) (err error) {
	if err := w.ask(ctx, seat.Roles); err != nil {
		return err
	}
	if len(w.Chains) == 0 {
		return ErrNotNeeded
	}
	if w.team, err = readTeam(w.tx, w.buyer); err != nil {
		return err
	}
	if w.needs().nobody(w.team) {
		return ErrNobody
	}
	if err := insertRequest(w.tx, w.buyer, w.Request); err != nil {
		return err
	}
	if err := w.say(ctx, Event{Act: ActSent, Seat: w.Seat, Person: w.Name}); err != nil {
		return err
	}
	return w.wait(ctx, nil)
}

// ask works out what the rules of now ask for. Where they ask for nothing any more, what was asked for before stays.
func (w *work) ask(ctx context.Context, roles []authz.Role) error {
	rules, err := readRules(w.tx, w.buyer)
	if err != nil {
		return err
	}
	chains, err := asksFor(ctx, w.tx, w.buyer, rules, Basket{Person: w.Person, Seat: w.Seat, Roles: roles, Parts: w.Snapshot.Parts})
	if err != nil {
		return err
	}
	if len(chains) > 0 {
		w.Chains = chains
	}
	w.Steps = freshSteps(w.Chains)
	return nil
}

// Word is what an approver says about an edition.
type Word struct {
	Edition int64
	Approve bool
	Reason  string

	token string // of the mail that it came by
}

// Decide takes the caller's word. The last one that was missing places the purchase in the same transaction. The same word twice is one.
func (s *Service) Decide(ctx context.Context, buyer id.CompanyID, approval id.ApprovalID, word Word) (Detail, error) {
	scope, err := authz.Acting(ctx, buyer, mayDecide)
	if err != nil {
		return Detail{}, err
	}
	if word.Reason = strings.TrimSpace(word.Reason); !word.Approve && word.Reason == "" {
		return Detail{}, fault.Invalid.With(fault.Field{Path: "/reason", Code: "required", Message: "Say why."})
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	ready, refusal, err := s.ready(ctx, scope, buyer, approval)
	if err != nil {
		return Detail{}, err
	}
	err = s.on(ctx, scope, buyer, approval, func(ctx context.Context, w *work) error { return w.decide(ctx, seat.ID, word, ready, refusal) })
	if err != nil {
		return Detail{}, err
	}
	return s.Get(ctx, buyer, approval)
}

// ready reads what placing a request needs that no buyer may see, before its transaction; refusal is why it cannot be placed as it stands any more.
func (s *Service) ready(ctx context.Context, scope tenants.Scope, buyer id.CompanyID, approval id.ApprovalID) (ready *ordering.Ready, refusal, err error) {
	var r Request
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		r, err = readRequest(tx, buyer, approval, false)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	ready, err = s.Orders.Ready(ctx, r.Draft, true)
	if refused(err) {
		return nil, err, nil
	}
	return ready, nil, err
}

// refused tells a refusal, which would come out the same again, from an accident.
func refused(err error) bool {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return false
	}
	switch f.Kind() {
	case fault.KindInvalid, fault.KindConflict, fault.KindNotFound, fault.KindForbidden:
		return true
	default:
		return false
	}
}

func (w *work) decide(ctx context.Context, seat id.SeatID, word Word, ready *ordering.Ready, refusal error) error {
	if word.token != "" {
		if used, err := useLink(w.tx, w.buyer, word.token); err != nil || !used {
			return errors.Join(err, ErrLinkOver)
		}
	}
	if w.State != Waiting {
		if w.saidSo(seat, word) {
			return nil
		}
		return ErrSettled
	}
	if w.Edition != word.Edition {
		return ErrChanged
	}
	before := w.Now(w.team)
	at := slices.IndexFunc(before, func(t Turn) bool { return t.Seat == seat })
	switch {
	case at < 0 && word.Approve && w.needs().said(seat):
		return nil // pressed twice
	case at < 0:
		return ErrNotYours
	}
	turn := before[at]
	e := Event{Act: ActApproved, Seat: seat, Person: turn.Name, InsteadOf: turn.InsteadOf, ByMail: word.token != "", Reason: word.Reason}
	if !word.Approve {
		e.Act, w.State, w.Reason = ActRefused, Refused, word.Reason
		if err := w.say(ctx, e); err != nil {
			return err
		}
		return w.end(ctx, Refused)
	}
	n := w.needs()
	n.approve(w.team, seat)
	if err := w.say(ctx, e); err != nil {
		return err
	}
	if n.through() {
		return w.place(ctx, ready, refusal)
	}
	return w.wait(ctx, before)
}

// saidSo tells whether a seat has said this about the last edition before.
func (w *work) saidSo(seat id.SeatID, word Word) bool {
	act := ActRefused
	if word.Approve {
		act = ActApproved
	}
	return slices.ContainsFunc(w.Events, func(e Event) bool { return e.Act == act && e.Seat == seat && e.Edition == word.Edition })
}

// place orders what was approved, or asks again where it is dearer, or gives it back where it cannot be ordered any more.
func (w *work) place(ctx context.Context, ready *ordering.Ready, refusal error) error {
	if refusal != nil {
		return w.giveBack(ctx, refusal)
	}
	err := attempt(w.tx, func() (err error) {
		w.Purchase, err = w.s.Orders.Place(ctx, w.tx, w.buyer, ready, ordering.Orderer{Person: w.Person, Name: w.Name})
		return err
	})
	switch {
	case err == nil:
		w.State = Placed
		if err := w.say(ctx, Event{Act: ActPlaced}); err != nil {
			return err
		}
		return w.end(ctx, Placed)
	case errors.Is(err, ordering.ErrDearer):
		return w.reopen(ctx, ready)
	case refused(err):
		return w.giveBack(ctx, err)
	default:
		return err
	}
}

// giveBack returns a request to who sent it, with what is in the way.
func (w *work) giveBack(ctx context.Context, cause error) error {
	f := fault.From(cause)
	var changes []Change
	for _, field := range f.Fields() {
		changes = append(changes, Change{What: "problem", Name: field.Code, Was: w.at(field.Path), Now: field.Message})
	}
	w.Purchase, w.State, w.Reason = id.PurchaseID{}, Returned, f.Text()
	if err := w.say(ctx, Event{Act: ActReturned, Reason: f.Code(), Changes: changes}); err != nil {
		return err
	}
	return w.end(ctx, Returned)
}

// at is the name of what a path of a refusal points at.
func (w *work) at(path string) string {
	for _, p := range w.Snapshot.Parts {
		if path == "/orders/"+p.Supplier.String() {
			return p.Name
		}
		for _, l := range p.Lines {
			if path == fmt.Sprintf("/lines/%d", l.Index) {
				return l.Name
			}
		}
	}
	return ""
}

// reopen asks for what was approved again, at what it costs now.
func (w *work) reopen(ctx context.Context, ready *ordering.Ready) error {
	w.Purchase = id.PurchaseID{}
	plan, err := w.s.Orders.Weigh(ctx, w.tx, w.buyer, ready.Unseen())
	if refused(err) {
		return w.giveBack(ctx, err)
	}
	if err != nil {
		return err
	}
	before := w.Snapshot
	w.keep(ready.Draft, plan)
	sender, _ := w.team.member(w.Seat)
	if err := w.ask(ctx, sender.Roles); err != nil {
		return err
	}
	w.Edition++
	if err := w.say(ctx, Event{Act: ActReopened, Changes: w.Snapshot.since(before)}); err != nil {
		return err
	}
	return w.wait(ctx, nil)
}

// Lower orders less of lines, or leaves them out, by somebody whose turn it is. Nothing may become more; words that were given stay.
func (s *Service) Lower(ctx context.Context, buyer id.CompanyID, approval id.ApprovalID, edition int64, quantities map[int]decimal.Decimal) (Detail, error) {
	scope, err := authz.Acting(ctx, buyer, mayDecide)
	if err != nil {
		return Detail{}, err
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	was, err := s.Get(ctx, buyer, approval)
	if err != nil {
		return Detail{}, err
	}
	d, err := was.lowered(quantities)
	if err != nil {
		return Detail{}, err
	}
	ready, err := s.Orders.Ready(ctx, d.Unseen(), false)
	if err != nil {
		return Detail{}, err
	}
	err = s.on(ctx, scope, buyer, approval, func(ctx context.Context, w *work) error {
		switch {
		case w.State != Waiting:
			return ErrSettled
		case w.Edition != edition || was.Edition != edition:
			return ErrChanged
		}
		return w.lower(ctx, seat.ID, ready)
	})
	if err != nil {
		return Detail{}, err
	}
	return s.Get(ctx, buyer, approval)
}

// lowered is the draft with less of its lines; ErrNotLess where something is not less, or nothing is left.
func (r *Request) lowered(quantities map[int]decimal.Decimal) (ordering.Draft, error) {
	d := r.Draft
	d.Lines = nil
	less := false
	for i, l := range r.Draft.Lines {
		if now, said := quantities[i]; said {
			was, err := decimal.NewFromString(l.Quantity)
			if err != nil {
				return d, err
			}
			if now.IsNegative() || now.GreaterThan(was) {
				return d, ErrNotLess
			}
			less = less || now.LessThan(was)
			if now.IsZero() {
				continue
			}
			l.Quantity = now.String()
		}
		d.Lines = append(d.Lines, l)
	}
	if !less || len(d.Lines) == 0 {
		return d, ErrNotLess
	}
	return d, nil
}

func (w *work) lower(ctx context.Context, seat id.SeatID, ready *ordering.Ready) error {
	turns := w.Now(w.team)
	at := slices.IndexFunc(turns, func(t Turn) bool { return t.Seat == seat })
	if at < 0 {
		return ErrNotYours
	}
	plan, err := w.s.Orders.Weigh(ctx, w.tx, w.buyer, ready)
	if err != nil {
		return err
	}
	before := w.Snapshot
	w.keep(ready.Draft, plan)
	if !w.Snapshot.less(before) {
		return ErrNotLess
	}
	w.Edition++
	turn := turns[at]
	if err := w.say(ctx, Event{Act: ActChanged, Seat: seat, Person: turn.Name, InsteadOf: turn.InsteadOf, Changes: w.Snapshot.since(before)}); err != nil {
		return err
	}
	return w.wait(ctx, []Turn{turn}) // the others read the new edition
}

// Withdraw takes back what the caller sent.
func (s *Service) Withdraw(ctx context.Context, buyer id.CompanyID, approval id.ApprovalID) (Detail, error) {
	scope, err := authz.Acting(ctx, buyer, maySend)
	if err != nil {
		return Detail{}, err
	}
	err = s.on(ctx, scope, buyer, approval, func(ctx context.Context, w *work) error {
		switch {
		case w.Person != scope.PersonID():
			return ErrNotYours
		case w.State == Withdrawn:
			return nil
		case w.State != Waiting:
			return ErrSettled
		}
		w.State = Withdrawn
		if err := w.say(ctx, Event{Act: ActWithdrawn, Seat: w.Seat, Person: w.Name}); err != nil {
			return err
		}
		return w.end(ctx, Withdrawn)
	})
	if err != nil {
		return Detail{}, err
	}
	return s.Get(ctx, buyer, approval)
}

// Escalate asks others too for what is late, in the scope of a job of the buyer. One whose due is another by now is left alone.
func (s *Service) Escalate(ctx context.Context, scope tenants.Scope, approval id.ApprovalID, due time.Time) error {
	return s.on(ctx, scope, scope.Company(), approval, func(ctx context.Context, w *work) error {
		if w.State != Waiting || !w.Due.Equal(due) {
			return nil
		}
		before := w.Now(w.team)
		if !w.needs().hurry(due) {
			return nil
		}
		if err := w.say(ctx, Event{Act: ActEscalated}); err != nil {
			return err
		}
		return w.wait(ctx, before)
	})
}

// Linked is what the link of a mail is about, and whose word it takes.
type Linked struct {
	Detail
	Name, Company string
	Buyer         id.CompanyID
}

// linked opens a link: the context is then that of the one whose word it takes. ErrLinkNotYours where somebody else is signed in.
func (s *Service) linked(ctx context.Context, token string) (context.Context, link, error) {
	l, err := findLink(ctx, s.DB, token)
	if err != nil {
		return ctx, l, err
	}
	if caller, signed := authz.From(ctx); signed && caller.Person != l.Person {
		return ctx, l, ErrLinkNotYours
	}
	return authz.With(ctx, &authz.Principal{Person: l.Person, Seats: []authz.Seat{l.Seat}}), l, nil
}

// Look reads what a link is about, without any effect.
func (s *Service) Look(ctx context.Context, token string) (Linked, error) {
	ctx, l, err := s.linked(ctx, token)
	if err != nil {
		return Linked{}, err
	}
	out, err := s.read(ctx, l)
	if err == nil && (out.Edition != l.Edition || !out.mayAnswer()) {
		err = ErrLinkOver
	}
	return out, err
}

func (s *Service) read(ctx context.Context, l link) (out Linked, err error) {
	scope, err := authz.Acting(ctx, l.Buyer, mayDecide)
	if err != nil {
		return out, err
	}
	out.Buyer = l.Buyer
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if out.Name, out.Company, err = grant.Actor(tx); err != nil {
			return err
		}
		out.Detail, err = detail(tx, l.Buyer, l.Request, l.Seat.ID)
		return err
	})
	return out, err
}

// DecideByLink takes the word of the one a mail went to, once, for the edition that the mail was about.
func (s *Service) DecideByLink(ctx context.Context, token string, word Word) (Linked, error) {
	ctx, l, err := s.linked(ctx, token)
	if err != nil {
		return Linked{}, err
	}
	word.Edition, word.token = l.Edition, token
	if _, err := s.Decide(ctx, l.Buyer, l.Request, word); err != nil {
		if errors.Is(err, ErrChanged) || errors.Is(err, ErrSettled) || errors.Is(err, ErrNotYours) {
			err = ErrLinkOver.Because(err)
		}
		return Linked{}, err
	}
	return s.read(ctx, l)
}
