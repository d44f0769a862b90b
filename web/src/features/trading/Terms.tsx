import type { components } from '../../api/trading.gen'
import { useTranslations } from '../../lib/i18n'
import { useTermsInWords } from './termsInWords'

/** What is agreed, one line each; that nothing is agreed is said. */
export function Terms({ terms }: { terms: components['schemas']['Terms'] }) {
  const t = useTranslations('trading.terms')
  const lines = useTermsInWords()(terms)
  if (lines.length === 0) return <p className="text-ink2">{t('none')}</p>
  return (
    <dl className="grid gap-2">
      {lines.map(({ key, title, text }) => (
        <div key={key} className="flex gap-2.5">
          <dt className="w-36 flex-none text-ink2">{title}</dt>
          <dd className="min-w-0 wrap-anywhere whitespace-pre-line">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
