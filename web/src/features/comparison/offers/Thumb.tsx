import { Package } from 'lucide-react'

/** The first picture of an item, small; in its place a sign, so that lines stay in line. Decoration: the name stands beside it. */
export function Thumb({ company, supplier, item, image }: { company: string; supplier: string; item: string; image: string | undefined }) {
  const shape = 'size-10 flex-none rounded-small border border-line'
  if (!image) {
    return (
      <span aria-hidden className={`${shape} grid place-items-center bg-sunk text-ink2`}>
        <Package aria-hidden />
      </span>
    )
  }
  return <img src={`/api/companies/${company}/suppliers/${supplier}/items/${item}/media/${image}/thumbnail`} alt="" width={40} height={40} loading="lazy" className={`${shape} bg-surface object-contain`} />
}
