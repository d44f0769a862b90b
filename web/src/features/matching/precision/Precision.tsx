import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useDeed } from '../../../lib/useDeed'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { RadioGroup, Switch } from '../../../ui/Choice'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { percentOf } from '../words'
import { policyQuery, setPolicy, statusQuery, type Policy } from '../queries'

/** The precisions one can choose; another one that stands is offered too. */
const usual = [0.95, 0.98, 0.99, 0.995, 0.999]

/** What a precision would mean now: whether it is proven, how many questions it saves, how many mistakes it allows. */
function Meaning({ policy, automatic, busy }: { policy: Policy; automatic: boolean; busy: boolean }) {
  const t = useTranslations('precision')
  const lang = useLocale()
  const percent = (share: number, digits = 1) => formatNumber(lang, share * 100, digits)
  const { means } = policy
  const proven = automatic && means.proven
  return (
    <div aria-live="polite" aria-busy={busy} className="grid content-start gap-2">
      <StatusDot kind={proven ? 'done' : 'off'}>{!automatic ? t('off') : means.proven ? t('proven') : t('unproven')}</StatusDot>
      {proven && means.line !== undefined && <p>{t('line', { line: percent(means.line, 2) })}</p>}
      {proven && means.measured !== undefined && means.lower_bound !== undefined && means.beyond !== undefined && (
        <p>{t('measured', { beyond: means.beyond, measured: percent(means.measured, 2), least: percent(means.lower_bound, 2) })}</p>
      )}
      {proven && <p className="font-strong">{t('would', { n: means.would_confirm })}</p>}
      {automatic && !means.proven && <p>{t('why', { answers: means.answers })}</p>}
      {!automatic && <p>{t('offText')}</p>}
    </div>
  )
}

function Figures({ company, policy }: { company: string; policy: Policy }) {
  const t = useTranslations('precision')
  const lang = useLocale()
  const { data } = useQuery(statusQuery(company))
  const rows: [string, string][] = [
    [t('byCode'), formatNumber(lang, policy.means.by_code)],
    [t('byModel'), formatNumber(lang, policy.means.by_model)],
    [t('byPeople'), formatNumber(lang, policy.means.by_people)],
  ]
  if (data) {
    rows.push([t('questions'), formatNumber(lang, data.questions)], [t('rest'), formatNumber(lang, data.rest)], [t('asks'), formatNumber(lang, data.asks)])
    rows.push([t('items'), formatNumber(lang, data.items)], [t('matched'), formatNumber(lang, data.matched)], [t('products'), formatNumber(lang, data.products)])
  }
  if (data?.model?.f1 !== undefined) rows.push([t('f1'), formatNumber(lang, data.model.f1 * 100, 1)])
  return (
    <Section title={t('figures')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <dl className="grid gap-x-8 gap-y-1 tablet:grid-cols-2 wide:grid-cols-3">
        {rows.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-ink2">{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Form({ company, stands, disabled }: { company: string; stands: Policy; disabled: boolean }) {
  const t = useTranslations('precision')
  const lang = useLocale()
  const [precision, setPrecision] = useState(stands.precision)
  const [automatic, setAutomatic] = useState(stands.automatic)
  const looked = useQuery(policyQuery(company, precision))
  const { busy, problem, run } = useDeed()
  const choices = [...new Set([...usual, stands.precision])].toSorted((a, b) => a - b)
  const changed = precision !== stands.precision || automatic !== stands.automatic
  const put = (change: { precision: number; automatic: boolean }) =>
    run(async () => {
      await setPolicy(company, change)
      setPrecision(change.precision)
      setAutomatic(change.automatic)
    })
  const save = async () => {
    const before = { precision: stands.precision, automatic: stands.automatic }
    if (await put({ precision, automatic })) toast(t('saved'), () => void put(before))
  }
  return (
    <Section title={t('heading')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-6 desktop:grid-cols-2">
        <div className="grid content-start gap-3">
          <Switch checked={automatic} disabled={disabled} onChange={setAutomatic} hint={t('automaticHint')}>
            {t('automatic')}
          </Switch>
          <RadioGroup
            legend={t('precision')}
            name="precision"
            value={String(precision)}
            onChange={(v) => setPrecision(Number(v))}
            options={choices.map((p) => ({
              value: String(p),
              label: <span className="num">{percentOf(lang, p, 2)}</span>,
              hint: t('mistakes', { wrong: formatNumber(lang, (1 - p) * 1000, 1) }),
              disabled: disabled || !automatic,
            }))}
          />
        </div>
        <Meaning policy={looked.data ?? stands} automatic={automatic} busy={looked.isFetching} />
      </div>
      <Refusal problem={problem} />
      <div className="mt-4 flex justify-end">
        <Button kind="primary" busy={busy} disabled={disabled || !changed} onClick={() => void save()} className="max-tablet:w-full">
          {t('save')}
        </Button>
      </div>
    </Section>
  )
}

/** How sure the hub must be to match without asking, in words of what that means. */
export function Page() {
  const t = useTranslations('precision')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery(policyQuery(company))
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <SubPlaces seat={seat} of="matching" />
      </PageHeader>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
          <p className="max-w-[60em] max-tablet:px-4">{t('text')}</p>
          <Form company={company} stands={data} disabled={mayOf(seat, 'matching.policy.write').disabled} />
          <Figures company={company} policy={data} />
        </div>
      )}
    </>
  )
}
