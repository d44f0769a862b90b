package media

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/picture"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

const (
	mayRead  = authz.Permission("catalog.item.read")
	mayWrite = authz.Permission("catalog.item.write")
	mayLook  = authz.Permission("catalog.offered.read")
)

// Fetch opens what lies at an https address of a stranger, up to a bound.
type Fetch func(ctx context.Context, address string, most int64) (io.ReadCloser, error)

// Config is what the service works with.
type Config struct {
	DB    *tenants.DB
	Audit *audit.Trail
	Blobs blob.Store
	Fetch Fetch
	Log   *slog.Logger

	History History
}

// Service has one method per use case.
type Service struct {
	db    *tenants.DB
	audit *audit.Trail
	blobs blob.Store
	fetch Fetch
	log   *slog.Logger

	history History
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, audit: c.Audit, blobs: c.Blobs, fetch: c.Fetch, log: c.Log, history: c.History}
}

// Add takes in a picture or document; it comes behind the others of its item.
func (s *Service) Add(ctx context.Context, company id.CompanyID, item id.ItemID, words Words, body io.Reader) (Media, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Media{}, err
	}
	return s.take(ctx, scope, company, item, "", words, body)
}

// take takes a file in; of names the price import that brings it, "" for none.
func (s *Service) take(ctx context.Context, scope tenants.Scope, company id.CompanyID, item id.ItemID, of string, words Words, body io.Reader) (Media, error) {
	words, wrong := words.read()
	if words.Name == "" {
		wrong = append(wrong, fault.Field{Path: "name", Code: "required", Message: "A file has a name."})
	}
	if len(wrong) > 0 {
		return Media{}, fault.Invalid.With(wrong...)
	}
	room := func(tx *tenants.Tx, lock bool) ([]Media, error) {
		if err := there(tx, company, item, lock); err != nil {
			return nil, err
		}
		standing, err := Of(tx, company, item)
		if err == nil && len(standing) >= Most {
			return nil, errMany
		}
		return standing, err
	}
	err := s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		_, err := room(tx, false)
		return err
	})
	if err != nil {
		return Media{}, err
	}
	m := Media{Name: words.Name, Title: words.Title, Alt: words.Alt}
	err = s.keep(ctx, company, &m, body)
	if err == nil {
		err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			standing, err := room(tx, true)
			if err != nil {
				return err
			}
			m.ID, m.AddedAt = id.New[id.Media](tx.Now()), tx.Now()
			if err := insert(tx, company, item, m); err != nil {
				return err
			}
			if _, err := s.history.Files(ctx, tx, company, item, of, tell(standing), tell(append(slices.Clone(standing), m))); err != nil {
				return err
			}
			return s.note(ctx, tx, "catalog.media_added", item, m)
		})
	}
	if err != nil {
		s.drop(ctx, company, m)
		return Media{}, err
	}
	return m, nil
}

func (s *Service) note(ctx context.Context, tx *tenants.Tx, action string, item id.ItemID, m Media) error {
	return s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: item.String(), Data: map[string]any{"media": m.ID.String(), "kind": string(m.Kind)}})
}

// keep finds out what a file is and stores it, a picture with a small one beside it. What was stored is named in m, also when it fails.
func (s *Service) keep(ctx context.Context, company id.CompanyID, m *Media, body io.Reader) error {
	buffered := bufio.NewReader(body)
	head, err := buffered.Peek(len(pdfHead))
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if string(head) == pdfHead {
		m.Kind, m.Type = Document, pdf
		m.file, m.Size, err = s.put(ctx, company, &pdfFrame{from: buffered}, DocumentBytes, pdf)
		return err
	}
	info, whole, err := picture.Look(buffered)
	if err == nil {
		err = info.Check()
	}
	if err == nil {
		m.Kind, m.Type, m.Width, m.Height = Image, info.Type(), info.Width, info.Height
		m.file, m.Size, err = s.put(ctx, company, picture.Framed(whole, info.Format), ImageBytes, m.Type)
	}
	if err == nil {
		err = s.thumbnail(ctx, company, m, info)
	}
	switch {
	case errors.Is(err, picture.ErrFormat):
		return errFormat
	case errors.Is(err, picture.ErrLarge):
		return errPixels
	default:
		return err
	}
}

func (s *Service) put(ctx context.Context, company id.CompanyID, r io.Reader, most int64, kind string) (id.BlobID, int64, error) {
	key := blob.Key{Company: company, Blob: id.NewRandom[id.Blob]()}
	info, err := s.blobs.Put(ctx, key, r, most, kind)
	if err != nil {
		return id.BlobID{}, 0, err
	}
	return key.Blob, info.Size, nil
}

