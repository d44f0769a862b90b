// What paste, fill and undo do to a grid. Owns: which cells change. Does not own: drawing, keys, what is right.

export type CellChange = { row: string; column: string; text: string }
/** A cell by its place among the rows and columns that are shown. */
export type Spot = { r: number; c: number }
/** A rectangle of cells, its edges included. */
export type Box = { top: number; left: number; bottom: number; right: number }

/** As much of a grid as is needed to change it. */
export type Cells<R> = {
  rows: readonly R[]
  columns: readonly { key: string; text: (row: R) => string; edit?: boolean | ((row: R) => boolean) }[]
  rowKey: (row: R) => string
}

export const boxOf = (a: Spot, b: Spot): Box => ({ top: Math.min(a.r, b.r), bottom: Math.max(a.r, b.r), left: Math.min(a.c, b.c), right: Math.max(a.c, b.c) })
export const single = (box: Box) => box.top === box.bottom && box.left === box.right
export const holds = (box: Box, r: number, c: number) => r >= box.top && r <= box.bottom && c >= box.left && c <= box.right

export const editable = <R>(column: Cells<R>['columns'][number] | undefined, row: R | undefined) =>
  column !== undefined && row !== undefined && (typeof column.edit === 'function' ? column.edit(row) : column.edit === true)

const change = <R>({ rows, columns, rowKey }: Cells<R>, r: number, c: number, text: string): CellChange[] => {
  const [row, column] = [rows[r], columns[c]]
  return row !== undefined && column && editable(column, row) ? [{ row: rowKey(row), column: column.key, text }] : []
}

/** Each cell of the box that can be changed, with the text that `textOf` says. */
export const written = <R>(cells: Cells<R>, box: Box, textOf: (r: number, c: number) => string): CellChange[] =>
  Array.from({ length: box.bottom - box.top + 1 }, (_, i) => box.top + i).flatMap((r) =>
    Array.from({ length: box.right - box.left + 1 }, (_, j) => box.left + j).flatMap((c) => change(cells, r, c, textOf(r, c))),
  )

/** Each cell of the box that can be changed, counted anew; where nothing comes out it stays. */
export const countedAnew = <R>(cells: Cells<R>, box: Box, counted: (row: R, column: string) => string | null): CellChange[] =>
  written(cells, box, (r, c) => {
    const [row, column] = [cells.rows[r], cells.columns[c]]
    return row === undefined || !column ? '' : (counted(row, column.key) ?? column.text(row))
  })

/** The texts of a box, for the clipboard. */
export const copied = <R>({ rows, columns }: Cells<R>, box: Box): string[][] =>
  rows.slice(box.top, box.bottom + 1).map((row) => columns.slice(box.left, box.right + 1).map((c) => c.text(row)))

/** The first line of the box comes down over the rest of it; a box of one line takes what stands above it. */
export function filledDown<R>(cells: Cells<R>, box: Box): CellChange[] {
  const from = box.top === box.bottom ? box.top - 1 : box.top
  const source = cells.rows[from]
  if (source === undefined) return []
  return written(cells, { ...box, top: from + 1 }, (_, c) => cells.columns[c]?.text(source) ?? '')
}

/** The box goes on up or down to the row `to`, its lines over and over: nothing is counted on, for a price that counts itself on is a wrong price. */
export function drawnOut<R>(cells: Cells<R>, box: Box, to: number): CellChange[] {
  const height = box.bottom - box.top + 1
  if (to >= box.top && to <= box.bottom) return []
  const into: Box = to > box.bottom ? { ...box, top: box.bottom + 1, bottom: to } : { ...box, top: to, bottom: box.top - 1 }
  return written(cells, into, (r, c) => {
    const source = cells.rows[box.top + ((((r - box.top) % height) + height) % height)]
    return source === undefined ? '' : (cells.columns[c]?.text(source) ?? '')
  })
}

export type Pasted = {
  changes: CellChange[]
  /** Lines of the block below the last row. */
  beyond: string[][]
  /** The column that the first cell of those lines belongs to. */
  from: string | undefined
  /** How many cells that say something new found no place: beyond the last column, or where nothing can be changed. */
  lost: number
}

/**
 * A block goes into the grid from the top left of the box on, past columns that are never edited. One cell fills the box; a block that
 * fits into the box a whole number of times is repeated.
 */
export function pasted<R>(cells: Cells<R>, box: Box, block: readonly (readonly string[])[]): Pasted {
  const { rows, columns } = cells
  const into = columns.flatMap((c, i) => (i >= box.left && c.edit !== undefined && c.edit !== false ? [i] : []))
  const width = Math.max(1, ...block.map((line) => line.length))
  const across = into.filter((c) => c <= box.right).length
  const times = (room: number, size: number) => (room > size && room % size === 0 ? room / size : 1)
  const [down, right] = [times(box.bottom - box.top + 1, block.length), times(across, width)]
  const changes: CellChange[] = []
  const beyond: string[][] = []
  let lost = 0
  for (let i = 0; i < block.length * down; i++) {
    const line = block[i % block.length] ?? []
    const row = rows[box.top + i]
    if (row === undefined) {
      beyond.push([...line])
      lost += line.slice(into.length).filter((text) => text.trim()).length
      continue
    }
    for (let j = 0; j < line.length * right; j++) {
      const text = (line[j % line.length] ?? '').trim()
      const c = into[j]
      const made = c === undefined ? [] : change(cells, box.top + i, c, text)
      changes.push(...made)
      if (made.length === 0 && text && (c === undefined || columns[c]?.text(row) !== text)) lost++
    }
  }
  return { changes, beyond, from: into[0] === undefined ? undefined : columns[into[0]]?.key, lost }
}

export const undoSteps = 50

/** States with a way back and forth, the last fifty. */
export type History<S> = { past: readonly S[]; now: S; future: readonly S[] }
export const begun = <S>(now: S): History<S> => ({ past: [], now, future: [] })
export const gone = <S>({ past, now }: History<S>, next: S): History<S> => ({ past: [...past, now].slice(-undoSteps), now: next, future: [] })
export const undone = <S>(history: History<S>): History<S> => {
  const last = history.past.at(-1)
  return last === undefined ? history : { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] }
}
export const redone = <S>(history: History<S>): History<S> => {
  const [next, ...future] = history.future
  return next === undefined ? history : { past: [...history.past, history.now], now: next, future }
}
