package tenants_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// TestRowsAreAsIfFilteredByOwner: whatever three companies do, each finds what a model finds that keeps their rows apart.
// They use the same ids and names, and try to reach each other's rows.
func TestRowsAreAsIfFilteredByOwner(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rapid.Check(t, func(t *rapid.T) {
		companies := []id.CompanyID{id.NewRandom[id.Company](), id.NewRandom[id.Company](), id.NewRandom[id.Company]()}
		ids := []string{uuid(), uuid(), uuid()}
		model := map[id.CompanyID]map[string]int{} // company → id → price
		for _, c := range companies {
			model[c] = map[string]int{}
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			me, row := rapid.SampledFrom(companies).Draw(t, "company"), rapid.SampledFrom(ids).Draw(t, "row")
			named, price := rapid.SampledFrom(companies).Draw(t, "named"), rapid.IntRange(1, 99).Draw(t, "price")
			action := rapid.SampledFrom([]string{"insert", "update", "update all", "delete", "delete all", "fail"}).Draw(t, "action")
			next := maps.Clone(model[me])
			err := w.db.InScope(context.Background(), w.supplier(me), func(_ context.Context, tx *tenants.Tx) error {
				switch action {
				case "insert", "fail":
					next[row] = price
					if err := tx.Gorm().Exec("INSERT INTO test_price VALUES (?, ?, ?, ?, 1, true)", named.UUID(), row, row, price).Error; err != nil {
						return err
					}
					if action == "fail" {
						return errUndo
					}
					return nil
				case "update":
					if _, ok := next[row]; ok && named == me {
						next[row] = price
					}
					return tx.Gorm().Exec("UPDATE test_price SET price = ? WHERE tenant_id = ? AND id = ?", price, named.UUID(), row).Error
				case "update all":
					for k := range next {
						next[k] = price
					}
					return tx.Gorm().Exec("UPDATE test_price SET price = ?", price).Error
				case "delete":
					if named == me {
						delete(next, row)
					}
					return tx.Gorm().Exec("DELETE FROM test_price WHERE tenant_id = ? AND id = ?", named.UUID(), row).Error
				default:
					clear(next)
					return tx.Gorm().Exec("DELETE FROM test_price").Error
				}
			})
			_, taken := model[me][row]
			creates := action == "insert" || action == "fail"
			var wanted error
			switch {
			case creates && named != me:
				wanted = fault.NotFound
			case creates && taken:
				wanted = fault.Conflict
			case action == "fail":
				wanted = errUndo
			}
			if !errors.Is(err, wanted) {
				t.Fatalf("%s: %v, want %v", action, err, wanted)
			}
			if wanted == nil {
				model[me] = next
			}
		}
		for _, c := range companies {
			if got, err := w.list(c); err != nil || !slices.Equal(got, lines(model[c])) {
				t.Fatalf("found %v (%v), want %v", got, err, lines(model[c]))
			}
		}
	})
}

func (w *world) list(c id.CompanyID) (out []string, err error) {
	err = w.db.Read(context.Background(), w.supplier(c), func(_ context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Raw("SELECT id || ' ' || price FROM test_price ORDER BY 1").Scan(&out).Error
	})
	return out, err
}

func lines(rows map[string]int) []string {
	var out []string
	for k, v := range rows {
		out = append(out, fmt.Sprint(k, " ", v))
	}
	slices.Sort(out)
	return out
}
