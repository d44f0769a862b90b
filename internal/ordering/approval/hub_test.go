package approval_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

func TestAPurchaseWaitsAndIsPlacedByTheLastWord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(1), object{"who": []object{{"role": "owner"}}, "quorum": 1})
	body := lines(o.line("B", "3", "100"))

	var simulated needed
	do(t, o.lin, http.MethodPost, "/approvals/simulation", body, 200).Into(t, &simulated)
	if !simulated.Needed || simulated.Nobody || len(simulated.Chains) != 1 || len(simulated.Chains[0].Steps) != 2 || len(simulated.Chains[0].Steps[0].People) != 2 {
		t.Fatalf("simulated %+v", simulated)
	}
	refused(t, o.lin.Do(t, http.MethodPost, o.lin.Path("/purchases"), body), "approval.needed")
	refused(t, o.lin.Do(t, http.MethodPost, o.lin.Path("/approvals"), object{"purchase": lines(o.line("B", "2", "100"))}), "approval.not_needed")
	do(t, o.lin, http.MethodPost, "/purchases", lines(o.line("B", "2", "100")), 201)

	a := o.send(t, body)
	if a.Summary.State != "waiting" || !a.Mine || a.Summary.MyTurn || !slices.Equal(a.Summary.WaitsFor, []string{"Wang", "Zhao"}) || a.Summary.Totals[0].Amount != "300.00" || a.Summary.Due == "" {
		t.Fatalf("sent %+v", a)
	}
	if n := o.orders(t); n != 1 || o.free(t, "B") != "48" {
		t.Fatalf("while it waits the supplier has %d orders, and %s lie free", n, o.free(t, "B"))
	}
	refused(t, o.lin.Do(t, http.MethodPost, o.lin.Path("/approvals/"+a.Summary.ID+"/decision"), object{"edition": 1, "verdict": "approve"}), "approval.not_yours")
	a = say(t, o.wang, a, "approve")
	if a.Summary.State != "waiting" || len(a.Summary.WaitsFor) != 1 || o.orders(t) != 1 {
		t.Fatalf("after the first stage %+v", a)
	}
	if again := say(t, o.wang, a, "approve"); len(again.Events) != len(a.Events) {
		t.Errorf("the same word twice: %+v", again.Events)
	}
	a = say(t, o.boss, a, "approve")
	if a.Summary.State != "placed" || a.Summary.Purchase == "" || o.orders(t) != 2 || o.free(t, "B") != "45" {
		t.Fatalf("after the last word %+v", a)
	}
	if again := say(t, o.boss, a, "approve"); again.Summary.Purchase != a.Summary.Purchase || o.orders(t) != 2 {
		t.Errorf("pressed twice: %+v", again)
	}
	var purchase struct{ Person string }
	do(t, o.lin, http.MethodGet, "/purchases/"+a.Summary.Purchase, nil, 200).Into(t, &purchase)
	var found struct{ Items []summary }
	do(t, o.lin, http.MethodGet, "/approvals?purchase="+a.Summary.Purchase, nil, 200).Into(t, &found)
	if purchase.Person != "Lin" || len(found.Items) != 1 || found.Items[0].ID != a.Summary.ID {
		t.Errorf("the purchase is of %s, found by it %+v", purchase.Person, found)
	}
	if mails := o.hub.Mails(t, o.lin.Person.Email, 1); !strings.Contains(mails[0].Subject, "approved and ordered") {
		t.Errorf("lin is told %+v", mails)
	}
}