// thumbnail makes the small picture out of the stored one, so that a request holds no more than one of them in memory.
func (s *Service) thumbnail(ctx context.Context, company id.CompanyID, m *Media, info picture.Info) error {
	stored, _, err := s.blobs.Open(ctx, blob.Key{Company: company, Blob: m.file})
	if err != nil {
		return err
	}
	defer func() { _ = stored.Close() }()
	small, kind, err := picture.Thumbnail(ctx, stored, info, thumbSide)
	if err != nil {
		return err
	}
	m.thumbType = kind
	m.thumb, _, err = s.put(ctx, company, bytes.NewReader(small), ImageBytes, kind)
	return err
}

// drop removes the files of what nobody asks for any more.
func (s *Service) drop(ctx context.Context, company id.CompanyID, m Media) {
	for _, b := range []id.BlobID{m.file, m.thumb} {
		if !b.IsZero() {
			s.delete(ctx, blob.Key{Company: company, Blob: b})
		}
	}
}

func (s *Service) delete(ctx context.Context, key blob.Key) {
	if err := s.blobs.Delete(context.WithoutCancel(ctx), key); err != nil {
		s.log.WarnContext(ctx, "file of removed media stays", "blob", key.Blob, "error", err)
	}
}

// Fetch starts to take in what lies at an address.
func (s *Service) Fetch(ctx context.Context, company id.CompanyID, item id.ItemID, address string, words Words) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return job.Run{}, err
	}
	words.Name = nameOf(address)
	words, wrong := words.read()
	if !strings.HasPrefix(address, "https://") {
		wrong = append(wrong, fault.Field{Path: "/address", Code: "wrong_form", Message: "Give an https address."})
	}
	if len(wrong) > 0 {
		return job.Run{}, fault.Invalid.With(wrong...)
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if err := there(tx, company, item, false); err != nil {
			return job.Run{}, err
		}
		return job.Start(ctx, tx, "catalog_media", fetchArgs{item, address, words.Name, words.Title, words.Alt}, words.Name)
	})
}

// Bring takes in the picture at an address for an item that has none, as a part of a price import, and says whether it did. It fetches within the call.
func (s *Service) Bring(ctx context.Context, scope tenants.Scope, company id.CompanyID, of id.PriceImportID, item id.ItemID, address string) (bool, error) {
	pictured := false
	err := s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		all, err := Of(tx, company, item)
		pictured = slices.ContainsFunc(all, func(m Media) bool { return m.Kind == Image })
		return err
	})
	if err != nil || pictured {
		return false, err
	}
	body, err := s.fetch(ctx, address, ImageBytes)
	if err != nil {
		return false, errFetch.Because(err)
	}
	defer func() { _ = body.Close() }()
	_, err = s.take(ctx, scope, company, item, of.String(), Words{Name: nameOf(address)}, body)
	return err == nil, err
}

// List answers the files of an item of one's own.
func (s *Service) List(ctx context.Context, company id.CompanyID, item id.ItemID) (out []Media, err error) {
	err = s.own(ctx, company, func(tx *tenants.Tx) error {
		if err := there(tx, company, item, false); err != nil {
			return err
		}
		out, err = Of(tx, company, item)
		return err
	})
	return out, err
}

func (s *Service) own(ctx context.Context, company id.CompanyID, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

// change changes files of an item in a transaction of its own. It answers all of the item, and the revision; none where nothing changed.
func (s *Service) change(ctx context.Context, company id.CompanyID, item id.ItemID, fn func(context.Context, *tenants.Tx, []Media) error) (out []Media, in id.RevisionID, err error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return nil, in, err
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := there(tx, company, item, true); err != nil {
			return err
		}
		standing, err := Of(tx, company, item)
		if err != nil {
			return err
		}
		if err := fn(ctx, tx, standing); err != nil {
			return err
		}
		if out, err = Of(tx, company, item); err != nil {
			return err
		}
		before, after := tell(standing), tell(out)
		if slices.Equal(before, after) {
			return nil
		}
		in, err = s.history.Files(ctx, tx, company, item, "", before, after)
		return err
	})
	return out, in, err
}

func pick(all []Media, of id.MediaID) (Media, error) {
	i := slices.IndexFunc(all, func(m Media) bool { return m.ID == of })
	if i < 0 {
		return Media{}, fault.NotFound
	}
	return all[i], nil
}

// Describe sets title and words of a file.
func (s *Service) Describe(ctx context.Context, company id.CompanyID, item id.ItemID, of id.MediaID, words Words) (Media, error) {
	words, wrong := words.read()
	if len(wrong) > 0 {
		return Media{}, fault.Invalid.With(wrong...)
	}
	all, _, err := s.change(ctx, company, item, func(ctx context.Context, tx *tenants.Tx, standing []Media) error {
		m, err := pick(standing, of)
		if err != nil {
			return err
		}
		if err := describe(tx, company, item, of, words); err != nil {
			return err
		}
		return s.note(ctx, tx, "catalog.media_described", item, m)
	})
	if err != nil {
		return Media{}, err
	}
	return pick(all, of)
}

