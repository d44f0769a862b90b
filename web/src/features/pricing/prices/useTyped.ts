import { useState } from 'react'
import type { CellChange } from '../../../ui/EditGrid'
import { begun, gone, redone, undone } from '../../../ui/EditGridBlock'
import { cellKey, typeInto, type SheetRow, type Typed } from './sheet'

const nothing: Typed = new Map()

/** What is typed over the prices, fifty steps back and forth, and what the hub said of single cells. */
export function useTyped(rows: readonly SheetRow[]) {
  const [history, setHistory] = useState(() => begun(nothing))
  const [flags, setFlags] = useState<ReadonlyMap<string, string>>(new Map())
  const known = new Map(rows.map((r) => [r.item, r]))
  return {
    typed: history.now,
    flags,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    change: (changes: readonly CellChange[]) => {
      setFlags((old) => new Map([...old].filter(([key]) => !changes.some((c) => cellKey(c.row, c.column) === key))))
      setHistory((old) => gone(old, typeInto(old.now, known, changes)))
    },
    /** Only these cells stay typed over; there is no way back past it. */
    keep: (keys: ReadonlyMap<string, string>) => {
      setHistory((old) => begun(new Map([...old.now].filter(([key]) => keys.has(key)))))
      setFlags(keys)
    },
    discard: () => {
      setHistory(begun(nothing))
      setFlags(new Map())
    },
  }
}
