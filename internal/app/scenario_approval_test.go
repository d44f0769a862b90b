package app_test

import (
	"testing"

	"manifold/internal/kernel/id"
)

// Approvals over HTTP: what each route answers, refuses and leaves in events and the audit trail. Purchases that wait are in approval's own tests.
func TestScenariosOfApprovals(t *testing.T) {
	s := newStage(t)
	const company, staff = "/api/companies/{company}", "/api/companies/{staff}"
	approval, rule, seat := id.NewRandom[id.Approval]().String(), id.NewRandom[id.ApprovalRule]().String(), id.NewRandom[id.Seat]().String()
	draft := func(more object) object {
		out := object{"name": "Large", "when": object{"above": object{"amount": "100", "currency": "CNY"}}, "stages": []object{{"who": []object{{"role": "owner"}}, "quorum": 1}}, "within_hours": 24}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	purchase := object{"lines": []object{{"supplier": id.NewRandom[id.Company]().String(), "item": id.NewRandom[id.Item]().String(), "quantity": "1", "price": object{"amount": "1", "currency": "CNY"}}}}
	for _, sc := range []scenario{
		{name: "no rules", as: "operator", method: "GET", path: staff + "/approval-rules", status: 200, text: `"items":[]`},
		{name: "rules of a supplier", as: "owner", method: "GET", path: company + "/approval-rules", status: 403, code: "hub.forbidden"},
		{name: "a rule", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(nil), status: 201, deeds: 1, text: `"version":1`},
		{name: "a rule without a name", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(object{"name": " "}), status: 422, code: "hub.invalid", fields: []string{"/name required"}},
		{name: "a rule that asks nobody", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(object{"stages": []object{{"who": []object{{}}, "quorum": 1}}}), status: 422, code: "hub.invalid", fields: []string{"/stages/0/who/0 required"}},
		{name: "a rule that asks somebody else's", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(object{"stages": []object{{"who": []object{{"seat": seat}}, "quorum": 1}}}), status: 404, code: "hub.not_found"},
		{name: "a rule above no amount", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(object{"when": object{"above": object{"amount": "much", "currency": "CNY"}}}), status: 422, code: "hub.invalid", fields: []string{"/when/above/amount wrong_form"}},
		{name: "a rule in no currency", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(object{"when": object{"above": object{"amount": "1", "currency": "XXQ"}}}), status: 422, code: "hub.invalid", fields: []string{"/when/above/currency wrong_form"}},
		{name: "a budget of categories", as: "operator", method: "POST", path: staff + "/approval-rules", body: draft(object{"when": object{"categories": []string{"a"}, "above": object{"amount": "1", "currency": "CNY", "period": "month"}}}), status: 422, code: "hub.invalid", fields: []string{"/when/categories not_together"}},
		{name: "a rule that is not there", as: "operator", method: "PUT", path: staff + "/approval-rules/" + rule, body: draft(nil), status: 404, code: "hub.not_found"},
		{name: "a rule that is not there, taken away", as: "operator", method: "DELETE", path: staff + "/approval-rules/" + rule, status: 404, code: "hub.not_found"},
		{name: "nobody away", as: "operator", method: "GET", path: staff + "/approval-absences", status: 200, text: `"items":[]`},
		{name: "somebody else's away", as: "operator", method: "PUT", path: staff + "/approval-absences/" + seat, body: object{"stand_in": id.NewRandom[id.Seat]().String(), "from": "2026-08-17T00:00:00Z", "until": "2026-08-18T00:00:00Z"}, status: 404, code: "hub.not_found"},
		{name: "away until before", as: "operator", method: "PUT", path: staff + "/approval-absences/" + seat, body: object{"stand_in": id.NewRandom[id.Seat]().String(), "from": "2026-08-17T00:00:00Z", "until": "2026-08-16T00:00:00Z"}, status: 422, code: "hub.invalid", fields: []string{"/until out_of_range"}},
		{name: "one's own stand-in", as: "operator", method: "PUT", path: staff + "/approval-absences/" + seat, body: object{"stand_in": seat, "from": "2026-08-17T00:00:00Z", "until": "2026-08-18T00:00:00Z"}, status: 422, code: "hub.invalid", fields: []string{"/stand_in not_one_of"}},
		{name: "what nobody offers, simulated", as: "operator", method: "POST", path: staff + "/approvals/simulation", body: purchase, status: 200, text: `"needed":false`},
		{name: "what nobody offers, sent", as: "operator", method: "POST", path: staff + "/approvals", body: object{"purchase": purchase}, status: 409, code: "ordering.not_orderable", fields: []string{"/lines/0 not_offered"}},
		{name: "nothing waits", as: "operator", method: "GET", path: staff + "/approvals?view=turn", status: 200, text: `"items":[]`},
		{name: "one that is not there", as: "operator", method: "GET", path: staff + "/approvals/" + approval, status: 404, code: "hub.not_found"},
		{name: "a word on one that is not there", as: "operator", method: "POST", path: staff + "/approvals/" + approval + "/decision", body: object{"edition": 1, "verdict": "approve"}, status: 404, code: "hub.not_found"},
		{name: "no without a reason", as: "operator", method: "POST", path: staff + "/approvals/" + approval + "/decision", body: object{"edition": 1, "verdict": "refuse"}, status: 422, code: "hub.invalid", fields: []string{"/reason required"}},
		{name: "several that are not there", as: "operator", method: "POST", path: staff + "/approvals/decisions", body: object{"approvals": []object{{"approval": approval, "edition": 1}}}, status: 200, text: `"hub.not_found"`},
		{name: "less of one that is not there", as: "operator", method: "POST", path: staff + "/approvals/" + approval + "/lines", body: object{"edition": 1, "lines": []object{{"index": 0, "quantity": "1"}}}, status: 404, code: "hub.not_found"},
		{name: "one that is not there, taken back", as: "operator", method: "POST", path: staff + "/approvals/" + approval + "/withdrawal", status: 404, code: "hub.not_found"},
		{name: "a link of nothing", method: "POST", path: "/api/approval-links/look", body: object{"token": "nothing"}, headers: []string{"X-Hub-Request", "1"}, status: 404, code: "approval.link_over"},
		{name: "a word by a link of nothing", method: "POST", path: "/api/approval-links/decision", body: object{"token": "nothing", "verdict": "approve"}, headers: []string{"X-Hub-Request", "1"}, status: 404, code: "approval.link_over"},
	} {
		t.Run(sc.name, func(t *testing.T) { s.play(t, sc) })
	}
}
