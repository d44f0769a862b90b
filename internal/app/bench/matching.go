package bench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"manifold/internal/matching/engine"
)

// usualData is where the public data sets lie, beside the project: their licences keep them out of it.
const usualData = "../shared/data/em"

// kept is how many candidates of each record are looked at, from either side.
const kept = 20

// Bars of the official test splits, and what others have published for them (F1).
var matchingBars = []struct {
	set, size string
	bar       float64 // zero: reported without one
	published string
}{
	{"abt-buy", "", 92, "Ditto 89.3, fine-tuned gpt-4o-mini 94.1"},
	{"amazon-google", "", 79, "Ditto 75.6, fine-tuned gpt-4o-mini 80.3"},
	{"wdc-lspc-computers", "small", 85, "Ditto 80.8"},
	{"wdc-lspc-computers", "medium", 86.6, "Ditto 88.6"},
	{"dblp-acm", "", 0, "Ditto 99.0"},
}

// matchingBench measures the matching engine on public labelled data: trained on train, threshold chosen on valid, test looked at once.
func matchingBench(ctx context.Context, o Options) ([]Figure, error) {
	dir := o.Data
	if dir == "" {
		dir = usualData
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no %s: say with --data where the data sets of matching lie (folders %s)", dir, "abt-buy, amazon-google, dblp-acm, wdc-lspc-computers")
	}
	b := &matchingRun{}
	for _, each := range matchingBars {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		set, err := readSet(dir, each.set, each.size)
		if err != nil {
			return nil, err
		}
		r, err := b.set(set, each.bar, each.published)
		if err != nil {
			return nil, err
		}
		if each.set == "abt-buy" {
			b.speed(r)
		}
		if !set.alone {
			if err := b.active(ctx, r); err != nil {
				return nil, err
			}
		}
	}
	b.automatic()
	questions := 20_000
	if o.Large {
		questions = large
	}
	b.figures = append(b.figures, blockingAtScale(large, questions)...)
	stored, err := matchingOnHub(ctx, dir, o)
	return append(b.figures, stored...), err
}

// large is the size of the made catalogues.
const large = 1_000_000

func readSet(dir, name, size string) (*matchingSet, error) {
	if size == "" {
		return readTables(dir, name)
	}
	return readPairs(dir, name, size)
}

type matchingRun struct {
	figures []Figure
	right   int // automatic confirmations of pairs that are labelled as the same
	wrong   int
	same    int // labelled matches among the pairs that were judged
}

func (b *matchingRun) report(name string, value float64, unit string) {
	b.figures = append(b.figures, Figure{name, value, unit, "", true})
}

// run is a set with all its pairs: the labelled ones, then the other candidates.
type run struct {
	set                *matchingSet
	pairs              []engine.Pair
	train, valid, test []int // places in pairs
	model              *engine.Model
	scores             []engine.Score
	trainer            *engine.Trainer
}

