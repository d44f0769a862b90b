package trading

import (
	"manifold/internal/kernel/id"
	"manifold/internal/trading/letter"
	"manifold/internal/trading/standing"
)

// letterOf is what the other side of a move reads; false if it reads nothing of it.
func (s *Service) letterOf(locale string, moved relationshipChanged, n news) (letter.Letter, bool) {
	if moved.Side == standing.SideBuyer {
		return s.toSupplier(locale, moved, n)
	}
	return s.toBuyer(locale, moved, n)
}

func (s *Service) toSupplier(locale string, moved relationshipChanged, n news) (letter.Letter, bool) {
	l := letter.Letter{
		Button: letter.In(locale, "查看", "Look at it"), Link: s.base + "/c/" + moved.Tenant.String() + "/applications/" + moved.Buyer.String(),
		End: letter.In(locale, "您收到本邮件，因为您负责本公司的客户。", "You get this mail because you look after your company's customers."),
	}
	who := n.Buyer
	switch moved.Act {
	case standing.ActApply:
		l.Subject = letter.In(locale, who+" 申请与贵公司建立往来", who+" applies to trade with you")
		l.Line = letter.In(locale, "“"+who+"”向贵公司提交了申请，并附上了公司档案。", "“"+who+"” applied to trade with you and sent its company file.")
	case standing.ActAnswer:
		l.Subject = letter.In(locale, who+" 已回复您的问题", who+" answered your question")
		l.Line = letter.In(locale, "“"+who+"”已补充说明，申请回到待处理列表。", "“"+who+"” answered, and the application is back in your queue.")
		l.Quote = n.Answer
	case standing.ActClose:
		l.Subject = letter.In(locale, who+" 结束了往来", who+" ended it")
		l.Line = letter.In(locale, "“"+who+"”撤回了申请或结束了与贵公司的往来。", "“"+who+"” took its application back or ended the relationship with you.")
		l.Quote = n.Reason
	default:
		return letter.Letter{}, false
	}
	return l, true
}

func (s *Service) toBuyer(locale string, moved relationshipChanged, n news) (letter.Letter, bool) {
	who := n.Supplier
	l := letter.Letter{
		Button: letter.In(locale, "查看", "Look at it"), Link: s.base + "/suppliers/" + moved.Tenant.String(), Quote: n.Reason,
		End: letter.In(locale, "您收到本邮件，因为您负责本公司的采购。", "You get this mail because you buy for your company."),
	}
	switch moved.Act {
	case standing.ActApprove:
		l.Subject = letter.In(locale, who+" 已批准贵公司的申请", who+" approved your application")
		l.Line = letter.In(locale, "现在可以查看“"+who+"”为贵公司开放的商品、价格和库存。", "You can now see the items, prices and stock that “"+who+"” shows your company.")
	case standing.ActAskMore:
		l.Subject = letter.In(locale, who+" 需要更多信息", who+" asks for more")
		l.Line = letter.In(locale, "“"+who+"”在决定前还想了解：", "Before it decides, “"+who+"” would like to know:")
		l.Quote = n.Question
	case standing.ActReject:
		l.Subject = letter.In(locale, who+" 未通过贵公司的申请", who+" did not accept your application")
		l.Line = letter.In(locale, "“"+who+"”给出的理由是：", "The reason that “"+who+"” gave:")
	case standing.ActSuspend:
		l.Subject = letter.In(locale, who+" 暂停了与贵公司的往来", who+" suspended the relationship")
		l.Line = letter.In(locale, "“"+who+"”的商品和价格暂时不再显示。理由：", "The items and prices of “"+who+"” are not shown for now. The reason:")
	case standing.ActReopen:
		l.Subject = letter.In(locale, who+" 恢复了与贵公司的往来", who+" reopened the relationship")
		l.Line = letter.In(locale, "可以重新查看“"+who+"”的商品和价格。", "You can see the items and prices of “"+who+"” again.")
	case standing.ActClose:
		l.Subject = letter.In(locale, who+" 结束了与贵公司的往来", who+" closed the relationship")
		l.Line = letter.In(locale, "“"+who+"”给出的理由是：", "The reason that “"+who+"” gave:")
	default:
		return letter.Letter{}, false
	}
	return l, true
}

// fileLetter says what the hub said of a company file.
func (s *Service) fileLetter(locale string, company id.CompanyID, judged fileJudged) letter.Letter {
	l := letter.Letter{
		Button: letter.In(locale, "打开公司档案", "Open the company file"), Link: s.base + "/c/" + company.String() + "/file", Quote: judged.Reason,
		End:     letter.In(locale, "您收到本邮件，因为您负责本公司的采购。", "You get this mail because you buy for your company."),
		Subject: letter.In(locale, "贵公司的档案已通过核实", "Your company file is verified"),
		Line:    letter.In(locale, "供应商现在会看到您的公司档案已经核实。", "Suppliers now see that your company file is verified."),
	}
	if FileState(judged.State) == FileReturned {
		l.Subject = letter.In(locale, "贵公司的档案需要修改", "Your company file came back")
		l.Line = letter.In(locale, "核实公司档案时发现以下问题，请修改后重新提交：", "Something has to be mended before the file can be verified. Change it and submit it again:")
	}
	return l
}
