// Package fosite is sso.Protocol by the library ory/fosite.
//
// Owns: translation between the library's types and ours, and which of its parts are switched on: the code grant with PKCE, refresh,
// OpenID Connect.
//
// Does not own: what is kept and where (sso.Keeper), who gets in, keys and claims of ID tokens (sso).
//
// Invariants: the library never sees a database; its storage is the keeper of the call at hand, found in the context. Tokens are 256
// random bits looked up by SHA-256: there is nothing in them to verify. Of its errors a client sees word and hint, never debug texts.
// Who loses a race for a code or refresh token gets invalid_grant.
package fosite
