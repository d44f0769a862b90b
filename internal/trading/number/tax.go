package number

import (
	"regexp"
	"strings"
)

// Verdict is what can be said of a number by itself; whether it was ever given out, no rule can tell.
type Verdict string

// Verdicts.
const (
	VerdictGood    Verdict = "good"      // form and check digits are right
	VerdictForm    Verdict = "form_only" // the form is right; there are no check digits, or none that are public
	VerdictWrong   Verdict = "wrong"     // no such number can exist
	VerdictUnknown Verdict = "unknown"   // no rule for this country here
)

// Kind says what such a number is.
type Kind string

// Kinds of numbers. The Tax of a country without a rule is called no more than that.
const (
	KindTax          Kind = "tax"
	KindUSCC         Kind = "uscc"             // GB 32100-2015
	KindVAT          Kind = "vat_id"           // of the European Union
	KindBritishVAT   Kind = "vat_registration" // of the United Kingdom
	KindUID          Kind = "uid"              // of Switzerland, eCH-0097
	KindOrganisation Kind = "organisation"     // of Norway
	KindEIN          Kind = "ein"              // of the United States
	KindIBAN         Kind = "iban"             // ISO 13616
)

// Name is what such a number is called in English.
func (k Kind) Name() string { return kindNames[k] }

var kindNames = map[Kind]string{
	KindTax: "tax number", KindUSCC: "Unified Social Credit Code", KindVAT: "VAT identification number", KindBritishVAT: "VAT registration number", KindUID: "UID",
	KindOrganisation: "organisation number", KindEIN: "Employer Identification Number", KindIBAN: "IBAN",
}

// Check is what was found out about a number.
type Check struct {
	Verdict Verdict
	Kind    Kind
	Normal  string // the number as it is compared: upper case, no separators, no country prefix
}

// CheckTax holds a tax number to the rules of a country (ISO 3166-1): its form, and its check digits where there are any.
// Separators, lower case and the country prefix of a VAT number do not matter. Without a rule the verdict is VerdictUnknown.
func CheckTax(country, number string) Check {
	rule, known := taxRules[country]
	if !known {
		return Check{VerdictUnknown, KindTax, Plain(number)}
	}
	text := rule.strip(country, Plain(number))
	out := Check{VerdictWrong, rule.kind, text}
	switch {
	case !rule.form.MatchString(text):
	case rule.check == nil:
		out.Verdict = VerdictForm
	default:
		out.Verdict = rule.check(text)
	}
	return out
}

// longestNumber bounds, in bytes, what is looked at.
const longestNumber = 64

// Plain takes out what people put between the signs of a number, and writes the letters large.
func Plain(number string) string {
	if len(number) > longestNumber {
		number = number[:longestNumber]
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= '０' && r <= '９': // full width, as Chinese keyboards write them
			return r - '０' + '0'
		case r >= 'Ａ' && r <= 'Ｚ':
			return r - 'Ａ' + 'A'
		case strings.ContainsRune(" \u00a0\u3000\t.-–/·_", r):
			return -1
		}
		return '?' // belongs to no number
	}, number)
}

// taxRule is what a country's tax number looks like.
type taxRule struct {
	kind   Kind
	prefix string         // that may stand before it; "": the country's code
	suffix *regexp.Regexp // what may follow it; nil: nothing
	form   *regexp.Regexp
	check  func(string) Verdict // nil: nothing to compute
}

func (r taxRule) strip(country, text string) string {
	prefix := r.prefix
	if prefix == "" {
		prefix = country
	}
	if rest, had := strings.CutPrefix(text, prefix); had && !r.form.MatchString(text) {
		text = rest
	}
	if r.suffix != nil {
		text = r.suffix.ReplaceAllString(text, "")
	}
	return text
}

func form(pattern string) *regexp.Regexp { return regexp.MustCompile("^(?:" + pattern + ")$") }

