import clsx from 'clsx'
import { BadgeCheck, Ban, CopyCheck, FileQuestion, Hash, MapPinOff } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import type { RelationshipRow } from '../supplierQueries'

const marks = {
  duplicate: { Icon: CopyCheck, kind: 'info' },
  blocked: { Icon: Ban, kind: 'bad' },
  territory: { Icon: MapPinOff, kind: 'warn' },
  missing: { Icon: FileQuestion, kind: 'warn' },
  tax_number: { Icon: Hash, kind: 'bad' },
} as const
const kinds = { good: 'bg-best text-best-ink', info: 'bg-info-bg text-info', warn: 'bg-warn-bg text-warn', bad: 'bg-bad-bg text-bad' }
const mark = 'inline-flex items-center gap-1 rounded-small px-1.5 text-small whitespace-nowrap'

/** What the checks found, one mark each: shape, word and colour. */
export function Flags({ row }: { row: Pick<RelationshipRow, 'flags' | 'file_verified'> }) {
  const t = useTranslations('queue.flag')
  return (
    <span className="flex flex-wrap gap-1 max-tablet:justify-end">
      {row.file_verified && (
        <span className={clsx(mark, kinds.good)}>
          <BadgeCheck aria-hidden />
          {t('verified')}
        </span>
      )}
      {row.flags.map((flag) => {
        if (flag === 'verified') return null
        const { Icon, kind } = marks[flag]
        return (
          <span key={flag} className={clsx(mark, kinds[kind])}>
            <Icon aria-hidden />
            {t(flag)}
          </span>
        )
      })}
    </span>
  )
}
