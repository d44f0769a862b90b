package integration

import (
	"context"
	"io"
	"maps"
	"mime"
	"path"
	"slices"
	"strings"

	contract "manifold/api/integration"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks for; the contract says the same.
var Routes = []web.Route{
	{Operation: "listImports", Access: authz.Access(mayRead)},
	{Operation: "stageImport", Access: authz.Access(mayWrite)},
	{Operation: "getImport", Access: authz.Access(mayRead)},
	{Operation: "deleteImport", Access: authz.Access(mayWrite)},
	{Operation: "guessImport", Access: authz.Access(mayWrite)},
	{Operation: "previewImport", Access: authz.Access(mayWrite)},
	{Operation: "listImportLines", Access: authz.Access(mayRead)},
	{Operation: "fixImportLines", Access: authz.Access(mayWrite)},
	{Operation: "exportImportLines", Access: authz.Access(mayRead)},
	{Operation: "commitImport", Access: authz.Access(mayWrite)},
	{Operation: "rollBackImport", Access: authz.Access(mayWrite)},
}

// Handler answers the operations of the contract.
type Handler struct{ service *Service }

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

var _ contract.StrictServerInterface = Handler{}

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// ListImports answers listImports.
func (h Handler) ListImports(ctx context.Context, r contract.ListImportsRequestObject) (contract.ListImportsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.service.Imports(ctx, r.Company, wanted)
	shown := page.Map(found, func(i Import) contract.PriceImport { return show(i, false) })
	return contract.ListImports200JSONResponse{Items: shown.Items, Next: optional.Of(shown.Next)}, err
}

// StageImport answers stageImport.
func (h Handler) StageImport(ctx context.Context, r contract.StageImportRequestObject) (contract.StageImportResponseObject, error) {
	wish := Wish{AtOnce: optional.Value(r.Params.Take), Currency: optional.Value(r.Params.Currency), Whole: optional.Value(r.Params.Whole)}
	i, err := h.service.Bring(ctx, r.Company, r.Params.Name, r.Body, wish)
	return contract.StageImport201JSONResponse(show(i, true)), err
}

// GetImport answers getImport.
func (h Handler) GetImport(ctx context.Context, r contract.GetImportRequestObject) (contract.GetImportResponseObject, error) {
	i, err := h.service.Import(ctx, r.Company, r.PriceImport)
	return contract.GetImport200JSONResponse(show(i, true)), err
}

// DeleteImport answers deleteImport.
func (h Handler) DeleteImport(ctx context.Context, r contract.DeleteImportRequestObject) (contract.DeleteImportResponseObject, error) {
	return contract.DeleteImport204Response{}, h.service.Delete(ctx, r.Company, r.PriceImport)
}

// GuessImport answers guessImport.
func (h Handler) GuessImport(ctx context.Context, r contract.GuessImportRequestObject) (contract.GuessImportResponseObject, error) {
	b := r.Body
	i, err := h.service.Guess(ctx, r.Company, r.PriceImport, Reading{Encoding: optional.Value(b.Encoding), Delimiter: optional.Value(b.Delimiter), Sheet: optional.Value(b.Sheet), HeaderLine: optional.Value(b.HeaderLine)})
	return contract.GuessImport200JSONResponse(show(i, true)), err
}

// PreviewImport answers previewImport.
func (h Handler) PreviewImport(ctx context.Context, r contract.PreviewImportRequestObject) (contract.PreviewImportResponseObject, error) {
	b := r.Body
	choice := Choice{Currency: optional.Value(b.Currency), Unit: optional.Value(b.Unit), Category: optional.Value(b.Category), Whole: optional.Value(b.Whole)}
	for _, c := range b.Columns {
		choice.Columns = append(choice.Columns, Column{Index: c.Index, Field: Field(c.Field), From: optional.Value(c.From), Numbers: string(optional.Value(c.Numbers))})
	}
	i, err := h.service.Preview(ctx, r.Company, r.PriceImport, choice)
	return contract.PreviewImport202JSONResponse(show(i, true)), err
}

// ListImportLines answers listImportLines.
func (h Handler) ListImportLines(ctx context.Context, r contract.ListImportLinesRequestObject) (contract.ListImportLinesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	found, err := h.service.Lines(ctx, r.Company, r.PriceImport, Outcome(optional.Value(r.Params.Outcome)), optional.Value(r.Params.Q), wanted)
	shown := page.Map(found, showLine)
	return contract.ListImportLines200JSONResponse{Items: shown.Items, Next: optional.Of(shown.Next)}, err
}

// FixImportLines answers fixImportLines.
func (h Handler) FixImportLines(ctx context.Context, r contract.FixImportLinesRequestObject) (contract.FixImportLinesResponseObject, error) {
	fixes := make([]Fix, len(r.Body.Lines))
	for i, l := range r.Body.Lines {
		fixes[i] = Fix{Line: l.Line, Drop: optional.Value(l.Drop), Cells: Cells{}}
		for _, c := range optional.Value(l.Cells) {
			fixes[i].Cells[Column{Field: Field(c.Field), From: optional.Value(c.From)}.key()] = c.Value
		}
	}
	lines, i, err := h.service.Mend(ctx, r.Company, r.PriceImport, fixes)
	answer := contract.FixImportLines200JSONResponse{Import: show(i, true), Items: make([]contract.PriceLine, len(lines))}
	for n, l := range lines {
		answer.Items[n] = showLine(l)
	}
	return answer, err
}

// ExportImportLines answers exportImportLines.
func (h Handler) ExportImportLines(ctx context.Context, r contract.ExportImportLinesRequestObject) (contract.ExportImportLinesResponseObject, error) {
	i, err := h.service.Import(ctx, r.Company, r.PriceImport)
	if err != nil {
		return nil, err
	}
	if i.Choice == nil {
		return nil, errNotJudged
	}
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(h.service.Flagged(ctx, r.Company, r.PriceImport, writer)) }()
	name := strings.TrimSuffix(i.FileName, path.Ext(i.FileName)) + " 待处理 flagged.csv"
	return contract.ExportImportLines200TextCsvResponse{Body: reader, Headers: contract.ExportImportLines200ResponseHeaders{
		ContentDisposition: optional.Of(mime.FormatMediaType("attachment", map[string]string{"filename": name})),
	}}, nil
}

