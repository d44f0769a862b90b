package identity

import (
	"context"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// SignIn opens a session for a login and its password. Whether the login exists makes no difference to answer, work or time:
// one look-up, one hash, one audit entry.
func (s *Service) SignIn(ctx context.Context, login, password, device string) (SignedIn, error) {
	login = parseLogin(login)
	attempt, err := s.throttle.enter(ctx, login, audit.OriginFrom(ctx).IP, device)
	if err != nil {
		return SignedIn{}, err
	}
	row, known, err := s.look(ctx, login)
	if err != nil {
		return SignedIn{}, err
	}
	hash := row.PasswordHash
	if !known {
		hash = noHash()
	}
	ok, renew, err := s.fits(ctx, hash, password)
	if err != nil {
		s.throttle.unchecked(ctx, attempt)
		return SignedIn{}, err
	}
	if !ok || !known {
		return SignedIn{}, s.failed(ctx, row.PersonID, known)
	}
	var renewed string
	if renew {
		if renewed, err = s.hash(ctx, password); err != nil {
			return SignedIn{}, err
		}
	}
	var out SignedIn
	err = s.db.InScope(ctx, tenants.Person(row.PersonID), func(ctx context.Context, tx *tenants.Tx) (err error) {
		if renewed != "" {
			if err := updatePerson(tx, row.PersonID, map[string]any{"password_hash": renewed}); err != nil {
				return err
			}
		}
		out, err = s.open(ctx, tx, row.PersonID, "signed_in")
		return err
	})
	if err == nil {
		s.throttle.succeeded(ctx, attempt)
		if !s.throttle.knows(device, login) {
			out.Device = s.throttle.device(login)
		}
	}
	return s.withAccess(ctx, out, err)
}

// look finds who has a login.
func (s *Service) look(ctx context.Context, login string) (row loginRow, known bool, err error) {
	err = s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) (err error) {
		row, known, err = findLogin(tx, login)
		return err
	})
	return row, known, err
}

// failed puts a wrong password into the trail of the person, or of nobody, and refuses.
func (s *Service) failed(ctx context.Context, person id.PersonID, known bool) error {
	scope := tenants.Anonymous()
	if known {
		scope = tenants.Person(person)
	}
	err := s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		return s.audit.Write(ctx, tx, audit.Entry{Action: "identity.sign_in_failed"})
	})
	return unlessNil(err, errSignIn)
}

// Refresh trades a refresh token for new tokens. Exactly one of any number of parallel callers gets them.
func (s *Service) Refresh(ctx context.Context, token string) (SignedIn, error) {
	if token == "" {
		return SignedIn{}, errSessionOver
	}
	hash := hashSecret(token)
	var owner refreshOwner
	err := s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		var ok bool
		var err error
		if owner, ok, err = findRefresh(tx, hash); err == nil && !ok {
			return errSessionOver
		}
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	var out SignedIn
	var refusal error
	err = s.db.InScope(ctx, tenants.Person(owner.PersonID), func(ctx context.Context, tx *tenants.Tx) error {
		won, err := useRefresh(tx, owner.PersonID, hash)
		if err != nil {
			return err
		}
		if !won {
			refusal, err = s.reused(ctx, tx, owner, hash)
			return err
		}
		origin := audit.OriginFrom(ctx)
		alive, err := touchSession(tx, owner.PersonID, owner.SessionID, origin.IP, shortAgent(origin.Agent))
		if err != nil {
			return err
		}
		if !alive {
			return errSessionOver
		}
		out, err = s.tokens(tx, owner.PersonID, owner.SessionID)
		return err
	})
	if err == nil && refusal != nil {
		err = refusal
	}
	return s.withAccess(ctx, out, err)
}

// reused answers a token that was used before: harmless within the grace, else the end of the session. The end must be
// committed, so the refusal is a result and not an error.
func (s *Service) reused(ctx context.Context, tx *tenants.Tx, owner refreshOwner, hash digest) (refusal, err error) {
	used, err := refreshUsedAt(tx, owner.PersonID, hash)
	if err != nil {
		return nil, err
	}
	if tx.Now().Sub(used) < refreshGrace {
		return errRaced, nil
	}
	ended, err := s.endSession(ctx, tx, owner.PersonID, owner.SessionID, "identity.session_reused")
	if err != nil || !ended {
		return errSessionOver, err
	}
	return errSessionReuse, nil
}

