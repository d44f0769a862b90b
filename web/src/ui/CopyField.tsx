import { Check, Copy } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from '../lib/i18n'
import { Button } from './Button'

/** A value to be taken elsewhere: an invitation link, an id. Where the clipboard is forbidden, the text is selected instead. */
export function CopyField({ value, label }: { value: string; label: string }) {
  const t = useTranslations('ui')
  const [copied, setCopied] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
    } catch {
      input.current?.focus()
    }
  }
  return (
    <div className="flex min-w-0 gap-2">
      <input ref={input} readOnly value={value} aria-label={label} className="box num min-w-0 flex-1 truncate bg-sunk px-2.5" />
      <Button icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? t('copy.done') : t('copy.do')}</span>
      </Button>
    </div>
  )
}
