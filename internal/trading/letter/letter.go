package letter

import (
	"html"
	"strings"

	"manifold/internal/platform/mail"
)

// Letter is a mail in one language: what it says, what somebody wrote, and one button.
type Letter struct {
	Subject string
	Line    string
	Quote   string // words of the other side; may be empty
	Button  string
	Link    string
	End     string
}

// Message writes the letter to an address, as text and as HTML.
func (l Letter) Message(locale, to string) mail.Message {
	var text, body strings.Builder
	text.WriteString(l.Line + "\n\n")
	body.WriteString("<p>" + html.EscapeString(l.Line) + "</p>")
	if l.Quote != "" {
		text.WriteString("    " + strings.ReplaceAll(l.Quote, "\n", "\n    ") + "\n\n")
		body.WriteString(`<blockquote style="margin:0;padding:4px 14px;border-left:3px solid #c9d2cf;white-space:pre-wrap">` + html.EscapeString(l.Quote) + `</blockquote>`)
	}
	text.WriteString(l.Button + ":\n" + l.Link + "\n\n" + l.End + "\n")
	body.WriteString(`<p><a href="` + html.EscapeString(l.Link) + `" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0f5c4d;color:#ffffff;text-decoration:none">` +
		html.EscapeString(l.Button) + `</a></p><p style="color:#566066;font-size:13px">` + html.EscapeString(l.End) + `</p>`)
	page := `<!doctype html><html lang="` + locale + `"><body style="font-family:sans-serif;color:#1d2326;line-height:1.5;max-width:34rem">` + body.String() + `</body></html>`
	return mail.Message{To: to, Subject: l.Subject, Text: text.String(), HTML: page, Locale: locale}
}

const chinese = "zh-CN"

// In picks the text of a language.
func In(locale, zh, en string) string {
	if locale == chinese {
		return zh
	}
	return en
}

// LocaleOf is the language a customer is written to when nobody says.
func LocaleOf(country string) string {
	switch country {
	case "CN", "HK", "MO", "TW":
		return "zh-CN"
	default:
		return "en"
	}
}
