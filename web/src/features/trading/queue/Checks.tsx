import { Link } from '@tanstack/react-router'
import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { countryItem } from '../../identity/countries'
import type { Check } from '../supplierQueries'
import { useTradingWords } from '../words'

const icons = {
  good: <CircleCheck aria-hidden className="mt-0.5 text-accent" />,
  warn: <TriangleAlert aria-hidden className="mt-0.5 text-warn" />,
  stop: <OctagonAlert aria-hidden className="mt-0.5 text-bad" />,
}

function Because({ check, company }: { check: Check; company: string }): ReactNode {
  const t = useTranslations('queue')
  const lang = useLocale()
  const words = useTradingWords()
  if (check.kind === 'duplicate' && check.customers?.length) {
    return (
      <ul className="grid gap-1">
        {check.customers.map(({ customer, because, claimed }) => (
          <li key={customer.id}>
            <Link to="/c/$company/customers/$customer" params={{ company, customer: customer.id }} className="text-accent underline wrap-anywhere">
              {customer.name}
            </Link>{' '}
            <span className="num text-ink2">{customer.code}</span>
            <span className="block text-small text-ink2">
              {t('same', { what: words.list(because.map((b) => t(`because.${b}`))) })}
              {claimed && ` ${t('claimed')}`}
            </span>
          </li>
        ))}
      </ul>
    )
  }
  if (check.kind === 'blocked' && check.blocks?.length) {
    return (
      <ul>
        {check.blocks.map((b) => (
          <li key={b.id} className="wrap-anywhere">
            <span className="num">{b.value}</span>
            {b.reason && <span className="text-ink2"> · {b.reason}</span>}
          </li>
        ))}
      </ul>
    )
  }
  if (check.kind === 'missing' && check.missing?.length) return words.asks(check.missing)
  if (check.kind === 'territory' && check.country) return countryItem(lang, check.country).label
  if (check.kind === 'tax_number' && check.number) return `${words.number(check.number.kind)} · ${t(`number.${check.number.verdict}`)}`
  return null
}

/** What the hub looked up before anybody decides. Advice, all of it: also a stop. */
export function Checks({ checks, company }: { checks: readonly Check[]; company: string }) {
  const t = useTranslations('queue.check')
  const order = { stop: 0, warn: 1, good: 2 }
  return (
    <ul className="-my-2 divide-y divide-line">
      {checks.toSorted((a, b) => order[a.verdict] - order[b.verdict]).map((check) => (
        <li key={check.kind} className="flex gap-2.5 py-2">
          {icons[check.verdict]}
          <div className="min-w-0">
            <span className={check.verdict === 'good' ? undefined : 'font-strong'}>{t(`${check.kind}.${check.verdict}`)}</span>
            <div className="text-ink2">
              <Because check={check} company={company} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
