package ordering

import (
	"fmt"
	"strings"

	"manifold/internal/comparison/basket"
	"manifold/internal/trading/letter"
)

// linkTo is where a side reads an order.
func (s *Service) linkTo(side Side, o Order) string {
	if side == Buyer {
		return s.PublicURL + "/orders/" + o.ID.String()
	}
	return s.PublicURL + "/c/" + o.Supplier.Company.String() + "/orders/" + o.ID.String()
}

// toSide is a letter to a side of an order that says nothing yet.
func (s *Service) toSide(side Side, locale string, o Order) letter.Letter {
	out := letter.Letter{Button: letter.In(locale, "查看订单", "Look at the order"), Link: s.linkTo(side, o)}
	if side == Buyer {
		out.End = letter.In(locale, "您收到本邮件，因为您负责本公司的采购。", "You get this mail because you buy for your company.")
	} else {
		out.End = letter.In(locale, "您收到本邮件，因为您负责本公司的订单。", "You get this mail because you look after your company's orders.")
	}
	return out
}

// newOrder tells a supplier of an order.
func (s *Service) newOrder(locale string, o Order) letter.Letter {
	out := s.toSide(Supplier, locale, o)
	total := basket.Plain(o.Total, o.Currency) + " " + o.Currency.Code()
	out.Subject = letter.In(locale, fmt.Sprintf("%s 的新订单 %s", o.Buyer.Name, o.Number), fmt.Sprintf("New order %s from %s", o.Number, o.Buyer.Name))
	out.Line = letter.In(locale,
		fmt.Sprintf("“%s”下了订单 %s：共 %d 行，%s。", o.Buyer.Name, o.Number, len(o.Lines), total),
		fmt.Sprintf("“%s” placed order %s: %s, %s.", o.Buyer.Name, o.Number, linesOf(len(o.Lines)), total))
	if o.Waits[Supplier] == 0 {
		out.Line += letter.In(locale, "所有行已按贵公司的规则自动接受。", " Your rule accepted all of it.")
	}
	out.Quote = o.Note
	return out
}

func linesOf(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// deeds are the words for what was done with so many lines, in Chinese and English.
var deeds = map[Act][2]string{
	Accept:      {"接受 %d 行", "accepted %s"},
	Counter:     {"对 %d 行提出修改", "proposed changes to %s"},
	Refuse:      {"拒绝 %d 行", "refused %s"},
	BackOrder:   {"将 %d 行转为延期交货", "back-ordered %s"},
	Agree:       {"同意 %d 行的修改", "agreed to the changes of %s"},
	Decline:     {"不同意 %d 行的修改", "did not agree to the changes of %s"},
	Recall:      {"撤回 %d 行", "recalled %s"},
	AskCancel:   {"请求取消 %d 行", "asked to cancel %s"},
	AgreeCancel: {"同意取消 %d 行", "agreed to cancel %s"},
	Keep:        {"保留 %d 行", "kept %s"},
	Ship:        {"发货 %d 行", "shipped %s"},
	Unship:      {"撤销了 %d 行的发货", "took back the shipping of %s"},
	CloseShort:  {"不再交付 %d 行的剩余数量", "will not deliver the rest of %s"},
	Receive:     {"收货 %d 行", "received %s"},
	Report:      {"收货 %d 行并提出差异", "received %s with a problem"},
	Unreceive:   {"撤销了 %d 行的收货", "took back the receipt of %s"},
	AnswerCase:  {"答复了 %d 行的差异", "answered the problem of %s"},
	Dispute:     {"对 %d 行的答复有异议", "disputed the answer on %s"},
	Settle:      {"了结 %d 行的差异", "settled the problem of %s"},
}

// inOrder is the order in which acts are told of.
var inOrder = []Act{Accept, Counter, BackOrder, Refuse, Agree, Decline, Recall, AskCancel, AgreeCancel, Keep, Ship, Unship, CloseShort, Receive, Report, Unreceive, AnswerCase, Dispute, Settle}

// movedLetter tells a side what the other one did.
func (s *Service) movedLetter(locale string, o Order, m moved) letter.Letter {
	to := m.Side.other()
	out := s.toSide(to, locale, o)
	who := o.Supplier.Name
	if m.Side == Buyer {
		who = o.Buyer.Name
	}
	number, reasons := map[Act]int{}, []string{}
	for _, a := range m.Acts {
		number[a.Act]++
		if a.Reason != "" {
			reasons = append(reasons, a.Reason)
		}
	}
	var zh, en []string
	for _, act := range inOrder {
		if n := number[act]; n > 0 {
			zh, en = append(zh, fmt.Sprintf(deeds[act][0], n)), append(en, fmt.Sprintf(deeds[act][1], linesOf(n)))
		}
	}
	out.Subject = letter.In(locale, fmt.Sprintf("订单 %s：%s %s", o.Number, who, strings.Join(zh, "，")), fmt.Sprintf("Order %s: %s %s", o.Number, who, strings.Join(en, ", ")))
	out.Line = letter.In(locale, fmt.Sprintf("“%s”在订单 %s 中%s。", who, o.Number, strings.Join(zh, "，")), fmt.Sprintf("In order %s, “%s” %s.", o.Number, who, strings.Join(en, ", ")))
	if o.Waits[to] > 0 {
		out.Line += letter.In(locale, fmt.Sprintf("有 %d 行等待您的答复。", o.Waits[to]), fmt.Sprintf(" It waits for your answer: %s.", linesOf(o.Waits[to])))
	}
	out.Quote = strings.Join(reasons, "\n")
	return out
}

// messageLetter tells a side that the other one wrote. What it wrote is read on the hub.
func (s *Service) messageLetter(locale string, o Order, w writtenTo) letter.Letter {
	out := s.toSide(w.Side.other(), locale, o)
	who := o.Supplier.Name
	if w.Side == Buyer {
		who = o.Buyer.Name
	}
	out.Subject = letter.In(locale, fmt.Sprintf("订单 %s：%s 的新消息", o.Number, who), fmt.Sprintf("Order %s: a message from %s", o.Number, who))
	out.Line = letter.In(locale, fmt.Sprintf("%s（%s）就订单 %s 给您写了消息。", w.Person, who, o.Number), fmt.Sprintf("%s of “%s” wrote to you about order %s.", w.Person, who, o.Number))
	return out
}
