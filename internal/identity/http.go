package identity

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"manifold/api"
	contract "manifold/api/identity"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "getKeys", Access: authz.Public},
	{Operation: "signUp", Access: authz.Public},
	{Operation: "previewSignUp", Access: authz.Public},
	{Operation: "confirmSignUp", Access: authz.Public},
	{Operation: "signIn", Access: authz.Public},
	{Operation: "getSession", Access: authz.Session},
	{Operation: "signOut", Access: authz.Public},
	{Operation: "refreshSession", Access: authz.Public},
	{Operation: "listSessions", Access: authz.Session},
	{Operation: "revokeOtherSessions", Access: authz.Session},
	{Operation: "revokeSession", Access: authz.Session},
	{Operation: "changePassword", Access: authz.Session},
	{Operation: "requestPasswordReset", Access: authz.Public},
	{Operation: "confirmPasswordReset", Access: authz.Public},
	{Operation: "updateMe", Access: authz.Session},
	{Operation: "addPhone", Access: authz.Session},
	{Operation: "removePhone", Access: authz.Session},
	{Operation: "confirmPhone", Access: authz.Session},
	{Operation: "createCompany", Access: authz.Session},
	{Operation: "getCompany", Access: authz.Access(mayReadCompany)},
	{Operation: "updateCompany", Access: authz.Access(mayWriteCompany)},
	{Operation: "getCompanyLogo", Access: authz.Access(mayReadCompany)},
	{Operation: "putCompanyLogo", Access: authz.Access(mayWriteCompany)},
	{Operation: "deleteCompanyLogo", Access: authz.Access(mayWriteCompany)},
	{Operation: "listSeats", Access: authz.Access(mayReadSeats)},
	{Operation: "updateSeat", Access: authz.Access(mayWriteSeats)},
	{Operation: "removeSeat", Access: authz.Access(mayWriteSeats)},
	{Operation: "listInvitations", Access: authz.Access(mayReadSeats)},
	{Operation: "inviteColleague", Access: authz.Access(mayWriteSeats)},
	{Operation: "revokeInvitation", Access: authz.Access(mayWriteSeats)},
	{Operation: "resendInvitation", Access: authz.Access(mayWriteSeats)},
	{Operation: "previewInvitation", Access: authz.Public},
	{Operation: "acceptInvitation", Access: authz.Public},
	{Operation: "listTenants", Access: authz.Access(mayReadTenants)},
	{Operation: "setTenantState", Access: authz.Access(mayWriteTenants)},
}

// Handler answers the operations of identity.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) {
		contract.RegisterHandlers(r, contract.NewStrictHandler(h, []contract.StrictMiddlewareFunc{carryVisitor}))
	})
}

// Cookies. The prefix __Host- binds them to this host, to https (or loopback) and to the path /.
const (
	cookieAccess  = web.AccessCookie
	cookieRefresh = "__Host-refresh"
	cookieDevice  = "__Host-device"
)

// visitor is what a browser tells of itself that the operations of this package need.
type visitor struct{ refresh, device, locale string }

type visitorInContext struct{}

func carryVisitor(next contract.StrictHandlerFunc, _ string) contract.StrictHandlerFunc {
	return func(c echo.Context, request any) (any, error) {
		got := visitor{locale: "en"}
		if k, err := c.Cookie(cookieRefresh); err == nil {
			got.refresh = k.Value
		}
		if k, err := c.Cookie(cookieDevice); err == nil {
			got.device = k.Value
		}
		r := c.Request()
		asked, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
		if _, at, _ := spoken.Match(asked...); err == nil && at == 1 {
			got.locale = chinese
		}
		c.SetRequest(r.WithContext(context.WithValue(r.Context(), visitorInContext{}, got)))
		return next(c, request)
	}
}

var spoken = language.NewMatcher([]language.Tag{language.English, language.Chinese})

func visitorFrom(ctx context.Context) visitor {
	got, _ := ctx.Value(visitorInContext{}).(visitor)
	return got
}

func setCookie(w http.ResponseWriter, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(life.Seconds()), HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode})
}

