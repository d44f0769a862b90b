package number

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Numbers of known companies and examples of the authorities, each beside one that cannot be.
func TestTaxNumbers(t *testing.T) {
	t.Parallel()
	rows := []struct {
		country, number string
		want            Verdict
	}{
		{"CN", "91110000600037341L", VerdictGood},
		{"CN", "9111 0000 6000 3734 1l", VerdictGood},
		{"CN", "９１１１００００６０００３７３４１Ｌ", VerdictGood},
		{"CN", "91110000600037342L", VerdictWrong},
		{"CN", "914403001922038216", VerdictGood},
		{"CN", "91110000600037341", VerdictWrong},
		{"CN", "9111000060003734IL", VerdictWrong},
		{"DE", "DE 136,695 976", VerdictWrong},
		{"DE", "DE 136 695 976", VerdictGood},
		{"DE", "136695978", VerdictWrong},
		{"FR", "FR 40 303 265 045", VerdictGood},
		{"FR", "23334175221", VerdictGood},
		{"FR", "84323140391", VerdictWrong},
		{"FR", "K7399859412", VerdictForm},
		{"IT", "IT00743110157", VerdictGood},
		{"IT", "00743110158", VerdictWrong},
		{"ES", "54362315-K", VerdictGood},
		{"ES", "54362315Z", VerdictWrong},
		{"ES", "X-5910266-W", VerdictGood},
		{"ES", "ESJ99216582", VerdictGood},
		{"ES", "J99216583", VerdictWrong},
		{"ES", "B64717838", VerdictGood},
		{"NL", "NL004495445B01", VerdictGood},
		{"NL", "NL4495445B01", VerdictWrong},
		{"NL", "123456789B10", VerdictWrong},
		{"NL", "123456789B13", VerdictGood},
		{"BE", "BE 0403.019.261", VerdictGood},
		{"BE", "403019261", VerdictGood},
		{"BE", "431150351", VerdictWrong},
		{"AT", "ATU13585627", VerdictGood},
		{"AT", "U13585626", VerdictWrong},
		{"SE", "SE123456789701", VerdictGood},
		{"SE", "123456789101", VerdictWrong},
		{"DK", "DK13585628", VerdictGood},
		{"DK", "13585627", VerdictWrong},
		{"FI", "FI 20774740", VerdictGood},
		{"FI", "20774741", VerdictWrong},
		{"PL", "PL 8567346215", VerdictGood},
		{"PL", "8567346216", VerdictWrong},
		{"PT", "PT 501 964 843", VerdictGood},
		{"PT", "501964842", VerdictWrong},
		{"IE", "IE6433435F", VerdictGood},
		{"IE", "6433435OA", VerdictGood},
		{"IE", "8D79739I", VerdictGood},
		{"IE", "6433435E", VerdictWrong},
		{"LU", "LU15027442", VerdictGood},
		{"LU", "15027443", VerdictWrong},
		{"SI", "SI50223054", VerdictGood},
		{"SI", "50223055", VerdictWrong},
		{"GR", "EL 094259216", VerdictGood},
		{"GR", "094259217", VerdictWrong},
		{"HR", "HR33392005961", VerdictGood},
		{"HR", "33392005962", VerdictWrong},
		{"EE", "EE100931558", VerdictGood},
		{"EE", "100594103", VerdictWrong},
		{"MT", "MT 1167-9112", VerdictGood},
		{"MT", "11679113", VerdictWrong},
		{"HU", "HU-12892312", VerdictGood},
		{"HU", "12892313", VerdictWrong},
		{"SK", "SK2022749619", VerdictGood},
		{"SK", "2022749618", VerdictWrong},
		{"RO", "RO 18547290", VerdictGood},
		{"RO", "18547291", VerdictWrong},
		{"CZ", "CZ25123891", VerdictForm},
		{"GB", "GB 980780684", VerdictGood},
		{"GB", "802311781", VerdictWrong},
		{"GB", "000000000", VerdictWrong},
		{"GB", "GBGD001", VerdictForm},
		{"CH", "CHE-100.155.212 MWST", VerdictGood},
		{"CH", "CHE-100.155.213", VerdictWrong},
		{"NO", "NO 988 077 917 MVA", VerdictGood},
		{"NO", "988077918", VerdictWrong},
		{"US", "91-1144442", VerdictForm},
		{"US", "07-1144442", VerdictWrong},
		{"US", "1144442", VerdictWrong},
		{"BR", "16.727.230/0001-97", VerdictUnknown},
		{"", "1", VerdictUnknown},
	}
	for _, row := range rows {
		if got := CheckTax(row.country, row.number); got.Verdict != row.want || got.Kind.Name() == "" {
			t.Errorf("%s %q: %+v, want %s", row.country, row.number, got, row.want)
		}
	}
	if got := CheckTax("GR", "el 094.259.216").Normal; got != "094259216" {
		t.Errorf("normal form: %q", got)
	}
}

