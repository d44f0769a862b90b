package bench

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/internal/integration"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

// marketData is where the public price files lie, beside the project.
const marketData = "../shared/data"

// imports measures price files: how fast lines are parsed and staged, how fast items come in, how much memory it takes, and that no line
// of real files is lost.
func imports(ctx context.Context, hub *app.App, o Options) ([]Figure, error) {
	working, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- hub.Work(working) }()
	defer func() { stop(); <-ended }() //nolint:errcheck // it ends because it was told to
	b := importBench{hub: hub}
	figures, err := b.speed(ctx)
	if err != nil {
		return nil, err
	}
	if o.Large {
		large, err := b.large(ctx)
		if err != nil {
			return nil, err
		}
		figures = append(figures, large...)
	}
	dir := o.Data
	if dir == "" {
		dir = marketData
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return figures, nil
	}
	real, err := b.real(ctx, dir)
	return append(figures, real...), err
}

type importBench struct {
	hub   *app.App
	count int
}

// supplier opens a company of its own and answers its seat.
func (b *importBench) supplier(ctx context.Context) (context.Context, id.CompanyID, error) {
	b.count++
	person, own, err := b.hub.Identity.Provision(ctx, identity.Person{Email: fmt.Sprintf("import%d@example.com", b.count), Name: "Bench", Locale: "en"}, benchPassword,
		identity.NewCompany{Name: fmt.Sprintf("Import %d", b.count), Country: "GB", Parts: []string{"supplier"}})
	if err != nil {
		return nil, id.CompanyID{}, err
	}
	company := own[0].ID
	seat := authz.Seat{ID: id.New[id.Seat](b.hub.DB.Now()), Company: company, Parts: []string{"supplier"}, Roles: []authz.Role{authz.Owner}}
	return authz.With(ctx, &authz.Principal{Person: person.ID, Seats: []authz.Seat{seat}}), company, nil
}

// settle waits until no job works on the import.
func (b *importBench) settle(ctx context.Context, company id.CompanyID, i integration.Import) (integration.Import, error) {
	for {
		now, err := b.hub.Imports.Import(ctx, company, i.ID)
		if err != nil {
			return now, err
		}
		switch now.State {
		case integration.Judging, integration.Committing:
			select {
			case <-ctx.Done():
				return now, ctx.Err()
			case <-time.After(50 * time.Millisecond): // oftener, asking would be part of what is measured
			}
		case integration.Failed:
			return now, fmt.Errorf("%s: %s", now.FileName, now.Problem)
		default:
			return now, nil
		}
	}
}

// columns takes what the columns were guessed to be.
func columns(i integration.Import, currency string) integration.Choice {
	choice := integration.Choice{Currency: i.Shape.Currency}
	if choice.Currency == "" {
		choice.Currency = currency
	}
	for _, c := range i.Shape.Columns {
		choice.Columns = append(choice.Columns, c.Column)
	}
	return choice
}

// bring stages and judges a file with the columns as guessed; change may correct them.
func (b *importBench) bring(ctx context.Context, company id.CompanyID, name string, body io.Reader, currency string, change func(*integration.Choice)) (integration.Import, error) {
	i, err := b.hub.Imports.Stage(ctx, company, name, body)
	if err != nil {
		return i, fmt.Errorf("%s: %w", name, err)
	}
	choice := columns(i, currency)
	if change != nil {
		change(&choice)
	}
	if i, err = b.hub.Imports.Preview(ctx, company, i.ID, choice); err != nil {
		return i, fmt.Errorf("%s: %w", name, err)
	}
	return b.settle(ctx, company, i)
}

func (b *importBench) commit(ctx context.Context, company id.CompanyID, i integration.Import) (integration.Import, error) {
	var confirmed []string
	for _, g := range i.Guards {
		confirmed = append(confirmed, g.Code)
	}
	i, err := b.hub.Imports.Commit(ctx, company, i.ID, confirmed, time.Time{})
	if err != nil {
		return i, err
	}
	return b.settle(ctx, company, i)
}

const importLines = 100_000

