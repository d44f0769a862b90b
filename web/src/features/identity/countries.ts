// The countries and regions of ISO 3166-1, named in the reader's language and found in both.
import type { Lang } from '../../lib/prefs'
import type { ComboItem } from '../../ui/Combobox'

/** The same list as the hub's. */
export const codes =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN
GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US
UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s/)

const name = (lang: Lang, code: string) => new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code

export function countryItem(lang: Lang, code: string): ComboItem {
  return { value: code, label: name(lang, code), words: name(lang === 'en' ? 'zh-CN' : 'en', code) }
}

export function countryItems(lang: Lang): ComboItem[] {
  const order = new Intl.Collator(lang).compare
  return codes.map((code) => countryItem(lang, code)).toSorted((a, b) => order(a.label, b.label))
}

/** A first guess: where the browser says it is at home; a Chinese page without a region is China. */
export function guessCountry(lang: Lang, languages: readonly string[] = navigator.languages): string {
  const region = languages.map((l) => new Intl.Locale(l).region).find((r) => r && codes.includes(r))
  return region ?? (lang === 'zh-CN' ? 'CN' : '')
}
