import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { parseDecimal } from '../../../lib/money'
import { useProblemText } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, Input } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { putSettings, settingsQuery, type Settings } from './queries'

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'ILS', 'CHF', 'SGD', 'AUD', 'CAD', 'SEK', 'NOK', 'DKK', 'PLN', 'INR', 'KRW']

type Figures = Pick<Settings, 'yearly_rate' | 'day_cost' | 'order_cost'> & { stale_days: string }
const figures = ['yearly_rate', 'day_cost', 'order_cost', 'stale_days'] as const

/** 12.000000 is written 12. */
const short = (text: string) => parseDecimal(text) ?? text

function Form({ company, now, mayWrite, onClose }: { company: string; now: Settings; mayWrite: boolean; onClose: () => void }) {
  const t = useTranslations('basket.settings')
  const { field } = useProblemText()
  const { busy, problem, run } = useDeed()
  const [currency, setCurrency] = useState(now.currency)
  const [typed, setTyped] = useState<Figures>({ yearly_rate: short(now.yearly_rate), day_cost: short(now.day_cost), order_cost: short(now.order_cost), stale_days: now.stale_days === undefined ? '' : String(now.stale_days) })
  const wrong = figures.filter((f) => (f === 'stale_days' ? typed[f] !== '' && !/^\d+$/.test(typed[f].normalize('NFKC')) : parseDecimal(typed[f]) === null))
  const save = async () => {
    if (wrong.length > 0) return
    const plain = (f: 'yearly_rate' | 'day_cost' | 'order_cost') => parseDecimal(typed[f]) ?? '0'
    const body = { currency, yearly_rate: plain('yearly_rate'), day_cost: plain('day_cost'), order_cost: plain('order_cost'), stale_days: typed.stale_days === '' ? undefined : Number(typed.stale_days.normalize('NFKC')) }
    if (await run(() => putSettings(company, now.version, body))) {
      toast(t('done'))
      onClose()
    }
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={(e) => {
        e.preventDefault()
        void save()
      }}
    >
      <Field label={t('currency')} error={field(problem, 'currency')}>
        <Select disabled={!mayWrite} value={currency} onChange={setCurrency} options={[...new Set([currency, ...currencies])].map((c) => ({ value: c, label: c }))} />
      </Field>
      {figures.map((f) => (
        <Field key={f} label={t(f)} hint={t(`hint.${f}`, { currency })} error={field(problem, f) ?? (wrong.includes(f) ? t('noNumber') : undefined)}>
          <Input readOnly={!mayWrite} inputMode="decimal" autoComplete="off" className="num text-right" value={typed[f]} onChange={(e) => setTyped({ ...typed, [f]: e.target.value })} />
        </Field>
      ))}
      <Refusal problem={problem && problem.fields.length === 0 ? problem : null} />
      {mayWrite ? (
        <Button kind="primary" type="submit" busy={busy} disabled={wrong.length > 0}>
          {t('save')}
        </Button>
      ) : (
        <p className="text-small text-ink2">{t('readOnly')}</p>
      )}
    </form>
  )
}

/** What money and time are worth to the company: what true costs are reckoned with. */
export function SettingsDialog({ company, mayWrite, onClose }: { company: string; mayWrite: boolean; onClose: () => void }) {
  const t = useTranslations('basket.settings')
  const { data, error, refetch } = useQuery({ ...settingsQuery(company), staleTime: 0 })
  return (
    <Dialog open place="side" onClose={onClose} title={t('title')} description={t('about')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={6} />}
      {data && <Form key={data.version} company={company} now={data} mayWrite={mayWrite} onClose={onClose} />}
    </Dialog>
  )
}
