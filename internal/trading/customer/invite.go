package customer

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"rsc.io/qr"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/letter"
)

var (
	errInviteUnknown   = fault.Define(fault.KindNotFound, "trading.invite_unknown", "This invitation does not work, or not any more.")
	errInviteUsed      = fault.Define(fault.KindConflict, "trading.invite_used", "This invitation has been taken up by another company.")
	errInviteAddress   = fault.Define(fault.KindForbidden, "trading.invite_address", "This invitation is for another address. Sign in with the address or phone number it was sent to.")
	errInviteSuspended = fault.Define(fault.KindConflict, "trading.invite_suspended", "This supplier has suspended your company; an invitation does not change that.")
	errNoAddress       = fault.Define(fault.KindConflict, "trading.no_address", "There is no address that this can be sent to.")
	errAlreadyTrades   = fault.Define(fault.KindConflict, "trading.already_connected", "This customer trades here already.")
	errAlreadyInvited  = fault.Define(fault.KindConflict, "trading.already_invited", "This customer has been invited already.")
	errBlockedCustomer = fault.Define(fault.KindConflict, "trading.customer_blocked", "This customer is blocked.")
)

// Channel is how an invite reaches somebody.
type Channel string

// Channels of invites. Those that are sent are bound to the address they are sent to.
const (
	ByMail Channel = "mail"
	BySMS  Channel = "sms"
	ByLink Channel = "link"
	ByQR   Channel = "qr"
)

// Invite is a link by which a buyer comes to a supplier. It survives JSON; its secret is not part of it.
type Invite struct {
	ID                 id.InviteID
	Customer           Ref        // zero for an open one
	Group              id.GroupID // of the customer that an open one makes
	GroupName          string
	Channel            Channel
	Address            string // a claim needs it as a login; "": nobody in particular
	Approve            bool   // whoever takes it up is approved at once
	Locale             string
	Uses, MaxUses      int
	CreatedBy          string
	CreatedAt, Expires time.Time
	RevokedAt          time.Time // zero: not
}

// InviteState says whether a link works.
type InviteState string

// States of invites.
const (
	InviteOpen    InviteState = "open"
	InviteUsed    InviteState = "used"
	InviteExpired InviteState = "expired"
	InviteRevoked InviteState = "revoked"
)

// State is what the invite is at a moment.
func (i Invite) State(now time.Time) InviteState {
	switch {
	case !i.RevokedAt.IsZero():
		return InviteRevoked
	case i.Uses >= i.MaxUses:
		return InviteUsed
	case !now.Before(i.Expires):
		return InviteExpired
	default:
		return InviteOpen
	}
}

// NewInvite is what somebody wants an invite to be.
type NewInvite struct {
	Customer id.CustomerID
	Group    id.GroupID
	Channel  Channel
	Address  *string // nil: the customer's, where it is sent
	Approve  *bool   // nil: yes for a customer at an address
	Locale   string
	Life     time.Duration // 0: 30 days
	MaxUses  int           // 0: 1
}

const inviteLife = 30 * 24 * time.Hour

// invite makes one for a customer (zero for an open one).
func (n NewInvite) invite(now time.Time, c Customer) (Invite, error) {
	i := Invite{ID: id.NewRandom[id.Invite](), Customer: Ref{c.ID, c.Code, c.Name}, Group: n.Group, Channel: n.Channel, Locale: n.Locale, MaxUses: max(n.MaxUses, 1), CreatedAt: now}
	if n.Life == 0 {
		n.Life = inviteLife
	}
	i.Expires = now.Add(n.Life)
	switch {
	case n.Address != nil:
		i.Address = loginOf(*n.Address, c.Country)
		if i.Address == "" && strings.TrimSpace(*n.Address) != "" {
			return i, fault.Invalid.With(fault.Field{Path: "/address", Code: "wrong_form", Message: "This is neither an e-mail address nor a phone number with its country code."})
		}
	case n.Channel == ByMail:
		i.Address = loginOf(c.Email, c.Country)
	case n.Channel == BySMS:
		i.Address = loginOf(c.Phone, c.Country)
	}
	if !fits(n.Channel, i.Address) {
		return i, errNoAddress
	}
	if !c.ID.IsZero() {
		if i.MaxUses > 1 {
			return i, fault.Invalid.With(fault.Field{Path: "/max_uses", Code: "one_customer", Message: "One customer is one company."})
		}
		i.Group = id.GroupID{}
	}
	i.Approve = !c.ID.IsZero() && i.Address != ""
	if n.Approve != nil {
		i.Approve = *n.Approve
	}
	if i.Locale == "" {
		i.Locale = letter.LocaleOf(c.Country)
	}
	return i, nil
}

// fits tells whether a channel can send to an address.
func fits(c Channel, address string) bool {
	switch c {
	case ByMail:
		return strings.Contains(address, "@")
	case BySMS:
		return strings.HasPrefix(address, "+")
	default:
		return true
	}
}

// invitable refuses customers that are not to be invited, each with its reason.
func invitable(c Customer, again bool) error {
	switch {
	case c.Blocked:
		return errBlockedCustomer
	case !c.Buyer.IsZero():
		return errAlreadyTrades
	case !again && !c.InvitedAt.IsZero():
		return errAlreadyInvited
	default:
		return nil
	}
}

var (
	phoneNoise  = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", ".", "", "/", "", "\u00a0", "")
	phoneE164   = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	phoneMobile = regexp.MustCompile(`^1[3-9][0-9]{9}$`) // mainland China, as it is written there
)

// loginOf is a mail address or phone number as a person signs in with it; "" if the text is neither. A Chinese mobile number needs no
// country code.
func loginOf(text, country string) string {
	text = strings.TrimSpace(text)
	if LikeMail(text) {
		return strings.ToLower(text)
	}
	number := phoneNoise.Replace(text)
	if rest, ok := strings.CutPrefix(number, "00"); ok {
		number = "+" + rest
	}
	if phoneMobile.MatchString(number) && (country == "CN" || country == "") {
		number = "+86" + number
	}
	if phoneE164.MatchString(number) {
		return number
	}
	return ""
}

// token is the secret of an invite; only its hash is kept.
type token struct {
	text string
	hash digest
}

func newToken() token {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	text := base64.RawURLEncoding.EncodeToString(b[:])
	return token{text, hashToken(text)}
}

// hashToken needs no salt: the secret has 256 bits.
func hashToken(text string) digest {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// inviteLink leads to the page that takes an invite up. Behind the # no server and no log gets to see the secret.
func inviteLink(base, token string) string { return base + "/join#" + url.QueryEscape(token) }

// qrCode draws a text as a QR code in SVG, with the quiet zone that readers need. It bears a quarter of it being dirty.
func qrCode(text string) (string, error) {
	code, err := qr.Encode(text, qr.Q)
	if err != nil {
		return "", err
	}
	const quiet = 4
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	side := code.Size + 2*quiet
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		side, side, side, side, path.String()), nil
}
