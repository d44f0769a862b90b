package engine

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Verdict is what becomes of a pair.
type Verdict string

// The verdicts.
const (
	Auto   Verdict = "auto"   // confirmed without a person
	Review Verdict = "review" // a person is asked
	Reject Verdict = "reject" // not worth a question
)

// Ground is what a verdict rests on.
type Ground string

// The grounds, the strongest first.
const (
	ByBarcode    Ground = "barcode"     // equal valid barcodes
	ByPartNumber Ground = "part_number" // equal brand and part number
	ByModel      Ground = "model"       // what the model learned
)

// Decision is the verdict on a pair and why.
type Decision struct {
	Verdict        Verdict
	Ground         Ground
	Confidence     float64 // probability that both are the same product
	Doubt          float64 // how far the forests disagree, in log-odds
	Contradictions []Contradiction
	Evidence       []Evidence // strongest first; none for what was rejected
}

// Policy is how careful to be.
type Policy struct {
	Precision float64 // wanted of automatic confirmations, above one half; zero means 0.995
	Reject    float64 // confidence below which nobody is asked; zero means 0.02
	OnlyCodes bool    // the model confirms nothing
}

const (
	usualPrecision = 0.995
	usualReject    = 0.02
	// codeConfidence is the least confidence of equal barcodes, or of equal brand and part number, that nothing contradicts.
	codeConfidence = 0.999
	// leastPartNumber is the length below which an equal part number may be a coincidence.
	leastPartNumber = 5
)

// Decide judges the pairs of one run. Without a model (nil) only equal codes confirm, the likeness of the texts, which is no
// probability, stands for confidence, and what contradicts is not worth a question but where codes are equal. Of several records of one supplier that the
// model would confirm for the same record only the surest is, and of equally sure ones none; equal codes confirm each: a supplier sells the same part cut
// and on reels.
func (m *Model) Decide(pairs []Pair, policy Policy) []Decision {
	decisions := m.decide(pairs, policy)
	m.explainAll(pairs, decisions)
	return decisions
}

// DecideOne judges one pair of a run, and explains only that.
func (m *Model) DecideOne(pairs []Pair, i int, policy Policy) Decision {
	d := m.decide(pairs, policy)[i]
	switch {
	case d.Verdict == Reject:
	case m == nil:
		d.Evidence = Compare(pairs[i].Left, pairs[i].Right)
	default:
		d.Evidence = m.Explain(pairs, i)
	}
	return d
}

// Verdicts judges the pairs of one run without saying why.
func (m *Model) Verdicts(pairs []Pair, policy Policy) []Verdict {
	out := make([]Verdict, len(pairs))
	for i, d := range m.decide(pairs, policy) {
		out[i] = d.Verdict
	}
	return out
}

func (m *Model) decide(pairs []Pair, policy Policy) []Decision {
	policy.Precision, policy.Reject = cmp.Or(policy.Precision, usualPrecision), cmp.Or(policy.Reject, usualReject)
	scores, line := m.judge(pairs, policy.Precision)
	if policy.OnlyCodes {
		line = unreachable
	}
	decisions := make([]Decision, len(pairs))
	for i, p := range pairs {
		d := Decision{Verdict: Reject, Ground: ByModel, Confidence: scores[i].Confidence, Doubt: scores[i].Doubt, Contradictions: Contradictions(p.Left, p.Right)}
		if ground, equal := sameCode(p); equal && len(d.Contradictions) == 0 {
			d.Verdict, d.Ground, d.Confidence = Auto, ground, max(d.Confidence, codeConfidence)
		} else if d.Confidence >= line && len(d.Contradictions) == 0 {
			d.Verdict = Auto
		} else if equal || d.Confidence >= policy.Reject && related(p.Left, p.Right) && (m != nil || len(d.Contradictions) == 0 || p.Left.mpn != "" && p.Left.mpn == p.Right.mpn) {
			d.Verdict = Review
		}
		decisions[i] = d
	}
	oneEach(pairs, decisions)
	return decisions
}

