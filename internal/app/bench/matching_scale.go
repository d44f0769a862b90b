package bench

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"manifold/internal/matching/engine"
)

// catalogues makes two catalogues of the same n products. The second is written by somebody else: of each product's words one in eight is left
// out, one in ten misspelt, some cut to four letters, others added, and their order is lost. Products come in families
// that differ in one word and a size only. Equal seeds make equal catalogues.
func catalogues(n int) (ours, theirs []string) {
	m := &maker{rng: rand.New(rand.NewPCG(1, 1))} //nolint:gosec // no secret: equal on every run
	m.brands, m.words = m.vocabulary(6000, 2, 2), m.vocabulary(40000, 2, 3)
	m.brand = rand.NewZipf(m.rng, 1.15, 10, uint64(len(m.brands)-1))
	m.word = rand.NewZipf(m.rng, 1.1, 20, uint64(len(m.words)-1))
	for len(ours) < n {
		family := m.family()
		for range 1 + m.rng.IntN(6) {
			if len(ours) < n {
				variant := m.variant(family)
				ours = append(ours, strings.Join(variant, " "))
				theirs = append(theirs, m.rewritten(variant))
			}
		}
	}
	return ours, theirs
}

type maker struct {
	rng           *rand.Rand
	brands, words []string
	brand, word   *rand.Zipf
}

func (m *maker) vocabulary(n, least, spread int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = m.syllables(least + m.rng.IntN(spread))
	}
	return out
}

func (m *maker) syllables(n int) string {
	const consonants, vowels = "bcdfghklmnprstvz", "aeiou"
	var b strings.Builder
	for range n {
		b.WriteByte(consonants[m.rng.IntN(len(consonants))])
		b.WriteByte(vowels[m.rng.IntN(len(vowels))])
	}
	return b.String()
}

func (m *maker) family() []string {
	out := []string{m.brands[m.brand.Uint64()]}
	for range 2 + m.rng.IntN(4) {
		out = append(out, m.words[m.word.Uint64()])
	}
	return out
}

var (
	sizes     = []int{1, 2, 5, 10, 12, 20, 25, 30, 50, 75, 100, 125, 150, 200, 250, 300, 330, 400, 500, 750, 900, 1000, 1500}
	sizeUnits = []string{"ml", "l", "g", "kg", "oz", "pcs", "cm", "mm", "w", "v"}
)

func (m *maker) variant(family []string) []string {
	out := append(append([]string(nil), family...), m.words[m.word.Uint64()])
	out = append(out, strconv.Itoa(sizes[m.rng.IntN(len(sizes))])+sizeUnits[m.rng.IntN(len(sizeUnits))])
	if m.rng.IntN(2) == 0 {
		out = append(out, fmt.Sprintf("%s%d", m.syllables(1), 100+m.rng.IntN(90000)))
	}
	return out
}

func (m *maker) rewritten(words []string) string {
	var out []string
	for i, w := range words {
		switch x := m.rng.Float64(); {
		case x < 0.12 && i > 0: // left out
		case x < 0.22:
			out = append(out, m.misspelt(w))
		case x < 0.30 && len(w) > 5:
			out = append(out, w[:4])
		default:
			out = append(out, w)
		}
	}
	for m.rng.Float64() < 0.35 {
		out = append(out, m.words[m.word.Uint64()])
	}
	m.rng.Shuffle(len(out), func(a, b int) { out[a], out[b] = out[b], out[a] })
	return strings.Join(out, " ")
}

func (m *maker) misspelt(w string) string {
	if len(w) < 4 {
		return w
	}
	i := 1 + m.rng.IntN(len(w)-2)
	switch m.rng.IntN(3) {
	case 0:
		return w[:i] + w[i+1:]
	case 1:
		return w[:i] + string("aeioutsrn"[m.rng.IntN(9)]) + w[i+1:]
	}
	return w[:i] + w[i+1:i+2] + w[i:i+1] + w[min(len(w), i+2):]
}

// found counts at which place of the candidates the right record stands.
type found struct {
	asked      int
	in10, in50 int
}

func (f *found) add(place int) {
	f.asked++
	f.in10 += asInt(place < 10)
	f.in50 += asInt(place < 50)
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// blockingAtScale finds records of one large catalogue in another: every one, or the first so many.
func blockingAtScale(n, questions int) []Figure {
	ours, theirs := catalogues(n)
	theirs = theirs[:questions]
	before := heap()
	took := stopwatch()
	x := engine.NewIndex()
	for i, name := range ours {
		x.Add(strconv.Itoa(i), engine.Record{Name: name})
	}
	built := took()
	x.Candidates(engine.Record{Name: ours[0]}, 1) // measures the lengths
	took, used := stopwatch(), processorTime()
	total := search(x, theirs)
	asked, worked := took(), used()
	memory := heap() - before
	runtime.KeepAlive(x)
	size := fmt.Sprintf("%d × %d", n, questions)
	figures := []Figure{
		atLeast("blocking "+size+", recall@10", 100*share(total.in10, total.asked), 97, "%"),
		atLeast("blocking "+size+", recall@50", 100*share(total.in50, total.asked), 98.5, "%"),
		{"blocking " + size + ", building", built.Seconds(), "s", "", true},
		{"blocking " + size + ", asking", asked.Seconds(), "s", "", true},
		{"blocking " + size + ", time of one processor per question", worked.Seconds() * 1e6 / float64(questions), "µs", "", true},
		{"blocking " + size + ", memory", memory, "MB", "≤ 1000", memory <= 1000},
	}
	return figures
}

func search(x *engine.Index, names []string) found {
	parts := runtime.GOMAXPROCS(0)
	counts := make([]found, parts)
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() {
			for i := part; i < len(names); i += parts {
				counts[part].add(placeOf(x.Candidates(engine.Record{Name: names[i]}, 50), strconv.Itoa(i)))
			}
		})
	}
	group.Wait()
	var total found
	for _, c := range counts {
		total.asked += c.asked
		total.in10 += c.in10
		total.in50 += c.in50
	}
	return total
}

// placeOf is where a key stands among the hits, from 0; beyond all when it does not.
func placeOf(hits []engine.Hit, key string) int {
	for i, h := range hits {
		if h.Key == key {
			return i
		}
	}
	return 1 << 30
}

// heap is the memory in use, in megabytes, after everything unused was given back.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

func share(part, of int) float64 { return float64(part) / float64(max(1, of)) }

func atLeast(name string, value, target float64, unit string) Figure {
	return Figure{name, value, unit, fmt.Sprintf("≥ %g", target), value >= target}
}

// processorTime measures the time that the process's threads worked, on all processors together: what others do on the machine stays out.
func processorTime() func() time.Duration {
	began := worked()
	return func() time.Duration { return worked() - began }
}

func worked() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
