import clsx from 'clsx'
import { Equal, EqualNot } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { Marked } from './Marked'
import type { PairField } from './pair'
import { alike, compareTexts } from './texts'

/** By the width it has, not that of the screen: it stands in a narrow sheet too. */
const columns = 'grid grid-cols-2 border-b border-line @xl:grid-cols-[12rem_1fr_1fr]'

function State({ field }: { field: PairField }) {
  const t = useTranslations('matching.state')
  if (field.contradicts) {
    return (
      <span className="inline-flex items-center gap-1 font-strong text-bad">
        <EqualNot aria-hidden />
        {t('differs')}
      </span>
    )
  }
  if (!field.left || !alike(field.left, field.right)) return null
  return (
    <span className="inline-flex items-center gap-1 text-best-ink">
      <Equal aria-hidden />
      {t('same')}
    </span>
  )
}

function Row({ field }: { field: PairField }) {
  const t = useTranslations('matching.field')
  const pieces = compareTexts(field.left, field.right)
  return (
    <div role="row" className={columns}>
      <div role="rowheader" className="flex min-w-0 flex-wrap content-start items-center gap-x-2 px-4 py-2 text-small text-ink2 wrap-anywhere @max-xl:col-span-2 @max-xl:pb-0">
        {field.title ?? t(field.name)}
        <State field={field} />
      </div>
      {(['left', 'right'] as const).map((side) => (
        <div key={side} role="cell" className={clsx('min-w-0 px-4 py-2 wrap-anywhere @max-xl:pt-0.5', field.name === 'name' ? 'text-lead' : field.name !== 'brand' && 'num')}>
          {field[side] ? <Marked pieces={pieces[side]} /> : <span className="text-ink2">–</span>}
        </div>
      ))}
    </div>
  )
}

/** Two records side by side, field by field, and in each what agrees and what contradicts. */
export function PairTable({ label, heads, fields }: { label: string; heads: { left: ReactNode; right: ReactNode }; fields: readonly PairField[] }) {
  const t = useTranslations('matching')
  return (
    <div role="table" aria-label={label} className="@container">
      <div role="row" className={columns}>
        <div role="columnheader" className="sr-only">
          {t('fields')}
        </div>
        <div role="columnheader" className="min-w-0 px-4 py-2 @xl:col-start-2">
          {heads.left}
        </div>
        <div role="columnheader" className="min-w-0 px-4 py-2">
          {heads.right}
        </div>
      </div>
      {fields.map((f) => (
        <Row key={f.key} field={f} />
      ))}
    </div>
  )
}
