package app

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	contract "manifold/api/hub"
	"manifold/internal/kernel/fault"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/web"
	"manifold/tenants"
)

// routes says what each operation asks of its caller; the contract says the same.
var routes = []web.Route{
	{Operation: "getHub", Access: authz.Public},
	{Operation: "streamEvents", Access: "hub.events.read"},
	{Operation: "listMailbox", Access: authz.Trial},
}

// hub answers the operations of hub.yaml.
type hub struct{ app *App }

var _ contract.StrictServerInterface = hub{}

func (h hub) register(s *web.Server) {
	s.Register(routes, func(r web.Router) { contract.RegisterHandlers(r, contract.NewStrictHandler(h, nil)) })
}

// GetHub answers getHub.
func (h hub) GetHub(context.Context, contract.GetHubRequestObject) (contract.GetHubResponseObject, error) {
	return contract.GetHub200JSONResponse{Name: "Manifold", Version: h.app.version, Mailbox: h.app.mailbox != nil}, nil
}

// ListMailbox answers listMailbox.
func (h hub) ListMailbox(_ context.Context, r contract.ListMailboxRequestObject) (contract.ListMailboxResponseObject, error) {
	if h.app.mailbox == nil {
		return nil, fault.NotFound
	}
	out := contract.ListMailbox200JSONResponse{Items: []contract.MailboxMessage{}}
	for _, m := range h.app.mailbox.List() {
		if r.Params.To != nil && *r.Params.To != m.To {
			continue
		}
		item := contract.MailboxMessage{ID: strconv.FormatInt(m.Number, 10), Kind: contract.Mail, To: m.To, Subject: m.Subject, Text: m.Text, SentAt: m.At}
		if m.Kind == mail.KindSMS {
			item.Kind = contract.Sms
		}
		if m.HTML != "" {
			item.HTML = &m.HTML
		}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// StreamEvents answers streamEvents.
func (h hub) StreamEvents(ctx context.Context, r contract.StreamEventsRequestObject) (contract.StreamEventsResponseObject, error) {
	scope, err := authz.Acting(ctx, r.Company, "hub.events.read")
	if err != nil {
		return nil, err
	}
	woken, leave := h.app.stream.Subscribe(r.Company)
	head, err := h.app.stream.Head(ctx)
	if err != nil {
		leave()
		return nil, err
	}
	stream, err := web.NewStream(ctx, r.Params.LastEventID, head, source{h.app, scope}, woken)
	if err != nil {
		leave()
		return nil, err
	}
	return live{stream, leave}, nil
}

// live is the answer of a stream; it leaves its subscription when the client does.
type live struct {
	stream *web.Stream
	leave  func()
}

func (l live) VisitStreamEventsResponse(w http.ResponseWriter) error {
	defer l.leave()
	return l.stream.Serve(w)
}

// source reads the events that a company sees.
type source struct {
	app   *App
	scope tenants.Scope
}

// Events implements web.Source.
func (s source) Events(ctx context.Context, after int64) ([]web.Event, error) {
	stored, err := s.app.stream.Events(ctx, s.scope, after, 100)
	if err != nil {
		return nil, err
	}
	out := make([]web.Event, len(stored))
	for i, e := range stored {
		data, err := json.Marshal(map[string]any{"object": e.Object, "at": e.At, "payload": e.Payload})
		if err != nil {
			return nil, err
		}
		out[i] = web.Event{ID: e.Number, Name: e.Topic, Data: data}
	}
	return out, nil
}
