package sso

import (
	"context"

	contract "manifold/api/sso"
	"manifold/internal/kernel/fault"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

const (
	mayReadClients  authz.Permission = "sso.client.read"
	mayWriteClients authz.Permission = "sso.client.write"
	mayReadKeys     authz.Permission = "sso.key.read"
	mayWriteKeys    authz.Permission = "sso.key.write"
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

// Handler answers the operations of sso.yaml.
type Handler struct{}

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler() Handler { return Handler{} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// GetProvider answers getProvider.
func (h Handler) GetProvider(context.Context, contract.GetProviderRequestObject) (contract.GetProviderResponseObject, error) {
	return nil, fault.Unavailable
}

// ListClients answers listClients.
func (h Handler) ListClients(context.Context, contract.ListClientsRequestObject) (contract.ListClientsResponseObject, error) {
	return nil, fault.Unavailable
}

// CreateClient answers createClient.
func (h Handler) CreateClient(context.Context, contract.CreateClientRequestObject) (contract.CreateClientResponseObject, error) {
	return nil, fault.Unavailable
}

// DeleteClient answers deleteClient.
func (h Handler) DeleteClient(context.Context, contract.DeleteClientRequestObject) (contract.DeleteClientResponseObject, error) {
	return nil, fault.Unavailable
}

// GetClient answers getClient.
func (h Handler) GetClient(context.Context, contract.GetClientRequestObject) (contract.GetClientResponseObject, error) {
	return nil, fault.Unavailable
}

// UpdateClient answers updateClient.
func (h Handler) UpdateClient(context.Context, contract.UpdateClientRequestObject) (contract.UpdateClientResponseObject, error) {
	return nil, fault.Unavailable
}

// RotateSecret answers rotateSecret.
func (h Handler) RotateSecret(context.Context, contract.RotateSecretRequestObject) (contract.RotateSecretResponseObject, error) {
	return nil, fault.Unavailable
}

// ListClientSignIns answers listClientSignIns.
func (h Handler) ListClientSignIns(context.Context, contract.ListClientSignInsRequestObject) (contract.ListClientSignInsResponseObject, error) {
	return nil, fault.Unavailable
}

// ListProviderKeys answers listProviderKeys.
func (h Handler) ListProviderKeys(context.Context, contract.ListProviderKeysRequestObject) (contract.ListProviderKeysResponseObject, error) {
	return nil, fault.Unavailable
}

// RotateProviderKey answers rotateProviderKey.
func (h Handler) RotateProviderKey(context.Context, contract.RotateProviderKeyRequestObject) (contract.RotateProviderKeyResponseObject, error) {
	return nil, fault.Unavailable
}

// ListApps answers listApps.
func (h Handler) ListApps(context.Context, contract.ListAppsRequestObject) (contract.ListAppsResponseObject, error) {
	return nil, fault.Unavailable
}

// RevokeApp answers revokeApp.
func (h Handler) RevokeApp(context.Context, contract.RevokeAppRequestObject) (contract.RevokeAppResponseObject, error) {
	return nil, fault.Unavailable
}

// Authorize answers authorize.
func (h Handler) Authorize(context.Context, contract.AuthorizeRequestObject) (contract.AuthorizeResponseObject, error) {
	return nil, fault.Unavailable
}

// AuthorizeByForm answers authorizeByForm.
func (h Handler) AuthorizeByForm(context.Context, contract.AuthorizeByFormRequestObject) (contract.AuthorizeByFormResponseObject, error) {
	return nil, fault.Unavailable
}

// EndSession answers endSession.
func (h Handler) EndSession(context.Context, contract.EndSessionRequestObject) (contract.EndSessionResponseObject, error) {
	return nil, fault.Unavailable
}

// EndSessionByForm answers endSessionByForm.
func (h Handler) EndSessionByForm(context.Context, contract.EndSessionByFormRequestObject) (contract.EndSessionByFormResponseObject, error) {
	return nil, fault.Unavailable
}

// IntrospectToken answers introspectToken.
func (h Handler) IntrospectToken(context.Context, contract.IntrospectTokenRequestObject) (contract.IntrospectTokenResponseObject, error) {
	return nil, fault.Unavailable
}

// GetProviderKeys answers getProviderKeys.
func (h Handler) GetProviderKeys(context.Context, contract.GetProviderKeysRequestObject) (contract.GetProviderKeysResponseObject, error) {
	return nil, fault.Unavailable
}

// GetRequest answers getRequest.
func (h Handler) GetRequest(context.Context, contract.GetRequestRequestObject) (contract.GetRequestResponseObject, error) {
	return nil, fault.Unavailable
}

// DecideRequest answers decideRequest.
func (h Handler) DecideRequest(context.Context, contract.DecideRequestRequestObject) (contract.DecideRequestResponseObject, error) {
	return nil, fault.Unavailable
}

// RevokeToken answers revokeToken.
func (h Handler) RevokeToken(context.Context, contract.RevokeTokenRequestObject) (contract.RevokeTokenResponseObject, error) {
	return nil, fault.Unavailable
}

// ListSignIns answers listSignIns.
func (h Handler) ListSignIns(context.Context, contract.ListSignInsRequestObject) (contract.ListSignInsResponseObject, error) {
	return nil, fault.Unavailable
}

// EndSignIn answers endSignIn.
func (h Handler) EndSignIn(context.Context, contract.EndSignInRequestObject) (contract.EndSignInResponseObject, error) {
	return nil, fault.Unavailable
}

// ExchangeToken answers exchangeToken.
func (h Handler) ExchangeToken(context.Context, contract.ExchangeTokenRequestObject) (contract.ExchangeTokenResponseObject, error) {
	return nil, fault.Unavailable
}

// GetUserInfo answers getUserInfo.
func (h Handler) GetUserInfo(context.Context, contract.GetUserInfoRequestObject) (contract.GetUserInfoResponseObject, error) {
	return nil, fault.Unavailable
}

// PostUserInfo answers postUserInfo.
func (h Handler) PostUserInfo(context.Context, contract.PostUserInfoRequestObject) (contract.PostUserInfoResponseObject, error) {
	return nil, fault.Unavailable
}
