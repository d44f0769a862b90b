package approval

import (
	"context"
	"fmt"
	"strings"

	"manifold/internal/platform/mail"
	"manifold/internal/trading/letter"
)

// words are a mail in one language.
type words = letter.Letter

// mail writes to somebody in the language of the company's country.
func (w *work) mail(ctx context.Context, to string, say func(locale string) words) error {
	locale := letter.LocaleOf(w.team.Country)
	return w.s.Mail.Send(ctx, w.tx, message(say(locale), locale, to))
}

func message(l words, locale, to string) mail.Message { return l.Message(locale, to) }

// totals are what is paid, supplier by supplier.
func (s Snapshot) totals() string {
	out := make([]string, len(s.Parts))
	for i, p := range s.Parts {
		out[i] = p.Name + " " + sum(p)
	}
	return strings.Join(out, ", ")
}

// askLetter asks somebody for its word. The secret of its link stands behind the #, which no server and no log gets to see.
func (s *Service) askLetter(locale string, r Request, t Turn, token string) words {
	out := words{
		Button: letter.In(locale, "查看并审批", "Look at it and decide"), Link: s.PublicURL + "/approve#" + token, Quote: r.Note,
		End: letter.In(locale, "此链接只代表您本人，只用一次，7 天内有效。请勿转发。", "This link speaks for you alone, once, and for seven days. Do not forward it."),
	}
	out.Subject = letter.In(locale, r.Name+" 的采购等待您审批", r.Name+"’s purchase waits for your approval")
	out.Line = letter.In(locale, fmt.Sprintf("%s 想要采购：%s。", r.Name, r.Snapshot.totals()), fmt.Sprintf("%s wants to order: %s.", r.Name, r.Snapshot.totals()))
	if t.InsteadOf != "" {
		out.Line += letter.In(locale, fmt.Sprintf("您代替 %s 审批。", t.InsteadOf), fmt.Sprintf(" You stand in for %s.", t.InsteadOf))
	}
	if last := r.Events[len(r.Events)-1]; last.Act == ActReopened || last.Act == ActChanged {
		for _, c := range last.Changes {
			out.Line += letter.In(locale, fmt.Sprintf("%s：%s → %s。", c.Name, c.Was, c.Now), fmt.Sprintf(" %s: %s → %s.", c.Name, c.Was, c.Now))
		}
	}
	return out
}

// endLetter tells who sent it what became of a request.
func (s *Service) endLetter(locale string, r Request) words {
	out := words{Button: letter.In(locale, "查看", "Look at it"), Link: s.PublicURL + "/orders/approvals/" + r.ID.String(), End: letter.In(locale, "您收到本邮件，因为这笔采购由您提交审批。", "You get this mail because you sent this purchase for approval.")}
	switch r.State {
	case Placed:
		out.Subject = letter.In(locale, "您的采购已批准并下单", "Your purchase was approved and ordered")
		out.Line = letter.In(locale, fmt.Sprintf("已下单：%s。", r.Snapshot.totals()), fmt.Sprintf("Ordered: %s.", r.Snapshot.totals()))
	case Refused:
		out.Subject = letter.In(locale, "您的采购未获批准", "Your purchase was refused")
		out.Line = letter.In(locale, fmt.Sprintf("%s。您可以修改后重新提交。", r.Snapshot.totals()), fmt.Sprintf("%s. You can change it and send it again.", r.Snapshot.totals()))
		out.Quote = r.Reason
	default:
		out.Subject = letter.In(locale, "您的采购已批准，但现在无法下单", "Your purchase was approved, but cannot be ordered now")
		out.Line = letter.In(locale, "没有下任何订单。请查看原因，修改后重新提交。", "Nothing was ordered. See what is in the way, change it and send it again.")
	}
	return out
}
