import { useNavigate } from '@tanstack/react-router'
import { ShoppingCart } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { newKey } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { mayOf, useSession, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { planOf, writePlan, type HandedLine, type Plan } from '../../ordering/handed'
import { orderOf as purchaseOf } from '../../ordering/plan'
import { sendPlan } from '../../ordering/send'
import { orderOf } from './board'
import { nameOf } from './figures'
import { useTotals, useWork, type Work } from './useCompare'

/** The plan as it stands: each line at the supplier whose offer counts, the best or the one that was chosen. */
export function planOfWork({ board, draft }: Work): Plan {
  const lines = draft.lines().flatMap((line): HandedLine[] => {
    const row = board.row(line.key)
    if (!row?.said || row.chosen?.total === undefined) return []
    const { cell } = row.chosen
    return [
      {
        key: line.key, supplier: cell.supplier, item: cell.item, sku: cell.sku, name: cell.name || nameOf(row), quantity: orderOf(row.chosen, line, row.said), unit: cell.unit,
        // Of another quantity than the hub has answered for, the price is not known yet: it is seen on the next page first.
        seen: row.fresh ? cell.price : undefined,
        source: { text: line.text, ref: line.ref, quantity: line.quantity, unit: line.unit },
      },
    ]
  })
  return planOf(lines, draft.lines().length - lines.length)
}

/** The orders of the plan that is followed, at the prices and totals that stand on the screen. Nothing where something of it was not answered yet, or is below a minimum. */
function planToPlace(work: Work): Plan | undefined {
  const followed = work.board.following()
  if (!followed?.fresh || followed.totals.size === 0 || !work.board.totals().fresh) return undefined
  const whole = planOfWork(work)
  const lines = whole.lines.filter((l) => followed.where.has(l.key))
  if (lines.length === 0 || lines.some((l) => l.seen === undefined)) return undefined
  return { ...planOf(lines, whole.left + whole.lines.length - lines.length), totals: Object.fromEntries(followed.totals) }
}

/** From comparing to ordering. A plan is ordered from here, at what it was shown to cost; what the hub has a word to say to, and all that is no plan, is looked over first. */
export function OrderButton({ seat, busy }: { seat: Seat; busy: boolean }) {
  const t = useTranslations('basket.foot')
  const { person } = useSession()
  const work = useWork()
  const navigate = useNavigate()
  const deed = useDeed()
  const { suppliers } = useTotals()
  const followed = useSyncExternalStore(work.board.subscribe, work.board.following)
  const write = mayOf(seat, 'ordering.purchase.write')
  if (!write.shown) return null
  const company = seat.company.id
  const review = (plan: Plan) => {
    writePlan(company, person.id, plan)
    return navigate({ to: '/orders/$', params: { _splat: 'review' } })
  }
  const place = (plan: Plan) =>
    deed.run(async () => {
      const sent = { name: newKey(), body: JSON.stringify(purchaseOf(plan, { orders: [] })) }
      try {
        const made = await sendPlan(company, person.id, plan, sent)
        const left = new Set(made.left_out.map((l) => l.key))
        work.draft.remove(plan.lines.filter((l) => !left.has(l.key)).map((l) => l.key))
        await navigate({ to: '/orders/$', params: { _splat: `placed/${made.id}` } })
      } catch (error) {
        const { status } = toProblem(error)
        // Without an answer it is not known whether it was done: the next page sends the same act again. What was refused says there why.
        await review(status === 0 || status >= 500 ? { ...plan, sent } : plan)
      }
    })
  const ready = planToPlace(work)
  const both = followed !== undefined && followed.totals.size > 0
  return (
    <div className="flex flex-wrap justify-end gap-2 max-tablet:order-last max-tablet:w-full">
      <Button kind={both ? 'quiet' : 'primary'} icon={both ? undefined : <ShoppingCart aria-hidden />} disabled={write.disabled || suppliers === 0} onClick={() => void review(planOfWork(work))} className={both ? 'tablet:h-12!' : 'max-tablet:w-full tablet:h-12!'}>
        {both ? t('check') : t('order', { count: suppliers })}
      </Button>
      {both && (
        <Button kind="primary" icon={<ShoppingCart aria-hidden />} busy={deed.busy} disabled={!deed.busy && (write.disabled || busy || !ready)} onClick={() => ready && void place(ready)} className="max-tablet:flex-1 tablet:h-12!">
          {t('place', { count: followed.totals.size })}
        </Button>
      )}
    </div>
  )
}
