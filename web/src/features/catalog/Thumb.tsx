import clsx from 'clsx'
import { Image } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../lib/api'

export type ThumbProps = {
  /** Where the picture is; without one its place is shown. */
  src: string | undefined
  /** What it shows; empty where the name stands beside it. */
  alt?: string
  className?: string
}

/** A picture of an item, small. A browser asks for it by itself: when the session has run out meanwhile, it is renewed and asked for once more. */
export function Thumb({ src, alt = '', className }: ThumbProps) {
  const [tries, setTries] = useState(0)
  const box = clsx('grid flex-none place-items-center overflow-hidden rounded-control border border-line bg-sunk text-ink2', className ?? 'size-10')
  if (!src || tries > 1) {
    return (
      <span className={box} role={alt ? 'img' : undefined} aria-label={alt || undefined}>
        <Image aria-hidden />
      </span>
    )
  }
  const again = () => {
    if (tries > 0) return setTries(2)
    void api.GET('/api/session').then(
      () => setTries(1),
      () => setTries(2),
    )
  }
  return (
    <span className={box}>
      <img key={tries} src={tries > 0 ? `${src}?again` : src} alt={alt} loading="lazy" decoding="async" onError={again} className="size-full object-contain" />
    </span>
  )
}