// SignOut ends the session of the caller, known by its access token or else by its refresh token. Nobody to sign out is no error.
func (s *Service) SignOut(ctx context.Context, refresh string) error {
	var owner refreshOwner
	if caller, ok := authz.From(ctx); ok {
		owner = refreshOwner{caller.Person, caller.Session}
	} else if refresh != "" {
		err := s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) (err error) {
			owner, _, err = findRefresh(tx, hashSecret(refresh))
			return err
		})
		if err != nil {
			return err
		}
	}
	if owner.PersonID.IsZero() {
		return nil
	}
	return s.db.InScope(ctx, tenants.Person(owner.PersonID), func(ctx context.Context, tx *tenants.Tx) error {
		return s.EndSession(ctx, tx, owner.PersonID, owner.SessionID)
	})
}

// EndSession signs a person out of a session, in the caller's transaction in that person's scope. One that is over is no error.
func (s *Service) EndSession(ctx context.Context, tx *tenants.Tx, person id.PersonID, session id.SessionID) error {
	_, err := s.endSession(ctx, tx, person, session, "identity.signed_out")
	return err
}

// endSession revokes a session, notes how and tells whoever hangs on it; false when it was over.
func (s *Service) endSession(ctx context.Context, tx *tenants.Tx, person id.PersonID, session id.SessionID, action string) (bool, error) {
	ended, err := revokeSession(tx, person, session)
	if err != nil || !ended {
		return false, err
	}
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: session.String()}); err != nil {
		return false, err
	}
	return true, outbox.Publish(ctx, tx, outbox.Event{Topic: SessionEndedTopic, Object: session.String()})
}

// Session says who the caller is.
func (s *Service) Session(ctx context.Context) (SessionView, error) {
	caller, ok := authz.From(ctx)
	if !ok {
		return SessionView{}, fault.Unauthenticated
	}
	var out SessionView
	err := s.db.Read(ctx, tenants.Person(caller.Person), func(ctx context.Context, tx *tenants.Tx) (err error) {
		out, err = s.view(tx, caller.Person, caller.Session)
		return err
	})
	return out, err
}

// Sessions lists where the caller is signed in, newest use first.
func (s *Service) Sessions(ctx context.Context) ([]SessionEntry, error) {
	caller, ok := authz.From(ctx)
	if !ok {
		return nil, fault.Unauthenticated
	}
	var out []SessionEntry
	err := s.db.Read(ctx, tenants.Person(caller.Person), func(ctx context.Context, tx *tenants.Tx) error {
		rows, err := listSessions(tx, caller.Person)
		for _, r := range rows {
			out = append(out, SessionEntry{ID: r.ID, Current: r.ID == caller.Session, CreatedAt: r.CreatedAt, LastUsedAt: r.LastUsedAt, IP: r.IP, Agent: r.Agent})
		}
		return err
	})
	return out, err
}

// RevokeSession ends one session of the caller.
func (s *Service) RevokeSession(ctx context.Context, session id.SessionID) error {
	scope, err := authz.Self(ctx)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		ended, err := s.endSession(ctx, tx, scope.PersonID(), session, "identity.session_revoked")
		if err == nil && !ended {
			return fault.NotFound
		}
		return err
	})
}

// RevokeOtherSessions ends all sessions of the caller but this one.
func (s *Service) RevokeOtherSessions(ctx context.Context) error {
	caller, ok := authz.From(ctx)
	if !ok {
		return fault.Unauthenticated
	}
	return s.db.InScope(ctx, tenants.Person(caller.Person), func(ctx context.Context, tx *tenants.Tx) error {
		return s.endOthers(ctx, tx, caller.Person, caller.Session)
	})
}

func (s *Service) endOthers(ctx context.Context, tx *tenants.Tx, person id.PersonID, but id.SessionID) error {
	ended, err := revokeSessions(tx, person, but)
	if err != nil || len(ended) == 0 {
		return err
	}
	for _, session := range ended {
		if err := outbox.Publish(ctx, tx, outbox.Event{Topic: SessionEndedTopic, Object: session.String()}); err != nil {
			return err
		}
	}
	return s.audit.Write(ctx, tx, audit.Entry{Action: "identity.sessions_revoked", Data: map[string]any{"count": len(ended)}})
}

