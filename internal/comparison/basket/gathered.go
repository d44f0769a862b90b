package basket

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Gathered is a basket with all that was read for it. It can be reckoned any number of times, by one goroutine at a time.
type Gathered struct{ work *reckoning }

// Gather reads all that a comparison needs, and does not compare. Benches measure with it what reckoning alone costs; nothing of it is answered to anybody, so no
// supplier's watch hears of it.
func (s *Service) Gather(ctx context.Context, buyer id.CompanyID, r Request) (Gathered, error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return Gathered{}, err
	}
	if err := r.check(); err != nil {
		return Gathered{}, err
	}
	var out Gathered
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		out.work, err = s.gather(ctx, tx, buyer, r)
		return err
	})
	if err != nil {
		return Gathered{}, err
	}
	return out, s.bottoms(ctx, out.work)
}

// Offers is how many offers there are for all lines.
func (g Gathered) Offers() (n int) {
	for _, l := range g.work.lines {
		n += len(l.offers)
	}
	return n
}

// Reckon compares what was gathered.
func (g Gathered) Reckon() Comparison { return g.work.run() }
