package engine

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/money"
)

// shop is a made market: products of families that differ in size, colour or model, each told by two suppliers in their own words.
type shop struct {
	left, right []*Profile
	pairs       []Pair
	same        []bool
}

func newShop(products int, seed uint64) *shop {
	rng := random(seed)
	pick := func(list ...string) string { return list[rng.below(len(list))] }
	var a, b []Record
	for i := range products {
		brand := pick("Sony", "Bosch", "Makita", "Canon", "Philips", "Acme")
		kind := pick("drill driver", "laser printer", "table lamp", "coffee machine", "turntable", "angle grinder")
		model := fmt.Sprintf("%c%c%d", 'a'+rune(rng.below(26)), 'a'+rune(rng.below(26)), 100+rng.below(900))
		size := pick("18 V", "230 V", "500 W", "1.5 l", "2 kg")
		price := 10 + rng.below(500)
		a = append(a, Record{Supplier: "a", Code: fmt.Sprint(i), Brand: brand, Name: strings.ToUpper(model) + " " + kind + " " + size, Price: dollars(price)})
		name := brand + " " + kind + " " + pick("new", "pro", "series", "black") + " " + size
		if rng.below(4) > 0 {
			name += " " + model
		}
		b = append(b, Record{Supplier: "b", Code: fmt.Sprint(i), Name: name, Price: dollars(price + rng.below(20))})
	}
	c := NewCorpus()
	for i := range a {
		c.Add(a[i])
		c.Add(b[i])
	}
	s := &shop{}
	for i := range a {
		s.left, s.right = append(s.left, c.Profile(a[i])), append(s.right, c.Profile(b[i]))
	}
	for i := range a {
		others := []int{i, (i + 1) % products, rng.below(products), rng.below(products)}
		slices.Sort(others)
		for _, j := range slices.Compact(others) {
			s.pairs = append(s.pairs, Pair{Left: s.left[i], Right: s.right[j]})
			s.same = append(s.same, i == j)
		}
	}
	return s
}

func dollars(n int) money.UnitPrice {
	usd, err := money.ParseCurrency("USD")
	if err != nil {
		panic(err)
	}
	p, err := money.NewUnitPrice(decimal.NewFromInt(int64(n)), usd)
	if err != nil {
		panic(err)
	}
	return p
}

var light = Shape{Trees: 12, Depth: 3, Rate: 0.2}

func (s *shop) trainer() *Trainer {
	t := NewTrainer(s.pairs)
	for i, same := range s.same {
		t.Answer(i, same)
	}
	return t
}

