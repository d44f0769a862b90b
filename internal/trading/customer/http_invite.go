package customer

import (
	"context"
	"time"

	"manifold/api"
	contract "manifold/api/trading"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/job"
	"manifold/internal/platform/web"
)

// ListInvites answers listInvites.
func (h Handler) ListInvites(ctx context.Context, r contract.ListInvitesRequestObject) (contract.ListInvitesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	list, err := h.service.Invites(ctx, r.Company, InviteState(word(r.Params.State)), optional.Value(r.Params.Customer), wanted)
	if err != nil {
		return nil, err
	}
	answer := contract.ListInvites200JSONResponse{Items: make([]contract.Invite, len(list.Items)), Next: optional.Word[string](list.Next)}
	for n, i := range list.Items {
		answer.Items[n] = showInvite(i, h.service.clock.Now())
	}
	return answer, nil
}

// AddInvite answers addInvite.
func (h Handler) AddInvite(ctx context.Context, r contract.AddInviteRequestObject) (contract.AddInviteResponseObject, error) {
	b := r.Body
	made, err := h.service.AddInvite(ctx, r.Company, NewInvite{
		Customer: optional.Value(b.Customer), Group: optional.Value(b.Group), Channel: Channel(b.Channel), Address: b.Address, Approve: b.Approve, Locale: word(b.Locale),
		Life: time.Duration(optional.Value(b.Days)) * 24 * time.Hour, MaxUses: optional.Value(b.MaxUses),
	})
	return contract.AddInvite201JSONResponse{Invite: showInvite(made.Invite, h.service.clock.Now()), Link: made.Link, Qr: made.QR}, err
}

// RevokeInvite answers revokeInvite.
func (h Handler) RevokeInvite(ctx context.Context, r contract.RevokeInviteRequestObject) (contract.RevokeInviteResponseObject, error) {
	return contract.RevokeInvite204Response{}, h.service.RevokeInvite(ctx, r.Company, r.Invite)
}

// PreviewInvite answers previewInvite.
func (h Handler) PreviewInvite(ctx context.Context, r contract.PreviewInviteRequestObject) (contract.PreviewInviteResponseObject, error) {
	p, err := h.service.PreviewInvite(ctx, r.Body.Token)
	kind := contract.InvitePreviewKindOpen
	if p.Customer != "" {
		kind = contract.InvitePreviewKindCustomer
	}
	return contract.PreviewInvite200JSONResponse{
		Supplier: contract.CompanyRef{ID: p.Supplier, Name: p.SupplierName}, Kind: kind, CustomerName: optional.Word[string](p.Customer), AddressHint: optional.Word[string](p.Hint),
		Approve: p.Approve, ExpiresAt: optional.Time(p.Expires),
	}, err
}

// InviteCustomers answers inviteCustomers.
func (h Handler) InviteCustomers(ctx context.Context, r contract.InviteCustomersRequestObject) (contract.InviteCustomersResponseObject, error) {
	b := r.Body
	filter, err := takeChoice(b.Customers, b.Filter)
	if err != nil {
		return nil, err
	}
	run, err := h.service.InviteCustomers(ctx, r.Company, Invitations{
		Filter: filter, Channel: Channel(b.Channel), Approve: b.Approve == nil || *b.Approve, Locale: word(b.Locale), Again: optional.Value(b.Again),
	})
	return contract.InviteCustomers202JSONResponse(job.Present(r.Company, run)), err
}

// ExportCustomers answers exportCustomers.
func (h Handler) ExportCustomers(ctx context.Context, r contract.ExportCustomersRequestObject) (contract.ExportCustomersResponseObject, error) {
	b := r.Body
	filter, err := takeFilter(b.Filter)
	if err != nil {
		return nil, err
	}
	if b.Customers != nil {
		if b.Filter != nil {
			return nil, errChoice
		}
		filter.IDs = *b.Customers
	}
	run, err := h.service.ExportCustomers(ctx, r.Company, filter, b.Format == contract.Xlsx, word(b.Locale))
	return contract.ExportCustomers202JSONResponse(job.Present(r.Company, run)), err
}

func showInvite(i Invite, now time.Time) contract.Invite {
	out := contract.Invite{
		ID: i.ID, Kind: contract.InviteKindOpen, Channel: contract.InviteChannel(i.Channel), Address: i.Address, Approve: i.Approve, Locale: api.Locale(i.Locale),
		State: contract.InviteState(i.State(now)), Uses: i.Uses, MaxUses: i.MaxUses, CreatedBy: optional.Word[string](i.CreatedBy), CreatedAt: i.CreatedAt, ExpiresAt: i.Expires,
	}
	if !i.Customer.ID.IsZero() {
		ref := ShowRef(i.Customer)
		out.Kind, out.Customer = contract.InviteKindCustomer, &ref
	}
	if !i.Group.IsZero() {
		out.Group = &contract.GroupRef{ID: i.Group, Name: i.GroupName}
	}
	return out
}
