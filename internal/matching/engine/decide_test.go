package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func profilesOf(records ...Record) []*Profile {
	c := NewCorpus()
	for _, r := range records {
		c.Add(r)
	}
	out := make([]*Profile, len(records))
	for i, r := range records {
		out[i] = c.Profile(r)
	}
	return out
}

func TestContradictions(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b Record
		want string
	}{
		{"packs in names", Record{Name: "Cola 6 x 330 ml"}, Record{Name: "Cola 12 x 330 ml"}, "pack 6 12"},
		{"pack in its field", Record{Name: "Cola", Pack: "case of 6"}, Record{Name: "Cola 24 cans"}, "pack 6 24"},
		{"one pack told", Record{Name: "Cola 6 x 330 ml"}, Record{Name: "Cola 330 ml"}, ""},
		{"volumes", Record{Name: "Cola 330 ml"}, Record{Name: "Cola 0.5 l"}, "measure 330 ml 500 ml"},
		{"the same volume", Record{Name: "Cola 330 ml"}, Record{Name: "Cola 33 cl"}, ""},
		{"one shared of several", Record{Name: "Laptop 8 GB 500 GB"}, Record{Name: "Laptop 500 GB"}, ""},
		{"lengths may be of different parts", Record{Name: "Lamp 50 cm"}, Record{Name: "Lamp 2 m"}, ""},
		{"units", Record{Name: "Beef", Unit: "KGM"}, Record{Name: "Beef", Unit: "EA"}, "unit KGM EA"},
		{"units that convert", Record{Name: "Beef", Unit: "KGM"}, Record{Name: "Beef", Unit: "g"}, ""},
		{"brands", Record{Name: "Drill", Brand: "Bosch"}, Record{Name: "Drill", Brand: "Makita"}, "brand Bosch Makita"},
		{"a brand in the other's text", Record{Name: "Drill", Brand: "Bosch"}, Record{Name: "Drill by Bosch", Brand: "Robert"}, ""},
		{"a brand misspelt", Record{Name: "Drill", Brand: "Panasonic"}, Record{Name: "Drill", Brand: "Panasonik"}, ""},
		{"forms of a company", Record{Name: "Drill", Brand: "Bosch GmbH"}, Record{Name: "Drill", Brand: "bosch"}, ""},
		{"barcodes", Record{Name: "Tea", GTIN: "4006381333931"}, Record{Name: "Tea", GTIN: "96385074"}, "barcode 04006381333931 00000096385074"},
		{"a barcode that is none", Record{Name: "Tea", GTIN: "4006381333931"}, Record{Name: "Tea", GTIN: "4006381333932"}, ""},
		{"part numbers", Record{Name: "Drill", MPN: "GSR-18"}, Record{Name: "Drill", MPN: "GSB-21"}, "part_number GSR-18 GSB-21"},
		{"part numbers that look alike", Record{Name: "Drill", MPN: "GSR-1O"}, Record{Name: "Drill", MPN: "gsr10"}, ""},
		{"a part number with a suffix", Record{Name: "Drill", MPN: "GSR18"}, Record{Name: "Drill", MPN: "GSR18-EU"}, ""},
	} {
		for _, turned := range []bool{false, true} {
			p := profilesOf(c.a, c.b)
			if turned {
				p[0], p[1] = p[1], p[0]
			}
			var got []string
			for _, x := range Contradictions(p[0], p[1]) {
				if turned {
					x.Left, x.Right = x.Right, x.Left
				}
				got = append(got, fmt.Sprint(x.Conflict, " ", x.Left, " ", x.Right))
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("%s (turned: %v): %q, want %q", c.name, turned, got, c.want)
			}
		}
	}
}

// sureModel says yes to everything with the highest confidence.
func sureModel() *Model {
	l := layoutOf(nil)
	yes := func(features int) stage {
		return stage{bins: make(binning, features), forests: []forest{{base: 20}}}
	}
	return &Model{first: yes(l.first), second: yes(l.second), scale: scale{slope: 1}, proof: []proven{{1, 1000, 1000}}}
}

