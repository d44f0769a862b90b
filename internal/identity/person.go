package identity

import (
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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

// hostForm is a name of the domain name system with at least two parts, in any letters.
var hostForm = regexp.MustCompile(`^([\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$`)

var phoneForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// parseEmail returns the address in the form that logins are kept in: lower case, NFKC. Names and comments are refused.
func parseEmail(text string) (string, error) {
	// Twice, because lower case can take a text out of its normal form.
	text = strings.TrimSpace(norm.NFKC.String(strings.ToLower(norm.NFKC.String(text))))
	parsed, err := mail.ParseAddress(text)
	_, domain, _ := strings.Cut(text, "@")
	if err != nil || parsed.Address != text || len(text) > 254 || !hostForm.MatchString(domain) || strings.ContainsAny(text, "\r\n\x00 ") {
		return "", fault.Invalid.With(fault.Field{Path: "/email", Code: "email", Message: "This is not an e-mail address. It looks like name@example.com."})
	}
	return text, nil
}

// parsePhone returns the number in E.164. A Chinese mobile number may leave out +86.
func parsePhone(text string) (string, error) {
	text = strings.TrimSpace(norm.NFKC.String(text))
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
	if strings.Contains(norm.NFKC.String(text), "@") {
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

// How many characters names have at most.
const (
	personNameMost  = 100
	companyNameMost = 200
)

// cleanName trims and normalises a name of a person or company. Control characters, those that turn the direction of writing
// (a mail or a list would then show something else than it says), and names that nobody can see are refused.
func cleanName(path, text string, most int) (string, error) {
	text = strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	hidden := func(r rune) bool { return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) }
	seen := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsSymbol(r) || unicode.IsPunct(r)
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, hidden) || !strings.ContainsFunc(text, seen) {
		return "", fault.Invalid.With(fault.Field{Path: path, Code: "name", Message: "Give a name."})
	}
	if utf8.RuneCountInString(text) > most { // it may have grown by normalising
		return "", fault.Invalid.With(fault.Field{Path: path, Code: "too_long", Message: fmt.Sprintf("This must have at most %d characters.", most)})
	}
	return text, nil
}
