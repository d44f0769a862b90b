import { Fragment } from 'react'
import { useLocale } from '../lib/i18n'
import { formatNumber } from '../lib/money'

export type SumPart = { n: number; word: string; tone?: string }

/** Big figures that add up: nothing is lost, and one can see that. Parts of zero are given only where their absence would be a question. */
export function Sum({ label, total, parts }: { label: string; total: SumPart; parts: readonly SumPart[] }) {
  const lang = useLocale()
  const figure = ({ n, word, tone = '' }: SumPart) => (
    <span className="grid justify-items-center">
      <span className={`num text-total font-strong ${tone}`}>{formatNumber(lang, n)}</span>
      <span className="text-small text-ink2">{word}</span>
    </span>
  )
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {figure(total)}
      {parts.map((part, i) => (
        <Fragment key={part.word}>
          <span aria-hidden className="text-h2 text-ink2">
            {i === 0 ? '=' : '+'}
          </span>
          {figure(part)}
        </Fragment>
      ))}
    </div>
  )
}
