package table_test

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"manifold/internal/platform/table"
)

// endless is a price list that is made while it is read: lines of the same length, each with its number.
type endless struct {
	size int64
	line func(n int64) string
	each int64 // bytes of a line
}

const endlessHead = "code,name,price,stock\n"

func newEndless(size int64, line func(n int64) string) endless {
	each := int64(len(line(1)))
	return endless{(size/each)*each + int64(len(endlessHead)), line, each}
}

func (e endless) ReadAt(p []byte, offset int64) (int, error) {
	n := 0
	for n < len(p) {
		at := offset + int64(n)
		switch {
		case at >= e.size:
			return n, io.EOF
		case at < int64(len(endlessHead)):
			n += copy(p[n:], endlessHead[at:])
		default:
			at -= int64(len(endlessHead))
			n += copy(p[n:], e.line(1 + at/e.each)[at%e.each:])
		}
	}
	return n, nil
}

// megabytes is the size of the large file: a gigabyte when HUB_SOAK is set.
func megabytes() int64 {
	if os.Getenv("HUB_SOAK") != "" {
		return 1000
	}
	return 100
}

// Memory does not depend on the size of the file, also when no quotation mark has a partner.
func TestALargeFileNeedsLittleMemory(t *testing.T) {
	for name, line := range map[string]func(n int64) string{
		"prices": func(n int64) string {
			number := strconv.FormatInt(1_000_000_000+n, 10)
			return number + ",\"Steel bolt, zinc plated, M8 x " + number + " DIN 933\",12.50,300," + strings.Repeat("x", 940) + "\n"
		},
		"open quotes": func(n int64) string {
			return "x,\"" + strconv.FormatInt(1_000_000_000+n, 10) + strings.Repeat("y", 985) + "\n"
		},
	} {
		file := newEndless(megabytes()<<20, line)
		var before, now runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		f, err := table.Open(t.Context(), table.Source{Reader: file, Size: file.size}, table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		peak, rows := uint64(0), int64(0)
		for row, err := range f.Rows(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			if rows++; rows%1000 == 0 {
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapInuse)
			}
			if rows > 1 && !strings.Contains(row.Cells[len(row.Cells)-1]+row.Cells[0], strconv.FormatInt(1_000_000_000+rows-1, 10)) {
				t.Fatalf("row %d is %.200q", rows, row.Cells)
			}
		}
		if want := (file.size-int64(len(endlessHead)))/file.each + 1; rows != want {
			t.Errorf("%s: %d rows of %d", name, rows, want)
		}
		if grown := int64(peak) - int64(before.HeapInuse); grown > 50<<20 {
			t.Errorf("%s: %d MB more memory", name, grown>>20)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var lines strings.Builder
	lines.WriteString("code,gtin,name,brand,unit,price,currency,stock\n")
	for i := range 100_000 {
		fmt.Fprintf(&lines, "AB-%06d,4006381333931,\"Steel bolt, zinc plated, M8 x %d\",Bossard,box,%d.50,CNY,%d\n", i, i%200, i%100, i)
	}
	var page strings.Builder
	page.WriteString("[")
	var workbook strings.Builder
	w := table.NewXLSX(&workbook, table.XLSXOptions{Numbers: []int{5, 7}})
	source1, err := table.Open(b.Context(), source(lines.String()), table.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for row, err := range source1.Rows(b.Context(), 0) {
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Write(row.Cells); err != nil {
			b.Fatal(err)
		}
		if row.Line > 1 {
			fmt.Fprintf(&page, `{"code":%q,"gtin":%q,"name":%q,"brand":%q,"unit":%q,"price":%s,"currency":%q,"stock":%s},`,
				row.Cells[0], row.Cells[1], row.Cells[2], row.Cells[3], row.Cells[4], row.Cells[5], row.Cells[6], row.Cells[7])
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for name, content := range map[string]string{
		"csv": lines.String(), "gb18030": strings.ReplaceAll(lines.String(), "Steel bolt", "\xc2\xdd\xcb\xbf"), "xlsx": workbook.String(), "json": strings.TrimSuffix(page.String(), ",") + "]",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			rows := 0
			for b.Loop() {
				f, err := table.Open(b.Context(), source(content), table.Options{})
				if err != nil {
					b.Fatal(err)
				}
				for _, err := range f.Rows(b.Context(), 0) {
					if err != nil {
						b.Fatal(err)
					}
					rows++
				}
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
	b.Run("guess", func(b *testing.B) {
		rows, err := source1.Sample(b.Context(), 0, 200)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			table.Guess(rows, catalogue)
		}
	})
}
