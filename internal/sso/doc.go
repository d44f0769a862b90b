// Package sso makes the hub an OpenID Provider: who is signed in at the hub is signed in at every supplier's portal that trusts it.
//
// Owns: clients of suppliers and their secrets, the requests that browsers bring, consents, sign-ins at clients, codes and tokens,
// the provider's signing keys, logout on the back channel. Tables sso_*.
//
// Does not own: who somebody is and whether a session lives (identity), who trades with whom (trading), the rules of the protocol
// itself (sso/fosite, behind Protocol), the pages /login and /connect.
//
// Invariants:
//   - Only a person with a seat in a buyer company that the supplier has approved gets in. This is asked at every step: request,
//     code, token, refresh, userinfo; a client learns no more than access_denied.
//   - Everything that was issued hangs on one sign-in: a person at a client, for one company, within one hub session. It ends with the
//     session, the seat, the relationship, the consent or the client, at once; the client is told on the back channel.
//   - A person and a company have another name for each supplier (pairwise), so suppliers cannot put together what they know.
//   - A code and a refresh token work once: of any number of parallel callers exactly one wins, the others get invalid_grant. A second
//     use within ten seconds is refused and harmless (a lost race); later it ends the sign-in, because somebody else holds a copy. There
//     is no further grace for an answer that was lost: the client sends the browser to authorize, which asks nothing while the session lives.
//   - A browser is sent to an address only if it is registered, letter by letter; every answer there carries iss.
//   - Secrets and tokens have 256 random bits and are kept as SHA-256: nothing here can be guessed, so no operation has a tight limit.
//   - A state of any length is taken: it protects the client, and PKCE (a must for public clients) protects the code.
//   - The cookie of this package identifies and changes nothing: what a form of another site sends is answered as a link would be.
//
// Times: auth_at is when the password was last given; expires_at is exclusive; a signing key is published until a day after it
// signed last, and the next two before they sign.
package sso
