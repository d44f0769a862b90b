package approval

import (
	"slices"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

// Absence says that a seat is away, and who stands in.
type Absence struct {
	Seat, StandIn id.SeatID
	From, Until   time.Time
}

// Member is a person at work for the buyer.
type Member struct {
	Seat   id.SeatID
	Person id.PersonID
	Name   string
	Email  string
	Roles  []authz.Role
}

// Team is who works for the buyer, and who of them is away, at a moment.
type Team struct {
	Members []Member
	Away    []Absence
	At      time.Time
	Country string
}

// Vote is a yes.
type Vote struct {
	Seat   id.SeatID
	Person id.PersonID
	Name   string
}

// Step is how far a stage has come.
type Step struct {
	Votes []Vote
	Due   time.Time // zero: it does not wait yet
	Late  bool      // others are asked too
	Done  bool
}

// Turn is somebody who may give a word for a stage.
type Turn struct {
	Member
	InsteadOf string // whose word it is, where this one stands in
}

// longestChain is how often a stand-in may itself be away.
const longestChain = 4

func (t Team) member(seat id.SeatID) (Member, bool) {
	at := slices.IndexFunc(t.Members, func(m Member) bool { return m.Seat == seat })
	if at < 0 {
		return Member{}, false
	}
	return t.Members[at], true
}

// meant are those of the team that are named by seat or role.
func (t Team) meant(who []Who) []Member {
	var out []Member
	for _, m := range t.Members {
		if slices.ContainsFunc(who, func(w Who) bool { return w.Seat == m.Seat || w.Role != "" && slices.Contains(m.Roles, w.Role) }) {
			out = append(out, m)
		}
	}
	return out
}

// standIn is who gives the word of a member now: itself, or who stands in for it. Nobody stands in for a purchase of its own: then the word stays with who is away.
func (t Team) standIn(m Member, may func(Member) bool) Turn {
	at := m
	for range longestChain {
		away := slices.IndexFunc(t.Away, func(a Absence) bool { return a.Seat == at.Seat && !t.At.Before(a.From) && t.At.Before(a.Until) })
		if away < 0 {
			break
		}
		next, there := t.member(t.Away[away].StandIn)
		if !there || next.Seat == m.Seat {
			return Turn{Member: m}
		}
		at = next
	}
	if at.Seat == m.Seat || !may(at) {
		return Turn{Member: m}
	}
	return Turn{at, m.Name}
}

// bosses are asked where nobody else can be.
var bosses = []Who{{Role: authz.Owner}, {Role: authz.Admin}}

// turns are who may give a word for a stage of a chain, each once. Where nobody that it names may, owners and admins may.
func (t Team) turns(c Chain, s Stage, orderer id.PersonID) []Turn {
	for _, who := range [][]Who{s.Who, bosses} {
		if out := t.asked(who, c, orderer); len(out) > 0 {
			return out
		}
	}
	return nil
}

// helpers are who may give a word once a stage is late, in the place of those it waits for.
func (t Team) helpers(c Chain, orderer id.PersonID) []Turn {
	if len(c.Escalate) == 0 {
		return t.asked(bosses, c, orderer)
	}
	return t.asked(c.Escalate, c, orderer)
}

func (t Team) asked(who []Who, c Chain, orderer id.PersonID) []Turn {
	may := func(m Member) bool { return c.Own || m.Person != orderer }
	var out []Turn
	for _, m := range t.meant(who) {
		if !may(m) {
			continue
		}
		turn := t.standIn(m, may)
		if at := slices.IndexFunc(out, func(o Turn) bool { return o.Seat == turn.Seat }); at < 0 {
			out = append(out, turn)
		} else if turn.InsteadOf == "" {
			out[at].InsteadOf = "" // it is asked itself as well
		}
	}
	return out
}

// needs are the chains of a request with how far each has come.
type needs struct {
	chains  []Chain
	steps   [][]Step
	orderer id.PersonID
}

func freshSteps(chains []Chain) [][]Step {
	out := make([][]Step, len(chains))
	for i, c := range chains {
		out[i] = make([]Step, len(c.Stages))
	}
	return out
}

// open is the stage of a chain that waits now; false where the chain is through.
func (n needs) open(chain int) (int, bool) {
	at := slices.IndexFunc(n.steps[chain], func(s Step) bool { return !s.Done })
	return at, at >= 0
}

// through tells whether no word is missing.
func (n needs) through() bool {
	for i := range n.chains {
		if _, waits := n.open(i); waits {
			return false
		}
	}
	return true
}

// waiting are who may give a word to a stage now and has not.
func (n needs) waiting(t Team, chain, stage int) []Turn {
	step, c := n.steps[chain][stage], n.chains[chain]
	out := t.turns(c, c.Stages[stage], n.orderer)
	if step.Late {
		for _, h := range t.helpers(c, n.orderer) {
			if !slices.ContainsFunc(out, func(o Turn) bool { return o.Seat == h.Seat }) {
				out = append(out, h)
			}
		}
	}
	return slices.DeleteFunc(out, func(o Turn) bool { return step.said(o.Seat) })
}

func (s Step) said(seat id.SeatID) bool {
	return slices.ContainsFunc(s.Votes, func(v Vote) bool { return v.Seat == seat })
}

// now are all whose turn it is, each once.
func (n needs) now(t Team) []Turn {
	var out []Turn
	for i := range n.chains {
		stage, waits := n.open(i)
		if !waits {
			continue
		}
		for _, turn := range n.waiting(t, i, stage) {
			if !slices.ContainsFunc(out, func(o Turn) bool { return o.Seat == turn.Seat }) {
				out = append(out, turn)
			}
		}
	}
	return out
}

// said tells whether a seat has given its word to any stage.
func (n needs) said(seat id.SeatID) bool {
	for _, steps := range n.steps {
		for _, s := range steps {
			if s.said(seat) {
				return true
			}
		}
	}
	return false
}

// approve gives the word of a seat to every stage that waits for it, also to those that wait only then: whoever is asked in two stages of a chain says yes once. It answers
// whose turn it took; false where it was nobody's.
func (n needs) approve(t Team, seat id.SeatID) (Turn, bool) {
	var by Turn
	some := false
	for i := range n.chains {
		for {
			stage, waits := n.open(i)
			if !waits {
				break
			}
			all := n.waiting(t, i, stage)
			at := slices.IndexFunc(all, func(o Turn) bool { return o.Seat == seat })
			if at < 0 {
				break
			}
			by, some = all[at], true
			step := &n.steps[i][stage]
			step.Votes = append(step.Votes, Vote{by.Seat, by.Person, by.Name})
			step.Done = n.enough(t, i, stage)
			if !step.Done {
				break
			}
		}
	}
	return by, some
}

// enough tells whether a stage has the words it asks for: its quorum, or those of all that can be asked, or that of one who is asked since it is late.
func (n needs) enough(t Team, chain, stage int) bool {
	c, step := n.chains[chain], n.steps[chain][stage]
	asked := t.turns(c, c.Stages[stage], n.orderer)
	left := slices.ContainsFunc(asked, func(o Turn) bool { return !step.said(o.Seat) })
	if !left {
		return true
	}
	if quorum := c.Stages[stage].Quorum; quorum > 0 && len(step.Votes) >= quorum {
		return true
	}
	return step.Late && slices.ContainsFunc(t.helpers(c, n.orderer), func(h Turn) bool { return step.said(h.Seat) })
}

// nobody tells whether a stage that waits, or will, has nobody who may answer it.
func (n needs) nobody(t Team) bool {
	for i, c := range n.chains {
		for j, s := range c.Stages {
			if !n.steps[i][j].Done && len(t.turns(c, s, n.orderer)) == 0 {
				return true
			}
		}
	}
	return false
}

// start gives the stages that wait since now their time.
func (n needs) start(now time.Time) {
	for i, c := range n.chains {
		if stage, waits := n.open(i); waits && n.steps[i][stage].Due.IsZero() {
			n.steps[i][stage].Due = now.Add(c.Within)
		}
	}
}

// due is until when the next of the stages that wait should be answered; zero where none waits, or all are late.
func (n needs) due() time.Time {
	var out time.Time
	for i := range n.chains {
		if stage, waits := n.open(i); waits {
			if s := n.steps[i][stage]; !s.Late && (out.IsZero() || s.Due.Before(out)) {
				out = s.Due
			}
		}
	}
	return out
}

// hurry makes the stages late whose time is over, and answers whether any is since.
func (n needs) hurry(now time.Time) bool {
	some := false
	for i := range n.chains {
		if stage, waits := n.open(i); waits {
			if s := &n.steps[i][stage]; !s.Late && !now.Before(s.Due) {
				s.Late, some = true, true
			}
		}
	}
	return some
}
