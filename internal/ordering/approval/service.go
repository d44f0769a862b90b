package approval

import (
	"context"
	"errors"
	"slices"
	"strings"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/mail"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// What the operations ask for.
const (
	mayReadRules = authz.Permission("approval.rule.read")
	maySetRules  = authz.Permission("approval.rule.write")
	mayRead      = authz.Permission("approval.request.read")
	maySend      = authz.Permission("approval.request.send")
	mayDecide    = authz.Permission("approval.request.decide")
)

// Config is what the service works with.
type Config struct {
	DB        *tenants.DB
	Clock     clock.Clock
	Audit     *audit.Trail
	Mail      *mail.Queue
	Orders    *ordering.Service
	PublicURL string // of the hub, without a stroke at the end
}

// Service has one method per use case.
type Service struct{ Config }

// New makes the service.
func New(c Config) *Service { return &Service{c} }

// Gate lets purchases pass that need nobody's word.
type Gate struct{}

// Pass is ErrNeeded where a rule of the buyer applies to what is about to be ordered.
func (Gate) Pass(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, p ordering.Plan) error {
	rules, err := readRules(tx, buyer)
	if err != nil || !slices.ContainsFunc(rules, func(r Rule) bool { return r.Active }) {
		return err
	}
	chains, err := asksFor(ctx, tx, buyer, rules, basketFor(ctx, tx, buyer, partsOf(p)))
	if err == nil && len(chains) > 0 {
		err = ErrNeeded
	}
	return err
}

// basketFor is what the caller wants to order.
func basketFor(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, parts []Part) Basket {
	seat, _ := authz.SeatOf(ctx, buyer)
	return Basket{Person: tx.Scope().PersonID(), Seat: seat.ID, Roles: seat.Roles, Parts: parts}
}

func asksFor(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, rules []Rule, b Basket) ([]Chain, error) {
	if err := readGround(ctx, tx, buyer, rules, &b); err != nil {
		return nil, err
	}
	return evaluate(rules, b), nil
}

// Rules are when purchases of the company need the word of others, with the names of the suppliers that it trades with.
func (s *Service) Rules(ctx context.Context, buyer id.CompanyID) (rules []Rule, suppliers []Supplier, err error) {
	scope, err := authz.Acting(ctx, buyer, mayReadRules)
	if err != nil {
		return nil, nil, err
	}
	err = s.DB.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if rules, err = readRules(tx, buyer); err != nil {
			return err
		}
		sellers, err := grant.Sellers(ctx, tx, buyer)
		for _, x := range sellers {
			suppliers = append(suppliers, Supplier{x.ID, x.Name})
		}
		slices.SortFunc(suppliers, func(x, y Supplier) int { return strings.Compare(x.Name, y.Name) })
		return err
	})
	return rules, suppliers, err
}

// CreateRule makes a rule.
func (s *Service) CreateRule(ctx context.Context, buyer id.CompanyID, r Rule) (Rule, error) {
	return s.saveRule(ctx, buyer, r, func(tx *tenants.Tx, r *Rule) error {
		r.ID, r.Version = id.New[id.ApprovalRule](tx.Now()), 1
		return insertRule(tx, buyer, *r)
	})
}

// PutRule changes a rule over the version that was seen, or over any where that is nil.
func (s *Service) PutRule(ctx context.Context, buyer id.CompanyID, seen *int64, r Rule) (Rule, error) {
	return s.saveRule(ctx, buyer, r, func(tx *tenants.Tx, r *Rule) error { return updateRule(tx, buyer, seen, r) })
}

func (s *Service) saveRule(ctx context.Context, buyer id.CompanyID, r Rule, write func(*tenants.Tx, *Rule) error) (Rule, error) {
	scope, err := authz.Acting(ctx, buyer, maySetRules)
	if err != nil {
		return Rule{}, err
	}
	if err := r.check(); err != nil {
		return Rule{}, err
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (Rule, error) {
		person, _, err := grant.Actor(tx)
		if err != nil {
			return Rule{}, err
		}
		if err := checkSeats(tx, buyer, r); err != nil {
			return Rule{}, err
		}
		r.UpdatedAt, r.UpdatedBy = tx.Now(), person
		if err := write(tx, &r); err != nil {
			return Rule{}, err
		}
		return r, s.Audit.Write(ctx, tx, audit.Entry{Action: "approval.rule_saved", Object: r.ID.String(), Data: map[string]any{"name": r.Name, "active": r.Active}})
	})
}

// checkSeats is fault.NotFound where a rule names somebody who does not work for the buyer.
func checkSeats(tx *tenants.Tx, buyer id.CompanyID, r Rule) error {
	team, err := readTeam(tx, buyer)
	if err != nil {
		return err
	}
	named := slices.Clone(r.When.Seats)
	for _, who := range append([][]Who{r.Escalate}, stagesWho(r.Stages)...) {
		for _, w := range who {
			if !w.Seat.IsZero() {
				named = append(named, w.Seat)
			}
		}
	}
	for _, seat := range named {
		if _, there := team.member(seat); !there {
			return fault.NotFound
		}
	}
	return nil
}

func stagesWho(stages []Stage) [][]Who {
	out := make([][]Who, len(stages))
	for i, s := range stages {
		out[i] = s.Who
	}
	return out
}

// DeleteRule takes a rule away. What waits already keeps it.
func (s *Service) DeleteRule(ctx context.Context, buyer id.CompanyID, rule id.ApprovalRuleID) error {
	scope, err := authz.Acting(ctx, buyer, maySetRules)
	if err != nil {
		return err
	}
	return s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		name, err := deleteRule(tx, buyer, rule)
		if err != nil {
			return err
		}
		return s.Audit.Write(ctx, tx, audit.Entry{Action: "approval.rule_deleted", Object: rule.String(), Data: map[string]any{"name": name}})
	})
}

