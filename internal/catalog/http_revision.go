package catalog

import (
	"context"
	"encoding/json"
	"strings"

	"manifold/api"
	contract "manifold/api/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/job"
	"manifold/internal/platform/web"
)

// ListRevisions answers listRevisions.
func (h Handler) ListRevisions(ctx context.Context, r contract.ListRevisionsRequestObject) (contract.ListRevisionsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	filter := PastFilter{Cause: Cause(optional.Value(r.Params.Cause)), Person: optional.Value(r.Params.Person), From: optional.Value(r.Params.From), To: optional.Value(r.Params.To)}
	rows, err := h.service.Revisions(ctx, r.Company, filter, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListRevisions200JSONResponse{Items: make([]contract.Revision, len(rows.Items)), Next: optional.Of(rows.Next)}
	for i, p := range rows.Items {
		out.Items[i] = showRevision(p)
	}
	return out, nil
}

func showRevision(p Past) contract.Revision {
	return contract.Revision{
		ID: p.ID, At: p.At, Person: optional.Of(p.Person), PersonName: optional.Of(p.Name), Cause: contract.RevisionCause(p.Cause), Source: optional.Of(p.Source), Items: p.Items,
		First: contract.RevisionItem{Sku: p.First.SKU, Name: p.First.Name},
		Kept:  optional.Of(p.Kept), UndoneBy: optional.Of(p.UndoneBy), Undoable: p.Undoable(),
	}
}

// GetRevision answers getRevision.
func (h Handler) GetRevision(ctx context.Context, r contract.GetRevisionRequestObject) (contract.GetRevisionResponseObject, error) {
	past, err := h.service.Revision(ctx, r.Company, r.Revision)
	if err != nil {
		return nil, err
	}
	return contract.GetRevision200JSONResponse(showRevision(past)), nil
}

// ListRevisionChanges answers listRevisionChanges.
func (h Handler) ListRevisionChanges(ctx context.Context, r contract.ListRevisionChangesRequestObject) (contract.ListRevisionChangesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	rows, err := h.service.Changes(ctx, r.Company, r.Revision, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListRevisionChanges200JSONResponse{Items: make([]contract.RevisionChange, len(rows.Items)), Next: optional.Of(rows.Next)}
	for i, c := range rows.Items {
		out.Items[i] = contract.RevisionChange{Item: c.Item, Sku: c.SKU, Name: c.Name, Created: c.Made, Changes: showFields(c)}
	}
	return out, nil
}

// ListItemHistory answers listItemHistory.
func (h Handler) ListItemHistory(ctx context.Context, r contract.ListItemHistoryRequestObject) (contract.ListItemHistoryResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	rows, err := h.service.History(ctx, r.Company, r.Item, wanted)
	if err != nil {
		return nil, err
	}
	out := contract.ListItemHistory200JSONResponse{Items: make([]contract.ItemHistoryEntry, len(rows.Items)), Next: optional.Of(rows.Next)}
	for i, e := range rows.Items {
		out.Items[i] = contract.ItemHistoryEntry{Revision: showRevision(e.Past), Created: e.Made, Changes: showFields(e.Change)}
	}
	return out, nil
}

// UndoRevision answers undoRevision.
func (h Handler) UndoRevision(ctx context.Context, r contract.UndoRevisionRequestObject) (contract.UndoRevisionResponseObject, error) {
	done, err := h.service.Undo(ctx, r.Company, r.Revision)
	if err != nil {
		return nil, err
	}
	out := contract.UndoRevision200JSONResponse{Revision: optional.Of(done.Revision), Restored: done.Restored, Kept: done.Kept, KeptFields: make([]contract.KeptField, len(done.Fields))}
	for i, k := range done.Fields {
		out.KeptFields[i] = contract.KeptField{Item: k.Item, Sku: k.SKU, Field: k.Field}
	}
	if done.Job != nil {
		run := job.Present(r.Company, *done.Job)
		out.Job = &run
	}
	return out, nil
}

// showFields lays a change out field by field; attributes and packs one by one.
func showFields(c Change) []contract.ItemFieldChange {
	out := []contract.ItemFieldChange{}
	add := func(field, before, after string) {
		if before != after {
			out = append(out, contract.ItemFieldChange{Field: field, Before: optional.Of(before), After: optional.Of(after)})
		}
	}
	for _, field := range fieldsIn(c) {
		before, after := c.Before[field], c.After[field]
		switch field {
		case "attributes":
			was, is := valuesIn(before), valuesIn(after)
			both := attribute.Values{}
			for _, vs := range []attribute.Values{was, is} {
				for key, v := range vs {
					both[key] = v
				}
			}
			for _, key := range both.Keys(nil) {
				add("attributes/"+key, was[key].String(), is[key].String())
			}
		case fieldPacks:
			for _, l := range levels {
				add("packs/"+string(l.level), packIn(before, l.level), packIn(after, l.level))
			}
		case fieldMedia:
			add(field, filesIn(before), filesIn(after))
		default:
			add(field, textOf(before), textOf(after))
		}
	}
	return out
}

func valuesIn(text json.RawMessage) attribute.Values {
	out := attribute.Values{}
	if json.Unmarshal(text, &out) != nil {
		return attribute.Values{} // none
	}
	return out
}

// packIn is one line about a pack: what it contains, its unit, barcode and weight.
func packIn(text json.RawMessage, level Level) string {
	packs, err := readPacksJSON(text)
	if err != nil {
		return ""
	}
	for _, p := range packs {
		if p.Level == level {
			line := p.Contains.String() + " / " + p.Unit.Code() + " " + p.GTIN
			if p.GrossWeight.IsPositive() {
				line += " " + p.GrossWeight.String() + " " + quantity.Kilogram.Symbol()
			}
			return strings.Join(strings.Fields(line), " ")
		}
	}
	return ""
}

func showProblems(fields []fault.Field) []api.ProblemField {
	out := make([]api.ProblemField, len(fields))
	for i, f := range fields {
		out[i] = api.ProblemField{Path: f.Path, Code: f.Code, Message: f.Message}
	}
	return out
}
