package trading

import (
	"html"
	"strings"

	"manifold/internal/platform/mail"
)

// letter is a mail in one language: what it says, what somebody wrote, and one button.
type letter struct {
	subject string
	line    string
	quote   string // words of the other side; may be empty
	button  string
	link    string
	end     string
}

func (l letter) message(locale, to string) mail.Message {
	var text, body strings.Builder
	text.WriteString(l.line + "\n\n")
	body.WriteString("<p>" + html.EscapeString(l.line) + "</p>")
	if l.quote != "" {
		text.WriteString("    " + strings.ReplaceAll(l.quote, "\n", "\n    ") + "\n\n")
		body.WriteString(`<blockquote style="margin:0;padding:4px 14px;border-left:3px solid #c9d2cf;white-space:pre-wrap">` + html.EscapeString(l.quote) + `</blockquote>`)
	}
	text.WriteString(l.button + ":\n" + l.link + "\n\n" + l.end + "\n")
	body.WriteString(`<p><a href="` + html.EscapeString(l.link) + `" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0f5c4d;color:#ffffff;text-decoration:none">` +
		html.EscapeString(l.button) + `</a></p><p style="color:#566066;font-size:13px">` + html.EscapeString(l.end) + `</p>`)
	page := `<!doctype html><html lang="` + locale + `"><body style="font-family:sans-serif;color:#1d2326;line-height:1.5;max-width:34rem">` + body.String() + `</body></html>`
	return mail.Message{To: to, Subject: l.subject, Text: text.String(), HTML: page, Locale: locale}
}

// letterOf is what the other side of a move reads; false if it reads nothing of it.
func (s *Service) letterOf(locale string, moved relationshipChanged, n news) (letter, bool) {
	if moved.Side == SideBuyer {
		return s.toSupplier(locale, moved, n)
	}
	return s.toBuyer(locale, moved, n)
}

func (s *Service) toSupplier(locale string, moved relationshipChanged, n news) (letter, bool) {
	l := letter{
		button: in(locale, "查看", "Look at it"), link: s.base + "/relationships/" + moved.Buyer.String(),
		end: in(locale, "您收到本邮件，因为您负责本公司的客户。", "You get this mail because you look after your company's customers."),
	}
	who := n.Buyer
	switch moved.Act {
	case ActApply:
		l.subject = in(locale, who+" 申请与贵公司建立往来", who+" applies to trade with you")
		l.line = in(locale, "“"+who+"”向贵公司提交了申请，并附上了公司档案。", "“"+who+"” applied to trade with you and sent its company file.")
	case ActAnswer:
		l.subject = in(locale, who+" 已回复您的问题", who+" answered your question")
		l.line = in(locale, "“"+who+"”已补充说明，申请回到待处理列表。", "“"+who+"” answered, and the application is back in your queue.")
		l.quote = n.Answer
	case ActClose:
		l.subject = in(locale, who+" 结束了往来", who+" ended it")
		l.line = in(locale, "“"+who+"”撤回了申请或结束了与贵公司的往来。", "“"+who+"” took its application back or ended the relationship with you.")
		l.quote = n.Reason
	default:
		return letter{}, false
	}
	return l, true
}

func (s *Service) toBuyer(locale string, moved relationshipChanged, n news) (letter, bool) {
	who := n.Supplier
	l := letter{
		button: in(locale, "查看", "Look at it"), link: s.base + "/suppliers/" + moved.Tenant.String(), quote: n.Reason,
		end: in(locale, "您收到本邮件，因为您负责本公司的采购。", "You get this mail because you buy for your company."),
	}
	switch moved.Act {
	case ActApprove:
		l.subject = in(locale, who+" 已批准贵公司的申请", who+" approved your application")
		l.line = in(locale, "现在可以查看“"+who+"”为贵公司开放的商品、价格和库存。", "You can now see the items, prices and stock that “"+who+"” shows your company.")
	case ActAskMore:
		l.subject = in(locale, who+" 需要更多信息", who+" asks for more")
		l.line = in(locale, "“"+who+"”在决定前还想了解：", "Before it decides, “"+who+"” would like to know:")
		l.quote = n.Question
	case ActReject:
		l.subject = in(locale, who+" 未通过贵公司的申请", who+" did not accept your application")
		l.line = in(locale, "“"+who+"”给出的理由是：", "The reason that “"+who+"” gave:")
	case ActSuspend:
		l.subject = in(locale, who+" 暂停了与贵公司的往来", who+" suspended the relationship")
		l.line = in(locale, "“"+who+"”的商品和价格暂时不再显示。理由：", "The items and prices of “"+who+"” are not shown for now. The reason:")
	case ActReopen:
		l.subject = in(locale, who+" 恢复了与贵公司的往来", who+" reopened the relationship")
		l.line = in(locale, "可以重新查看“"+who+"”的商品和价格。", "You can see the items and prices of “"+who+"” again.")
	case ActClose:
		l.subject = in(locale, who+" 结束了与贵公司的往来", who+" closed the relationship")
		l.line = in(locale, "“"+who+"”给出的理由是：", "The reason that “"+who+"” gave:")
	default:
		return letter{}, false
	}
	return l, true
}

// fileLetter says what the hub said of a company file.
func (s *Service) fileLetter(locale string, judged fileJudged) letter {
	l := letter{
		button: in(locale, "打开公司档案", "Open the company file"), link: s.base + "/file", quote: judged.Reason,
		end:     in(locale, "您收到本邮件，因为您负责本公司的采购。", "You get this mail because you buy for your company."),
		subject: in(locale, "贵公司的档案已通过核实", "Your company file is verified"),
		line:    in(locale, "供应商现在会看到您的公司档案已经核实。", "Suppliers now see that your company file is verified."),
	}
	if FileState(judged.State) == FileReturned {
		l.subject = in(locale, "贵公司的档案需要修改", "Your company file came back")
		l.line = in(locale, "核实公司档案时发现以下问题，请修改后重新提交：", "Something has to be mended before the file can be verified. Change it and submit it again:")
	}
	return l
}