// list writes a price list of n lines; told also says more of each item, in a column of its own.
func list(w io.Writer, n int, told bool) error {
	out := bufio.NewWriterSize(w, 1<<20)
	more := ""
	if told {
		more = ",Long description"
	}
	_, _ = fmt.Fprintf(out, "SKU,Description,Brand,Category,Unit Price,Stock,MOQ,Lead time%s\n", more)
	for i := range n {
		if told {
			more = fmt.Sprintf(`,"Hexagon head, fully threaded, stainless steel A2-70 to DIN 933, length %d mm, tensile strength 700 N/mm², delivered with a matching washer; for wood, metal and plastics, indoors and outdoors. Lot %d, box of %d."`, 5+i%240, i, 1+i%500)
		}
		_, _ = fmt.Fprintf(out, "P-%07d,Screw stainless steel A2 size %d with washer,Brand %d,Category %d,%d.%02d,%d,%d,%d days%s\n", i, i%97, i%50, i%200, 1+i%90, i%100, i%5000, 1+i%10, i%14, more)
	}
	return out.Flush()
}

func (b *importBench) speed(ctx context.Context) ([]Figure, error) {
	ctx, company, err := b.supplier(ctx)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := list(&file, importLines, false); err != nil {
		return nil, err
	}
	peak := watchMemory()
	took := stopwatch()
	i, err := b.bring(ctx, company, "list.csv", bytes.NewReader(file.Bytes()), "EUR", nil)
	if err != nil {
		return nil, err
	}
	staged := took()
	took = stopwatch()
	if i, err = b.commit(ctx, company, i); err != nil {
		return nil, err
	}
	committed := took()
	took = stopwatch()
	again, err := b.bring(ctx, company, "list.csv", bytes.NewReader(file.Bytes()), "EUR", nil)
	if err != nil {
		return nil, err
	}
	judged := took()
	rate := func(d time.Duration) float64 { return importLines / d.Seconds() }
	changed := again.Counts.New + again.Counts.Changed
	return []Figure{
		{"lines parsed and staged, new items", rate(staged), "lines/s", "≥ 20000", rate(staged) >= 20_000},
		{"lines parsed and staged, known items", rate(judged), "lines/s", "", true},
		{"100,000 items committed", committed.Seconds(), "s", "≤ 60", committed <= time.Minute && i.Counts.New == importLines},
		{"changes of the same file again", float64(changed), "lines", "0", changed == 0},
		peak("memory while importing 100,000 lines"),
	}, nil
}

// largeLines, of which each says as much as in a real catalogue, make a file of a gigabyte.
const largeLines = 3_200_000

// large streams a file of a gigabyte.
func (b *importBench) large(ctx context.Context) ([]Figure, error) {
	ctx, company, err := b.supplier(ctx)
	if err != nil {
		return nil, err
	}
	file, writer := io.Pipe() // made as it is sent: it need not lie here as well
	defer func() { _ = file.Close() }()
	go func() { writer.CloseWithError(list(writer, largeLines, true)) }()
	peak := watchMemory()
	took := stopwatch()
	i, err := b.bring(ctx, company, "large.csv", file, "EUR", nil)
	if err != nil {
		return nil, err
	}
	rate := float64(i.Counts.LinesIn) / took().Seconds()
	good := i.Counts.New + i.Counts.Changed + i.Counts.Unchanged
	return []Figure{
		{"lines of a file of " + fmt.Sprintf("%.2f", float64(i.Size)/1e9) + " GB", float64(i.Counts.LinesIn), "lines", fmt.Sprint(largeLines), i.Counts.LinesIn == largeLines && i.Size >= 1e9},
		{fmt.Sprintf("the same: accepted, %d flagged", i.Counts.Flagged), float64(good), "lines", "accepted + flagged = all", good+i.Counts.Flagged == i.Counts.LinesIn},
		{"the same, parsed and staged", rate, "lines/s", "", true},
		peak("memory while it streams"),
	}, nil
}

// watchMemory samples what the process holds of its heap and answers the peak.
func watchMemory() func(name string) Figure {
	var peak atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
			metrics.Read(sample)
			total := uint64(0)
			for _, s := range sample {
				total += s.Value.Uint64()
			}
			peak.Store(max(peak.Load(), total))
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func(name string) Figure {
		close(stop)
		<-stopped
		mb := float64(peak.Load()) / (1 << 20)
		return Figure{name, mb, "MB", "≤ 300", mb <= 300}
	}
}

