package sso

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"manifold/internal/kernel/id"
)

// pairwise makes the names that persons and companies have for one supplier only. key is derived from the hub's secret for this.
type pairwise []byte

// person is the subject: the person's name at this supplier.
func (key pairwise) person(tenant id.CompanyID, person id.PersonID) string {
	return key.name("person", tenant, person.UUID())
}

// company is the buyer company's name at this supplier.
func (key pairwise) company(tenant, buyer id.CompanyID) string {
	return key.name("company", tenant, buyer.UUID())
}

func (key pairwise) name(what string, tenant id.CompanyID, whom string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(what + "\x00" + tenant.UUID() + "\x00" + whom))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// claimScopes says with which scope each claim comes.
var claimScopes = map[string]string{
	"name": scopeProfile, "locale": scopeProfile, "updated_at": scopeProfile,
	"email": scopeEmail, "email_verified": scopeEmail,
	"phone_number": scopePhone, "phone_number_verified": scopePhone,
	"address":     scopeAddress,
	"customer_id": scopeCustomer, "customer_code": scopeCustomer, "customer_name": scopeCustomer, "customer_roles": scopeCustomer,
}

// scopeOf is the scope that a claim comes with; empty for claims that come anyway or not at all.
func scopeOf(claim string) string { return claimScopes[claim] }

// person is what claims are made of.
type person struct {
	id        id.PersonID
	name      string
	email     string
	phone     string
	locale    string
	updatedAt time.Time
}

// claims are what a client that was granted the scopes may know.
func (key pairwise) claims(tenant id.CompanyID, p person, c company, granted []string) map[string]any {
	out := map[string]any{"sub": key.person(tenant, p.id)}
	has := func(scope string) bool { return slices.Contains(granted, scope) }
	if has(scopeProfile) {
		out["name"], out["locale"], out["updated_at"] = p.name, p.locale, p.updatedAt.Unix()
	}
	if has(scopeEmail) {
		out["email"], out["email_verified"] = p.email, true // a person exists only once its address is confirmed
	}
	if has(scopePhone) && p.phone != "" {
		out["phone_number"], out["phone_number_verified"] = p.phone, true // nor does a number without its code
	}
	if has(scopeAddress) {
		address := map[string]any{"country": c.country}
		if c.address != "" {
			address["formatted"] = c.address
		}
		out["address"] = address
	}
	if has(scopeCustomer) {
		out["customer_id"], out["customer_code"] = key.company(tenant, c.id), c.code
		out["customer_name"], out["customer_roles"] = c.name, c.roles
	}
	return out
}

// wanted adds the claims that the parameter claims asks for in the ID token, as far as they are granted.
func wanted(into, known map[string]any, asked string) {
	var list claimsAsked
	if asked == "" || json.Unmarshal([]byte(asked), &list) != nil {
		return
	}
	for name := range list.IDToken {
		if value, ok := known[name]; ok && into[name] == nil {
			into[name] = value
		}
	}
}

// How the person signed in, as the claims acr and amr say it.
const acrPassword = "urn:manifold:acr:password"

var amrPassword = []string{"pwd"}