// taxRules are the countries with a rule. Forms of the European Union: European Commission, VIES, "VAT number structure"
// (https://ec.europa.eu/taxation_customs/vies/#/faq); each check digit has its source at its function.
var taxRules = map[string]taxRule{
	"CN": {kind: KindUSCC, form: form("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"), check: checkChina},
	"AT": {kind: KindVAT, form: form("U[0-9]{8}"), check: checkAustria},
	"BE": {kind: KindVAT, form: form("[01]?[0-9]{9}"), check: checkBelgium},
	"BG": {kind: KindVAT, form: form("[0-9]{9,10}")},
	"CY": {kind: KindVAT, form: form("[0-9]{8}[A-Z]")},
	"CZ": {kind: KindVAT, form: form("[0-9]{8,10}")},
	"DE": {kind: KindVAT, form: form("[1-9][0-9]{8}"), check: checkGermany},
	"DK": {kind: KindVAT, form: form("[1-9][0-9]{7}"), check: divisible(11, 2, 7, 6, 5, 4, 3, 2, 1)},
	"EE": {kind: KindVAT, form: form("10[0-9]{7}"), check: divisible(10, 3, 7, 1, 3, 7, 1, 3, 7, 1)},
	"ES": {kind: KindVAT, form: form("[A-HJNP-SUVW][0-9]{7}[0-9A-J]|[0-9KLMXYZ][0-9]{7}[A-Z]"), check: checkSpain},
	"FI": {kind: KindVAT, form: form("[0-9]{8}"), check: divisible(11, 7, 9, 10, 5, 8, 4, 2, 1)},
	"FR": {kind: KindVAT, form: form("[0-9A-HJ-NP-Z]{2}[0-9]{9}"), check: checkFrance},
	"GR": {kind: KindVAT, prefix: "EL", form: form("[0-9]{9}"), check: checkGreece},
	"HR": {kind: KindVAT, form: form("[0-9]{11}"), check: iso7064},
	"HU": {kind: KindVAT, form: form("[0-9]{8}"), check: divisible(10, 9, 7, 3, 1, 9, 7, 3, 1)},
	"IE": {kind: KindVAT, form: form("[0-9][0-9A-Z+*][0-9]{5}[A-W][A-IW]?"), check: checkIreland},
	"IT": {kind: KindVAT, form: form("[0-9]{11}"), check: luhn},
	"LT": {kind: KindVAT, form: form("[0-9]{9}|[0-9]{12}")},
	"LU": {kind: KindVAT, form: form("[0-9]{8}"), check: checkLuxembourg},
	"LV": {kind: KindVAT, form: form("[0-9]{11}")},
	"MT": {kind: KindVAT, form: form("[1-9][0-9]{7}"), check: checkMalta},
	"NL": {kind: KindVAT, form: form("[0-9]{9}B[0-9]{2}"), check: checkNetherlands},
	"PL": {kind: KindVAT, form: form("[0-9]{10}"), check: checkPoland},
	"PT": {kind: KindVAT, form: form("[1-9][0-9]{8}"), check: checkPortugal},
	"RO": {kind: KindVAT, form: form("[1-9][0-9]{1,9}"), check: checkRomania},
	"SE": {kind: KindVAT, form: form("[0-9]{10}01"), check: checkSweden},
	"SI": {kind: KindVAT, form: form("[1-9][0-9]{7}"), check: checkSlovenia},
	"SK": {kind: KindVAT, form: form("[1-9][0-9]{9}"), check: checkSlovakia},
	"GB": {kind: KindBritishVAT, form: form("[0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2}"), check: checkBritain},
	"CH": {kind: KindUID, prefix: "CHE", suffix: regexp.MustCompile("(MWST|TVA|IVA|HR)$"), form: form("[0-9]{9}"), check: checkSwitzerland},
	"NO": {kind: KindOrganisation, suffix: regexp.MustCompile("MVA$"), form: form("[89][0-9]{8}"), check: divisible(11, 3, 2, 7, 6, 5, 4, 3, 2, 1)},
	"US": {kind: KindEIN, form: form("[0-9]{9}"), check: checkAmerica},
}

// verdict turns a comparison into a verdict.
func verdict(right bool) Verdict {
	if right {
		return VerdictGood
	}
	return VerdictWrong
}

func digit(text string, at int) int { return int(text[at] - '0') }

// weighted is the sum of the first digits, each times its weight.
func weighted(text string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += digit(text, i) * w
	}
	return sum
}

// divisible checks that the weighted sum with the check digit in it is a multiple. Denmark (CVR, Erhvervsstyrelsen), Estonia (KMKR),
// Finland (Y-tunnus, Vero), Hungary (adószám), Norway (Brønnøysundregistrene) make their check digits so; with 11, a remainder
// that would need the digit 10 is given to nobody, and fails here of itself.
func divisible(by int, weights ...int) func(string) Verdict {
	return func(text string) Verdict { return verdict(weighted(text, weights...)%by == 0) }
}

