import { ArrowRight } from 'lucide-react'
import { useTranslations } from '../../lib/i18n'
import type { Change, Definition } from './queries'
import { useFieldName, useValue } from './words'

/** What changed, field by field: old → new. */
export function Changes({ changes, created, definitions }: { changes: readonly Change[]; created: boolean; definitions?: readonly Definition[] }) {
  const t = useTranslations('catalog')
  const name = useFieldName(definitions)
  const value = useValue(definitions)
  return (
    <dl className="grid gap-x-4 gap-y-1 tablet:grid-cols-[minmax(6rem,10rem)_minmax(0,1fr)]">
      {changes.map((c) => (
        <div key={c.field} className="contents max-tablet:block">
          <dt className="text-ink2">{name(c.field)}</dt>
          <dd className="min-w-0 wrap-anywhere max-tablet:mb-1">
            {created ? (
              value(c, c.after)
            ) : (
              <>
                {c.before ? <del className="text-ink2">{value(c, c.before)}</del> : <span className="text-ink2">{value(c, c.before)}</span>} <ArrowRight aria-label={t('to')} className="inline text-ink2" /> <ins className="font-strong no-underline">{value(c, c.after)}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
