// A scanner that types: a burst of keys and Enter, wherever the keyboard is. Owns: telling it from a hand. Does not own: what the code means.
import { useEffect, useEffectEvent } from 'react'

/** A hand needs longer than this between two keys, and a code is not shorter than that. */
const gap = 60
const least = 6

/** Takes keys one by one; answers the code where Enter ends a burst. */
export function createWedge() {
  let code = ''
  let last = -Infinity
  return (key: string, at: number): string | null => {
    if (key.length !== 1 && key !== 'Enter') return null
    const burst = at - last <= gap
    last = at
    if (key === 'Enter') {
      const done = burst && code.length >= least ? code : null
      code = ''
      return done
    }
    code = burst ? code + key : key
    return null
  }
}

/** Hears a scanner while no field is typed in: there its keys are text, and the field hears them itself. */
export function useWedge(onCode: (code: string) => void) {
  const heard = useEffectEvent(onCode)
  useEffect(() => {
    const take = createWedge()
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || (e.target instanceof HTMLElement && e.target.closest('input, textarea, select, [role=dialog]'))) return
      const code = take(e.key, e.timeStamp)
      if (code === null) return
      // Enter belongs to the scan, not to the button that the keyboard is on.
      e.preventDefault()
      e.stopPropagation()
      heard(code)
    }
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [])
}
