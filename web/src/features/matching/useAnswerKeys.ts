import { useEffect, useRef } from 'react'
import type { Verdict } from './queue'

const verdicts: Record<string, Verdict> = { y: 'same', n: 'different', s: 'skip' }

export type AnswerKeys = { answer: (verdict: Verdict) => void; undo: () => void; help: () => void }

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** The letter of a key: with a Chinese, Russian or Greek keyboard it is the one that stands there in English. */
const letterOf = (e: KeyboardEvent) => (/^[a-z?]$/i.test(e.key) ? e.key.toLowerCase() : /^Key([A-Z])$/.exec(e.code)?.[1]?.toLowerCase())

/** Y, N, S answer, U or Ctrl+Z takes back, ? helps. A key held down answers once; nothing happens while something is typed or a dialog is open. */
export function useAnswerKeys(keys: AnswerKeys) {
  const now = useRef(keys)
  useEffect(() => {
    now.current = keys
  })
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.isComposing || e.repeat || e.altKey || typing(e.target) || document.querySelector('[role=dialog],[role=menu]')) return
      const letter = letterOf(e)
      const control = e.ctrlKey || e.metaKey
      const verdict = control ? undefined : verdicts[letter ?? '']
      const act = verdict ? () => now.current.answer(verdict) : letter === 'u' && !control ? now.current.undo : letter === 'z' && control && !e.shiftKey ? now.current.undo : letter === '?' ? now.current.help : undefined
      if (!act) return
      e.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
