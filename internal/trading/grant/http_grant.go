package grant

import (
	"context"
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/web"
)

// takeGrant reads a grant out of a body.
func takeGrant(in *contract.GrantDraft) (Grant, error) {
	if in == nil {
		return Grant{}, nil
	}
	g := Grant{
		Price: optional.Word[PriceLevel](optional.Value(in.Price)), Stock: optional.Word[StockLevel](optional.Value(in.Stock)), LeadTime: in.LeadTime, Promotions: in.Promotions, Documents: in.Documents,
		Purpose: in.Purpose, ExpiresAt: in.ExpiresAt,
	}
	if in.Categories != nil {
		g.Categories = append([]string{}, *in.Categories...)
	}
	if in.StockSteps != nil {
		g.Steps = []decimal.Decimal{}
		for i, text := range *in.StockSteps {
			edge, err := quantity.ReadDecimal(text)
			if errors.Is(err, quantity.ErrOutOfRange) {
				return Grant{}, fault.Invalid.With(fault.Field{Path: "/stock_steps/" + strconv.Itoa(i), Code: "out_of_range", Message: "This number is too large or too precise."})
			}
			if err != nil {
				return Grant{}, fault.Invalid.With(fault.Field{Path: "/stock_steps/" + strconv.Itoa(i), Code: "wrong_form", Message: "This is not a number."})
			}
			g.Steps = append(g.Steps, edge)
		}
	}
	return g, nil
}

// From reads a draft that another part of the contract carries; nil stays nil.
func From(in *contract.GrantDraft) (*Grant, error) {
	if in == nil {
		return nil, nil
	}
	g, err := takeGrant(in)
	return &g, err
}

func showDraft(g Grant) contract.GrantDraft {
	out := contract.GrantDraft{
		Price: optional.Word[contract.PriceLevel](optional.Value(g.Price)), Stock: optional.Word[contract.StockLevel](optional.Value(g.Stock)), LeadTime: g.LeadTime, Promotions: g.Promotions,
		Documents: g.Documents, Purpose: g.Purpose, ExpiresAt: g.ExpiresAt,
	}
	if g.Categories != nil {
		out.Categories = &g.Categories
	}
	if g.Steps != nil {
		steps := showNumbers(g.Steps)
		out.StockSteps = &steps
	}
	return out
}

func showNumbers(in []decimal.Decimal) []contract.Decimal {
	out := make([]contract.Decimal, len(in))
	for i, n := range in {
		out[i] = n.String()
	}
	return out
}

func (h Handler) showGrant(g SubjectGrant) contract.Grant {
	out := contract.Grant{Level: contract.GrantLevel(g.Level), Grant: showDraft(g.Grant), Version: g.Version, Affects: g.Affects}
	if g.Version > 0 {
		out.UpdatedAt = optional.Time(g.UpdatedAt)
	}
	if yes := true; g.expired(h.service.clock.Now()) {
		out.Expired = &yes
	}
	switch g.Level {
	case LevelDefault:
	case LevelGroup:
		out.Group = &contract.GroupRef{ID: groupNamed(g.Subject), Name: g.Name}
	case LevelCustomer:
		out.Customer = &contract.CustomerRef{ID: customerNamed(g.Subject), Name: g.Name, Code: g.Code}
	}
	return out
}

func (h Handler) showGrants(in []SubjectGrant) []contract.Grant {
	out := make([]contract.Grant, len(in))
	for i, g := range in {
		out[i] = h.showGrant(g)
	}
	return out
}

