import { useConfidence } from './words'

/** How sure the hub is, in words, as a figure, and as a bar for the eye. */
export function Confidence({ share }: { share: number }) {
  const say = useConfidence()
  const { words, figure } = say(share)
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-sunk outline outline-line">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      <span>
        {words} · <span className="num font-strong">{figure}</span>
      </span>
    </span>
  )
}
