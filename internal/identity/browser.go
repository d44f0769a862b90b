package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// BrowserCookie is the name of the cookie that single sign-on knows a browser by. Unlike the others it is sent when a link of another
// site leads here (SameSite=Lax): so it names a session and opens nothing else.
const BrowserCookie = "__Host-sso"

// browserKey signs ids of sessions.
type browserKey []byte

// cookie is the id of a session and a signature that nobody else can make. It lives as long as the session.
func (key browserKey) cookie(session id.SessionID) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(session.UUID()))
	return session.String() + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// session is the one that a cookie names; false when it is not ours.
func (key browserKey) session(cookie string) (id.SessionID, bool) {
	written, _, _ := strings.Cut(cookie, ".")
	session, err := id.Parse[id.Session](written)
	return session, err == nil && hmac.Equal([]byte(key.cookie(session)), []byte(cookie))
}

// Browser says who is signed in at a browser that sends BrowserCookie, and in which session; false when nobody is.
func (s *Service) Browser(ctx context.Context, cookie string) (id.PersonID, id.SessionID, bool, error) {
	session, ours := s.browser.session(cookie)
	if !ours {
		return id.PersonID{}, id.SessionID{}, false, nil
	}
	var person id.PersonID
	var in bool
	err := s.db.Read(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) (err error) {
		person, _, in, err = findSession(tx, session)
		return err
	})
	return person, session, in, err
}
