import type { components } from '../../api/audit.gen'
import { deviceZone, formatAgo, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { useNow } from '../../lib/useNow'
import { Avatar } from '../../ui/Marks'
import { wordsOf } from './actions'

export type Entry = components['schemas']['AuditEntry']

/** What was done, in words. */
export function useDeed() {
  const t = useTranslations('audit.deed')
  return (action: string) => {
    const key = wordsOf(action)
    return key ? t(key) : action
  }
}

/** Who did it; an erased person and the hub itself have no name. */
export function useDoer() {
  const t = useTranslations('audit')
  return (e: Entry) => e.person_name || (e.person ? t('erased') : t('hub'))
}

/** The last few, in a short list. */
export function Entries({ entries }: { entries: readonly Entry[] }) {
  const lang = useLocale()
  const now = useNow()
  const deed = useDeed()
  const doer = useDoer()
  return (
    <ul className="-my-2 divide-y divide-line">
      {entries.map((e) => (
        <li key={e.id} className="flex items-center gap-3 py-2">
          <Avatar name={doer(e)} />
          <span className="min-w-0 flex-1">
            <span className="font-strong">{doer(e)}</span> <span className="text-ink2">{deed(e.action)}</span>
          </span>
          <time dateTime={e.at} title={formatInstant(e.at, deviceZone)} className="text-small whitespace-nowrap text-ink2">
            {formatAgo(lang, e.at, now)}
          </time>
        </li>
      ))}
    </ul>
  )
}
