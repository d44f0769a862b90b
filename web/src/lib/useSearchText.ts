import { useEffect, useState } from 'react'

/** A search box: what is typed, at once, and what to ask for, a moment later. While an input method composes, nothing is asked. */
export function useSearchText(first: string, ms: number) {
  const [typed, setTyped] = useState(first)
  const [asked, setAsked] = useState(first.trim())
  const [composing, setComposing] = useState(false)
  useEffect(() => {
    if (composing) return
    const timer = setTimeout(() => setAsked(typed.trim()), ms)
    return () => clearTimeout(timer)
  }, [typed, composing, ms])
  const input = {
    value: typed,
    onCompositionStart: () => setComposing(true),
    onCompositionEnd: () => setComposing(false),
  }
  return { typed, setTyped, asked, composing, input }
}
