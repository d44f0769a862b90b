import { lazy, Suspense, useState } from 'react'
import { needTexts, useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney } from '../../../lib/money'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { useFigures } from './figures'
import { OrderButton } from './OrderButton'
import type { Question } from './queries'
import { useTotals, useWork } from './useCompare'

const PlanBar = lazy(async () => {
  const [m] = await Promise.all([import('../../ordering/plan/PlanBar'), needTexts('plan')])
  return { default: m.PlanBar }
})

const BillDialog = lazy(() => import('./BillDialog').then((m) => ({ default: m.BillDialog })))

const few = 2

/** What is missing for a minimum order or a promotion, at suppliers that count: the nearest first. */
function Missing() {
  const t = useTranslations('basket.foot')
  const lang = useLocale()
  const { board } = useWork()
  const { bySupplier, fresh, unpriced } = useTotals()
  if (!fresh) return null
  const suppliers = (board.answer()?.suppliers ?? []).filter((s) => bySupplier.has(s.supplier))
  const minimum = suppliers.flatMap((s) => (s.chosen.missing && Number(s.chosen.missing.amount) > 0 ? [t('missing', { supplier: s.name, amount: formatMoney(lang, s.chosen.missing) })] : []))
  const said = [...minimum.slice(0, few), ...(minimum.length > few ? [t('moreMissing', { count: minimum.length - few })] : []), ...(unpriced > 0 ? [t('unpriced', { count: unpriced })] : [])]
  return <p className="min-w-0 flex-1 text-small text-warn max-tablet:hidden">{said.join(' · ')}</p>
}

/** What it all comes to. Figures that were reckoned here say so until the hub has answered. */
export function Foot({ seat, question, busy }: { seat: Seat; question: Question; busy: boolean }) {
  const t = useTranslations('basket.foot')
  const { board, draft } = useWork()
  const totals = useTotals()
  const { money } = useFigures(board.answer()?.currency ?? 'CNY')
  const [open, setOpen] = useState(false)
  const plans = seat.permissions.includes('ordering.purchase.read')
  const chosen = draft.lines().some((l) => l.chosen)
  if (!board.answer()) return null
  return (
    <section
      aria-label={t('label')}
      className="flex flex-none flex-wrap items-center gap-x-6 gap-y-2 border-t border-line bg-surface px-4 py-3 max-tablet:sticky max-tablet:bottom-(--bottom-bar,0px) max-tablet:z-(--z-sticky) max-tablet:gap-y-1 max-tablet:py-2 print:hidden"
    >
      {plans && (
        <Suspense>
          <PlanBar company={seat.company.id} question={question} busy={busy} />
        </Suspense>
      )}
      {(!plans || chosen) && (
        <Button disabled={!chosen} onClick={draft.chooseBest} className="max-tablet:order-last max-tablet:w-full">
          {t('cheapest')}
        </Button>
      )}
      <Missing />
      <div aria-live="polite" className="ml-auto min-w-0 text-right max-tablet:w-full">
        <p className="num text-total font-strong">
          {!totals.fresh && (
            <span aria-hidden className="text-ink2">
              ≈{' '}
            </span>
          )}
          <span className="sr-only">{t('pay')} </span>
          {money(totals.pay)}
          <span className="text-small font-normal text-ink2"> · {t('orders', { count: totals.suppliers })}</span>
        </p>
        <p className="num text-small">
          <button type="button" className="text-ink2 underline decoration-dotted underline-offset-2 hover:text-ink" onClick={() => setOpen(true)}>
            {t('cost', { amount: money(totals.cost) })}
          </button>
          {totals.saving >= 0.005 && <span className="text-best-ink"> · {t('saving', { amount: money(totals.saving) })}</span>}
        </p>
      </div>
      <OrderButton seat={seat} busy={busy} />
      <Suspense>{open && <BillDialog onClose={() => setOpen(false)} />}</Suspense>
    </section>
  )
}
