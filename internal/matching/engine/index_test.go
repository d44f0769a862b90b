package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func keys(hits []Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Key)
	}
	return out
}

func TestIndexFinds(t *testing.T) {
	x := NewIndex()
	for key, r := range map[string]Record{
		"cola6":   {Name: "Coca-Cola Classic 6 x 330 ml can", GTIN: "4006381333931"},
		"cola":    {Name: "Coca-Cola Classic 330 ml can"},
		"tv":      {Name: "Samsung television QE55Q80A 55 inch", MPN: "QE55Q80A", Brand: "Samsung"},
		"cable":   {Name: "HDMI cable 2 m black"},
		"tea":     {Name: "龙井绿茶 250克"},
		"printer": {Name: "Laser printer", Attributes: []Attribute{{"description", "duplex wireless monochrome"}}},
	} {
		x.Add(key, r)
	}
	for _, c := range []struct {
		ask  Record
		want string
	}{
		{Record{Name: "coca cola klassic cans 330ml x 6"}, "cola6"},
		{Record{Name: "something else", GTIN: "4006381333931"}, "cola6"},
		{Record{Name: "qe55-q80a"}, "tv"},
		{Record{Name: "tele 55", MPN: "qe55q8oa"}, "tv"},
		{Record{Name: "televison samsung"}, "tv"},
		{Record{Name: "绿茶 龙井"}, "tea"},
		{Record{Name: "monochrome duplex device"}, "printer"},
	} {
		hits := x.Candidates(c.ask, 3)
		if len(hits) == 0 || hits[0].Key != c.want {
			t.Errorf("%+v finds %v, want %s", c.ask, keys(hits), c.want)
		}
	}
	if hits := x.Candidates(Record{Name: "zzzzzz"}, 3); len(hits) != 0 {
		t.Errorf("nothing resembles zzzzzz, but %v", keys(hits))
	}
	if hits := x.Candidates(Record{}, 3); len(hits) != 0 {
		t.Errorf("an empty record finds %v", keys(hits))
	}
}

func TestEqualRecordsComeByKey(t *testing.T) {
	x := NewIndex()
	for _, key := range []string{"c", "a", "b"} {
		x.Add(key, Record{Name: "red chair"})
	}
	if got := keys(x.Candidates(Record{Name: "chair red"}, 2)); !slices.Equal(got, []string{"a", "b"}) {
		t.Error(got)
	}
}

// Whatever came and went, and in whatever order, an index answers as one that was made of what is left.
func TestIndexForgets(t *testing.T) {
	name := rapid.Custom(func(t *rapid.T) string {
		s := ""
		for range rapid.IntRange(1, 4).Draw(t, "words") {
			s += rapid.SampledFrom([]string{"red", "green", "chair", "chairs", "table", "tables", "lx350h", "lx350", "kitchen", "kitchn", "5kg", "10kg"}).Draw(t, "word") + " "
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		x := NewIndex()
		left := map[string]Record{}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			key := strconv.Itoa(rapid.IntRange(0, 9).Draw(t, "key"))
			if rapid.IntRange(0, 2).Draw(t, "what") == 0 {
				x.Remove(key)
				delete(left, key)
				continue
			}
			r := Record{Name: name.Draw(t, "name")}
			x.Add(key, r)
			left[key] = r
		}
		if rapid.Bool().Draw(t, "sweep") {
			x.sweep()
		}
		if x.Len() != len(left) {
			t.Fatalf("%d records, want %d", x.Len(), len(left))
		}
		fresh := NewIndex()
		for key, r := range left {
			fresh.Add(key, r)
		}
		ask := Record{Name: name.Draw(t, "ask")}
		if got, want := x.Candidates(ask, 5), fresh.Candidates(ask, 5); !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %v, want %v", ask.Name, got, want)
		}
	})
}

func TestManyAskAtOnce(t *testing.T) {
	x := NewIndex()
	for i := range 500 {
		x.Add(strconv.Itoa(i), Record{Name: fmt.Sprintf("part number %d steel", i*7919%100000)})
	}
	ask := func(i int) []Hit {
		return x.Candidates(Record{Name: fmt.Sprintf("steel part %d", i*7919%100000)}, 5)
	}
	want := make([][]Hit, 50)
	for i := range want {
		want[i] = ask(i)
	}
	var group sync.WaitGroup
	for part := range 4 {
		group.Go(func() {
			for i := range want {
				if part == 0 {
					x.Add("new"+strconv.Itoa(i), Record{Name: "quite different thing"})
				}
				if got := keys(ask(i)); len(got) == 0 || got[0] != want[i][0].Key {
					t.Errorf("%d: %v", i, got)
				}
			}
		})
	}
	group.Wait()
}

func TestSweepGivesMemoryBack(t *testing.T) {
	x := NewIndex()
	for i := range 3000 {
		x.Add(strconv.Itoa(i), Record{Name: fmt.Sprintf("thing %d", i)})
	}
	for i := range 2000 {
		x.Remove(strconv.Itoa(i))
	}
	for range 3000 {
		x.Add("2999", Record{Name: "thing 2999"})
	}
	if len(x.docs) > 2500 || x.Len() != 1000 {
		t.Errorf("%d places for %d records", len(x.docs), x.Len())
	}
	if hits := x.Candidates(Record{Name: "thing 2500"}, 1); len(hits) != 1 || hits[0].Key != "2500" {
		t.Error(keys(hits))
	}
}
