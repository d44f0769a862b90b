import { useCompanySeat } from '../../shell/session'
import { Orders } from './Orders'

/** What is ordered at me. */
export function Page() {
  return <Orders seat={useCompanySeat()} side="supplier" />
}
