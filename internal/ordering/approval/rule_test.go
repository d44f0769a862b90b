package approval

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/authz"
)

var moment = time.Date(2026, 8, 17, 9, 0, 0, 0, time.UTC)

func currency(code string) money.Currency {
	c, err := money.ParseCurrency(code)
	if err != nil {
		panic(err)
	}
	return c
}

func amount(text string) decimal.Decimal { return decimal.RequireFromString(text) }

var (
	alpha, beta   = id.New[id.Company](moment), id.New[id.Company](moment.Add(time.Second))
	lin, wang     = id.New[id.Person](moment), id.New[id.Person](moment.Add(time.Second))
	linSeat       = id.New[id.Seat](moment)
	wangSeat      = id.New[id.Seat](moment.Add(time.Second))
	zhaoSeat      = id.New[id.Seat](moment.Add(2 * time.Second))
	zhao          = id.New[id.Person](moment.Add(2 * time.Second))
	cny, eur, usd = currency("CNY"), currency("EUR"), currency("USD")
)

// some is a purchase of lin: for 100.00 CNY of cables and 50.00 CNY of tools at alpha with 5.00 of freight, for 20.00 EUR of cables at beta, which is new.
func some() Basket {
	return Basket{
		Person: lin, Seat: linSeat, Roles: []authz.Role{authz.Buyer},
		Parts: []Part{
			{Supplier: alpha, Currency: cny, Freight: 500, Lines: []Line{{Category: "Cables 线缆", Total: 10000}, {Category: "Tools", Total: 5000}}},
			{Supplier: beta, Currency: eur, Lines: []Line{{Category: "cables", Total: 2000}}},
		},
		New: map[id.CompanyID]bool{beta: true}, PerEUR: map[money.Currency]decimal.Decimal{cny: amount("8")},
		Spent: []Spent{{Month, alpha, lin, cny, 100000}, {Month, alpha, wang, cny, 50000}, {Month, beta, wang, eur, 1000}, {Year, alpha, lin, cny, 900000}},
	}
}

func TestWhichPurchasesARuleIsAbout(t *testing.T) {
	t.Parallel()
	above := func(text string, c money.Currency, p Period) *Above { return &Above{amount(text), c, p} }
	for name, sc := range map[string]struct {
		when Condition
		want bool
	}{
		"every one":                            {Condition{}, true},
		"its whole amount, 315 CNY, over it":   {Condition{Above: above("314.99", cny, "")}, true},
		"just its amount is not above":         {Condition{Above: above("315", cny, "")}, false},
		"in another currency":                  {Condition{Above: above("39.37", eur, "")}, true},
		"in a currency without a rate":         {Condition{Above: above("1000000", usd, "")}, true},
		"of a supplier only":                   {Condition{Above: above("155", cny, ""), Suppliers: []id.CompanyID{alpha}}, false},
		"of a supplier, with freight":          {Condition{Above: above("154.99", cny, ""), Suppliers: []id.CompanyID{alpha}}, true},
		"of a supplier that gets nothing":      {Condition{Suppliers: []id.CompanyID{id.NewRandom[id.Company]()}}, false},
		"a new supplier":                       {Condition{NewSupplier: true}, true},
		"a new supplier that is none":          {Condition{NewSupplier: true, Suppliers: []id.CompanyID{alpha}}, false},
		"a category, over suppliers":           {Condition{Above: above("264.99", cny, ""), Categories: []string{"CABLE"}}, true},
		"a category, no more than that":        {Condition{Above: above("265", cny, ""), Categories: []string{"cable"}}, false},
		"a category that nothing is of":        {Condition{Categories: []string{"fruit"}}, false},
		"who orders, by seat":                  {Condition{Seats: []id.SeatID{linSeat}}, true},
		"who does not order":                   {Condition{Seats: []id.SeatID{wangSeat}}, false},
		"who orders, by role":                  {Condition{Seats: []id.SeatID{wangSeat}, Roles: []authz.Role{authz.Buyer}}, true},
		"a budget of the month, all of it":     {Condition{Above: above("1894.99", cny, Month)}, true},
		"a budget of the month that is kept":   {Condition{Above: above("1895", cny, Month)}, false},
		"a budget of a person":                 {Condition{Above: above("1315", cny, Month), Roles: []authz.Role{authz.Buyer}}, false},
		"a budget of a person that is over":    {Condition{Above: above("1314", cny, Month), Roles: []authz.Role{authz.Buyer}}, true},
		"a budget at a supplier":               {Condition{Above: above("1654", cny, Month), Suppliers: []id.CompanyID{alpha}}, true},
		"a budget of the year":                 {Condition{Above: above("9315", cny, Year)}, false},
		"a budget of the year that is over":    {Condition{Above: above("9314", cny, Year)}, true},
		"a budget at a supplier without order": {Condition{Above: above("1", cny, Month), Suppliers: []id.CompanyID{id.NewRandom[id.Company]()}}, false},
	} {
		r := Rule{Active: true, When: sc.when}
		if got := r.applies(some()); got != sc.want {
			t.Errorf("%s: %t", name, got)
		}
		if r.Active = false; r.applies(some()) {
			t.Errorf("%s: a rule at rest applies", name)
		}
	}
}

