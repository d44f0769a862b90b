import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../lib/money'
import { useUnit } from '../comparison/offers/Cells'
import type { Change, Revision, Definition } from './queries'

const fields = [
  'sku', 'name', 'brand', 'mpn', 'gtin', 'category', 'unit', 'minimum', 'multiple', 'lead_days', 'datasheet', 'description', 'family', 'catch_weight', 'nominal', 'nominal_weight', 'state', 'price', 'currency', 'breaks',
  'promotion', 'stock', 'media',
] as const
const figures = ['minimum', 'multiple', 'lead_days', 'nominal', 'stock', 'price']
const packLevels = ['each', 'inner', 'case', 'pallet'] as const

/** What a field of a change is called: "Name", "Colour", "Case". */
export function useFieldName(definitions: readonly Definition[] = []) {
  const t = useTranslations('catalog')
  return (field: string) => {
    const [kind = '', key = ''] = field.split('/')
    if (kind === 'attributes' && key) return definitions.find((d) => d.key === key)?.name ?? key
    const level = kind === 'packs' ? packLevels.find((l) => l === key) : undefined
    if (level) return t('packOf', { level: t(`level.${level}`) })
    const known = fields.find((f) => f === kind)
    return known ? t(`field.${known}`) : field
  }
}

/** A value of a change as people read it. */
export function useValue(definitions: readonly Definition[] = []) {
  const t = useTranslations('catalog')
  const lang = useLocale()
  const unit = useUnit()
  return ({ field }: Change, value: string | undefined) => {
    if (value === undefined || value === '') return t('nothing')
    if (field === 'state') return value === 'withdrawn' ? t('state.withdrawn') : t('state.active')
    if (field === 'unit') return unit(value)
    const [, amount, currency] = (field === 'price' && /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value)) || []
    if (amount && currency) return formatUnitPrice(lang, { amount, currency })
    const [, contains, kind, rest = ''] = (field.startsWith('packs/') && /^(\S+) \/ (\w+)(.*)$/.exec(value)) || []
    if (contains && kind) return `${formatNumber(lang, contains)} / ${unit(kind)}${rest}`
    if (field === 'breaks') return value.split(' ').map((b) => b.replace(':', ': ')).join(t('comma'))
    if (value === 'true' || value === 'false') return value === 'true' ? t('yes') : t('no')
    const measured = definitions.some((d) => d.kind === 'number' && field === `attributes/${d.key}`)
    if ((measured || figures.includes(field)) && /^-?\d+(\.\d+)?$/.test(value)) return formatNumber(lang, value)
    return value
  }
}

/** Who did it and how: "Ada · in the grid". */
export function useDoer() {
  const t = useTranslations('catalog')
  return (revision: Revision) => revision.person_name ?? (revision.person ? t('somebody') : t('byItself'))
}

export const whenOf = (revision: Revision) => formatInstant(revision.at, deviceZone)
