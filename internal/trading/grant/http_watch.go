package grant

import (
	"context"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	contract "manifold/api/trading"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/web"
)

func showNotice(n Notice) contract.Notice {
	f := contract.NoticeFigures{
		Requests: counted64(n.Figures.Requests), Items: counted64(n.Figures.Items), Catalogue: counted64(n.Figures.Catalogue), Devices: counted64(n.Figures.Devices),
		Networks: counted64(n.Figures.Networks), Limit: counted64(n.Figures.Limit),
	}
	if len(n.Figures.Countries) > 0 {
		f.Countries = &n.Figures.Countries
	}
	if day, err := time.Parse(time.DateOnly, n.Figures.Day); err == nil {
		f.Day = &openapi_types.Date{Time: day}
	}
	return contract.Notice{
		ID: n.ID, Buyer: contract.CompanyRef{ID: n.Buyer, Name: n.BuyerName}, Kind: contract.NoticeKind(n.Kind), Figures: f, State: contract.RelationshipState(n.State),
		At: n.At, SeenAt: optional.Time(n.SeenAt),
	}
}

// counted64 shows a count unless it is none.
func counted64(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func showNotices(in []Notice) []contract.Notice {
	out := make([]contract.Notice, len(in))
	for i, n := range in {
		out[i] = showNotice(n)
	}
	return out
}

// ListNotices answers listNotices.
func (h Handler) ListNotices(ctx context.Context, r contract.ListNoticesRequestObject) (contract.ListNoticesResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	all, open, err := h.service.Notices(ctx, r.Company, optional.Value(r.Params.Open), wanted)
	if err != nil {
		return nil, err
	}
	return contract.ListNotices200JSONResponse{Items: showNotices(all.Items), Next: optional.Word[string](all.Next), Open: open}, nil
}

// SeeNotice answers seeNotice.
func (h Handler) SeeNotice(ctx context.Context, r contract.SeeNoticeRequestObject) (contract.SeeNoticeResponseObject, error) {
	n, err := h.service.SeeNotice(ctx, r.Company, r.Notice)
	if err != nil {
		return nil, err
	}
	return contract.SeeNotice200JSONResponse(showNotice(n)), nil
}

// GetReading answers getReading.
func (h Handler) GetReading(ctx context.Context, r contract.GetReadingRequestObject) (contract.GetReadingResponseObject, error) {
	read, err := h.service.BuyerReading(ctx, r.Company, r.Buyer)
	if err != nil {
		return nil, err
	}
	out := contract.GetReading200JSONResponse{Days: make([]contract.ReadingDay, len(read.Days)), Items: read.Items, Catalogue: read.Catalogue, Notices: showNotices(read.Notices)}
	for i, d := range read.Days {
		out.Days[i] = contract.ReadingDay{
			Day: openapi_types.Date{Time: d.Day}, Requests: d.Requests, Items: d.Items, Devices: d.Devices, Networks: d.Networks, Countries: append([]string{}, d.Countries...),
		}
	}
	if len(out.Days) > 0 {
		out.LastAt = &out.Days[0].Day
	}
	return out, nil
}

func showWatch(w Watch) (contract.Watch, *string) {
	tag := web.ETag(w.Version)
	return contract.Watch{
		Limits: contract.WatchLimits{
			ShareDay: w.ShareDay, ShareWeek: w.ShareWeek, Smallest: w.Smallest, Devices: w.Devices, Networks: w.Networks, Countries: w.Countries,
		},
		Version: w.Version, UpdatedAt: optional.Time(w.UpdatedAt),
	}, &tag
}

func takeLimits(in *contract.WatchLimits) WatchLimits {
	return WatchLimits{ShareDay: in.ShareDay, ShareWeek: in.ShareWeek, Smallest: in.Smallest, Devices: in.Devices, Networks: in.Networks, Countries: in.Countries}
}

// GetWatch answers getWatch.
func (h Handler) GetWatch(ctx context.Context, r contract.GetWatchRequestObject) (contract.GetWatchResponseObject, error) {
	w, err := h.service.WatchOf(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	body, tag := showWatch(w)
	return contract.GetWatch200JSONResponse{Body: body, Headers: contract.GetWatch200ResponseHeaders{ETag: tag}}, nil
}

// PutWatch answers putWatch.
func (h Handler) PutWatch(ctx context.Context, r contract.PutWatchRequestObject) (contract.PutWatchResponseObject, error) {
	version, given, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	var wanted *int64
	if given {
		wanted = &version
	}
	w, err := h.service.PutWatch(ctx, r.Company, wanted, takeLimits(r.Body))
	if err != nil {
		return nil, err
	}
	body, tag := showWatch(w)
	return contract.PutWatch200JSONResponse{Body: body, Headers: contract.PutWatch200ResponseHeaders{ETag: tag}}, nil
}
