import { useEffect, useState, type ReactNode } from 'react'
import { useTouch } from '../lib/useMedia'

const shownTimes = 3

function uses(key: string) {
  try {
    return Number(localStorage.getItem(key))
  } catch {
    return 0
  }
}

function use(key: string) {
  try {
    localStorage.setItem(key, String(uses(key) + 1))
  } catch {
    // Without storage the line is shown each time.
  }
}

/** The keys of a list or a grid in one line: the first three times it is used, later when `?` is pressed. Fingers have none. */
export function KeyLine({ name, children }: { name: string; children: ReactNode }) {
  const touch = useTouch()
  const [shown, setShown] = useState(() => uses(`hub.keys.${name}`) < shownTimes)
  useEffect(() => {
    use(`hub.keys.${name}`)
    const onKey = (e: KeyboardEvent) => {
      const typing = e.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)
      if (e.key === '?' && !typing && !e.isComposing) setShown((now) => !now)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [name])
  if (touch || !shown) return null
  return <p className="text-small text-ink2 print:hidden">{children}</p>
}
