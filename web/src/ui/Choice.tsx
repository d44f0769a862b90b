import clsx from 'clsx'
import { Check, Minus } from 'lucide-react'
import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react'
import { useField } from './Field'

type Base = Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'checked'> & {
  checked: boolean
  onChange: (checked: boolean) => void
  /** The words beside it. Without words it needs an aria-label. */
  children?: ReactNode
  hint?: ReactNode
}

const row = 'inline-flex min-h-control max-w-full items-start gap-2 py-[calc((var(--control)-var(--body-line))/2)]'
const mark = 'pointer-events-none absolute inset-0 grid place-items-center text-on-accent peer-disabled:text-ink2'

function Words({ children, hint }: { children?: ReactNode; hint?: ReactNode }) {
  if (!children) return null
  return (
    <span className="min-w-0">
      {children}
      {hint && <span className="block text-small text-ink2">{hint}</span>}
    </span>
  )
}

export function Checkbox({ checked, onChange, children, hint, className, mixed, ...rest }: Base & { mixed?: boolean }) {
  const { id: _i, 'aria-labelledby': _l, ...field } = useField()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = mixed === true
  }, [mixed])
  return (
    <label className={clsx(row, className)}>
      <span className="relative mt-[calc((var(--body-line)-1.25em)/2)] size-[1.25em] flex-none">
        <input
          {...field}
          {...rest}
          ref={input}
          type="checkbox"
          checked={checked}
          onChange={(e) => onChange(e.target.checked)}
          className="peer size-full appearance-none rounded-small border border-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:border-line disabled:bg-sunk"
        />
        {mixed ? <Minus aria-hidden className={clsx(mark, 'size-full p-0.5 stroke-3')} /> : checked && <Check aria-hidden className={clsx(mark, 'size-full p-0.5 stroke-3')} />}
      </span>
      <Words hint={hint}>{children}</Words>
    </label>
  )
}

export function Switch({ checked, onChange, children, hint, className, ...rest }: Base) {
  return (
    <label className={clsx(row, className)}>
      <span className="relative mt-[calc((var(--body-line)-1.25em)/2)] h-[1.25em] w-[2.25em] flex-none">
        <input
          {...rest}
          type="checkbox"
          role="switch"
          checked={checked}
          onChange={(e) => onChange(e.target.checked)}
          className="peer size-full appearance-none rounded-full border border-control bg-sunk checked:border-accent checked:bg-accent"
        />
        <span aria-hidden className="pointer-events-none absolute inset-y-[.2em] left-[.2em] aspect-square rounded-full bg-ink2 transition-transform duration-(--fast) peer-checked:translate-x-[1em] peer-checked:bg-on-accent" />
      </span>
      <Words hint={hint}>{children}</Words>
    </label>
  )
}

export type RadioGroupProps<V extends string> = {
  legend: ReactNode
  /** The words are for the ear only. */
  hideLegend?: boolean
  name: string
  value: V | ''
  onChange: (value: V) => void
  options: readonly { value: V; label: ReactNode; hint?: ReactNode; disabled?: boolean }[]
  error?: ReactNode
  className?: string
}

export function RadioGroup<V extends string>({ legend, hideLegend, name, value, onChange, options, error, className }: RadioGroupProps<V>) {
  return (
    <fieldset className={clsx('min-w-0', className)} aria-invalid={error ? true : undefined}>
      <legend className={hideLegend ? 'sr-only' : 'font-strong'}>{legend}</legend>
      <div className="grid justify-items-start">
        {options.map((o) => (
          <label key={o.value} className={row}>
            <input
              type="radio"
              name={name}
              value={o.value}
              disabled={o.disabled}
              checked={value === o.value}
              onChange={() => onChange(o.value)}
              className="mt-[calc((var(--body-line)-1.25em)/2)] size-[1.25em] flex-none appearance-none rounded-full border border-control bg-surface checked:border-[.375em] checked:border-accent disabled:border-line"
            />
            <Words hint={o.hint}>{o.label}</Words>
          </label>
        ))}
      </div>
      {error && <p className="text-small text-bad">{error}</p>}
    </fieldset>
  )
}
