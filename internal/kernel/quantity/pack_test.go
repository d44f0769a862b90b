package quantity_test

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"manifold/internal/kernel/quantity"
)

// drinks: bottles of 0.5 l, six in an inner box, four boxes in a case, sixty cases on a pallet.
func drinks(t *testing.T) quantity.Pack {
	t.Helper()
	return must(quantity.NewPack(quantity.Litre,
		quantity.Layer{Unit: unit("瓶"), Holds: big.NewRat(1, 2)},
		quantity.Layer{Unit: quantity.Box, Holds: big.NewRat(6, 1)},
		quantity.Layer{Unit: quantity.Case, Holds: big.NewRat(4, 1)},
		quantity.Layer{Unit: quantity.Pallet, Holds: big.NewRat(60, 1)},
	))
}

// meat: pieces of about 2.3 kg (catch weight), exactly eight in a case.
func meat(t *testing.T) quantity.Pack {
	t.Helper()
	return must(quantity.NewPack(quantity.Kilogram,
		quantity.Layer{Unit: quantity.Piece, Holds: big.NewRat(23, 10), Guess: true},
		quantity.Layer{Unit: quantity.Case, Holds: big.NewRat(8, 1)},
	))
}

func TestPackConverts(t *testing.T) {
	t.Parallel()
	rows := []struct {
		pack        quantity.Pack
		q, to, want string
	}{
		{drinks(t), "1 XCS", "XBO", "24 XBO"},
		{drinks(t), "1 XPX", "XBO", "1440 XBO"},
		{drinks(t), "1 XPX", "LTR", "720 LTR"},
		{drinks(t), "1 XBO", "MLT", "500 MLT"},
		{drinks(t), "3 XBO", "XBX", "0.5 XBX"},
		{drinks(t), "1 XBO", "XCS", "1/24 XCS"},
		{drinks(t), "6000 MLT", "XCS", "0.5 XCS"},
		{drinks(t), "5 XCS", "XCS", "5 XCS"},
		{drinks(t), "2 kg", "GRM", "2000 GRM"}, // no matter of the pack
		{meat(t), "1 XCS", "H87", "8 H87"},
		{meat(t), "1 XCS", "DZN", "2/3 DZN"},
		{meat(t), "1 XCS", "KGM", "~18.4 KGM"},
		{meat(t), "1 XCS", "GRM", "~18400 GRM"},
		{meat(t), "23 kg", "H87", "~10 H87"},
		{meat(t), "23 kg", "GRM", "23000 GRM"},
		{meat(t), "0 XCS", "KGM", "~0 KGM"},
	}
	for _, row := range rows {
		got, err := row.pack.Convert(must(quantity.Parse(row.q)), unit(row.to))
		if err != nil || got.String() != row.want {
			t.Errorf("%s in %s = %s, %v; want %s", row.q, row.to, got, err, row.want)
		}
	}
	guessed, err := drinks(t).Convert(quantity.Of(1, quantity.Case).AsGuess(), quantity.Box)
	if err != nil || guessed.String() != "~4 XBX" {
		t.Errorf("a guess lost its mark in an exact pack: %s, %v", guessed, err)
	}
	for _, row := range [][2]string{{"XCS", "KGM"}, {"XBG", "XCS"}, {"SET", "LTR"}} {
		if got, err := drinks(t).Convert(quantity.Of(1, unit(row[0])), unit(row[1])); !errors.Is(err, quantity.ErrNoConversion) {
			t.Errorf("%s in %s = %s, %v; want ErrNoConversion", row[0], row[1], got, err)
		}
	}
	if _, err := (quantity.Pack{}).Convert(quantity.Of(1, quantity.Case), quantity.Box); !errors.Is(err, quantity.ErrNoConversion) {
		t.Errorf("without a pack: %v", err)
	}
}

