import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { Button } from '../../ui/Button'
import { Cures } from './Parts'
import { outlookQuery, ownQuery, type OutlookOrder, type Question } from './queries'

/** An order as it is about to be placed: what it comes to, and what each of its lines does, in its currency. */
export type Asked = { supplier: string; name: string; currency?: string; total?: string; lines: readonly { index: number; name: string; goods?: string; saved?: string }[] }

function Said({ of, order, onLeaveOut }: { of: OutlookOrder; order: Asked; onLeaveOut: (lines: number[]) => void }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  const nameOf = (line: number) => order.lines.find((l) => l.index === line)?.name ?? String(line)
  const words = of.hold === 'soft' ? 'soft' : of.on_hard === 'refuse' ? 'refuse' : 'wait'
  return (
    <li className="grid gap-1 border-t border-line px-4 py-3 first:border-t-0">
      <span className="font-strong wrap-anywhere">{order.name}</span>
      {of.known ? (
        <>
          <span className="text-warn">
            {t(`outlook.${words}`)} {of.reasons.map((r) => t(`why.${r}`)).join(lang === 'en' ? '; ' : '；')}
            {of.missing !== undefined && ` · ${t('outlook.missing', { amount: formatMoney(lang, { amount: of.missing, currency: of.currency }) })}`}
          </span>
          <Cures
            cures={of.cures}
            currency={of.currency}
            nameOf={nameOf}
            leaveOut={(lines) => (
              <Button kind="quiet" className="underline" onClick={() => onLeaveOut(lines)}>
                {t('cure.leaveOut')}
              </Button>
            )}
          />
        </>
      ) : (
        <span className="text-ink2">{t('outlook.unknown')}</span>
      )}
    </li>
  )
}

/** What the credit at suppliers says to orders before they are placed, with what can be done; nothing where nothing is in the way. */
export function CreditOutlook({ company, orders, onLeaveOut }: { company: string; orders: readonly Asked[]; onLeaveOut: (lines: number[]) => void }) {
  const t = useTranslations('credit')
  const asked: Question['orders'] = orders.flatMap(({ supplier, currency, total, lines }) =>
    currency === undefined || total === undefined || Number(total) <= 0
      ? []
      : [{ supplier, currency, total, lines: lines.slice(0, 1000).flatMap((l) => (l.goods === undefined ? [] : [{ line: l.index, amount: String(Number((Number(l.goods) - Number(l.saved ?? 0)).toFixed(4))) }])) }],
  )
  const { data } = useQuery({ ...outlookQuery(company, { orders: asked.slice(0, 200) }), placeholderData: keepPreviousData, retry: false })
  const told = (data?.items ?? []).flatMap((of) => {
    const order = orders.find((o) => o.supplier === of.supplier)
    return order && (!of.known || of.hold !== 'none') ? [{ of, order }] : []
  })
  if (told.length === 0) return null
  return (
    <section aria-label={t('outlook.title')} className="min-w-0 rounded-card border border-line bg-surface max-tablet:rounded-none max-tablet:border-x-0">
      <h2 className="border-b border-line px-4 py-3 text-h2 font-strong">{t('outlook.title')}</h2>
      <ul aria-live="polite">
        {told.map(({ of, order }) => (
          <Said key={of.supplier} of={of} order={order} onLeaveOut={onLeaveOut} />
        ))}
      </ul>
    </section>
  )
}

/** Of an order that was placed: that it waits for credit, and what its buyer can do. */
export function OwnHold({ company, order }: { company: string; order: string }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  const { data } = useQuery({ ...ownQuery(company), retry: false })
  for (const of of data?.items ?? []) {
    const waiting = of.waiting.find((w) => w.order === order)
    if (waiting) {
      return (
        <section aria-label={t('outlook.title')} className="grid gap-1 bg-warn-bg px-4 py-3 text-warn">
          <p className="font-strong">
            {t('outlook.waits')} {waiting.reasons.map((r) => t(`why.${r}`)).join(lang === 'en' ? '; ' : '；')}
          </p>
          <Cures cures={waiting.cures} currency={of.currency} />
        </section>
      )
    }
  }
  return null
}
