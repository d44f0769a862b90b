package bench

import (
	"context"
	"fmt"
	"slices"
)

// What reckoning in memory is measured with, and what it may take: 1.5 times what the trial of the design took for as many offers.
const (
	reckonBaskets = 10
	reckonRounds  = 40
	reckonMost    = 0.177
)

// reckoned measures the reckoning of baskets of which everything was read before. Of each basket it takes the median of its rounds.
func (b *compareBench) reckoned(ctx context.Context) ([]Figure, error) {
	var offers int
	var took []float64
	for i := range reckonBaskets {
		by := b.buyers[i%len(b.buyers)]
		request, err := b.request(ctx, b.basket(50), 3)
		if err != nil {
			return nil, err
		}
		gathered, err := b.hub.Baskets.Gather(by.ctx, by.id, request)
		if err != nil {
			return nil, err
		}
		offers += gathered.Offers()
		var rounds []float64
		for range reckonRounds {
			before := worked()
			for range 10 {
				gathered.Reckon()
			}
			rounds = append(rounds, float64((worked()-before).Microseconds())/10_000)
		}
		slices.Sort(rounds)
		took = append(took, rounds[len(rounds)/2])
	}
	slices.Sort(took)
	median := took[len(took)/2]
	return []Figure{
		{"offers of a basket that is reckoned in memory", float64(offers) / reckonBaskets, "", "", true},
		{"reckoning in memory, 50 lines, best 3", median, "ms CPU", fmt.Sprintf("≤ %g", reckonMost), median <= reckonMost},
	}, nil
}