func (b *matchingRun) set(s *matchingSet, bar float64, published string) (*run, error) {
	r, recall := prepare(s)
	for _, row := range recall {
		b.report(s.name+", blocking "+row.Name, row.Value, "%")
	}
	r.trainer = engine.NewTrainer(r.pairs)
	for i, at := range r.train {
		r.trainer.Answer(at, s.train[i].same)
	}
	took := processorTime()
	model, err := r.trainer.Fit(engine.Shape{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	b.report(s.name+", training, time of one processor", took().Seconds(), "s")
	r.model, r.scores = model, model.Score(r.pairs)
	line, valid := bestLine(r.confidences(r.valid), s.valid)
	test, precision, recalled := f1(r.confidences(r.test), s.test, line)
	b.report(s.name+", F1 on valid", 100*valid, "%")
	name := fmt.Sprintf("%s, F1 on test (published: %s)", s.name, published)
	if bar > 0 {
		b.figures = append(b.figures, atLeast(name, 100*test, bar, "%"))
	} else {
		b.report(name, 100*test, "%")
	}
	b.report(s.name+", precision on test", 100*precision, "%")
	b.report(s.name+", recall on test", 100*recalled, "%")
	b.decide(r)
	return r, nil
}

func (r *run) confidences(at []int) []float64 {
	out := make([]float64, len(at))
	for i, place := range at {
		out[i] = r.scores[place].Confidence
	}
	return out
}

// prepare profiles all records and finds the candidates of each from either side. For sets of tables it also tells how many of the
// labelled matches stand among the first candidates.
func prepare(s *matchingSet) (*run, []Figure) {
	corpus := engine.NewCorpus()
	tables := [][]engine.Record{s.left, s.right}
	if s.alone {
		tables = tables[:1]
	}
	for _, table := range tables {
		for _, r := range table {
			corpus.Add(r)
		}
	}
	left := profiles(corpus, s.left)
	right := left
	if !s.alone {
		right = profiles(corpus, s.right)
	}
	r := &run{set: s}
	have := map[[2]int]bool{}
	for i, list := range s.labelled() {
		into := []*[]int{&r.train, &r.valid, &r.test}[i]
		for _, p := range list {
			have[[2]int{p.left, p.right}] = true
			*into = append(*into, len(r.pairs))
			r.pairs = append(r.pairs, engine.Pair{Left: left[p.left], Right: right[p.right], Alone: s.alone})
		}
	}
	if s.alone {
		return r, nil
	}
	forth, back := candidates(s.left, s.right), candidates(s.right, s.left)
	add := func(a, b int) {
		if !have[[2]int{a, b}] {
			have[[2]int{a, b}] = true
			r.pairs = append(r.pairs, engine.Pair{Left: left[a], Right: right[b]})
		}
	}
	for a, hits := range forth {
		for _, b := range hits[:min(kept, len(hits))] {
			add(a, b)
		}
	}
	for b, hits := range back {
		for _, a := range hits[:min(kept, len(hits))] {
			add(a, b)
		}
	}
	return r, recalls(s, back)
}

func profiles(c *engine.Corpus, records []engine.Record) []*engine.Profile {
	out := make([]*engine.Profile, len(records))
	for i, r := range records {
		out[i] = c.Profile(r)
	}
	return out
}

// candidates are, for each record of one table, the places of the most similar ones of the other.
func candidates(asking, asked []engine.Record) [][]int {
	x := engine.NewIndex()
	for i, r := range asked {
		x.Add(strconv.Itoa(i), r)
	}
	out := make([][]int, len(asking))
	for i, r := range asking {
		for _, h := range x.Candidates(r, 50) {
			if place, err := strconv.Atoi(h.Key); err == nil {
				out[i] = append(out[i], place)
			}
		}
	}
	return out
}

// recalls is how many labelled matches stand among the first 10 and 50 candidates of their record of the right table.
func recalls(s *matchingSet, back [][]int) []Figure {
	var f found
	for _, list := range s.labelled() {
		for _, p := range list {
			if p.same {
				place := slices.Index(back[p.right], p.left)
				if place < 0 {
					place = 1 << 30
				}
				f.add(place)
			}
		}
	}
	return []Figure{
		{Name: "recall@10", Value: 100 * share(f.in10, f.asked)},
		{Name: "recall@50", Value: 100 * share(f.in50, f.asked)},
	}
}

// decide counts what is confirmed automatically among the labelled pairs that the model has not seen.
func (b *matchingRun) decide(r *run) {
	decisions := r.model.Decide(r.pairs, engine.Policy{Precision: 0.995})
	right, wrong, same, contradicted := 0, 0, 0, 0
	count := func(at []int, labels []labelledPair) {
		for i, place := range at {
			d := decisions[place]
			same += asInt(labels[i].same)
			contradicted += asInt(labels[i].same && len(d.Contradictions) > 0)
			right += asInt(d.Verdict == engine.Auto && labels[i].same)
			wrong += asInt(d.Verdict == engine.Auto && !labels[i].same)
		}
	}
	count(r.valid, r.set.valid)
	count(r.test, r.set.test)
	b.right, b.wrong, b.same = b.right+right, b.wrong+wrong, b.same+same
	b.report(r.set.name+", automatic confirmations, right", float64(right), "pairs")
	b.report(r.set.name+", automatic confirmations, wrong", float64(wrong), "pairs")
	b.report(r.set.name+", part of the matches confirmed automatically", 100*share(right, same), "%")
	b.report(r.set.name+", part of the matches with a contradiction", 100*share(contradicted, same), "%")
}

func (b *matchingRun) automatic() {
	b.figures = append(b.figures, atLeast("automatic confirmations, precision on valid and test of all sets", 100*share(b.right, b.right+b.wrong), 99.5, "%"))
	b.report("automatic confirmations, part of all matches", 100*share(b.right, b.same), "%")
}

// speed scores a million pairs of records that were made ready: rivals, features, both stages. Processor time counts, on two processors,
// because others may be at work on the machine.
func (b *matchingRun) speed(r *run) {
	const pairs = 1_000_000
	took := processorTime()
	for done := 0; done < pairs; done += len(r.pairs) {
		part := r.pairs[:min(len(r.pairs), pairs-done)]
		r.model.Score(part)
	}
	seconds := took().Seconds() / 2
	b.figures = append(b.figures, Figure{"1M pairs scored, on two processors", seconds, "s", "≤ 15", seconds <= 15})
}

// active asks for the labels of the pairs chosen as most valuable, in rounds, and measures what so few labels teach.
func (b *matchingRun) active(ctx context.Context, r *run) error {
	label := map[int]bool{}
	for i, at := range r.train {
		label[at] = r.set.train[i].same
	}
	for i, at := range r.valid {
		label[at] = r.set.valid[i].same
	}
	trainer := r.trainer.Fresh()
	labelled := func(pair int) bool { _, ok := label[pair]; return ok }
	var model *engine.Model
	for trainer.Answers() < 800 {
		if err := ctx.Err(); err != nil {
			return err
		}
		questions := trainer.Questions(model, roundAfter(trainer.Answers()), labelled)
		if len(questions) == 0 {
			return fmt.Errorf("%s: no more questions after %d", r.set.name, trainer.Answers())
		}
		for _, at := range questions {
			trainer.Answer(at, label[at])
		}
		fitted, err := trainer.Fit(engine.Shape{})
		if errors.Is(err, engine.ErrTooFewAnswers) {
			continue
		}
		if err != nil {
			return err
		}
		model = fitted
		if n := trainer.Answers(); n == 50 || n == 200 || n == 800 {
			scores := model.Score(r.pairs)
			confidences := make([]float64, len(r.test))
			for i, at := range r.test {
				confidences[i] = scores[at].Confidence
			}
			value, _, _ := f1(confidences, r.set.test, 0.5) // so few labels, and all of hard pairs, cannot choose a line
			b.report(fmt.Sprintf("%s, F1 on test after %d chosen labels", r.set.name, n), 100*value, "%")
		}
	}
	return nil
}

// roundAfter is how many questions are asked at once: few while each answer changes the model.
func roundAfter(answers int) int {
	switch {
	case answers < 50:
		return 10
	case answers < 200:
		return 50
	}
	return 100
}

// f1 counts pairs at or above a confidence.
func f1(confidences []float64, labels []labelledPair, line float64) (value, precision, recall float64) {
	yes, right, all := 0, 0, 0
	for i, c := range confidences {
		yes += asInt(c >= line)
		right += asInt(c >= line && labels[i].same)
		all += asInt(labels[i].same)
	}
	return 2 * share(right, yes+all), share(right, yes), share(right, all)
}

// bestLine is the confidence with the highest F1, half-way to the next pair below.
func bestLine(confidences []float64, labels []labelledPair) (line, best float64) {
	sorted := slices.Clone(confidences)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	for i, c := range sorted {
		if i > 0 {
			c = (c + sorted[i-1]) / 2
		}
		if value, _, _ := f1(confidences, labels, c); value > best {
			line, best = c, value
		}
	}
	return line, best
}
