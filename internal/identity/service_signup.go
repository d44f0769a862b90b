package identity

import (
	"context"
	"encoding/json"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// SignUp is what somebody gives to get an account and a company.
type SignUp struct {
	Email, Name, Locale string
	Company             NewCompany
}

// SignUpPreview is what a sign-up link stands for.
type SignUpPreview struct{ Email, Name, Company, Locale string }

// SignUp sends a link to the address. Nothing about the person exists before it is opened, and the password is chosen only then:
// whoever types in somebody else's address gets nowhere. A known address gets a mail that says so; the answer is the same.
func (s *Service) SignUp(ctx context.Context, in SignUp) error {
	email, err := parseEmail(in.Email)
	if err != nil {
		return err
	}
	if in.Name, err = cleanName("/name", in.Name, personNameMost); err != nil {
		return err
	}
	if in.Company, err = in.Company.check(); err != nil {
		return err
	}
	if err := s.throttle.message(ctx, "signup", email); err != nil {
		return err
	}
	token := newSecret()
	return even(ctx, func() error {
		return s.db.InScope(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
			_, known, err := findLogin(tx, email)
			if err != nil {
				return err
			}
			// A row is written either way, so that both ways cost the same; a known person's link is never sent and runs out.
			if err := insertSignUp(tx, token.hash, email, in.Name, in.Locale, in.Company); err != nil {
				return err
			}
			if known {
				return s.mail.Send(ctx, tx, mailKnown(in.Locale, email, s.issuer))
			}
			return s.mail.Send(ctx, tx, mailConfirm(in.Locale, email, in.Name, in.Company.Name, s.issuer, token.text))
		})
	})
}

// PreviewSignUp says what a link stands for.
func (s *Service) PreviewSignUp(ctx context.Context, token string) (SignUpPreview, error) {
	var out SignUpPreview
	err := s.db.Read(ctx, tenants.Anonymous(), func(ctx context.Context, tx *tenants.Tx) error {
		row, ok, err := findSignUp(tx, hashSecret(token))
		if err != nil {
			return err
		}
		if !ok {
			return errLink
		}
		var company NewCompany
		if err := json.Unmarshal(row.Company, &company); err != nil {
			return err
		}
		out = SignUpPreview{Email: row.Email, Name: row.Name, Company: company.Name, Locale: row.Locale}
		return nil
	})
	return out, err
}

// ConfirmSignUp makes person, company and owner's seat of a link, once, and signs in.
func (s *Service) ConfirmSignUp(ctx context.Context, token, password string) (SignedIn, error) {
	if err := checkPassword("/password", password); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	person := id.New[id.Person](s.clock.Now())
	var out SignedIn
	err = s.db.InScope(ctx, tenants.Person(person), func(ctx context.Context, tx *tenants.Tx) error {
		row, ok, err := takeSignUp(tx, hashSecret(token))
		if err != nil {
			return err
		}
		if !ok {
			return errLink
		}
		var company NewCompany
		if err := json.Unmarshal(row.Company, &company); err != nil {
			return err
		}
		if _, known, err := findLogin(tx, row.Email); err != nil || known {
			return unlessNil(err, errLink)
		}
		if err := s.join(ctx, tx, Person{ID: person, Name: row.Name, Email: row.Email, Locale: row.Locale}, hash); err != nil {
			return ifTaken(err, errLink) // another link to the same address was quicker
		}
		if _, err := s.found(ctx, tx, company); err != nil {
			return err
		}
		out, err = s.open(ctx, tx, person, "signed_in")
		out.Device = s.throttle.device(row.Email)
		return err
	})
	return s.withAccess(ctx, out, err)
}

func unlessNil(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// hash hashes a password in its turn.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	leave, err := s.gate.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return hashPassword(password), nil
}

// fits checks a password against a hash in its turn.
func (s *Service) fits(ctx context.Context, hash, password string) (ok, renew bool, err error) {
	leave, err := s.gate.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	ok, renew = verifyPassword(hash, password)
	return ok, renew, nil
}
