import clsx from 'clsx'
import type { ReactNode } from 'react'

/** Two letters or one Chinese character of a name. */
export function initials(name: string) {
  const chinese = /\p{Script=Han}/u.exec(name)
  if (chinese) return chinese[0]
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return ((words[0]?.[0] ?? '?') + (words[1]?.[0] ?? words[0]?.[1] ?? '')).toUpperCase()
}

/** The seal of a company; filled means that it is in the plan. Decoration: the name stands beside it. */
export function Seal({ name, filled }: { name: string; filled?: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'inline-grid size-[1.625rem] flex-none place-items-center rounded-seal border text-caption font-strong',
        filled ? 'border-accent bg-accent text-on-accent' : 'border-line bg-sunk text-ink2',
      )}
    >
      {initials(name)}
    </span>
  )
}

/** A person; round, where companies are square. */
export function Avatar({ name, src }: { name: string; src?: string }) {
  const shape = 'size-8 flex-none rounded-full'
  if (src) return <img src={src} alt="" width={32} height={32} className={clsx(shape, 'object-cover')} />
  return (
    <span aria-hidden className={clsx(shape, 'inline-grid place-items-center bg-best text-small font-strong text-best-ink')}>
      {initials(name)}
    </span>
  )
}

export type StatusKind = 'waiting' | 'part' | 'done' | 'blocked' | 'warn' | 'off'

const dots: Record<StatusKind, string> = {
  waiting: 'rounded-full border-2 border-info',
  part: 'rounded-full border-2 border-accent bg-linear-to-r from-accent from-50% to-transparent to-50%',
  done: 'rounded-full bg-accent',
  blocked: 'bg-bad',
  warn: 'rotate-45 bg-warn',
  off: 'rounded-full border-2 border-control',
}

/** Shape and word and colour: a state must be readable without the colour. */
export function StatusDot({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={clsx('size-2.5 flex-none', dots[kind])} />
      {children}
    </span>
  )
}

/** The word for paid placement, inside what it applies to. */
export function AdTag({ children }: { children: ReactNode }) {
  return <span className="rounded-small border border-dashed border-ad bg-ad-bg px-1 text-caption whitespace-nowrap text-ad">{children}</span>
}
