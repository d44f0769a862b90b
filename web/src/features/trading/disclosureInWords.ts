// What a supplier shows to a buyer, in plain words. Owns: the words and their order. Does not own: the decision, which is the hub's.
import { dayOf, deviceZone } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import type { Side } from './states'

/** A resolved grant as the contract writes it. */
export type Disclosed = {
  /** Names of parts of the catalogue; `*` stands for all of it. */
  categories: readonly string[]
  price: 'none' | 'list' | 'own'
  stock: 'none' | 'yes_no' | 'band' | 'exact'
  /** Lower edges of the bands, ascending. */
  stock_steps?: readonly (string | number)[]
  lead_time: boolean
  promotions: boolean
  documents: boolean
  purpose?: string
  expires_at?: string
}

/** One thing that is shown or not. */
export type DisclosureLine = { key: 'categories' | 'price' | 'stock' | 'lead_time' | 'promotions' | 'documents' | 'purpose' | 'expires_at'; title: string; text: string; shown: boolean }

/** Says line by line what is shown; `side` is who reads it. */
export function useDisclosureInWords(side: Side) {
  const t = useTranslations('trading.disclosure')
  const lang = useLocale()
  const list = (items: readonly string[]) => items.join(t('comma'))
  const yesNo = (key: 'lead_time' | 'promotions' | 'documents', on: boolean): DisclosureLine => ({ key, title: t(`title.${key}`), text: on ? t('shown') : t('hidden'), shown: on })
  return (d: Disclosed): DisclosureLine[] => {
    const all = d.categories.includes('*')
    const bands = list((d.stock_steps ?? []).map((step) => formatNumber(lang, step)))
    const lines: DisclosureLine[] = [
      { key: 'categories', title: t('title.categories'), text: all ? t('allGoods') : d.categories.length > 0 ? list(d.categories) : t('noGoods'), shown: d.categories.length > 0 },
      { key: 'price', title: t('title.price'), text: d.price === 'own' ? t('price.own', { side }) : t(`price.${d.price}`), shown: d.price !== 'none' },
      { key: 'stock', title: t('title.stock'), text: d.stock === 'band' && bands ? t('stock.bands', { bands }) : t(`stock.${d.stock}`), shown: d.stock !== 'none' },
      yesNo('lead_time', d.lead_time),
      yesNo('promotions', d.promotions),
      yesNo('documents', d.documents),
    ]
    if (d.purpose) lines.push({ key: 'purpose', title: t('title.purpose'), text: d.purpose, shown: true })
    if (d.expires_at) lines.push({ key: 'expires_at', title: t('title.expires_at'), text: dayOf(d.expires_at, deviceZone), shown: true })
    return lines
  }
}
