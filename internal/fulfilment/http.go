package fulfilment

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/oapi-codegen/runtime/types"
	"github.com/shopspring/decimal"

	contract "manifold/api/fulfilment"
	"manifold/internal/catalog"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/web"
)

// Routes says what each operation asks of its caller; the contract says the same.
var Routes = []web.Route{
	{Operation: "listOrdersToShip", Access: authz.Access(mayRead)},
	{Operation: "shipOrders", Access: authz.Access(mayShip)},
	{Operation: "getOrderDelivery", Access: authz.Access(mayRead)},
	{Operation: "createShipment", Access: authz.Access(mayShip)},
	{Operation: "closeOrderLines", Access: authz.Access(mayShip)},
	{Operation: "listShipments", Access: authz.Access(mayRead)},
	{Operation: "exportShipments", Access: authz.Access(mayRead)},
	{Operation: "getShipment", Access: authz.Access(mayRead)},
	{Operation: "changeShipment", Access: authz.Access(mayShip)},
	{Operation: "voidShipment", Access: authz.Access(mayShip)},
	{Operation: "getShipmentPhoto", Access: authz.Access(mayRead)},
	{Operation: "listShipmentCases", Access: authz.Access(mayRead)},
	{Operation: "answerCase", Access: authz.Access(mayAnswer)},
	{Operation: "listDeliveries", Access: authz.Access(mayReadOwn)},
	{Operation: "getDelivery", Access: authz.Access(mayReadOwn)},
	{Operation: "receiveDelivery", Access: authz.Access(mayReceive)},
	{Operation: "undoReceipt", Access: authz.Access(mayReceive)},
	{Operation: "addDeliveryPhoto", Access: authz.Access(mayReceive)},
	{Operation: "getDeliveryPhoto", Access: authz.Access(mayReadOwn)},
	{Operation: "deleteDeliveryPhoto", Access: authz.Access(mayReceive)},
	{Operation: "getPlacedOrderDelivery", Access: authz.Access(mayReadOwn)},
	{Operation: "listDeliveryCases", Access: authz.Access(mayReadOwn)},
	{Operation: "actOnCase", Access: authz.Access(mayReceive)},
}

// Handler answers the operations of fulfilment.yaml.
type Handler struct{ service *Service }

var _ contract.StrictServerInterface = Handler{}

// NewHandler makes the handler.
func NewHandler(s *Service) Handler { return Handler{s} }

