import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { PageHeader } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { CustomerPick } from '../customers/pickers'
import { grantPages, groupsQuery, type Grant } from '../supplierQueries'
import { over, usual } from './draft'
import { GrantEditor } from './GrantEditor'
import { draftOf } from './useBelow'


type Search = { at?: string; q?: string }

const keyOf = (g: Grant) => g.customer?.id ?? g.group?.id ?? 'default'

/** A level in the list on the left: its name, and how many fields it sets itself. */
function Level({ name, grant, chosen, onChoose }: { name: string; grant: Grant; chosen: boolean; onChoose: () => void }) {
  const t = useTranslations('grants')
  const count = Object.keys(grant.grant).length
  return (
    <li>
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        onClick={onChoose}
        className={clsx('grid w-full rounded-control px-3 py-1.5 text-left -outline-offset-2 hover:bg-sunk', chosen && 'bg-best text-best-ink')}
      >
        <span className={clsx('wrap-anywhere', chosen && 'font-strong')}>{name}</span>
        <span className={clsx('text-small', !chosen && 'text-ink2')}>{grant.level === 'default' ? t('everybody') : count > 0 ? t('sets', { count }) : t('setsNothing')}</span>
      </button>
    </li>
  )
}

/** Who sees what: for everybody, for each group, for single customers. */
export function Page() {
  const t = useTranslations('grants')
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const to = (change: Search) => void navigate({ to: '/c/$company/grants', params: { company }, search: { at: search.at, q: search.q, ...change }, replace: true })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const list = useInfiniteQuery({ ...grantPages(company, search.q ?? ''), placeholderData: keepPreviousData })
  const groups = useQuery(groupsQuery(company))
  const write = mayOf(seat, 'trading.grant.write')
  const now = useNow()
  const first = list.data?.pages[0]
  // A group without a grant of its own can be given one.
  const levels: Grant[] = first
    ? [
        ...first.groups,
        ...(groups.data?.items ?? []).filter((g) => !first.groups.some((x) => x.group?.id === g.id)).map((g): Grant => ({ level: 'group', group: { id: g.id, name: g.name }, grant: {}, version: 0, affects: g.connected })),
      ]
    : []
  const customers = list.data?.pages.flatMap((p) => p.customers) ?? []
  const chosen = first && ([...levels, ...customers].find((g) => keyOf(g) === search.at) ?? first.default)
  const base = first && over(usual, draftOf(first.default), now)
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <SubPlaces seat={seat} of="grants" />
      </PageHeader>
      <div className="p-4">
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {first && chosen && base && (
          <div className="grid items-start gap-4 desktop:grid-cols-[14rem_minmax(0,1fr)]">
            <nav aria-label={t('levels')} className="grid gap-3 rounded-card border border-line bg-surface p-2">
              <ul className="grid gap-0.5">
                <Level name={t('default')} grant={first.default} chosen={chosen === first.default} onChoose={() => to({ at: undefined })} />
              </ul>
              {levels.length > 0 && (
                <div>
                  <h2 className="px-3 pb-1 text-small text-ink2">{t('groups')}</h2>
                  <ul className="grid gap-0.5">
                    {levels.map((g) => (
                      <Level key={keyOf(g)} name={g.group?.name ?? ''} grant={g} chosen={g === chosen} onChoose={() => to({ at: keyOf(g) })} />
                    ))}
                  </ul>
                </div>
              )}
              <div className="grid gap-2">
                <h2 className="px-3 text-small text-ink2">{t('customers')}</h2>
                {(customers.length > 8 || search.q) && <Input type="search" aria-label={t('searchCustomers')} placeholder={t('searchCustomers')} value={typed} onChange={(e) => setTyped(e.target.value)} />}
                <ul className="grid gap-0.5">
                  {customers.map((g) => (
                    <Level key={keyOf(g)} name={g.customer?.name ?? ''} grant={g} chosen={g === chosen} onChoose={() => to({ at: keyOf(g) })} />
                  ))}
                </ul>
                {customers.length === 0 && <p className="px-3 text-small text-ink2">{t('noCustomers')}</p>}
                {list.hasNextPage && (
                  <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t('moreCustomers')}
                  </Button>
                )}
                {write.shown && !write.disabled && (
                  <div className="px-1 pb-1">
                    <Field label={t('forCustomer')}>
                      <CustomerPick
                        company={company}
                        value={null}
                        onChange={(c) => c && void navigate({ to: '/c/$company/customers/$customer', params: { company, customer: c.id }, search: { tab: 'sees' } })}
                      />
                    </Field>
                  </div>
                )}
              </div>
            </nav>
            <div className="grid min-w-0 gap-3">
              <h2 className="text-h2 font-strong wrap-anywhere">{chosen.customer?.name ?? chosen.group?.name ?? t('default')}</h2>
              <GrantEditor key={keyOf(chosen)} company={company} grant={chosen} inherited={chosen === first.default ? null : base} writable={write.shown && !write.disabled} />
            </div>
          </div>
        )}
      </div>
    </>
  )
}
