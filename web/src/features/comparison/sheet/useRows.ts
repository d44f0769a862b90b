import { useRef, useState } from 'react'
import type { CellChange } from '../../../ui/EditGrid'
import { begun, gone, redone, undone, type History } from '../../../ui/EditGridBlock'
import { cellOfPath, isChanged, joined, rowsOf, typeInto, type Cell, type Item, type Outcome, type Row } from './lines'

type Typed = { typed: ReadonlyMap<string, Row['typed']>; fresh: readonly Row[] }
type Problem = NonNullable<Outcome['problems']>[number] & { cell?: Cell }

const nothing: Typed = { typed: new Map(), fresh: [] }

const rowsWith = (items: readonly Item[], { typed, fresh }: Typed): Row[] => [...items.map((item): Row => ({ key: item.item, item, typed: typed.get(item.item) ?? {} })), ...fresh]

const typedIn = (rows: readonly Row[]): Typed => ({ typed: new Map(rows.filter((r) => r.item && isChanged(r)).map((r) => [r.key, r.typed])), fresh: rows.filter((r) => !r.item) })

/** What is typed over the items and the lines that are being added, fifty steps back and forth; and what the hub said of each. */
export function useRows(items: readonly Item[]) {
  const [history, setHistory] = useState<History<Typed>>(() => begun(nothing))
  const [flags, setFlags] = useState<ReadonlyMap<string, readonly Problem[]>>(new Map())
  const next = useRef(0)
  const rows = rowsWith(items, history.now)
  const within = useRef(false)
  // A pasted block fills rows and adds some in one event: each goes on from what the other made, and together they are one step.
  const become = (change: (rows: readonly Row[]) => readonly Row[]) => {
    const joint = within.current
    within.current = true
    queueMicrotask(() => {
      within.current = false
    })
    setHistory((old) => {
      const now = typedIn(joined(change(rowsWith(items, old.now))))
      return joint ? { ...old, now } : gone(old, now)
    })
  }
  return {
    rows,
    flags,
    changed: rows.filter(isChanged),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    change: (changes: readonly CellChange[]) => {
      const cells = new Set(changes.map((c) => `${c.row} ${c.column}`))
      const rest = (key: string, problems: readonly Problem[]) => problems.filter((p) => p.cell && !cells.has(`${key} ${p.cell}`))
      setFlags((old) => new Map([...old].map(([key, problems]) => [key, changes.some((c) => c.row === key) ? rest(key, problems) : problems] as const).filter(([, problems]) => problems.length > 0)))
      become((old) => {
        const now = new Map(old.map((r) => [r.key, r]))
        for (const c of changes) {
          const row = now.get(c.row)
          if (row) now.set(c.row, typeInto(row, c.column as Cell, c.text))
        }
        return [...now.values()]
      })
    },
    /** Lines below the sheet: empty ones, or what was pasted beyond its end. Answers the key of the first. */
    add: (block: readonly (readonly string[])[], from: Cell, shown: readonly Cell[]) => {
      const first = `new${next.current}`
      const more = rowsOf(block, from, () => `new${next.current++}`, shown)
      become((old) => [...old, ...more])
      return first
    },
    /** These are saved: what was typed over them is theirs now, and there is no way back past it. */
    settle: (keys: ReadonlySet<string>) => {
      setHistory(({ now: { typed, fresh } }) => begun({ typed: new Map([...typed].filter(([k]) => !keys.has(k))), fresh: fresh.filter((r) => !keys.has(r.key)) }))
    },
    /** What the hub said of lines that it did not take. */
    flag: (said: ReadonlyMap<string, Outcome['problems']>) => {
      setFlags(new Map([...said].map(([key, problems]) => [key, (problems ?? []).map((p) => ({ ...p, cell: cellOfPath(p.path, rows.find((r) => r.key === key) ?? { key, typed: {} }) }))])))
    },
    discard: () => {
      setHistory(begun(nothing))
      setFlags(new Map())
    },
  }
}