func (s *shop) fit(t testing.TB) *Model {
	t.Helper()
	m, err := s.trainer().Fit(light)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func saved(t testing.TB, m *Model) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestModelLearns(t *testing.T) {
	m := newShop(200, 1).fit(t)
	unseen := newShop(200, 2)
	right, yes, all := 0, 0, 0
	for i, score := range m.Score(unseen.pairs) {
		yes += b2i(score.Confidence >= 0.5)
		right += b2i(score.Confidence >= 0.5 && unseen.same[i])
		all += b2i(unseen.same[i])
	}
	if f1 := 2 * float64(right) / float64(yes+all); f1 < 0.9 {
		t.Errorf("F1 %.3f on products it has not seen", f1)
	}
	if line, f1 := m.Balance(); f1 < 0.9 || line <= 0 || line >= 1 {
		t.Errorf("balance at %f with F1 %f", line, f1)
	}
}

func TestConfidenceIsCalibrated(t *testing.T) {
	m := newShop(400, 3).fit(t)
	unseen := newShop(400, 4)
	sum, yes := 0.0, 0.0
	for i, score := range m.Score(unseen.pairs) {
		sum += score.Confidence
		yes += float64(b2i(unseen.same[i]))
	}
	if sum < 0.9*yes || sum > 1.1*yes {
		t.Errorf("%.0f expected, %.0f are the same", sum, yes)
	}
}

// Equal records and answers give an equal file, in whatever order they come and on however many processors.
func TestModelIsTheSameInAnyOrder(t *testing.T) {
	s := newShop(60, 5)
	s.pairs, s.same = append(s.pairs, s.pairs[:9]...), append(s.same, s.same[:9]...)
	for i := len(s.same) - 9; i < len(s.same); i++ {
		s.same[i] = !s.same[i] // the same pairs once more, with the other answer
	}
	want := saved(t, s.fit(t))
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	rng := random(6)
	for processors := range 4 {
		runtime.GOMAXPROCS(processors + 1)
		shuffled := &shop{left: s.left, right: s.right, pairs: slices.Clone(s.pairs), same: slices.Clone(s.same)}
		for i := range shuffled.pairs {
			j := i + rng.below(len(shuffled.pairs)-i)
			shuffled.pairs[i], shuffled.pairs[j] = shuffled.pairs[j], shuffled.pairs[i]
			shuffled.same[i], shuffled.same[j] = shuffled.same[j], shuffled.same[i]
			if rng.below(2) == 0 {
				shuffled.pairs[i].Left, shuffled.pairs[i].Right = shuffled.pairs[i].Right, shuffled.pairs[i].Left
			}
		}
		m := shuffled.fit(t)
		if !bytes.Equal(saved(t, m), want) {
			t.Fatalf("another model on %d processors", processors+1)
		}
		scores := map[uint64]float64{}
		for i, score := range m.Score(s.pairs) {
			scores[s.pairs[i].key()] = score.Confidence
		}
		for i, score := range m.Score(shuffled.pairs) {
			if scores[shuffled.pairs[i].key()] != score.Confidence {
				t.Fatalf("pair %d: %v and %v", i, score.Confidence, scores[shuffled.pairs[i].key()])
			}
		}
	}
}

func TestLaterAnswersReplaceEarlierOnes(t *testing.T) {
	s := newShop(50, 7)
	a, b := s.trainer(), NewTrainer(s.pairs)
	for i := len(s.same) - 1; i >= 0; i-- {
		b.Answer(i, !s.same[i])
		b.Answer(i, s.same[i])
	}
	if a.Answers() != b.Answers() || a.Answers() != len(s.pairs) {
		t.Errorf("%d and %d answers", a.Answers(), b.Answers())
	}
	x, err := a.Fit(light)
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Fit(light)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(saved(t, x), saved(t, y)) {
		t.Error("the same answers, another model")
	}
}

func TestTooFewAnswers(t *testing.T) {
	s := newShop(20, 8)
	trainer := NewTrainer(s.pairs)
	yes := 0
	for i, same := range s.same {
		if same && yes < 1 || !same {
			trainer.Answer(i, same)
			yes += b2i(same)
		}
	}
	if _, err := trainer.Fit(light); !errors.Is(err, ErrTooFewAnswers) {
		t.Errorf("one yes is too few: %v", err)
	}
}

func TestSavedModelJudgesTheSame(t *testing.T) {
	s := newShop(60, 9)
	m := s.fit(t)
	file := saved(t, m)
	if len(file) > 200_000 {
		t.Errorf("%d bytes are no small file", len(file))
	}
	loaded, err := Load(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(m.Score(s.pairs), loaded.Score(s.pairs)) || !bytes.Equal(saved(t, loaded), file) {
		t.Error("the loaded model judges differently")
	}
}

// A damaged file is refused, or its damage is one that no judgement falls over.
func TestDamagedModelsDoNoHarm(t *testing.T) {
	s := newShop(20, 10)
	m := s.fit(t)
	file := saved(t, m)
	rapid.Check(t, func(t *rapid.T) {
		damaged := slices.Clone(file)
		damaged[rapid.IntRange(0, len(file)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
		damaged = damaged[:rapid.IntRange(len(file)/2, len(file)).Draw(t, "length")]
		if loaded, err := Load(bytes.NewReader(damaged)); err == nil {
			loaded.Score(s.pairs)
		} else if !errors.Is(err, ErrNotAModel) {
			t.Fatal(err)
		}
	})
	for name, change := range map[string]func(*modelFile){
		"version":         func(f *modelFile) { f.Version++ },
		"other features":  func(f *modelFile) { f.Features++ },
		"feature":         func(f *modelFile) { f.Stages[0].Forests[0].Trees[0].Features[0] = 9999 },
		"missing values":  func(f *modelFile) { f.Stages[1].Forests[0].Trees[0].Values = nil },
		"other attribute": func(f *modelFile) { f.Attributes = append(f.Attributes, "colour") },
		"no forests":      func(f *modelFile) { f.Stages[0].Forests = nil },
		"words":           func(f *modelFile) { f.Weights = append(f.Weights, 1) },
		"shift":           func(f *modelFile) { f.Stages[0].Forests[0].Trees[0].Shifts[0] = 2 },
		"unequal trees":   func(f *modelFile) { f.Stages[0].Forests[0].Trees[1] = treeFile{Values: []float32{1}} },
	} {
		f := m.file()
		change(&f)
		if f.sound() {
			t.Errorf("%s: taken for sound", name)
		}
	}
}

func TestThresholdIsProven(t *testing.T) {
	m := &Model{scale: scale{slope: 1}, proof: []proven{{5, 300, 300}, {4, 600, 600}, {3, 999, 1000}, {2, 1100, 1200}}}
	if line, ok := m.Threshold(0.995); !ok || line != sigmoid(3) {
		t.Errorf("%f, %v, want the third step", line, ok)
	}
	m.proof = m.proof[:1]
	if _, ok := m.Threshold(0.995); ok {
		t.Error("300 right answers do not prove 99.5 %")
	}
}

func TestEveryFeatureIsWrittenForEveryPair(t *testing.T) {
	s := newShop(20, 11)
	attributes := []string{"colour"}
	l := layoutOf(attributes)
	if l.second != len(l.topics) {
		t.Fatalf("%d features, %d topics", l.second, len(l.topics))
	}
	r := newRivalry(s.pairs)
	var sheet sheet
	for i := range s.pairs {
		sheet.pair(s.pairs[i], attributes)
		sheet.search(r, i)
		if len(sheet.values) != l.first {
			t.Fatalf("%d features, want %d", len(sheet.values), l.first)
		}
	}
	alone := s.pairs[0]
	alone.Alone = true
	sheet.pair(alone, attributes)
	sheet.search(newRivalry([]Pair{alone}), 0)
	if len(sheet.values) != l.first {
		t.Fatalf("%d features of a pair alone, want %d", len(sheet.values), l.first)
	}
}
