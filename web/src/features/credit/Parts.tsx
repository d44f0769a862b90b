import type { ReactNode } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { StatusDot } from '../../ui/Marks'
import type { Cure, Invoice, Sums } from './queries'

/** The five sums of an account and what they make. */
export function SumList({ sums, currency, limit, room }: { sums: Sums; currency: string; limit?: string; room?: string }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  const money = (amount: string) => formatMoney(lang, { amount, currency })
  const row = (name: ReactNode, amount: string, strong = false) => (
    <div className={`flex justify-between gap-4 py-1 ${strong ? 'border-t border-line font-strong' : ''}`}>
      <dt className={strong ? undefined : 'text-ink2'}>{name}</dt>
      <dd className="num text-right">{money(amount)}</dd>
    </div>
  )
  const less = (amount: string) => (Number(amount) === 0 ? amount : `-${amount}`)
  return (
    <dl>
      {row(t('sum.invoiced'), sums.invoiced)}
      {row(t('sum.delivered'), sums.delivered)}
      {row(t('sum.reserved'), sums.reserved)}
      {row(t('sum.prepaid'), less(sums.prepaid))}
      {row(t('sum.agreed'), less(sums.agreed))}
      {row(t('exposure'), sums.exposure, true)}
      {limit !== undefined && row(t('limit'), limit)}
      {room !== undefined && row(t('room'), room, true)}
    </dl>
  )
}

export function InvoiceList({ invoices, currency }: { invoices: readonly Invoice[]; currency: string }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  if (invoices.length === 0) return <p className="text-ink2">{t('noInvoices')}</p>
  return (
    <ul aria-label={t('invoices')}>
      {invoices.map((i) => (
        <li key={i.number} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0">
          <span className="num min-w-0 flex-1 font-strong wrap-anywhere">{i.number}</span>
          {i.overdue ? <StatusDot kind="warn">{t('overdueSince', { day: i.due_on })}</StatusDot> : <span className="num text-small text-ink2">{t('dueOn', { day: i.due_on })}</span>}
          <span className="num text-right font-strong">{formatMoney(lang, { amount: i.open, currency })}</span>
        </li>
      ))}
    </ul>
  )
}

/** What a buyer can do now; each is enough by itself. Lines are named by the caller, who may also leave them out. */
export function Cures({ cures, currency, nameOf, leaveOut }: { cures: readonly Cure[]; currency: string; nameOf?: (line: number) => string; leaveOut?: (lines: number[]) => ReactNode }) {
  const t = useTranslations('credit.cure')
  const lang = useLocale()
  if (cures.length === 0) return <p>{t('ask')}</p>
  return (
    <div className="grid gap-1">
      <p>{t('title', { count: cures.length })}</p>
      <ul className="grid list-disc gap-1 pl-5">
        {cures.map((c) => {
          const amount = formatMoney(lang, { amount: c.amount, currency })
          const lines = c.lines ?? []
          return (
            <li key={c.kind}>
              {c.kind === 'pay' && t('pay', { invoices: (c.invoices ?? []).map((i) => i.number).join(lang === 'en' ? ', ' : '、'), amount })}
              {c.kind === 'prepay' && t('prepay', { amount })}
              {(c.kind === 'drop' || c.kind === 'split') && (
                <>
                  {t(c.kind, { lines: lines.map((n) => nameOf?.(n) ?? String(n)).join(lang === 'en' ? ', ' : '、'), amount })} {c.kind === 'drop' && leaveOut?.(lines)}
                </>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
