import { useQuery } from '@tanstack/react-query'
import { BadgePercent } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { queryClient } from '../../lib/query'
import { useDeed } from '../../lib/useDeed'
import { mayOf, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { Input } from '../../ui/Field'
import { Refusal } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { offeredQuery, type Offered } from './queries'
import { usePromotionWords } from './words'

const first = 4

function One({ promotion: p }: { promotion: Offered }) {
  const t = useTranslations('promotion.running')
  const words = usePromotionWords(p.items)
  return (
    <li className="flex gap-2.5 py-2">
      <BadgePercent aria-hidden className="mt-0.5 flex-none text-accent" />
      <span className="min-w-0">
        <bdi className="block font-strong wrap-anywhere">{p.rule.name}</bdi>
        <span className="block wrap-anywhere">{words.sentence(p.rule)}</span>
        {(p.used_up || p.used > 0 || p.by_code) && (
          <span className="block text-small text-ink2">
            {[p.by_code && t('byCode'), p.used > 0 && t('used', { count: p.used }), p.used_up && t('usedUp')].filter(Boolean).join(' · ')}
          </span>
        )}
      </span>
    </li>
  )
}

/** What a supplier's running promotions are for the company that buys, over its offers; and the place for a code. */
export function Running({ seat, supplier }: { seat: Seat; supplier: string }) {
  const t = useTranslations('promotion.running')
  const company = seat.company.id
  const { data } = useQuery(offeredQuery(company, supplier))
  const [all, setAll] = useState(false)
  const [code, setCode] = useState('')
  const { busy, problem, run } = useDeed()
  const write = mayOf(seat, 'promotion.coupon.write')
  const give = async () => {
    const found = await ok(api.POST('/api/companies/{company}/suppliers/{supplier}/coupons', { params: { path: { company, supplier } }, body: { code } }))
    setCode('')
    toast(t('given', { name: found.rule.name }))
    await queryClient.invalidateQueries({ queryKey: ['offers', company, supplier] })
  }
  if (!data) return null
  const shown = all ? data.items : data.items.slice(0, first)
  return (
    <section className="mb-4 border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2">
        <h2 className="text-h2 font-strong">{t('title')}</h2>
        {write.shown && (
          <form
            className="ml-auto flex gap-2 max-tablet:ml-0 max-tablet:w-full print:hidden"
            onSubmit={(e) => {
              e.preventDefault()
              if (code.trim()) void run(give)
            }}
          >
            <Input aria-label={t('code')} placeholder={t('code')} autoComplete="off" autoCapitalize="characters" maxLength={40} value={code} onChange={(e) => setCode(e.target.value)} className="tablet:w-44!" />
            <Button type="submit" disabled={write.disabled || busy || !code.trim()}>
              {t('give')}
            </Button>
          </form>
        )}
      </div>
      <div className="px-4 py-1">
        <Refusal problem={problem} />
        {data.items.length > 0 && (
          <>
            <ul className="grid divide-y divide-line tablet:grid-cols-2 tablet:gap-x-6 tablet:divide-y-0">
              {shown.map((p) => (
                <One key={p.id} promotion={p} />
              ))}
            </ul>
            <p className="pb-2 text-small text-ink2">{t(`policy.${data.policy.mode}`)}</p>
            {data.items.length > first && (
              <Button kind="quiet" className="mb-1 -ml-2" onClick={() => setAll(!all)}>
                {all ? t('fewer') : t('more', { count: data.items.length - first })}
              </Button>
            )}
          </>
        )}
      </div>
    </section>
  )
}
