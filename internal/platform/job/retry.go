package job

import (
	"math/rand/v2"
	"time"

	"github.com/riverqueue/river/rivertype"
)

const longestDelay = time.Hour

// delays between attempts double from a second up to an hour, with a tenth of chance so that what failed together does not come
// back together.
type delays struct{}

// NextRetry is asked by the queue after a failed attempt.
func (delays) NextRetry(j *rivertype.JobRow) time.Time {
	d := delay(max(j.Attempt, 1))
	d += time.Duration(rand.Int64N(int64(d)/10 + 1)) //nolint:gosec // no secret: it only spreads retries
	return time.Now().Add(d)                         //nolint:forbidigo // the queue compares with the database's wall clock
}

// delay is how long to wait after a failed attempt, counted from 1.
func delay(attempt int) time.Duration {
	if attempt > 12 { // 2^12 s is more than an hour
		return longestDelay
	}
	return min(time.Second<<(attempt-1), longestDelay)
}
