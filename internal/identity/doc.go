// Package identity knows who is who: persons, their sign-in, companies, and the seats that persons have in companies.
//
// Owns: sign-up, sign-in, sessions and tokens, passwords, one-time links and codes, companies, seats, invitations, and the
// operator's list of companies. Tables identity_*.
//
// Does not own: what a role may do (platform/authz), who trades with whom (trading), what a company sells or buys.
//
// Invariants:
//   - A person exists only once its address is confirmed, and has one sign-in whatever the number of companies.
//   - Whether an account exists is told to nobody but the holder of a link sent there: sign-up, sign-in, reset and
//     invitation answer the same, and do the same work, either way.
//   - A refresh token works once. Its second use within ten seconds is refused and harmless (two tabs, a lost race);
//     later it ends the whole session, because somebody else holds a copy. A client that lost the answer of a refresh
//     signs in again.
//   - Access tokens live ten minutes and count only while their session does, so signing out and taking a seat away work at once.
//   - Nobody can be locked out by somebody else's wrong guesses: tries are counted per known device, and per address of
//     the network for unknown ones.
//   - A company always has an owner; only owners make and unmake owners.
//
// Times: created_at and the like are the hub's clock at the transaction; expires_at is exclusive.
package identity