// One wrong digit, the commonest slip, never passes where each digit counts.
func TestTaxNumbersNoticeOneWrongSign(t *testing.T) {
	t.Parallel()
	good := map[string]string{
		"CN": "91110000600037341L", "DE": "136695976", "FR": "40303265045", "IT": "00743110157", "BE": "0403019261", "AT": "U13585627", "DK": "13585628",
		"FI": "20774740", "PL": "8567346215", "CH": "100155212", "NO": "988077917", "HR": "33392005961", "SE": "123456789701", "SK": "2022749619",
	}
	for country, number := range good {
		for at := range number {
			for _, sign := range "0123456789" {
				other := number[:at] + string(sign) + number[at+1:]
				if other != number && CheckTax(country, other).Verdict == VerdictGood {
					t.Errorf("%s: %s passes like %s", country, other, number)
				}
			}
		}
	}
}

func TestTaxNumberOfAnyText(t *testing.T) {
	t.Parallel()
	countries := make([]string, 0, len(taxRules))
	for c := range taxRules {
		countries = append(countries, c)
	}
	rapid.Check(t, func(t *rapid.T) {
		country := rapid.SampledFrom(countries).Draw(t, "country")
		sureOf(t, country, rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Z0-9 .-]{0,20}`)).Draw(t, "number"))
	})
}

type failing interface{ Errorf(string, ...any) }

// sureOf holds what is true of every number: separators don't matter, and the normal form is normal.
func sureOf(t failing, country, number string) {
	got := CheckTax(country, number)
	if again := CheckTax(country, got.Normal); got.Verdict == VerdictGood && again != got {
		t.Errorf("%s %q: %+v, its normal form %+v", country, number, got, again)
	}
	if len(number) < 30 {
		if spaced := CheckTax(country, strings.Join(strings.Split(number, ""), " ")); spaced.Verdict != got.Verdict {
			t.Errorf("%s %q: %+v, with spaces %+v", country, number, got, spaced)
		}
	}
}

func FuzzTaxNumber(f *testing.F) {
	f.Add("CN", "91110000600037341L")
	f.Add("IE", "8D79739I")
	f.Add("RO", "18547290")
	f.Add("ES", "X-5910266-W")
	f.Fuzz(func(t *testing.T, country, number string) { sureOf(t, country, number) })
}

func TestIBAN(t *testing.T) {
	t.Parallel()
	rows := map[string]Verdict{
		"GB82 WEST 1234 5698 7654 32":       VerdictGood,
		"DE89370400440532013000":            VerdictGood,
		"FR1420041010050500013M02606":       VerdictGood,
		"NO93 8601 1117 947":                VerdictGood,
		"NL91ABNA0417164300":                VerdictGood,
		"CH9300762011623852957":             VerdictGood,
		"MT84MALT011000012345MTLCAST001S":   VerdictGood,
		"GB82 WEST 1234 5698 7654 33":       VerdictWrong,
		"DE8937040044053201300":             VerdictWrong,
		"XX82WEST12345698765432":            VerdictWrong,
		"DE00":                              VerdictWrong,
		"":                                  VerdictWrong,
		"DE893704004405320130?0":            VerdictWrong,
		"6222 0202 0000 1234 567":           VerdictWrong,
		strings.Repeat("GB82WEST123456", 5): VerdictWrong,
	}
	for account, want := range rows {
		if got := CheckIBAN(account); got.Verdict != want {
			t.Errorf("%q: %+v, want %s", account, got, want)
		}
	}
}

func FuzzIBAN(f *testing.F) {
	f.Add("GB82 WEST 1234 5698 7654 32")
	f.Fuzz(func(t *testing.T, account string) {
		got := CheckIBAN(account)
		if got.Verdict != VerdictGood && got.Verdict != VerdictWrong {
			t.Errorf("%q: %+v", account, got)
		}
		if again := CheckIBAN(got.Normal); got.Verdict == VerdictGood && again != got {
			t.Errorf("%q: %+v, its normal form %+v", account, got, again)
		}
	})
}