func dropCookie(w http.ResponseWriter, name string) {
	http.SetCookie(w, &http.Cookie{Name: name, Path: "/", MaxAge: -1, HttpOnly: true, Secure: true, SameSite: http.SameSiteStrictMode})
}

// DropCookies takes the cookies of a session out of the browser.
func DropCookies(w http.ResponseWriter) {
	for _, name := range []string{cookieAccess, cookieRefresh, BrowserCookie} {
		dropCookie(w, name)
	}
}

// signedIn answers with a session: tokens as cookies, or in the body for a client that asked for them.
type signedIn struct {
	SignedIn
	bearer bool
}

func (a signedIn) visit(w http.ResponseWriter) error {
	body := contract.SignedIn{Session: showSession(a.View)}
	if a.bearer {
		body.AccessToken, body.AccessExpiresAt, body.RefreshToken = &a.Access, &a.AccessExpires, &a.Refresh
	} else {
		setCookie(w, cookieAccess, a.Access, accessLife)
		setCookie(w, cookieRefresh, a.Refresh, sessionLife)
		http.SetCookie(w, &http.Cookie{Name: BrowserCookie, Value: a.Browser, Path: "/", MaxAge: int(sessionLife.Seconds()), HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
		if a.Device != "" {
			setCookie(w, cookieDevice, a.Device, 365*24*time.Hour)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	return json.NewEncoder(w).Encode(body)
}

func (a signedIn) VisitSignInResponse(w http.ResponseWriter) error               { return a.visit(w) }
func (a signedIn) VisitConfirmSignUpResponse(w http.ResponseWriter) error        { return a.visit(w) }
func (a signedIn) VisitRefreshSessionResponse(w http.ResponseWriter) error       { return a.visit(w) }
func (a signedIn) VisitConfirmPasswordResetResponse(w http.ResponseWriter) error { return a.visit(w) }
func (a signedIn) VisitAcceptInvitationResponse(w http.ResponseWriter) error     { return a.visit(w) }

func bearer(t *contract.Transport) bool { return t != nil && *t == contract.Bearer }

// signedOut takes the cookies away and tells the browser to forget what it kept of this site.
type signedOut struct{}

func (signedOut) VisitSignOutResponse(w http.ResponseWriter) error {
	DropCookies(w)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// GetKeys answers getKeys.
func (h Handler) GetKeys(ctx context.Context, _ contract.GetKeysRequestObject) (contract.GetKeysResponseObject, error) {
	keys, err := h.service.PublicKeys(ctx)
	out := contract.GetKeys200JSONResponse{Keys: []contract.Key{}}
	for _, k := range keys { // RFC 8037
		out.Keys = append(out.Keys, contract.Key{Kty: "OKP", Crv: "Ed25519", Use: "sig", Alg: "EdDSA", Kid: k.ID, X: base64.RawURLEncoding.EncodeToString(k.Key)})
	}
	return out, err
}

// SignUp answers signUp.
func (h Handler) SignUp(ctx context.Context, r contract.SignUpRequestObject) (contract.SignUpResponseObject, error) {
	err := h.service.SignUp(ctx, SignUp{Email: r.Body.Email, Name: r.Body.Name, Locale: string(r.Body.Locale), Company: takeCompany(r.Body.Company)})
	return contract.SignUp202Response{}, err
}

// PreviewSignUp answers previewSignUp.
func (h Handler) PreviewSignUp(ctx context.Context, r contract.PreviewSignUpRequestObject) (contract.PreviewSignUpResponseObject, error) {
	p, err := h.service.PreviewSignUp(ctx, r.Body.Token)
	return contract.PreviewSignUp200JSONResponse{Email: p.Email, Name: p.Name, Company: p.Company}, err
}

// ConfirmSignUp answers confirmSignUp.
func (h Handler) ConfirmSignUp(ctx context.Context, r contract.ConfirmSignUpRequestObject) (contract.ConfirmSignUpResponseObject, error) {
	in, err := h.service.ConfirmSignUp(ctx, r.Body.Token, r.Body.Password)
	return signedIn{in, bearer(r.Body.Transport)}, err
}

// SignIn answers signIn.
func (h Handler) SignIn(ctx context.Context, r contract.SignInRequestObject) (contract.SignInResponseObject, error) {
	in, err := h.service.SignIn(ctx, r.Body.Login, r.Body.Password, visitorFrom(ctx).device)
	return signedIn{in, bearer(r.Body.Transport)}, err
}

// GetSession answers getSession.
func (h Handler) GetSession(ctx context.Context, _ contract.GetSessionRequestObject) (contract.GetSessionResponseObject, error) {
	v, err := h.service.Session(ctx)
	return contract.GetSession200JSONResponse(showSession(v)), err
}

// SignOut answers signOut.
func (h Handler) SignOut(ctx context.Context, _ contract.SignOutRequestObject) (contract.SignOutResponseObject, error) {
	return signedOut{}, h.service.SignOut(ctx, visitorFrom(ctx).refresh)
}

// RefreshSession answers refreshSession.
func (h Handler) RefreshSession(ctx context.Context, r contract.RefreshSessionRequestObject) (contract.RefreshSessionResponseObject, error) {
	token, asBearer := visitorFrom(ctx).refresh, false
	if r.Body != nil && r.Body.RefreshToken != nil {
		token, asBearer = *r.Body.RefreshToken, true
	}
	in, err := h.service.Refresh(ctx, token)
	return signedIn{in, asBearer}, err
}

// ListSessions answers listSessions.
func (h Handler) ListSessions(ctx context.Context, _ contract.ListSessionsRequestObject) (contract.ListSessionsResponseObject, error) {
	rows, err := h.service.Sessions(ctx)
	out := contract.ListSessions200JSONResponse{Items: []contract.SessionEntry{}}
	for _, r := range rows {
		out.Items = append(out.Items, contract.SessionEntry{ID: r.ID, Current: r.Current, CreatedAt: r.CreatedAt, LastUsedAt: r.LastUsedAt, IP: r.IP, Agent: r.Agent})
	}
	return out, err
}

// RevokeOtherSessions answers revokeOtherSessions.
func (h Handler) RevokeOtherSessions(ctx context.Context, _ contract.RevokeOtherSessionsRequestObject) (contract.RevokeOtherSessionsResponseObject, error) {
	return contract.RevokeOtherSessions204Response{}, h.service.RevokeOtherSessions(ctx)
}

// RevokeSession answers revokeSession.
func (h Handler) RevokeSession(ctx context.Context, r contract.RevokeSessionRequestObject) (contract.RevokeSessionResponseObject, error) {
	return contract.RevokeSession204Response{}, h.service.RevokeSession(ctx, r.Session)
}

// ChangePassword answers changePassword.
func (h Handler) ChangePassword(ctx context.Context, r contract.ChangePasswordRequestObject) (contract.ChangePasswordResponseObject, error) {
	return contract.ChangePassword204Response{}, h.service.ChangePassword(ctx, r.Body.Current, r.Body.New)
}

// RequestPasswordReset answers requestPasswordReset.
func (h Handler) RequestPasswordReset(ctx context.Context, r contract.RequestPasswordResetRequestObject) (contract.RequestPasswordResetResponseObject, error) {
	return contract.RequestPasswordReset202Response{}, h.service.RequestReset(ctx, r.Body.Login, visitorFrom(ctx).locale)
}

// ConfirmPasswordReset answers confirmPasswordReset.
func (h Handler) ConfirmPasswordReset(ctx context.Context, r contract.ConfirmPasswordResetRequestObject) (contract.ConfirmPasswordResetResponseObject, error) {
	in, err := h.service.ConfirmReset(ctx, r.Body.Token, r.Body.Password)
	return signedIn{in, bearer(r.Body.Transport)}, err
}

// UpdateMe answers updateMe.
func (h Handler) UpdateMe(ctx context.Context, r contract.UpdateMeRequestObject) (contract.UpdateMeResponseObject, error) {
	p, err := h.service.UpdateMe(ctx, PersonChange{Name: r.Body.Name, Locale: (*string)(r.Body.Locale)})
	return contract.UpdateMe200JSONResponse(showPerson(p)), err
}

// AddPhone answers addPhone.
func (h Handler) AddPhone(ctx context.Context, r contract.AddPhoneRequestObject) (contract.AddPhoneResponseObject, error) {
	return contract.AddPhone202Response{}, h.service.AddPhone(ctx, r.Body.Phone)
}

// ConfirmPhone answers confirmPhone.
func (h Handler) ConfirmPhone(ctx context.Context, r contract.ConfirmPhoneRequestObject) (contract.ConfirmPhoneResponseObject, error) {
	p, err := h.service.ConfirmPhone(ctx, r.Body.Phone, r.Body.Code)
	return contract.ConfirmPhone200JSONResponse(showPerson(p)), err
}

// RemovePhone answers removePhone.
func (h Handler) RemovePhone(ctx context.Context, _ contract.RemovePhoneRequestObject) (contract.RemovePhoneResponseObject, error) {
	return contract.RemovePhone204Response{}, h.service.RemovePhone(ctx)
}

// CreateCompany answers createCompany.
func (h Handler) CreateCompany(ctx context.Context, r contract.CreateCompanyRequestObject) (contract.CreateCompanyResponseObject, error) {
	c, err := h.service.CreateCompany(ctx, takeCompany(*r.Body))
	return contract.CreateCompany201JSONResponse{Body: showCompany(c), Headers: contract.CreateCompany201ResponseHeaders{ETag: etag(c)}}, err
}

// GetCompany answers getCompany.
func (h Handler) GetCompany(ctx context.Context, r contract.GetCompanyRequestObject) (contract.GetCompanyResponseObject, error) {
	c, err := h.service.Company(ctx, r.Company)
	return contract.GetCompany200JSONResponse{Body: showCompany(c), Headers: contract.GetCompany200ResponseHeaders{ETag: etag(c)}}, err
}

// UpdateCompany answers updateCompany.
func (h Handler) UpdateCompany(ctx context.Context, r contract.UpdateCompanyRequestObject) (contract.UpdateCompanyResponseObject, error) {
	version, given, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if given && version == 0 { // which no company ever had, and which would mean any below
		return nil, fault.Stale
	}
	b := r.Body
	change := CompanyChange{Name: b.Name, Country: b.Country, Phone: b.Phone, Address: b.Address, Website: b.Website}
	if b.Parts != nil {
		change.Parts = texts(*b.Parts)
	}
	c, err := h.service.UpdateCompany(ctx, r.Company, version, change)
	return contract.UpdateCompany200JSONResponse{Body: showCompany(c), Headers: contract.UpdateCompany200ResponseHeaders{ETag: etag(c)}}, err
}

// PutCompanyLogo answers putCompanyLogo.
func (h Handler) PutCompanyLogo(ctx context.Context, r contract.PutCompanyLogoRequestObject) (contract.PutCompanyLogoResponseObject, error) {
	c, err := h.service.PutLogo(ctx, r.Company, r.Body)
	return contract.PutCompanyLogo200JSONResponse{Body: showCompany(c), Headers: contract.PutCompanyLogo200ResponseHeaders{ETag: etag(c)}}, err
}

// GetCompanyLogo answers getCompanyLogo.
func (h Handler) GetCompanyLogo(ctx context.Context, r contract.GetCompanyLogoRequestObject) (contract.GetCompanyLogoResponseObject, error) {
	body, info, err := h.service.Logo(ctx, r.Company)
	return logo{body, info.ContentType, info.Size}, err
}

// logo answers with the picture; its type was found out from its bytes when it came.
type logo struct {
	body io.ReadCloser
	kind string
	size int64
}

func (l logo) VisitGetCompanyLogoResponse(w http.ResponseWriter) error {
	defer func() { _ = l.body.Close() }()
	w.Header().Set("Content-Type", l.kind)
	w.Header().Set("Content-Length", strconv.FormatInt(l.size, 10))
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, l.body)
	return err
}

// DeleteCompanyLogo answers deleteCompanyLogo.
func (h Handler) DeleteCompanyLogo(ctx context.Context, r contract.DeleteCompanyLogoRequestObject) (contract.DeleteCompanyLogoResponseObject, error) {
	return contract.DeleteCompanyLogo204Response{}, h.service.DeleteLogo(ctx, r.Company)
}

// ListSeats answers listSeats.
func (h Handler) ListSeats(ctx context.Context, r contract.ListSeatsRequestObject) (contract.ListSeatsResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Seats(ctx, r.Company, optional.Value(r.Params.Q), request)
	out := contract.ListSeats200JSONResponse{Items: []contract.Seat{}, Next: next(got.Next)}
	for _, t := range got.Items {
		out.Items = append(out.Items, showSeat(ctx, t))
	}
	return out, err
}

// UpdateSeat answers updateSeat.
func (h Handler) UpdateSeat(ctx context.Context, r contract.UpdateSeatRequestObject) (contract.UpdateSeatResponseObject, error) {
	t, err := h.service.UpdateSeat(ctx, r.Company, r.Seat, texts(r.Body.Roles))
	return contract.UpdateSeat200JSONResponse(showSeat(ctx, t)), err
}

// RemoveSeat answers removeSeat.
func (h Handler) RemoveSeat(ctx context.Context, r contract.RemoveSeatRequestObject) (contract.RemoveSeatResponseObject, error) {
	return contract.RemoveSeat204Response{}, h.service.RemoveSeat(ctx, r.Company, r.Seat)
}

// ListInvitations answers listInvitations.
func (h Handler) ListInvitations(ctx context.Context, r contract.ListInvitationsRequestObject) (contract.ListInvitationsResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Invitations(ctx, r.Company, request)
	out := contract.ListInvitations200JSONResponse{Items: []contract.Invitation{}, Next: next(got.Next)}
	for _, i := range got.Items {
		out.Items = append(out.Items, showInvitation(i))
	}
	return out, err
}

// InviteColleague answers inviteColleague.
func (h Handler) InviteColleague(ctx context.Context, r contract.InviteColleagueRequestObject) (contract.InviteColleagueResponseObject, error) {
	i, err := h.service.Invite(ctx, r.Company, r.Body.Email, texts(r.Body.Roles), locale(ctx, r.Body.Locale))
	return contract.InviteColleague201JSONResponse(showInvitation(i)), err
}

// RevokeInvitation answers revokeInvitation.
func (h Handler) RevokeInvitation(ctx context.Context, r contract.RevokeInvitationRequestObject) (contract.RevokeInvitationResponseObject, error) {
	return contract.RevokeInvitation204Response{}, h.service.RevokeInvitation(ctx, r.Company, r.Invitation)
}

// ResendInvitation answers resendInvitation.
func (h Handler) ResendInvitation(ctx context.Context, r contract.ResendInvitationRequestObject) (contract.ResendInvitationResponseObject, error) {
	i, err := h.service.ResendInvitation(ctx, r.Company, r.Invitation)
	return contract.ResendInvitation200JSONResponse(showInvitation(i)), err
}

// PreviewInvitation answers previewInvitation.
func (h Handler) PreviewInvitation(ctx context.Context, r contract.PreviewInvitationRequestObject) (contract.PreviewInvitationResponseObject, error) {
	p, err := h.service.PreviewInvitation(ctx, r.Body.Token)
	return contract.PreviewInvitation200JSONResponse{Company: p.Company, InvitedBy: p.InvitedBy, Email: p.Email, Known: p.Known}, err
}

// AcceptInvitation answers acceptInvitation.
func (h Handler) AcceptInvitation(ctx context.Context, r contract.AcceptInvitationRequestObject) (contract.AcceptInvitationResponseObject, error) {
	b := r.Body
	in, err := h.service.AcceptInvitation(ctx, b.Token, optional.Value(b.Name), optional.Value(b.Password), locale(ctx, b.Locale), visitorFrom(ctx).device)
	return signedIn{in, bearer(b.Transport)}, err
}

// ListTenants answers listTenants.
func (h Handler) ListTenants(ctx context.Context, r contract.ListTenantsRequestObject) (contract.ListTenantsResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Tenants(ctx, r.Company, optional.Value(r.Params.Q), string(optional.Value(r.Params.Part)), request)
	out := contract.ListTenants200JSONResponse{Items: []contract.Tenant{}, Next: next(got.Next)}
	for _, c := range got.Items {
		out.Items = append(out.Items, showTenant(c))
	}
	return out, err
}

// SetTenantState answers setTenantState.
func (h Handler) SetTenantState(ctx context.Context, r contract.SetTenantStateRequestObject) (contract.SetTenantStateResponseObject, error) {
	c, err := h.service.SetTenantState(ctx, r.Company, r.Tenant, string(r.Body.State), optional.Value(r.Body.Reason))
	return contract.SetTenantState200JSONResponse(showTenant(c)), err
}

func takeCompany(n contract.NewCompany) NewCompany {
	return NewCompany{Name: n.Name, Country: n.Country, Parts: texts(n.Parts)}
}

func showSession(v SessionView) contract.Session {
	out := contract.Session{ID: v.ID, Person: showPerson(v.Person), Seats: []contract.MySeat{}}
	for _, s := range v.Seats {
		seat := authz.Seat{ID: s.ID, Company: s.Company.ID, Parts: s.Company.Parts, Roles: asRoles(s.Roles), Suspended: s.Company.State == stateSuspended}
		out.Seats = append(out.Seats, contract.MySeat{
			ID: s.ID, Roles: words[api.Role](s.Roles), Permissions: texts(authz.Permissions(seat)),
			Company: contract.CompanySummary{ID: s.Company.ID, Name: s.Company.Name, Parts: words[api.Part](s.Company.Parts), State: contract.CompanyState(s.Company.State)},
		})
	}
	return out
}

func showPerson(p Person) contract.Person {
	return contract.Person{ID: p.ID, Name: p.Name, Email: p.Email, Phone: optional.Of(p.Phone), Locale: api.Locale(p.Locale)}
}

func showCompany(c Company) contract.Company {
	out := contract.Company{ID: c.ID, Name: c.Name, Country: c.Country, Parts: words[api.Part](c.Parts), State: contract.CompanyState(c.State), StateReason: optional.Of(c.StateReason),
		Phone: optional.Of(c.Phone), Address: optional.Of(c.Address), Website: optional.Of(c.Website), CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt}
	if !c.Logo.IsZero() {
		out.Logo = optional.Of("/api/companies/" + c.ID.String() + "/logo?v=" + c.Logo.String())
	}
	return out
}

func showTenant(c Company) contract.Tenant {
	return contract.Tenant{ID: c.ID, Name: c.Name, Country: c.Country, Parts: words[api.Part](c.Parts), State: contract.CompanyState(c.State), StateReason: optional.Of(c.StateReason), CreatedAt: c.CreatedAt}
}

func showSeat(ctx context.Context, t Seat) contract.Seat {
	caller, _ := authz.From(ctx)
	me := caller != nil && caller.Person == t.Person
	return contract.Seat{ID: t.ID, Person: t.Person, Name: t.Name, Email: t.Email, Roles: words[api.Role](t.Roles), CreatedAt: t.CreatedAt, Me: &me}
}

func showInvitation(i Invitation) contract.Invitation {
	return contract.Invitation{ID: i.ID, Email: i.Email, Roles: words[api.Role](i.Roles), InvitedBy: i.InvitedBy, CreatedAt: i.CreatedAt, ExpiresAt: i.ExpiresAt}
}

func etag(c Company) *string { return optional.Of(web.ETag(c.Version)) }

func locale(ctx context.Context, asked *api.Locale) string {
	if asked != nil {
		return string(*asked)
	}
	return visitorFrom(ctx).locale
}

func next(cursor string) *string { return optional.Of(cursor) }

// words and texts carry lists of named texts from one type into another.
func words[T ~string](in []string) []T {
	out := make([]T, len(in))
	for i, w := range in {
		out[i] = T(w)
	}
	return out
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, w := range in {
		out[i] = string(w)
	}
	return out
}