func TestPeriodsBegin(t *testing.T) {
	t.Parallel()
	for p, want := range map[Period]string{Month: "2026-08-01", Quarter: "2026-07-01", Year: "2026-01-01"} {
		if got := p.since(moment).Format(time.DateOnly); got != want {
			t.Errorf("%s began on %s, want %s", p, got, want)
		}
	}
}

func drawRule(t *rapid.T) Rule {
	r := Rule{ID: id.NewRandom[id.ApprovalRule](), Active: rapid.Bool().Draw(t, "active"), Stages: []Stage{{[]Who{{Role: authz.Approver}}, 1}}}
	if rapid.Bool().Draw(t, "amount") {
		r.When.Above = &Above{decimal.NewFromInt(int64(rapid.IntRange(0, 400).Draw(t, "above"))), rapid.SampledFrom([]money.Currency{cny, eur, usd}).Draw(t, "currency"), rapid.SampledFrom([]Period{"", Month, Year}).Draw(t, "period")}
	}
	if rapid.Bool().Draw(t, "supplier") {
		r.When.Suppliers = []id.CompanyID{rapid.SampledFrom([]id.CompanyID{alpha, beta}).Draw(t, "which")}
	}
	r.When.NewSupplier = rapid.Bool().Draw(t, "new")
	if rapid.Bool().Draw(t, "category") {
		r.When.Categories = []string{rapid.SampledFrom([]string{"cables", "tools", "fruit"}).Draw(t, "word")}
	}
	return r
}

func drawBasket(t *rapid.T) Basket {
	b := some()
	b.Parts = nil
	for _, s := range []id.CompanyID{alpha, beta} {
		p := Part{Supplier: s, Currency: rapid.SampledFrom([]money.Currency{cny, eur}).Draw(t, "of"), Freight: rapid.Int64Range(0, 2000).Draw(t, "freight")}
		for range rapid.IntRange(0, 3).Draw(t, "lines") {
			p.Lines = append(p.Lines, drawLine(t))
		}
		if len(p.Lines) > 0 {
			b.Parts = append(b.Parts, p)
		}
	}
	return b
}

func drawLine(t *rapid.T) Line {
	return Line{Category: rapid.SampledFrom([]string{"Cables", "Tools"}).Draw(t, "category of"), Total: rapid.Int64Range(0, 20000).Draw(t, "total")}
}

func idsOf(chains []Chain) []id.ApprovalRuleID {
	out := make([]id.ApprovalRuleID, len(chains))
	for i, c := range chains {
		out[i] = c.Rule
	}
	return out
}

func TestARuleMoreTakesNothingAwayAndOrderIsNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(rapid.Custom(drawRule), 0, 6).Draw(t, "rules")
		b := drawBasket(t)
		before := idsOf(evaluate(rules, b))
		mixed := rapid.Permutation(rules).Draw(t, "mixed")
		if after := idsOf(evaluate(mixed, b)); !slices.Equal(before, after) {
			t.Fatalf("in another order %v asks for %v", before, after)
		}
		more := idsOf(evaluate(append(mixed, drawRule(t)), b))
		for _, r := range before {
			if !slices.Contains(more, r) {
				t.Fatalf("a rule more takes %v away", r)
			}
		}
	})
}

