import { useEffect, useRef } from 'react'

/** For a line of links that is longer than a phone's screen: the one that one is at is scrolled into sight. */
export function useHereInSight() {
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    const line = nav.current
    const here = line?.querySelector<HTMLElement>('[aria-current=page]')
    if (line && here) line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.offsetWidth) / 2
  }, [])
  return nav
}
