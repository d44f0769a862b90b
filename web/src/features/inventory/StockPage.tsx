import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslations } from '../../lib/i18n'
import { mayOf, useCompanySeat } from '../../shell/session'
import { PageHeader } from '../../ui/Page'
import { Tabs } from '../../ui/Segmented'
import { ErrorState, Skeleton } from '../../ui/States'
import { warehousesQuery } from './queries'
import { parts, searchOf, type Search } from './search'

// Each part comes when it is looked at: the grid of counts and the tables of the others weigh too much together.
const Counts = lazy(() => import('./Counts').then((m) => ({ default: m.Counts })))
const Deliveries = lazy(() => import('./Deliveries').then((m) => ({ default: m.Deliveries })))
const Held = lazy(() => import('./Held').then((m) => ({ default: m.Held })))
const Warehouses = lazy(() => import('./Warehouses').then((m) => ({ default: m.Warehouses })))

/** What a supplier has, what is on its way, what is held, and where. */
export function Page() {
  const t = useTranslations('inventory')
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = searchOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const to = (change: Search) => void navigate({ to: '/c/$company/stock', params: { company }, search: { ...search, ...change }, replace: true })
  const warehouses = useQuery(warehousesQuery(company))
  const write = mayOf(seat, 'inventory.stock.write')
  const may = write.shown && !write.disabled
  const part = search.part ?? 'counts'
  const all = warehouses.data?.items
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="p-4 max-tablet:px-0">
        <Tabs label={t('title')} value={part} onChange={(p) => to({ part: p === 'counts' ? undefined : p })} options={parts.map((p) => ({ value: p, label: t(`part.${p}`) }))}>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3 pt-3">
            {warehouses.isPending && <Skeleton lines={8} />}
            {warehouses.isError && !all && <ErrorState error={warehouses.error} onRetry={() => void warehouses.refetch()} />}
            <Suspense fallback={<Skeleton lines={8} />}>
              {all && part === 'counts' && <Counts company={company} warehouses={all} may={may} search={search} to={to} />}
              {all && part === 'incoming' && <Deliveries company={company} warehouses={all} may={may} />}
              {all && part === 'held' && <Held seat={seat} warehouses={all} />}
              {all && part === 'warehouses' && <Warehouses company={company} warehouses={all} may={may} />}
            </Suspense>
          </div>
        </Tabs>
      </div>
    </>
  )
}