// CommitImport answers commitImport.
func (h Handler) CommitImport(ctx context.Context, r contract.CommitImportRequestObject) (contract.CommitImportResponseObject, error) {
	var confirmed []string
	for _, g := range optional.Value(r.Body.Confirm) {
		confirmed = append(confirmed, string(g))
	}
	i, err := h.service.Commit(ctx, r.Company, r.PriceImport, confirmed, optional.Value(r.Body.ValidFrom))
	return contract.CommitImport202JSONResponse(show(i, true)), err
}

// RollBackImport answers rollBackImport.
func (h Handler) RollBackImport(ctx context.Context, r contract.RollBackImportRequestObject) (contract.RollBackImportResponseObject, error) {
	i, err := h.service.RollBack(ctx, r.Company, r.PriceImport)
	return contract.RollBackImport202JSONResponse(show(i, true)), err
}

// show presents an import; whole adds what only its own page needs.
func show(i Import, whole bool) contract.PriceImport {
	out := contract.PriceImport{
		ID: i.ID, FileName: i.FileName, Size: i.Size, State: contract.PriceImportState(i.State), Problem: optional.Of(i.Problem), Format: contract.PriceImportFormat(i.Shape.Format),
		Encoding: optional.Of(i.Shape.Encoding), Delimiter: optional.Of(i.Shape.Delimiter), Counts: showCounts(i.Counts), Guards: make([]contract.PriceGuard, len(i.Guards)),
		CreatedBy: optional.Of(i.CreatedName), CreatedAt: i.CreatedAt, ValidFrom: optional.Of(i.ValidFrom), CommittedAt: optional.Of(i.CommittedAt), RollbackUntil: optional.Of(i.RollbackUntil()), Kept: optional.Of(i.Kept), Job: optional.Of(i.Job),
	}
	for n, g := range i.Guards {
		out.Guards[n] = contract.PriceGuard{Code: contract.GuardCode(g.Code), Count: g.Count, Of: optional.Of(g.Of), At: g.At}
	}
	if whole {
		showShape(&out, i)
	}
	return out
}

