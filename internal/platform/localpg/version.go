package localpg

import (
	"fmt"
	"strconv"
	"strings"

	"manifold/tenants"
)

// Supported says whether a server may hold the hub's rows. versionNum is
// PostgreSQL's server_version_num, e.g. 150014. The error is one sentence and
// is an [ErrTooOld].
func Supported(versionNum int) error {
	if err := tenants.SupportedVersion(versionNum); err != nil {
		return problemf(ErrTooOld, "%s", err)
	}
	return nil
}

// versionText writes 150014 as "15.14", and 90624 the way PostgreSQL 9 did.
func versionText(versionNum int) string {
	if versionNum < 100000 {
		return fmt.Sprintf("%d.%d.%d", versionNum/10000, versionNum/100%100, versionNum%100)
	}
	return fmt.Sprintf("%d.%d", versionNum/10000, versionNum%10000)
}

// parseVersion reads the answer of `postgres --version`, for example
// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)". Pre-releases count as
// minor 0, as PostgreSQL itself counts them.
func parseVersion(answer string) (int, error) {
	_, rest, found := strings.Cut(answer, "(PostgreSQL) ")
	words := strings.Fields(rest)
	if !found || len(words) == 0 {
		return 0, fmt.Errorf("not a PostgreSQL version: %q", answer)
	}
	majorText, minorText, _ := strings.Cut(words[0], ".")
	major, err := strconv.Atoi(leadingDigits(majorText))
	if err != nil {
		return 0, fmt.Errorf("not a PostgreSQL version: %q", answer)
	}
	minor, _ := strconv.Atoi(leadingDigits(minorText))
	if major < 10 { // 9.6.24 is 90624: three parts
		return major*10000 + minor*100, nil
	}
	return major*10000 + minor, nil
}

func leadingDigits(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return s
	}
	return s[:end]
}
