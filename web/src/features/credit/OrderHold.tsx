import { useQuery } from '@tanstack/react-query'
import { useTranslations } from '../../lib/i18n'
import type { Seat } from '../../shell/session'
import { Section } from '../../ui/Page'
import { HoldList } from './HoldList'
import { holdQuery } from './queries'

/** Of an order at its supplier: the hold that it meets, with the two answers. */
export function OrderHold({ seat, order }: { seat: Seat; order: string }) {
  const t = useTranslations('credit')
  const { data } = useQuery({ ...holdQuery(seat.company.id, order), retry: false })
  if (!data) return null
  return (
    <Section title={t('orderHold')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <HoldList seat={seat} holds={[data]} />
    </Section>
  )
}
