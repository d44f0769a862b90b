package identity

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"manifold/internal/platform/mail"
)

var letters = map[string]func(locale, name, company, token string) mail.Message{
	"confirm": func(l, n, c, t string) mail.Message {
		return mailConfirm(l, "ann@example.com", n, c, "https://hub.example.com", t)
	},
	"known": func(l, _, _, _ string) mail.Message {
		return mailKnown(l, "ann@example.com", "https://hub.example.com")
	},
	"reset": func(l, _, _, t string) mail.Message {
		return mailReset(l, "ann@example.com", "https://hub.example.com", t)
	},
	"nobody": func(l, _, _, _ string) mail.Message {
		return mailNobody(l, "ann@example.com", "https://hub.example.com")
	},
	"invite": func(l, n, c, t string) mail.Message {
		return mailInvite(l, "ann@example.com", n, c, "https://hub.example.com", t)
	},
	"joined": func(l, n, c, _ string) mail.Message {
		return mailJoined(l, "ann@example.com", n, c, "https://hub.example.com")
	},
}

var han = regexp.MustCompile(`\p{Han}`)

func TestMails(t *testing.T) {
	t.Parallel()
	paths := map[string]string{"confirm": "/welcome", "known": "/login", "reset": "/reset", "nobody": "/signup", "invite": "/invitation", "joined": "/team"}
	for name, make := range letters {
		token := newSecret().text
		zh, en := make("zh-CN", "Ann", "Ltd", token), make("en", "Ann", "Ltd", token)
		if han.MatchString(en.Subject + en.Text + en.HTML) {
			t.Errorf("%s: Chinese in English: %s\n%s", name, en.Subject, en.Text)
		}
		for _, m := range []mail.Message{zh, en} {
			if err := m.Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			lines := strings.Split(strings.TrimSpace(m.Text), "\n")
			link := "https://hub.example.com" + paths[name]
			if withToken := name == "confirm" || name == "reset" || name == "invite"; withToken {
				link += "#" + token
			}
			shown := false
			for _, line := range lines {
				if m.Locale == chinese && line != "" && line != link && !han.MatchString(line) {
					t.Errorf("%s: a line without Chinese: %q", name, line)
				}
				shown = shown || line == link
			}
			if !shown || !strings.Contains(m.HTML, `href="`+link+`"`) {
				t.Errorf("%s: %s does not stand in %s\n%s", name, link, m.Text, m.HTML)
			}
			if m.To != "ann@example.com" || m.Subject == "" || !strings.Contains(m.HTML, `lang="`+m.Locale+`"`) {
				t.Errorf("%s: %+v", name, m)
			}
		}
		if zh.Subject == en.Subject || !han.MatchString(zh.Subject) {
			t.Errorf("%s: subject %q", name, zh.Subject)
		}
	}
	for _, locale := range []string{"zh-CN", "en"} {
		if m := smsCode(locale, "+8613800000000", "012345"); !strings.Contains(m.Text, "012345") || han.MatchString(m.Text) != (locale == chinese) {
			t.Errorf("%s: %q", locale, m.Text)
		}
	}
}

// TestNamesInMailsStayText: a name is chosen by whoever signs up or invites, and the mail goes to somebody else.
func TestNamesInMailsStayText(t *testing.T) {
	t.Parallel()
	for _, evil := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</p><a href="https://evil.example">here</a>`, `&lt;b&gt;`, `' onclick='x`, "a\r\nBcc: bob@example.com", "a\nSubject: b"} {
		for which, make := range letters {
			name, nameErr := cleanName("/name", evil, personNameMost)
			company, companyErr := cleanName("/name", evil, companyNameMost)
			if nameErr != nil || companyErr != nil {
				t.Fatalf("%q is refused: %v", evil, nameErr)
			}
			m := make("en", name, company, "token")
			if strings.ContainsAny(m.Subject+m.To, "\r\n") {
				t.Errorf("%s: a line break in the head: %q", which, m.Subject)
			}
			if err := m.Check(); err != nil {
				t.Errorf("%s of %q: %v", which, evil, err)
			}
			for _, link := range parsed(t, m.HTML) {
				if u, err := url.Parse(link); err != nil || u.Host != "hub.example.com" {
					t.Errorf("%s: %q leads to %q", which, evil, link)
				}
			}
		}
	}
}

// parsed reads the page as a browser would: only the elements of the letter are there, and where its links lead is returned.
func parsed(t *testing.T, page string) []string {
	t.Helper()
	var links []string
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return links
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if !strings.Contains(" html body p a ", " "+token.Data+" ") {
				t.Errorf("a <%s> came into the letter", token.Data)
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("an attribute %s came into the letter", a.Key)
				}
				if a.Key == "href" {
					links = append(links, a.Val)
				}
			}
		}
	}
}