// Remove removes a file and answers the revision that this is. The file is kept for some time, so that it can be undone.
func (s *Service) Remove(ctx context.Context, company id.CompanyID, item id.ItemID, of id.MediaID) (id.RevisionID, error) {
	_, in, err := s.change(ctx, company, item, func(ctx context.Context, tx *tenants.Tx, standing []Media) error {
		gone, err := pick(standing, of)
		if err != nil {
			return err
		}
		if err := remove(tx, company, item, of); err != nil {
			return err
		}
		return s.note(ctx, tx, "catalog.media_removed", item, gone)
	})
	return in, err
}

// keepPast is how long a removed file is kept.
const keepPast = 30 * 24 * time.Hour

// Sweep forgets files that were removed more than thirty days ago.
func (s *Service) Sweep(ctx context.Context) error {
	var gone []blob.Key
	err := s.db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), func(_ context.Context, tx *tenants.Tx) (err error) {
		gone, err = sweepPast(tx, tx.Now().Add(-keepPast))
		return err
	})
	if err != nil {
		return err
	}
	for _, key := range gone {
		s.delete(ctx, key)
	}
	return nil
}

// Order puts files of an item in front of the others, in their order.
func (s *Service) Order(ctx context.Context, company id.CompanyID, item id.ItemID, ids []id.MediaID) ([]Media, error) {
	all, _, err := s.change(ctx, company, item, func(_ context.Context, tx *tenants.Tx, standing []Media) error {
		for i, of := range ids {
			if _, err := pick(standing, of); err != nil || slices.Contains(ids[:i], of) {
				return fault.Invalid.With(fault.Field{Path: "/media/" + strconv.Itoa(i), Code: "unknown", Message: "The item has no such picture or document, or it is named twice."})
			}
		}
		all := slices.Clone(ids)
		for _, m := range standing {
			if !slices.Contains(all, m.ID) {
				all = append(all, m.ID)
			}
		}
		return order(tx, company, item, all)
	})
	return all, err
}

// File is a picture or document that is opened, to be closed.
type File struct {
	io.ReadCloser
	Media
	Type string // of the content
	Size int64
}

// Open opens a file of one's own item, or the small picture of it.
func (s *Service) Open(ctx context.Context, company id.CompanyID, item id.ItemID, of id.MediaID, small bool) (File, error) {
	var m Media
	err := s.own(ctx, company, func(tx *tenants.Tx) error {
		all, err := Of(tx, company, item)
		if err != nil {
			return err
		}
		m, err = pick(all, of)
		return err
	})
	if err != nil {
		return File{}, err
	}
	return s.open(ctx, company, m, small)
}

func (s *Service) open(ctx context.Context, owner id.CompanyID, m Media, small bool) (File, error) {
	wanted, kind := m.file, m.Type
	if small {
		wanted, kind = m.thumb, m.thumbType
	}
	if wanted.IsZero() {
		return File{}, fault.NotFound
	}
	content, info, err := s.blobs.Open(ctx, blob.Key{Company: owner, Blob: wanted})
	return File{content, m, kind, info.Size}, err
}

// Offered answers the files of an item that a buyer is offered, as far as it is shown them.
func (s *Service) Offered(ctx context.Context, buyer, supplier id.CompanyID, item id.ItemID) (out []Media, err error) {
	scope, err := authz.Looking(ctx, buyer, supplier, mayLook)
	if err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil {
			return err
		}
		out, err = Shown(tx, supplier, look.Disclosure, item)
		return err
	})
	return out, err
}

// Shown answers the files of an item in the scope of a pair, as far as the decision shows them; fault.NotFound when the item is not offered.
func Shown(tx *tenants.Tx, supplier id.CompanyID, look grant.Disclosure, item id.ItemID) ([]Media, error) {
	if !look.Open() {
		return nil, fault.NotFound
	}
	if err := there(tx, supplier, item, false); err != nil {
		return nil, err
	}
	all, err := Of(tx, supplier, item)
	return slices.DeleteFunc(all, func(m Media) bool { return m.Kind == Document && !look.Shown().Documents }), err
}

// OpenOffered opens a file of an item that a buyer is offered, or the small picture of it.
func (s *Service) OpenOffered(ctx context.Context, buyer, supplier id.CompanyID, item id.ItemID, of id.MediaID, small bool) (File, error) {
	all, err := s.Offered(ctx, buyer, supplier, item)
	if err != nil {
		return File{}, err
	}
	m, err := pick(all, of)
	if err != nil {
		return File{}, err
	}
	return s.open(ctx, supplier, m, small)
}