// real brings the catalogues that nobody here wrote, in order, and counts their lines.
func (b *importBench) real(ctx context.Context, dir string) ([]Figure, error) {
	var figures []Figure
	for _, each := range []func(context.Context, string) ([]Figure, error){b.grocery, b.parts, b.components, b.offers, b.spreadsheets} {
		found, err := each(ctx, dir)
		if err != nil {
			return nil, err
		}
		figures = append(figures, found...)
	}
	return figures, nil
}

// conserved is a figure of accepted lines, which holds while accepted and flagged make all lines.
func conserved(name string, all []integration.Import) Figure {
	var in, good, flagged int64
	for _, i := range all {
		c := i.Counts
		in, good, flagged = in+c.LinesIn, good+c.New+c.Changed+c.Unchanged, flagged+c.Flagged
	}
	return Figure{fmt.Sprintf("%s: accepted of %d, %d flagged", name, in, flagged), float64(good), "lines", "accepted + flagged = all", in > 0 && in == good+flagged}
}

// grocery brings five days of a market feed; one of them lacks two chains.
func (b *importBench) grocery(ctx context.Context, dir string) ([]Figure, error) {
	files, err := filepath.Glob(filepath.Join(dir, "grocery-il", "israeli_prices_*.csv.gz"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	slices.Sort(files)
	ctx, company, err := b.supplier(ctx)
	if err != nil {
		return nil, err
	}
	var figures []Figure
	for _, name := range files {
		text, err := unpack(name)
		if err != nil {
			return nil, err
		}
		i, err := b.bring(ctx, company, filepath.Base(name), byChain(text), "ILS", func(c *integration.Choice) {
			c.Whole = true
			for n := range c.Columns { // the unit is written in words of a language that no code list has
				if c.Columns[n].Field == integration.Unit {
					c.Columns[n].Field = integration.Skip
				}
			}
		})
		if err != nil {
			return nil, err
		}
		day := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(name), "israeli_prices_"), ".csv.gz")
		figures = append(figures, conserved("grocery-il "+day, []integration.Import{i}))
		if day == "2026-08-11" {
			guarded := slices.ContainsFunc(i.Guards, func(g integration.Guard) bool { return g.Code == "withdraws_share" || g.Code == "half_missing" })
			figures = append(figures, Figure{"grocery-il 2026-08-11: items that the half feed would withdraw", float64(i.Counts.Withdrawn), "items", "guarded", guarded})
			continue // nobody would confirm it
		}
		if _, err := b.commit(ctx, company, i); err != nil {
			return nil, err
		}
	}
	return figures, nil
}

// byChain puts a code of chain and barcode in front of each line, for the feed has the same barcode at several chains.
func byChain(text []byte) io.Reader {
	var out bytes.Buffer
	for n, line := range strings.SplitAfter(string(text), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		line = strings.TrimPrefix(line, "\ufeff")
		if n == 0 {
			out.WriteString("SKU," + line)
			continue
		}
		cells := strings.SplitN(line, ",", 5)
		out.WriteString(cells[1] + "-" + cells[min(3, len(cells)-1)] + "," + line)
	}
	return &out
}

// parts brings a catalogue at two dates: JSON, then CSV.
func (b *importBench) parts(ctx context.Context, dir string) ([]Figure, error) {
	earlier, err := filepath.Glob(filepath.Join(dir, "pcparts", "prices-2024-05-14", "*.json.gz"))
	if err != nil {
		return nil, err
	}
	later, err := filepath.Glob(filepath.Join(dir, "pcparts", "*.csv"))
	if err != nil || len(later) == 0 {
		return nil, err
	}
	ctx, company, err := b.supplier(ctx)
	if err != nil {
		return nil, err
	}
	var figures []Figure
	for _, date := range []struct {
		name  string
		files []string
	}{{"pcparts 2024-05-14", earlier}, {"pcparts 2025-07-23", later}} {
		slices.Sort(date.files)
		found, err := b.files(ctx, company, date.files, "USD", onlyNameAndPrice)
		if err != nil {
			return nil, err
		}
		figures = append(figures, conserved(date.name, found))
		if len(figures) == 2 {
			figures = append(figures, changedPrices(date.name, found))
		}
	}
	return figures, nil
}

