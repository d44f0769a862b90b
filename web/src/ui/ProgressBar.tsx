/** How far something is, between 0 and 1; null while that is not known. */
export function ProgressBar({ label, share }: { label: string; share: number | null }) {
  return (
    <progress
      aria-label={label}
      value={share ?? undefined}
      max={1}
      className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunk [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-accent"
    />
  )
}
