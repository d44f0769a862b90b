import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useField } from './Field'

export type Option<V extends string = string> = { value: V; label: string; disabled?: boolean }

export type SelectProps<V extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange'> & {
  value: V | ''
  onChange: (value: V) => void
  options: readonly Option<V>[]
  /** Shown while nothing is chosen. */
  placeholder?: string
}

/** The platform's own list: fastest, best on phones, no popup code. Long or searched lists are a Combobox. */
export function Select<V extends string>({ value, onChange, options, placeholder, className, ...rest }: SelectProps<V>) {
  const { 'aria-labelledby': _, ...field } = useField()
  return (
    <span className={clsx('relative block min-w-0', className)}>
      <select
        {...field}
        {...rest}
        value={value}
        onChange={(e) => onChange(e.target.value as V)}
        className="box w-full appearance-none truncate pr-8 pl-2.5"
      >
        {placeholder !== undefined && (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {options.map((o) => (
          <option key={o.value} value={o.value} disabled={o.disabled}>
            {o.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 right-2 my-auto text-ink2" />
    </span>
  )
}
