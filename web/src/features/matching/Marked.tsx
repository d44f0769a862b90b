import clsx from 'clsx'
import type { Piece } from './texts'

/** A text with what agrees and what contradicts marked: by ground and by line, never by colour alone. */
export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((p, i) =>
    p.mark === 'same' || p.mark === 'differs' ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of a text have no other name than their place
      <mark key={i} data-mark={p.mark} className={clsx('rounded-small', p.mark === 'same' ? 'bg-best text-best-ink' : 'bg-bad-bg font-strong text-bad underline decoration-wavy decoration-1 underline-offset-3')}>
        {p.text}
      </mark>
    ) : (
      p.text
    ),
  )
}
