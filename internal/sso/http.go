package sso

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	contract "manifold/api/sso"
	"manifold/internal/identity"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "getProvider", Access: authz.Public},
	{Operation: "getProviderKeys", Access: authz.Public},
	{Operation: "authorize", Access: authz.Public},
	{Operation: "authorizeByForm", Access: authz.Public},
	{Operation: "exchangeToken", Access: authz.Public},
	{Operation: "getUserInfo", Access: authz.Public},
	{Operation: "postUserInfo", Access: authz.Public},
	{Operation: "revokeToken", Access: authz.Public},
	{Operation: "introspectToken", Access: authz.Public},
	{Operation: "endSession", Access: authz.Public},
	{Operation: "endSessionByForm", Access: authz.Public},
	{Operation: "getRequest", Access: authz.Session},
	{Operation: "decideRequest", Access: authz.Session},
	{Operation: "listApps", Access: authz.Session},
	{Operation: "revokeApp", Access: authz.Session},
	{Operation: "listSignIns", Access: authz.Session},
	{Operation: "endSignIn", Access: authz.Session},
	{Operation: "listClients", Access: authz.Access(mayReadClients)},
	{Operation: "createClient", Access: authz.Access(mayWriteClients)},
	{Operation: "getClient", Access: authz.Access(mayReadClients)},
	{Operation: "updateClient", Access: authz.Access(mayWriteClients)},
	{Operation: "deleteClient", Access: authz.Access(mayWriteClients)},
	{Operation: "rotateSecret", Access: authz.Access(mayWriteClients)},
	{Operation: "listClientSignIns", Access: authz.Access(mayReadClients)},
	{Operation: "listProviderKeys", Access: authz.Access(mayReadKeys)},
	{Operation: "rotateProviderKey", Access: authz.Access(mayWriteKeys)},
}

// Handler answers the operations of sso.yaml. Those that speak OAuth are in http_protocol.go.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) {
		contract.RegisterHandlers(r, contract.NewStrictHandler(h, []contract.StrictMiddlewareFunc{carryCall}))
	})
}

// GetRequest answers getRequest.
func (h Handler) GetRequest(ctx context.Context, r contract.GetRequestRequestObject) (contract.GetRequestResponseObject, error) {
	p, err := h.service.Pending(ctx, r.Pending)
	out := contract.GetRequest200JSONResponse{
		ID: r.Pending, Kind: contract.ConnectRequestKind(p.Kind), Scopes: showScopes(p.Scopes), Companies: []contract.ConnectCompany{},
		Ready: p.Ready, Again: p.Again, LoginHint: optional.Of(p.LoginHint), ExpiresAt: p.ExpiresAt,
	}
	if !p.Client.ID.IsZero() {
		client, supplier := showName(p.Client)
		out.Client, out.Supplier = &client, &supplier
	}
	for _, c := range p.Companies {
		last := c.Last
		out.Companies = append(out.Companies, contract.ConnectCompany{
			ID: c.ID, Name: c.Name, Relationship: contract.ConnectCompanyRelationship(c.Relationship), CustomerCode: optional.Of(c.CustomerCode), May: c.May, Consented: c.Consented, Last: &last,
		})
	}
	return out, err
}

// DecideRequest answers decideRequest.
func (h Handler) DecideRequest(ctx context.Context, r contract.DecideRequestRequestObject) (contract.DecideRequestResponseObject, error) {
	var buyer id.CompanyID
	if r.Body.Company != nil {
		buyer = *r.Body.Company
	}
	to, signedOut, err := h.service.Decide(ctx, r.Pending, r.Body.Allow, buyer)
	return onward{contract.Onward{GoTo: to}, signedOut}, err
}

// onward says where the browser goes, and takes its cookies if it is signed out.
type onward struct {
	contract.Onward
	signedOut bool
}

func (o onward) VisitDecideRequestResponse(w http.ResponseWriter) error {
	if o.signedOut {
		identity.DropCookies(w)
	}
	return writeJSON(w, http.StatusOK, o.Onward)
}

// ListApps answers listApps.
func (h Handler) ListApps(ctx context.Context, _ contract.ListAppsRequestObject) (contract.ListAppsResponseObject, error) {
	apps, err := h.service.Apps(ctx)
	out := contract.ListApps200JSONResponse{Items: []contract.App{}}
	for _, a := range apps {
		client, supplier := showName(a.Client)
		out.Items = append(out.Items, contract.App{
			ID: a.ID.String(), Client: client, Supplier: supplier, Company: contract.SupplierName(a.Company), Scopes: showScopes(a.Scopes), GrantedAt: a.GrantedAt, LastUsedAt: &a.UsedAt,
		})
	}
	return out, err
}

