import { useTranslations } from '../../../lib/i18n'
import { Seal } from '../../../ui/Marks'
import type { ProfileDraft } from '../supplierQueries'
import { Tag } from '../Tag'
import { useTradingWords } from '../words'

/** The entry of the directory as buyers read it. */
export function ProfileCard({ profile: p }: { profile: ProfileDraft }) {
  const t = useTranslations('profile')
  const words = useTradingWords()
  const lines: [string, string | undefined][] = [
    [t('terms'), p.terms_summary],
    [t('minimum'), p.minimum_order],
    [t('territory'), words.regions(p.regions ?? [])],
    [t('asks'), p.asks?.length ? words.asks(p.asks) : undefined],
    [t('languages'), p.languages?.length ? words.languages(p.languages) : undefined],
    [t('website'), p.website],
    [t('contact'), [p.contact?.name, p.contact?.phone, p.contact?.email].filter(Boolean).join(' · ')],
  ]
  return (
    <article aria-label={t('card')} className="grid gap-3">
      <div className="flex min-w-0 items-center gap-2.5">
        <Seal name={p.name || '?'} />
        <span className="min-w-0 font-strong wrap-anywhere">{p.name}</span>
      </div>
      {p.summary && <p className="whitespace-pre-line wrap-anywhere">{p.summary}</p>}
      {(p.trades?.length ?? 0) > 0 && (
        <p className="flex flex-wrap gap-1">
          {p.trades?.map((trade) => (
            <Tag key={trade}>{words.trade(trade)}</Tag>
          ))}
        </p>
      )}
      <dl className="grid gap-1 text-small">
        {lines.map(
          ([title, text]) =>
            text && (
              <div key={title} className="flex gap-2">
                <dt className="w-28 flex-none text-ink2">{title}</dt>
                <dd className="min-w-0 wrap-anywhere">{text}</dd>
              </div>
            ),
        )}
      </dl>
    </article>
  )
}
