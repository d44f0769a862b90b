package table

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// numberFormat is how cells of a style show a number, as far as it changes what the number is.
type numberFormat struct {
	date, clock, elapsed bool // shows a day; a time of day; a duration
	digits               int  // at least so many digits, with zeros in front: codes are kept so
}

// builtIn are the formats of dates and times that have a number and no text; 27 to 58 are those of East Asia.
func builtIn(number int) numberFormat {
	switch {
	case number >= 14 && number <= 17, number >= 27 && number <= 31, number == 36, number >= 50 && number <= 54, number >= 57 && number <= 58:
		return numberFormat{date: true}
	case number >= 18 && number <= 21, number >= 32 && number <= 35, number == 45, number == 47, number >= 55 && number <= 56:
		return numberFormat{clock: true}
	case number == 22:
		return numberFormat{date: true, clock: true}
	case number == 46:
		return numberFormat{elapsed: true}
	}
	return numberFormat{}
}

// customFormat reads a format like `yyyy"年"m"月"d"日";@`. Only its first section counts.
func customFormat(code string) (f numberFormat) {
	var letters strings.Builder
	for i := 0; i < len(code) && code[i] != ';'; i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				break
			}
			if inside := strings.ToLower(code[i+1 : i+end]); strings.Trim(inside, "hms") == "" && inside != "" {
				f.elapsed = true
			}
			i += end
		default:
			letters.WriteByte(c)
		}
	}
	text := strings.ToLower(letters.String())
	if f.elapsed {
		return f
	}
	if strings.Contains(text, "general") {
		return numberFormat{}
	}
	f.date = strings.ContainsAny(text, "yd") || strings.Contains(text, "mmm") || text == "m" || text == "mm"
	f.clock = strings.ContainsAny(text, "hs")
	if !f.date && !f.clock && text != "" && strings.Trim(text, "0") == "" {
		f.digits = len(text)
	}
	return f
}

// readStyles reads which formats the styles of cells have.
func (b *workbook) readStyles(ctx context.Context, name string) error {
	custom := map[int]numberFormat{}
	inCells := false
	return b.each(ctx, name, func(x *xmlReader) error {
		switch string(x.name) {
		case "numFmt":
			id, _ := x.attr("numFmtId")
			code, _ := x.attr("formatCode")
			if n, err := strconv.Atoi(id); err == nil && len(custom) < 10_000 {
				custom[n] = customFormat(code)
			}
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			inCells = false
		case "xf":
			if !inCells || len(b.formats) >= 100_000 {
				return nil
			}
			id, _ := x.attr("numFmtId")
			n, _ := strconv.Atoi(id)
			f, known := custom[n]
			if !known {
				f = builtIn(n)
			}
			b.formats = append(b.formats, f)
		}
		return nil
	})
}

func (b *workbook) format(style int) numberFormat {
	if style < 0 || style >= len(b.formats) {
		return numberFormat{}
	}
	return b.formats[style]
}

// show writes a stored number: days as 2026-11-22, times as 15:04:05, both with a T between them, durations as 26:30:00.
func (f numberFormat) show(stored string, since1904 bool) string {
	if !f.date && !f.clock && !f.elapsed {
		shown := shownDecimal(stored)
		if missing := f.digits - len(shown); missing > 0 && digitsOnly(shown) {
			shown = strings.Repeat("0", missing) + shown
		}
		return shown
	}
	serial, err := strconv.ParseFloat(stored, 64)
	if err != nil || serial < 0 || serial >= 2958466 { // the year 10000
		return shownDecimal(stored)
	}
	days, part := math.Modf(serial)
	seconds := int(math.Round(part * 86400))
	if seconds == 86400 {
		days, seconds = days+1, 0
	}
	clock := fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	switch {
	case f.elapsed:
		return fmt.Sprintf("%02d:%02d:%02d", int(days)*24+seconds/3600, seconds/60%60, seconds%60)
	case days == 0 && !since1904 && (f.clock || seconds > 0), !f.date && f.clock && days == 0:
		return clock
	}
	day := day(int(days), since1904)
	if seconds == 0 && (f.date || !f.clock) {
		return day
	}
	return day + "T" + clock
}

// day writes a day by its number. Excel has a 29 February 1900, which is number 60 and never was; it is written as Excel shows it.
func day(number int, since1904 bool) string {
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since1904:
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case number == 60:
		return "1900-02-29"
	case number < 60:
		number++
	}
	return begin.AddDate(0, 0, number).Format(time.DateOnly)
}
