// Lines of an import that somebody has to look at, whatever is imported. Owns: what is typed over them, when it is sent. Does not own: what is right.
import { useRef, useState } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import { Button } from '../../ui/Button'
import { EditGrid, type CellChange, type GridColumn } from '../../ui/EditGrid'
import { KeyLine } from '../../ui/KeyLine'
import { Refusal } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { RotateCw } from 'lucide-react'
import { useDeed } from '../../lib/useDeed'
import type { MendProblem } from './why'

export type MendLine = {
  line: number
  /** Where it stands, where its number says too little. */
  place?: string
  cells: Readonly<Record<string, string>>
  problems: readonly MendProblem[]
  /** What it is now that it is right, in words; a line that still needs somebody has none. */
  settled?: string
  dropped?: boolean
}
export type MendField = { key: string; title: string; width: number }
export type Mended = { line: number; cells?: Record<string, string>; drop?: boolean }

export type MendProps = {
  label: string
  rows: readonly MendLine[]
  fields: readonly MendField[]
  /** Why, in the reader's language. */
  words: (problem: MendProblem) => string
  editable: boolean
  /** What is typed is sent as soon as the cell is left; else with a button, because it takes effect at once. */
  atOnce?: boolean
  /** Answers the lines as they are judged now. At most 500 come at a time. */
  send: (lines: Mended[]) => Promise<MendLine[]>
  /** After the last part of an act. */
  onSent?: () => Promise<unknown> | void
}

const sentMost = 500
type Drafts = ReadonlyMap<number, Readonly<Record<string, string>>>

/** What is typed over the lines, and what the hub made of it. */
function useMending({ rows, atOnce, send, onSent }: MendProps) {
  const t = useTranslations('job.mend')
  const [drafts, setDrafts] = useState<Drafts>(new Map())
  const [judged, setJudged] = useState<ReadonlyMap<number, MendLine>>(new Map())
  const deed = useDeed()
  const queue = useRef(Promise.resolve())
  const lines = rows.map((r) => judged.get(r.line) ?? r)

  const deliver = async (mended: Mended[]) => {
    let left = 0
    for (let i = 0; i < mended.length; i += sentMost) {
      const part = mended.slice(i, i + sentMost)
      const answer = await send(part)
      left += answer.filter((l) => l.settled === undefined).length
      setJudged((old) => new Map([...old, ...answer.map((l) => [l.line, l] as const)]))
      // What was typed on meanwhile stays.
      setDrafts((old) => new Map([...old].filter(([line, cells]) => !part.some((p) => p.line === line && (p.drop || Object.entries(cells).every(([k, v]) => p.cells?.[k] === v))))))
    }
    await onSent?.()
    if (!atOnce) toast(t('tried', { good: mended.length - left, left }))
  }
  // One after the other, in the order of typing.
  const post = (mended: Mended[]) => {
    queue.current = queue.current.then(async () => void (await deed.run(() => deliver(mended))))
  }
  const typed = (old: Drafts, changes: CellChange[]) => {
    const next = new Map(old)
    for (const { row, column, text } of changes) {
      const line = lines.find((l) => l.line === Number(row))
      if (!line) continue
      const { [column]: _, ...rest } = next.get(line.line) ?? {}
      const cells = text === (line.cells[column] ?? '') ? rest : { ...rest, [column]: text }
      if (Object.keys(cells).length > 0) next.set(line.line, cells)
      else next.delete(line.line)
    }
    return next
  }
  const take = (changes: CellChange[]) => {
    const next = typed(drafts, changes)
    setDrafts((old) => typed(old, changes))
    if (!atOnce) return
    const touched = new Set(changes.map((c) => Number(c.row)))
    const mended = [...next].filter(([line]) => touched.has(line)).map(([line, cells]) => ({ line, cells }))
    if (mended.length > 0) post(mended)
  }
  return { lines, drafts, deed, take, post, retry: () => drafts.size > 0 && post([...drafts].map(([line, cells]) => ({ line, cells }))) }
}

/** The lines that need somebody, mended where they stand and judged again. */
export function Mend(props: MendProps) {
  const lang = useLocale()
  const { label, fields, words, editable, atOnce } = props
  const t = useTranslations('job.mend')
  const { lines, drafts, deed, take, post, retry } = useMending(props)
  const called = (l: MendLine) => l.place ?? formatNumber(lang, l.line)
  const why = (l: MendLine) =>
    l.settled ?? l.problems.map((p) => {
      const field = fields.find((f) => f.key === p.field)
      return field ? t('problemAt', { field: field.title, text: words(p) }) : words(p)
    }).join(' ')
  const columns: GridColumn<MendLine>[] = [
    { key: 'line', title: t('line'), width: lines.some((l) => l.place) ? 9 : 4, num: true, main: true, text: called },
    { key: 'why', title: t('why'), width: 16, wraps: true, text: why, show: (l) => (l.settled === undefined ? why(l) : <span className="text-best-ink">✓ {why(l)}</span>) },
    ...fields.map((f): GridColumn<MendLine> => ({
      key: f.key, title: f.title, width: f.width, edit: (l) => editable && !l.dropped,
      text: (l) => drafts.get(l.line)?.[f.key] ?? l.cells[f.key] ?? '',
      wrong: (l) => {
        const problem = drafts.get(l.line)?.[f.key] === undefined ? l.problems.find((p) => p.field === f.key) : undefined
        return problem && words(problem)
      },
    })),
  ]
  if (editable) {
    columns.push({
      key: 'drop', title: t('acts'), width: 8, text: () => '',
      control: (l) => (
        <Button kind="quiet" aria-label={t(l.dropped ? 'restoreOf' : 'dropOf', { line: called(l) })} onClick={() => post([l.dropped ? { line: l.line, cells: {} } : { line: l.line, drop: true }])}>
          {t(l.dropped ? 'restore' : 'leaveOut')}
        </Button>
      ),
    })
  }
  const good = lines.filter((l) => l.settled !== undefined).length
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {editable && <KeyLine name="grid">{t(atOnce ? 'keysAtOnce' : 'keys')}</KeyLine>}
      <div className="-mx-4 border-y border-line">
        <EditGrid label={label} columns={columns} rows={lines} rowKey={(l) => String(l.line)} rowName={(l) => t('lineName', { line: called(l) })} onChange={take} onSubmit={atOnce ? undefined : retry} onBeyond={(more) => toast(t('beyond', { count: more.length }))} />
      </div>
      <Refusal problem={deed.problem} />
      {editable && (
        <div className="flex flex-wrap items-center justify-end gap-3 max-tablet:flex-col-reverse max-tablet:items-stretch">
          <p role="status" className="text-small text-ink2">
            {atOnce ? good > 0 && t('settled', { good, count: lines.length }) : drafts.size > 0 && t('mended', { count: drafts.size })}
          </p>
          {(!atOnce || (deed.problem && drafts.size > 0)) && (
            <Button kind={atOnce ? 'plain' : 'primary'} icon={<RotateCw aria-hidden />} busy={deed.busy} disabled={drafts.size === 0} onClick={retry}>
              {t('tryAgain', { count: drafts.size })}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