// Whatever the model says: where something contradicts, nothing is confirmed without a person.
func TestContradictionsAreNeverConfirmed(t *testing.T) {
	m := sureModel()
	side := rapid.Custom(func(t *rapid.T) Record {
		return Record{
			Supplier: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "supplier"),
			Brand:    rapid.SampledFrom([]string{"", "Bosch", "Makita", "Bosch GmbH"}).Draw(t, "brand"),
			Name:     "Lemonade " + rapid.SampledFrom([]string{"", "330 ml", "6 x 330 ml", "12 x 330 ml", "0.5 l", "2 kg"}).Draw(t, "name"),
			Pack:     rapid.SampledFrom([]string{"", "case of 6", "case of 12"}).Draw(t, "pack"),
			Unit:     rapid.SampledFrom([]string{"", "EA", "KGM", "LTR"}).Draw(t, "unit"),
			GTIN:     rapid.SampledFrom([]string{"", "4006381333931", "96385074"}).Draw(t, "gtin"),
			MPN:      rapid.SampledFrom([]string{"", "GSR18", "GSB21"}).Draw(t, "mpn"),
		}
	})
	confirmed := 0
	rapid.Check(t, func(t *rapid.T) {
		p := profilesOf(side.Draw(t, "left"), side.Draw(t, "right"))
		there, back := []Pair{{Left: p[0], Right: p[1]}}, []Pair{{Left: p[1], Right: p[0]}}
		d, turned := m.Decide(there, Policy{})[0], m.Decide(back, Policy{})[0]
		if d.Verdict != turned.Verdict || d.Confidence != turned.Confidence || d.Ground != turned.Ground || len(d.Contradictions) != len(turned.Contradictions) {
			t.Fatalf("exchanging the sides changes %+v to %+v", d, turned)
		}
		if d.Verdict == Auto && len(Contradictions(p[0], p[1])) > 0 {
			t.Fatalf("confirmed against %v", d.Contradictions)
		}
		if d.Verdict != Auto && len(d.Contradictions) == 0 {
			t.Fatalf("not confirmed, though nothing contradicts: %+v", d)
		}
		confirmed += b2i(d.Verdict == Auto)
	})
	if confirmed == 0 {
		t.Error("nothing was confirmed: the test shows nothing")
	}
}

