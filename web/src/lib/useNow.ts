import { useSyncExternalStore } from 'react'

/** One clock per step, shared by all who look at it; it runs only while somebody does. */
function clock(step: number) {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let now = new Date()
  const tick = () => {
    now = new Date()
    for (const f of listeners) f()
  }
  return {
    read: () => {
      // Nobody has looked for a while: what was kept is old.
      if (listeners.size === 0 && Date.now() - now.getTime() >= step) now = new Date()
      return now
    },
    subscribe: (f: () => void) => {
      listeners.add(f)
      timer ??= setInterval(tick, step)
      return () => {
        listeners.delete(f)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

const clocks = { minute: clock(60_000), second: clock(1_000) }

/** The time it is, kept fresh: "3 minutes ago" must not stand still. */
export function useNow(step: keyof typeof clocks = 'minute'): Date {
  return useSyncExternalStore(clocks[step].subscribe, clocks[step].read)
}
