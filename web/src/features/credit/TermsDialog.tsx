import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { dayOf, deviceZone } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { parseDecimal } from '../../lib/money'
import { Button } from '../../ui/Button'
import { Checkbox, RadioGroup } from '../../ui/Choice'
import { Field, Input, TextArea } from '../../ui/Field'
import { DatePicker, Dialog } from '../../ui/lazy'
import { Select } from '../../ui/Select'
import { toast } from '../../ui/Toast'
import { Refused } from '../identity/FormFoot'
import { useForm } from '../identity/useForm'
import { askAgain, levels, type Account, type Terms } from './queries'

const fresh: Terms = { currency: 'CNY', over_limit: 'hard', overdue: 'soft', overdue_days: 7, on_hard: 'wait', shown: true }

/** What a customer may owe, and what its orders meet. */
export function TermsDialog({ company, account, onClose }: { company: string; account: Account; onClose: () => void }) {
  const t = useTranslations('credit')
  const u = useTranslations('ui')
  const [today] = useState(() => dayOf(new Date(), deviceZone))
  const [draft, setDraft] = useState<Terms>(() => (account.set && account.terms ? account.terms : { ...fresh, currency: account.terms?.currency ?? fresh.currency }))
  const [days, setDays] = useState(String(draft.overdue_days ?? 0))
  const limit = draft.limit?.trim() ?? ''
  const amount = limit === '' ? undefined : parseDecimal(limit, 4)
  const form = useForm(
    {
      '/currency': /^[A-Za-z]{3}$/.test(draft.currency) ? null : 'wrong_form',
      '/limit': amount === null ? 'wrong_form' : null,
      '/limit_until': null,
      '/overdue_days': /^\d{1,3}$/.test(days) && Number(days) <= 365 ? null : 'out_of_range',
    },
    async () => {
      await ok(
        api.PUT('/api/companies/{company}/credit/accounts/{buyer}/terms', {
          params: { path: { company, buyer: account.buyer }, header: { 'If-Match': `"${account.version}"` } },
          body: { ...draft, currency: draft.currency.toUpperCase(), limit: amount ?? undefined, limit_until: amount === undefined ? undefined : draft.limit_until, over_limit: amount === undefined ? 'none' : draft.over_limit, overdue_days: Number(days) },
        }),
      )
      await askAgain(company)
      toast(t('terms.saved', { name: account.name }))
      onClose()
    },
  )
  const put = (change: Partial<Terms>) => {
    setDraft((d) => ({ ...d, ...change }))
    for (const name of Object.keys(change)) form.edited(`/${name}`)
  }
  const level = levels.map((l) => ({ value: l, label: t(`level.${l}`) }))
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('terms.for', { name: account.name })}
      actions={
        <>
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind="primary" type="submit" form="terms" busy={form.busy}>
            {t('terms.save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="terms" className="grid gap-4">
        <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-4">
          <Field label={t('terms.limit')} hint={t('terms.limitHint')} required={false} error={form.error('/limit')}>
            <Input value={draft.limit ?? ''} onChange={(e) => put({ limit: e.target.value })} inputMode="decimal" className="num text-right" />
          </Field>
          <Field label={t('terms.currency')} error={form.error('/currency')}>
            <Input value={draft.currency} onChange={(e) => put({ currency: e.target.value })} maxLength={3} className="num uppercase" />
          </Field>
        </div>
        <Field label={t('terms.limitUntil')} required={false} error={form.error('/limit_until')}>
          <DatePicker value={draft.limit_until ?? null} today={today} onChange={(day) => put({ limit_until: day ?? undefined })} />
        </Field>
        <Field label={t('terms.overLimit')} hint={t('terms.levelHint')}>
          <Select value={draft.over_limit} onChange={(over_limit) => put({ over_limit })} options={level} />
        </Field>
        <div className="grid grid-cols-[minmax(0,1fr)_6rem] items-start gap-4">
          <Field label={t('terms.overdue')}>
            <Select value={draft.overdue} onChange={(overdue) => put({ overdue })} options={level} />
          </Field>
          <Field label={t('terms.days')} error={form.error('/overdue_days')}>
            <Input
              value={days}
              onChange={(e) => {
                setDays(e.target.value)
                form.edited('/overdue_days')
              }}
              inputMode="numeric"
              className="num text-right"
            />
          </Field>
        </div>
        <RadioGroup
          legend={t('terms.onHard')}
          name="on_hard"
          value={draft.on_hard}
          onChange={(on_hard) => put({ on_hard })}
          options={(['wait', 'refuse'] as const).map((v) => ({ value: v, label: t(`terms.${v}`), hint: t(`terms.${v}Hint`) }))}
        />
        <div className="grid gap-1">
          <Checkbox checked={draft.prepaid_only ?? false} onChange={(prepaid_only) => put({ prepaid_only })} hint={t('terms.prepaidHint')}>
            {t('terms.prepaid')}
          </Checkbox>
          <Checkbox checked={draft.stopped ?? false} onChange={(stopped) => put({ stopped })} hint={t('terms.stoppedHint')}>
            {t('terms.stopped')}
          </Checkbox>
          <Checkbox checked={draft.shown} onChange={(shown) => put({ shown })} hint={t('terms.shownHint')}>
            {t('terms.shown')}
          </Checkbox>
        </div>
        <Field label={t('terms.note')} hint={t('terms.noteHint')} required={false}>
          <TextArea rows={2} maxLength={2000} value={draft.note ?? ''} onChange={(e) => put({ note: e.target.value || undefined })} />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
