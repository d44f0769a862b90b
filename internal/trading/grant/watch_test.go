package grant

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"manifold/internal/kernel/id"
)

func TestUnusual(t *testing.T) {
	t.Parallel()
	limits := WatchLimits{ShareDay: 50, ShareWeek: 80, Smallest: 100, Devices: 3, Networks: 5, Countries: 2}
	rows := []struct {
		name string
		c    counted
		want []NoticeKind
	}{
		{"little", counted{today: ReadingDay{Items: 49}, week: 79, catalogue: 100}, nil},
		{"half in a day", counted{today: ReadingDay{Items: 50}, week: 50, catalogue: 100}, []NoticeKind{Walking}},
		{"most in a week", counted{today: ReadingDay{Items: 10}, week: 80, catalogue: 100}, []NoticeKind{Walking}},
		{"all of a small one", counted{today: ReadingDay{Items: 99}, week: 99, catalogue: 99}, nil},
		{"nobody knows how many there are", counted{today: ReadingDay{Items: 5000}}, nil},
		{"devices", counted{today: ReadingDay{Devices: 3}}, []NoticeKind{ManyDevices}},
		{"networks", counted{today: ReadingDay{Devices: 1, Networks: 5}}, []NoticeKind{ManyDevices}},
		{"countries", counted{today: ReadingDay{Countries: []string{"GB", "FR"}}}, []NoticeKind{ManyCountries}},
		{"everything", counted{today: ReadingDay{Items: 100, Devices: 9, Networks: 9, Countries: []string{"GB", "FR"}}, week: 100, catalogue: 100}, []NoticeKind{ManyCountries, ManyDevices, Walking}},
	}
	for _, row := range rows {
		var got []NoticeKind
		for kind := range limits.unusual(row.c) {
			got = append(got, kind)
		}
		slices.Sort(got)
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

// What waits is bounded, and what is dropped is counted.
func TestWatcherIsBounded(t *testing.T) {
	t.Parallel()
	w := newWatcher()
	supplier := id.New[id.Company](moment)
	for range mostReaders + 5 {
		w.add(readerKey{supplier, id.New[id.Company](moment), moment}, nil, "d", "n", "")
	}
	readers, dropped := w.take()
	if len(readers) != mostReaders || dropped != 5 {
		t.Errorf("%d readers, %d dropped", len(readers), dropped)
	}
	key := readerKey{supplier, id.New[id.Company](moment), moment}
	items := make([]id.ItemID, mostWaiting+7)
	for i := range items {
		items[i] = id.New[id.Item](moment)
	}
	w.add(key, items, "", "", "GB")
	w.add(key, items[:3], "", "", "GB") // seen already: they wait once
	for i := range mostMarks + 50 {
		w.add(key, nil, fmt.Sprint(i), "", "")
	}
	readers, dropped = w.take()
	got := readers[key]
	if len(got.items) != mostWaiting || dropped != 7 || got.requests != int64(mostMarks+52) || len(got.devices) != mostMarks || len(got.countries) != 1 || len(got.networks) != 0 {
		t.Errorf("%d items, %d dropped, %d requests, %d devices", len(got.items), dropped, got.requests, len(got.devices))
	}
	if readers, dropped := w.take(); len(readers) != 0 || dropped != 0 {
		t.Error("taken twice")
	}
}

func TestBlurred(t *testing.T) {
	t.Parallel()
	a, b := id.New[id.Company](time.Now()), id.New[id.Company](time.Now())
	one, again := blurred(a, "x"), blurred(a, "x")
	if one != again || one == blurred(b, "x") || blurred(a, "x", "y") == blurred(a, "xy") || blurred(a, "x", "") != "" {
		t.Error("what stands for something is not its own")
	}
	for ip, want := range map[string]string{"192.0.2.77": "192.0.2.0/24", "::ffff:192.0.2.77": "192.0.2.0/24", "2001:db8:1:2::3": "2001:db8:1::/48", "": "", "nonsense": ""} {
		if got := networkOf(ip); got != want {
			t.Errorf("%s: %s", ip, got)
		}
	}
}
