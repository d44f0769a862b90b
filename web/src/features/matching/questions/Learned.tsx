import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { policyQuery, statusQuery } from '../queries'

/** What the model has learned so far, and what it does by itself; the way to where that is set. */
export function Learned({ company }: { company: string }) {
  const t = useTranslations('matching')
  const lang = useLocale()
  const status = useQuery(statusQuery(company))
  const policy = useQuery(policyQuery(company))
  if (!status.data || !policy.data) return null
  const { model, waiting } = status.data
  const { automatic, precision, means } = policy.data
  return (
    <p className="grid gap-0.5 text-small text-ink2 max-tablet:px-4">
      <span>{model ? t('learned', { answers: model.answers, coded: model.coded }) : t('unlearned')}</span>
      <span>
        <Link to="/c/$company/matching/precision" params={{ company }} className="text-accent underline underline-offset-2">
          {automatic ? t('automaticOn', { precision: formatNumber(lang, precision * 100, 2), n: means.by_model }) : t('automaticOff')}
        </Link>
      </span>
      {waiting > 0 && <span>{t('looking', { n: waiting })}</span>}
    </p>
  )
}
