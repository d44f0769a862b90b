import { useEffect, useRef } from 'react'

const free = (target: EventTarget | null) =>
  !(target instanceof HTMLElement) || target === document.body || target.id === 'content' || target.hasAttribute('data-row') || target.getAttribute('role') === 'region'

/**
 * The keyboard of a list whose rows are links marked `data-row`: ↓ ↑ Home End move, Enter is the link's own, and `act` is asked about any
 * other key with the row that has the focus ("" when none has). Nothing happens while something is typed or a dialog is open.
 */
export function useRowKeys(act: (key: string, row: string) => void) {
  const asked = useRef(act)
  useEffect(() => {
    asked.current = act
  })
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || !free(e.target) || document.querySelector('[role=dialog],[role=menu]')) return
      const rows = [...document.querySelectorAll<HTMLElement>('a[data-row]')]
      const at = rows.indexOf(document.activeElement as HTMLElement)
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[e.key]
      if (to === undefined) return asked.current(e.key.toLowerCase(), rows[at]?.dataset.row ?? '')
      const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
      if (!row) return
      e.preventDefault()
      row.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
