import { deviceZone, formatInstant } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import type { RelationshipEvent } from './api'
import type { Side } from './states'

/** What happened between the two, the latest first; `own` is who reads it. */
export function History({ events, own }: { events: readonly RelationshipEvent[]; own: Side }) {
  const t = useTranslations('trading')
  return (
    <ol className="-my-2 divide-y divide-line">
      {events.map((e, i) => (
        <li key={`${e.at} ${i}`} className="grid gap-x-4 gap-y-0.5 py-2 tablet:grid-cols-[9.5rem_minmax(0,1fr)]">
          <time dateTime={e.at} className="num text-ink2">
            {formatInstant(e.at, deviceZone)}
          </time>
          <span className="grid min-w-0">
            <span>
              <span className="font-strong">{t(`act.${e.act}`)}</span>
              <span className="text-ink2"> · {e.side === own ? t('you') : t(`side.${e.side}`)}</span>
              {e.version > 1 && e.act === 'apply' && <span className="text-ink2"> · {t('version', { number: e.version })}</span>}
            </span>
            {e.reason && <span className="wrap-anywhere whitespace-pre-line">{e.reason}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
