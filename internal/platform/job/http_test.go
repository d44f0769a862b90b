package job

import (
	"mime"
	"strings"
	"testing"
	"time"
)

func TestAttachmentNamesAreSafe(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"audit-2026-11-22.csv":            "audit-2026-11-22.csv",
		"对账单 十一月.csv":                     "对账单 十一月.csv",
		"../../etc/passwd":                "passwd",
		`..\..\windows\win.ini`:           "win.ini",
		"a\r\nSet-Cookie: x=1.csv":        "a__Set-Cookie_ x=1.csv",
		`quote".csv`:                      "quote_.csv",
		"turned\u202efdp.exe":             "turned_fdp.exe",
		"...hidden":                       "hidden",
		strings.Repeat("长", 200) + ".csv": strings.Repeat("长", 116) + ".csv",
	} {
		kind, parameters, err := mime.ParseMediaType(attachment(name))
		if err != nil || kind != "attachment" || parameters["filename"] != want {
			t.Errorf("%q became %s, %q, %v", name, kind, parameters["filename"], err)
		}
	}
	for _, name := range []string{"", "/", "..", " "} {
		if got := attachment(name); strings.ContainsAny(got, "\r\n") || !strings.HasPrefix(got, "attachment") {
			t.Errorf("%q became %q", name, got)
		}
	}
}

func TestDelaysGrowUpToAnHour(t *testing.T) {
	t.Parallel()
	var all time.Duration
	for attempt := 1; attempt < maxAttempts; attempt++ {
		if d := delay(attempt); d < time.Second || d > longestDelay || attempt > 1 && d < delay(attempt-1) {
			t.Errorf("attempt %d waits %s", attempt, d)
		}
		all += delay(attempt)
	}
	if all < 4*time.Hour || all > 8*time.Hour {
		t.Errorf("given up after %s", all)
	}
}