func TestMoreInTheBasketNeverAsksForLess(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(rapid.Custom(drawRule), 1, 6).Draw(t, "rules")
		b := drawBasket(t)
		if len(b.Parts) == 0 {
			return
		}
		before := idsOf(evaluate(rules, b))
		p := &b.Parts[rapid.IntRange(0, len(b.Parts)-1).Draw(t, "part")]
		if rapid.Bool().Draw(t, "a line more") {
			p.Lines = append(p.Lines, drawLine(t))
		} else {
			p.Lines[rapid.IntRange(0, len(p.Lines)-1).Draw(t, "line")].Total += rapid.Int64Range(0, 50000).Draw(t, "dearer")
		}
		after := idsOf(evaluate(rules, b))
		for _, r := range before {
			if !slices.Contains(after, r) {
				t.Fatalf("with more in the basket %v is not asked any more", r)
			}
		}
	})
}

// staff are lin, who buys, wang and zhao, who approve, and a boss.
func staff(away ...Absence) Team {
	return Team{At: moment, Away: away, Members: []Member{
		{Seat: linSeat, Person: lin, Name: "lin", Roles: []authz.Role{authz.Buyer, authz.Approver}}, {Seat: wangSeat, Person: wang, Name: "wang", Roles: []authz.Role{authz.Approver}},
		{Seat: zhaoSeat, Person: zhao, Name: "zhao", Roles: []authz.Role{authz.Approver}}, {Seat: bossSeat, Person: id.NewRandom[id.Person](), Name: "boss", Roles: []authz.Role{authz.Owner}},
	}}
}

var bossSeat = id.NewRandom[id.Seat]()

func of(chains ...Chain) needs { return needs{chains, freshSteps(chains), lin} }

func namesOf(turns []Turn) (out []string) {
	for _, t := range turns {
		name := t.Name
		if t.InsteadOf != "" {
			name += " for " + t.InsteadOf
		}
		out = append(out, name)
	}
	return out
}

func TestWhoseTurnItIs(t *testing.T) {
	t.Parallel()
	approvers := []Who{{Role: authz.Approver}}
	away := func(seat, in id.SeatID) Absence {
		return Absence{seat, in, moment.Add(-time.Hour), moment.Add(time.Hour)}
	}
	for name, sc := range map[string]struct {
		chain Chain
		team  Team
		want  []string
	}{
		"a role, without who orders":                 {Chain{Stages: []Stage{{approvers, 1}}}, staff(), []string{"wang", "zhao"}},
		"who orders too, where the rule says so":     {Chain{Own: true, Stages: []Stage{{approvers, 1}}}, staff(), []string{"lin", "wang", "zhao"}},
		"a seat":                                     {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}}, staff(), []string{"zhao"}},
		"only who orders: bosses":                    {Chain{Stages: []Stage{{[]Who{{Seat: linSeat}}, 1}}}, staff(), []string{"boss"}},
		"somebody who left: bosses":                  {Chain{Stages: []Stage{{[]Who{{Seat: id.NewRandom[id.Seat]()}}, 1}}}, staff(), []string{"boss"}},
		"away, and somebody stands in":               {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}}, staff(away(zhaoSeat, wangSeat)), []string{"wang for zhao"}},
		"who stands in is asked already":             {Chain{Stages: []Stage{{approvers, 0}}}, staff(away(zhaoSeat, wangSeat)), []string{"wang"}},
		"nobody stands in for what it orders itself": {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}}, staff(away(zhaoSeat, linSeat)), []string{"zhao"}},
		"who stands in is away too":                  {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}}, staff(away(zhaoSeat, wangSeat), away(wangSeat, bossSeat)), []string{"boss for zhao"}},
		"two who stand in for each other":            {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}}, staff(away(zhaoSeat, wangSeat), away(wangSeat, zhaoSeat)), []string{"zhao"}},
		"an absence that is over":                    {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}}, staff(Absence{zhaoSeat, wangSeat, moment.Add(-time.Hour), moment}), []string{"zhao"}},
		"only the first stage waits":                 {Chain{Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}, {[]Who{{Seat: wangSeat}}, 1}}}, staff(), []string{"zhao"}},
	} {
		if got := namesOf(of(sc.chain).now(sc.team)); !slices.Equal(got, sc.want) {
			t.Errorf("%s: %v, want %v", name, got, sc.want)
		}
	}
}

