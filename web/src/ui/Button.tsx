import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

export type ButtonProps = ComponentProps<'button'> & {
  /** primary: the one act of the screen. danger: cannot be taken back. quiet: beside other things. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  /** At work: keeps its place and its words, and does nothing when pressed again. */
  busy?: boolean
  icon?: ReactNode
}

export const buttonClass = (kind: ButtonProps['kind'] = 'plain', className?: string) =>
  clsx(
    'inline-flex h-control min-w-control max-w-full items-center justify-center gap-1.5 rounded-control px-3 text-body no-underline whitespace-nowrap',
    kind === 'primary' && 'bg-accent font-strong text-on-accent hover:bg-accent-hover',
    kind === 'plain' && 'border border-control bg-surface text-ink hover:bg-sunk',
    kind === 'quiet' && 'text-ink hover:bg-sunk',
    kind === 'danger' && 'border border-bad bg-surface text-bad hover:bg-bad-bg',
    'disabled:border disabled:border-line disabled:bg-sunk disabled:text-ink2 aria-busy:cursor-progress',
    className,
  )

export function Button({ kind, busy, icon, className, children, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (e) => e.preventDefault() : onClick}
      className={buttonClass(kind, className)}
    >
      {busy ? <span aria-hidden className="size-[1em] animate-spin rounded-full border-2 border-current border-r-transparent" /> : icon}
      {children}
    </button>
  )
}
