import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Mend, type MendLine } from '../../job/Mend'
import { useWhy } from '../../job/why'
import { download } from '../../job/queries'
import { fields, figureOf, isFigure, keyOf, partsOf, placeOf } from './layout'
import { become, importQuery, linePages, paths, type Import, type ItemField, type Line } from './queries'
import { useKeyName } from './words'

/** Fields that a line may lack altogether and be flagged for. */
const isField = (key: string) => fields.some((f) => f === partsOf(key).field)

const widthOf = (field: ItemField) => (field === 'name' ? 14 : isFigure(field) ? 6 : 8)

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
  const style = (key: string) => {
    const at = now.choice?.columns.find((c) => keyOf(c.field, c.from) === key)
    const guessed = now.columns?.find((c) => c.index === at?.index)?.numbers
    return at?.numbers ?? (guessed === 'unsure' ? undefined : guessed)
  }
  const cellOf = (key: string, value: string) => {
    const { field, from } = partsOf(key)
    return { field, from, value: isFigure(field) ? figureOf(value, style(key)) : value }
  }
  const place = (l: Line) => {
    const { line, sheet } = placeOf(l.line, now.sheets)
    return sheet === undefined ? undefined : t('lineInSheet', { sheet, line })
  }
  const lineOf = (l: Line): MendLine => ({
    line: l.line,
    place: place(l),
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
        fields={[...keys].map((key) => ({ key, title: keyName(key), width: widthOf(partsOf(key).field) }))}
        words={words}
        editable={editable && (atOnce || now.state === 'committed')}
        atOnce={atOnce}
        send={async (lines) => {
          const body = { lines: lines.map(({ line, drop, cells }) => ({ line, drop, cells: cells && Object.entries(cells).map(([key, value]) => (cellOf(key, value))) })) }
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
