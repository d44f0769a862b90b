package localpg

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestSupported(t *testing.T) {
	for version, want := range map[int]bool{
		90624: false, 140020: false,
		150013: false, 150014: true, 150018: true,
		160009: false, 160010: true,
		170005: false, 170006: true,
		180000: true, 190001: true,
	} {
		err := Supported(version)
		if (err == nil) != want {
			t.Errorf("Supported(%d) = %v, want supported: %v", version, err, want)
		}
		if err != nil && (!errors.Is(err, ErrTooOld) || !strings.Contains(err.Error(), versionText(version)) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("Supported(%d) says %q: not one sentence with the version", version, err)
		}
	}
}

func TestParseVersion(t *testing.T) {
	for answer, want := range map[string]int{
		"postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n": 150018,
		"postgres (PostgreSQL) 17.10\n":                          170010,
		"postgres (PostgreSQL) 18beta2\n":                        180000,
		"postgres (PostgreSQL) 9.6.24\n":                         90600,
		"redis 7.0\n":                                            0,
		"":                                                       0,
		"postgres (PostgreSQL) \n":                               0,
		"postgres (PostgreSQL) devel\n":                          0,
	} {
		got, err := parseVersion(answer)
		if got != want || (err == nil) != (want != 0) {
			t.Errorf("parseVersion(%q) = %d, %v; want %d", answer, got, err, want)
		}
	}
}

func TestChoose(t *testing.T) {
	found := []Binaries{{Dir: "/18", Version: 180001}, {Dir: "/17", Version: 170005}, {Dir: "/16", Version: 160012}, {Dir: "/15", Version: 150003}}
	tests := []struct {
		name  string
		found []Binaries
		major int
		want  string
		err   error
	}{
		{"newest", found, 0, "/18", nil},
		{"newest that is supported", found[1:], 0, "/16", nil},
		{"the data's own version", found, 16, "/16", nil},
		{"the data's version is too old", found, 17, "", ErrTooOld},
		{"the data's version is gone", found, 14, "", ErrNotInstalled},
		{"only old ones", found[3:], 0, "", ErrTooOld},
		{"none", nil, 0, "", ErrNotInstalled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := choose(test.found, test.major, "/data")
			if got.Dir != test.want || !errors.Is(err, test.err) {
				t.Errorf("got %q, %v; want %q, %v", got.Dir, err, test.want, test.err)
			}
		})
	}
}

func TestAPostgreSQLThatCanBeBackedUpComesFirst(t *testing.T) {
	found := []Binaries{{Dir: "/npm", Version: 170010}, {Dir: "/15", Version: 150018, whole: true}, {Dir: "/18", Version: 180001}, {Dir: "/16", Version: 160012, whole: true}}
	slices.SortStableFunc(found, preferred)
	var order []string
	for _, b := range found {
		order = append(order, b.Dir)
	}
	if !slices.Equal(order, []string{"/16", "/15", "/18", "/npm"}) {
		t.Errorf("%q", order)
	}
}
