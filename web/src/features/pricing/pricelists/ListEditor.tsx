import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Checkbox, RadioGroup } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { DatePicker, Dialog } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { toast } from '../../../ui/Toast'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { CustomerPick, GroupSelect, RegionPick } from '../../trading/customers/pickers'
import { currencies } from '../../trading/customers/terms'
import { held, type Held } from '../../trading/supplierQueries'
import { splatOf } from '../PriceNav'
import { askAgain, listQuery, type PriceList } from '../queries'
import { roundingModes } from '../rounding'
import { useRoundingWords, useRuleWords } from '../words'
import { checks, draftOf, fresh, kinds, roundingSent, ruleOf, sent, type Draft } from './draft'

type Props = { seat: Seat; list: Held<PriceList> | null; currency: string; onClose: () => void }

/** A list: for whom, in which money, how it rounds, what it reckons by itself. Said in words as it is written. */
export function ListEditor({ seat, list, currency, onClose }: Props) {
  const t = useTranslations()
  const company = seat.company.id
  const navigate = useNavigate()
  const today = dayOf(useNow(), deviceZone)
  const [base, setBase] = useState(list)
  const [draft, setDraft] = useState<Draft>(() => (list ? draftOf(list.value) : fresh(currency)))
  const [theirs, setTheirs] = useState(false)
  const ruleWords = useRuleWords()
  const roundingWords = useRoundingWords()
  const form = useForm(checks(draft), async () => {
    const body = sent(draft)
    if (!base) {
      const { value } = await held<PriceList>(api.POST('/api/companies/{company}/pricing/lists', { params: { path: { company } }, body }))
      await askAgain(company)
      toast(t('pricelists.made', { name: value.name }))
      onClose()
      return navigate({ to: '/c/$company/prices/$', params: { company, _splat: splatOf('lists', value.id) }, search: {} })
    }
    try {
      await api.PUT('/api/companies/{company}/pricing/lists/{list}', { params: { path: { company, list: base.value.id }, header: { 'If-Match': base.etag } }, body })
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      setBase(await queryClient.fetchQuery({ ...listQuery(company, base.value.id), staleTime: 0 }))
      setTheirs(true)
      throw error
    }
    await askAgain(company)
    toast(t('pricelists.saved', { name: body.name }))
    onClose()
  })
  const set = (change: Partial<Draft>, path?: string) => {
    setDraft((old) => ({ ...old, ...change }))
    if (path) form.edited(path)
  }
  const number = (key: 'taxRate' | 'step' | 'ending' | 'percent' | 'floorMargin' | 'floorAmount' | 'ceilingMargin' | 'ceilingAmount' | 'priority', path: string, unit?: string, hint?: string) => (
    <Field label={t(`pricelists.field.${key}`)} required={false} error={form.error(path)} hint={hint}>
      <div className="flex items-center gap-2">
        <Input inputMode="decimal" autoComplete="off" className="num text-right" value={draft[key]} onChange={(e) => set({ [key]: e.target.value }, path)} />
        {unit && <span className="text-ink2">{unit}</span>}
      </div>
    </Field>
  )
  const words = [ruleWords(ruleOf(draft), draft.currency), roundingWords(roundingSent(draft))].join(t('pricing.stop')) + t('pricing.stop').trim()
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={list ? t('pricelists.editOf', { name: list.value.name }) : t('pricelists.new')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="list" busy={form.busy}>
            {theirs ? t('pricelists.saveAnyway') : list ? t('pricing.save') : t('pricelists.make')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="list" className="grid gap-4">
        {theirs && base && (
          <div role="alert" className="grid gap-2 rounded-control border border-warn bg-warn-bg p-3">
            <p className="font-strong text-warn">{t('pricelists.theirs', { name: base.value.name })}</p>
            <Button
              onClick={() => {
                setDraft(draftOf(base.value))
                setTheirs(false)
              }}
            >
              {t('pricelists.take')}
            </Button>
          </div>
        )}
        {!list && (
          <Field label={t('pricelists.kind')} hint={t(`pricelists.kindHint.${draft.kind}`)}>
            <Select value={draft.kind} onChange={(kind) => set({ kind })} options={kinds.map((k) => ({ value: k, label: t(`pricing.kind.${k}`) }))} />
          </Field>
        )}
        {draft.kind === 'group' && (
          <Field label={t('pricing.kind.group')} error={form.error('/group')}>
            <GroupSelect company={company} value={draft.group} onChange={(group) => set({ group }, '/group')} empty={t('pricelists.choose')} />
          </Field>
        )}
        {(draft.kind === 'customer' || draft.kind === 'contract') && (
          <Field label={t('pricing.kind.customer')} error={form.error('/customer')}>
            <CustomerPick company={company} value={draft.customer} onChange={(customer) => set({ customer }, '/customer')} />
          </Field>
        )}
        {draft.kind === 'region' && (
          <Field label={t('pricing.kind.region')} error={form.error('/region')}>
            <RegionPick value={draft.region} onChange={(region) => set({ region }, '/region')} />
          </Field>
        )}
        {draft.kind === 'channel' && (
          <Field label={t('pricing.kind.channel')} hint={t('pricelists.channelHint')} error={form.error('/channel')}>
            <Input maxLength={40} autoComplete="off" value={draft.channel} onChange={(e) => set({ channel: e.target.value }, '/channel')} />
          </Field>
        )}
        <Field label={t('pricelists.name')} error={form.error('/name')}>
          <Input maxLength={200} autoComplete="off" value={draft.name} onChange={(e) => set({ name: e.target.value }, '/name')} />
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('pricelists.currency')} error={form.error('/currency')}>
            <Select value={draft.currency} onChange={(c) => set({ currency: c }, '/currency')} options={[...new Set([...currencies, draft.currency])].map((c) => ({ value: c, label: c }))} />
          </Field>
          {number('taxRate', '/tax_rate', '%')}
        </div>
        <Checkbox checked={draft.taxIncluded} onChange={(taxIncluded) => set({ taxIncluded, ...(taxIncluded && { ruled: false }) })} hint={t('pricelists.taxHint')}>
          {t('pricelists.taxIncluded')}
        </Checkbox>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('pricelists.from')} required={false}>
            <DatePicker value={draft.from} onChange={(from) => set({ from }, '/valid_to')} today={today} />
          </Field>
          <Field label={t('pricelists.until')} required={false} error={form.error('/valid_to')}>
            <DatePicker value={draft.until} onChange={(until) => set({ until }, '/valid_to')} today={today} />
          </Field>
        </div>
        {draft.kind !== 'base' && !draft.taxIncluded && (
          <RadioGroup
            legend={t('pricelists.rule')}
            name="ruled"
            value={draft.ruled ? draft.basis : 'none'}
            onChange={(v) => set(v === 'none' ? { ruled: false } : { ruled: true, basis: v })}
            options={[
              { value: 'none', label: t('pricing.rule.none') },
              { value: 'base', label: t('pricelists.byBase') },
              { value: 'cost', label: t('pricelists.byCost') },
            ]}
          />
        )}
        {draft.ruled && (
          <div className="grid gap-4 rounded-control border border-line p-3">
            {number('percent', '/rule/percent', '%', t('pricelists.percentHint'))}
            <div className="grid gap-4 tablet:grid-cols-2">
              {number('floorMargin', '/rule/floor/margin', '%')}
              {number('floorAmount', '/rule/floor/amount', draft.currency)}
              {number('ceilingMargin', '/rule/ceiling/margin', '%')}
              {number('ceilingAmount', '/rule/ceiling/amount', draft.currency)}
            </div>
          </div>
        )}
        <h3 className="font-strong">{t('pricelists.rounding')}</h3>
        <Field label={t('pricelists.mode')}>
          <Select value={draft.mode} onChange={(mode) => set({ mode })} options={roundingModes.map((m) => ({ value: m, label: t(`pricing.mode.${m}`) }))} />
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          {number('step', '/rounding/step', draft.currency, t('pricelists.stepHint'))}
          {number('ending', '/rounding/ending', draft.currency, t('pricelists.endingHint'))}
        </div>
        <p role="status" className="rounded-control bg-best px-3 py-2 text-best-ink">
          {t('pricelists.inWords', { words })}
        </p>
        {draft.kind !== 'base' && number('priority', '/priority', undefined, t('pricelists.priorityHint'))}
        <Checkbox checked={draft.familyBreaks} onChange={(familyBreaks) => set({ familyBreaks })} hint={t('pricelists.familyHint')}>
          {t('pricelists.family')}
        </Checkbox>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
