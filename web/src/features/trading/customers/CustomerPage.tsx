import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { toProblem } from '../../../lib/problem'
import { NotFoundPage } from '../../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { ConfirmDialog, Menu } from '../../../ui/lazy'
import { PageHeader, Section } from '../../../ui/Page'
import { Tabs } from '../../../ui/Segmented'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { countryItem } from '../../identity/countries'
import { History } from '../History'
import { Line } from '../queue/BuyerFile'
import { regionName } from '../regions'
import { RelationshipState } from '../RelationshipState'
import { askAgain, customerQuery, disclosurePages, held, readingQuery, relationshipQuery, type Customer, type Held } from '../supplierQueries'
import { CustomerStateMark } from './CustomerStateMark'

const EditCustomer = lazy(() => import('./EditCustomer').then((m) => ({ default: m.EditCustomer })))
const TermsTab = lazy(() => import('./TermsTab').then((m) => ({ default: m.TermsTab })))
const PricesTab = lazy(() => import('./PricesTab').then((m) => ({ default: m.PricesTab })))
const SeesTab = lazy(() => import('./SeesTab').then((m) => ({ default: m.SeesTab })))
const InvitesTab = lazy(() => import('./InvitesTab').then((m) => ({ default: m.InvitesTab })))
const Reading = lazy(() => import('../notices/Reading').then((m) => ({ default: m.Reading })))
const Log = lazy(() => import('../notices/Log').then((m) => ({ default: m.Log })))

export const tabs = ['overview', 'terms', 'prices', 'sees', 'invites', 'reading', 'history'] as const
export type Tab = (typeof tabs)[number]
type Search = { tab?: Tab; edit?: boolean }

