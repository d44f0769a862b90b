import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/**
 * What is typed into a search, and a moment later `set` with it: it goes into the address, so that a filtered list can be sent on. Whoever has
 * opened a page meanwhile stays on the way there: the address is no longer this list's.
 */
export function useTyped(now: string, set: (q: string) => void) {
  const [typed, setTyped] = useState(now)
  const { history } = useRouter()
  useEffect(() => {
    if (typed.trim() === now) return
    const { pathname } = history.location
    const timer = setTimeout(() => history.location.pathname === pathname && set(typed.trim()), 200)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- only typing is the occasion
  }, [typed])
  return [typed, setTyped] as const
}
