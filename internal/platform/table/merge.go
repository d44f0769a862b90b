package table

import (
	"cmp"
	"slices"
)

// filler repeats the text of merged cells in every cell that they cover, as far as the sheet has columns. What the sheet shows as one
// heading over three columns is a heading of each; what it shows once beside four rows belongs to each.
type filler struct {
	waiting []merge // by their first line
	open    []merge // those that the present line lies in
	last    int     // column
}

func newFiller(merges []merge, last int) *filler {
	slices.SortFunc(merges, func(a, b merge) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	return &filler{waiting: merges, last: last}
}

// fill completes the row that was read. Cells that have a text of their own keep it, and a row without any cell stays blank.
func (f *filler) fill(s *sheetReader) error {
	for len(f.waiting) > 0 && f.waiting[0].top <= s.line {
		m := f.waiting[0]
		f.waiting = f.waiting[1:]
		if m.top == s.line && m.left < len(s.cells) {
			m.text, m.exact = s.cells[m.left], m.left < len(s.exact) && s.exact[m.left]
		}
		if m.text != "" {
			f.open = append(f.open, m)
		}
	}
	f.open = slices.DeleteFunc(f.open, func(m merge) bool { return m.bottom < s.line })
	if len(s.cells) == 0 {
		return nil
	}
	for _, m := range f.open {
		for column := m.left; column <= min(m.right, f.last); column++ {
			if column < len(s.cells) && s.cells[column] != "" {
				continue
			}
			if err := s.set(column, m.text, m.exact); err != nil {
				return err
			}
		}
	}
	return nil
}