func TestRefusedWithdrawnAndListed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(1))
	a := o.send(t, lines(o.line("B", "3", "100")))
	o.hub.Clock.Advance(time.Second)
	b := o.send(t, lines(o.line("B", "4", "100")))
	var turn struct{ Items []summary }
	do(t, o.zhao, http.MethodGet, "/approvals?view=turn", nil, 200).Into(t, &turn)
	if len(turn.Items) != 2 || !turn.Items[0].MyTurn || turn.Items[0].ID != b.Summary.ID {
		t.Fatalf("waits for zhao: %+v", turn)
	}
	do(t, o.boss, http.MethodGet, "/approvals?view=turn", nil, 200).Into(t, &turn)
	if len(turn.Items) != 0 {
		t.Fatalf("waits for the boss: %+v", turn)
	}
	if got := o.zhao.Do(t, http.MethodPost, o.zhao.Path("/approvals/"+a.Summary.ID+"/decision"), object{"edition": 1, "verdict": "refuse"}); got.Status != 422 {
		t.Errorf("no without a reason: %d", got.Status)
	}
	a = say(t, o.zhao, a, "refuse")
	if a.Summary.State != "refused" || a.Reason != "Too much." {
		t.Fatalf("refused %+v", a)
	}
	refused(t, o.wang.Do(t, http.MethodPost, o.wang.Path("/approvals/"+a.Summary.ID+"/decision"), object{"edition": 1, "verdict": "approve"}), "approval.settled")
	refused(t, o.wang.Do(t, http.MethodPost, o.wang.Path("/approvals/"+b.Summary.ID+"/withdrawal"), nil), "approval.not_yours")
	do(t, o.lin, http.MethodPost, "/approvals/"+b.Summary.ID+"/withdrawal", nil, 200).Into(t, &b)
	if b.Summary.State != "withdrawn" || o.orders(t) != 0 {
		t.Errorf("withdrawn %+v", b)
	}
	var outcome struct{ Items []struct{ Outcome string } }
	c := o.send(t, lines(o.line("B", "5", "100")))
	do(t, o.wang, http.MethodPost, "/approvals/decisions", object{"approvals": []object{{"approval": b.Summary.ID, "edition": 1}, {"approval": c.Summary.ID, "edition": 1}}}, 200).Into(t, &outcome)
	if len(outcome.Items) != 2 || outcome.Items[0].Outcome != "approval.settled" || outcome.Items[1].Outcome != "placed" {
		t.Errorf("in bulk: %+v", outcome)
	}
}

func TestWorsePricesAskAgainAndBetterDoNot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(1))
	better, worse, gone := o.send(t, lines(o.line("B", "3", "100"))), o.send(t, lines(o.line("A", "30", "10"))), o.send(t, lines(o.line("B", "40", "100")))
	o.price(t, "B", "90")
	if better = say(t, o.wang, better, "approve"); better.Summary.State != "placed" {
		t.Fatalf("cheaper: %+v", better)
	}
	var placed struct{ Orders []struct{ Total string } }
	do(t, o.lin, http.MethodGet, "/purchases/"+better.Summary.Purchase, nil, 200).Into(t, &placed)
	if placed.Orders[0].Total != "270.00" {
		t.Errorf("placed at %+v", placed)
	}
	o.price(t, "A", "12")
	now := say(t, o.wang, worse, "approve")
	last := now.Events[len(now.Events)-1]
	if now.Summary.State != "waiting" || now.Summary.Edition != 2 || last.Act != "reopened" || len(last.Changes) != 2 || last.Changes[0].Was != "10.00 CNY" || last.Changes[0].Now != "12.00 CNY" || now.Parts[0].Total != "360.00" {
		t.Fatalf("dearer: %+v", now)
	}
	refused(t, o.wang.Do(t, http.MethodPost, o.wang.Path("/approvals/"+worse.Summary.ID+"/decision"), object{"edition": 1, "verdict": "approve"}), "approval.changed")
	if now = say(t, o.zhao, now, "approve"); now.Summary.State != "placed" || o.orders(t) != 2 {
		t.Fatalf("asked again: %+v", now)
	}
	do(t, o.seller, http.MethodPut, "/stock", object{"lines": []object{{"sku": "B", "on_hand": "5"}}}, 200)
	gone = say(t, o.wang, gone, "approve")
	if last := gone.Events[len(gone.Events)-1]; gone.Summary.State != "returned" || last.Act != "returned" || last.Changes[0].Name != "short" || last.Changes[0].Was != "Item B" {
		t.Errorf("what is gone: %+v", gone)
	}
}

