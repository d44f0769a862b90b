package optional_test

import (
	"testing"
	"time"

	"manifold/internal/kernel/optional"
)

type word string

func TestZeroIsNotGiven(t *testing.T) {
	if optional.Of("") != nil || optional.Of(0) != nil || optional.Word[word]("") != nil || optional.Time(time.Time{}.In(time.FixedZone("", 3600))) != nil {
		t.Error("a zero value is given")
	}
	if optional.Value[int](nil) != 0 {
		t.Error("nothing has a value")
	}
}

func TestValuesComeBack(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if optional.Value(optional.Of(7)) != 7 || optional.Value(optional.Word[word]("red")) != "red" || !optional.Value(optional.Time(at)).Equal(at) {
		t.Error("a value got lost")
	}
}
