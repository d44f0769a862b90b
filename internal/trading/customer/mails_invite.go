package customer

import (
	"manifold/internal/platform/mail"
	"manifold/internal/platform/sms"
	"manifold/internal/trading/letter"
)

func mailCustomer(locale, to, supplier, base, secret string) mail.Message {
	return letter.Letter{
		Subject: letter.In(locale, supplier+" 邀请贵公司网上往来", supplier+" invites you to do business online"),
		Line: letter.In(locale, "“"+supplier+"”邀请贵公司在万汇开通网上往来：查看为您开放的商品、价格和库存，并在线下单。一个账户即可与所有供应商往来。",
			"“"+supplier+"” invites your company to do business on Manifold: see the items, prices and stock that it shows you, and order there. One account works for all your suppliers."),
		Button: letter.In(locale, "接受邀请", "Accept the invitation"),
		Link:   inviteLink(base, secret),
		End:    letter.In(locale, "不认识对方？请忽略本邮件。", "You don't know them? Do nothing."),
	}.Message(locale, to)
}

func smsCustomer(locale, to, supplier, base, secret string) sms.Message {
	link := inviteLink(base, secret)
	return sms.Message{To: to, Text: letter.In(locale, "“"+supplier+"”邀请贵公司在万汇往来，点此接受："+link, supplier+" invites your company to trade on Manifold: "+link)}
}
