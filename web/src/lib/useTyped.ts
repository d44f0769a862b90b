import { useEffect, useState } from 'react'

/** What is typed into a search, and a moment later `set` with it: it goes into the address, so that a filtered list can be sent on. */
export function useTyped(now: string, set: (q: string) => void) {
  const [typed, setTyped] = useState(now)
  useEffect(() => {
    if (typed.trim() === now) return
    const timer = setTimeout(() => set(typed.trim()), 200)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- only typing is the occasion
  }, [typed])
  return [typed, setTyped] as const
}
