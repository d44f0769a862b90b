package engine

import (
	"strings"

	"manifold/internal/kernel/gtin"
)

// GTIN reads a barcode: 8, 12, 13 or 14 digits (spaces and hyphens are left out) with a right check digit, written as 14 digits.
// It refuses what means nothing across companies: placeholders, and numbers of restricted circulation (prefixes 02, 04 and
// 2 of the 13-digit form, 0 and 2 of the 8-digit one), such as those a shop prints on its own scales.
func GTIN(s string) (string, bool) {
	code := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, s)
	if !digits(code) {
		return "", false
	}
	switch len(code) {
	case 8:
		if code[0] == '0' || code[0] == '2' {
			return "", false
		}
	case 12, 13, 14:
	default:
		return "", false
	}
	full := strings.Repeat("0", 14-len(code)) + code
	if !gtin.Checked(full) || placeholder(code) || restricted(full) {
		return "", false
	}
	return full, true
}

// placeholder finds numbers that people write to fill a field: one digit over and over, or counting up.
func placeholder(code string) bool {
	body := code[:len(code)-1]
	return strings.Count(body, body[:1]) == len(body) || strings.HasPrefix("12345678901234", body) || strings.HasPrefix("01234567890123", body)
}

// restricted reads the prefix of the 13-digit form; an outer pack's indicator digit stands before it.
func restricted(full string) bool {
	if strings.HasPrefix(full, "000000") {
		return false // an 8-digit number, looked at before
	}
	thirteen := full[1:]
	return thirteen[0] == '2' || thirteen[:2] == "02" || thirteen[:2] == "04"
}

// PartNumber is a maker's part number in the form in which it is compared: letters and digits only, lower case. What is too
// short to mean anything (under three), or has no digit and is shorter than five, is empty.
func PartNumber(s string) string {
	code := compact(fold(s))
	if len(code) < 3 || len(code) < 5 && !strings.ContainsAny(code, "0123456789") {
		return ""
	}
	switch code {
	case "none", "null", "unknown", "various", "0000", "notapplicable":
		return ""
	}
	return code
}

// lookAlike writes a part number so that what people mistake is equal: O and 0, I and 1, leading zeros.
func lookAlike(code string) string {
	code = strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(code)
	return strings.TrimLeft(code, "0")
}

// companyWords are parts of a company's name that say nothing about the brand.
var companyWords = map[string]bool{
	"inc": true, "incorporated": true, "llc": true, "ltd": true, "limited": true, "co": true, "corp": true, "corporation": true,
	"company": true, "gmbh": true, "ag": true, "sa": true, "srl": true, "bv": true, "plc": true, "kg": true, "the": true,
	"group": true, "international": true, "holdings": true, "有限": true, "限公": true, "公司": true, "集团": true,
}

// brandWords are the words of a brand that tell it from others. A name of nothing else keeps them all.
func brandWords(brand string) []string {
	all := words(fold(brand), nil)
	var telling []string
	for _, w := range all {
		if !companyWords[w] {
			telling = append(telling, w)
		}
	}
	if telling == nil {
		return all
	}
	return telling
}

// modelCode says whether a word looks like a maker's model code: letters and digits mixed, or many digits.
func modelCode(word string) bool {
	ndigits, nletters := 0, 0
	for i := range len(word) {
		switch {
		case isDigit(word[i]):
			ndigits++
		case isLower(word[i]):
			nletters++
		default:
			return false
		}
	}
	return ndigits >= 5 || ndigits >= 2 && nletters > 0 && ndigits+nletters >= 4 || ndigits >= 1 && nletters >= 3 && ndigits+nletters >= 5
}

// Telling is a company's or brand's name without what says only that it is a company: "Acme" of "Acme Ltd".
func Telling(name string) string { return strings.Join(brandWords(name), " ") }