// related says whether two records have anything in common that a person could go by: a word, a code, or a part of a word. Numbers and measures alone are
// none; a capacitor of 22 µF and a pack of 22 sheets of rice paper are no question.
func related(a, b *Profile) bool {
	if a.mpn != "" && a.mpn == b.mpn || common(a.codes, b.codes) {
		return true
	}
	parts := map[string]bool{}
	for _, w := range a.allWords {
		eachPart(w.text, func(part string) bool {
			parts[part] = true
			return true
		})
	}
	for _, w := range b.allWords {
		if !eachPart(w.text, func(part string) bool { return !parts[part] }) {
			return true
		}
	}
	return false
}

// common says whether two sorted lists share an element.
func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		_, found := slices.BinarySearch(b, x)
		return found
	})
}

// telltale is how many letters in a row two words must share to be of a kind.
const telltale = 3

// eachPart calls fn with each run of letters of a word, cut into parts of so many letters; a shorter run is a part itself, as is each letter of CJK, and a
// measure or its unit has none. It stops with false when fn says so.
func eachPart(word string, fn func(part string) bool) bool {
	if _, unit := units[word]; unit || isMeasure(word) {
		return true
	}
	for run := range strings.FieldsFuncSeq(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
		letters, size := []rune(run), telltale
		if script(letters[0]) == 'c' {
			size = 1
		}
		for i := 0; i == 0 || i+size <= len(letters); i++ {
			if !fn(string(letters[i:min(i+size, len(letters))])) {
				return false
			}
		}
	}
	return true
}

// unreachable is a confidence that nothing reaches.
const unreachable = 2

// judge returns scores, and the confidence from which on they confirm (above one when none does).
func (m *Model) judge(pairs []Pair, precision float64) ([]Score, float64) {
	if m == nil {
		scores := make([]Score, len(pairs))
		for i, p := range pairs {
			scores[i].Confidence = float64(dot(p.Left.all, p.Right.all))
		}
		return scores, unreachable
	}
	line, ok := m.Threshold(precision)
	if !ok {
		line = unreachable
	}
	return m.Score(pairs), line
}

// SameCode says whether two records carry one barcode, or one brand and part number.
func SameCode(a, b *Profile) bool {
	_, equal := sameCode(Pair{Left: a, Right: b})
	return equal
}

// sameCode finds equal barcodes, or equal brand and part number.
func sameCode(p Pair) (Ground, bool) {
	a, b := p.Left, p.Right
	switch {
	case a.gtin != "" && a.gtin == b.gtin:
		return ByBarcode, true
	case len(a.mpn) >= leastPartNumber && a.mpn == b.mpn && a.brandGiven && b.brandGiven && sameBrand(a, b):
		return ByPartNumber, true
	}
	return ByModel, false
}

func sameBrand(a, b *Profile) bool { return brandIn(a, b) == 1 || brandIn(b, a) == 1 }

// oneEach takes back what the model confirmed where two records of one supplier would become the same as a third.
func oneEach(pairs []Pair, decisions []Decision) {
	type claim struct {
		on   *Profile
		from string
	}
	best := map[claim]float64{}
	times := map[claim]int{}
	claims := func(i int) [2]claim {
		p := pairs[i]
		return [2]claim{{p.Left, p.Right.record.Supplier}, {p.Right, p.Left.record.Supplier}}
	}
	counted := map[[2]*Profile]bool{}
	for i, d := range decisions {
		l, r := pairs[i].Left, pairs[i].Right
		if d.Verdict != Auto || counted[[2]*Profile{l, r}] {
			continue
		}
		counted[[2]*Profile{l, r}], counted[[2]*Profile{r, l}] = true, true
		for _, c := range claims(i) {
			switch sure := d.Confidence; {
			case sure > best[c]:
				best[c], times[c] = sure, 1
			case sure == best[c]:
				times[c]++
			}
		}
	}
	for i := range decisions {
		if decisions[i].Verdict != Auto || decisions[i].Ground != ByModel {
			continue
		}
		for _, c := range claims(i) {
			if decisions[i].Confidence < best[c] || times[c] > 1 {
				decisions[i].Verdict = Review
			}
		}
	}
}
