import { useState, useSyncExternalStore } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney } from '../../../lib/money'
import { Checkbox } from '../../../ui/Choice'
import { Input } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import type { Supplier } from './board'
import { regionName } from '../../trading/regions'
import { useFigures } from './figures'
import { useTotal, useTotals, useWork } from './useCompare'

/** What narrows the comparison; it stands in the address, so that it can be sent on. */
export type Filters = { stock?: boolean; lead?: number; account?: boolean; region?: string; used?: boolean; without: ReadonlySet<string> }

const leads = [0, 1, 2, 3, 7, 14, 30]

/** Round figures are read faster without their zeros. */
const whole = (amount: string) => amount.replace(/\.00$/, '')

/** What the supplier asks for and gives beside its prices, as far as it is agreed. */
function useTermsLine() {
  const t = useTranslations('basket.side')
  const lang = useLocale()
  return ({ payment_days, minimum_order, free_freight_from, freight, delivery_days, region, protection, notice_days = 0 }: Supplier) =>
    [
      region && regionName(lang, region),
      delivery_days !== undefined && t('delivery', { days: delivery_days }),
      payment_days !== undefined && t('payment', { days: payment_days }),
      minimum_order && t('minimum', { amount: whole(formatMoney(lang, minimum_order)) }),
      free_freight_from ? t('freeFrom', { amount: whole(formatMoney(lang, free_freight_from)) }) : freight === 'free' && t('freeFreight'),
      protection === 'ship_date' ? t('shipDate') : protection === 'notice' && t('notice', { days: notice_days }),
    ]
      .filter(Boolean)
      .join(' · ')
}

/** The six suppliers that most is paid to, as lengths. */
function Shares() {
  const t = useTranslations('basket.side')
  const { board } = useWork()
  const { bySupplier } = useTotals()
  const { money } = useFigures(board.answer()?.currency ?? 'CNY')
  const most = [...bySupplier].toSorted(([, a], [, b]) => b.pay - a.pay).slice(0, 6)
  const top = Math.max(1e-9, ...most.map(([, s]) => s.pay))
  if (most.length === 0) return null
  return (
    <figure className="flex-none border-t border-line px-4 py-3 max-desktop:hidden">
      <figcaption className="pb-1.5 text-small text-ink2">{t('shares')}</figcaption>
      <ul className="grid gap-1">
        {most.map(([id, s]) => (
          <li key={id} className="grid grid-cols-[5.5rem_minmax(0,1fr)_auto] items-center gap-2 text-caption">
            <span className="truncate text-ink2">{board.supplier(id)?.name}</span>
            <span aria-hidden className="h-2 rounded-small bg-accent" style={{ width: `${Math.max(2, (s.pay / top) * 100)}%` }} />
            <span className="num">{money(s.pay)}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** The regions that suppliers deliver to, and the countries of these; the one that is asked for stays among them. */
function regionsOf(named: readonly string[], asked: string | undefined): string[] {
  const all = new Set([...named, ...named.map((code) => code.split('-')[0] ?? code), ...(asked ? [asked] : [])])
  return [...all].toSorted()
}

/** Whose offers are compared: searched, narrowed, ticked. */
export function Side({ filters, onFilters }: { filters: Filters; onFilters: (change: Partial<Filters>) => void }) {
  const t = useTranslations('basket.side')
  const lang = useLocale()
  const { board } = useWork()
  const order = useSyncExternalStore(board.subscribe, board.order)
  const lines = useTotal((totals) => totals.lines)
  const terms = useTermsLine()
  const [typed, setTyped] = useState('')
  const words = typed.normalize('NFKC').trim().toLowerCase()
  const regions = regionsOf(order.flatMap((id) => board.supplier(id)?.region ?? []), filters.region)
  const shown = order.flatMap((id) => board.supplier(id) ?? []).filter((s) => s.name.toLowerCase().includes(words))
  const tick = (id: string, on: boolean) => {
    const without = new Set(filters.without)
    if (on) without.delete(id)
    else without.add(id)
    // Without anybody there is nothing to compare.
    if (without.size < order.length) onFilters({ without })
  }
  return (
    <>
      <div className="grid flex-none gap-2.5 border-b border-line p-4 pb-2">
        <div className="flex items-baseline justify-between gap-2">
          <h2 className="text-lead font-strong">{t('title')}</h2>
          <span className="num text-small text-ink2">{`${order.length - filters.without.size}/${order.length}`}</span>
        </div>
        <Input type="search" aria-label={t('find')} placeholder={t('find')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} />
        <Select
          aria-label={t('lead')}
          value={filters.lead === undefined ? '' : String(filters.lead)}
          onChange={(v) => onFilters({ lead: v === '' ? undefined : Number(v) })}
          options={[{ value: '', label: t('anyLead') }, ...leads.map((n) => ({ value: String(n), label: t('within', { days: n }) }))]}
        />
        {regions.length > 0 && (
          <Select
            aria-label={t('region')}
            value={filters.region ?? ''}
            onChange={(v) => onFilters({ region: v || undefined })}
            options={[{ value: '', label: t('anyRegion') }, ...regions.map((code) => ({ value: code, label: regionName(lang, code) }))]}
          />
        )}
        <div className="grid">
          <Checkbox checked={filters.stock === true} onChange={(stock) => onFilters({ stock: stock || undefined })}>
            {t('stock')}
          </Checkbox>
          <Checkbox checked={filters.account === true} onChange={(account) => onFilters({ account: account || undefined })}>
            {t('account')}
          </Checkbox>
          <Checkbox checked={filters.used === true} onChange={(used) => onFilters({ used: used || undefined })}>
            {t('used')}
          </Checkbox>
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached by the keyboard */}
      <ul tabIndex={0} aria-label={t('title')} className="min-h-0 flex-1 overflow-auto py-1 -outline-offset-2">
        {shown.map((s) => (
          <li key={s.supplier} className="flex items-start gap-2 px-4 hover:bg-sunk">
            <Checkbox checked={!filters.without.has(s.supplier)} onChange={(on) => tick(s.supplier, on)} className="flex-1" hint={<span className="num">{terms(s)}</span>}>
              {s.name}
            </Checkbox>
            <span className="num flex-none py-2 text-small text-ink2">
              <span aria-hidden>{`${s.offers}/${lines}`}</span>
              <span className="sr-only">{t('coversWords', { offers: String(s.offers), lines: String(lines) })}</span>
            </span>
          </li>
        ))}
        {shown.length === 0 && <li className="px-4 py-2 text-ink2">{t('nobody')}</li>}
      </ul>
      <Shares />
    </>
  )
}
