package fulfilment

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/ordering"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/picture"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Receive says what came of a shipment, over a version that was seen; nil for any. Lines that are not said came as they were shipped where rest says so. What is not as it should be becomes cases.
func (s *Service) Receive(ctx context.Context, buyer id.CompanyID, shipment id.ShipmentID, version *int64, drafts []CountDraft, rest bool) (Shipment, error) {
	scope, err := authz.Acting(ctx, buyer, mayReceive)
	if err != nil {
		return Shipment{}, err
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (Shipment, error) {
		o, x, err := moving(tx, ordering.Buyer, buyer, shipment)
		if err != nil {
			return x, err
		}
		if x.State != UnderWay {
			return x, ErrNotNow
		}
		if err := stale(version, x.Version); err != nil {
			return x, err
		}
		if x.Lines, err = x.counted(drafts, rest); err != nil {
			return x, err
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return x, err
		}
		x.State, x.ReceivedBy, x.ReceivedAt, x.ChangedAt = Received, person, tx.Now(), tx.Now()
		x.Version++
		cases := x.opened(person)
		x.OpenCases = len(cases)
		if err := saveReceipt(tx, x); err != nil {
			return x, err
		}
		if err := insertCases(tx, cases); err != nil {
			return x, err
		}
		return s.told(ctx, tx, o, x, person, TopicReceived, "fulfilment.received", func(l Line) ordering.Act {
			if len(l.problems()) > 0 {
				return ordering.Report
			}
			return ordering.Receive
		})
	})
}

// opened are the cases that a receipt leads to.
func (s *Shipment) opened(person string) (out []Case) {
	for _, l := range s.Lines {
		for _, c := range l.problems() {
			c.ID, c.Shipment, c.Order, c.Supplier, c.Buyer = id.New[id.Case](s.ReceivedAt), s.ID, s.Order, s.Supplier, s.Buyer
			c.State, c.Due, c.OpenedAt, c.ChangedAt, c.Version = Open, Open.due(s.ReceivedAt), s.ReceivedAt, s.ReceivedAt, 1
			c.Events = []CaseEvent{{At: s.ReceivedAt, Side: ordering.Buyer, Person: person, Act: OpenCase, State: Open, Words: l.Note}}
			out = append(out, c)
		}
	}
	return out
}

// told writes what a receipt, or its undoing, means to the order, and tells the other side. The shipment is answered as it stands.
func (s *Service) told(ctx context.Context, tx *tenants.Tx, o ordering.Order, x Shipment, person, topic, action string, act func(Line) ordering.Act) (Shipment, error) {
	tallies, err := readTallies(tx, o, false)
	if err != nil {
		return x, err
	}
	done := make([]ordering.Delivered, len(x.Lines))
	for i, l := range x.Lines {
		quantity := l.Shipped
		if l.Counted != nil {
			quantity = *l.Counted
		}
		done[i] = tallies[l.Number].tells(l.Number, act(l), quantity, l.Note)
	}
	if o, err = s.Orders.Deliver(ctx, tx, ordering.Buyer, person, o, done); err != nil {
		return x, err
	}
	x, err = readShipment(tx, ordering.Buyer, x.Buyer.Company, x.ID)
	if err != nil {
		return x, err
	}
	if err := publish(ctx, tx, topic, ordering.Buyer, x, o); err != nil {
		return x, err
	}
	return x, s.Audit.Write(ctx, tx, audit.Entry{Action: action, Object: x.ID.String(), Data: map[string]any{"number": x.Number, "cases": x.OpenCases}})
}

