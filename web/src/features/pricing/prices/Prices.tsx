import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Columns3, FileSpreadsheet, Percent } from 'lucide-react'
import { lazy, Suspense, useEffect, useId, useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from '../../../lib/i18n'
import { parseDecimal } from '../../../lib/money'
import { useTyped as useTypedSearch } from '../../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Input } from '../../../ui/Field'
import { Menu } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { categoriesQuery } from '../../catalog/queries'
import { Suggested } from '../../catalog/Suggested'
import { PriceLink, PriceNav } from '../PriceNav'
import { columnListsQuery, gridPages, type GridFilter, type PriceList } from '../queries'
import { roundingOf } from '../rounding'
import type { SheetList } from './sheet'

/** The grid comes with its own code; the lists and the filters stand before it. */
const Sheet = lazy(() => import('./Sheet').then((m) => ({ default: m.Sheet })))
const ColumnDialog = lazy(() => import('./ColumnDialog').then((m) => ({ default: m.ColumnDialog })))

type Search = { words?: string; category?: string; brand?: string; lists?: string; below?: string; margins?: string }
type To = (change: Partial<Search>) => void

/** So many rows are kept in the browser; more are changed by an operation on all that fit. */
const inGrid = 2000
/** So many lists are columns before one chooses. */
const atFirst = 3
const mostColumns = 12

const columnOf = (l: PriceList): SheetList => ({ id: l.id, name: l.name, currency: l.currency, taxIncluded: l.tax_included, taxRate: l.tax_rate, rounding: roundingOf(l.rounding) })

function chosenLists(all: readonly PriceList[], asked: string | undefined) {
  const usable = all.filter((l) => l.state !== 'archived' && l.kind !== 'base')
  if (asked === undefined) return usable.slice(0, atFirst)
  const ids = asked.split(',')
  return usable.filter((l) => ids.includes(l.id)).slice(0, mostColumns)
}

function Filters({ company, search, to, brands, knowsCost }: { company: string; search: Search; to: To; brands: readonly string[]; knowsCost: boolean }) {
  const t = useTranslations('prices')
  const id = useId()
  const categories = useQuery(categoriesQuery(company))
  const [words, setWords] = useTypedSearch(search.words ?? '', (q) => to({ words: q || undefined }))
  const [brand, setBrand] = useTypedSearch(search.brand ?? '', (b) => to({ brand: b || undefined }))
  const [below, setBelow] = useTypedSearch(search.below ?? '', (b) => to({ below: parseDecimal(b) ?? undefined }))
  const all = 'all:'
  return (
    <>
      <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={words} onChange={(e) => setWords(e.target.value)} className="max-tablet:col-span-2 tablet:w-56!" />
      <Input aria-label={t('brand')} placeholder={t('brand')} autoComplete="off" list={id} value={brand} onChange={(e) => setBrand(e.target.value)} className="tablet:w-36!" />
      <Suggested id={id} values={brands} />
      <Select
        aria-label={t('category')}
        value={search.category ?? all}
        onChange={(c) => to({ category: c === all ? undefined : c })}
        options={[{ value: all, label: t('allCategories') }, ...(categories.data?.items ?? []).filter((c) => c.items > 0 || c.name === search.category).map((c) => ({ value: c.name, label: c.name }))]}
        className="tablet:w-44"
      />
      {knowsCost && (
        <Input aria-label={t('belowLabel')} placeholder={t('below')} title={t('belowLabel')} inputMode="decimal" autoComplete="off" value={below} onChange={(e) => setBelow(e.target.value)} className="tablet:w-36!" />
      )}
    </>
  )
}

/** What each list asks for each item, to be changed: typed, pasted, by the column. */
export function Page() {
  const t = useTranslations('prices')
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const [column, setColumn] = useState(false)
  const to: To = (change) => void navigate({ to: '/c/$company/prices/$', params: { company, _splat: '' }, search: { ...search, ...change }, replace: true })
  const all = useQuery(columnListsQuery(company))
  const chosen = chosenLists(all.data ?? [], search.lists)
  const ids = chosen.map((l) => l.id as string)
  const filter: GridFilter = { words: search.words, category: search.category, brand: search.brand }
  const grid = useInfiniteQuery({ ...gridPages(company, ids, filter), placeholderData: keepPreviousData, enabled: all.isSuccess })
  const rows = grid.data?.pages.flatMap((p) => p.items) ?? []
  // While another question is on its way, the old rows stand, and more of them are not asked for.
  const settled = !grid.isPlaceholderData
  const { hasNextPage, isFetching, fetchNextPage } = grid
  useEffect(() => {
    // While an event asks for all pages again, the next one waits: each of both would end the other.
    if (settled && hasNextPage && !isFetching && rows.length < inGrid) void fetchNextPage()
  }, [settled, hasNextPage, isFetching, fetchNextPage, rows.length])
  const knowsCost = seat.permissions.includes('pricing.cost.read')
  const margins = knowsCost && search.margins !== 'no'
  const writing = mayOf(seat, 'pricing.list.write')
  const may = writing.shown && !writing.disabled
  const narrowed = Boolean(search.words || search.category || search.brand)
  const error = all.error ?? grid.error
  const toggle = (id: string) => to({ lists: (ids.includes(id) ? ids.filter((x) => x !== id) : [...ids, id]).join(',') })
  return (
    <>
      <PageHeader
        title={t('title')}
        note={grid.data && t(grid.hasNextPage ? 'countAtLeast' : 'count', { count: rows.length })}
        actions={
          <>
            {seat.permissions.includes('integration.import.write') && (
              <Link to="/c/$company/imports" params={{ company }} className={buttonClass('quiet')}>
                <FileSpreadsheet aria-hidden />
                {t('import')}
              </Link>
            )}
            {may && (
              <Button icon={<Percent aria-hidden />} onClick={() => setColumn(true)}>
                {t('column')}
              </Button>
            )}
          </>
        }
      >
        <PriceNav seat={seat} at="prices" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4 print:hidden">
          <Filters key={company} company={company} search={search} to={to} brands={[...new Set(rows.flatMap((r) => r.brand ?? []))].toSorted()} knowsCost={knowsCost} />
          <span className="contents tablet:ml-auto tablet:flex tablet:items-center tablet:gap-2">
            {knowsCost && (
              <Checkbox checked={margins} onChange={(on) => to({ margins: on ? undefined : 'no' })} className="max-tablet:hidden">
                {t('margins')}
              </Checkbox>
            )}
            <Menu
              label={t('columns')}
              trigger={
                <Button icon={<Columns3 aria-hidden />} className="max-tablet:justify-start!">
                  {t('columnsOf', { count: ids.length })}
                </Button>
              }
              items={
                (all.data ?? []).filter((l) => l.kind !== 'base').length === 0
                  ? [{ label: t('noLists'), onSelect: () => void navigate({ to: '/c/$company/prices/$', params: { company, _splat: 'lists' }, search: {} }) }]
                  : (all.data ?? []).filter((l) => l.kind !== 'base').map((l) => ({ key: l.id, label: l.name, checked: ids.includes(l.id), disabled: !ids.includes(l.id) && ids.length >= mostColumns, onSelect: () => toggle(l.id) }))
              }
            />
          </span>
        </div>
        {error && !grid.data && <ErrorState error={error} onRetry={() => void (all.error ? all.refetch() : grid.refetch())} />}
        {!error && !grid.data && <Skeleton lines={10} />}
        {grid.data && (
          <Suspense fallback={<Skeleton lines={10} />}>
            <Sheet
              key={company}
              seat={seat}
              rows={rows}
              lists={chosen.map(columnOf)}
              margins={margins}
              below={search.below ?? ''}
              empty={
                <EmptyState
                  text={narrowed ? t('nothing') : t('none')}
                  action={
                    narrowed ? (
                      <Button onClick={() => to({ words: undefined, category: undefined, brand: undefined, below: undefined })}>{t('clear')}</Button>
                    ) : (
                      <PriceLink company={company} page="lists" className={buttonClass('plain')}>
                        {t('toLists')}
                      </PriceLink>
                    )
                  }
                />
              }
            />
          </Suspense>
        )}
        {hasNextPage && rows.length >= inGrid && <p className="text-ink2 max-tablet:px-4">{t('many', { count: rows.length })}</p>}
      </div>
      <Suspense>{column && <ColumnDialog seat={seat} lists={(all.data ?? []).filter((l) => l.kind !== 'base')} filter={filter} onClose={() => setColumn(false)} />}</Suspense>
    </>
  )
}
