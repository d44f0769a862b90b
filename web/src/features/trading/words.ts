// Codes of trading as words: trades, languages, what an application must have.
import type { components } from '../../api/trading.gen'
import { useLocale, useTranslations } from '../../lib/i18n'
import type { Trade } from './api'
import { regionName } from './regions'

type NumberKind = components['schemas']['NumberCheck']['kind']

export const trades = [
  'agriculture', 'automotive', 'bearings', 'building', 'chemicals', 'cleaning', 'electrical', 'electronics', 'energy', 'fasteners', 'food', 'furniture', 'heating_cooling',
  'hydraulics_pneumatics', 'it', 'laboratory', 'lighting', 'machinery', 'medical', 'metals', 'office', 'packaging', 'pipes_valves', 'plastics', 'printing', 'safety', 'textiles',
  'tools', 'other',
] as const satisfies readonly Trade[]

/** Labels of further fields that have words here; others are the supplier's own. */
export const knownExtras = ['staff_count', 'yearly_turnover', 'management_style', 'market_position', 'main_customers', 'expected_purchases', 'parent_company'] as const

const fields = ['tax_number', 'registration_number', 'founded', 'website', 'phone', 'email', 'contacts', 'bank', 'trades', 'document:licence', 'document:tax', 'document:bank', 'site:delivery', 'site:billing'] as const

/** Where in the company file an ask is met: the id of a section. */
export function sectionOf(ask: string): 'company' | 'contacts' | 'bank' | 'documents' | 'sites' | 'extra' | 'licence' {
  if (ask.startsWith('document:')) return 'documents'
  if (ask.startsWith('site:')) return 'sites'
  if (ask.startsWith('extra:')) return 'extra'
  if (ask === 'contacts' || ask === 'bank') return ask
  return ask === 'tax_number' || ask === 'registration_number' || ask === 'founded' ? 'licence' : 'company'
}

export function useTradingWords() {
  const t = useTranslations('trading')
  const lang = useLocale()
  const list = (words: readonly string[]) => words.join(t('comma'))
  const extra = (label: string) => {
    const known = knownExtras.find((k) => k === label)
    return known ? t(`extra.${known}`) : label
  }
  const ask = (code: string) => {
    if (code.startsWith('extra:')) return extra(code.slice('extra:'.length))
    const known = fields.find((f) => f === code)
    return known ? t(`ask.${known.replace(':', '_') as 'tax_number'}`) : code
  }
  return {
    list,
    extra,
    ask,
    asks: (codes: readonly string[]) => list(codes.map(ask)),
    /** What a tax or account number is called. */
    number: (kind: NumberKind) => t(`number.${kind}`),
    trade: (code: Trade) => t(`trade.${code}`),
    trades: (codes: readonly Trade[]) => list(codes.map((c) => t(`trade.${c}`))),
    regions: (codes: readonly string[]) => (codes.length === 0 ? t('everywhere') : list(codes.map((c) => regionName(lang, c)))),
    languages: (codes: readonly string[]) => list(codes.map((c) => new Intl.DisplayNames(lang, { type: 'language' }).of(c) ?? c)),
  }
}