func TestDecide(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, b    Record
		verdict Verdict
		ground  Ground
	}{
		{"equal barcodes", Record{Name: "Tea", GTIN: "4006381333931"}, Record{Name: "Thé vert", GTIN: "04006381333931"}, Auto, ByBarcode},
		{"equal barcodes of two packs", Record{Name: "Tea, 6 pack", GTIN: "4006381333931"}, Record{Name: "Tea, 12 pack", GTIN: "4006381333931"}, Review, ByModel},
		{"equal brand and part number", Record{Name: "Drill driver GSR", Brand: "Bosch", MPN: "06019H5002"}, Record{Name: "Cordless drill", Brand: "BOSCH GmbH", MPN: "0601-9H5-002"}, Auto, ByPartNumber},
		{"equal part number of two brands", Record{Name: "Drill", Brand: "Bosch", MPN: "GSR18"}, Record{Name: "Drill", Brand: "Makita", MPN: "GSR18"}, Review, ByModel},
		{"equal part number, no brand", Record{Name: "Drill", MPN: "GSR18"}, Record{Name: "Drill", Brand: "Makita", MPN: "GSR18"}, Review, ByModel},
		{"a shop's own barcode", Record{Name: "Red apples", GTIN: "2000000000008"}, Record{Name: "Minced beef", GTIN: "2000000000008"}, Reject, ByModel},
		{"nothing in common", Record{Name: "Red apples"}, Record{Name: "Minced beef"}, Reject, ByModel},
	} {
		c.a.Supplier, c.b.Supplier = "a", "b"
		p := profilesOf(c.a, c.b)
		var none *Model
		d := none.Decide([]Pair{{Left: p[0], Right: p[1]}}, Policy{})[0]
		if d.Verdict != c.verdict || d.Ground != c.ground {
			t.Errorf("%s: %s by %s, want %s by %s", c.name, d.Verdict, d.Ground, c.verdict, c.ground)
		}
		if (d.Verdict == Reject) != (d.Evidence == nil) {
			t.Errorf("%s: %s with the evidence %v", c.name, d.Verdict, d.Evidence)
		}
	}
}

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		a, b Record
		want bool
	}{
		{Record{Name: "Multilayer Ceramic Capacitor, 22 uF, 10 V, X5R, 0603"}, Record{Name: "דפי אורז מרובעים 22"}, false},
		{Record{Name: "Hammer 500 g"}, Record{Name: "Cola 500 g"}, false},
		{Record{Name: "Hammer 500g", Pack: "12"}, Record{Name: "Cola 500g", Pack: "12"}, false},
		{Record{Name: "Hammer 500 g"}, Record{Name: "Hamer"}, true},
		{Record{Name: "Stainless bolt M8x40"}, Record{Name: "不锈钢螺栓 M8x40"}, true},
		{Record{Name: "螺丝 40"}, Record{Name: "螺钉 40"}, true},
		{Record{Name: "螺丝 40"}, Record{Name: "饼干 40"}, false},
		{Record{Name: "Relay", MPN: "4031-22"}, Record{Name: "继电器", MPN: "403122"}, true},
		{Record{Name: "Tea"}, Record{Name: "Tea"}, true},
	} {
		p := profilesOf(c.a, c.b)
		if got := related(p[0], p[1]); got != c.want || got != related(p[1], p[0]) {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
	}
	// What only shares a number is not asked about, however near it seems; equal codes always are.
	for code, want := range map[string]Verdict{"": Reject, "4006381333931": Auto} {
		p := profilesOf(Record{Supplier: "x", Name: "Capacitor 22", GTIN: code}, Record{Supplier: "y", Name: "דפי 22", GTIN: code})
		if got := (*Model)(nil).Decide([]Pair{{Left: p[0], Right: p[1]}}, Policy{})[0]; got.Verdict != want {
			t.Errorf("%q: %+v", code, got)
		}
	}
}

func TestOneRecordOfASupplierEach(t *testing.T) {
	p := profilesOf(
		Record{Supplier: "a", Code: "1", Name: "Green tea"}, Record{Supplier: "b", Code: "1", Name: "Green tea"},
		Record{Supplier: "b", Code: "2", Name: "Green tea"}, Record{Supplier: "c", Code: "1", Name: "Green tea"},
	)
	pairs := []Pair{{Left: p[0], Right: p[1]}, {Left: p[2], Right: p[0]}, {Left: p[0], Right: p[3]}, {Left: p[3], Right: p[0]}}
	for name, row := range map[string]struct {
		ground     Ground
		confidence [4]float64
		want       [4]Verdict
	}{
		"two of b as sure as each other, and one of c":    {ByModel, [4]float64{0.99, 0.99, 0.99, 0.99}, [4]Verdict{Review, Review, Auto, Auto}},
		"one of b surer than the other":                   {ByModel, [4]float64{0.98, 0.99, 0.99, 0.99}, [4]Verdict{Review, Auto, Auto, Auto}},
		"both of b carry the code: cut tape and the reel": {ByBarcode, [4]float64{0.999, 0.999, 0.999, 0.999}, [4]Verdict{Auto, Auto, Auto, Auto}},
	} {
		decisions := make([]Decision, len(pairs))
		for i := range decisions {
			decisions[i] = Decision{Verdict: Auto, Ground: row.ground, Confidence: row.confidence[i]}
		}
		oneEach(pairs, decisions)
		for i, want := range row.want {
			if decisions[i].Verdict != want {
				t.Errorf("%s: pair %d: %s, want %s", name, i, decisions[i].Verdict, want)
			}
		}
	}
}