// luhn is ISO/IEC 7812-1, annex B. Italy (partita IVA, DM 23.12.1976), Sweden and the SIREN of France use it.
func luhn(text string) Verdict {
	sum := 0
	for i := range len(text) {
		d := digit(text, len(text)-1-i)
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return verdict(sum%10 == 0)
}

// iso7064 is the hybrid system MOD 11,10 of ISO 7064, over digits. Croatia's OIB (Porezna uprava) is made so.
func iso7064(text string) Verdict {
	product := 10
	for i := range len(text) - 1 {
		sum := (digit(text, i) + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return verdict((product+digit(text, len(text)-1))%10 == 1)
}

// signsChina are those of GB 32100-2015, without I, O, S, V, Z; the place is the value.
const signsChina = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// checkChina is GB 32100-2015, 法人和其他组织统一社会信用代码编码规则, section 5: weights 3^i mod 31, check sign 31 − sum mod 31.
func checkChina(text string) Verdict {
	sum, weight := 0, 1
	for _, sign := range text[:17] {
		sum += strings.IndexRune(signsChina, sign) * weight
		weight = weight * 3 % 31
	}
	return verdict(strings.IndexByte(signsChina, text[17]) == (31-sum%31)%31)
}

// checkAustria is "UID-Konstruktionsregeln" of the Bundesministerium für Finanzen.
func checkAustria(text string) Verdict {
	sum := 4
	for i := 1; i <= 7; i++ {
		d := digit(text, i)
		if i%2 == 0 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return verdict((10-sum%10)%10 == digit(text, 8))
}

// checkBelgium is the enterprise number of the KBO/BCE (Royal Decree of 24 June 2003): 97 − the first eight mod 97.
func checkBelgium(text string) Verdict {
	if len(text) == 9 { // as it was written before 2005
		text = "0" + text
	}
	return verdict(97-figure(text[:8])%97 == figure(text[8:]))
}

func figure(text string) int {
	n := 0
	for i := range len(text) {
		n = n*10 + digit(text, i)
	}
	return n
}

// checkGermany is ISO 7064 MOD 11,10, as the Bundeszentralamt für Steuern describes for the USt-IdNr.
func checkGermany(text string) Verdict { return iso7064(text) }

// lettersSpain are the control letters of the NIF by remainder (Real Decreto 1065/2007), and of legal entities (Orden EHA/451/2008).
const (
	lettersSpain       = "TRWAGMYFPDXBNJZSQVHLCKE"
	lettersSpanishFirm = "JABCDEFGHI"
)

// checkSpain checks NIF, NIE and the NIF of legal entities (formerly CIF).
func checkSpain(text string) Verdict {
	last := text[8]
	switch first := text[0]; {
	case first >= '0' && first <= '9':
		return verdict(last == lettersSpain[figure(text[:8])%23])
	case strings.IndexByte("XYZ", first) >= 0:
		return verdict(last == lettersSpain[(strings.IndexByte("XYZ", first)*10_000_000+figure(text[1:8]))%23])
	case strings.IndexByte("KLM", first) >= 0:
		return verdict(last == lettersSpain[figure(text[1:8])%23] || last == lettersSpanishFirm[spanishControl(text)])
	default:
		control := spanishControl(text)
		byLetter, byDigit := last == lettersSpanishFirm[control], int(last) == '0'+control
		switch {
		case strings.IndexByte("NPQRSW", first) >= 0:
			return verdict(byLetter)
		case strings.IndexByte("ABEH", first) >= 0:
			return verdict(byDigit)
		}
		return verdict(byLetter || byDigit)
	}
}

// spanishControl is the control figure over the seven digits of a legal entity's number.
func spanishControl(text string) int {
	sum := 0
	for i := 1; i <= 7; i++ {
		d := digit(text, i)
		if i%2 == 1 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return (10 - sum%10) % 10
}

// checkFrance checks the SIREN by Luhn (INSEE), and a numeric key, which is (12 + 3 × SIREN mod 97) mod 97 (Code général des impôts,
// art. 286 ter). Keys with letters have no public rule. Monaco's numbers (000…) are no SIREN.
func checkFrance(text string) Verdict {
	siren := text[2:]
	if !strings.HasPrefix(siren, "000") && luhn(siren) != VerdictGood {
		return VerdictWrong
	}
	if text[0] > '9' || text[1] > '9' {
		return VerdictForm
	}
	return verdict((12+3*(figure(siren)%97))%97 == figure(text[:2]))
}

// checkGreece is the ΑΦΜ: weights 256 … 2, mod 11, mod 10.
func checkGreece(text string) Verdict {
	return verdict(weighted(text, 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == digit(text, 8))
}

// lettersIreland are the check letters by remainder mod 23 (Revenue Commissioners, "VAT number format").
const lettersIreland = "WABCDEFGHIJKLMNOPQRSTUV"

// checkIreland checks numbers of the form 1234567W and 1234567WA, and those from before 2013 with a letter or sign in second place.
func checkIreland(text string) Verdict {
	figures, check, second := text[:7], text[7], 0
	if text[1] < '0' || text[1] > '9' {
		if len(text) != 8 {
			return VerdictWrong
		}
		figures = "0" + text[2:7] + text[:1]
	}
	if len(text) == 9 {
		second = int(text[8]-'A') + 1
		if text[8] == 'W' {
			second = 0
		}
	}
	return verdict(lettersIreland[(weighted(figures, 8, 7, 6, 5, 4, 3, 2)+9*second)%23] == check)
}

// checkLuxembourg is the first six mod 89 (Administration de l'enregistrement).
func checkLuxembourg(text string) Verdict {
	return verdict(figure(text[:6])%89 == figure(text[6:]))
}

// checkMalta is 37 − the weighted sum mod 37.
func checkMalta(text string) Verdict {
	return verdict(37-weighted(text, 3, 4, 6, 7, 8, 9)%37 == figure(text[6:]))
}

// checkNetherlands takes both the elfproef over the RSIN in a number of a legal entity, and MOD 97-10 of ISO 7064 over the whole
// number of a sole trader since 2020 (Belastingdienst, "btw-identificatienummer").
func checkNetherlands(text string) Verdict {
	eleven := weighted(text, 9, 8, 7, 6, 5, 4, 3, 2)%11 == digit(text, 8)
	return verdict(eleven || mod97("NL"+text) == 1)
}

// checkPoland is the NIP (Ministerstwo Finansów).
func checkPoland(text string) Verdict {
	return verdict(weighted(text, 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == digit(text, 9))
}

// checkPortugal is the NIF (Decreto-Lei 14/2013): 11 − sum mod 11, 10 and 11 are written 0.
func checkPortugal(text string) Verdict {
	check := 11 - weighted(text, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if check > 9 {
		check = 0
	}
	return verdict(check == digit(text, 8))
}

// checkRomania is the CUI (Ordin 1/1991): key 753217532, ten times the sum mod 11, 10 is written 0.
func checkRomania(text string) Verdict {
	padded := strings.Repeat("0", 10-len(text)) + text
	return verdict(weighted(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2)*10%11%10 == digit(padded, 9))
}

// checkSweden is the organisation number (Skatteverket) by Luhn, with 01 behind it.
func checkSweden(text string) Verdict { return luhn(text[:10]) }

// checkSlovenia is 11 − the weighted sum mod 11, 10 is written 0 and 11 is given to nobody.
func checkSlovenia(text string) Verdict {
	check := 11 - weighted(text, 8, 7, 6, 5, 4, 3, 2)%11
	return verdict(check != 11 && check%10 == digit(text, 7))
}

// checkSlovakia is divisibility of the whole number by 11 (Finančná správa).
func checkSlovakia(text string) Verdict { return verdict(figure(text)%11 == 0) }

// checkBritain is HMRC's modulus 97, and modulus 9755 of numbers given out since 2009. Government departments and health authorities
// have a form only.
func checkBritain(text string) Verdict {
	if text[0] > '9' {
		return VerdictForm
	}
	sum := weighted(text, 8, 7, 6, 5, 4, 3, 2) + figure(text[7:9])
	return verdict(figure(text[:9]) != 0 && (sum%97 == 0 || (sum+55)%97 == 0))
}

// checkSwitzerland is the UID (Bundesamt für Statistik, eCH-0097): 11 − the weighted sum mod 11, 11 is written 0, 10 given to nobody.
func checkSwitzerland(text string) Verdict {
	return verdict((11-weighted(text, 5, 4, 3, 2, 7, 6, 5, 4)%11)%11 == digit(text, 8))
}

// unusedAmerica are first two digits that the IRS has not given to an EIN ("How EINs are assigned and valid EIN prefixes").
var unusedAmerica = map[string]bool{
	"00": true, "07": true, "08": true, "09": true, "17": true, "18": true, "19": true, "28": true, "29": true, "49": true, "69": true, "70": true, "78": true, "79": true, "89": true, "96": true, "97": true,
}

// checkAmerica holds the prefix of an EIN to those given out; it has no check digit.
func checkAmerica(text string) Verdict {
	if unusedAmerica[text[:2]] {
		return VerdictWrong
	}
	return VerdictForm
}