// Register mounts the operations.
func (h Handler) Register(s *web.Server) {
	s.Register(Routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// version reads If-Match as the version that the caller has seen; nil when any will do.
func version(header *string) (*int64, error) {
	wanted, given, err := web.WantedVersion(header)
	if err != nil || !given {
		return nil, err
	}
	return &wanted, nil
}

func dayOf(t time.Time) *types.Date {
	if t.IsZero() {
		return nil
	}
	return &types.Date{Time: t}
}

func takeDay(d *types.Date) time.Time {
	if d == nil {
		return time.Time{}
	}
	return d.Time
}

// numbers reads quantities, and collects what is none.
type numbers struct{ wrong []fault.Field }

func (n *numbers) read(path, text string) decimal.Decimal {
	out, fields := catalog.ReadQuantity(path, text)
	n.wrong = append(n.wrong, fields...)
	return out
}

func (n *numbers) maybe(path string, text *string) *decimal.Decimal {
	if text == nil {
		return nil
	}
	out := n.read(path, *text)
	return &out
}

func (n *numbers) err() error {
	if len(n.wrong) > 0 {
		return fault.Invalid.With(n.wrong...)
	}
	return nil
}

func showParty(p ordering.Party) contract.DeliveryParty {
	return contract.DeliveryParty{Company: p.Company, Name: p.Name}
}

func showSummary(s Summary) contract.ShipmentSummary {
	return contract.ShipmentSummary{
		ID: s.ID, Number: s.Number, Order: s.Order, OrderNumber: s.OrderNumber, Supplier: showParty(s.Supplier), Buyer: showParty(s.Buyer), Reference: s.Reference, Carrier: s.Carrier,
		Tracking: append([]string{}, s.Tracking...), ExpectedOn: dayOf(s.ExpectedOn), Note: s.Note, State: contract.ShipmentState(s.State), Lines: s.LineCount, OpenCases: s.OpenCases, ShippedBy: s.ShippedBy,
		ShippedAt: s.ShippedAt, ReceivedBy: optional.Of(s.ReceivedBy), ReceivedAt: optional.Time(s.ReceivedAt), Version: s.Version,
	}
}

func showPhoto(p Photo) contract.Photo { return contract.Photo{ID: p.ID, Person: p.Person, At: p.At} }

func decimals(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	return optional.Of(d.String())
}

func (h Handler) show(s Shipment) contract.Shipment {
	goods, saved, tax := s.sums()
	out := contract.Shipment{
		Summary: showSummary(s.Summary), Currency: s.Currency.Code(), Total: basket.Plain(goods-saved+tax, s.Currency), Lines: make([]contract.ShipmentLine, len(s.Lines)), Cases: showCases(s.Cases),
	}
	out.Summary.UndoUntil = optional.Time(s.UndoUntil(h.service.DB.Now()))
	for i, l := range s.Lines {
		out.Lines[i] = contract.ShipmentLine{
			Line: l.Number, Item: l.Item, Sku: l.SKU, Name: l.Name, Brand: l.Brand, Mpn: l.MPN, Gtin: l.GTIN, Unit: l.Unit, Quantity: l.Shipped.String(), Weight: decimals(l.Weight), Counted: decimals(l.Counted),
			Damaged: l.Damaged.String(), Wrong: l.Wrong.String(), Note: l.Note, Total: basket.Plain(l.Total(), s.Currency), Photos: make([]contract.Photo, len(l.Photos)),
		}
		if !l.Case.IsZero() {
			out.Lines[i].Case = optional.Of(l.Case.String())
		}
		for j, p := range l.Photos {
			out.Lines[i].Photos[j] = showPhoto(p)
		}
	}
	return out
}

func showCases(all []Case) []contract.Case {
	out := make([]contract.Case, len(all))
	for i, c := range all {
		out[i] = showCase(c)
	}
	return out
}

func showCase(c Case) contract.Case {
	out := contract.Case{
		ID: c.ID, Shipment: c.Shipment, ShipmentNumber: c.ShipmentNumber, Order: c.Order, OrderNumber: c.OrderNumber, Supplier: showParty(c.Supplier), Buyer: showParty(c.Buyer), Line: c.Line, Sku: c.SKU, Name: c.Name,
		Unit: c.Unit, Kind: contract.CaseKind(c.Kind), Quantity: c.Quantity.String(), State: contract.CaseState(c.State), Remedy: optional.Word[contract.Remedy](c.Remedy), Turn: optional.Word[contract.DeliverySide](c.State.Turn()),
		Due: optional.Time(c.Due), Amount: basket.Plain(c.Amount, c.Currency), Currency: c.Currency.Code(), OpenedAt: c.OpenedAt, ChangedAt: c.ChangedAt, Version: c.Version,
		Remedies: make([]contract.Remedy, len(remedies[c.Kind])), Events: make([]contract.CaseEvent, len(c.Events)),
	}
	for i, r := range remedies[c.Kind] {
		out.Remedies[i] = contract.Remedy(r)
	}
	for i, e := range c.Events {
		out.Events[i] = contract.CaseEvent{
			At: e.At, Side: contract.DeliverySide(e.Side), Person: e.Person, Act: contract.CaseEventAct(e.Act), State: contract.CaseState(e.State), Remedy: optional.Word[contract.Remedy](e.Remedy), Words: e.Words,
		}
	}
	return out
}

func showListed(l Listed) contract.ShipmentPage {
	out := contract.ShipmentPage{Items: page.Map(l.Page, showSummary).Items, Next: optional.Of(l.Next)}
	c := l.Counts
	out.Counts.UnderWay, out.Counts.Late, out.Counts.Today, out.Counts.Received, out.Counts.Problems = c.UnderWay, c.Late, c.Today, c.Received, c.Problems
	return out
}

func showDelivery(d OrderDelivery) contract.OrderDelivery {
	out := contract.OrderDelivery{
		Order: d.Order.ID, Version: d.Order.Version, Lines: make([]contract.OpenLine, len(d.Order.Lines)), Shipments: make([]contract.ShipmentSummary, len(d.Shipments)), Cases: showCases(d.Cases),
	}
	for i, l := range d.Order.Lines {
		t := d.Tallies[l.Number]
		out.Lines[i] = contract.OpenLine{
			Line: l.Number, Sku: l.SKU, Name: l.Name, Unit: l.Unit, Quantity: l.Quantity.String(), Shipped: l.Shipped.String(), Received: l.Received.String(), Open: "0", Ships: t.ships(l), Due: optional.Time(l.Due), CatchWeight: t.Catch,
		}
		if !l.State.Ended() {
			out.Lines[i].Open = t.open(l).String()
		}
	}
	for i, s := range d.Shipments {
		out.Shipments[i] = showSummary(s)
	}
	return out
}

// photoFile answers with a photo; its type was found out from its bytes when it came.
type photoFile struct{ File }

func (p photoFile) write(w http.ResponseWriter) error {
	defer func() { _ = p.Body.Close() }()
	w.Header().Set("Content-Type", p.Type)
	w.Header().Set("Content-Length", strconv.FormatInt(p.Size, 10))
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, p.Body)
	return err
}

// VisitGetShipmentPhotoResponse writes it.
func (p photoFile) VisitGetShipmentPhotoResponse(w http.ResponseWriter) error { return p.write(w) }

// VisitGetDeliveryPhotoResponse writes it.
func (p photoFile) VisitGetDeliveryPhotoResponse(w http.ResponseWriter) error { return p.write(w) }

// GetShipmentPhoto answers getShipmentPhoto.
func (h Handler) GetShipmentPhoto(ctx context.Context, r contract.GetShipmentPhotoRequestObject) (contract.GetShipmentPhotoResponseObject, error) {
	f, err := h.service.OpenPhoto(ctx, ordering.Supplier, r.Company, r.Shipment, r.Photo)
	return photoFile{f}, err
}

// GetDeliveryPhoto answers getDeliveryPhoto.
func (h Handler) GetDeliveryPhoto(ctx context.Context, r contract.GetDeliveryPhotoRequestObject) (contract.GetDeliveryPhotoResponseObject, error) {
	f, err := h.service.OpenPhoto(ctx, ordering.Buyer, r.Company, r.Shipment, r.Photo)
	return photoFile{f}, err
}

// takeLines reads lines of a shipment as the contract writes them.
func takeDraft(b contract.ShipmentDraft) (Draft, error) {
	var n numbers
	out := Draft{Details: takeDetails(b), Close: optional.Value(b.Close), Reason: optional.Value(b.Reason)}
	for i, l := range b.Lines {
		path := fmt.Sprintf("/lines/%d", i)
		out.Lines = append(out.Lines, LineDraft{Line: l.Line, Quantity: n.read(path+"/quantity", l.Quantity), Weight: n.maybe(path+"/weight", l.Weight)})
	}
	return out, n.err()
}

func takeDetails(b contract.ShipmentDraft) Details {
	return Details{optional.Value(b.Number), optional.Value(b.Carrier), optional.Value(b.Tracking), takeDay(b.ExpectedOn), optional.Value(b.Note)}
}

// takeCounts reads what was counted as the contract writes it.
func takeCounts(b contract.Receipt) ([]CountDraft, error) {
	var n numbers
	out := make([]CountDraft, len(b.Lines))
	for i, l := range b.Lines {
		path := fmt.Sprintf("/lines/%d", i)
		counted := n.read(path+"/counted", l.Counted)
		out[i] = CountDraft{l.Line, Count{&counted, optional.Value(n.maybe(path+"/damaged", l.Damaged)), optional.Value(n.maybe(path+"/wrong", l.Wrong)), optional.Value(l.Note)}}
	}
	return out, n.err()
}

// listed reads a page of the shipments of a side.
func (h Handler) listed(ctx context.Context, side ordering.Side, company id.CompanyID, words *string, view *contract.ShipmentView, today *types.Date, limit *int, after *string) (contract.ShipmentPage, error) {
	asked, err := web.Page(limit, after)
	if err != nil {
		return contract.ShipmentPage{}, err
	}
	found, err := h.service.List(ctx, side, company, Filter{optional.Value(words), View(optional.Value(view)), takeDay(today)}, asked)
	return showListed(found), err
}

func (h Handler) cases(ctx context.Context, side ordering.Side, company id.CompanyID, f CaseFilter, limit *int, after *string) (contract.CasePage, error) {
	asked, err := web.Page(limit, after)
	if err != nil {
		return contract.CasePage{}, err
	}
	found, mine, err := h.service.Cases(ctx, side, company, f, asked)
	return contract.CasePage{Items: showCases(found.Items), Next: optional.Of(found.Next), Mine: mine}, err
}
