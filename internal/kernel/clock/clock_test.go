package clock_test

import (
	"testing"
	"time"

	"manifold/internal/kernel/clock"
)

func TestSystemTellsUTCInMicroseconds(t *testing.T) {
	t.Parallel()
	before := time.Now().Add(-clock.Precision)
	now := clock.System().Now()
	after := time.Now()
	if now.Before(before) || now.After(after) {
		t.Errorf("Now() = %v, want between %v and %v", now, before, after)
	}
	if now.Location() != time.UTC || now.Nanosecond()%1000 != 0 {
		t.Errorf("Now() = %v: not UTC in microseconds", now)
	}
	if now != now.Round(0) {
		t.Error("Now() carries a monotonic reading, so == would fail after a trip through the database")
	}
}

func TestFakeStandsStillUntilMoved(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 22, 8, 0, 0, 1234567, time.FixedZone("CST", 8*3600))
	want := time.Date(2026, 11, 22, 0, 0, 0, 1234000, time.UTC)
	fake := clock.NewFake(start)
	for range 2 {
		if got := fake.Now(); got != want {
			t.Fatalf("Now() = %v, want %v", got, want)
		}
	}
	if got := fake.Advance(90 * time.Second); got != want.Add(90*time.Second) || got != fake.Now() {
		t.Errorf("after Advance: %v", got)
	}
	if got := fake.Advance(-time.Hour); got != want.Add(90*time.Second-time.Hour) {
		t.Errorf("after going back: %v", got)
	}
	fake.Set(start)
	if got := fake.Now(); got != want {
		t.Errorf("after Set: %v, want %v", got, want)
	}
}

func TestFakeIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	fake := clock.NewFake(time.Unix(0, 0))
	done := make(chan struct{})
	for range 8 {
		go func() {
			defer func() { done <- struct{}{} }()
			for range 100 {
				fake.Advance(time.Second)
				fake.Now()
			}
		}()
	}
	for range 8 {
		<-done
	}
	if got := fake.Now().Unix(); got != 800 {
		t.Errorf("800 steps of a second moved the clock by %d", got)
	}
}
