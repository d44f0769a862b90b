import { useTranslations } from '../../../lib/i18n'
import { StatusDot } from '../../../ui/Marks'
import type { CustomerState } from '../supplierQueries'
import { customerDots } from './states'

/** Where a customer stands: a record of one's own, invited, or trading here. */
export function CustomerStateMark({ state }: { state: CustomerState }) {
  const t = useTranslations('customers.state')
  return <StatusDot kind={customerDots[state]}>{t(state)}</StatusDot>
}
