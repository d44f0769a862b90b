import { dayOf, deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import type { Edge } from '../queries'

const strength = ['barcode', 'part_number', 'operator', 'supplier', 'model'] as const satisfies readonly Edge['ground'][]

/** What an edge rests on: "same barcode", "by the model, 0.997", "by the operator, 2026-05-03". */
export function useEvidence() {
  const t = useTranslations('products.ground')
  const lang = useLocale()
  return ({ ground, confidence, answered_at, answered_by }: Edge) => {
    if (ground === 'model') return t('model', { confidence: formatNumber(lang, confidence, 3) })
    if (ground === 'operator' && answered_at && answered_by) return t('operatorBy', { name: answered_by, day: formatInstant(answered_at, deviceZone) })
    if (ground === 'operator' || ground === 'supplier') return answered_at ? t(`${ground}At`, { day: dayOf(answered_at, deviceZone) }) : t(ground)
    return t(ground)
  }
}

/** The edge that holds an item in its product best. */
export function strongestOf(edges: readonly Edge[], item: string): Edge | undefined {
  const holding = edges.filter((e) => e.state === 'confirmed' && (e.left === item || e.right === item))
  return holding.toSorted((a, b) => strength.indexOf(a.ground) - strength.indexOf(b.ground) || b.confidence - a.confidence)[0]
}
