package identity

import (
	"html"
	"net/url"
	"strings"

	"manifold/internal/platform/mail"
	"manifold/internal/platform/sms"
)

// letter is a mail in one language: what it says, and at most one button.
type letter struct {
	subject string
	lines   []string
	button  string
	link    string
	end     string
}

const chinese = "zh-CN"

// in picks the text of a language.
func in(locale, zh, en string) string {
	if locale == chinese {
		return zh
	}
	return en
}

// link leads to a page of the hub with a token behind the #, which no server and no log gets to see.
func link(base, path, token string) string { return base + path + "#" + url.QueryEscape(token) }

func (l letter) message(locale, to string) mail.Message {
	var text, body strings.Builder
	for _, line := range l.lines {
		text.WriteString(line + "\n\n")
		body.WriteString("<p>" + html.EscapeString(line) + "</p>")
	}
	if l.link != "" {
		text.WriteString(l.button + ":\n" + l.link + "\n\n")
		body.WriteString(`<p><a href="` + html.EscapeString(l.link) + `" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0f5c4d;color:#ffffff;text-decoration:none">` +
			html.EscapeString(l.button) + `</a></p>`)
	}
	text.WriteString(l.end + "\n")
	body.WriteString(`<p style="color:#566066;font-size:13px">` + html.EscapeString(l.end) + `</p>`)
	page := `<!doctype html><html lang="` + locale + `"><body style="font-family:sans-serif;color:#1d2326;line-height:1.5;max-width:34rem">` + body.String() + `</body></html>`
	return mail.Message{To: to, Subject: l.subject, Text: text.String(), HTML: page, Locale: locale}
}

func mailConfirm(locale, to, name, company, base, token string) mail.Message {
	return letter{
		subject: in(locale, "确认您的邮箱 · 万汇", "Confirm your address · Manifold"),
		lines: []string{
			in(locale, name+",您好:", "Hello "+name+","),
			in(locale, "请确认邮箱并设置密码,即可开通“"+company+"”。链接 48 小时内有效。", "confirm your address and choose a password to open “"+company+"”. The link is good for 48 hours."),
		},
		button: in(locale, "确认并设置密码", "Confirm and choose a password"),
		link:   link(base, "/welcome", token),
		end:    in(locale, "如果不是您本人操作,请忽略本邮件,不会有任何账户被创建。", "If that was not you, do nothing: no account is made."),
	}.message(locale, to)
}

func mailKnown(locale, to, base string) mail.Message {
	return letter{
		subject: in(locale, "您已有账户 · 万汇", "You have an account already · Manifold"),
		lines:   []string{in(locale, "有人用这个邮箱注册,而您已有账户。直接登录即可,一个账户可加入多家公司。", "somebody signed up with this address, and you have an account already. Just sign in; one account works for several companies.")},
		button:  in(locale, "登录", "Sign in"),
		link:    base + "/login",
		end:     in(locale, "忘记密码?在登录页点“忘记密码”。", "Forgot the password? Use “Forgot password” on the sign-in page."),
	}.message(locale, to)
}

func mailReset(locale, to, base, token string) mail.Message {
	return letter{
		subject: in(locale, "重设密码 · 万汇", "Choose a new password · Manifold"),
		lines:   []string{in(locale, "点下面的链接设置新密码。链接 1 小时内有效,设置后其他设备会自动退出。", "choose a new password with this link. It is good for one hour; other devices are then signed out.")},
		button:  in(locale, "设置新密码", "Choose a new password"),
		link:    link(base, "/reset", token),
		end:     in(locale, "如果不是您本人操作,请忽略本邮件,密码不会改变。", "If that was not you, do nothing: the password stays as it is."),
	}.message(locale, to)
}

func mailNobody(locale, to, base string) mail.Message {
	return letter{
		subject: in(locale, "没有找到账户 · 万汇", "No account found · Manifold"),
		lines:   []string{in(locale, "有人请求重设密码,但这个邮箱没有账户。您可能用了别的邮箱注册。", "somebody asked for a new password, but this address has no account. Maybe you signed up with another one.")},
		button:  in(locale, "免费注册", "Sign up"),
		link:    base + "/signup",
		end:     in(locale, "如果不是您本人操作,请忽略本邮件。", "If that was not you, do nothing."),
	}.message(locale, to)
}

func mailInvite(locale, to, from, company, base, token string) mail.Message {
	return letter{
		subject: in(locale, from+" 邀请您加入 "+company, from+" invites you to "+company),
		lines:   []string{in(locale, from+" 邀请您在万汇加入“"+company+"”。链接 14 天内有效。", from+" invites you to work for “"+company+"” on Manifold. The link is good for 14 days.")},
		button:  in(locale, "接受邀请", "Accept the invitation"),
		link:    link(base, "/invitation", token),
		end:     in(locale, "不认识对方?请忽略本邮件。", "You don't know them? Do nothing."),
	}.message(locale, to)
}

func mailJoined(locale, to, who, company, base string) mail.Message {
	return letter{
		subject: in(locale, who+" 已加入 "+company, who+" joined "+company),
		lines:   []string{in(locale, who+" 接受了邀请,现在可以在“"+company+"”工作了。", who+" accepted the invitation and can now work for “"+company+"”.")},
		button:  in(locale, "查看团队", "See the team"),
		link:    base + "/team",
		end:     in(locale, "您收到本邮件,因为您是公司的所有者。", "You get this mail because you own the company."),
	}.message(locale, to)
}

func smsCode(locale, to, code string) sms.Message {
	return sms.Message{To: to, Text: in(locale, "万汇验证码 "+code+",10 分钟内有效。请勿告诉他人。", "Manifold code "+code+", good for 10 minutes. Tell it to nobody.")}
}
