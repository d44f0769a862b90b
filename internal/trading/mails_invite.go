package trading

import (
	"manifold/internal/platform/mail"
	"manifold/internal/platform/sms"
)

const chinese = "zh-CN"

// in picks the text of a language.
func in(locale, zh, en string) string {
	if locale == chinese {
		return zh
	}
	return en
}

func mailCustomer(locale, to, supplier, base, secret string) mail.Message {
	return letter{
		subject: in(locale, supplier+" 邀请贵公司网上往来", supplier+" invites you to do business online"),
		line: in(locale, "“"+supplier+"”邀请贵公司在万汇开通网上往来：查看为您开放的商品、价格和库存，并在线下单。一个账户即可与所有供应商往来。",
			"“"+supplier+"” invites your company to do business on Manifold: see the items, prices and stock that it shows you, and order there. One account works for all your suppliers."),
		button: in(locale, "接受邀请", "Accept the invitation"),
		link:   inviteLink(base, secret),
		end:    in(locale, "不认识对方？请忽略本邮件。", "You don't know them? Do nothing."),
	}.message(locale, to)
}

func smsCustomer(locale, to, supplier, base, secret string) sms.Message {
	link := inviteLink(base, secret)
	return sms.Message{To: to, Text: in(locale, "“"+supplier+"”邀请贵公司在万汇往来，点此接受："+link, supplier+" invites your company to trade on Manifold: "+link)}
}
