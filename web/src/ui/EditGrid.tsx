import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useEffect, useEffectEvent, useId, useImperativeHandle, useRef, useState, type ClipboardEvent, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, type Ref } from 'react'
import { useTranslations } from '../lib/i18n'
import { readBlock, writeBlock } from '../lib/tsv'
import { usePhone } from '../lib/useMedia'
import { boxOf, copied, countedAnew, drawnOut, editable, filledDown, holds, pasted, single, undoSteps, written, type Box, type CellChange, type Spot } from './EditGridBlock'

export type { CellChange } from './EditGridBlock'

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
  /** What stood there before it was typed over, as a sentence; such a cell is marked. */
  was?: (row: R) => string | undefined
  /** The name of the row: its header, and the head of its card on a phone. Exactly one column. */
  main?: boolean
  /** Stays in sight when the grid is moved sideways. Such columns come first. */
  fixed?: boolean
  /** Left out of the cards of a phone. */
  deskOnly?: boolean
  /** The cell wraps: a sentence. */
  wraps?: boolean
}

export type EditGridHandle = {
  /** Puts the cursor into a cell. */
  go: (row: string, column: string) => void
}

export type EditGridProps<R> = {
  ref?: Ref<EditGridHandle>
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
  /** How many pasted cells found no place at all. */
  onLost?: (cells: number) => void
  /** The way back and forth, where the screen keeps it because its rows come and go as well; without it the grid keeps the last fifty edits. */
  history?: { undo: () => void; redo: () => void }
  /** Drawn under the title of each column, to narrow the rows by it. */
  filter?: (column: GridColumn<R>) => ReactNode
  /**
   * What is typed into the chosen cells may count each of them anew, as "+3%" does: `read` answers how, or null for a plain text, which goes
   * into the one cell. With it a whole column is chosen by its title, a button that `choose` names, or by Ctrl+Space.
   */
  count?: { read: (typed: string) => ((row: R, column: string) => string | null) | null; choose: (title: string) => string }
}

type Step = { before: CellChange[]; after: CellChange[] }

/** Edits with a way back and forth: the last fifty, each as one step. */
function useEdits<R>({ columns, rows, rowKey, onChange, history }: EditGridProps<R>) {
  const past = useRef<Step[]>([])
  const future = useRef<Step[]>([])
  const back = () => {
    const step = past.current.pop()
    if (!step) return
    future.current.push(step)
    onChange(step.before)
  }
  const forth = () => {
    const step = future.current.pop()
    if (!step) return
    past.current.push(step)
    onChange(step.after)
  }
  return {
    change: (list: CellChange[]) => {
      const known = new Map(rows.map((r) => [rowKey(r), r]))
      const textOf = ({ row, column }: CellChange) => {
        const r = known.get(row)
        return (r !== undefined && columns.find((c) => c.key === column)?.text(r)) || ''
      }
      const real = list.filter((c) => textOf(c) !== c.text)
      if (real.length === 0) return
      past.current = [...past.current.slice(1 - undoSteps), { before: real.map((c) => ({ ...c, text: textOf(c) })), after: real }]
      future.current = []
      onChange(real)
    },
    undo: history?.undo ?? back,
    redo: history?.redo ?? forth,
  }
}

/** Many rows, edited in place: a grid by keyboard on a desk, one card per row on a phone. */
export function EditGrid<R>(props: EditGridProps<R>) {
  return usePhone() ? <Cards {...props} /> : <Grid {...props} />
}

const still: Record<string, [number, number] | undefined> = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Enter: [1, 0], PageDown: [12, 0], PageUp: [-12, 0],
}
const typing: Record<string, [number, number] | undefined> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [1, 0] }
const far = 1_000_000
/** With Ctrl the arrows go to the edge. */
const edges: Record<string, [number, number] | undefined> = { ArrowDown: [far, 0], ArrowUp: [-far, 0], ArrowRight: [0, far], ArrowLeft: [0, -far], Home: [-far, 0], End: [far, 0] }

/** The row under the pointer, and near an edge the box is moved along. */
function rowUnder(box: HTMLElement, e: PointerEvent) {
  const { top, bottom } = box.getBoundingClientRect()
  if (e.clientY > bottom - 24) box.scrollBy(0, 24)
  if (e.clientY < top + 56) box.scrollBy(0, -24)
  const row = document.elementFromPoint(e.clientX, Math.max(top + 48, Math.min(bottom - 4, e.clientY)))?.closest<HTMLElement>('[data-index]')
  return row && box.contains(row) ? Number(row.dataset.index) : null
}

