import { deviceZone, formatAgo, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { useNow } from '../../lib/useNow'
import { StatusDot, type StatusKind } from '../../ui/Marks'
import type { LineState, Side, Status, Summary } from './queries'

const orderDots: Record<Status, StatusKind> = { submitted: 'waiting', changed: 'warn', accepted: 'done', part_shipped: 'part', shipped: 'part', received: 'done', refused: 'blocked', withdrawn: 'off' }
const lineDots: Record<LineState, StatusKind> = {
  submitted: 'waiting', countered: 'warn', accepted: 'done', backordered: 'part', cancel_requested: 'warn', part_shipped: 'part', shipped: 'part', received: 'done', discrepancy: 'warn', refused: 'blocked', declined: 'off', recalled: 'off', cancelled: 'off',
}

/** The state of an order in a word, a shape and a colour, as the side reads it. */
export const OrderState = ({ status, side }: { status: Status; side: Side }) => <StatusDot kind={orderDots[status]}>{useTranslations('ordering.status')(`${side}.${status}`)}</StatusDot>

export const LineStateMark = ({ state }: { state: LineState }) => <StatusDot kind={lineDots[state]}>{useTranslations('ordering.state')(state)}</StatusDot>

/** Until when somebody has to move, and whether that is over. */
export function Due({ at }: { at: string }) {
  const t = useTranslations('ordering')
  const lang = useLocale()
  const now = useNow()
  const late = new Date(at) < now
  return (
    <time dateTime={at} title={formatInstant(at, deviceZone)} className={late ? 'text-bad' : undefined}>
      {late ? t('late', { ago: formatAgo(lang, at, now) }) : t('due', { ago: formatAgo(lang, at, now) })}
    </time>
  )
}

/** Whose turn it is with an order, as this side reads it; nothing where nobody has to move. */
export function Turn({ order, side }: { order: Summary; side: Side }) {
  const t = useTranslations('ordering')
  const mine = side === 'buyer' ? order.waits_for_buyer : order.waits_for_supplier
  const theirs = side === 'buyer' ? order.waits_for_supplier : order.waits_for_buyer
  if (mine + theirs === 0) return <span className="text-ink2">–</span>
  return (
    <span className="grid">
      <span className={mine > 0 ? 'font-strong' : 'text-ink2'}>{mine > 0 ? t('yourTurn', { count: mine }) : t(`theirTurn.${side}`, { count: theirs })}</span>
      {order.due && (
        <span className="text-small text-ink2">
          <Due at={order.due} />
        </span>
      )}
    </span>
  )
}
