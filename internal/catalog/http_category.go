package catalog

import (
	"context"
	"strconv"

	contract "manifold/api/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/catalog/heading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/job"
	"manifold/internal/platform/web"
)

// ListCategories answers listCategories.
func (h Handler) ListCategories(ctx context.Context, r contract.ListCategoriesRequestObject) (contract.ListCategoriesResponseObject, error) {
	rows, err := h.service.Categories(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	out := contract.ListCategories200JSONResponse{Items: make([]contract.CatalogCategory, len(rows))}
	for i, d := range rows {
		out.Items[i] = showCategory(d)
	}
	return out, nil
}

func showCategory(d Described) contract.CatalogCategory {
	out := contract.CatalogCategory{
		Name: d.CategoryCount.Name, Items: d.Items, Withdrawn: d.Withdrawn, Heading: showHeadingOf(d.Heading), Attributes: make([]contract.AttributeDefinition, len(d.Attributes)),
		Etag: web.ETag(d.Version), Followed: optional.Of(d.Followed.Items), Unfit: optional.Of(d.Followed.Unfit),
	}
	for i, a := range d.Attributes {
		out.Attributes[i] = contract.AttributeDefinition{Key: a.Key, Name: a.Name, Kind: contract.AttributeKind(a.Kind), Unit: optional.Of(a.Unit.Code()), Required: optional.Of(a.Required)}
		if len(a.Choices) > 0 {
			out.Attributes[i].Choices = &a.Choices
		}
	}
	return out
}

// PutCategory answers putCategory.
func (h Handler) PutCategory(ctx context.Context, r contract.PutCategoryRequestObject) (contract.PutCategoryResponseObject, error) {
	seen, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	wanted := Said{Name: r.Body.Name, Heading: optional.Value(r.Body.Heading)}
	reads := reader{}
	for i, a := range r.Body.Attributes {
		d := attribute.Definition{Key: a.Key, Name: a.Name, Kind: attribute.Kind(a.Kind), Choices: optional.Value(a.Choices), Required: optional.Value(a.Required)}
		if text := optional.Value(a.Unit); text != "" {
			d.Unit = reads.unitAt("/attributes/"+strconv.Itoa(i)+"/unit", text)
		}
		wanted.Attributes = append(wanted.Attributes, d)
	}
	if len(reads.wrong) > 0 {
		return nil, fault.Invalid.With(reads.wrong...)
	}
	category, err := h.service.PutCategory(ctx, r.Company, seen, wanted)
	if err != nil {
		return nil, err
	}
	out := showCategory(category)
	if category.Followed.Job != nil {
		run := job.Present(r.Company, *category.Followed.Job)
		out.Job = &run
	}
	return contract.PutCategory200JSONResponse{Body: out, Headers: contract.PutCategory200ResponseHeaders{ETag: optional.Of(web.ETag(category.Version))}}, nil
}

// SuggestHeadings answers suggestHeadings.
func (h Handler) SuggestHeadings(ctx context.Context, r contract.SuggestHeadingsRequestObject) (contract.SuggestHeadingsResponseObject, error) {
	found, err := h.service.Suggest(ctx, r.Company, r.Params.Category)
	if err != nil {
		return nil, err
	}
	return contract.SuggestHeadings200JSONResponse{Items: showHeadings(found)}, nil
}

// SearchHeadings answers searchHeadings.
func (h Handler) SearchHeadings(ctx context.Context, r contract.SearchHeadingsRequestObject) (contract.SearchHeadingsResponseObject, error) {
	found, err := h.service.Headings(ctx, r.Company, optional.Value(r.Params.Q), optional.Value(r.Params.Under))
	if err != nil {
		return nil, err
	}
	return contract.SearchHeadings200JSONResponse{Items: showHeadings(found)}, nil
}

func showHeadings(found []heading.Heading) []contract.Heading {
	out := make([]contract.Heading, len(found))
	for i, f := range found {
		out[i] = showHeading(f)
	}
	return out
}

func showHeading(f heading.Heading) contract.Heading {
	return contract.Heading{Code: f.Code, Name: f.Name, NameZh: optional.Of(f.Chinese), Path: f.Path, Score: optional.Of(float32(f.Score))}
}

// showHeadingOf is the heading of a code; nil for none.
func showHeadingOf(code string) *contract.Heading {
	found, there := heading.Find(code)
	if !there {
		return nil
	}
	out := showHeading(found)
	return &out
}
