import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { useEffect, useRef, useState, type ClipboardEvent, type ComponentType, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { usePrefs } from '../../../lib/prefs'
import { columnsInSight, move, nameColumn, quantityColumn, type Spot } from './keys'

/** In rem: what the columns and the head measure. */
const widths = { name: 14.5, quantity: 8.5, supplier: 7.25 } as const
const headHeight = 5.5

export type RowProps = {
  line: string
  suppliers: readonly string[]
  /** Which suppliers' columns are drawn. */
  shown: readonly number[]
  /** The column of the cursor, where it is in this line. */
  active: number | null
  /** Where the cell of a supplier stands, in rem. */
  left: (column: number) => number
}

export type CompareGridProps = {
  label: string
  /** Keys of the lines, and ids of the suppliers, in the order that is shown. */
  lines: readonly string[]
  suppliers: readonly string[]
  corner: string
  quantity: string
  /** What stands over the column of a supplier. */
  head: (supplier: string) => ReactNode
  /** Draws the cells of one line; each carries `data-column`. It is drawn anew only when its own props change. */
  Row: ComponentType<RowProps>
  onPick: (line: string, supplier: string) => void
  onExplain: (line: string, supplier: string) => void
  /** The line itself: what it means, and what else it could mean. */
  onLine: (line: string) => void
  onRemove: (line: string) => void
  onUndo: () => void
  onRedo: () => void
  /** A block was pasted into the quantities, from this line on. True when it was taken. */
  onPaste: (line: string, text: string) => boolean
}

const inputOf = (e: { target: EventTarget }) => (e.target instanceof HTMLInputElement ? e.target : null)

/** Lines against suppliers: head and two columns stay, the rest is drawn where it is in sight. One stop of the Tab key, moved in by arrows. */
export function CompareGrid({ label, lines, suppliers, corner, quantity, head, Row, onPick, onExplain, onLine, onRemove, onUndo, onRedo, onPaste }: CompareGridProps) {
  const { density, bigger } = usePrefs()
  const rem = bigger ? 18.4 : 16
  const rowHeight = (density === 'touch' ? 4 : 3.25) * rem
  const box = useRef<HTMLDivElement>(null)
  const [cursor, setAt] = useState<Spot>({ row: 0, column: quantityColumn })
  const at: Spot = { row: Math.max(0, Math.min(lines.length - 1, cursor.row)), column: Math.max(nameColumn, Math.min(suppliers.length - 1, cursor.column)) }
  const moved = useRef(false)
  const [sight, setSight] = useState({ first: 0, last: 11 })
  // The row of the cursor stays drawn wherever the list is scrolled to, for the keyboard is in it.
  const range = (shown: Range) => [...new Set([...defaultRangeExtractor(shown), at.row])].filter((i) => i < lines.length).toSorted((a, b) => a - b)
  // oxlint-disable-next-line react/incompatible-library -- what it answers is used here and handed to nobody
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 4, scrollPaddingStart: headHeight * rem, initialRect: { width: 1000, height: 700 }, rangeExtractor: range, getItemKey: (i) => lines[i] ?? i })
  const sticky = widths.name + widths.quantity
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      const now = columnsInSight({ scrolled: element.scrollLeft / rem, room: element.clientWidth / rem - sticky, width: widths.supplier, count: suppliers.length })
      setSight((old) => (old.first === now.first && old.last === now.last ? old : now))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      sizes.disconnect()
    }
  }, [rem, sticky, suppliers.length])
  useEffect(() => {
    const element = box.current
    if (!moved.current || !element) return
    const cell = element.querySelector<HTMLElement>(`[data-row="${CSS.escape(lines[at.row] ?? '')}"] [data-column="${at.column}"]`)
    const input = cell?.querySelector('input')
    ;(input ?? cell)?.focus({ preventScroll: true })
    input?.select()
    if (at.column < 0) return
    const [from, to] = [at.column * widths.supplier * rem, (at.column + 1) * widths.supplier * rem]
    const room = element.clientWidth - sticky * rem
    if (from < element.scrollLeft) element.scrollLeft = from
    else if (to > element.scrollLeft + room) element.scrollLeft = to - room
    // oxlint-disable-next-line react/exhaustive-deps -- moving the cursor is the occasion
  }, [cursor])

  const go = (to: Spot) => {
    moved.current = true
    setAt(to)
    virtual.scrollToIndex(to.row)
  }
  const onKey = (e: KeyboardEvent) => {
    // Keys that an input method takes are not ours.
    if (e.nativeEvent.isComposing || e.keyCode === 229 || !(e.target instanceof HTMLElement)) return
    const cell = e.target.closest<HTMLElement>('[data-column]')
    const input = inputOf(e)
    const [line, supplier] = [lines[at.row], suppliers[at.column]]
    if (!cell || line === undefined) return
    const key = e.key.toLowerCase()
    if ((e.ctrlKey || e.metaKey) && (key === 'z' || key === 'y')) {
      e.preventDefault()
      e.stopPropagation()
      return key === 'y' || e.shiftKey ? onRedo() : onUndo()
    }
    if (e.altKey || (e.target !== cell && !input)) return
    const to = move(at, e, { rows: lines.length, columns: suppliers.length }, input && { start: input.selectionStart ?? 0, end: input.selectionEnd ?? 0, length: input.value.length })
    if (to) {
      e.preventDefault()
      e.stopPropagation()
      return go(to)
    }
    if (input || e.ctrlKey || e.metaKey) return
    if (e.key === 'Delete' || e.key === 'Backspace') onRemove(line)
    else if (e.key === 'Enter' || e.key === ' ') {
      if (at.column === nameColumn) onLine(line)
      else if (supplier !== undefined) (e.key === 'Enter' ? onPick : onExplain)(line, supplier)
    } else {
      // A digit over any cell begins the quantity of its line: the browser puts it where the focus is now.
      if (/^[0-9]$/.test(e.key)) {
        moved.current = true
        const field = box.current?.querySelector<HTMLInputElement>(`[data-row="${CSS.escape(line)}"] [data-column="${quantityColumn}"] input`)
        field?.focus({ preventScroll: true })
        field?.select()
      }
      return
    }
    e.preventDefault()
  }
  /** Wherever the keyboard goes by itself, the cursor goes along. */
  const onFocus = (e: { target: EventTarget }) => {
    if (!(e.target instanceof HTMLElement)) return
    const column = Number(e.target.closest<HTMLElement>('[data-column]')?.dataset.column)
    const row = lines.indexOf(e.target.closest<HTMLElement>('[data-row]')?.dataset.row ?? '')
    if (row < 0 || Number.isNaN(column) || (row === at.row && column === at.column)) return
    moved.current = false
    setAt({ row, column })
  }
  const onClick = (e: MouseEvent) => {
    if (!(e.target instanceof HTMLElement || e.target instanceof SVGElement) || e.target.closest('button, a, input')) return
    const cell = e.target.closest<HTMLElement>('[data-column]')
    const line = e.target.closest<HTMLElement>('[data-row]')?.dataset.row
    const column = Number(cell?.dataset.column)
    if (!cell || line === undefined) return
    const supplier = suppliers[column]
    go({ row: lines.indexOf(line), column })
    if (column === nameColumn) onLine(line)
    else if (supplier !== undefined) onPick(line, supplier)
  }
  const onBlock = (e: ClipboardEvent) => {
    const line = lines[at.row]
    if (line !== undefined && inputOf(e) && onPaste(line, e.clipboardData.getData('text/plain'))) {
      e.preventDefault()
      e.stopPropagation()
    }
  }
  const first = Math.min(sight.first, suppliers.length)
  const shown = suppliers.flatMap((_, i) => ((i >= first && i <= sight.last) || i === at.column ? [i] : []))
  const drawn = useSame(shown)
  const width = `${sticky + suppliers.length * widths.supplier}rem`
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are heard before the fields hear them
    <div
      ref={box}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={suppliers.length + 2}
      onKeyDownCapture={onKey}
      onFocus={onFocus}
      onClick={onClick}
      onPaste={onBlock}
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-surface outline-none"
    >
      <div role="rowgroup" className="sticky top-0 z-(--z-sticky)" style={{ width, minWidth: '100%' }}>
        <div role="row" aria-rowindex={1} className="relative flex border-b border-control/50 bg-paper" style={{ height: `${headHeight}rem` }}>
          <div role="columnheader" aria-colindex={1} style={{ width: `${widths.name}rem` }} className="sticky left-0 z-2 flex flex-none items-end border-r border-line bg-paper px-4 pb-2 text-small text-ink2">
            {corner}
          </div>
          <div role="columnheader" aria-colindex={2} style={{ width: `${widths.quantity}rem`, left: `${widths.name}rem` }} className="sticky z-2 flex flex-none items-end border-r border-line bg-paper px-3 pb-2 text-small text-ink2 shadow-edge">
            {quantity}
          </div>
          {drawn.map((i) => (
            <div key={suppliers[i]} role="columnheader" aria-colindex={i + 3} style={{ left: `${leftOf(i)}rem`, width: `${widths.supplier}rem` }} className="absolute inset-y-0 border-r border-line bg-paper">
              {head(suppliers[i] ?? '')}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), width, minWidth: '100%' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              data-row={line}
              className={clsx('group/row absolute inset-x-0 top-0 flex border-b border-line bg-surface')}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            >
              <Row line={line} suppliers={suppliers} shown={drawn} active={item.index === at.row ? at.column : null} left={leftOf} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

const leftOf = (column: number) => widths.name + widths.quantity + column * widths.supplier

/** The same list as long as it says the same, so that rows that did not change are not drawn again. */
function useSame(list: readonly number[]) {
  const [kept, setKept] = useState(list)
  const same = kept.length === list.length && kept.every((n, i) => n === list[i])
  if (!same) setKept(list)
  return same ? kept : list
}

type NameProps = { active: boolean; label?: string; children: ReactNode; className?: string }

/** The first cell of a line. */
export const NameCell = ({ active, children, className }: NameProps) => (
  <div role="rowheader" aria-colindex={1} data-column={nameColumn} tabIndex={active ? 0 : -1} style={{ width: `${widths.name}rem` }} className={clsx('sticky left-0 z-2 flex flex-none cursor-pointer flex-col justify-center border-r border-line bg-surface px-4 -outline-offset-2 group-hover/row:bg-sunk', className)}>
    {children}
  </div>
)

/** The second: a field is its one stop. */
export const QuantityCell = ({ children }: { children: ReactNode }) => (
  <div role="gridcell" aria-colindex={2} data-column={quantityColumn} style={{ width: `${widths.quantity}rem`, left: `${widths.name}rem` }} className="sticky z-2 grid flex-none items-center border-r border-line bg-surface px-3 shadow-edge group-hover/row:bg-sunk">
    {children}
  </div>
)

export type CellProps = { column: number; left: number; active: boolean; picked: boolean; className?: string; children: ReactNode }

/** What one supplier has for the line; chosen is said to the ear, too. */
export const SupplierCell = ({ column, left, active, picked, className, children }: CellProps) => (
  <div
    role="gridcell"
    aria-colindex={column + 3}
    aria-selected={picked}
    data-column={column}
    tabIndex={active ? 0 : -1}
    style={{ left: `${left}rem`, width: `${widths.supplier}rem` }}
    className={clsx('num absolute inset-y-0 flex cursor-pointer flex-col items-end justify-center border-r border-line px-3 -outline-offset-2', className)}
  >
    {children}
  </div>
)