func TestEvidenceSaysWhatIsShared(t *testing.T) {
	p := profilesOf(
		Record{Supplier: "a", Name: "Bosch drill GSR18 500 W", Brand: "Bosch", Price: dollars(100)},
		Record{Supplier: "b", Name: "Bosch screwdriver GSR18 700 W", Brand: "Bosch", Price: dollars(110)},
	)
	var none *Model
	found := map[Topic]Evidence{}
	for _, e := range none.Decide([]Pair{{Left: p[0], Right: p[1]}}, Policy{})[0].Evidence {
		found[e.Topic] = e
	}
	for topic, want := range map[Topic]string{
		"code":    "[gsr18] [] []",
		"measure": "[] [500 W] [700 W]",
		"brand":   "[bosch] [] []",
		"price":   "[] [100.000000 USD] [110.000000 USD]",
	} {
		e := found[topic]
		if got := fmt.Sprint(e.Both, e.Left, e.Right); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%s: %s, want %s", topic, got, want)
		}
	}
}

func TestExplainPointsTheRightWay(t *testing.T) {
	s := newShop(150, 20)
	m := s.fit(t)
	scores := m.Score(s.pairs)
	agree, looked := 0, 0
	for i, score := range scores {
		if i%7 > 0 || score.Confidence > 0.1 && score.Confidence < 0.9 {
			continue
		}
		sum := 0.0
		for _, e := range m.Explain(s.pairs, i) {
			sum += e.Weight
			if !slices.Contains(Topics(), e.Topic) {
				t.Fatalf("topic %q", e.Topic)
			}
		}
		looked++
		agree += b2i((sum > 0) == (score.Confidence > 0.5))
	}
	if looked < 30 || agree < looked*9/10 {
		t.Errorf("%d of %d explanations point to the verdict", agree, looked)
	}
}

func TestQuestions(t *testing.T) {
	s := newShop(120, 21)
	trainer := NewTrainer(s.pairs)
	even := func(i int) bool { return i%2 == 0 }
	var m *Model
	for round := range 4 {
		asked := trainer.Questions(m, 12, even)
		if len(asked) != 12 || !slices.Equal(asked, trainer.Questions(m, 12, even)) {
			t.Fatalf("round %d: %d questions, or not the same when asked again", round, len(asked))
		}
		records := map[*Profile]bool{}
		for _, i := range asked {
			p := s.pairs[i]
			if !even(i) || trainer.answers[trainer.place[i]] != unasked || records[p.Left] || records[p.Right] {
				t.Fatalf("round %d: pair %d may not be asked, was asked before, or shares a record", round, i)
			}
			records[p.Left], records[p.Right] = true, true
			trainer.Answer(i, s.same[i])
		}
		fitted, err := trainer.Fit(light)
		if err != nil {
			t.Fatal(err)
		}
		m = fitted
	}
	fresh := trainer.Fresh()
	if fresh.Answers() != 0 || trainer.Answers() != 48 {
		t.Errorf("%d and %d answers", fresh.Answers(), trainer.Answers())
	}
}

// The model asks where it is less sure than it is on the whole.
func TestQuestionsAreUncertain(t *testing.T) {
	s := newShop(150, 22)
	trainer := NewTrainer(s.pairs)
	for i := range 200 {
		trainer.Answer(i, s.same[i])
	}
	m, err := trainer.Fit(light)
	if err != nil {
		t.Fatal(err)
	}
	scores := m.Score(s.pairs)
	chosen, all := 0.0, 0.0
	for _, score := range scores {
		all += worthAsking(score) / float64(len(scores))
	}
	for _, i := range trainer.Questions(m, 10, nil) {
		chosen += worthAsking(scores[i]) / 10
	}
	if chosen < 1.4*all {
		t.Errorf("questions are worth %.3f, pairs on the whole %.3f", chosen, all)
	}
}