// Undo takes a receipt back, for a while and as long as none of its cases was answered.
func (s *Service) Undo(ctx context.Context, buyer id.CompanyID, shipment id.ShipmentID) (out Shipment, err error) {
	scope, err := authz.Acting(ctx, buyer, mayReceive)
	if err != nil {
		return out, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		o, x, err := moving(tx, ordering.Buyer, buyer, shipment)
		if err != nil {
			return err
		}
		if x.UndoUntil(tx.Now()).IsZero() {
			return ErrLate
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		for _, c := range x.Cases {
			if c.State != Open {
				continue
			}
			moved, event, err := c.act(ordering.Buyer, person, CaseDeed{Act: Withdraw}, tx.Now())
			if err != nil {
				return err
			}
			if err := saveCase(tx, ordering.Buyer, moved, event); err != nil {
				return err
			}
			x.Version++
		}
		x.State, x.OpenCases, x.ReceivedBy, x.ReceivedAt, x.ChangedAt = UnderWay, 0, "", time.Time{}, tx.Now()
		x.Version++
		for i := range x.Lines {
			x.Lines[i].Count = Count{}
		}
		if err := saveReceipt(tx, x); err != nil {
			return err
		}
		out, err = s.told(ctx, tx, o, x, person, TopicReceiptUndone, "fulfilment.receipt_undone", func(Line) ordering.Act { return ordering.Unreceive })
		return err
	})
	return out, err
}

// AddPhoto stores a picture of a line of a shipment. What it is is told by its bytes.
func (s *Service) AddPhoto(ctx context.Context, buyer id.CompanyID, shipment id.ShipmentID, line int, body io.Reader) (Photo, error) {
	scope, err := authz.Acting(ctx, buyer, mayReceive)
	if err != nil {
		return Photo{}, err
	}
	if err := s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		_, err := room(tx, buyer, shipment, line)
		return err
	}); err != nil {
		return Photo{}, err
	}
	p := Photo{Line: line}
	if err := s.keep(ctx, buyer, &p, body); err != nil {
		return Photo{}, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		found, err := room(tx, buyer, shipment, line)
		if err != nil {
			return err
		}
		if p.Person, _, err = grant.Actor(tx); err != nil {
			return err
		}
		p.ID, p.At = id.New[id.Photo](tx.Now()), tx.Now()
		if err := insertPhoto(tx, found.Summary, p); err != nil {
			return err
		}
		return s.Audit.Write(ctx, tx, audit.Entry{Action: "fulfilment.photo_added", Object: shipment.String(), Data: map[string]any{"line": line}})
	})
	if err != nil {
		_ = s.Blobs.Delete(context.WithoutCancel(ctx), blob.Key{Company: buyer, Blob: p.blob})
	}
	return p, err
}

// Photos are at most so many of a line, and so large.
const (
	mostPhotos = 10
	photoBytes = 10 << 20
)

// Faults of photos.
var (
	ErrPicture = fault.Define(fault.KindUnsupported, "fulfilment.photo_format", "A photo is a PNG, JPEG or WebP picture of at most 10 MiB and 24 megapixels.")
	ErrPhotos  = fault.Define(fault.KindConflict, "fulfilment.photos_full", "A line has at most ten photos.")
)

// room reads a shipment that a photo of a line can be added to.
func room(tx *tenants.Tx, buyer id.CompanyID, shipment id.ShipmentID, line int) (Shipment, error) {
	x, err := readShipment(tx, ordering.Buyer, buyer, shipment)
	if err != nil {
		return x, err
	}
	i := slices.IndexFunc(x.Lines, func(l Line) bool { return l.Number == line })
	switch {
	case i < 0:
		return x, fault.NotFound
	case x.State == Void:
		return x, ErrNotNow
	case len(x.Lines[i].Photos) >= mostPhotos:
		return x, ErrPhotos
	}
	return x, nil
}

// keep stores a picture as it came.
func (s *Service) keep(ctx context.Context, buyer id.CompanyID, p *Photo, body io.Reader) error {
	info, whole, err := picture.Look(bufio.NewReader(body))
	if err == nil {
		err = info.Check()
	}
	if err == nil && info.Format == "gif" {
		err = picture.ErrFormat
	}
	if err == nil {
		p.blob, p.Type = id.NewRandom[id.Blob](), info.Type()
		var stored blob.Info
		stored, err = s.Blobs.Put(ctx, blob.Key{Company: buyer, Blob: p.blob}, picture.Framed(whole, info.Format), photoBytes, p.Type)
		p.size = stored.Size
	}
	if errors.Is(err, picture.ErrFormat) || errors.Is(err, picture.ErrLarge) {
		return ErrPicture
	}
	return err
}

