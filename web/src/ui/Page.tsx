import clsx from 'clsx'
import type { ReactNode } from 'react'

export type PageHeaderProps = { title: string; note?: ReactNode; actions?: ReactNode; children?: ReactNode }

/** The name of the page, once, as its h1 and the window's title; beside it what can be done here. */
export function PageHeader({ title, note, actions, children }: PageHeaderProps) {
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-3 border-b border-line px-4 py-3">
      <title>{title}</title>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-h1 font-strong">{title}</h1>
        {note && <span className="text-ink2">{note}</span>}
        {actions && <div className="ml-auto flex flex-wrap gap-2 max-tablet:ml-0 max-tablet:w-full">{actions}</div>}
      </div>
      {children}
    </header>
  )
}

export type SectionProps = { title: ReactNode; note?: ReactNode; actions?: ReactNode; className?: string; children: ReactNode }

/** A part of a page with a heading of its own, on the surface colour. */
export function Section({ title, note, actions, className, children }: SectionProps) {
  return (
    <section className={clsx('min-w-0 rounded-card border border-line bg-surface', className)}>
      <div className="flex min-h-14 flex-wrap items-center gap-2 border-b border-line px-4 py-1">
        <h2 className="text-h2 font-strong">{title}</h2>
        {note && <span className="text-small text-ink2">{note}</span>}
        {actions && <div className="ml-auto flex gap-2">{actions}</div>}
      </div>
      <div className="p-4">{children}</div>
    </section>
  )
}
