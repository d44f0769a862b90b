import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowRight, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useTyped } from '../../../lib/useTyped'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { ErrorState, Skeleton } from '../../../ui/States'
import { useWhy } from '../../job/why'
import { keyOf, placeOf } from './layout'
import { linePages, type Change, type Import, type Line, type Outcome } from './queries'
import { percentOf, shown, useFieldName } from './words'

/** Old → new, with the percent of a price: sign and arrow say which way. */
function ChangeShown({ change, columns }: { change: Change; columns: Import['columns'] }) {
  const t = useTranslations('integration')
  const lang = useLocale()
  const name = useFieldName(columns)
  const percent = percentOf(lang, change)
  const Arrow = percent?.up ? ArrowUp : ArrowDown
  return (
    <li className="flex flex-wrap items-center gap-x-1.5 max-tablet:justify-end">
      <span className="text-ink2">{name(change.field, change.from)}</span>
      <span className="num wrap-anywhere">{change.before ? shown(lang, change.field, change.before) : t('nothing')}</span>
      <ArrowRight aria-label={t('becomes')} className="size-[1em] flex-none text-ink2" />
      <span className="num font-strong wrap-anywhere">{change.after ? shown(lang, change.field, change.after) : t('nothing')}</span>
      {percent && (
        <span className={`num inline-flex items-center gap-0.5 whitespace-nowrap ${percent.large ? 'font-strong text-warn' : 'text-ink2'}`}>
          <Arrow aria-hidden className="size-[1em]" />
          {percent.text}
        </span>
      )}
    </li>
  )
}

/** What a new line holds, in short. */
function CellsShown({ line, columns }: { line: Line; columns: Import['columns'] }) {
  const lang = useLocale()
  const name = useFieldName(columns)
  const told = line.cells.filter((c) => c.field !== 'sku' && c.field !== 'name' && c.value).slice(0, 6)
  return (
    <span className="flex flex-wrap gap-x-3 max-tablet:justify-end">
      {told.map((c) => (
        <span key={keyOf(c.field, c.from)}>
          <span className="text-ink2">{name(c.field, c.from)}</span> <span className="num wrap-anywhere">{shown(lang, c.field, c.value)}</span>
        </span>
      ))}
    </span>
  )
}

/** The lines of one outcome, found by SKU and name. */
export function Lines({ company, now, outcome }: { company: string; now: Import; outcome: Exclude<Outcome, 'flagged'> }) {
  const t = useTranslations('integration')
  const lang = useLocale()
  const why = useWhy('integration')
  const [q, setQ] = useState('')
  const [typed, setTyped] = useTyped(q, setQ)
  const list = useInfiniteQuery(linePages(company, now.id, outcome, q))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const columns: Column<Line>[] = [
    {
      key: 'name', title: t('item'), main: true,
      cell: (l) => (
        <span className="grid">
          <span className="wrap-anywhere">{l.name || l.sku || '–'}</span>
          {l.problems.length > 0 && <span className="text-small text-ink2">{l.problems.map(why).join(' ')}</span>}
          {l.problems.some((p) => p.code === 'no_picture') && <span className="text-small wrap-anywhere">{l.cells.find((c) => c.field === 'image')?.value}</span>}
        </span>
      ),
    },
    { key: 'sku', title: t('field.sku'), cell: (l) => <span className="num wrap-anywhere">{l.sku ?? '–'}</span> },
  ]
  if (outcome === 'changed') {
    columns.push({
      key: 'changes', title: t('changes'),
      cell: (l) => (
        <ul className="grid gap-0.5 py-1">
          {l.changes.map((c) => (
            <ChangeShown key={keyOf(c.field, c.from)} change={c} columns={now.columns} />
          ))}
        </ul>
      ),
    })
  } else if (outcome !== 'withdrawn') columns.push({ key: 'cells', title: t('holds'), cell: (l) => <CellsShown line={l} columns={now.columns} /> })
  if (outcome !== 'withdrawn') {
    columns.push({
      key: 'line', title: t('line'), num: true,
      cell: (l) => {
        const { line, sheet } = placeOf(l.line, now.sheets)
        return sheet ? t('lineInSheet', { sheet, line }) : formatNumber(lang, line)
      },
    })
  }
  return (
    <div className="grid gap-3">
      <Input type="search" aria-label={t('searchLines')} placeholder={t('searchLines')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="tablet:w-72" />
      <div className="-mx-4 border-y border-line">
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && <DataTable label={t(`count.${outcome}`)} columns={columns} rows={rows} rowKey={(l) => String(l.line)} empty={<p className="p-4 text-ink2">{t(q ? 'noLineFits' : 'noLine')}</p>} />}
      </div>
      {list.hasNextPage && <LoadMore shown={rows.length} total={q ? undefined : now.counts[outcome]} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  )
}
