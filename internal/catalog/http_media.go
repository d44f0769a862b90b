package catalog

import (
	"context"
	"io"
	"mime"
	"net/http"
	"strconv"

	contract "manifold/api/catalog"
	"manifold/internal/catalog/media"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/job"
)

func showMedia(all []media.Media) []contract.ItemMedia {
	out := make([]contract.ItemMedia, len(all))
	for i, m := range all {
		out[i] = showFile(m)
	}
	return out
}

func showFile(m media.Media) contract.ItemMedia {
	return contract.ItemMedia{
		ID: m.ID, Kind: contract.ItemMediaKind(m.Kind), Type: contract.ItemMediaType(m.Type), Size: m.Size, Width: optional.Of(m.Width), Height: optional.Of(m.Height), Name: m.Name,
		Title: optional.Of(m.Title), Alt: optional.Of(m.Alt), AddedAt: m.AddedAt,
	}
}

// AddMedia answers addMedia.
func (h Handler) AddMedia(ctx context.Context, r contract.AddMediaRequestObject) (contract.AddMediaResponseObject, error) {
	words := media.Words{Name: r.Params.Name, Title: optional.Value(r.Params.Title), Alt: optional.Value(r.Params.Alt)}
	m, err := h.media.Add(ctx, r.Company, r.Item, words, r.Body)
	if err != nil {
		return nil, err
	}
	return contract.AddMedia201JSONResponse(showFile(m)), nil
}

// FetchMedia answers fetchMedia.
func (h Handler) FetchMedia(ctx context.Context, r contract.FetchMediaRequestObject) (contract.FetchMediaResponseObject, error) {
	words := media.Words{Title: optional.Value(r.Body.Title), Alt: optional.Value(r.Body.Alt)}
	run, err := h.media.Fetch(ctx, r.Company, r.Item, r.Body.Address, words)
	if err != nil {
		return nil, err
	}
	return contract.FetchMedia202JSONResponse(job.Present(r.Company, run)), nil
}

// OrderMedia answers orderMedia.
func (h Handler) OrderMedia(ctx context.Context, r contract.OrderMediaRequestObject) (contract.OrderMediaResponseObject, error) {
	all, err := h.media.Order(ctx, r.Company, r.Item, r.Body.Media)
	if err != nil {
		return nil, err
	}
	return contract.OrderMedia200JSONResponse{Media: showMedia(all)}, nil
}

// DescribeMedia answers describeMedia.
func (h Handler) DescribeMedia(ctx context.Context, r contract.DescribeMediaRequestObject) (contract.DescribeMediaResponseObject, error) {
	m, err := h.media.Describe(ctx, r.Company, r.Item, r.Media, media.Words{Title: r.Body.Title, Alt: r.Body.Alt})
	if err != nil {
		return nil, err
	}
	return contract.DescribeMedia200JSONResponse(showFile(m)), nil
}

// RemoveMedia answers removeMedia.
func (h Handler) RemoveMedia(ctx context.Context, r contract.RemoveMediaRequestObject) (contract.RemoveMediaResponseObject, error) {
	in, err := h.media.Remove(ctx, r.Company, r.Item, r.Media)
	return contract.RemoveMedia200JSONResponse{Revision: in}, err
}

// GetMedia answers getMedia.
func (h Handler) GetMedia(ctx context.Context, r contract.GetMediaRequestObject) (contract.GetMediaResponseObject, error) {
	f, err := h.media.Open(ctx, r.Company, r.Item, r.Media, false)
	return file{f}, err
}

// GetThumbnail answers getThumbnail.
func (h Handler) GetThumbnail(ctx context.Context, r contract.GetThumbnailRequestObject) (contract.GetThumbnailResponseObject, error) {
	f, err := h.media.Open(ctx, r.Company, r.Item, r.Media, true)
	return file{f}, err
}

// ListOfferedMedia answers listOfferedMedia.
func (h Handler) ListOfferedMedia(ctx context.Context, r contract.ListOfferedMediaRequestObject) (contract.ListOfferedMediaResponseObject, error) {
	all, err := h.media.Offered(ctx, r.Company, r.Supplier, r.Item)
	if err != nil {
		return nil, err
	}
	return contract.ListOfferedMedia200JSONResponse{Media: showMedia(all)}, nil
}

// GetOfferedMedia answers getOfferedMedia.
func (h Handler) GetOfferedMedia(ctx context.Context, r contract.GetOfferedMediaRequestObject) (contract.GetOfferedMediaResponseObject, error) {
	f, err := h.media.OpenOffered(ctx, r.Company, r.Supplier, r.Item, r.Media, false)
	return file{f}, err
}

// GetOfferedThumbnail answers getOfferedThumbnail.
func (h Handler) GetOfferedThumbnail(ctx context.Context, r contract.GetOfferedThumbnailRequestObject) (contract.GetOfferedThumbnailResponseObject, error) {
	f, err := h.media.OpenOffered(ctx, r.Company, r.Supplier, r.Item, r.Media, true)
	return file{f}, err
}

// file answers with a picture or document; its type was found in its content when it came. A document is saved, never shown by the hub.
type file struct{ media.File }

func (f file) visit(w http.ResponseWriter) error {
	defer func() { _ = f.Close() }()
	how := "inline"
	if f.Kind == media.Document {
		how = "attachment"
	}
	h := w.Header()
	h.Set("Content-Type", f.File.Type)
	h.Set("Content-Length", strconv.FormatInt(f.File.Size, 10))
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": f.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=300")
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, f)
	return err
}

// VisitGetMediaResponse implements contract.GetMediaResponseObject.
func (f file) VisitGetMediaResponse(w http.ResponseWriter) error { return f.visit(w) }

// VisitGetThumbnailResponse implements contract.GetThumbnailResponseObject.
func (f file) VisitGetThumbnailResponse(w http.ResponseWriter) error { return f.visit(w) }

// VisitGetOfferedMediaResponse implements contract.GetOfferedMediaResponseObject.
func (f file) VisitGetOfferedMediaResponse(w http.ResponseWriter) error { return f.visit(w) }

// VisitGetOfferedThumbnailResponse implements contract.GetOfferedThumbnailResponseObject.
func (f file) VisitGetOfferedThumbnailResponse(w http.ResponseWriter) error { return f.visit(w) }
