import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Columns3, Filter, Plus, Redo2, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice, parseDecimal } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { usePhone } from '../../../lib/useMedia'
import { mayOf, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button, buttonClass } from '../../../ui/Button'
import { EditGrid, type EditGridHandle, type GridColumn } from '../../../ui/EditGrid'
import { KeyLine } from '../../../ui/KeyLine'
import { ConfirmDialog, Menu } from '../../../ui/lazy'
import { EmptyState, Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { useUnit } from '../offers/Cells'
import { askAgain } from '../../trading/supplierQueries'
import { breaksShown, cellOf, cellsWith, isNumber, lineOf, narrowed, sendMost, textOf, wrongWith, type Cell, type Item, type Line, type Outcome, type PlainCell, type Row } from './lines'
import { putLines } from './queries'
import { optional, useColumns } from './useColumns'
import { useRows } from './useRows'

const widths: Record<PlainCell, number> = { sku: 8, name: 15, category: 9, price: 7, currency: 5, stock: 6, unit: 5, lead_days: 5, minimum: 6, multiple: 6, brand: 8, mpn: 8, gtin: 9, promotion: 10, datasheet: 12 }
const breakWidth = 6.5
/** What is changed standing at a shelf; the rest waits for a desk. */
const handy: readonly Cell[] = ['sku', 'name', 'category', 'price', 'stock']

export type GridProps = {
  seat: Seat
  items: readonly Item[]
  withdrawn: boolean
  /** Said when there are no lines at all. */
  empty: ReactNode
  /** More items of the hub, while not all are here; `onAll` brings the rest, for what is looked for may be among them. */
  more: { has: boolean; onAll: () => void; loading: boolean }
  /** Takes back what was saved: the revisions of one act, in their order. */
  onUndo: (revisions: readonly string[]) => void
}

type Wrong = { row: string; column: Cell }

/** What the line is called, wherever it is spoken of. */
const nameOf = (row: Row) => cellOf(row, 'name') || cellOf(row, 'sku')

/** The supplier's items as a spreadsheet: typed, pasted, filled, taken back, and saved together. */
export function Grid({ seat, items, withdrawn, empty, more, onUndo }: GridProps) {
  const t = useTranslations()
  const lang = useLocale()
  const phone = usePhone()
  const company = seat.company.id
  const { text } = useProblemText()
  const unit = useUnit()
  const write = mayOf(seat, 'comparison.sheet.write')
  const may = write.shown && !write.disabled
  const editable = may && !withdrawn
  const mayUndo = seat.permissions.includes('catalog.revision.undo')
  // A new price is in the money of the others.
  const currency = items.find((i) => i.price)?.price?.currency ?? 'CNY'
  const sheet = useRows(items)
  const deed = useDeed()
  const blocker = useUnsaved(sheet.changed.length > 0)
  const handle = useRef<EditGridHandle>(null)
  const [target, setTarget] = useState<Wrong | null>(null)
  const [filters, setFilters] = useState<Partial<Record<Cell, string>> | null>(null)
  const choice = useColumns()
  const narrowing = filters !== null && Object.values(filters).some((f) => f?.trim())
  const rows = narrowing ? narrowed(sheet.rows, filters) : sheet.rows
  useEffect(() => {
    if (narrowing && more.has && !more.loading) more.onAll()
    // oxlint-disable-next-line react/exhaustive-deps -- asks for the next part when one has come
  }, [narrowing, more.has, more.loading])
  useEffect(() => {
    if (target) handle.current?.go(target.row, target.column)
  }, [target])

  const codeWords = (code: string, fallback = '') => (t.has(`fault.field.${code}` as never) ? t(`fault.field.${code}` as never) : fallback)
  const said = (row: Row, cell: Cell) =>
    sheet.flags
      .get(row.key)
      ?.filter((p) => p.cell === cell)
      .map((p) => codeWords(p.code, p.message))
      .join(' ')
  const wrongHere = (row: Row, cell: Cell) => {
    const code = editable ? wrongWith(row, cell) : undefined
    return (code && codeWords(code)) || said(row, cell) || undefined
  }
  const title = (cell: Cell) => {
    const [, kind, n] = /^(from|at)(\d+)$/.exec(cell) ?? []
    if (!kind) return t(`sheet.cell.${cell as PlainCell}`)
    return kind === 'from' ? t('sheet.breakFrom', { n: n ?? '' }) : t('sheet.breakPrice', { n: n ?? '' })
  }
  const cells = cellsWith(breaksShown(sheet.rows)).filter(choice.isShown)
  const wrong: Wrong[] = sheet.changed.flatMap((row) => cellsWith(breaksShown(sheet.rows)).flatMap((cell) => (wrongHere(row, cell) ? [{ row: row.key, column: cell }] : [])))
  const good = sheet.changed.filter((row) => !cellsWith(breaksShown([row])).some((cell) => wrongWith(row, cell)))
  const nextWrong = () => {
    const after = wrong.findIndex((w) => w.row === target?.row && w.column === target.column)
    const next = wrong[(after + 1) % wrong.length]
    if (!next) return
    if (!choice.isShown(next.column)) choice.toggle(/^(from|at)\d/.test(next.column) ? 'breaks' : (next.column as never))
    setTarget({ ...next })
  }

  const send = async (lines: readonly Line[], rowsSent: readonly Row[]) => {
    const flags = new Map<string, Outcome['problems']>()
    const taken: Row[] = []
    const revisions: string[] = []
    for (let i = 0; i < lines.length; i += sendMost) {
      const outcome = await putLines(company, lines.slice(i, i + sendMost))
      if (outcome.revision) revisions.push(outcome.revision)
      for (const line of outcome.lines) {
        const row = rowsSent[i + line.line]
        if (row && line.outcome === 'flagged') flags.set(row.key, line.problems ?? [])
        else if (row) taken.push(row)
      }
    }
    await askAgain(company)
    return { flags, taken, back: revisions.length > 0 && mayUndo ? () => onUndo(revisions) : undefined }
  }
  const save = () =>
    deed.run(async () => {
      if (good.length === 0) return nextWrong()
      const { flags, taken, back } = await send(good.map((r) => lineOf(r, currency)), good)
      sheet.settle(new Set(taken.map((r) => r.key)))
      sheet.flag(flags)
      if (taken.length > 0) toast(t('sheet.saved', { count: taken.length }), back)
    })
  const withdraw = async (item: Item, out: boolean) => {
    const line: Line = out ? { sku: item.sku, withdrawn: true } : lineOf({ key: item.item, item, typed: {} }, currency)
    try {
      const { flags, back } = await send([line], [{ key: item.item, item, typed: {} }])
      const [problems] = flags.values()
      if (problems) return toast(problems.map((p) => codeWords(p.code, p.message)).join(' ') || t('sheet.notDone'))
      toast(t(out ? 'sheet.withdrawn' : 'sheet.restored', { name: item.name }), back)
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  const add = () => setTarget({ row: sheet.add([['']], 'sku', cells), column: 'sku' })

  const drawn = (row: Row, cell: Cell, value: string) => {
    const figure = parseDecimal(value)
    const money = cellOf(row, 'currency') || currency
    if (cell === 'unit') return unit(value)
    if (figure === null || !isNumber(cell)) return value
    return (cell === 'price' || cell.startsWith('at')) && /^[A-Z]{3}$/.test(money) ? formatUnitPrice(lang, { amount: figure, currency: money }) : formatNumber(lang, figure)
  }
  const columns: GridColumn<Row>[] = cells.map((cell) => ({
    key: cell, title: title(cell), width: widths[cell as PlainCell] ?? breakWidth, num: isNumber(cell), main: cell === 'sku', fixed: cell === 'sku' || cell === 'name', deskOnly: !handy.includes(cell),
    // The number of an item is its name here: only a new one is given a number.
    edit: (row: Row) => editable && (cell !== 'sku' || row.item === undefined),
    text: (row) => cellOf(row, cell),
    show: (row) => <span className={clsx(row.typed[cell] !== undefined && 'font-strong')}>{drawn(row, cell, cellOf(row, cell))}</span>,
    wrong: (row) => wrongHere(row, cell),
    was: (row) => (row.item && row.typed[cell] !== undefined ? t('sheet.was', { value: drawn(row, cell, textOf(row.item, cell)) || t('sheet.emptyCell') }) : undefined),
  }))
  columns.push({
    key: 'acts', title: t('sheet.acts'), width: may ? 11 : 6, text: () => '',
    control: (row) =>
      row.item && (
        <span className="flex flex-wrap">
          {seat.permissions.includes('catalog.item.read') && (
            <Link to="/c/$company/items/$item" params={{ company, item: row.item.item }} aria-label={t('sheet.openOf', { name: row.item.name })} className={buttonClass('quiet')}>
              {t('sheet.open')}
            </Link>
          )}
          {may && (
            <Button kind="quiet" aria-label={t(withdrawn ? 'sheet.restoreOf' : 'sheet.withdrawOf', { name: row.item.name })} onClick={() => void withdraw(row.item as Item, !withdrawn)}>
              {withdrawn ? t('sheet.restore') : t('sheet.withdraw')}
            </Button>
          )}
        </span>
      ),
  })
  const general = [...sheet.flags].flatMap(([key, problems]) => problems.filter((p) => !p.cell).map((p) => ({ key, words: codeWords(p.code, p.message) })))
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 max-tablet:px-4 print:hidden">
        <KeyLine name="grid">{t('sheet.keys')}</KeyLine>
        <span className="ml-auto flex flex-wrap gap-1">
          {editable && (
            <>
              <Button kind="quiet" icon={<Undo2 aria-hidden />} disabled={!sheet.canUndo} aria-keyshortcuts="Control+Z" onClick={sheet.undo}>
                {t('sheet.undo')}
              </Button>
              <Button kind="quiet" icon={<Redo2 aria-hidden />} disabled={!sheet.canRedo} aria-keyshortcuts="Control+Y" onClick={sheet.redo}>
                {t('sheet.redo')}
              </Button>
            </>
          )}
          {!phone && (
            <>
              <Button kind="quiet" icon={<Filter aria-hidden />} aria-pressed={filters !== null} className="aria-pressed:bg-best aria-pressed:text-best-ink" onClick={() => setFilters(filters ? null : {})}>
                {t('sheet.filter')}
              </Button>
              <Menu
                label={t('sheet.columns')}
                trigger={
                  <Button kind="quiet" icon={<Columns3 aria-hidden />}>
                    {t('sheet.columns')}
                  </Button>
                }
                items={optional.map((c) => ({ label: c === 'breaks' ? t('sheet.breaks') : t(`sheet.cell.${c}`), checked: !choice.hidden.includes(c), onSelect: () => choice.toggle(c) }))}
              />
            </>
          )}
        </span>
      </div>
      {narrowing && (
        <p role="status" className="text-small text-ink2 max-tablet:px-4">
          {more.has ? t('sheet.looking', { count: items.length }) : t('sheet.found', { count: rows.length, total: sheet.rows.length })}
        </p>
      )}
      {sheet.rows.length === 0 && empty}
      {sheet.rows.length > 0 && (
        <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <EditGrid
            ref={handle}
            label={t('sheet.title')}
            columns={columns}
            rows={rows}
            rowKey={(r) => r.key}
            rowName={(r) => nameOf(r) || t('sheet.newLine')}
            onChange={sheet.change}
            onSubmit={() => void (sheet.changed.length > 0 && save())}
            onBeyond={(block, column) => sheet.add(block, column as Cell, cells)}
            onLost={(cells) => toast(t('sheet.lost', { count: cells }))}
            history={sheet}
            filter={
              filters === null
                ? undefined
                : (column) => (
                    <input
                      type="search"
                      aria-label={t('sheet.filterOf', { column: column.title })}
                      autoComplete="off"
                      value={filters[column.key as Cell] ?? ''}
                      onChange={(e) => setFilters({ ...filters, [column.key]: e.target.value })}
                      className="box h-8! w-full px-1.5 text-small"
                    />
                  )
            }
          />
          {rows.length === 0 && <EmptyState text={t('sheet.nothing')} action={<Button onClick={() => setFilters({})}>{t('sheet.clear')}</Button>} />}
        </div>
      )}
      {filters !== null && <p className="text-small text-ink2 max-tablet:px-4">{t('sheet.filterHelp')}</p>}
      {sheet.flags.size > 0 && (
        <div role="alert" className="rounded-control border border-warn bg-warn-bg px-3 py-2 text-warn max-tablet:mx-4">
          <p className="font-strong">{t('sheet.flagged', { count: sheet.flags.size })}</p>
          <ul>
            {general.slice(0, 5).map(({ key, words }) => (
              <li key={key + words} className="wrap-anywhere">
                {cellOf(sheet.rows.find((r) => r.key === key) ?? { key, typed: {} }, 'sku')}: {words}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="max-tablet:px-4">
        <Refusal problem={deed.problem} />
      </div>
      {editable && (
        <div className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) flex flex-wrap items-center justify-end gap-3 border-t border-line bg-paper py-3 max-tablet:px-4 print:hidden">
          <p role="status" className="mr-auto text-small text-ink2">
            {sheet.changed.length > 0 && t('sheet.unsaved', { count: sheet.changed.length })}
          </p>
          {wrong.length > 0 && (
            <Button kind="quiet" className="text-bad!" onClick={nextWrong}>
              {t('sheet.wrong', { count: wrong.length })}
            </Button>
          )}
          {sheet.changed.length > 0 && <Button onClick={sheet.discard}>{t('sheet.discard')}</Button>}
          <Button icon={<Plus aria-hidden />} onClick={add}>
            {t('sheet.add')}
          </Button>
          <Button kind="primary" busy={deed.busy} disabled={sheet.changed.length === 0} onClick={() => void save()}>
            {t('sheet.save', { count: good.length })}
          </Button>
        </div>
      )}
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </>
  )
}
