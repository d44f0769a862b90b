package identity

import (
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// SignedIn is a fresh session with the tokens that its holder gets once.
type SignedIn struct {
	View          SessionView
	Access        string
	AccessExpires time.Time
	Refresh       string
	Browser       string // for the cookie that single sign-on knows the browser by
	Device        string // for the browser's device cookie; empty when it has one already
}

// SessionView is who is signed in, with all seats.
type SessionView struct {
	ID     id.SessionID
	Person Person
	Seats  []MySeat
}

// MySeat is one of the caller's own seats.
type MySeat struct {
	ID      id.SeatID
	Company Company
	Roles   []string
}

// SessionEntry is one sign-in in the list of them.
type SessionEntry struct {
	ID         id.SessionID
	Current    bool
	CreatedAt  time.Time
	LastUsedAt time.Time
	IP         string
	Agent      string
}

var (
	errSignIn       = fault.Define(fault.KindUnauthenticated, "identity.wrong_login", "Name or password are not right.")
	errLink         = fault.Define(fault.KindNotFound, "identity.link_over", "This link is used up or has run out. Ask for a new one.")
	errRaced        = fault.Define(fault.KindConflict, "identity.refresh_raced", "The session was just refreshed elsewhere. Repeat the request.")
	errSessionOver  = fault.Define(fault.KindUnauthenticated, "identity.session_over", "This session is over. Sign in again.")
	errSessionReuse = fault.Define(fault.KindUnauthenticated, "identity.session_reused", "This session was ended because its token came twice. Sign in again, and change the password if that was not you.")
	errCode         = fault.Define(fault.KindInvalid, "identity.wrong_code", "This code is not right, or it has run out.")
	errPhoneTaken   = fault.Define(fault.KindConflict, "identity.phone_taken", "This number cannot be used.")
	errKnown        = fault.Define(fault.KindUnauthenticated, "identity.password_needed", "Sign in with your password to accept.")
)

// agentMost is how much of a User-Agent is kept.
const agentMost = 200

// shortAgent cuts at most agentMost bytes off its front, whole characters: the database takes no halves.
func shortAgent(agent string) string {
	return strings.ToValidUTF8(agent[:min(len(agent), agentMost)], "")
}
