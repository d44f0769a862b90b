import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useEffect, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { readBlock, writeBlock } from '../lib/tsv'
import { usePhone } from '../lib/useMedia'

export type GridColumn<R> = {
  key: string
  title: string
  /** In rem; the last column takes what is left. */
  width: number
  num?: boolean
  /** What is edited, copied and filled down. */
  text: (row: R) => string
  /** What is drawn while the cursor is elsewhere; the text itself if it is left out. */
  show?: (row: R) => ReactNode
  /** Whether it can be changed, in this row. */
  edit?: boolean | ((row: R) => boolean)
  /** A button or the like instead of a text; the cursor passes by, Tab finds it. Such columns come last. */
  control?: (row: R) => ReactNode
  /** What is wrong with this cell of this row. */
  wrong?: (row: R) => string | undefined
  /** The name of the row: its header, and the head of its card on a phone. Exactly one column. */
  main?: boolean
  /** The cell wraps: a sentence. */
  wraps?: boolean
}

export type CellChange = { row: string; column: string; text: string }

export type EditGridProps<R> = {
  label: string
  columns: readonly GridColumn<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** The row in words, for the ear. */
  rowName: (row: R) => string
  /** Every edit, also a pasted block, a fill and an undo, as one list. */
  onChange: (changes: CellChange[]) => void
  /** Ctrl+Enter; called once what was being typed has been handed over. */
  onSubmit?: () => void
  /** What was pasted beyond the last row, from which column on: never lost in silence. */
  onBeyond?: (rows: string[][], column: string) => void
}

const undoSteps = 50

/** Edits with a way back: the last fifty, each as one step. */
function useEdits<R>({ columns, rows, rowKey, onChange }: EditGridProps<R>) {
  const past = useRef<CellChange[][]>([])
  const textOf = ({ row, column }: CellChange) => {
    const r = rows.find((x) => rowKey(x) === row)
    return (r && columns.find((c) => c.key === column)?.text(r)) ?? ''
  }
  return {
    change: (list: CellChange[]) => {
      const real = list.filter((c) => textOf(c) !== c.text)
      if (real.length === 0) return
      past.current = [...past.current.slice(1 - undoSteps), real.map((c) => ({ ...c, text: textOf(c) }))]
      onChange(real)
    },
    undo: () => {
      const back = past.current.pop()
      if (back) onChange(back)
    },
  }
}

const editable = <R,>(column: GridColumn<R> | undefined, row: R | undefined) => column !== undefined && row !== undefined && (typeof column.edit === 'function' ? column.edit(row) : column.edit === true)

/** Many rows, edited in place: a grid by keyboard on a desk, one card per row on a phone. */
export function EditGrid<R>(props: EditGridProps<R>) {
  return usePhone() ? <Cards {...props} /> : <Grid {...props} />
}

type Cursor = { r: number; c: number; from?: number }

const still: Record<string, [number, number] | undefined> = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0], PageDown: [12, 0], PageUp: [-12, 0],
}
const typing: Record<string, [number, number] | undefined> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] }