func TestNewPackRefuses(t *testing.T) {
	t.Parallel()
	one := big.NewRat(1, 1)
	rows := map[string]struct {
		smallest quantity.Unit
		layers   []quantity.Layer
		want     error
	}{
		"nothing":      {quantity.Each, []quantity.Layer{{Unit: quantity.Case}}, quantity.ErrBadPack},
		"zero":         {quantity.Each, []quantity.Layer{{Unit: quantity.Case, Holds: new(big.Rat)}}, quantity.ErrBadPack},
		"negative":     {quantity.Each, []quantity.Layer{{Unit: quantity.Case, Holds: big.NewRat(-1, 1)}}, quantity.ErrBadPack},
		"stands twice": {quantity.Each, []quantity.Layer{{Unit: quantity.Case, Holds: one}, {Unit: quantity.Case, Holds: one}}, quantity.ErrBadPack},
		"two answers":  {quantity.Each, []quantity.Layer{{Unit: unit("打"), Holds: big.NewRat(10, 1)}}, quantity.ErrBadPack},
		"no unit":      {quantity.Each, []quantity.Layer{{Holds: one}}, quantity.ErrUnknownUnit},
		"no smallest":  {quantity.Unit{}, nil, quantity.ErrUnknownUnit},
		"monstrous":    {quantity.Each, []quantity.Layer{{Unit: quantity.Case, Holds: new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 200))}}, quantity.ErrOutOfRange},
	}
	for name, row := range rows {
		if _, err := quantity.NewPack(row.smallest, row.layers...); !errors.Is(err, row.want) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

func TestPackDoesNotChange(t *testing.T) {
	t.Parallel()
	holds := big.NewRat(6, 1)
	pack := must(quantity.NewPack(quantity.Each, quantity.Layer{Unit: quantity.Box, Holds: holds}))
	holds.SetInt64(7)
	pack.Layers()[1].Holds.SetInt64(8)
	if got := must(pack.Convert(quantity.Of(1, quantity.Box), quantity.Each)); got.String() != "6 EA" {
		t.Errorf("somebody else's memory changed the pack: %s", got)
	}
}

// There and back through any two layers is exact, and is a guess exactly when a layer between is.
func TestPackProperties(t *testing.T) {
	t.Parallel()
	levels := []quantity.Unit{quantity.Gram, quantity.Each, quantity.Box, quantity.Case, quantity.Pallet}
	rapid.Check(t, func(t *rapid.T) {
		var layers []quantity.Layer
		for _, u := range levels[1:] {
			holds := big.NewRat(rapid.Int64Range(1, 5000).Draw(t, "num"), rapid.Int64Range(1, 100).Draw(t, "den"))
			layers = append(layers, quantity.Layer{Unit: u, Holds: holds, Guess: rapid.Bool().Draw(t, "guess")})
		}
		pack := must(quantity.NewPack(levels[0], layers...))
		i, j := rapid.IntRange(0, 4).Draw(t, "from"), rapid.IntRange(0, 4).Draw(t, "to")
		q := must(quantity.FromRat(anyRat.Draw(t, "q"), levels[i]))
		there := must(pack.Convert(q, levels[j]))
		guess := false
		for _, layer := range layers[min(i, j):max(i, j)] {
			guess = guess || layer.Guess
		}
		if there.Guess() != guess || there.Unit() != levels[j] {
			t.Fatalf("%s became %s; guess should be %v", q, there, guess)
		}
		if back := must(pack.Convert(there, levels[i])); back.Rat().Cmp(q.Rat()) != 0 || back.Guess() != guess {
			t.Fatalf("%s became %s and then %s", q, there, back)
		}
		k := rapid.IntRange(0, 4).Draw(t, "by way of")
		detour := must(pack.Convert(must(pack.Convert(q, levels[k])), levels[j]))
		if detour.Rat().Cmp(there.Rat()) != 0 {
			t.Fatalf("by way of %s: %s, straight: %s", levels[k], detour, there)
		}
	})
}
