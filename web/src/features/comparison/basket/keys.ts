// Where the cursor goes in the grid of lines and suppliers. Owns: the meaning of keys, which columns are in sight. Does not own: drawing.

/** Columns before those of the suppliers. */
export const nameColumn = -2
export const quantityColumn = -1

/** A place by the numbers of what is shown; the columns of suppliers count from 0. */
export type Spot = { row: number; column: number }

const page = 10
const steps: Record<string, [number, number] | undefined> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [page, 0], PageUp: [-page, 0] }

type Key = { key: string; ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean }
/** Where the caret is in a field. */
type Caret = { start: number; end: number; length: number }

/** Where a key leads, or null if it leads nowhere. In a field, arrows sideways are the field's own until its end. */
export function move({ row, column }: Spot, { key, ctrlKey, metaKey, shiftKey }: Key, size: { rows: number; columns: number }, caret: Caret | null): Spot | null {
  const chord = Boolean(ctrlKey || metaKey)
  const last = { row: Math.max(0, size.rows - 1), column: size.columns - 1 }
  const within = (to: Spot): Spot => ({ row: Math.max(0, Math.min(last.row, to.row)), column: Math.max(nameColumn, Math.min(last.column, to.column)) })
  if (caret) {
    if (chord || (shiftKey && key !== 'Enter')) return null
    // All of it marked is the state in which one arrives: an arrow goes on.
    const all = caret.start === 0 && caret.end === caret.length
    if (key === 'Enter') return within({ row: row + (shiftKey ? -1 : 1), column })
    if (key === 'Escape') return { row, column: nameColumn }
    if (key === 'ArrowRight' && !all && caret.start !== caret.length) return null
    if (key === 'ArrowLeft' && !all && caret.end !== 0) return null
    const step = steps[key]
    return step ? within({ row: row + step[0], column: column + step[1] }) : null
  }
  if (key === 'Home') return within({ row: chord ? 0 : row, column: nameColumn })
  if (key === 'End') return within({ row: chord ? last.row : row, column: last.column })
  const step = steps[key]
  if (!step || shiftKey) return null
  const far = chord ? size.rows + size.columns + 2 : 1
  return within({ row: row + step[0] * far, column: column + step[1] * far })
}

type Sight = { scrolled: number; room: number; width: number; count: number }

/** The first and the last column to draw: those in sight and one on each side. */
export function columnsInSight({ scrolled, room, width, count }: Sight) {
  const first = Math.max(0, Math.floor(scrolled / width) - 1)
  const last = Math.min(Math.max(0, count - 1), Math.ceil((scrolled + Math.max(room, 0)) / width))
  return { first: Math.min(first, last), last }
}
