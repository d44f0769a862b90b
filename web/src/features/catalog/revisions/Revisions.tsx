import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { addDays, dayOf, deviceZone, startOfDay, type Day } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useNow } from '../../../lib/useNow'
import { useCompanySeat, useSession } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { DatePicker, Dialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { seatsQuery } from '../../identity/team/queries'
import { Changes } from '../Changes'
import { causes } from '../choices'
import { RevisionCause, RevisionLine } from '../RevisionLine'
import { categoriesQuery, revisionChangePages, revisionPages, revisionQuery, type Cause, type Revision } from '../queries'
import { useUndo } from '../useUndo'
import { useDoer, whenOf } from '../words'

type Search = { cause?: Cause; person?: string; from?: Day; to?: Day; revision?: string }

/** Who works here, oneself first. */
function usePeople(company: string, may: boolean) {
  const { person } = useSession()
  const { data } = useQuery({ ...seatsQuery(company, 200), enabled: may })
  const names = new Map<string, string>([[person.id, person.name]])
  for (const seat of data?.items ?? []) names.set(seat.person, seat.name)
  return [...names].map(([value, label]) => ({ value, label }))
}

function Filters({ search, to, people }: { search: Search; to: (change: Partial<Search>) => void; people: readonly { value: string; label: string }[] }) {
  const t = useTranslations('revisions')
  const words = useTranslations('catalog.cause')
  const today = dayOf(useNow(), deviceZone)
  const all = 'all'
  return (
    <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4 print:hidden">
      <Select
        aria-label={t('person')}
        value={search.person ?? all}
        onChange={(p) => to({ person: p === all ? undefined : p })}
        options={[{ value: all, label: t('allPeople') }, ...people, ...(search.person && !people.some((p) => p.value === search.person) ? [{ value: search.person, label: search.person }] : [])]}
        className="tablet:w-44"
      />
      <Select
        aria-label={t('cause')}
        value={search.cause ?? all}
        onChange={(c) => to({ cause: causes.find((x) => x === c) })}
        options={[{ value: all, label: t('allCauses') }, ...causes.map((c) => ({ value: c as string, label: words(c) }))]}
        className="tablet:w-44"
      />
      <label className="flex items-center gap-2 max-tablet:grid max-tablet:gap-0.5">
        <span className="text-ink2">{t('from')}</span>
        <DatePicker label={t('from')} today={today} max={search.to ?? today} value={search.from ?? null} onChange={(from) => to({ from: from ?? undefined })} className="tablet:w-36" />
      </label>
      <label className="flex items-center gap-2 max-tablet:grid max-tablet:gap-0.5">
        <span className="text-ink2">{t('to')}</span>
        <DatePicker label={t('to')} today={today} min={search.from} max={today} value={search.to ?? null} onChange={(day) => to({ to: day ?? undefined })} className="tablet:w-36" />
      </label>
      {(search.cause || search.person || search.from || search.to) && (
        <Button kind="quiet" onClick={() => to({ cause: undefined, person: undefined, from: undefined, to: undefined })}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

/** One revision with all that it changed. */
function Opened({ company, id, describes, first, undo, busy, onClose }: { company: string; id: string; describes: boolean; first: Revision | undefined; undo: ((revision: Revision) => void) | null; busy: boolean; onClose: () => void }) {
  const t = useTranslations('revisions')
  const { data: revision = first, error } = useQuery({ ...revisionQuery(company, id), initialData: first, initialDataUpdatedAt: 0 })
  const list = useInfiniteQuery(revisionChangePages(company, id))
  // Attributes are called what some category calls them; their keys mean the same everywhere.
  const { data: categories } = useQuery({ ...categoriesQuery(company), enabled: describes })
  const definitions = categories?.items.flatMap((c) => c.attributes)
  const changes = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Dialog open place="side" onClose={onClose} title={revision ? t('opened', { count: revision.items }) : t('title')}>
      <div className="grid gap-4">
        {revision && <RevisionLine company={company} revision={revision} undo={undo} busy={busy} />}
        {(error && !revision) || (list.isError && !list.data) ? <ErrorState error={error ?? list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending && <Skeleton lines={6} className="p-0" />}
        <ul aria-label={t('changes')} className="divide-y divide-line">
          {changes.map((c) => (
            <li key={c.item} className="grid gap-1 py-3">
              <Link to="/c/$company/items/$item" params={{ company, item: c.item }} className="justify-self-start py-1 font-strong wrap-anywhere text-accent underline underline-offset-2">
                <span className="num">{c.sku}</span> {c.name}
              </Link>
              {c.created && <p>{t('created')}</p>}
              <Changes changes={c.changes} created={c.created} definitions={definitions} />
            </li>
          ))}
        </ul>
        {changes.length > 0 && list.hasNextPage && <LoadMore shown={changes.length} total={revision?.items} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
    </Dialog>
  )
}

/** What was done to the whole catalogue, and who did it; each revision opens, and can be taken back. */
export function Page() {
  const t = useTranslations('revisions')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const raw = useSearch({ strict: false }) as Omit<Search, 'cause'> & { cause?: string }
  const search: Search = { ...raw, cause: causes.find((c) => c === raw.cause) }
  const navigate = useNavigate()
  const to = (change: Partial<Search>) => void navigate({ to: '/c/$company/items/history', params: { company }, search: { ...search, ...change }, replace: true })
  const doer = useDoer()
  const people = usePeople(company, seat.permissions.includes('identity.seat.read'))
  const filter = { cause: search.cause, person: search.person, from: search.from && startOfDay(search.from), to: search.to && startOfDay(addDays(search.to, 1)) }
  const list = useInfiniteQuery({ ...revisionPages(company, filter), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const undo = useUndo(company)
  const take = seat.permissions.includes('catalog.revision.undo') ? undo.ask : null
  const columns: Column<Revision>[] = [
    {
      key: 'what', title: t('what'), main: true,
      cell: (d) => (
        <button type="button" className="min-h-control text-left font-strong wrap-anywhere text-ink" onClick={() => to({ revision: d.id })}>
          <span className="num">{d.first.sku}</span> {d.first.name}
          {d.items > 1 && <span className="font-normal text-ink2"> {t('more', { count: d.items - 1 })}</span>}
          <span className="sr-only"> {whenOf(d)}</span>
        </button>
      ),
    },
    { key: 'cause', title: t('cause'), cell: (d) => <RevisionCause company={company} revision={d} /> },
    { key: 'person', title: t('person'), cell: (d) => doer(d) },
    { key: 'at', title: t('at'), num: true, cell: (d) => whenOf(d) },
    { key: 'state', title: t('state'), cell: (d) => (d.undone_by ? <span className="text-warn">{t('undone')}</span> : d.kept ? t('kept', { count: formatNumber(lang, d.kept) }) : '–') },
  ]
  const filtered = Boolean(search.cause || search.person || search.from || search.to)
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <SubPlaces seat={seat} of="items" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <Filters search={search} to={to} people={people} />
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(d) => d.id}
              empty={<EmptyState text={filtered ? t('nothing') : t('none')} action={filtered ? <Button onClick={() => to({ cause: undefined, person: undefined, from: undefined, to: undefined })}>{t('clear')}</Button> : undefined} />}
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
      {search.revision && <Opened key={search.revision} company={company} id={search.revision} describes={seat.permissions.includes('catalog.category.read')} first={rows.find((d) => d.id === search.revision)} undo={take} busy={undo.busy} onClose={() => to({ revision: undefined })} />}
      {undo.dialog}
    </>
  )
}
