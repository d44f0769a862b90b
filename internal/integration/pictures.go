package integration

import (
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

const (
	picturesAtOnce = 100 // lines: what is known of them is written down this often
	picturesType   = "text/csv; charset=utf-8"
	picturesBytes  = 4 << 30
)

// picturesHeader names the columns in both languages of the hub: the job does not know who will read the file.
var picturesHeader = []string{"行 Line", "货号 SKU", "名称 Name", "图片地址 Address", "原因 Why"}

// picturesFile is what the file of pictures that could not be had is called.
func picturesFile(name string) string {
	return strings.TrimSuffix(name, path.Ext(name)) + " pictures.csv"
}

// bringPictures fetches the pictures that lines of a committed import name, for items that have none. Of one that cannot be had it is said
// on its line and in the job's file why; it keeps nothing else out.
func (s *Service) bringPictures(ctx context.Context, w *job.Work, args picturesArgs) (job.Result, error) {
	for after, done := int64(0), int64(0); ; {
		lines, items, total, err := s.pictured(ctx, w, args.Import, after)
		if err != nil {
			return job.Result{}, err
		}
		if len(lines) == 0 {
			return s.tellPictures(ctx, w, args.Import)
		}
		var told []retoldJSON
		for _, l := range lines {
			problems := withoutPicture(l.Problems) // of an attempt that did not end
			if item, there := items[l.SKU]; there {
				why, err := s.bringPicture(ctx, w, args.Import, item, l)
				if err != nil {
					return job.Result{}, errors.Join(err, s.retell(context.WithoutCancel(ctx), w, args.Import, told))
				}
				problems = append(problems, why...)
			}
			if !slices.Equal(problems, l.Problems) {
				told = append(told, retoldJSON{l.Number, problems})
			}
			done++
			w.Progress(done, total)
		}
		if err := s.retell(ctx, w, args.Import, told); err != nil {
			return job.Result{}, err
		}
		after = lines[len(lines)-1].Number
	}
}

// pictured are the next lines, the items that they name, and how many lines there are in all; none when the import is not committed any more.
func (s *Service) pictured(ctx context.Context, w *job.Work, of id.PriceImportID, after int64) (lines []Line, items map[string]id.ItemID, total int64, err error) {
	err = s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) error {
		i, err := findImport(tx, w.Company, of, false)
		if err != nil || i.State != Committed {
			return err
		}
		total = i.Counts.New + i.Counts.Changed + i.Counts.Unchanged
		if lines, err = listLines(tx, w.Company, of, lineFilter{outcomes: []Outcome{LineNew, LineChanged, LineUnchanged}}, after, picturesAtOnce); err != nil {
			return err
		}
		skus := make([]string, len(lines))
		for n, l := range lines {
			skus[n] = l.SKU
		}
		items, err = catalog.IDs(tx, w.Company, skus)
		return err
	})
	return lines, items, total, err
}

// bringPicture fetches the picture of a line, if it names one, and says what stood in the way.
func (s *Service) bringPicture(ctx context.Context, w *job.Work, of id.PriceImportID, item id.ItemID, l Line) ([]Problem, error) {
	address, named := addressOf(l.Cells[string(Image)])
	if !named || address == "" {
		return nil, nil
	}
	_, err := s.pictures.Bring(ctx, w.Scope(), w.Company, of, item, address)
	refused := new(fault.Fault)
	switch {
	case err == nil:
		return nil, nil
	case !errors.As(err, &refused) || ctx.Err() != nil:
		return nil, err
	}
	return []Problem{{Image, codeNoPicture, "There is no picture from " + address + "."}, {Image, refused.Code(), refused.Text()}}, nil
}

// withoutPicture are the problems of a line without what stood in the way of its picture, which comes last.
func withoutPicture(problems []Problem) []Problem {
	if at := slices.IndexFunc(problems, func(p Problem) bool { return p.Code == codeNoPicture }); at >= 0 {
		return slices.Clone(problems[:at])
	}
	return slices.Clone(problems)
}

func (s *Service) retell(ctx context.Context, w *job.Work, of id.PriceImportID, told []retoldJSON) error {
	if len(told) == 0 {
		return nil
	}
	return s.db.InScope(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) error { return retell(tx, w.Company, of, told) })
}

// tellPictures counts the pictures that could not be had among what is to know of the import, and makes a file of them.
func (s *Service) tellPictures(ctx context.Context, w *job.Work, of id.PriceImportID) (job.Result, error) {
	i, err := s.change(ctx, w.Scope(), w.Company, of, func(_ context.Context, tx *tenants.Tx, i *Import) error {
		if i.State != Committed {
			return nil
		}
		return s.recount(tx, w.Company, i)
	})
	missing := slices.ContainsFunc(i.Counts.Remarks, func(r Remark) bool { return r.Code == codeNoPicture })
	if err != nil || !missing {
		return job.Result{}, err
	}
	key := blob.Key{Company: w.Company, Blob: id.NewRandom[id.Blob]()}
	err = blob.Write(ctx, s.blobs, key, picturesBytes, picturesType, func(out io.Writer) error { return s.writePictures(ctx, w, i, out) })
	if err != nil {
		return job.Result{}, err
	}
	return job.Result{Blob: key.Blob, Type: picturesType}, nil
}

// writePictures writes the lines whose pictures could not be had, with why.
func (s *Service) writePictures(ctx context.Context, w *job.Work, i Import, to io.Writer) error {
	out := table.NewCSV(to, table.CSVOptions{BOM: true})
	if err := out.Write(picturesHeader); err != nil {
		return err
	}
	for after := int64(0); ; {
		var lines []Line
		err := s.db.Read(ctx, w.Scope(), func(_ context.Context, tx *tenants.Tx) (err error) {
			lines, err = listLines(tx, w.Company, i.ID, lineFilter{problem: codeNoPicture}, after, batch)
			return err
		})
		if err != nil {
			return err
		}
		if len(lines) == 0 {
			return out.Close()
		}
		for _, l := range lines {
			why := l.Problems[len(l.Problems)-1].Message
			if err := out.Write([]string{placeOf(i.Shape.Sheets, l.Number), l.SKU, l.Name, l.Cells[string(Image)], why}); err != nil {
				return err
			}
		}
		after = lines[len(lines)-1].Number
	}
}
