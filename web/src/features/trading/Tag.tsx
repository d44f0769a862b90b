import clsx from 'clsx'
import type { ReactNode } from 'react'

/** A word that sorts a thing: a trade, a kind. Not a control. */
export const Tag = ({ children, warn }: { children: ReactNode; warn?: boolean }) => (
  <span className={clsx('inline-block rounded-small px-1.5 text-small', warn ? 'bg-warn-bg text-warn' : 'bg-sunk text-ink2')}>{children}</span>
)
