import { useTranslations } from '../../lib/i18n'
import { Buying } from '../trading/Buying'
import { Orders } from './Orders'

/** What my company ordered. */
export function Page() {
  const t = useTranslations('ordering.list')
  return <Buying title={t('title')}>{(seat) => <Orders key={seat.company.id} seat={seat} side="buyer" />}</Buying>
}
