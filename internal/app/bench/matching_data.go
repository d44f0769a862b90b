package bench

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/matching/engine"
)

// labelledPair is one row of a set's labelled data: places in the two tables, and whether both are the same.
type labelledPair struct {
	left, right int
	same        bool
}

// matchingSet is one public data set with its official splits. The data stays outside the project.
type matchingSet struct {
	name               string
	left, right        []engine.Record
	train, valid, test []labelledPair
	alone              bool // pairs without tables: nothing is known about other candidates
}

func (s *matchingSet) labelled() [][]labelledPair {
	return [][]labelledPair{s.train, s.valid, s.test}
}

// readTables reads a set of two tables (tableA, tableB: id and columns) and three lists of pairs.
func readTables(dir, name string) (*matchingSet, error) {
	s := &matchingSet{name: name}
	left, err := s.table(filepath.Join(dir, name, "tableA.csv"), "a", &s.left)
	if err != nil {
		return nil, err
	}
	right, err := s.table(filepath.Join(dir, name, "tableB.csv"), "b", &s.right)
	if err != nil {
		return nil, err
	}
	for i, list := range []string{"train", "valid", "test"} {
		into := []*[]labelledPair{&s.train, &s.valid, &s.test}[i]
		rows, err := readCSV(filepath.Join(dir, name, list+".csv"))
		if err != nil {
			return nil, err
		}
		for _, row := range rows[1:] {
			a, there := left[row[0]]
			b, too := right[row[1]]
			if !there || !too {
				return nil, fmt.Errorf("%s: %s names a record that no table has: %v", name, list, row)
			}
			*into = append(*into, labelledPair{a, b, row[2] == "1"})
		}
	}
	return s, nil
}

// table reads one side, and returns the places of its ids.
func (s *matchingSet) table(path, supplier string, into *[]engine.Record) (map[string]int, error) {
	rows, err := readCSV(path)
	if err != nil {
		return nil, err
	}
	places := make(map[string]int, len(rows))
	for _, row := range rows[1:] {
		places[row[0]] = len(*into)
		*into = append(*into, recordOf(rows[0], row, supplier))
	}
	return places, nil
}

func recordOf(header, row []string, supplier string) engine.Record {
	r := engine.Record{Supplier: supplier, Code: row[0]}
	for i, column := range header[1:] {
		value := row[i+1]
		switch column {
		case "name", "title":
			r.Name = value
		case "manufacturer":
			r.Brand = value
		case "price":
			r.Price = priceOf(value)
		default:
			r.Attributes = append(r.Attributes, engine.Attribute{Name: column, Value: value})
		}
	}
	return r
}

// priceOf reads a price; the sets name no currency, so all of one set are taken for the same one.
func priceOf(s string) money.UnitPrice {
	value, err := decimal.NewFromString(strings.Trim(strings.ReplaceAll(s, ",", ""), "$ "))
	if err != nil {
		return money.UnitPrice{}
	}
	currency, err := money.ParseCurrency("USD")
	if err != nil {
		return money.UnitPrice{}
	}
	price, err := money.RoundUnitPrice(value, currency, money.HalfUp)
	if err != nil {
		return money.UnitPrice{}
	}
	return price
}

// readPairs reads a set that has only pairs of titles, one per line.
func readPairs(dir, name, size string) (*matchingSet, error) {
	s := &matchingSet{name: name + " " + size, alone: true}
	places := map[string]int{}
	// In a fixed order: the places of the records are their codes, and so part of the content that orders everything.
	for i, list := range []string{"train.txt." + size, "valid.txt." + size, "test.txt"} {
		into := []*[]labelledPair{&s.train, &s.valid, &s.test}[i]
		lines, err := readLines(filepath.Join(dir, name, list))
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			part := strings.Split(line, "\t")
			if len(part) != 3 {
				return nil, fmt.Errorf("%s: a line of %s has %d parts", name, list, len(part))
			}
			*into = append(*into, labelledPair{s.title(part[0], places), s.title(part[1], places), part[2] == "1"})
		}
	}
	return s, nil
}

// title returns the place of a record that is a title only.
func (s *matchingSet) title(text string, places map[string]int) int {
	at, ok := places[text]
	if !ok {
		at = len(s.left)
		places[text] = at
		_, title, _ := strings.Cut(text, " VAL ")
		s.left = append(s.left, engine.Record{Supplier: "a", Code: strconv.Itoa(at), Name: strings.TrimSpace(title)})
		s.right = s.left
	}
	return at
}

// open opens a file, or the packed form of it.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	packed, err := os.Open(path + ".gz")
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(packed)
	if err != nil {
		return nil, errors.Join(err, packed.Close())
	}
	return unpacked{r, packed}, nil
}

type unpacked struct {
	*gzip.Reader
	file io.Closer
}

// Close closes both the reader and the file.
func (u unpacked) Close() error { return errors.Join(u.Reader.Close(), u.file.Close()) }

func readCSV(path string) ([][]string, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.LazyQuotes = true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rows, nil
}

func readLines(path string) ([]string, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var lines []string
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		if line := strings.TrimRight(scan.Text(), "\r\n"); strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines, scan.Err()
}