// ListGrants answers listGrants.
func (h Handler) ListGrants(ctx context.Context, r contract.ListGrantsRequestObject) (contract.ListGrantsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	all, err := h.service.Grants(ctx, r.Company, optional.Value(r.Params.Q), wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListGrants200JSONResponse{
		Default: h.showGrant(all.Default), Groups: h.showGrants(all.Groups), Customers: h.showGrants(all.Customers.Items), Next: optional.Word[string](all.Customers.Next),
	}, nil
}

// Put does what the three operations that set a grant have in common.
func (h Handler) putGrant(ctx context.Context, company id.CompanyID, level Level, subject string, ifMatch *string, body *contract.GrantDraft) (contract.Grant, *string, error) {
	version, given, err := web.WantedVersion(ifMatch)
	if err != nil {
		return contract.Grant{}, nil, err
	}
	var wanted *int64
	if given {
		wanted = &version
	}
	g, err := takeGrant(body)
	if err != nil {
		return contract.Grant{}, nil, err
	}
	kept, err := h.service.PutGrant(ctx, company, level, subject, wanted, g)
	if err != nil {
		return contract.Grant{}, nil, err
	}
	tag := web.ETag(kept.Version)
	return h.showGrant(kept), &tag, nil
}

// PutDefaultGrant answers putDefaultGrant.
func (h Handler) PutDefaultGrant(ctx context.Context, r contract.PutDefaultGrantRequestObject) (contract.PutDefaultGrantResponseObject, error) {
	body, tag, err := h.putGrant(ctx, r.Company, LevelDefault, "", r.Params.IfMatch, r.Body)
	if err != nil {
		return nil, err
	}
	return contract.PutDefaultGrant200JSONResponse{Body: body, Headers: contract.PutDefaultGrant200ResponseHeaders{ETag: tag}}, nil
}

// PutGroupGrant answers putGroupGrant.
func (h Handler) PutGroupGrant(ctx context.Context, r contract.PutGroupGrantRequestObject) (contract.PutGroupGrantResponseObject, error) {
	body, tag, err := h.putGrant(ctx, r.Company, LevelGroup, r.Group.UUID(), r.Params.IfMatch, r.Body)
	if err != nil {
		return nil, err
	}
	return contract.PutGroupGrant200JSONResponse{Body: body, Headers: contract.PutGroupGrant200ResponseHeaders{ETag: tag}}, nil
}

// PutCustomerGrant answers putCustomerGrant.
func (h Handler) PutCustomerGrant(ctx context.Context, r contract.PutCustomerGrantRequestObject) (contract.PutCustomerGrantResponseObject, error) {
	body, tag, err := h.putGrant(ctx, r.Company, LevelCustomer, r.Customer.UUID(), r.Params.IfMatch, r.Body)
	if err != nil {
		return nil, err
	}
	return contract.PutCustomerGrant200JSONResponse{Body: body, Headers: contract.PutCustomerGrant200ResponseHeaders{ETag: tag}}, nil
}

// DeleteGroupGrant answers deleteGroupGrant.
func (h Handler) DeleteGroupGrant(ctx context.Context, r contract.DeleteGroupGrantRequestObject) (contract.DeleteGroupGrantResponseObject, error) {
	return contract.DeleteGroupGrant204Response{}, h.service.DeleteGrant(ctx, r.Company, LevelGroup, r.Group.UUID())
}

// DeleteCustomerGrant answers deleteCustomerGrant.
func (h Handler) DeleteCustomerGrant(ctx context.Context, r contract.DeleteCustomerGrantRequestObject) (contract.DeleteCustomerGrantResponseObject, error) {
	return contract.DeleteCustomerGrant204Response{}, h.service.DeleteGrant(ctx, r.Company, LevelCustomer, r.Customer.UUID())
}

// GetDisclosure answers getDisclosure.
func (h Handler) GetDisclosure(ctx context.Context, r contract.GetDisclosureRequestObject) (contract.GetDisclosureResponseObject, error) {
	b, err := h.service.BuyerSight(ctx, r.Company, r.Buyer)
	if err != nil {
		return nil, err
	}
	out := contract.GetDisclosure200JSONResponse{
		Buyer: contract.CompanyRef{ID: b.Buyer, Name: b.BuyerName}, State: contract.RelationshipState(b.State), Epoch: b.Epoch, StockSteps: showNumbers(b.Sees.Steps),
		Sees: contract.Sees{
			Discloses: b.Discloses, Categories: append([]string{}, b.Sees.Categories...), Price: contract.PriceLevel(b.Sees.Price), Stock: contract.StockLevel(b.Sees.Stock),
			LeadTime: b.Sees.LeadTime, Promotions: b.Sees.Promotions, Documents: b.Sees.Documents, Purpose: optional.Word[string](b.Sees.Purpose), ExpiresAt: optional.Time(b.Sees.Until),
		},
	}
	if !b.CustomerID.IsZero() {
		out.Customer = &contract.CustomerRef{ID: b.CustomerID, Name: optional.Value(b.CustomerName), Code: optional.Value(b.CustomerCode)}
	}
	for _, s := range b.Sources {
		out.Sources = append(out.Sources, struct {
			Field contract.GrantField `json:"field"`
			Level contract.GrantLevel `json:"level"`
			Name  *string             `json:"name,omitempty"`
		}{contract.GrantField(s.Field), contract.GrantLevel(s.Level), b.nameOf(s.Level)})
	}
	return out, nil
}

// nameOf is the name of the group or the customer that a level is of.
func (p parties) nameOf(level Level) *string {
	switch level {
	case LevelGroup:
		return p.GroupName
	case LevelCustomer:
		return p.CustomerName
	default:
		return nil
	}
}

// ListViewers answers listViewers.
func (h Handler) ListViewers(ctx context.Context, r contract.ListViewersRequestObject) (contract.ListViewersResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	all, err := h.service.Viewers(ctx, r.Company, optional.Value(r.Params.Category), PriceLevel(optional.Value(r.Params.Price)), wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListViewers200JSONResponse{Items: make([]contract.Viewer, len(all.Items)), Next: optional.Word[string](all.Next), List: all.List, Own: all.Own}
	for i, v := range all.Items {
		out.Items[i] = showViewer(v)
	}
	return out, nil
}

func showViewer(v Viewer) contract.Viewer {
	out := contract.Viewer{
		Buyer: contract.CompanyRef{ID: v.Buyer, Name: v.BuyerName}, Price: contract.PriceLevel(v.Price), Stock: contract.StockLevel(v.Stock),
		Categories: append([]string{}, v.Categories...), Purpose: optional.Word[string](v.Purpose), Since: v.Since, ExpiresAt: optional.Time(v.Until),
	}
	if !v.CustomerID.IsZero() {
		out.Customer = &contract.CustomerRef{ID: v.CustomerID, Name: v.CustomerName, Code: v.CustomerCode}
	}
	if !v.GroupID.IsZero() {
		out.Group = &contract.GroupRef{ID: v.GroupID, Name: v.GroupName}
	}
	return out
}

// ListDisclosures answers listDisclosures.
func (h Handler) ListDisclosures(ctx context.Context, r contract.ListDisclosuresRequestObject) (contract.ListDisclosuresResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	all, err := h.service.Disclosures(ctx, r.Company, optional.Value(r.Params.Buyer), wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListDisclosures200JSONResponse{Items: make([]contract.DisclosureEntry, len(all.Items)), Next: optional.Word[string](all.Next)}
	for i, e := range all.Items {
		out.Items[i] = contract.DisclosureEntry{
			ID: eventID(e.ID).String(), At: e.At.UTC(), Buyer: contract.CompanyRef{ID: e.Buyer, Name: e.BuyerName}, Kind: contract.DisclosureEntryKind(e.Kind),
			Rows: e.Rows, Mark: e.Mark, Who: e.Who,
		}
	}
	return out, nil
}
