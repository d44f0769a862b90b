import type { ReactNode } from 'react'

export type Mark = { from: number; to: number }

/** A text with parts of it marked, as the hub found them: counted in UTF-16 code units, in order, without overlaps. */
export function Highlighted({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const out: ReactNode[] = []
  let at = 0
  for (const { from, to } of marks) {
    out.push(text.slice(at, from), <mark key={from} className="rounded-small bg-warn-bg font-strong text-inherit">{text.slice(from, to)}</mark>)
    at = to
  }
  out.push(text.slice(at))
  return <>{out}</>
}