/** Head offices above, this one, and its branches below: as far as they go. */
function Tree({ company, customer }: { company: string; customer: Customer }) {
  const t = useTranslations('customers')
  const c = customer.customer
  const above = (customer.head_offices ?? []).toReversed()
  const link = (id: string, name: string, code: string) => (
    <Link to="/c/$company/customers/$customer" params={{ company, customer: id }} className="text-accent underline wrap-anywhere">
      {name} <span className="num text-ink2">{code}</span>
    </Link>
  )
  if (above.length === 0 && customer.branch_count === 0) return null
  return (
    <Section title={t('tree')} note={customer.branch_count > 0 ? t('branches', { count: customer.branch_count }) : undefined}>
      <ul className="grid gap-1">
        {above.map((a, depth) => (
          <li key={a.id} style={{ paddingInlineStart: `${depth}rem` }}>
            {link(a.id, a.name, a.code)}
          </li>
        ))}
        <li style={{ paddingInlineStart: `${above.length}rem` }} aria-current="true" className="font-strong wrap-anywhere">
          {c.name} <span className="num">{c.code}</span>
        </li>
        {customer.branches.map((b) => (
          <li key={b.id} style={{ paddingInlineStart: `${above.length + 1}rem` }}>
            {link(b.id, b.name, b.code)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Overview({ company, customer }: { company: string; customer: Customer }) {
  const t = useTranslations('customers')
  const lang = useLocale()
  const c = customer.customer
  return (
    <div className="grid items-start gap-4 desktop:grid-cols-2">
      <Section title={t('record')}>
        <dl className="-my-1.5">
          <Line title={t('code')}>
            {c.code && <span className="num">{c.code}</span>}
          </Line>
          <Line title={t('group')}>{c.group?.name ?? t('noGroup')}</Line>
          <Line title={t('salesperson')}>{c.salesperson?.name ?? t('nobody')}</Line>
          <Line title={t('region')}>{c.region && regionName(lang, c.region)}</Line>
          <Line title={t('country')}>{c.country && countryItem(lang, c.country).label}</Line>
          <Line title={t('taxNumber')}>{c.tax_number && <span className="num">{c.tax_number}</span>}</Line>
          <Line title={t('contactName')}>{c.contact_name}</Line>
          <Line title={t('phone')}>
            {c.phone && (
              <a href={`tel:${c.phone.replace(/[^\d+]/g, '')}`} className="num text-accent underline">
                {c.phone}
              </a>
            )}
          </Line>
          <Line title={t('email')}>
            {c.email && (
              <a href={`mailto:${c.email}`} className="text-accent underline">
                {c.email}
              </a>
            )}
          </Line>
          <Line title={t('address')}>{customer.address}</Line>
          <Line title={t('tags')}>{c.tags.join(t('comma'))}</Line>
          <Line title={t('note')}>{customer.note}</Line>
          <Line title={t('source')}>{t(`sources.${c.source}`, { day: dayOf(c.created_at, deviceZone) })}</Line>
        </dl>
      </Section>
      <div className="grid min-w-0 gap-4">
        <Section title={t('buyer')}>
          {c.buyer ? (
            <div className="grid gap-2">
              <Link to="/c/$company/applications/$buyer" params={{ company, buyer: c.buyer.id }} className="text-accent underline wrap-anywhere">
                {c.buyer.name}
              </Link>
              {c.relationship && <RelationshipState state={c.relationship} />}
            </div>
          ) : (
            <p className="text-ink2">{c.invited_at ? t('invitedOn', { day: dayOf(c.invited_at, deviceZone) }) : t('noBuyer')}</p>
          )}
        </Section>
        <Tree company={company} customer={customer} />
        {(customer.possible_duplicates?.length ?? 0) > 0 && (
          <Section title={t('duplicates')}>
            <ul className="grid gap-1">
              {customer.possible_duplicates?.map((d) => (
                <li key={d.id}>
                  <Link to="/c/$company/customers/$customer" params={{ company, customer: d.id }} className="text-accent underline wrap-anywhere">
                    {d.name} <span className="num">{d.code}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </div>
  )
}

function HistoryTab({ company, buyer }: { company: string; buyer: string }) {
  const { data, error, refetch } = useQuery(relationshipQuery(company, buyer))
  const t = useTranslations('customers')
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={5} />
  return (
    <Section title={t('tab.history')}>
      <History events={data.value.events} own="supplier" />
    </Section>
  )
}

function ReadingTab({ seat, buyer, name }: { seat: Seat; buyer: string; name: string }) {
  const company = seat.company.id
  const reading = useQuery(readingQuery(company, buyer))
  const log = useInfiniteQuery({ ...disclosurePages(company, buyer), enabled: seat.permissions.includes('trading.grant.read') })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {reading.isError && !reading.data && <ErrorState error={reading.error} onRetry={() => void reading.refetch()} />}
      {reading.isPending && <Skeleton lines={4} />}
      {reading.data && <Reading reading={reading.data} name={name} />}
      {log.data && <Log company={company} entries={log.data.pages.flatMap((p) => p.items)} more={log.hasNextPage} busy={log.isFetchingNextPage} onMore={() => void log.fetchNextPage()} />}
    </div>
  )
}

/** Blocks or unblocks on the version that was read; the way back is made on the one that came of it. */
async function setBlocked(company: string, now: Held<Customer>, blocked: boolean): Promise<Held<Customer>> {
  const saved = await held<Customer>(
    api.PATCH('/api/companies/{company}/customers/{customer}', { params: { path: { company, customer: now.value.customer.id }, header: { 'If-Match': now.etag } }, body: { blocked } }),
  )
  queryClient.setQueryData(customerQuery(company, saved.value.customer.id).queryKey, saved)
  await askAgain(company)
  return saved
}

function Acts({ company, now, disabled, onEdit }: { company: string; now: Held<Customer>; disabled: boolean; onEdit: () => void }) {
  const t = useTranslations('customers')
  const navigate = useNavigate()
  const [ask, setAsk] = useState<'block' | 'delete' | null>(null)
  const c = now.value.customer
  const unblock = () => void setBlocked(company, now, false).then(() => toast(t('unblocked', { name: c.name })), () => askAgain(company))
  return (
    <>
      <Menu
        label={t('more')}
        trigger={<Button disabled={disabled}>{t('more')}</Button>}
        items={[
          c.state === 'blocked' ? { label: t('unblock'), onSelect: unblock } : { label: t('block'), danger: true, onSelect: () => setAsk('block') },
          { label: t('delete'), danger: true, disabled: !now.value.may_delete, hint: now.value.may_delete ? undefined : t('noDelete'), onSelect: () => setAsk('delete') },
        ]}
      />
      <Button kind="primary" disabled={disabled} onClick={onEdit}>
        {t('edit')}
      </Button>
      <ConfirmDialog
        open={ask === 'block'}
        onClose={() => setAsk(null)}
        title={t('blockTitle', { name: c.name })}
        description={c.buyer ? t('blockText') : t('blockUnclaimed')}
        action={t('block')}
        onConfirm={async () => {
          const saved = await setBlocked(company, now, true)
          toast(t('blocked', { name: c.name }), () => void setBlocked(company, saved, false).catch(() => askAgain(company)))
        }}
      />
      <ConfirmDialog
        open={ask === 'delete'}
        onClose={() => setAsk(null)}
        title={t('deleteTitle', { name: c.name })}
        description={t('deleteText')}
        action={t('delete')}
        onConfirm={async () => {
          await api.DELETE('/api/companies/{company}/customers/{customer}', { params: { path: { company, customer: c.id } } })
          await navigate({ to: '/c/$company/customers', params: { company }, replace: true })
          await askAgain(company)
          toast(t('deleted', { name: c.name }))
        }}
      />
    </>
  )
}

/** One customer: the record, the terms, its own prices, what it sees, how it was invited, what it read, what happened. */
export function Page() {
  const t = useTranslations('customers')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { customer = '' } = useParams({ strict: false }) as { customer?: string }
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const query = useQuery(customerQuery(company, customer))
  const to = (change: Search) => void navigate({ to: '/c/$company/customers/$customer', params: { company, customer }, search: { tab: search.tab, ...change }, replace: true })
  const write = mayOf(seat, 'trading.customer.write')
  if (query.isError && !query.data && toProblem(query.error).status === 404) return <NotFoundPage />
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={10} />
  const now = query.data
  const c = now.value.customer
  const may = (permission: string) => seat.permissions.includes(permission)
  // Only tabs that have something to show: what a buyer reads exists once there is a buyer.
  const shown = tabs.filter((tab) => {
    if (tab === 'prices') return may('comparison.sheet.read')
    if (tab === 'sees') return may('trading.grant.read')
    if (tab === 'reading' || tab === 'history') return c.buyer !== undefined && may('trading.relationship.read')
    return true
  })
  const tab = shown.find((x) => x === search.tab) ?? 'overview'
  return (
    <>
      <PageHeader
        title={c.name}
        note={c.code ? <span className="num">{c.code}</span> : undefined}
        actions={
          <>
            <Link to="/c/$company/customers" params={{ company }} className={buttonClass('quiet')}>
              {t('all')}
            </Link>
            {write.shown && <Acts company={company} now={now} disabled={write.disabled} onEdit={() => to({ edit: true })} />}
          </>
        }
      >
        <div className="flex flex-wrap items-center gap-3">
          <CustomerStateMark state={c.state} />
          {now.value.blocked_reason && <span className="text-ink2 wrap-anywhere">{now.value.blocked_reason}</span>}
          <span className="num text-small text-ink2">{t('updatedAt', { at: formatInstant(c.updated_at, deviceZone) })}</span>
        </div>
      </PageHeader>
      <div className="p-4">
        <Tabs label={t('parts')} value={tab} onChange={(x) => to({ tab: x === 'overview' ? undefined : x })} options={shown.map((x) => ({ value: x, label: t(`tab.${x}`) }))}>
          <Suspense fallback={<Skeleton lines={5} />}>
            {tab === 'overview' && <Overview company={company} customer={now.value} />}
            {tab === 'terms' && <TermsTab company={company} now={now} writable={write.shown && !write.disabled} />}
            {tab === 'prices' && <PricesTab seat={seat} customer={now.value} />}
            {tab === 'sees' && <SeesTab seat={seat} customer={now.value} />}
            {tab === 'invites' && <InvitesTab seat={seat} customer={now.value} />}
            {tab === 'reading' && c.buyer && <ReadingTab seat={seat} buyer={c.buyer.id} name={c.name} />}
            {tab === 'history' && c.buyer && <HistoryTab company={company} buyer={c.buyer.id} />}
          </Suspense>
        </Tabs>
      </div>
      <Suspense>{search.edit && write.shown && !write.disabled && <EditCustomer company={company} now={now} onClose={() => to({ edit: undefined })} />}</Suspense>
    </>
  )
}
