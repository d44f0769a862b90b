package number

// CheckIBAN holds an account number to ISO 13616-1: country, length as in the register, and the check digits (ISO 7064 MOD 97-10).
// An IBAN of a country that is not in the table is held to the check digits alone.
func CheckIBAN(account string) Check {
	text := Plain(account)
	out := Check{VerdictWrong, KindIBAN, text}
	if len(text) < 15 || len(text) > 34 || !isLetter(text[0]) || !isLetter(text[1]) || !isDigit(text[2]) || !isDigit(text[3]) {
		return out
	}
	if length, known := ibanLengths[text[:2]]; known && length != len(text) {
		return out
	}
	for i := range len(text) {
		if !isLetter(text[i]) && !isDigit(text[i]) {
			return out
		}
	}
	out.Verdict = verdict(mod97(text[4:]+text[:4]) == 1)
	return out
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// mod97 reads digits and letters (A = 10 … Z = 35) as one number, and returns its remainder.
func mod97(text string) int {
	rest := 0
	for i := range len(text) {
		if isDigit(text[i]) {
			rest = (rest*10 + digit(text, i)) % 97
		} else {
			rest = (rest*100 + int(text[i]-'A') + 10) % 97
		}
	}
	return rest
}

// ibanLengths are the lengths by country, from SWIFT's IBAN registry.
var ibanLengths = map[string]int{
	"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24,
	"DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
	"HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
	"LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
	"QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29,
	"VA": 22, "VG": 24, "XK": 20,
}
