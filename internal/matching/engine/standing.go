package engine

// rivalry finds, for the pairs of one run, how each stands among those that share a record with it.
type rivalry struct {
	pairs   []Pair
	similar []float32            // cosine of the texts, by pair
	of      map[*Profile][]int32 // the pairs of a record
}

func newRivalry(pairs []Pair) *rivalry {
	r := &rivalry{pairs, make([]float32, len(pairs)), map[*Profile][]int32{}}
	for i, p := range pairs {
		if !p.Alone {
			r.of[p.Left] = append(r.of[p.Left], int32(i))
			r.of[p.Right] = append(r.of[p.Right], int32(i))
		}
	}
	inParallel(len(pairs), func(from, to int) {
		for i := from; i < to; i++ {
			r.similar[i] = dot(pairs[i].Left.all, pairs[i].Right.all)
		}
	})
	return r
}

// stand is a pair's place among the pairs of one of its records, by some score.
type stand struct {
	rank   float32 // 1 is the best
	margin float32 // score over that of the best rival; the own score when there is none
	best   float32 // score of the best rival
}

// stand compares a pair with the others of one of its records. Only counts and maxima: the order of the pairs does not matter.
func (r *rivalry) stand(pair int, of *Profile, score func(int32) float32, alone float32) stand {
	own := score(int32(pair))
	s := stand{rank: 1, best: alone}
	for _, other := range r.of[of] {
		if int(other) == pair || r.twin(pair, int(other)) {
			continue
		}
		now := score(other)
		if now > own {
			s.rank++
		}
		s.best = max(s.best, now)
	}
	s.margin = own - s.best
	return s
}

// mutual says whether a pair is the most alike for both of its records.
func (r *rivalry) mutual(i int) bool {
	by := func(j int32) float32 { return r.similar[j] }
	return !r.pairs[i].Alone && r.stand(i, r.pairs[i].Left, by, 0).rank == 1 && r.stand(i, r.pairs[i].Right, by, 0).rank == 1
}

// twin says whether two pairs of the run are the same two records: one pair, asked twice.
func (r *rivalry) twin(a, b int) bool {
	x, y := r.pairs[a], r.pairs[b]
	return x.Left == y.Left && x.Right == y.Right || x.Left == y.Right && x.Right == y.Left
}

// search puts how the pair stands by the likeness of the texts.
func (s *sheet) search(r *rivalry, i int) {
	s.topic = topicRivals
	if r.pairs[i].Alone {
		s.unknown("search.rank", "search.rank", "search.ratio", "search.ratio", "search.margin", "search.margin", "search.ranks")
		return
	}
	a, b := s.order(r.pairs[i])
	by := func(j int32) float32 { return r.similar[j] }
	left, right := r.stand(i, a, by, 0), r.stand(i, b, by, 0)
	s.both("search.rank", left.rank, right.rank)
	s.both("search.ratio", ratio(r.similar[i], left.best), ratio(r.similar[i], right.best))
	s.both("search.margin", left.margin, right.margin)
	s.put("search.ranks", left.rank+right.rank)
}

func (s *sheet) unknown(names ...string) {
	for _, name := range names {
		s.put(name, nan)
	}
}

func ratio(own, best float32) float32 { return own / max(own, best, 1e-6) }

// loneOdds are the log-odds of a rival that is not there.
const loneOdds = -10

// rivals puts how the pair stands by the log-odds that the first forests gave.
func (s *sheet) rivals(r *rivalry, i int, odds []float64) {
	s.topic = topicRivals
	a, b := s.order(r.pairs[i])
	s.put("first", float32(odds[i]))
	if r.pairs[i].Alone {
		s.unknown("first.rank", "first.rank", "first.best", "first.best", "first.margin", "first.margin")
		return
	}
	by := func(j int32) float32 { return float32(odds[j]) }
	left, right := r.stand(i, a, by, loneOdds), r.stand(i, b, by, loneOdds)
	s.both("first.rank", left.rank, right.rank)
	s.both("first.best", left.best, right.best)
	s.both("first.margin", left.margin, right.margin)
}
