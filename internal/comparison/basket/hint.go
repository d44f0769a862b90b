package basket

import (
	"strconv"

	"manifold/internal/promotion/combine"
)

// lineDigits are how many digits the place of a line takes at the beginning of what Offer.key answers.
const lineDigits = 4

// HintLine is the key of the line to which could be added what a promotion lacks; "" where it is none in particular.
func (c Comparison) HintLine(g combine.Gap) string {
	if len(g.Line) < lineDigits {
		return ""
	}
	at, err := strconv.Atoi(g.Line[:lineDigits])
	if err != nil || at >= len(c.Lines) {
		return ""
	}
	return c.Lines[at].Key
}