// ChangePassword replaces the caller's password and ends the caller's other sessions.
func (s *Service) ChangePassword(ctx context.Context, current, fresh string) error {
	caller, ok := authz.From(ctx)
	if !ok {
		return fault.Unauthenticated
	}
	if err := checkPassword("/new", fresh); err != nil {
		return err
	}
	// Counted for this session alone: whoever is in cannot be kept from a new password by others' guesses at the old one.
	attempt, err := s.throttle.own(ctx, caller.Session.String())
	if err != nil {
		return err
	}
	var email string
	err = s.db.Read(ctx, tenants.Person(caller.Person), func(ctx context.Context, tx *tenants.Tx) error {
		p, err := readPerson(tx, caller.Person)
		email = p.Email
		return err
	})
	if err != nil {
		return err
	}
	row, _, err := s.look(ctx, email)
	if err != nil {
		return err
	}
	ok, _, err = s.fits(ctx, row.PasswordHash, current)
	if err != nil {
		s.throttle.unchecked(ctx, attempt)
		return err
	}
	if !ok {
		return fault.Invalid.With(fault.Field{Path: "/current", Code: "password_wrong", Message: "This is not your present password."})
	}
	s.throttle.succeeded(ctx, attempt)
	hash, err := s.hash(ctx, fresh)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, tenants.Person(caller.Person), func(ctx context.Context, tx *tenants.Tx) error {
		if err := updatePerson(tx, caller.Person, map[string]any{"password_hash": hash}); err != nil {
			return err
		}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.password_changed"}); err != nil {
			return err
		}
		return s.endOthers(ctx, tx, caller.Person, caller.Session)
	})
}

// RequestReset sends a link to choose a new password to the address of the account, or a mail that there is none.
// A phone number without an account gets nothing.
func (s *Service) RequestReset(ctx context.Context, login, locale string) error {
	login = parseLogin(login)
	if login == "" {
		return nil
	}
	if err := s.throttle.message(ctx, "reset", login); err != nil {
		return err
	}
	return even(ctx, func() error {
		row, known, err := s.look(ctx, login)
		if err != nil {
			return err
		}
		if !known {
			if login[0] == '+' {
				return nil
			}
			return s.db.InScope(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
				return s.mail.Send(ctx, tx, mailNobody(locale, login, s.issuer))
			})
		}
		token := newSecret()
		return s.db.InScope(ctx, tenants.Person(row.PersonID), func(ctx context.Context, tx *tenants.Tx) error {
			if err := putOneTime(tx, row.PersonID, purposeReset, token.hash, "", resetLife); err != nil {
				return err
			}
			if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.reset_requested"}); err != nil {
				return err
			}
			return s.mail.Send(ctx, tx, mailReset(row.Locale, row.Email, s.issuer, token.text))
		})
	})
}

// ConfirmReset sets the password with a link, ends all sessions of the account and opens one.
func (s *Service) ConfirmReset(ctx context.Context, token, password string) (SignedIn, error) {
	if err := checkPassword("/password", password); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	var person id.PersonID
	err = s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) (err error) {
		person, err = findOneTime(tx, purposeReset, hashSecret(token))
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	if person.IsZero() {
		return SignedIn{}, errLink
	}
	var out SignedIn
	err = s.db.InScope(ctx, tenants.Person(person), func(ctx context.Context, tx *tenants.Tx) error {
		_, ok, err := takeOneTime(tx, person, purposeReset, hashSecret(token))
		if err != nil {
			return err
		}
		if !ok {
			return errLink
		}
		if err := updatePerson(tx, person, map[string]any{"password_hash": hash}); err != nil {
			return err
		}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.password_reset"}); err != nil {
			return err
		}
		if err := s.endOthers(ctx, tx, person, id.SessionID{}); err != nil {
			return err
		}
		out, err = s.open(ctx, tx, person, "signed_in")
		out.Device = s.throttle.device(out.View.Person.Email)
		return err
	})
	return s.withAccess(ctx, out, err)
}
