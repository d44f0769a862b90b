import { useNavigate } from '@tanstack/react-router'
import { ShoppingCart } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import { mayOf, useSession, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { planOf, writePlan, type HandedLine, type Plan } from '../../ordering/handed'
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

/** From comparing to ordering: what counts is taken along, and looked over once more. */
export function OrderButton({ seat }: { seat: Seat }) {
  const t = useTranslations('basket.foot')
  const { person } = useSession()
  const work = useWork()
  const navigate = useNavigate()
  const { suppliers } = useTotals()
  const write = mayOf(seat, 'ordering.purchase.write')
  if (!write.shown) return null
  const order = () => {
    writePlan(seat.company.id, person.id, planOfWork(work))
    void navigate({ to: '/orders/$', params: { _splat: 'review' } })
  }
  return (
    <Button kind="primary" icon={<ShoppingCart aria-hidden />} disabled={write.disabled || suppliers === 0} onClick={order} className="max-tablet:order-last max-tablet:w-full tablet:h-12!">
      {t('order', { count: suppliers })}
    </Button>
  )
}