// RevokeApp answers revokeApp.
func (h Handler) RevokeApp(ctx context.Context, r contract.RevokeAppRequestObject) (contract.RevokeAppResponseObject, error) {
	app, err := parse[AppKind](r.App)
	if err != nil {
		return nil, err
	}
	return contract.RevokeApp204Response{}, h.service.RevokeApp(ctx, app)
}

// ListSignIns answers listSignIns.
func (h Handler) ListSignIns(ctx context.Context, _ contract.ListSignInsRequestObject) (contract.ListSignInsResponseObject, error) {
	all, err := h.service.SignIns(ctx)
	out := contract.ListSignIns200JSONResponse{Items: []contract.AppSignIn{}}
	for _, i := range all {
		client, supplier := showName(i.Client)
		out.Items = append(out.Items, contract.AppSignIn{
			ID: i.ID.String(), Session: i.Session, Client: client, Supplier: supplier, Company: contract.SupplierName(i.Company), CreatedAt: i.CreatedAt, LastUsedAt: i.LastUsedAt,
		})
	}
	return out, err
}

// EndSignIn answers endSignIn.
func (h Handler) EndSignIn(ctx context.Context, r contract.EndSignInRequestObject) (contract.EndSignInResponseObject, error) {
	signIn, err := parse[SignInKind](r.SignIn)
	if err != nil {
		return nil, err
	}
	return contract.EndSignIn204Response{}, h.service.EndSignIn(ctx, signIn)
}

// ListClients answers listClients.
func (h Handler) ListClients(ctx context.Context, r contract.ListClientsRequestObject) (contract.ListClientsResponseObject, error) {
	clients, err := h.service.Clients(ctx, r.Company)
	out := contract.ListClients200JSONResponse{Items: []contract.Client{}}
	for _, c := range clients {
		out.Items = append(out.Items, showClient(c))
	}
	return out, err
}

// CreateClient answers createClient.
func (h Handler) CreateClient(ctx context.Context, r contract.CreateClientRequestObject) (contract.CreateClientResponseObject, error) {
	b := r.Body
	c, err := h.service.CreateClient(ctx, r.Company, NewClient{
		Name: b.Name, HomeURI: optional.Value(b.HomeURI), Method: string(b.AuthMethod), RedirectURIs: b.RedirectUris, PostLogoutURIs: optional.Value(b.PostLogoutUris),
		BackChannelURI: optional.Value(b.BackChannelURI), Scopes: texts(b.Scopes), Refresh: optional.Value(b.Refresh),
	})
	return contract.CreateClient201JSONResponse{ClientAnswerJSONResponse: answer(c)}, err
}

// GetClient answers getClient.
func (h Handler) GetClient(ctx context.Context, r contract.GetClientRequestObject) (contract.GetClientResponseObject, error) {
	client, err := parse[ClientKind](r.Client)
	if err != nil {
		return nil, err
	}
	c, err := h.service.Client(ctx, r.Company, client)
	return contract.GetClient200JSONResponse{ClientAnswerJSONResponse: answer(c)}, err
}

// UpdateClient answers updateClient.
func (h Handler) UpdateClient(ctx context.Context, r contract.UpdateClientRequestObject) (contract.UpdateClientResponseObject, error) {
	client, err := parse[ClientKind](r.Client)
	if err != nil {
		return nil, err
	}
	version, _, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := r.Body
	change := ClientChange{
		Name: b.Name, HomeURI: b.HomeURI, Method: (*string)(b.AuthMethod), BackChannelURI: b.BackChannelURI, State: (*string)(b.State),
		RedirectURIs: b.RedirectUris, PostLogoutURIs: b.PostLogoutUris, Refresh: b.Refresh,
	}
	if b.Scopes != nil {
		wanted := texts(*b.Scopes)
		change.Scopes = &wanted
	}
	c, err := h.service.UpdateClient(ctx, r.Company, client, version, change)
	return contract.UpdateClient200JSONResponse{ClientAnswerJSONResponse: answer(c)}, err
}

// DeleteClient answers deleteClient.
func (h Handler) DeleteClient(ctx context.Context, r contract.DeleteClientRequestObject) (contract.DeleteClientResponseObject, error) {
	client, err := parse[ClientKind](r.Client)
	if err != nil {
		return nil, err
	}
	return contract.DeleteClient204Response{}, h.service.DeleteClient(ctx, r.Company, client)
}

