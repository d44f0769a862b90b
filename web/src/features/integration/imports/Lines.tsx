import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowRight, ArrowUp, Download } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { queryClient } from '../../../lib/query'
import { useTyped } from '../../../lib/useTyped'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Mend, useWhy, type MendLine } from '../../job/Mend'
import { download } from '../../job/queries'
import { fields, keyOf, partsOf } from './layout'
import { become, importQuery, linePages, paths, type Change, type Import, type Line, type Outcome } from './queries'
import { percentOf, shown, useFieldName, useKeyName } from './words'

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
  const [q, setQ] = useState('')
  const [typed, setTyped] = useTyped(q, setQ)
  const list = useInfiniteQuery(linePages(company, now.id, outcome, q))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const columns: Column<Line>[] = [
    { key: 'name', title: t('item'), main: true, cell: (l) => <span className="wrap-anywhere">{l.name || l.sku || '–'}</span> },
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
  if (outcome !== 'withdrawn') columns.push({ key: 'line', title: t('line'), num: true, cell: (l) => formatNumber(lang, l.line) })
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

/** Fields that a line may lack altogether and be flagged for. */
const isField = (key: string) => fields.some((f) => f === partsOf(key).field)

/** The lines that need somebody. Before the commit they are judged as one types; after it a button takes the mended ones in. */
export function Flagged({ company, now, editable }: { company: string; now: Import; editable: boolean }) {
  const t = useTranslations('integration')
  const words = useWhy('integration')
  const keyName = useKeyName(now.columns)
  const list = useInfiniteQuery(linePages(company, now.id, 'flagged'))
  const atOnce = now.state === 'judged'
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={6} />
  const rows = list.data.pages.flatMap((p) => p.items)
  if (rows.length === 0) return <p className="text-ink2">{t('noneFlagged')}</p>
  const keys = new Set((now.choice?.columns ?? []).map((c) => keyOf(c.field, c.from)))
  for (const l of rows) {
    for (const c of l.cells) keys.add(keyOf(c.field, c.from))
    for (const p of l.problems) if (isField(p.field) && ![...keys].some((k) => partsOf(k).field === p.field)) keys.add(p.field)
  }
  const lineOf = (l: Line): MendLine => ({
    line: l.line,
    cells: Object.fromEntries(l.cells.map((c) => [keyOf(c.field, c.from), c.value])),
    problems: l.problems,
    settled: l.outcome === 'flagged' ? undefined : t(`count.${l.outcome}`),
    dropped: l.outcome === 'dropped',
  })
  return (
    <div className="grid gap-3">
      <Mend
        label={t('flaggedTitle', { count: now.counts.flagged })}
        rows={rows.map(lineOf)}
        fields={[...keys].map((key) => ({ key, title: keyName(key), width: partsOf(key).field === 'name' ? 16 : 8 }))}
        words={words}
        editable={editable && (atOnce || now.state === 'committed')}
        atOnce={atOnce}
        send={async (lines) => {
          const body = { lines: lines.map(({ line, drop, cells }) => ({ line, drop, cells: cells && Object.entries(cells).map(([key, value]) => ({ ...partsOf(key), value })) })) }
          const answer = await ok(api.PATCH(paths.lines, { params: { path: { company, price_import: now.id } }, body }))
          queryClient.setQueryData(importQuery(company, now.id).queryKey, answer.import)
          // The lines that are shown stay where they are until the grid is left.
          void queryClient.invalidateQueries({ queryKey: ['imports', company, 'lines', now.id], refetchType: 'none' })
          if (!atOnce) void become(company, answer.import)
          return answer.items.map(lineOf)
        }}
      />
      {list.hasNextPage && <LoadMore shown={rows.length} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      <div>
        <Button kind="quiet" icon={<Download aria-hidden />} onClick={() => void download(`/api/companies/${company}/imports/${now.id}/lines/export`)}>
          {t('exportRest')}
        </Button>
      </div>
    </div>
  )
}
