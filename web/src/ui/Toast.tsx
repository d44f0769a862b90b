import { X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslations } from '../lib/i18n'
import { Button } from './Button'

type Message = { id: number; text: string; undo?: () => void }

const lifetime = 8000
const listeners = new Set<() => void>()
let messages: readonly Message[] = []
let next = 1

function become(list: readonly Message[]) {
  messages = list
  for (const f of listeners) f()
}

/**
 * Says what was done ("12 lines removed") and offers to take it back for eight seconds. Not for errors that need work: those stand
 * where the work is.
 */
export const toast = (text: string, undo?: () => void) => become([...messages.slice(-2), { id: next++, text, undo }])

const dismiss = (id: number) => become(messages.filter((m) => m.id !== id))

function subscribe(f: () => void) {
  listeners.add(f)
  return () => {
    listeners.delete(f)
  }
}

function Item({ message }: { message: Message }) {
  const t = useTranslations('ui')
  const [held, setHeld] = useState(false)
  const left = useRef(lifetime)
  useEffect(() => {
    if (held) return
    const since = performance.now()
    const timer = setTimeout(() => dismiss(message.id), left.current)
    return () => {
      clearTimeout(timer)
      left.current -= performance.now() - since
    }
  }, [held, message.id])
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="popup flex items-center gap-2 py-1 pr-1 pl-4"
    >
      <span className="min-w-0 flex-1 py-1.5">{message.text}</span>
      {message.undo && (
        <Button
          kind="quiet"
          className="font-strong text-accent!"
          onClick={() => {
            message.undo?.()
            dismiss(message.id)
          }}
        >
          {t('undo')}
        </Button>
      )}
      <Button kind="quiet" aria-label={t('close')} icon={<X aria-hidden />} onClick={() => dismiss(message.id)} />
    </li>
  )
}

/** Stands once, in the root layout. Bottom left on a desk; above the bottom bar on a phone, or at the top while a sheet stands there. */
export function Toaster() {
  const t = useTranslations('ui')
  const list = useSyncExternalStore(subscribe, () => messages)
  return (
    <section aria-label={t('notices')} aria-live="polite" className="pointer-events-none fixed inset-x-4 bottom-[calc(1rem+var(--bottom-bar,0px))] z-(--z-toast) max-tablet:in-[body:has([role=dialog])]:top-4 max-tablet:in-[body:has([role=dialog])]:bottom-auto tablet:right-auto">
      <ol className="grid gap-2 tablet:w-96 [&>li]:pointer-events-auto">
        {list.map((m) => (
          <Item key={m.id} message={m} />
        ))}
      </ol>
    </section>
  )
}