func TestAnApproverOrdersLess(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(2))
	a := o.send(t, lines(o.line("B", "3", "100"), o.line("A", "20", "10")))
	a = say(t, o.zhao, a, "approve")
	less := func(s apptest.Someone, index int, quantity string) apptest.Answer {
		return s.Do(t, http.MethodPost, s.Path("/approvals/"+a.Summary.ID+"/lines"), object{"edition": a.Summary.Edition, "lines": []object{{"index": index, "quantity": quantity}}})
	}
	refused(t, less(o.wang, 0, "4"), "approval.not_less")
	refused(t, less(o.lin, 0, "2"), "approval.not_yours")
	o.price(t, "B", "400")
	refused(t, less(o.wang, 0, "2"), "approval.not_less")
	o.price(t, "B", "100")
	less(o.wang, 0, "2").Into(t, &a)
	if a.Summary.Edition != 2 || a.Parts[0].Total != "400.00" || a.Parts[0].Lines[0].Quantity != "2" {
		t.Fatalf("less: %+v", a)
	}
	less(o.wang, 1, "0").Into(t, &a)
	if a.Summary.Edition != 3 || len(a.Parts[0].Lines) != 1 {
		t.Fatalf("without a line: %+v", a)
	}
	if a = say(t, o.wang, a, "approve"); a.Summary.State != "placed" {
		t.Errorf("words that were given stay: %+v", a)
	}
}

func TestTwoApproversAtTheSameMomentPlaceOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(1))
	for range 4 {
		a := o.send(t, lines(o.line("A", "5", "10"), o.line("B", "2", "100")))
		before := o.orders(t)
		var all sync.WaitGroup
		codes := make([]string, 6)
		for i := range codes {
			who := []apptest.Someone{o.wang, o.zhao}[i%2]
			all.Go(func() {
				got := who.Do(t, http.MethodPost, who.Path("/approvals/"+a.Summary.ID+"/decision"), object{"edition": 1, "verdict": "approve"})
				codes[i] = got.Code()
				if got.Status == 200 {
					codes[i] = "yes"
				}
			})
		}
		all.Wait()
		if slices.ContainsFunc(codes, func(c string) bool { return c != "yes" && c != "approval.settled" }) || !slices.Contains(codes, "yes") {
			t.Errorf("answers: %v", codes)
		}
		if n := o.orders(t); n != before+1 {
			t.Fatalf("%d orders were placed", n-before)
		}
	}
}

func TestAwayStandInAndLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var seats struct {
		Items []struct{ ID, Name string }
	}
	do(t, o.boss, http.MethodGet, "/seats", nil, 200).Into(t, &seats)
	seat := map[string]string{}
	for _, s := range seats.Items {
		seat[s.Name] = s.ID
	}
	o.rule(t, object{"who": []object{{"seat": seat["Zhao"]}}, "quorum": 1})
	now := o.hub.Clock.Now()
	away := object{"stand_in": seat["Wang"], "from": now.Add(-time.Hour), "until": now.Add(48 * time.Hour)}
	refused(t, o.wang.Do(t, http.MethodPut, o.wang.Path("/approval-absences/"+seat["Zhao"]), away), "hub.forbidden")
	do(t, o.zhao, http.MethodPut, "/approval-absences/"+seat["Zhao"], away, 204)
	a := o.send(t, lines(o.line("B", "3", "100")))
	if !slices.Equal(a.Summary.WaitsFor, []string{"Wang"}) {
		t.Fatalf("waits for %v", a.Summary.WaitsFor)
	}
	if a = say(t, o.wang, a, "approve"); a.Summary.State != "placed" || a.Events[1].InsteadOf != "Zhao" {
		t.Fatalf("said instead: %+v", a)
	}
	do(t, o.boss, http.MethodDelete, "/approval-absences/"+seat["Zhao"], nil, 204)

	a = o.send(t, lines(o.line("B", "3", "100")))
	approvalID, err := id.Parse[id.Approval](a.Summary.ID)
	if err != nil {
		t.Fatal(err)
	}
	due, err := time.Parse(time.RFC3339Nano, a.Summary.Due)
	if err != nil {
		t.Fatal(err)
	}
	worker := tenants.Worker(o.lin.Company.ID, id.New[id.Job](now))
	if err := o.hub.Approvals.Escalate(t.Context(), worker, approvalID, due.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := o.hub.Approvals.Escalate(t.Context(), worker, approvalID, due); err != nil {
		t.Fatal(err)
	}
	do(t, o.boss, http.MethodGet, "/approvals/"+a.Summary.ID, nil, 200).Into(t, &a)
	if !a.Summary.MyTurn || len(a.Summary.WaitsFor) != 2 || len(a.Events) != 2 || a.Events[1].Act != "escalated" {
		t.Fatalf("late: %+v", a)
	}
	if a = say(t, o.boss, a, "approve"); a.Summary.State != "placed" {
		t.Errorf("the word of one who is asked since it is late: %+v", a)
	}
}

func TestTheLinkOfAMailTakesOneWordOfOnePersonForOneEdition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(1))
	token := func(s apptest.Someone, n int) string {
		mails := o.hub.Mails(t, s.Person.Email, n)
		return mails[0].Token()
	}
	public := func(bearer, path string, body object) apptest.Answer {
		return o.hub.Do(t, bearer, http.MethodPost, "/api/approval-links/"+path, body, "X-Hub-Request", "1")
	}
	a := o.send(t, lines(o.line("A", "30", "10")))
	wangs, zhaos := token(o.wang, 1), token(o.zhao, 1)
	var seen struct {
		Name, Company string
		Approval      approval
	}
	good := func(got apptest.Answer) {
		t.Helper()
		if got.Status != 200 {
			t.Fatalf("the link answered %d %s", got.Status, got.Body)
		}
		got.Into(t, &seen)
	}
	good(public("", "look", object{"token": wangs}))
	if seen.Name != "Wang" || seen.Company != "Corner Shop" || seen.Approval.Summary.ID != a.Summary.ID || o.orders(t) != 0 {
		t.Fatalf("looked at %+v", seen)
	}
	refused(t, public("", "look", object{"token": wangs + "x"}), "approval.link_over")
	refused(t, public(o.zhao.Token, "look", object{"token": wangs}), "approval.link_not_yours")
	refused(t, public(o.zhao.Token, "decision", object{"token": wangs, "verdict": "approve"}), "approval.link_not_yours")

	// Dearer meanwhile: the link did its work for the old edition, and new ones are mailed for the new one.
	o.price(t, "A", "11")
	good(public("", "decision", object{"token": wangs, "verdict": "approve"}))
	if seen.Approval.Summary.State != "waiting" || seen.Approval.Summary.Edition != 2 || !seen.Approval.Events[1].ByMail {
		t.Fatalf("dearer: %+v", seen)
	}
	refused(t, public("", "decision", object{"token": wangs, "verdict": "approve"}), "approval.link_over")
	refused(t, public("", "look", object{"token": zhaos}), "approval.link_over")
	refused(t, public("", "decision", object{"token": zhaos, "verdict": "approve"}), "approval.link_over")
	zhaos = token(o.zhao, 2)
	good(public("", "look", object{"token": zhaos}))

	b := o.send(t, lines(o.line("B", "3", "100")))
	wangs, zhaos = token(o.wang, 3), token(o.zhao, 3)
	good(public(o.wang.Token, "decision", object{"token": wangs, "verdict": "refuse", "reason": "No."}))
	if seen.Approval.Summary.ID != b.Summary.ID || seen.Approval.Summary.State != "refused" || o.orders(t) != 0 {
		t.Fatalf("refused by mail: %+v", seen)
	}
	refused(t, public("", "decision", object{"token": zhaos, "verdict": "approve"}), "approval.link_over")

	// Who left the company takes the links along.
	o.send(t, lines(o.line("B", "4", "100")))
	zhaos, wangs = token(o.zhao, 4), token(o.wang, 4)
	var seats struct {
		Items []struct{ ID, Name string }
	}
	do(t, o.boss, http.MethodGet, "/seats", nil, 200).Into(t, &seats)
	for _, s := range seats.Items {
		if s.Name == "Zhao" {
			do(t, o.boss, http.MethodDelete, "/seats/"+s.ID, nil, 204)
		}
	}
	refused(t, public("", "look", object{"token": zhaos}), "approval.link_over")

	good(public("", "look", object{"token": wangs}))
	o.hub.Clock.Advance(8 * 24 * time.Hour)
	refused(t, public("", "look", object{"token": wangs}), "approval.link_over")
}

func TestAnotherCompanySeesNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.rule(t, approvers(1))
	a := o.send(t, lines(o.line("B", "3", "100")))
	other := o.hub.Company(t, "Rival", "buyer")
	var rules, all struct{ Items []summary }
	do(t, other, http.MethodGet, "/approval-rules", nil, 200).Into(t, &rules)
	do(t, other, http.MethodGet, "/approvals", nil, 200).Into(t, &all)
	if len(rules.Items)+len(all.Items) != 0 {
		t.Errorf("the rival sees %+v %+v", rules, all)
	}
	do(t, other, http.MethodGet, "/approvals/"+a.Summary.ID, nil, 404)
	do(t, other, http.MethodPost, "/approvals/"+a.Summary.ID+"/decision", object{"edition": 1, "verdict": "approve"}, 404)
	do(t, o.seller, http.MethodGet, "/approvals/"+a.Summary.ID, nil, 403)
}

func TestRulesAreKeptAndChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	rule := o.rule(t, approvers(1))
	draft := object{"name": "All", "active": true, "when": object{"suppliers": []string{o.seller.Company.ID.String()}, "new_supplier": true, "roles": []string{"buyer"}}, "stages": []object{approvers(0)}, "within_hours": 8, "own": true, "escalate": []object{{"role": "owner"}}}
	refused(t, o.lin.Do(t, http.MethodPut, o.lin.Path("/approval-rules/"+rule), draft), "hub.forbidden")
	do(t, o.boss, http.MethodPut, "/approval-rules/"+rule, draft, 200, "If-Match", `"1"`)
	do(t, o.boss, http.MethodPut, "/approval-rules/"+rule, draft, 412, "If-Match", `"1"`)
	var listed struct {
		Items []struct {
			Name    string
			Version int64
			Own     bool
			When    struct{ Suppliers []string }
		}
		Suppliers []struct{ Name string }
	}
	do(t, o.lin, http.MethodGet, "/approval-rules", nil, 200).Into(t, &listed)
	if len(listed.Items) != 1 || listed.Items[0].Version != 2 || !listed.Items[0].Own || listed.Items[0].When.Suppliers[0] != o.seller.Company.ID.String() || len(listed.Suppliers) != 1 || listed.Suppliers[0].Name != "Alpha" {
		t.Fatalf("listed %+v", listed)
	}
	do(t, o.boss, http.MethodDelete, "/approval-rules/"+rule, nil, 204)
	do(t, o.boss, http.MethodDelete, "/approval-rules/"+rule, nil, 404)
	do(t, o.lin, http.MethodPost, "/purchases", lines(o.line("B", "3", "100")), 201)
	refused(t, o.lin.Do(t, http.MethodPost, o.lin.Path("/approvals"), object{"purchase": lines(o.line("B", "3", "100"))}), "approval.not_needed")
}
