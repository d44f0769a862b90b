package identity

import (
	"net/mail"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// Person is a human being with one sign-in.
type Person struct {
	ID        id.PersonID
	Name      string
	Email     string
	Phone     string // E.164, empty when none is confirmed
	Locale    string // zh-CN or en
	CreatedAt time.Time
}

var phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// parseEmail returns the address in the form that logins are kept in: lower case, NFKC. Names and comments are refused.
func parseEmail(text string) (string, error) {
	text = strings.ToLower(strings.TrimSpace(norm.NFKC.String(text)))
	parsed, err := mail.ParseAddress(text)
	_, domain, _ := strings.Cut(text, "@")
	if err != nil || parsed.Address != text || len(text) > 254 || !strings.Contains(domain, ".") || strings.ContainsAny(text, "\r\n\x00 ") {
		return "", fault.Invalid.With(fault.Field{Path: "/email", Code: "email", Message: "This is not an e-mail address. It looks like name@example.com."})
	}
	return text, nil
}

// parsePhone returns the number in E.164. A Chinese mobile number may leave out +86.
func parsePhone(text string) (string, error) {
	text = norm.NFKC.String(text)
	text = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "").Replace(text)
	switch {
	case strings.HasPrefix(text, "00"):
		text = "+" + text[2:]
	case len(text) == 11 && text[0] == '1':
		text = "+86" + text
	}
	if !phoneForm.MatchString(text) {
		return "", fault.Invalid.With(fault.Field{Path: "/phone", Code: "phone", Message: "Give the number with its country: +8613800000000."})
	}
	return text, nil
}

// parseLogin returns what a login is kept as; an empty string stands for one that nobody can have.
func parseLogin(text string) string {
	if strings.Contains(text, "@") {
		email, err := parseEmail(text)
		if err != nil {
			return ""
		}
		return email
	}
	phone, err := parsePhone(text)
	if err != nil {
		return ""
	}
	return phone
}

// cleanName trims and normalises a name of a person or company; control characters are refused.
func cleanName(path, text string) (string, error) {
	text = strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "", fault.Invalid.With(fault.Field{Path: path, Code: "name", Message: "Give a name."})
	}
	return text, nil
}
