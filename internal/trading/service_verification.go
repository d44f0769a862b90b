package trading

import (
	"context"
	"io"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// FileQueue is a page of company files for the hub.
type FileQueue struct {
	page.Page[fileForHub]
	Waiting int64 // how many are submitted
}

// Files lists company files in a state for the hub's operator, the one that waits longest first.
func (s *Service) Files(ctx context.Context, operator id.CompanyID, state FileState, q string, r page.Request) (FileQueue, error) {
	scope, err := authz.Acting(ctx, operator, mayReadFiles)
	if err != nil {
		return FileQueue{}, err
	}
	after, last, err := placeByTime[id.Company](r, s.clock.Now())
	if err != nil {
		return FileQueue{}, err
	}
	var out FileQueue
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listHubFiles(tx, state, q, after, last, r.Fetch())
		if err != nil {
			return err
		}
		out.Page = page.Of(r, rows, func(f fileForHub) page.Cursor { return page.After(f.File.UpdatedAt, f.Company) })
		out.Waiting, err = countHubFiles(tx, FileSubmitted)
		return err
	})
	return out, err
}

// FileForHub is a company file with what the operator needs to judge it.
type FileForHub struct {
	fileForHub
	Papers   []Document
	Sites    []Site
	Problems []Problem
	Changes  []string     // against what the hub verified last; empty the first time
	Same     []CompanyRef // other companies with this tax number
}

// FileOf is one company file that was submitted.
func (s *Service) FileOf(ctx context.Context, operator, company id.CompanyID) (FileForHub, error) {
	scope, err := authz.Acting(ctx, operator, mayReadFiles)
	if err != nil {
		return FileForHub{}, err
	}
	var out FileForHub
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = viewForHub(tx, company)
		return err
	})
	return out, err
}

func viewForHub(tx *tenants.Tx, company id.CompanyID) (FileForHub, error) {
	file, err := readHubFile(tx, company)
	if err != nil {
		return FileForHub{}, err
	}
	papers, err := readDocuments(tx, company)
	if err != nil {
		return FileForHub{}, err
	}
	sites, err := readSites(tx, company, false)
	if err != nil {
		return FileForHub{}, err
	}
	same, err := sameTaxNumber(tx, company, file.File.TaxNumber)
	dossier, problems := Dossier{File: file.File, Documents: papers}, []Problem{}
	for _, p := range dossier.Problems() {
		if p.Severity != SeverityHint { // hints are for who fills it in
			problems = append(problems, p)
		}
	}
	return FileForHub{file, papers, sites, problems, dossier.Changes(), same}, err
}

// DocumentOf opens a paper of a file that was submitted; the caller closes it.
func (s *Service) DocumentOf(ctx context.Context, operator, company id.CompanyID, document id.DocumentID) (Document, io.ReadCloser, error) {
	file, err := s.FileOf(ctx, operator, company)
	if err != nil {
		return Document{}, nil, err
	}
	return s.openDocument(ctx, company, file.Papers, document)
}

// VerifyFile is the hub's word on a file, if it still has the version that was looked at; nil asks for none. Both trails have it, and the
// company hears of it.
func (s *Service) VerifyFile(ctx context.Context, operator, company id.CompanyID, wanted *int64, state FileState, reason string) (FileForHub, error) {
	scope, err := authz.Acting(ctx, operator, mayVerify)
	if err != nil {
		return FileForHub{}, err
	}
	reason = strings.TrimSpace(reason)
	if state == FileReturned && reason == "" {
		return FileForHub{}, errNeedsReason.With(fault.Field{Path: "/reason", Code: "required", Message: "The company reads it."})
	}
	if state == FileVerified {
		reason = ""
	}
	var out FileForHub
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockHubFile(tx, company); err != nil {
			return err
		}
		before, err := viewForHub(tx, company)
		if err != nil {
			return err
		}
		if wanted != nil && *wanted != before.File.Version {
			return fault.Stale
		}
		if state == FileVerified {
			err = verifyFile(tx, company, Dossier{File: before.File, Documents: before.Papers})
		} else {
			err = returnFile(tx, company, reason)
		}
		if err != nil {
			return err
		}
		for _, owner := range []string{operator.UUID(), company.UUID()} {
			entry := audit.Entry{Action: "trading.file_" + string(state), Object: company.String(), Owner: owner, Data: map[string]any{"reason": reason}}
			if err := s.audit.Write(ctx, tx, entry); err != nil {
				return err
			}
		}
		event := outbox.Event{Topic: TopicFileJudged, Object: company.String(), Counterpart: company, Payload: fileJudged{string(state), reason}}
		if err := outbox.Publish(ctx, tx, event); err != nil {
			return err
		}
		out, err = viewForHub(tx, company)
		return err
	})
	return out, err
}
