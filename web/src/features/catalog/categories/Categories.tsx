import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { useHeadingName } from '../headings'
import { categoriesQuery, type Category } from '../queries'

const EditCategory = lazy(() => import('./EditCategory').then((m) => ({ default: m.EditCategory })))

type Search = { category?: string; new?: boolean }

/** The supplier's own categories: how many items, what they stand for, what is asked of their items. */
export function Page() {
  const t = useTranslations('categories')
  const lang = useLocale()
  const headingName = useHeadingName()
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const to = (next: Search) => void navigate({ to: '/c/$company/items/categories', params: { company }, search: next, replace: true })
  const list = useQuery(categoriesQuery(company))
  const write = mayOf(seat, 'catalog.category.write')
  const may = write.shown && !write.disabled
  const [q, setQ] = useState('')
  const words = q.normalize('NFKC').toLowerCase().trim()
  const all = list.data?.items ?? []
  const rows = all.filter((c) => `${c.name} ${c.heading?.code ?? ''} ${c.heading ? headingName(c.heading) : ''}`.toLowerCase().includes(words))
  const chosen = all.find((c) => c.name === search.category)
  const columns: Column<Category>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (c) =>
        may ? (
          <button type="button" data-row={c.name} className="min-h-control text-left font-strong wrap-anywhere text-ink tablet:min-w-40" onClick={() => to({ category: c.name })}>
            {c.name}
          </button>
        ) : (
          <span className="inline-block font-strong wrap-anywhere tablet:min-w-40">{c.name}</span>
        ),
    },
    {
      key: 'items', title: t('items'), num: true,
      cell: (c) => (
        <Link to="/c/$company/items" params={{ company }} search={{ category: c.name, state: c.items === 0 && c.withdrawn > 0 ? 'withdrawn' : undefined }} className="py-1 text-accent underline underline-offset-2">
          {formatNumber(lang, c.items)}
          {c.withdrawn > 0 && ` · ${t('withdrawn', { count: c.withdrawn })}`}
          <span className="sr-only"> {c.name}</span>
        </Link>
      ),
    },
    {
      key: 'heading', title: t('heading'),
      cell: (c) =>
        c.heading ? (
          <span className="wrap-anywhere">
            <span className="num text-ink2">{c.heading.code}</span> {headingName(c.heading)}
          </span>
        ) : (
          <span className="text-ink2">{t('noHeading')}</span>
        ),
    },
    { key: 'attributes', title: t('attributes'), cell: (c) => (c.attributes.length > 0 ? <span className="inline-block wrap-anywhere tablet:min-w-60">{c.attributes.map((a) => a.name).join(t('comma'))}</span> : <span className="text-ink2">–</span>) },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        note={list.data ? t('number', { count: all.length }) : undefined}
        actions={
          write.shown && (
            <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} onClick={() => to({ new: true })}>
              {t('add')}
            </Button>
          )
        }
      >
        <SubPlaces seat={seat} of="items" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <p className="max-w-[60em] text-ink2 max-tablet:px-4">{t('help')}</p>
        <div role="search" className="max-tablet:px-4">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={q} onChange={(e) => setQ(e.target.value)} className="tablet:w-72!" />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(c) => c.name} empty={<EmptyState text={words ? t('nothing') : t('none')} action={words ? <Button onClick={() => setQ('')}>{t('clear')}</Button> : undefined} />} />
          </div>
        )}
      </div>
      <Suspense>
        {may && list.data && (search.new || chosen) && <EditCategory key={chosen?.name ?? ''} company={company} category={search.new ? null : (chosen ?? null)} taken={all.map((c) => c.name)} onClose={() => to({})} />}
      </Suspense>
    </>
  )
}