// changedPrices is a figure of lines that change what stood before: the later of two dates does.
func changedPrices(name string, all []integration.Import) Figure {
	changed := int64(0)
	for _, i := range all {
		changed += i.Counts.Changed
	}
	return Figure{name + ": changes of what stood at the date before", float64(changed), "lines", "> 0", changed > 0}
}

// onlyNameAndPrice drops columns that describe a part and only look like something else.
func onlyNameAndPrice(c *integration.Choice) {
	for n := range c.Columns {
		if f := c.Columns[n].Field; f != integration.Name && f != integration.Amount {
			c.Columns[n].Field = integration.Skip
		}
	}
}

func (b *importBench) files(ctx context.Context, company id.CompanyID, files []string, currency string, change func(*integration.Choice)) ([]integration.Import, error) {
	var out []integration.Import
	for _, name := range files {
		text, err := unpack(name)
		if err != nil {
			return nil, err
		}
		i, err := b.bring(ctx, company, strings.TrimSuffix(filepath.Base(name), ".gz"), bytes.NewReader(text), currency, change)
		if err != nil {
			return nil, err
		}
		out = append(out, i)
		if _, err := b.commit(ctx, company, i); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// components brings the pages of a distributor's catalogue; they overlap.
func (b *importBench) components(ctx context.Context, dir string) ([]Figure, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ec-lcsc", "jlcpcb-2024-09-10", "*.json.gz"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	slices.Sort(files)
	ctx, company, err := b.supplier(ctx)
	if err != nil {
		return nil, err
	}
	found, err := b.files(ctx, company, files, "USD", nil)
	if err != nil {
		return nil, err
	}
	return []Figure{conserved("ec-lcsc", found)}, nil
}

// offers brings answers about parts, in which the offers of many sellers lie three arrays deep. Sellers share codes; the offers' own ids
// tell them apart.
func (b *importBench) offers(ctx context.Context, dir string) ([]Figure, error) {
	files, err := filepath.Glob(filepath.Join(dir, "ec-nexar", "nexar*.jsonl.gz"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	slices.Sort(files)
	ctx, company, err := b.supplier(ctx)
	if err != nil {
		return nil, err
	}
	var found []integration.Import
	for _, name := range files {
		text, err := unpack(name)
		if err != nil {
			return nil, err
		}
		i, err := b.bring(ctx, company, filepath.Base(name), bytes.NewReader(text), "USD", nil)
		if err != nil {
			return nil, err
		}
		choice := columns(i, "USD")
		for n, c := range i.Shape.Columns {
			switch {
			case c.Heading == "offers.id":
				choice.Columns[n].Field = integration.SKU
			case c.Field == integration.SKU:
				choice.Columns[n].Field = integration.Skip
			}
		}
		if i, err = b.hub.Imports.Preview(ctx, company, i.ID, choice); err != nil {
			return nil, err
		}
		if i, err = b.settle(ctx, company, i); err != nil {
			return nil, err
		}
		found = append(found, i)
		if _, err := b.commit(ctx, company, i); err != nil {
			return nil, err
		}
	}
	return []Figure{conserved("ec-nexar", found)}, nil
}

// spreadsheets brings the linked tables of a contract price list; only those with codes or names can be price files.
func (b *importBench) spreadsheets(ctx context.Context, dir string) ([]Figure, error) {
	var found []integration.Import
	for _, name := range []string{"IPROD.xlsx", "IPRICE.xlsx"} {
		file := filepath.Join(dir, "edi-gsa832", "GS-07F-132AA_xlsx", name)
		if _, err := os.Stat(file); err != nil {
			return nil, nil //nolint:nilerr // not among the data
		}
		inside, company, err := b.supplier(ctx)
		if err != nil {
			return nil, err
		}
		one, err := b.files(inside, company, []string{file}, "USD", nil)
		if err != nil {
			return nil, err
		}
		found = append(found, one...)
	}
	return []Figure{conserved("edi-gsa832", found)}, nil
}

// unpack reads a file, gzipped or not.
func unpack(name string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return text, err
	}
	r, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
