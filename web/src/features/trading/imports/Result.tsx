import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { mayOf, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { EditGrid, type CellChange, type GridColumn } from '../../../ui/EditGrid'
import { KeyLine } from '../../../ui/KeyLine'
import { Section } from '../../../ui/Page'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { download } from '../../job/queries'
import { askAgain, importLines, type Import, type ImportField, type ImportLine } from '../supplierQueries'
import { useDeed } from '../useDeed'
import { fields } from './layout'

/** Rows in = created + merged + flagged + left out: nothing is lost, and one can see that. */
export function Figures({ counts }: { counts: Import['counts'] }) {
  const t = useTranslations('imports')
  const lang = useLocale()
  const figure = (n: number, word: string, tone = '') => (
    <span className="grid justify-items-center">
      <span className={`num text-total font-strong ${tone}`}>{formatNumber(lang, n)}</span>
      <span className="text-small text-ink2">{word}</span>
    </span>
  )
  const sign = (s: string) => (
    <span aria-hidden className="text-h2 text-ink2">
      {s}
    </span>
  )
  return (
    <div role="group" aria-label={t('figures')} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {figure(counts.rows_in, t('rowsIn'))}
      {sign('=')}
      {figure(counts.created, t('created'), 'text-best-ink')}
      {sign('+')}
      {figure(counts.merged, t('merged'))}
      {sign('+')}
      {figure(counts.flagged, t('flagged'), counts.flagged > 0 ? 'text-warn' : '')}
      {counts.dropped > 0 && sign('+')}
      {counts.dropped > 0 && figure(counts.dropped, t('dropped'))}
      {counts.waiting > 0 && sign('+')}
      {counts.waiting > 0 && figure(counts.waiting, t('waiting'))}
    </div>
  )
}

const sentMost = 500
type Drafts = ReadonlyMap<number, Partial<Record<ImportField, string>>>

const valueOf = (line: ImportLine, field: ImportField) => line.cells.find((c) => c.field === field)?.value ?? ''

/** Why a line was not taken, in the reader's language where its code has words. */
function useProblemWords() {
  const t = useTranslations()
  return (p: ImportLine['problems'][number]) => {
    for (const key of [`imports.problem.${p.code}`, `fault.field.${p.code}`, `fault.${p.code}`]) if (t.has(key as never)) return t(key as never)
    return p.message
  }
}

/** The lines that were not taken, mended where they stand and tried again. */
export function Flagged({ seat, now }: { seat: Seat; now: Import }) {
  const t = useTranslations('imports')
  const company = seat.company.id
  const list = useInfiniteQuery(importLines(company, now.id, 'flagged'))
  const [drafts, setDrafts] = useState<Drafts>(new Map())
  const deed = useDeed()
  const words = useProblemWords()
  const write = mayOf(seat, 'trading.customer.write')
  const editable = write.shown && !write.disabled
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={6} />
  const rows = list.data.pages.flatMap((p) => p.items)
  if (rows.length === 0) return <p className="text-ink2">{t('noneFlagged')}</p>
  const used = fields.filter((f) => f !== 'ignore' && (f === 'name' || rows.some((l) => l.cells.some((c) => c.field === f) || l.problems.some((p) => p.field === f))))

  const send = (lines: { line: number; cells?: { field: ImportField; value: string }[]; drop?: boolean }[]) =>
    deed.run(async () => {
      let left = 0
      for (let i = 0; i < lines.length; i += sentMost) {
        const part = lines.slice(i, i + sentMost)
        const answer = await ok(api.PATCH('/api/companies/{company}/customer-imports/{import}/lines', { params: { path: { company, import: now.id } }, body: { lines: part } }))
        left += answer.items.filter((l) => l.outcome === 'flagged').length
        setDrafts((old) => new Map([...old].filter(([line]) => !part.some((p) => p.line === line))))
      }
      await askAgain(company)
      toast(t('tried', { good: lines.length - left, left }))
    })
  const retry = () => void send([...drafts].map(([line, change]) => ({ line, cells: Object.entries(change).map(([field, value]) => ({ field: field as ImportField, value })) })))
  const take = (changes: CellChange[]) =>
    setDrafts((old) => {
      const next = new Map(old)
      for (const { row, column, text } of changes) {
        const line = rows.find((l) => l.line === Number(row))
        if (!line) continue
        const { [column as ImportField]: _, ...rest } = next.get(line.line) ?? {}
        const change = text === valueOf(line, column as ImportField) ? rest : { ...rest, [column]: text }
        if (Object.keys(change).length > 0) next.set(line.line, change)
        else next.delete(line.line)
      }
      return next
    })
  const columns: GridColumn<ImportLine>[] = [
    { key: 'line', title: t('line'), width: 4, num: true, main: true, text: (l) => String(l.line) },
    {
      key: 'why', title: t('why'), width: 16, wraps: true,
      text: (l) => l.problems.map((p) => (p.field && fields.some((f) => f === p.field) ? t('problemAt', { field: t(`field.${p.field as 'name'}`), text: words(p) }) : words(p))).join(' '),
    },
    ...used.map((f): GridColumn<ImportLine> => ({
      key: f, title: t(`field.${f}`), width: f === 'name' || f === 'address' || f === 'email' ? 14 : 9, edit: editable,
      text: (l) => drafts.get(l.line)?.[f] ?? valueOf(l, f),
      wrong: (l) => {
        const problem = drafts.get(l.line)?.[f] === undefined ? l.problems.find((p) => p.field === f) : undefined
        return problem && words(problem)
      },
    })),
  ]
  if (editable) {
    columns.push({
      key: 'drop', title: t('acts'), width: 8, text: () => '',
      control: (l) => (
        <Button kind="quiet" aria-label={t('dropOf', { line: l.line })} onClick={() => void send([{ line: l.line, drop: true }])}>
          {t('leaveOut')}
        </Button>
      ),
    })
  }
  return (
    <Section
      title={t('flaggedTitle', { count: now.counts.flagged })}
      actions={
        <Button kind="quiet" icon={<Download aria-hidden />} onClick={() => void download(`/api/companies/${company}/customer-imports/${now.id}/lines/export`)}>
          {t('exportRest')}
        </Button>
      }
      className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0"
    >
      <div className="grid gap-3">
        {editable && <KeyLine name="grid">{t('keys')}</KeyLine>}
        <div className="-mx-4 border-y border-line">
          <EditGrid label={t('flaggedTitle', { count: now.counts.flagged })} columns={columns} rows={rows} rowKey={(l) => String(l.line)} rowName={(l) => t('lineName', { line: l.line })} onChange={take} onSubmit={() => drafts.size > 0 && retry()} onBeyond={(more) => toast(t('beyond', { count: more.length }))} />
        </div>
        {list.hasNextPage && <LoadMore shown={rows.length} total={now.counts.flagged} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        <Refusal problem={deed.problem} />
        {editable && (
          <div className="flex flex-wrap items-center justify-end gap-3 max-tablet:flex-col-reverse max-tablet:items-stretch">
            <p role="status" className="text-small text-ink2">
              {drafts.size > 0 && t('mended', { count: drafts.size })}
            </p>
            <Button kind="primary" icon={<RotateCw aria-hidden />} busy={deed.busy} disabled={drafts.size === 0} onClick={retry}>
              {t('tryAgain', { count: drafts.size })}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
