import clsx from 'clsx'
import { Minus, Plus } from 'lucide-react'
import { useState, type ChangeEvent, type CompositionEvent, type KeyboardEvent } from 'react'
import { useTranslations } from '../lib/i18n'
import { parseDecimal } from '../lib/money'
import { useField } from './Field'

export type StepperProps = {
  value: number
  onChange: (value: number) => void
  /** What is counted, for the ear: "Mineral water 550 ml". Inside a Field its label is used. */
  label?: string
  min?: number
  max?: number
  step?: number
  /** How many decimals may be typed. */
  decimals?: number
  disabled?: boolean
  className?: string
}

/**
 * The hottest control of the product: a native input. It understands full-width digits, waits while Chinese is being composed,
 * and changes the value with each key; what cannot be read leaves the value as it was and goes when the cursor leaves.
 */
export function Stepper({ value, onChange, label, min = 0, max = 99999, step = 1, decimals = 0, disabled, className }: StepperProps) {
  const t = useTranslations('ui')
  const { required: _, ...field } = useField()
  const [typed, setTyped] = useState<string | null>(null)
  const set = (n: number) => onChange(Math.min(max, Math.max(min, Number(n.toFixed(decimals)))))
  const read = (text: string) => {
    setTyped(text.normalize('NFKC'))
    const n = parseDecimal(text, decimals)
    if (n !== null) set(Number(n))
  }
  const nudge = (by: number) => {
    setTyped(null)
    set(value + by)
  }
  const onInput = (e: ChangeEvent<HTMLInputElement>) =>
    (e.nativeEvent as InputEvent).isComposing ? setTyped(e.target.value) : read(e.target.value)
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    const by = { ArrowUp: step, ArrowDown: -step, PageUp: step * 10, PageDown: -step * 10 }[e.key]
    if (by === undefined) return
    e.preventDefault()
    nudge(by)
  }
  const button = 'grid w-control flex-none place-items-center text-ink hover:bg-sunk disabled:text-ink2'
  return (
    <div className={clsx('box flex items-stretch overflow-hidden has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-focus', className)}>
      <button type="button" tabIndex={-1} disabled={disabled || value <= min} aria-label={t('stepper.less', { what: label ?? '' })} className={button} onClick={() => nudge(-step)}>
        <Minus aria-hidden />
      </button>
      <input
        {...field}
        role="spinbutton"
        aria-label={label}
        aria-labelledby={label ? undefined : field['aria-labelledby']}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        disabled={disabled}
        inputMode={decimals ? 'decimal' : 'numeric'}
        autoComplete="off"
        value={typed ?? value}
        onFocus={(e) => e.target.select()}
        onBlur={() => setTyped(null)}
        onChange={onInput}
        onCompositionEnd={(e: CompositionEvent<HTMLInputElement>) => read(e.currentTarget.value)}
        onKeyDown={onKey}
        className="num w-full min-w-[3ch] border-x border-line bg-transparent text-center font-strong outline-none"
      />
      <button type="button" tabIndex={-1} disabled={disabled || value >= max} aria-label={t('stepper.more', { what: label ?? '' })} className={button} onClick={() => nudge(step)}>
        <Plus aria-hidden />
      </button>
    </div>
  )
}
