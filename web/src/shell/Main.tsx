import { useEffect, useRef, type ReactNode } from 'react'

let opened = false

/** The main part of each frame. After a change of `at` inside one load the keyboard and the ear go on here, not where the pressed link was. */
export function Main({ at, children }: { at?: string; children: ReactNode }) {
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // The first page keeps the browser's own start; a frame that replaces another one counts as a change.
    if (opened) main.current?.focus({ preventScroll: true })
    opened = true
    // oxlint-disable-next-line react/exhaustive-deps -- the place is the occasion, not a value
  }, [at])
  return (
    <main ref={main} id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
      {children}
    </main>
  )
}