function Grid<R>(props: EditGridProps<R>) {
  const { label, columns, rows, rowKey, rowName, onSubmit, onBeyond } = props
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const changes = useEdits(props)
  const first = Math.max(0, columns.findIndex((c) => c.edit))
  const [at, setAt] = useState<Cursor>({ r: 0, c: first })
  const [draft, setDraft] = useState<string | null>(null)
  const lastColumn = columns.findLastIndex((c) => !c.control)
  const row = rows[Math.min(at.r, rows.length - 1)]
  const column = columns[at.c]
  // The row of the cursor stays drawn wherever the list is scrolled to, for the keyboard is in it.
  const range = (shown: Range) => [...new Set([...defaultRangeExtractor(shown), Math.min(at.r, rows.length - 1)])].toSorted((a, b) => a - b)
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and handed to nobody
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => 40, overscan: 8, scrollPaddingStart: 44, initialRect: { width: 1000, height: 600 }, rangeExtractor: range, getItemKey: (i) => (rows[i] ? rowKey(rows[i]) : i) })
  const moved = useRef(false)
  const [handIn, setHandIn] = useState(0)
  useEffect(() => {
    if (handIn > 0) onSubmit?.()
    // oxlint-disable-next-line react/exhaustive-deps -- the keys are the occasion
  }, [handIn])
  const whyID = useId()
  useEffect(() => {
    if (!moved.current) return
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [at])
  useEffect(() => {
    if (moved.current && draft === null) input.current?.select()
  }, [draft])

  const go = (r: number, c: number, from?: number) => {
    const to = { r: Math.max(0, Math.min(rows.length - 1, r)), c: Math.max(0, Math.min(lastColumn, c)), from }
    moved.current = true
    setAt(to)
    virtual.scrollToIndex(to.r)
  }
  const put = (text: string) => row && column && editable(column, row) && changes.change([{ row: rowKey(row), column: column.key, text: text.trim() }])
  const commit = () => {
    if (draft !== null) put(draft)
    setDraft(null)
  }
  const [top, bottom] = [Math.min(at.r, at.from ?? at.r), Math.max(at.r, at.from ?? at.r)]
  /** The same text in each chosen row; without a choice what stands above comes down. */
  const fill = (text: string, from = top) =>
    column && changes.change(rows.slice(from, bottom + 1).filter((r) => editable(column, r)).map((r) => ({ row: rowKey(r), column: column.key, text })))
  const fillDown = () => {
    const source = rows[top === bottom ? Math.max(0, top - 1) : top]
    if (source && column) fill(column.text(source))
  }
  const chord = (e: KeyboardEvent) => {
    const key = e.key.toLowerCase()
    if (key === 'enter' && onSubmit) {
      commit()
      setHandIn((n) => n + 1)
    } else if (key === 'z' && draft === null) changes.undo()
    else if (key === 'd') fillDown()
    else if (key === 'home' || key === 'end') go(key === 'home' ? 0 : rows.length - 1, at.c)
    else return
    e.preventDefault()
  }
  const onKey = (e: KeyboardEvent) => {
    // Keys that an input method takes are not ours.
    if (e.nativeEvent.isComposing || e.keyCode === 229) return
    if (e.ctrlKey || e.metaKey) return chord(e)
    if (e.altKey) return
    const by = (draft === null ? still : typing)[e.key]
    if (by) {
      e.preventDefault()
      commit()
      return go(at.r + by[0], at.c + by[1], e.shiftKey && by[1] === 0 && e.key !== 'Enter' ? (at.from ?? at.r) : undefined)
    }
    if (e.key === 'Tab' && draft !== null) {
      e.preventDefault()
      commit()
      return go(at.r, at.c + (e.shiftKey ? -1 : 1))
    }
    if (e.key === 'Escape' && draft !== null) {
      e.stopPropagation()
      return setDraft(null)
    }
    if (draft !== null || !column || !row || !editable(column, row)) return
    if (e.key === 'F2') {
      e.preventDefault()
      setDraft(column.text(row))
      const end = column.text(row).length
      input.current?.setSelectionRange(end, end)
    } else if (e.key === 'Delete' || e.key === 'Backspace') {
      e.preventDefault()
      fill('')
    }
  }
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData('text/plain')
    // Into a cell that is being edited one word is pasted as everywhere; a block is a block.
    if (!text || (draft !== null && !/[\t\n]/.test(text.trim()))) return
    e.preventDefault()
    setDraft(null)
    const block = readBlock(text)
    const into = columns.slice(at.c).filter((c) => c.edit)
    const fits = block.slice(0, rows.length - at.r)
    changes.change(
      fits.flatMap((cells, i) => cells.flatMap((cell, j) => {
        const [r, c] = [rows[at.r + i], into[j]]
        return r && c && editable(c, r) ? [{ row: rowKey(r), column: c.key, text: cell.trim() }] : []
      })),
    )
    if (block.length > fits.length && into[0]) onBeyond?.(block.slice(fits.length), into[0].key)
  }
  const onCopy = (e: ClipboardEvent) => {
    if (top === bottom || !column) return
    e.preventDefault()
    e.clipboardData.setData('text/plain', writeBlock(rows.slice(top, bottom + 1).map((r) => [column.text(r)])))
  }
  const template = columns.map((c, i) => (i === columns.length - 1 ? `minmax(${c.width}rem, 1fr)` : `${c.width}rem`)).join(' ')
  const width = `${columns.reduce((sum, c) => sum + c.width, 0)}rem`
  return (
    <div ref={box} role="grid" tabIndex={-1} aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length} onKeyDown={onKey} onPaste={onPaste} onCopy={onCopy} className="relative max-h-[70dvh] overflow-auto bg-surface outline-none">
      <div role="rowgroup" className="sticky top-0 z-(--z-sticky) bg-surface" style={{ minWidth: width }}>
        <div role="row" aria-rowindex={1} className="grid h-10 border-b border-line text-small text-ink2" style={{ gridTemplateColumns: template }}>
          {columns.map((c) => (
            <div key={c.key} role="columnheader" className={clsx('flex items-center px-cell', c.num && 'justify-end')}>
              {c.title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth: width }}>
        {virtual.getVirtualItems().map((item) => {
          const r = rows[item.index]
          if (!r) return null
          return (
            <div
              key={rowKey(r)}
              ref={virtual.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 2}
              className="absolute inset-x-0 top-0 grid min-h-10 border-b border-line"
              style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
            >
              {columns.map((c, ci) => {
                if (c.control) {
                  return (
                    <div key={c.key} role="gridcell" className="flex min-w-0 items-center px-1">
                      {c.control(r)}
                    </div>
                  )
                }
                const here = r === row && ci === at.c
                const open = editable(c, r)
                const wrong = c.wrong?.(r)
                const chosen = top !== bottom && ci === at.c && item.index >= top && item.index <= bottom
                return (
                  // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the role is one of two
                  <div
                    key={c.key}
                    role={c.main ? 'rowheader' : 'gridcell'}
                    aria-readonly={!open || undefined}
                    aria-selected={chosen || undefined}
                    onMouseDown={(e) => {
                      if (here) return
                      e.preventDefault()
                      commit()
                      go(item.index, ci, e.shiftKey ? (at.from ?? at.r) : undefined)
                    }}
                    className={clsx(
                      'flex min-w-0 items-center px-cell py-1.5',
                      c.num && 'num justify-end',
                      open ? 'border-r border-line text-ink' : 'text-ink2',
                      here && 'outline-2 -outline-offset-2 outline-control has-focus:outline-focus',
                      wrong && !chosen && 'bg-bad-bg text-bad',
                      chosen && 'bg-best',
                    )}
                  >
                    {here ? (
                      <input
                        ref={input}
                        aria-label={`${rowName(r)} · ${c.title}`}
                        aria-invalid={wrong ? true : undefined}
                        aria-describedby={wrong ? whyID : undefined}
                        readOnly={!open}
                        inputMode={c.num ? 'decimal' : 'text'}
                        autoComplete="off"
                        value={draft ?? c.text(r)}
                        onFocus={(e) => {
                          moved.current = true
                          e.currentTarget.select()
                        }}
                        onChange={(e) => setDraft(e.target.value)}
                        onBlur={commit}
                        className={clsx('w-full min-w-0 bg-transparent outline-none', c.num && 'text-right')}
                      />
                    ) : (
                      <span className={c.wraps ? 'min-w-0 wrap-anywhere' : 'truncate'}>{c.show ? c.show(r) : c.text(r)}</span>
                    )}
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
      <Why id={whyID} text={row && column?.wrong?.(row)} />
    </div>
  )
}

/** Why the cell of the cursor is wrong, in a line that stays in sight. */
function Why({ id, text }: { id: string; text: string | undefined }) {
  return (
    <p id={id} className="sticky bottom-0 left-0 border-t border-bad bg-bad-bg px-cell py-1.5 text-bad empty:hidden">
      {text}
    </p>
  )
}

/** The text is the browser's own until the cursor leaves: composing Chinese is never interrupted. */
function CardField<R>({ column, row, name, onPut }: { column: GridColumn<R>; row: R; name: string; onPut: (text: string) => void }) {
  const now = column.text(row)
  const wrong = column.wrong?.(row)
  return (
    <label className="grid grid-cols-[8rem_minmax(0,1fr)] items-center gap-x-3">
      <span className="text-ink2">{column.title}</span>
      <input
        key={now}
        aria-label={`${name} · ${column.title}`}
        aria-invalid={wrong ? true : undefined}
        defaultValue={now}
        inputMode={column.num ? 'decimal' : 'text'}
        autoComplete="off"
        enterKeyHint="done"
        onBlur={(e) => onPut(e.target.value.trim())}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.nativeEvent.isComposing && e.keyCode !== 229) e.currentTarget.blur()
        }}
        className={clsx('box w-full px-2.5', column.num && 'num text-right')}
      />
      {wrong && <span className="col-start-2 text-small text-bad">{wrong}</span>}
    </label>
  )
}

const cardsAtOnce = 50

function Cards<R>(props: EditGridProps<R>) {
  const { label, columns, rows, rowKey, rowName } = props
  const t = useTranslations('ui')
  const changes = useEdits(props)
  const [count, setCount] = useState(cardsAtOnce)
  const main = columns.find((c) => c.main)
  return (
    <>
      <ul aria-label={label} className="bg-surface">
        {rows.slice(0, count).map((row) => (
          <li key={rowKey(row)} className="grid gap-2 border-b border-line px-4 py-3">
            {main && !editable(main, row) && <span className="font-strong wrap-anywhere">{main.show ? main.show(row) : main.text(row)}</span>}
            {columns
              .filter((c) => c !== main || editable(c, row))
              .map((c) =>
                c.control ? (
                  <div key={c.key} className="-ml-3">{c.control(row)}</div>
                ) : editable(c, row) ? (
                  <CardField key={c.key} column={c} row={row} name={rowName(row)} onPut={(text) => changes.change([{ row: rowKey(row), column: c.key, text }])} />
                ) : (
                  <div key={c.key} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3">
                    <span className="text-ink2">{c.title}</span>
                    <span className="min-w-0 wrap-anywhere">{c.show ? c.show(row) : c.text(row)}</span>
                  </div>
                ),
              )}
          </li>
        ))}
      </ul>
      {count < rows.length && (
        <button type="button" className="min-h-control w-full bg-surface text-accent" onClick={() => setCount(count + cardsAtOnce)}>
          {t('list.more')}
        </button>
      )}
    </>
  )
}