function Grid<R>(props: EditGridProps<R>) {
  const { ref, label, columns, rows, rowKey, rowName, onSubmit, onBeyond, onLost, filter, count } = props
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const changes = useEdits(props)
  const [at, setAt] = useState<Spot>(() => ({ r: 0, c: Math.max(0, columns.findIndex((c) => c.edit)) }))
  /** The other corner of what is chosen; the cursor's own cell when nothing more is. */
  const [end, setEnd] = useState<Spot | null>(null)
  /** The row up to which the handle is drawn. */
  const [drawn, setDrawn] = useState<number | null>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const lastRow = Math.max(0, rows.length - 1)
  const lastColumn = columns.findLastIndex((c) => !c.control)
  const within = ({ r, c }: Spot): Spot => ({ r: Math.max(0, Math.min(lastRow, r)), c: Math.max(0, Math.min(lastColumn, c)) })
  const here = within(at)
  const other = end ? within(end) : here
  const chosen = boxOf(here, other)
  const row = rows[here.r]
  const column = columns[here.c]
  // The row of the cursor stays drawn wherever the list is scrolled to, for the keyboard is in it.
  const range = (shown: Range) => [...new Set([...defaultRangeExtractor(shown), here.r])].filter((i) => i < rows.length).toSorted((a, b) => a - b)
  const top = filter ? 84 : 44
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and handed to nobody
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => 40, overscan: 8, scrollPaddingStart: top, initialRect: { width: 1000, height: 600 }, rangeExtractor: range, getItemKey: (i) => (rows[i] ? rowKey(rows[i]) : i) })
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
    const cell = input.current?.closest<HTMLElement>('[data-cell]')
    if (cell && !cell.dataset.fixed) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [at])
  useEffect(() => {
    if (moved.current && draft === null) input.current?.select()
  }, [draft])

  const go = (to: Spot, extend = false) => {
    const spot = within(to)
    moved.current = true
    if (extend) setEnd(spot)
    else {
      setAt(spot)
      setEnd(null)
    }
    virtual.scrollToIndex(spot.r)
  }
  useImperativeHandle(ref, () => ({
    go: (row, column) => {
      const spot = { r: rows.findIndex((r) => rowKey(r) === row), c: columns.findIndex((c) => c.key === column) }
      if (spot.r >= 0 && spot.c >= 0) go(spot)
    },
  }))
  const commit = () => {
    const counted = draft === null ? null : count?.read(draft)
    if (counted) changes.change(countedAnew(props, chosen, counted))
    else if (draft !== null && row !== undefined && column && editable(column, row)) changes.change([{ row: rowKey(row), column: column.key, text: draft.trim() }])
    setDraft(null)
  }
  const chooseColumn = (c: number) => {
    commit()
    moved.current = true
    setAt({ r: 0, c })
    setEnd({ r: lastRow, c })
    virtual.scrollToIndex(0)
  }
  const drawTo = (to: number) => changes.change(drawnOut(props, chosen, to))
  const chord = (e: KeyboardEvent) => {
    const key = e.key.toLowerCase()
    const edge = edges[e.key]
    if (key === 'enter' && onSubmit) {
      commit()
      setHandIn((n) => n + 1)
    } else if (draft !== null && key !== 'd') return
    else if (key === ' ' && count) chooseColumn(here.c)
    else if (key === 'z') (e.shiftKey ? changes.redo : changes.undo)()
    else if (key === 'y') changes.redo()
    else if (key === 'd') {
      commit()
      changes.change(filledDown(props, chosen))
    } else if (key === 'a') {
      setAt({ r: 0, c: 0 })
      setEnd({ r: lastRow, c: lastColumn })
    } else if (edge) {
      const from = e.shiftKey ? other : here
      go({ r: from.r + edge[0], c: from.c + edge[1] }, e.shiftKey)
    } else return
    e.preventDefault()
  }
  const onKey = (e: KeyboardEvent) => {
    // Keys that an input method takes are not ours, nor those of a filter or a button.
    if (e.nativeEvent.isComposing || e.keyCode === 229 || e.target !== input.current) return
    if (e.ctrlKey || e.metaKey) return chord(e)
    if (e.altKey) return
    const by = (draft === null ? still : typing)[e.key]
    if (by) {
      e.preventDefault()
      commit()
      const extend = e.shiftKey && e.key !== 'Enter'
      const from = extend ? other : here
      return go({ r: from.r + (e.key === 'Enter' && e.shiftKey ? -by[0] : by[0]), c: from.c + by[1] }, extend)
    }
    if (e.key === 'Tab' && draft !== null) {
      e.preventDefault()
      commit()
      return go({ r: here.r, c: here.c + (e.shiftKey ? -1 : 1) })
    }
    if (e.key === 'Escape' && draft !== null) {
      e.stopPropagation()
      return setDraft(null)
    }
    if (draft !== null) return
    if (e.key === 'Home' || e.key === 'End') {
      e.preventDefault()
      return go({ r: (e.shiftKey ? other : here).r, c: e.key === 'Home' ? 0 : lastColumn }, e.shiftKey)
    }
    if (e.key === 'Delete' || e.key === 'Backspace') {
      e.preventDefault()
      return changes.change(written(props, chosen, () => ''))
    }
    if (e.key === 'F2' && column && row !== undefined && editable(column, row)) {
      e.preventDefault()
      const text = column.text(row)
      setDraft(text)
      input.current?.setSelectionRange(text.length, text.length)
    }
  }
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData.getData('text/plain')
    // Into a cell that is being edited one word is pasted as everywhere; a block is a block.
    if (e.target !== input.current || !text || (draft !== null && !/[\t\n]/.test(text.trim()))) return
    e.preventDefault()
    setDraft(null)
    const what = pasted(props, chosen, readBlock(text))
    changes.change(what.changes)
    if (what.beyond.length > 0 && what.from) onBeyond?.(what.beyond, what.from)
    if (what.lost > 0) onLost?.(what.lost)
  }
  const onCopy = (e: ClipboardEvent, cut = false) => {
    if (e.target !== input.current || draft !== null || (single(chosen) && !cut)) return
    e.preventDefault()
    e.clipboardData.setData('text/plain', writeBlock(copied(props, chosen)))
    if (cut) changes.change(written(props, chosen, () => ''))
  }
  /** With the button held down, cells are chosen along the way. */
  const choosing = useRef(false)
  const onDown = (e: MouseEvent, r: number, c: number, inside: boolean) => {
    if (e.button !== 0) return
    choosing.current = !inside || end !== null
    if (inside && end === null) return
    e.preventDefault()
    commit()
    go({ r, c }, e.shiftKey)
  }
  const stopChoosing = useEffectEvent(() => {
    choosing.current = false
  })
  useEffect(() => {
    const up = () => stopChoosing()
    addEventListener('pointerup', up)
    return () => removeEventListener('pointerup', up)
  }, [])
  const draw = (e: PointerEvent) => {
    const to = box.current && rowUnder(box.current, e)
    if (to !== null) setDrawn(to)
    return to
  }
  const onHandle = (e: React.PointerEvent<HTMLElement>) => {
    e.preventDefault()
    e.stopPropagation()
    choosing.current = false
    const handle = e.currentTarget
    handle.setPointerCapture(e.pointerId)
    const move = (m: PointerEvent) => draw(m)
    const done = (m: PointerEvent) => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', done)
      const to = m.type === 'pointerup' && draw(m)
      setDrawn(null)
      if (typeof to === 'number') drawTo(to)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', done)
    handle.addEventListener('pointercancel', done, { once: true })
  }
  const shown: Box = drawn === null ? chosen : { ...chosen, top: Math.min(chosen.top, drawn), bottom: Math.max(chosen.bottom, drawn) }
  const template = columns.map((c, i) => (i === columns.length - 1 ? `minmax(${c.width}rem, 1fr)` : `${c.width}rem`)).join(' ')
  const width = `${columns.reduce((sum, c) => sum + c.width, 0)}rem`
  const lastFixed = columns.findLastIndex((c) => c.fixed)
  const place = (ci: number): CSSProperties | undefined => (columns[ci]?.fixed ? { left: `${columns.slice(0, ci).reduce((sum, c) => sum + c.width, 0)}rem` } : undefined)
  const pinned = (ci: number) => columns[ci]?.fixed && clsx('sticky z-1', ci === lastFixed && 'border-r border-line shadow-edge')
  // What is scrolled into sight must not lie under the columns that stay.
  const left = columns.reduce((sum, c) => sum + (c.fixed ? c.width : 0), 0)
  return (
    <div
      ref={box}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      onKeyDown={onKey}
      onPaste={onPaste}
      onCopy={onCopy}
      onCut={(e) => onCopy(e, true)}
      className="relative max-h-[70dvh] overflow-auto bg-surface outline-none"
      style={{ scrollPaddingInlineStart: `${left}rem`, scrollPaddingBlockStart: top }}
    >
      <div role="rowgroup" className="sticky top-0 z-(--z-sticky) bg-surface" style={{ minWidth: width }}>
        <div role="row" aria-rowindex={1} className="grid h-10 border-b border-line text-small text-ink2" style={{ gridTemplateColumns: template }}>
          {columns.map((c, ci) => (
            <div key={c.key} role="columnheader" style={place(ci)} className={clsx('flex min-w-0 items-center bg-surface px-cell', c.num && 'justify-end', pinned(ci))}>
              {count && c.edit ? (
                <button type="button" tabIndex={-1} aria-label={count.choose(c.title)} title={c.title} onClick={() => chooseColumn(ci)} className={clsx('min-h-8 min-w-0 flex-1 truncate hover:text-ink', c.num ? 'text-right' : 'text-left')}>
                  {c.title}
                </button>
              ) : (
                <span className="truncate" title={c.title}>
                  {c.title}
                </span>
              )}
            </div>
          ))}
        </div>
        {filter && (
          <div role="row" className="grid h-10 items-center border-b border-line text-small" style={{ gridTemplateColumns: template }}>
            {columns.map((c, ci) => (
              <div key={c.key} role="gridcell" style={place(ci)} className={clsx('grid h-full min-w-0 items-center bg-surface px-1', pinned(ci))}>
                {!c.control && filter(c)}
              </div>
            ))}
          </div>
        )}
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth: width }}>
        {virtual.getVirtualItems().map((item) => {
          const r = rows[item.index]
          if (r === undefined) return null
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
                const inside = item.index === here.r && ci === here.c
                const open = editable(c, r)
                const wrong = c.wrong?.(r)
                const was = c.was?.(r)
                const selected = !single(shown) && holds(shown, item.index, ci)
                const handle = drawn === null && item.index === chosen.bottom && ci === chosen.right && draft === null && open && rows.length > 1
                return (
                  // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the role is one of two
                  <div
                    key={c.key}
                    role={c.main ? 'rowheader' : 'gridcell'}
                    data-cell
                    data-fixed={c.fixed || undefined}
                    aria-readonly={!open || undefined}
                    aria-selected={selected || undefined}
                    title={wrong ?? was}
                    onMouseDown={(e) => onDown(e, item.index, ci, inside)}
                    onMouseEnter={() => {
                      if (!choosing.current) return
                      moved.current = true
                      setEnd(within({ r: item.index, c: ci }))
                    }}
                    style={place(ci)}
                    className={clsx(
                      'flex min-w-0 items-center px-cell py-1.5',
                      c.fixed ? pinned(ci) : 'relative',
                      c.num && 'num justify-end',
                      open ? 'border-r border-line text-ink' : 'text-ink2',
                      inside && 'outline-2 -outline-offset-2 outline-control has-[input:focus]:outline-focus',
                      selected ? 'bg-best' : wrong ? 'bg-bad-bg text-bad' : was ? 'bg-warn-bg' : c.fixed && 'bg-surface',
                    )}
                  >
                    {inside ? (
                      <input
                        ref={input}
                        aria-label={`${rowName(r)} · ${c.title}`}
                        aria-invalid={wrong ? true : undefined}
                        aria-describedby={wrong || was ? whyID : undefined}
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
                    {handle && <span aria-hidden data-handle onPointerDown={onHandle} onMouseDown={(e) => e.stopPropagation()} onDoubleClick={() => drawTo(lastRow)} className="absolute -right-px -bottom-px size-2.5 cursor-ns-resize touch-none border border-surface bg-focus" />}
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
      <Why id={whyID} wrong={row === undefined ? undefined : column?.wrong?.(row)} was={row === undefined ? undefined : column?.was?.(row)} />
    </div>
  )
}

/** Why the cell of the cursor is wrong, or what stood there, in a line that stays in sight. */
function Why({ id, wrong, was }: { id: string; wrong: string | undefined; was: string | undefined }) {
  return (
    <p id={id} className={clsx('sticky bottom-0 left-0 z-2 border-t px-cell py-1.5 empty:hidden', wrong ? 'border-bad bg-bad-bg text-bad' : 'border-line bg-surface text-small text-ink2')}>
      {wrong ?? was}
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
              .filter((c) => !c.deskOnly && (c !== main || editable(c, row)))
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
