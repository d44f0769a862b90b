package app_test

import (
	"net/http"
	"net/url"
	"testing"

	"manifold/internal/app/apptest"
	"manifold/internal/kernel/id"
	"manifold/internal/sso"
)

// portals gives the victim what single sign-on keeps: a supplier's client, and, as a person, a request that waits, an app that was let
// in and a sign-in there.
func portals(t *testing.T, hub *apptest.Hub, owner apptest.Someone, name string, parts []string) map[string]string {
	t.Helper()
	supplier, buyer := owner, owner
	if parts[0] != "supplier" {
		supplier = hub.Company(t, canary+" portals of "+name, "supplier")
	}
	if parts[0] != "buyer" { // its name comes last, so that the victim's own company stays its first
		buyer = hub.Company(t, "zz "+canary+" visitor of "+name, "buyer")
		if err := hub.Identity.ProvisionSeat(t.Context(), buyer.Person, buyer.Company, owner.Person, "buyer"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := connect(t, hub).Exec(t.Context(), "INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state) VALUES ($1, $2, 'approved') ON CONFLICT DO NOTHING",
		supplier.Company.ID.UUID(), buyer.Company.ID.UUID())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	var made, second struct{ ID string }
	client := map[string]any{"name": canary + " portal", "auth_method": "none", "redirect_uris": []string{"https://" + canary + ".example/back"}, "scopes": []string{"profile"}}
	supplier.Do(t, http.MethodPost, supplier.Path("/sso/clients"), client).Into(t, &made)
	client["auth_method"] = "client_secret_basic"
	supplier.Do(t, http.MethodPost, supplier.Path("/sso/clients"), client).Into(t, &second)
	ids["client"] = second.ID
	for _, each := range []string{made.ID, second.ID} {
		request := waiting(t, hub, each)
		owner.Do(t, http.MethodPost, "/api/sso/requests/"+request+"/decision", map[string]any{"allow": true})
	}
	var apps, signIns struct {
		Items []struct {
			ID     string
			Client struct{ ID string }
		}
	}
	owner.Do(t, http.MethodGet, "/api/sso/apps", nil).Into(t, &apps)
	owner.Do(t, http.MethodGet, "/api/sso/sign-ins", nil).Into(t, &signIns)
	for _, a := range apps.Items {
		if a.Client.ID == second.ID {
			ids["app"] = a.ID
		}
	}
	for _, s := range signIns.Items {
		if s.Client.ID == made.ID {
			ids["sign_in"] = s.ID
		}
	}
	ids["pending"] = waiting(t, hub, made.ID)
	owner.Do(t, http.MethodGet, "/api/sso/requests/"+ids["pending"], nil) // the victim's from now on
	return ids
}

// waiting brings a browser that nobody is signed in at to the hub, and returns the secret of its request.
func waiting(t *testing.T, hub *apptest.Hub, client string) string {
	t.Helper()
	form := url.Values{
		"client_id": {client}, "redirect_uri": {"https://" + canary + ".example/back"}, "response_type": {"code"}, "scope": {"openid profile"},
		"code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}, "code_challenge_method": {"S256"},
	}
	got := hub.Do(t, "", http.MethodGet, "/api/sso/authorize?"+form.Encode(), nil)
	login, err := url.Parse(got.Header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	connect, err := url.Parse(login.Query().Get("to"))
	if err != nil || connect.Query().Get("request") == "" {
		t.Fatalf("authorize: %d, led to %s", got.Status, login)
	}
	return connect.Query().Get("request")
}

func portalGhosts() map[string]string {
	return map[string]string{
		"client": id.NewRandom[sso.ClientKind]().String(), "app": id.NewRandom[sso.AppKind]().String(), "sign_in": id.NewRandom[sso.SignInKind]().String(),
		"pending": "nobody-ever-made-this-request",
	}
}