func TestWhenItIsEnough(t *testing.T) {
	t.Parallel()
	approvers := []Who{{Role: authz.Approver}}
	for name, sc := range map[string]struct {
		n       needs
		say     []id.SeatID
		through bool
	}{
		"one of them":                        {of(Chain{Stages: []Stage{{approvers, 1}}}), []id.SeatID{wangSeat}, true},
		"two of them, one said":              {of(Chain{Stages: []Stage{{approvers, 2}}}), []id.SeatID{wangSeat}, false},
		"two of them":                        {of(Chain{Stages: []Stage{{approvers, 2}}}), []id.SeatID{wangSeat, zhaoSeat}, true},
		"more than there are: all of them":   {of(Chain{Stages: []Stage{{approvers, 9}}}), []id.SeatID{wangSeat, zhaoSeat}, true},
		"all, one said":                      {of(Chain{Stages: []Stage{{approvers, 0}}}), []id.SeatID{wangSeat}, false},
		"all":                                {of(Chain{Stages: []Stage{{approvers, 0}}}), []id.SeatID{zhaoSeat, wangSeat}, true},
		"the same twice is one":              {of(Chain{Stages: []Stage{{approvers, 2}}}), []id.SeatID{wangSeat, wangSeat}, false},
		"who is not asked":                   {of(Chain{Stages: []Stage{{approvers, 1}}}), []id.SeatID{bossSeat, linSeat}, false},
		"a stage after a stage":              {of(Chain{Stages: []Stage{{[]Who{{Seat: wangSeat}}, 1}, {[]Who{{Seat: zhaoSeat}}, 1}}}), []id.SeatID{zhaoSeat, wangSeat}, false},
		"stages in order":                    {of(Chain{Stages: []Stage{{[]Who{{Seat: wangSeat}}, 1}, {[]Who{{Seat: zhaoSeat}}, 1}}}), []id.SeatID{wangSeat, zhaoSeat}, true},
		"one word for two stages of oneself": {of(Chain{Stages: []Stage{{approvers, 1}, {[]Who{{Seat: wangSeat}}, 1}}}), []id.SeatID{wangSeat}, true},
		"two rules, one word for both":       {of(Chain{Stages: []Stage{{approvers, 1}}}, Chain{Stages: []Stage{{[]Who{{Seat: wangSeat}}, 1}}}), []id.SeatID{wangSeat}, true},
		"two rules, one is left":             {of(Chain{Stages: []Stage{{approvers, 1}}}, Chain{Stages: []Stage{{[]Who{{Seat: bossSeat}}, 1}}}), []id.SeatID{wangSeat}, false},
	} {
		for _, seat := range sc.say {
			sc.n.approve(staff(), seat)
		}
		if got := sc.n.through(); got != sc.through {
			t.Errorf("%s: through is %t", name, got)
		}
	}
}

func TestWhatIsLateIsAskedOfOthersToo(t *testing.T) {
	t.Parallel()
	n := of(Chain{Within: time.Hour, Stages: []Stage{{[]Who{{Seat: wangSeat}, {Seat: zhaoSeat}}, 0}}}, Chain{Within: 3 * time.Hour, Stages: []Stage{{[]Who{{Seat: zhaoSeat}}, 1}}})
	n.start(moment)
	if due := n.due(); !due.Equal(moment.Add(time.Hour)) {
		t.Fatalf("due %s", due)
	}
	if n.hurry(moment.Add(59 * time.Minute)) {
		t.Fatal("late before its time")
	}
	if !n.hurry(moment.Add(time.Hour)) || n.hurry(moment.Add(time.Hour)) {
		t.Fatal("late once")
	}
	if got := namesOf(n.now(staff())); !slices.Equal(got, []string{"wang", "zhao", "boss"}) || !n.due().Equal(moment.Add(3*time.Hour)) {
		t.Fatalf("asked are %v, due %s", got, n.due())
	}
	n.approve(staff(), bossSeat)
	if !n.steps[0][0].Done || n.through() {
		t.Errorf("the word of one who is asked since it is late is enough for that stage alone: %+v", n.steps)
	}
	n.approve(staff(), zhaoSeat)
	if !n.through() {
		t.Error("not through")
	}
}
