package customer

import (
	"context"
	"io"
	"mime"
	"slices"
	"strings"

	contract "manifold/api/trading"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/web"
)

// The contract's types without a name.
type (
	lineProblem = struct {
		Code string `json:"code"`

		// Field Empty for the line as a whole.
		Field   string `json:"field"`
		Message string `json:"message"`
	}
	layoutColumn = struct {
		Field contract.ImportField `json:"field"`
		Index int                  `json:"index"`
	}
)

// ListCustomerImports answers listCustomerImports.
func (h Handler) ListCustomerImports(ctx context.Context, r contract.ListCustomerImportsRequestObject) (contract.ListCustomerImportsResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	list, err := h.service.Imports(ctx, r.Company, wanted)
	if err != nil {
		return nil, err
	}
	answer := contract.ListCustomerImports200JSONResponse{Items: make([]contract.CustomerImport, len(list.Items)), Next: optional.Word[string](list.Next)}
	for n, i := range list.Items {
		answer.Items[n] = showImport(i, false)
	}
	return answer, nil
}

// StageCustomerImport answers stageCustomerImport.
func (h Handler) StageCustomerImport(ctx context.Context, r contract.StageCustomerImportRequestObject) (contract.StageCustomerImportResponseObject, error) {
	i, err := h.service.StageImport(ctx, r.Company, r.Params.Name, r.ContentType, r.Body)
	return contract.StageCustomerImport201JSONResponse(showImport(i, true)), err
}

// GetCustomerImport answers getCustomerImport.
func (h Handler) GetCustomerImport(ctx context.Context, r contract.GetCustomerImportRequestObject) (contract.GetCustomerImportResponseObject, error) {
	i, err := h.service.Import(ctx, r.Company, r.Import)
	return contract.GetCustomerImport200JSONResponse(showImport(i, true)), err
}

// CommitCustomerImport answers commitCustomerImport.
func (h Handler) CommitCustomerImport(ctx context.Context, r contract.CommitCustomerImportRequestObject) (contract.CommitCustomerImportResponseObject, error) {
	b := r.Body
	layout := ImportLayout{Sheet: b.Sheet, HeaderRow: b.HeaderRow, Columns: map[int]ImportField{}, Group: optional.Value(b.Group), Salesperson: optional.Value(b.Salesperson), CreateGroups: optional.Value(b.CreateGroups)}
	for _, c := range b.Columns {
		layout.Columns[c.Index] = ImportField(c.Field)
	}
	i, err := h.service.CommitImport(ctx, r.Company, r.Import, layout)
	return contract.CommitCustomerImport202JSONResponse(showImport(i, true)), err
}

// DeleteCustomerImport answers deleteCustomerImport.
func (h Handler) DeleteCustomerImport(ctx context.Context, r contract.DeleteCustomerImportRequestObject) (contract.DeleteCustomerImportResponseObject, error) {
	return contract.DeleteCustomerImport204Response{}, h.service.DeleteImport(ctx, r.Company, r.Import)
}

// ListCustomerImportLines answers listCustomerImportLines.
func (h Handler) ListCustomerImportLines(ctx context.Context, r contract.ListCustomerImportLinesRequestObject) (contract.ListCustomerImportLinesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	list, err := h.service.Lines(ctx, r.Company, r.Import, LineOutcome(word(r.Params.Outcome)), wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListCustomerImportLines200JSONResponse{Items: showLines(list.Items), Next: optional.Word[string](list.Next)}, nil
}

// FixCustomerImportLines answers fixCustomerImportLines.
func (h Handler) FixCustomerImportLines(ctx context.Context, r contract.FixCustomerImportLinesRequestObject) (contract.FixCustomerImportLinesResponseObject, error) {
	fixes := make([]LineFix, len(r.Body.Lines))
	for n, l := range r.Body.Lines {
		fixes[n] = LineFix{Line: int(l.Line), Drop: optional.Value(l.Drop), Cells: map[ImportField]string{}}
		for _, c := range optional.Value(l.Cells) {
			fixes[n].Cells[ImportField(c.Field)] = c.Value
		}
	}
	lines, counts, err := h.service.FixLines(ctx, r.Company, r.Import, fixes)
	return contract.FixCustomerImportLines200JSONResponse{Items: showLines(lines), Counts: showImportCounts(counts)}, err
}

// ExportCustomerImportLines answers exportCustomerImportLines.
func (h Handler) ExportCustomerImportLines(ctx context.Context, r contract.ExportCustomerImportLinesRequestObject) (contract.ExportCustomerImportLinesResponseObject, error) {
	name, write, err := h.service.WriteFlagged(ctx, r.Company, r.Import)
	if err != nil {
		return nil, err
	}
	if dot := strings.LastIndex(name, "."); dot > 0 {
		name = name[:dot]
	}
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(write(writer)) }()
	return contract.ExportCustomerImportLines200TextCsvResponse{Body: reader, Headers: contract.ExportCustomerImportLines200ResponseHeaders{
		ContentDisposition: optional.Word[string](mime.FormatMediaType("attachment", map[string]string{"filename": name + " 待处理 flagged.csv"})),
	}}, nil
}

