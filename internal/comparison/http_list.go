package comparison

import (
	"context"

	contract "manifold/api/comparison"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/web"
)

// ListCompareLists answers listCompareLists.
func (h Handler) ListCompareLists(ctx context.Context, r contract.ListCompareListsRequestObject) (contract.ListCompareListsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.basket.Lists(ctx, r.Company, optional.Value(r.Params.Q), wanted)
	if err != nil {
		return nil, err
	}
	out := contract.CompareListPage{Items: make([]contract.CompareListSummary, len(found.Items)), Next: optional.Of(found.Next)}
	for i, l := range found.Items {
		out.Items[i] = contract.CompareListSummary{List: l.ID, Name: l.Name, Note: optional.Of(l.Note), Lines: l.Count, Version: l.Version, UpdatedAt: l.UpdatedAt}
	}
	return contract.ListCompareLists200JSONResponse(out), nil
}

// CreateCompareList answers createCompareList.
func (h Handler) CreateCompareList(ctx context.Context, r contract.CreateCompareListRequestObject) (contract.CreateCompareListResponseObject, error) {
	l, err := h.basket.CreateList(ctx, r.Company, takeList(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.CreateCompareList201JSONResponse{Body: showList(l), Headers: contract.CreateCompareList201ResponseHeaders{ETag: epochTag(l.Version)}}, nil
}

// GetCompareList answers getCompareList.
func (h Handler) GetCompareList(ctx context.Context, r contract.GetCompareListRequestObject) (contract.GetCompareListResponseObject, error) {
	l, err := h.basket.List(ctx, r.Company, r.CompareList)
	if err != nil {
		return nil, err
	}
	return contract.GetCompareList200JSONResponse{Body: showList(l), Headers: contract.GetCompareList200ResponseHeaders{ETag: epochTag(l.Version)}}, nil
}

// PutCompareList answers putCompareList.
func (h Handler) PutCompareList(ctx context.Context, r contract.PutCompareListRequestObject) (contract.PutCompareListResponseObject, error) {
	version, err := versionOf(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	l, err := h.basket.PutList(ctx, r.Company, r.CompareList, version, takeList(*r.Body))
	if err != nil {
		return nil, err
	}
	return contract.PutCompareList200JSONResponse{Body: showList(l), Headers: contract.PutCompareList200ResponseHeaders{ETag: epochTag(l.Version)}}, nil
}

// DeleteCompareList answers deleteCompareList.
func (h Handler) DeleteCompareList(ctx context.Context, r contract.DeleteCompareListRequestObject) (contract.DeleteCompareListResponseObject, error) {
	return contract.DeleteCompareList204Response{}, h.basket.DeleteList(ctx, r.Company, r.CompareList)
}

// DuplicateCompareList answers duplicateCompareList.
func (h Handler) DuplicateCompareList(ctx context.Context, r contract.DuplicateCompareListRequestObject) (contract.DuplicateCompareListResponseObject, error) {
	l, err := h.basket.DuplicateList(ctx, r.Company, r.CompareList, r.Body.Name)
	if err != nil {
		return nil, err
	}
	return contract.DuplicateCompareList201JSONResponse{Body: showList(l), Headers: contract.DuplicateCompareList201ResponseHeaders{ETag: epochTag(l.Version)}}, nil
}

func takeList(d contract.CompareListDraft) basket.ListDraft {
	out := basket.ListDraft{Name: d.Name, Note: optional.Value(d.Note), Lines: make([]basket.ListLineDraft, len(d.Lines))}
	for i, l := range d.Lines {
		out.Lines[i] = basket.ListLineDraft{Item: takeRef(l.Item), Text: optional.Value(l.Text), Quantity: l.Quantity, Unit: optional.Value(l.Unit), Chosen: takeRef(l.Chosen)}
	}
	return out
}

func showList(l basket.List) contract.CompareList {
	out := contract.CompareList{List: l.ID, Name: l.Name, Note: l.Note, Version: l.Version, UpdatedAt: l.UpdatedAt, Lines: make([]contract.CompareListLine, len(l.Lines))}
	for i, line := range l.Lines {
		out.Lines[i] = contract.CompareListLine{Item: showRef(line.Item), Text: optional.Of(line.Text), Quantity: line.Quantity.String(), Unit: optional.Of(line.Unit), Chosen: showRef(line.Chosen)}
	}
	return out
}
