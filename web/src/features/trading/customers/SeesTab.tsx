import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from '../../../lib/i18n'
import { mayOf, type Seat } from '../../../shell/session'
import { Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Disclosure } from '../Disclosure'
import { GrantEditor } from '../grants/GrantEditor'
import { useBelow } from '../grants/useBelow'
import { disclosureQuery, grantPages, type Customer, type Grant } from '../supplierQueries'

/** What the buyer sees at this moment, and which level says so. */
function Now({ company, buyer }: { company: string; buyer: string }) {
  const t = useTranslations('customers')
  const { data } = useQuery(disclosureQuery(company, buyer))
  if (!data) return null
  const own = data.sources.filter((s) => s.level === 'customer').length
  const group = data.sources.find((s) => s.level === 'group')
  return (
    <Section title={t('seesNow')} note={data.sees.discloses ? undefined : t('seesNothing')}>
      {data.sees.discloses ? (
        <div className="grid gap-3">
          <Disclosure disclosed={{ ...data.sees, stock_steps: data.stock_steps }} side="supplier" />
          <p className="text-small text-ink2">
            {own > 0 ? t('seesOwn', { count: own }) : group ? t('seesGroup', { name: group.name ?? '' }) : t('seesDefault')}
          </p>
        </div>
      ) : (
        <p className="text-ink2">{t('seesNothingWhy')}</p>
      )}
    </Section>
  )
}

/** What this customer sees: now, and what its own grant changes. */
export function SeesTab({ seat, customer }: { seat: Seat; customer: Customer }) {
  const company = seat.company.id
  const c = customer.customer
  const list = useInfiniteQuery(grantPages(company, c.code))
  const below = useBelow(company, c.group?.id ?? '')
  const write = mayOf(seat, 'trading.grant.write')
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data || !below) return <Skeleton lines={6} />
  const found = list.data.pages.flatMap((p) => p.customers).find((g) => g.customer?.id === c.id)
  const grant: Grant = found ?? { level: 'customer', customer: { id: c.id, code: c.code, name: c.name }, grant: {}, version: 0, affects: c.state === 'connected' ? 1 : 0 }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {c.buyer && <Now company={company} buyer={c.buyer.id} />}
      <GrantEditor key={c.id} company={company} grant={grant} inherited={below} writable={write.shown && !write.disabled} buyer={c.buyer?.id} />
    </div>
  )
}

