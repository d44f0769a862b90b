import { useEffect, useState, type ReactNode } from 'react'
import { useTouch } from '../lib/useMedia'

const shownTimes = 3

function uses(key: string) {
  try {
    const n = Number(localStorage.getItem(key)) + 1
    localStorage.setItem(key, String(n))
    return n
  } catch {
    return 1
  }
}

/** The keys of a list or a grid in one line: the first three times it is used, later when `?` is pressed. Fingers have none. */
export function KeyLine({ name, children }: { name: string; children: ReactNode }) {
  const touch = useTouch()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    setShown(uses(`hub.keys.${name}`) <= shownTimes)
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
