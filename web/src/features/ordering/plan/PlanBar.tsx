import { lazy, Suspense, useState } from 'react'
import { Route } from 'lucide-react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import type { Question } from '../../comparison/basket/queries'
import type { Plan } from './plans'
import { usePlans } from './usePlans'

const PlanDialog = lazy(() => import('./PlanDialog').then((m) => ({ default: m.PlanDialog })))

/** What is known of a plan, in few words. */
export function usePlanWords(currency: string) {
  const t = useTranslations('plan')
  const lang = useLocale()
  return {
    standing: ({ aim, stands, gap, orders }: Plan) => {
      switch (stands) {
        case 'proven':
          return t(`proven.${aim}`)
        case 'bounded':
          return t('bounded', { gap: formatMoney(lang, { amount: gap ?? '0', currency }) })
        case 'impossible':
          return t(orders.length > 0 ? 'belowMinimum' : 'impossible')
        default:
          return t('unproven')
      }
    },
  }
}

/** The plan that is followed, what is known of it, and the way to the others. */
export function PlanBar({ company, question, busy }: { company: string; question: Question; busy: boolean }) {
  const t = useTranslations('plan')
  const [open, setOpen] = useState(false)
  const state = usePlans(company, question, busy)
  const { wanted, plan, query, fresh, want } = state
  const lang = useLocale()
  const best = query.data?.plans.find((p) => p.aim === 'recommended' && p.orders.length > 0)
  const offer = best && t('offer', { amount: formatMoney(lang, { amount: best.pay, currency: query.data?.currency ?? 'CNY' }), count: best.orders.length })
  const words = usePlanWords(query.data?.currency ?? 'CNY')
  const said = query.isError && !query.data ? t('failed') : wanted.aim === null ? (offer ?? t('each')) : plan ? words.standing(plan) : query.data ? t('nothing') : t('busy')
  const short = query.data?.left.filter((l) => l.why === 'stock').length ?? 0
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 max-tablet:w-full">
      <Button icon={<Route aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)} className="max-tablet:flex-1">
        {t(`aim.${wanted.aim ?? 'none'}`)}
      </Button>
      <p role="status" className="min-w-0 max-w-72 text-small text-ink2 max-tablet:order-last max-tablet:max-w-full max-tablet:basis-full">
        {said}
        {plan && short > 0 && <span className="text-warn"> {t('short', { count: short })}</span>}
        {!fresh && query.data && <span aria-hidden> …</span>}
      </p>
      {wanted.aim === null && best && (
        <Button kind="quiet" onClick={() => want({ aim: 'recommended' })}>
          {t('take')}
        </Button>
      )}
      {open && (
        <Suspense>
          <PlanDialog state={state} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
