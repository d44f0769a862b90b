import { useState } from 'react'
import { plainCells, type Cell, type PlainCell } from './lines'

/** What can be left out of the sheet; the breaks together. SKU and name say which line it is. */
export const optional = [...plainCells.filter((c) => c !== 'sku' && c !== 'name'), 'breaks'] as const
export type Optional = Exclude<PlainCell, 'sku' | 'name'> | 'breaks'

const key = 'hub.sheet.hidden'

function saved(): Optional[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(list) ? optional.filter((c) => list.includes(c)) : ['promotion', 'datasheet']
  } catch {
    return ['promotion', 'datasheet']
  }
}

/** The columns that a person leaves out on this device. */
export function useColumns() {
  const [hidden, setHidden] = useState(saved)
  const toggle = (column: Optional) => {
    const next = hidden.includes(column) ? hidden.filter((c) => c !== column) : [...hidden, column]
    setHidden(next)
    try {
      localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Without storage the choice holds until the page is left.
    }
  }
  const isShown = (cell: Cell) => !hidden.includes(/^(from|at)\d/.test(cell) ? 'breaks' : (cell as Optional))
  return { hidden, toggle, isShown }
}