// Absences are who is away or will be.
func (s *Service) Absences(ctx context.Context, buyer id.CompanyID) (out []Absence, err error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return nil, err
	}
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		out, err = readAbsences(tx, buyer)
		return err
	})
	return out, err
}

// PutAbsence says that a seat is away: everybody for itself, who may set rules for everybody.
func (s *Service) PutAbsence(ctx context.Context, buyer id.CompanyID, a Absence) error {
	if !a.Until.After(a.From) {
		return fault.Invalid.With(fault.Field{Path: "/until", Code: "out_of_range", Message: "It ends before it begins."})
	}
	if a.StandIn == a.Seat {
		return fault.Invalid.With(fault.Field{Path: "/stand_in", Code: "not_one_of", Message: "Somebody else has to stand in."})
	}
	return s.absence(ctx, buyer, a.Seat, "approval.absence_set", func(tx *tenants.Tx, team Team) error {
		if _, there := team.member(a.StandIn); !there {
			return fault.NotFound
		}
		return putAbsence(tx, buyer, a)
	})
}

// EndAbsence says that a seat is back.
func (s *Service) EndAbsence(ctx context.Context, buyer id.CompanyID, seat id.SeatID) error {
	return s.absence(ctx, buyer, seat, "approval.absence_ended", func(tx *tenants.Tx, _ Team) error { return deleteAbsence(tx, buyer, seat) })
}

func (s *Service) absence(ctx context.Context, buyer id.CompanyID, seat id.SeatID, action string, write func(*tenants.Tx, Team) error) error {
	scope, err := authz.Acting(ctx, buyer, mayDecide)
	if err != nil {
		return err
	}
	mine, _ := authz.SeatOf(ctx, buyer)
	return s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		team, err := readTeam(tx, buyer)
		if err != nil {
			return err
		}
		of, there := team.member(seat)
		if !there {
			return fault.NotFound
		}
		if seat != mine.ID {
			if _, err := authz.Acting(ctx, buyer, maySetRules); err != nil {
				return err
			}
		}
		if err := write(tx, team); err != nil {
			return err
		}
		return s.Audit.Write(ctx, tx, audit.Entry{Action: action, Object: seat.String(), Data: map[string]any{"person": of.Name}})
	})
}

// Detail is a request with the team that it asks.
type Detail struct {
	Request
	Team Team
	Me   id.SeatID // who looks
}

// Simulate answers who would have to approve a purchase, at the prices of now; one that nothing can be priced of needs nobody.
func (s *Service) Simulate(ctx context.Context, buyer id.CompanyID, d ordering.Draft) (Detail, error) {
	scope, err := authz.Acting(ctx, buyer, maySend)
	if err != nil {
		return Detail{}, err
	}
	d = d.Unseen()
	d.Mode = ordering.ThoseThatAccept
	ready, err := s.Orders.Ready(ctx, d, false)
	if err != nil {
		return Detail{}, err
	}
	var out Detail
	err = s.DB.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		rules, err := readRules(tx, buyer)
		if err != nil || len(rules) == 0 {
			return err
		}
		plan, err := s.Orders.Weigh(ctx, tx, buyer, ready)
		if errors.Is(err, ordering.ErrNotOrderable) {
			return nil
		}
		if err != nil {
			return err
		}
		if out.Team, err = readTeam(tx, buyer); err != nil {
			return err
		}
		b := basketFor(ctx, tx, buyer, partsOf(plan))
		out.Chains, err = asksFor(ctx, tx, buyer, rules, b)
		out.Person, out.Steps, out.State = b.Person, freshSteps(out.Chains), Waiting
		return err
	})
	return out, err
}

// View narrows a list.
type View string

// Views.
const (
	ViewTurn View = "turn" // what waits for my word
	ViewMine View = "mine" // what I sent
	ViewAll  View = "all"
)

// List is what waits or waited, the newest first; of ViewTurn all at once.
func (s *Service) List(ctx context.Context, buyer id.CompanyID, v View, purchase id.PurchaseID, r page.Request) (out page.Page[Detail], err error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return out, err
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	a := asked{waiting: v == ViewTurn, purchase: purchase, page: r}
	if v == ViewMine {
		a.by = scope.PersonID()
	}
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		team, err := readTeam(tx, buyer)
		if err != nil {
			return err
		}
		found, err := readRequests(tx, buyer, a)
		if err != nil {
			return err
		}
		out.Next = found.Next
		for _, r := range found.Items {
			if d := (Detail{r, team, seat.ID}); v != ViewTurn || d.mayAnswer() {
				out.Items = append(out.Items, d)
			}
		}
		return nil
	})
	return out, err
}

// mayAnswer tells whether it is the turn of who looks.
func (d Detail) mayAnswer() bool {
	return slices.ContainsFunc(d.Now(d.Team), func(t Turn) bool { return t.Seat == d.Me })
}

// Get is one with what was said.
func (s *Service) Get(ctx context.Context, buyer id.CompanyID, approval id.ApprovalID) (out Detail, err error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return out, err
	}
	seat, _ := authz.SeatOf(ctx, buyer)
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		out, err = detail(tx, buyer, approval, seat.ID)
		return err
	})
	return out, err
}

func detail(tx *tenants.Tx, buyer id.CompanyID, approval id.ApprovalID, me id.SeatID) (Detail, error) {
	r, err := readRequest(tx, buyer, approval, false)
	if err != nil {
		return Detail{}, err
	}
	team, err := readTeam(tx, buyer)
	return Detail{r, team, me}, err
}