func showCounts(c Counts) contract.PriceImportCounts {
	out := contract.PriceImportCounts{
		LinesIn: c.LinesIn, New: c.New, Changed: c.Changed, Unchanged: c.Unchanged, Flagged: c.Flagged, Dropped: c.Dropped, Withdrawn: c.Withdrawn, Waiting: optional.Of(c.Waiting),
		Remarks: []contract.PriceRemark{},
	}
	for _, r := range c.Remarks {
		out.Remarks = append(out.Remarks, contract.PriceRemark{Code: r.Code, Lines: r.Lines})
	}
	return out
}

func showShape(out *contract.PriceImport, i Import) {
	s := i.Shape
	sheets, columns, sample := []contract.PriceFileSheet{}, []contract.PriceFileColumn{}, []contract.PriceFileRow{}
	for n, sheet := range s.Sheets {
		sheets = append(sheets, contract.PriceFileSheet{Index: n, Name: sheet.Name, Hidden: sheet.Hidden})
	}
	for _, c := range s.Columns {
		numbers := contract.PriceFileColumnNumbers(c.Numbers)
		if !c.Sure {
			numbers = "unsure"
		}
		columns = append(columns, contract.PriceFileColumn{
			Index: c.Index, Heading: c.Heading, Field: contract.ItemField(c.Field), From: optional.Of(c.From), Confidence: float32(c.Confidence), Reason: contract.PriceFileColumnReason(c.Reason),
			Doubt: &c.Doubt, Numbers: optional.Of(numbers), Examples: append([]string{}, c.Examples...),
		})
	}
	for _, r := range s.Sample {
		sample = append(sample, contract.PriceFileRow{Line: r.Line, Cells: r.Cells})
	}
	out.Sheets, out.Columns, out.Sample, out.Sheet, out.HeaderLine, out.EncodingSure, out.Currency = &sheets, &columns, &sample, &i.Reading.Sheet, &s.HeaderLine, &s.Sure, optional.Of(s.Currency)
	if c := i.Choice; c != nil {
		choice := contract.PriceImportChoice{Columns: []contract.ChosenPriceColumn{}, Currency: optional.Of(c.Currency), Unit: optional.Of(c.Unit), Category: optional.Of(c.Category), Whole: &c.Whole}
		for _, column := range c.Columns {
			choice.Columns = append(choice.Columns, contract.ChosenPriceColumn{
				Index: column.Index, Field: contract.ItemField(column.Field), From: optional.Of(column.From), Numbers: optional.Of(contract.ChosenPriceColumnNumbers(column.Numbers)),
			})
		}
		out.Choice = &choice
	}
}

func showLine(l Line) contract.PriceLine {
	out := contract.PriceLine{
		Line: l.Number, Outcome: contract.PriceLineOutcome(l.Outcome), Item: optional.Of(l.Item), Sku: optional.Of(l.SKU), Name: optional.Of(l.Name),
		Cells: []contract.PriceLineCell{}, Problems: []contract.PriceLineProblem{}, Changes: []contract.FieldChange{},
	}
	for _, key := range slices.Sorted(maps.Keys(l.Cells)) {
		field, from, _ := strings.Cut(key, ":")
		out.Cells = append(out.Cells, contract.PriceLineCell{Field: contract.ItemField(field), From: optional.Of(from), Value: l.Cells[key]})
	}
	for _, p := range l.Problems {
		out.Problems = append(out.Problems, contract.PriceLineProblem{Field: string(p.Field), Code: p.Code, Message: p.Message})
	}
	for _, c := range l.Changes {
		field, from, _ := strings.Cut(string(c.Field), ":")
		out.Changes = append(out.Changes, contract.FieldChange{Field: contract.ItemField(field), From: optional.Of(from), Before: c.Before, After: c.After, Percent: optional.Of(c.Percent)})
	}
	return out
}
