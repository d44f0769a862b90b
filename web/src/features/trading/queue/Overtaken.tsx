import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatAgo } from '../../../lib/dates'
import { useNow } from '../../../lib/useNow'
import { RelationshipState } from '../RelationshipState'
import type { RelationshipDetail } from '../supplierQueries'

/** A colleague, or the buyer, was faster: what holds now, and whether this can still be done. */
export function Overtaken({ now, possible }: { now: RelationshipDetail; possible: boolean }) {
  const t = useTranslations('queue.overtaken')
  const words = useTranslations('trading')
  const lang = useLocale()
  const clock = useNow()
  const last = now.events[0]
  return (
    <div role="alert" className="mb-4 grid gap-1 rounded-control border border-warn bg-warn-bg px-3 py-2 text-warn">
      <span className="font-strong">{t('title')}</span>
      {last && (
        <span className="wrap-anywhere">
          {words(`act.${last.act}`)} · {words(`side.${last.side}`)} · {formatAgo(lang, last.at, clock)}
          {last.reason && ` · ${last.reason}`}
        </span>
      )}
      <span className="flex flex-wrap gap-2 text-ink">
        <RelationshipState state={now.row.state} />
        {possible ? t('still') : t('over')}
      </span>
    </div>
  )
}
