import clsx from 'clsx'
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'

export type SegmentedProps<V extends string> = {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly { value: V; label: ReactNode }[]
  className?: string
}

/** One of a few, changed at once. Native radios: arrows move, Tab leaves. */
export function Segmented<V extends string>({ label, value, onChange, options, className }: SegmentedProps<V>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={clsx('inline-flex max-w-full overflow-x-auto rounded-control border border-line bg-sunk p-0.5', className)}>
      {options.map((o) => (
        <label
          key={o.value}
          className="relative grid min-h-[calc(var(--control)-.375rem)] in-data-[density=touch]:min-h-control place-items-center rounded-small px-3 whitespace-nowrap text-ink has-checked:bg-surface has-checked:font-strong has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus"
        >
          <input type="radio" name={name} value={o.value} checked={o.value === value} onChange={() => onChange(o.value)} className="absolute inset-0 appearance-none outline-none" />
          {o.label}
        </label>
      ))}
    </div>
  )
}

export type TabsProps<V extends string> = SegmentedProps<V> & { children: ReactNode }

/** Parts of one page. Arrows move and open, Home and End jump; the panel is what the chosen tab shows. */
export function Tabs<V extends string>({ label, value, onChange, options, className, children }: TabsProps<V>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const go = (index: number) => {
    const option = options[(index + options.length) % options.length]
    if (!option) return
    onChange(option.value)
    list.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(option.value)}"]`)?.focus()
  }
  const onKey = (e: KeyboardEvent) => {
    const at = options.findIndex((o) => o.value === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: options.length - 1 }[e.key]
    if (to === undefined) return
    e.preventDefault()
    go(to)
  }
  return (
    <div className={className}>
      <div ref={list} role="tablist" tabIndex={-1} aria-label={label} onKeyDown={onKey} className="flex overflow-x-auto border-b border-line">
        {options.map((o) => (
          <button
            key={o.value}
            type="button"
            role="tab"
            id={`${id}-${o.value}`}
            data-value={o.value}
            aria-selected={o.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={o.value === value ? 0 : -1}
            onClick={() => onChange(o.value)}
            className="min-h-control border-b-2 border-transparent px-3 whitespace-nowrap text-ink2 -outline-offset-2 hover:text-ink aria-selected:border-accent aria-selected:font-strong aria-selected:text-ink"
          >
            {o.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="pt-4">
        {children}
      </div>
    </div>
  )
}