func showImport(i Import, whole bool) contract.CustomerImport {
	out := contract.CustomerImport{
		ID: i.ID, FileName: i.FileName, State: contract.CustomerImportState(i.State), Encoding: optional.Word[string](i.Encoding), Counts: showImportCounts(i.Counts), CreatedBy: optional.Word[string](i.CreatedBy),
		CreatedAt: i.CreatedAt, FinishedAt: optional.Time(i.FinishedAt),
	}
	if !i.Job.IsZero() {
		out.Job = &i.Job
	}
	if l := i.Layout; l != nil && whole {
		layout := contract.CustomerImportLayout{Sheet: l.Sheet, HeaderRow: l.HeaderRow, Columns: []layoutColumn{}, CreateGroups: &l.CreateGroups}
		for index, field := range l.Columns {
			layout.Columns = append(layout.Columns, layoutColumn{contract.ImportField(field), index})
		}
		slices.SortFunc(layout.Columns, func(a, b layoutColumn) int { return a.Index - b.Index })
		if !l.Group.IsZero() {
			layout.Group = &l.Group
		}
		if !l.Salesperson.IsZero() {
			layout.Salesperson = &l.Salesperson
		}
		out.Layout = &layout
	}
	if whole {
		sheets := make([]contract.ImportSheet, len(i.Sheets))
		for n, s := range i.Sheets {
			sheets[n] = showSheet(s)
		}
		out.Sheets = &sheets
	}
	return out
}

func showSheet(s Sheet) contract.ImportSheet {
	out := contract.ImportSheet{Name: s.Name, Rows: s.Rows, HeaderRow: s.HeaderRow, Columns: make([]contract.ImportColumn, len(s.Columns)), Sample: s.Sample}
	for n, c := range s.Columns {
		out.Columns[n] = contract.ImportColumn{Index: c.Index, Header: c.Header, Field: contract.ImportField(c.Field), Confidence: contract.ImportColumnConfidence(c.Confidence), Samples: c.Samples}
	}
	return out
}

func showImportCounts(c ImportCounts) contract.ImportCounts {
	return contract.ImportCounts{RowsIn: c.RowsIn, Waiting: c.Waiting(), Created: c.Created, Merged: c.Merged, Flagged: c.Flagged, Dropped: c.Dropped}
}

// showLines are lines with their cells in the order of the fields.
func showLines(lines []ImportLine) []contract.CustomerImportLine {
	out := make([]contract.CustomerImportLine, len(lines))
	for n, l := range lines {
		out[n] = contract.CustomerImportLine{Line: int64(l.Line), Outcome: contract.ImportOutcome(l.Outcome), Cells: []contract.ImportCell{}, Problems: []lineProblem{}}
		for _, f := range importFields {
			if cell, ok := l.Cells[ImportField(f.Key)]; ok {
				out[n].Cells = append(out[n].Cells, contract.ImportCell{Field: contract.ImportField(f.Key), Value: cell})
			}
		}
		for _, p := range l.Problems {
			out[n].Problems = append(out[n].Problems, lineProblem{p.Code, string(p.Field), p.Message})
		}
		if !l.Customer.ID.IsZero() {
			ref := ShowRef(l.Customer)
			out[n].Customer = &ref
		}
	}
	return out
}
