package bench

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if !strings.HasSuffix(path, ".gz") {
		_, err = f.WriteString(content)
	} else {
		w := gzip.NewWriter(f)
		if _, err = w.Write([]byte(content)); err == nil {
			err = w.Close()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestTablesAreRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/s/tableA.csv.gz", "id,title,manufacturer,price,colour\n7,Red lamp,Acme,12.50,red\n8,Blue lamp,,,\n")
	write(t, dir+"/s/tableB.csv", "id,title,price\n1,lamp blue,9\n")
	for _, list := range []string{"train", "valid", "test"} {
		write(t, dir+"/s/"+list+".csv", "ltable_id,rtable_id,label\n8,1,1\n7,1,0\n")
	}
	s, err := readTables(dir, "s")
	if err != nil {
		t.Fatal(err)
	}
	lamp := s.left[0]
	if lamp.Name != "Red lamp" || lamp.Brand != "Acme" || lamp.Price.String() != "12.500000 USD" || lamp.Attributes[0].Value != "red" || lamp.Code != "7" {
		t.Errorf("%+v", lamp)
	}
	if want := (labelledPair{1, 0, true}); s.test[0] != want || s.train[1].same {
		t.Errorf("%+v", s.test)
	}
	write(t, dir+"/s/valid.csv", "ltable_id,rtable_id,label\n9,1,1\n")
	if _, err := readTables(dir, "s"); err == nil {
		t.Error("a pair of a record that does not exist was taken")
	}
}

func TestPairsAreRead(t *testing.T) {
	dir := t.TempDir()
	for _, list := range []string{"train.txt.small.gz", "valid.txt.small", "test.txt"} {
		write(t, dir+"/s/"+list, "COL title VAL red lamp\tCOL title VAL lamp, red\t1\nCOL title VAL red lamp\tCOL title VAL chair\t0\n")
	}
	s, err := readPairs(dir, "s", "small")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.left) != 3 || s.left[0].Name != "red lamp" || s.train[1] != (labelledPair{0, 2, false}) {
		t.Errorf("%+v %+v", s.left, s.train)
	}
}

func TestMatchingSaysWhereItsDataShouldBe(t *testing.T) {
	_, err := Run(t.Context(), "matching", Options{Data: t.TempDir() + "/nowhere"})
	if err == nil || !strings.Contains(err.Error(), "--data") {
		t.Error(err)
	}
}

func TestBestLine(t *testing.T) {
	labels := []labelledPair{{same: true}, {same: true}, {same: false}, {same: true}, {same: false}}
	line, best := bestLine([]float64{0.9, 0.8, 0.7, 0.6, 0.1}, labels)
	if line <= 0.1 || line > 0.6 || best < 0.857 || best > 0.858 {
		t.Errorf("line %f with F1 %f, want one between 0.1 and 0.6 with 6/7", line, best)
	}
}

func TestMadeCataloguesAreTheSameEachTime(t *testing.T) {
	a, b := catalogues(500)
	c, d := catalogues(500)
	same := 0
	for i := range a {
		if a[i] != c[i] || b[i] != d[i] {
			t.Fatal("another catalogue from the same seed")
		}
		same += asInt(a[i] == b[i])
	}
	if len(a) != 500 || len(b) != 500 || same > 100 {
		t.Errorf("%d and %d records, %d written alike", len(a), len(b), same)
	}
}