// File is a picture to be read, and closed.
type File struct {
	Body io.ReadCloser
	Type string
	Size int64
}

// OpenPhoto gives a photo of a shipment of a side.
func (s *Service) OpenPhoto(ctx context.Context, side ordering.Side, company id.CompanyID, shipment id.ShipmentID, photo id.PhotoID) (File, error) {
	x, err := s.Get(ctx, side, company, shipment)
	if err != nil {
		return File{}, err
	}
	p, found := x.photo(photo)
	if !found {
		return File{}, fault.NotFound
	}
	body, info, err := s.Blobs.Open(ctx, blob.Key{Company: x.Buyer.Company, Blob: p.blob})
	return File{body, p.Type, info.Size}, err
}

func (s *Shipment) photo(photo id.PhotoID) (Photo, bool) {
	for _, l := range s.Lines {
		for _, p := range l.Photos {
			if p.ID == photo {
				return p, true
			}
		}
	}
	return Photo{}, false
}

// DeletePhoto takes a photo away, before the shipment is received.
func (s *Service) DeletePhoto(ctx context.Context, buyer id.CompanyID, shipment id.ShipmentID, photo id.PhotoID) error {
	scope, err := authz.Acting(ctx, buyer, mayReceive)
	if err != nil {
		return err
	}
	var gone Photo
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		_, x, err := moving(tx, ordering.Buyer, buyer, shipment)
		if err != nil {
			return err
		}
		found := false
		if gone, found = x.photo(photo); !found {
			return fault.NotFound
		}
		if x.State != UnderWay {
			return ErrNotNow
		}
		if err := deletePhoto(tx, x.Summary, photo); err != nil {
			return err
		}
		return s.Audit.Write(ctx, tx, audit.Entry{Action: "fulfilment.photo_removed", Object: shipment.String(), Data: map[string]any{"line": gone.Line}})
	})
	if err == nil {
		err = s.Blobs.Delete(ctx, blob.Key{Company: buyer, Blob: gone.blob})
	}
	return err
}

// ActOnCase does something with a case of a side, over a version that was seen; nil for any. What is agreed to be sent again is open on the line of the order.
func (s *Service) ActOnCase(ctx context.Context, side ordering.Side, company id.CompanyID, one id.CaseID, version *int64, d CaseDeed) (out Case, err error) {
	may := mayReceive
	if side == ordering.Supplier {
		may = mayAnswer
	}
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return out, err
	}
	d.Words = strings.TrimSpace(d.Words)
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		found, err := readCase(tx, side, company, one)
		if err != nil {
			return err
		}
		o, err := ordering.ToDeliver(tx, side, company, found.Order)
		if err != nil {
			return err
		}
		if found, err = readCase(tx, side, company, one); err != nil {
			return err
		}
		if err := stale(version, found.Version); err != nil {
			return err
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		moved, event, err := found.act(side, person, d, tx.Now())
		if err != nil {
			return err
		}
		if err := saveCase(tx, side, moved, event); err != nil {
			return err
		}
		tallies, err := readTallies(tx, o, false)
		if err != nil {
			return err
		}
		told := tallies[moved.Line].tells(moved.Line, d.Act.orderAct(), moved.Quantity, event.short())
		if _, err := s.Orders.Deliver(ctx, tx, side, person, o, []ordering.Delivered{told}); err != nil {
			return err
		}
		if err := publishCase(ctx, tx, side, d.Act, moved); err != nil {
			return err
		}
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "fulfilment.case_moved", Object: one.String(), Data: map[string]any{"act": string(d.Act), "remedy": string(d.Remedy), "state": string(moved.State)}}); err != nil {
			return err
		}
		out, err = readCase(tx, side, company, one)
		return err
	})
	return out, err
}

// short are the words of an event as a line of an order has room for them.
func (e CaseEvent) short() string {
	if r := []rune(e.Words); len(r) > 500 {
		return string(r[:500])
	}
	return e.Words
}
