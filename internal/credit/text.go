package credit

import (
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
)

// plain is an amount in minor units as the contract writes it.
func plain(minor int64, c money.Currency) string {
	return decimal.New(minor, -int32(c.Digits())).StringFixed(int32(c.Digits()))
}

// likeOf are words for a pattern, with what means something there taken as it is.
func likeOf(words string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.TrimSpace(words))
}

// cutPlaceholder cuts a text at its one placeholder.
func cutPlaceholder(text string) (before, after string, found bool) { return strings.Cut(text, "%s") }
