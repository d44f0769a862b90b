package seal_test

import (
	"bytes"
	"testing"

	"manifold/internal/platform/seal"
)

func box(t *testing.T, fill byte) seal.Box {
	t.Helper()
	b, err := seal.New(bytes.Repeat([]byte{fill}, seal.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOpensOnlyWhatWasSealed(t *testing.T) {
	t.Parallel()
	mine, other := box(t, 1), box(t, 2)
	sealed := mine.Seal([]byte("13800138000"), []byte("row 1"))
	if bytes.Contains(sealed, []byte("138")) {
		t.Error("the value can be read")
	}
	if again := mine.Seal([]byte("13800138000"), []byte("row 1")); bytes.Equal(again, sealed) {
		t.Error("two sealed values of the same text are equal")
	}
	if plain, err := mine.Open(sealed, []byte("row 1")); err != nil || string(plain) != "13800138000" {
		t.Errorf("Open = %q, %v", plain, err)
	}
	if _, err := mine.Open(sealed, []byte("row 2")); err == nil {
		t.Error("opens in another place")
	}
	if _, err := other.Open(sealed, []byte("row 1")); err == nil {
		t.Error("opens with another key")
	}
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		if _, err := mine.Open(changed, []byte("row 1")); err == nil {
			t.Fatalf("opens with byte %d changed", i)
		}
	}
	for _, short := range [][]byte{nil, sealed[:5], sealed[:20]} {
		if _, err := mine.Open(short, []byte("row 1")); err == nil {
			t.Errorf("opens %d bytes", len(short))
		}
	}
}

func TestRefusesShortKeys(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 16, 31, 33} {
		if _, err := seal.New(make([]byte, n)); err == nil {
			t.Errorf("a key of %d bytes is accepted", n)
		}
	}
}
