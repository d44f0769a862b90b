package identity

import (
	"context"
	"errors"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// PersonChange holds what shall change; nil stays as it is.
type PersonChange struct{ Name, Locale *string }

// UpdateMe changes the caller's name or language.
func (s *Service) UpdateMe(ctx context.Context, change PersonChange) (Person, error) {
	scope, err := authz.Self(ctx)
	if err != nil {
		return Person{}, err
	}
	columns := map[string]any{}
	if change.Name != nil {
		name, err := cleanName("/name", *change.Name, personNameMost)
		if err != nil {
			return Person{}, err
		}
		columns["name"] = name
	}
	if change.Locale != nil {
		columns["locale"] = *change.Locale
	}
	var out Person
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := updatePerson(tx, scope.PersonID(), columns); err != nil {
			return err
		}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.person_changed"}); err != nil {
			return err
		}
		out, err = readPerson(tx, scope.PersonID())
		return err
	})
	return out, err
}

// AddPhone sends a code to a number. Whether somebody else has it is not told before the code is given.
func (s *Service) AddPhone(ctx context.Context, number string) error {
	scope, err := authz.Self(ctx)
	if err != nil {
		return err
	}
	phone, err := parsePhone(number)
	if err != nil {
		return err
	}
	if err := s.throttle.message(ctx, "phone", phone); err != nil {
		return err
	}
	if err := s.throttle.message(ctx, "phone", scope.PersonID().String()); err != nil {
		return err
	}
	code := newCode()
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		p, err := readPerson(tx, scope.PersonID())
		if err != nil {
			return err
		}
		if err := putOneTime(tx, p.ID, purposePhone, codeHash(p, phone, code), phone, codeLife); err != nil {
			return err
		}
		return s.sms.Send(ctx, tx, smsCode(p.Locale, phone, code))
	})
}

// codeHash binds a code to the person and the number, so that equal codes of two persons don't collide.
func codeHash(p Person, phone, code string) digest {
	return hashSecret(p.ID.String() + " " + phone + " " + code)
}

// ConfirmPhone makes the number a login of the caller. After five wrong codes a new one must be sent.
func (s *Service) ConfirmPhone(ctx context.Context, number, code string) (Person, error) {
	scope, err := authz.Self(ctx)
	if err != nil {
		return Person{}, err
	}
	phone, err := parsePhone(number)
	if err != nil {
		return Person{}, err
	}
	var out Person
	wrong := false
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		p, err := readPerson(tx, scope.PersonID())
		if err != nil {
			return err
		}
		// Counted first: that locks the row, so that guesses at the same time are counted one after the other.
		if err := countTry(tx, p.ID, purposePhone); err != nil {
			return err
		}
		_, ok, err := takeOneTime(tx, p.ID, purposePhone, codeHash(p, phone, code))
		if err != nil {
			return err
		}
		if !ok { // the count must stay, so this is no error yet
			wrong = true
			return nil
		}
		if p.Phone != "" {
			if err := deleteLogin(tx, p.ID, p.Phone); err != nil {
				return err
			}
		}
		if err := insertLogin(tx, p.ID, phone); err != nil {
			return ifTaken(err, errPhoneTaken)
		}
		if err := updatePerson(tx, p.ID, map[string]any{"phone": phone}); err != nil {
			return err
		}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "identity.phone_confirmed"}); err != nil {
			return err
		}
		out, err = readPerson(tx, p.ID)
		return err
	})
	if err == nil && wrong {
		err = errCode.With(fault.Field{Path: "/code", Code: "code", Message: "This code is not right, or it has run out."})
	}
	return out, err
}

// RemovePhone takes the caller's number out; it is no login any more.
func (s *Service) RemovePhone(ctx context.Context) error {
	scope, err := authz.Self(ctx)
	if err != nil {
		return err
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		p, err := readPerson(tx, scope.PersonID())
		if err != nil {
			return err
		}
		if p.Phone == "" {
			return errNothing
		}
		if err := deleteLogin(tx, p.ID, p.Phone); err != nil {
			return err
		}
		if err := updatePerson(tx, p.ID, map[string]any{"phone": nil}); err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "identity.phone_removed"})
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

// errNothing ends a transaction that has nothing to do.
var errNothing = errors.New("identity: nothing to do")
