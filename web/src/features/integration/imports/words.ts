import { useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import type { Lang } from '../../../lib/prefs'
import { partsOf } from './layout'
import type { Change, Column, ItemField } from './queries'

/** What a field is called, with the quantity of a break; one whose quantity stands in another column is called after that. */
export function useFieldName(columns: readonly Column[] = []) {
  const t = useTranslations('integration')
  return (field: ItemField, from?: string) => {
    if (field === 'attribute' && from) return from
    if (field !== 'price_from' || !from) return t(`field.${field}`)
    const at = /^#(\d+)$/.exec(from)
    if (!at) return t('priceFrom', { quantity: from })
    const heading = columns.find((c) => c.index === Number(at[1]))?.heading
    return t('priceFromColumn', { column: heading || String(Number(at[1]) + 1) })
  }
}

export function useKeyName(columns: readonly Column[] = []) {
  const name = useFieldName(columns)
  return (key: string) => {
    const { field, from } = partsOf(key)
    return name(field, from)
  }
}

/** What good lines have in common that somebody may want to know. */
export const remarks = ['no_price', 'no_barcode', 'no_address', 'no_picture', 'no_stock', 'no_pack', 'no_end', 'same_again'] as const

const prices: readonly ItemField[] = ['price', 'price_from']
const figures: readonly ItemField[] = ['price', 'price_from', 'stock', 'minimum', 'multiple', 'lead_days', 'pack', 'inner', 'pallet']

/** A value of a change as it is read: figures in the reader's way of writing, "10:0.18" as it is. */
export const shown = (lang: Lang, field: ItemField, value: string) => (figures.includes(field) && /^-?\d+(\.\d+)?$/.test(value) ? formatNumber(lang, value, 6, prices.includes(field) ? 2 : 0) : value)

/** +12.5% or −3%: the sign says it, for red means up to half of the readers. */
export function percentOf(lang: Lang, { percent }: Change): { text: string; up: boolean; large: boolean } | null {
  const n = Number(percent)
  if (percent === undefined || !Number.isFinite(n) || n === 0) return null
  return { text: `${n > 0 ? '+' : ''}${formatNumber(lang, percent, 1)}%`, up: n > 0, large: Math.abs(n) > 50 }
}
