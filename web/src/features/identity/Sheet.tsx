import { useEffect, useRef, type ReactNode } from 'react'

/** A way elsewhere inside a line of words; high enough for a finger. */
export const linkClass = 'inline-flex min-h-8 items-center text-accent underline underline-offset-2'

type Props = { title: string; lead?: ReactNode; foot?: ReactNode; wide?: boolean; takeFocus?: boolean; children?: ReactNode }

/** One thing to do on one sheet of paper. */
export function Sheet({ title, lead, foot, wide, takeFocus, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])
  return (
    <div className={`mx-auto grid w-full content-start gap-4 tablet:px-4 tablet:py-8 desktop:py-12 ${wide ? 'max-w-2xl' : 'max-w-md'}`}>
      <section className="grid gap-5 border-line bg-surface px-4 py-5 max-tablet:border-b tablet:rounded-card tablet:border tablet:p-8">
        <header className="grid gap-1">
          <title>{title}</title>
          <h1 ref={heading} tabIndex={-1} className="text-h1 font-strong wrap-anywhere outline-none">
            {title}
          </h1>
          {lead && <p className="text-ink2 wrap-anywhere">{lead}</p>}
        </header>
        {children}
      </section>
      {foot && <p className="px-4 text-center text-ink2">{foot}</p>}
    </div>
  )
}