// RotateSecret answers rotateSecret.
func (h Handler) RotateSecret(ctx context.Context, r contract.RotateSecretRequestObject) (contract.RotateSecretResponseObject, error) {
	client, err := parse[ClientKind](r.Client)
	if err != nil {
		return nil, err
	}
	secret, err := h.service.RotateSecret(ctx, r.Company, client, time.Duration(r.Body.OverlapHours)*time.Hour)
	return contract.RotateSecret201JSONResponse{Secret: secret.Text, CreatedAt: secret.CreatedAt, OthersExpireAt: when(secret.OthersExpire)}, err
}

// ListClientSignIns answers listClientSignIns.
func (h Handler) ListClientSignIns(ctx context.Context, r contract.ListClientSignInsRequestObject) (contract.ListClientSignInsResponseObject, error) {
	client, err := parse[ClientKind](r.Client)
	if err != nil {
		return nil, err
	}
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.ClientSignIns(ctx, r.Company, client, request)
	out := contract.ListClientSignIns200JSONResponse{Items: []contract.ClientSignIn{}, Next: optional.Of(got.Next)}
	for _, i := range got.Items {
		out.Items = append(out.Items, contract.ClientSignIn{
			ID: i.ID.String(), Person: optional.Of(i.Person), Customer: contract.SupplierName{ID: i.Customer, Name: i.CustomerName}, CustomerCode: optional.Of(i.CustomerCode),
			CreatedAt: i.CreatedAt, LastUsedAt: i.LastUsedAt, EndedAt: when(i.EndedAt),
		})
	}
	return out, err
}

// ListProviderKeys answers listProviderKeys.
func (h Handler) ListProviderKeys(ctx context.Context, r contract.ListProviderKeysRequestObject) (contract.ListProviderKeysResponseObject, error) {
	keys, err := h.service.Keys(ctx, r.Company)
	return contract.ListProviderKeys200JSONResponse(showKeys(keys)), err
}

// RotateProviderKey answers rotateProviderKey.
func (h Handler) RotateProviderKey(ctx context.Context, r contract.RotateProviderKeyRequestObject) (contract.RotateProviderKeyResponseObject, error) {
	keys, err := h.service.RotateKey(ctx, r.Company)
	return contract.RotateProviderKey201JSONResponse(showKeys(keys)), err
}

func showKeys(keys []KeyEntry) contract.SigningKeyList {
	out := contract.SigningKeyList{Items: []contract.SigningKey{}}
	for _, k := range keys {
		out.Items = append(out.Items, contract.SigningKey{Kid: k.ID, Use: contract.SigningKeyUse(k.Use), CreatedAt: k.CreatedAt, RetiresAt: k.RetiresAt})
	}
	return out
}

func showName(c Client) (contract.ClientName, contract.SupplierName) {
	return contract.ClientName{ID: c.ID.String(), Name: c.Name, HomeURI: optional.Of(c.HomeURI)}, contract.SupplierName{ID: c.Tenant, Name: c.Supplier}
}

func showClient(c Client) contract.Client {
	out := contract.Client{
		ID: c.ID.String(), Name: c.Name, HomeURI: optional.Of(c.HomeURI), AuthMethod: contract.AuthMethod(c.Method), RedirectUris: c.RedirectURIs, PostLogoutUris: c.PostLogoutURIs,
		BackChannelURI: optional.Of(c.BackChannelURI), Scopes: showScopes(c.Scopes), Refresh: c.Refresh, State: contract.ClientState(c.State), Secrets: []contract.SecretEntry{},
		LastSignInAt: when(c.LastSignInAt), CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt,
	}
	for _, s := range c.Secrets {
		out.Secrets = append(out.Secrets, contract.SecretEntry{CreatedAt: s.CreatedAt, ExpiresAt: when(s.ExpiresAt)})
	}
	return out
}

func answer(c Client) contract.ClientAnswerJSONResponse {
	return contract.ClientAnswerJSONResponse{Body: showClient(c), Headers: contract.ClientAnswerResponseHeaders{ETag: optional.Of(web.ETag(c.Version))}}
}

func showScopes(in []string) []contract.ClientScope {
	out := make([]contract.ClientScope, len(in))
	for i, s := range in {
		out[i] = contract.ClientScope(s)
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

// parse reads an id of a path; one that cannot be is one that is not there.
func parse[K id.Kind](text string) (id.ID[K], error) {
	parsed, err := id.Parse[K](text)
	if err != nil {
		return parsed, fault.NotFound.Because(err)
	}
	return parsed, nil
}

func when(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func writeJSON(w http.ResponseWriter, status int, body any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(body)
}
