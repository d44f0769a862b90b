import { Plus, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Segmented } from '../../../ui/Segmented'
import { Select } from '../../../ui/Select'
import { toast } from '../../../ui/Toast'
import { Refused } from '../../identity/FormFoot'
import type { Form } from '../../identity/useForm'
import { useForm } from '../../identity/useForm'
import { CustomerPick, GroupSelect, RegionPick, type Picked } from '../../trading/customers/pickers'
import { currencies } from '../../trading/customers/terms'
import { askAgain, conditionsQuery, type ConditionLevel, type ConditionLevelDraft } from '../queries'
import { checks, draftOf, saysNothing, sent, type Draft } from './draft'

const levels = ['region', 'group', 'customer'] as const
type LevelName = ConditionLevelDraft['level']

/** One condition: said here, with its figures, or left to the level above. */
function Part({ title, hint, on, onSwitch, path, form, children }: { title: string; hint?: string; on: boolean; onSwitch: (on: boolean) => void; path: string; form: Form; children: ReactNode }) {
  return (
    <fieldset className="grid gap-2 rounded-control border border-line p-3">
      <legend className="sr-only">{title}</legend>
      <Checkbox
        checked={on}
        onChange={(now) => {
          onSwitch(now)
          form.edited(path)
        }}
        hint={hint}
      >
        <span className="font-strong">{title}</span>
      </Checkbox>
      {on && children}
      <p aria-live="polite" className="text-small text-bad empty:hidden">
        {form.error(path)}
      </p>
    </fieldset>
  )
}

type NumberProps = { label: string; value: string; unit?: string; onChange: (text: string) => void }
const Figure = ({ label, value, unit, onChange }: NumberProps) => (
  <Field label={label}>
    <div className="flex items-center gap-2">
      <Input inputMode="decimal" autoComplete="off" className="num text-right" value={value} onChange={(e) => onChange(e.target.value)} />
      {unit && <span className="text-ink2">{unit}</span>}
    </div>
  </Field>
)

function Freight({ draft, onChange }: { draft: Draft; onChange: (freight: Draft['freight']) => void }) {
  const t = useTranslations('conditions')
  const { freight, currency } = draft
  const unit = freight.by === 'weight' ? 'kg' : currency
  const setStep = (i: number, change: Partial<Draft['freight']['steps'][number]>) => onChange({ ...freight, steps: freight.steps.map((s, n) => (n === i ? { ...s, ...change } : s)) })
  return (
    <div className="grid gap-3">
      <Segmented label={t('freightBy')} value={freight.by} onChange={(by) => onChange({ ...freight, by })} options={(['flat', 'weight', 'value'] as const).map((by) => ({ value: by, label: t(`by.${by}`) }))} className="justify-self-start" />
      {freight.by === 'flat' ? (
        <Figure label={t('fee')} value={freight.fee} unit={currency} onChange={(fee) => onChange({ ...freight, fee })} />
      ) : (
        <table className="w-full">
          <thead className="text-small text-ink2">
            <tr>
              <th scope="col" className="pb-1 text-left font-normal">
                {t('stepFrom', { unit })}
              </th>
              <th scope="col" className="pb-1 text-left font-normal">
                {t('stepFee', { currency })}
              </th>
              <th scope="col">
                <span className="sr-only">{t('acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {freight.steps.map((s, i) => (
              <tr key={i}>
                <td className="pr-2 pb-2">
                  <Input inputMode="decimal" autoComplete="off" aria-label={t('stepFromOf', { n: i + 1, unit })} className="num text-right" value={s.from} readOnly={i === 0} onChange={(e) => setStep(i, { from: e.target.value })} />
                </td>
                <td className="pr-2 pb-2">
                  <Input inputMode="decimal" autoComplete="off" aria-label={t('stepFeeOf', { n: i + 1, currency })} className="num text-right" value={s.fee} onChange={(e) => setStep(i, { fee: e.target.value })} />
                </td>
                <td className="w-0 pb-2">
                  <Button kind="quiet" disabled={i === 0} aria-label={t('stepRemove', { n: i + 1 })} icon={<X aria-hidden />} onClick={() => onChange({ ...freight, steps: freight.steps.filter((_, n) => n !== i) })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {freight.by !== 'flat' && freight.steps.length < 50 && (
        <Button className="justify-self-start" icon={<Plus aria-hidden />} onClick={() => onChange({ ...freight, steps: [...freight.steps, { from: '', fee: '' }] })}>
          {t('stepAdd')}
        </Button>
      )}
      <Figure label={t('freeFrom')} value={freight.freeFrom} unit={currency} onChange={(freeFrom) => onChange({ ...freight, freeFrom })} />
    </div>
  )
}

/** What one level asks for beside prices. What it does not say, it inherits. */
export function LevelDialog({ company, level, usual, onClose }: { company: string; level: ConditionLevel | 'default' | 'new'; usual: string; onClose: () => void }) {
  const t = useTranslations()
  const known = typeof level === 'object' ? level : null
  const [base, setBase] = useState(known)
  const [name, setName] = useState<LevelName>(known?.level ?? (level === 'default' ? 'default' : 'group'))
  const [region, setRegion] = useState(known?.region ?? '')
  const [group, setGroup] = useState<string>(known?.group ?? '')
  const [customer, setCustomer] = useState<Picked | null>(known?.customer ? { id: known.customer, code: '', name: known.customer_name ?? '' } : null)
  const [draft, setDraft] = useState(() => draftOf(known?.conditions ?? {}, usual))
  const [theirs, setTheirs] = useState(false)
  const form = useForm(
    {
      ...checks(draft),
      '/region': name === 'region' && !region ? 'required' : null,
      '/group': name === 'group' && !group ? 'required' : null,
      '/customer': name === 'customer' && !customer ? 'required' : null,
    },
    async () => {
      const body: ConditionLevelDraft = { level: name, conditions: sent(draft), ...(name === 'region' && { region }), ...(name === 'group' && { group }), ...(name === 'customer' && { customer: customer?.id }) }
      try {
        await api.PUT('/api/companies/{company}/pricing/conditions', { params: { path: { company }, header: { 'If-Match': `"${base?.version ?? 0}"` } }, body })
      } catch (error) {
        if (toProblem(error).status !== 412) throw error
        const { items } = await queryClient.fetchQuery({ ...conditionsQuery(company), staleTime: 0 })
        const now = items.find((l) => l.level === name && (l.region ?? '') === (name === 'region' ? region : '') && (l.group ?? '') === (name === 'group' ? group : '') && (l.customer ?? '') === (name === 'customer' ? (customer?.id ?? '') : ''))
        setBase(now ?? null)
        setTheirs(now !== undefined)
        throw error
      }
      await askAgain(company)
      toast(t('conditions.saved'))
      onClose()
    },
  )
  const set = (change: Partial<Draft>, path: string) => {
    setDraft((old) => ({ ...old, ...change }))
    form.edited(path)
  }
  const title = known ? (known.group_name ?? known.customer_name ?? known.region ?? t('conditions.level.default')) : t(`conditions.level.${name}`)
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={level === 'new' ? t('conditions.new') : t('conditions.editOf', { name: title })}
      description={t(name === 'default' ? 'conditions.defaultHint' : 'conditions.levelHint')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="conditions" busy={form.busy} disabled={saysNothing(draft) && !known}>
            {theirs ? t('conditions.saveAnyway') : t('pricing.save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="conditions" className="grid gap-4">
        {theirs && base && (
          <div role="alert" className="grid gap-2 rounded-control border border-warn bg-warn-bg p-3">
            <p className="font-strong text-warn">{t('conditions.theirs')}</p>
            <Button
              onClick={() => {
                setDraft(draftOf(base.conditions, usual))
                setTheirs(false)
              }}
            >
              {t('conditions.take')}
            </Button>
          </div>
        )}
        {level === 'new' && (
          <Field label={t('conditions.for')}>
            <Select value={name} onChange={setName} options={levels.map((l) => ({ value: l as LevelName, label: t(`conditions.level.${l}`) }))} />
          </Field>
        )}
        {level === 'new' && name === 'region' && (
          <Field label={t('conditions.level.region')} error={form.error('/region')}>
            <RegionPick
              value={region}
              onChange={(r) => {
                setRegion(r)
                form.edited('/region')
              }}
            />
          </Field>
        )}
        {level === 'new' && name === 'group' && (
          <Field label={t('conditions.level.group')} error={form.error('/group')}>
            <GroupSelect
              company={company}
              value={group}
              onChange={(g) => {
                setGroup(g)
                form.edited('/group')
              }}
              empty={t('conditions.choose')}
            />
          </Field>
        )}
        {level === 'new' && name === 'customer' && (
          <Field label={t('conditions.level.customer')} error={form.error('/customer')}>
            <CustomerPick
              company={company}
              value={customer}
              onChange={(c) => {
                setCustomer(c)
                form.edited('/customer')
              }}
            />
          </Field>
        )}
        <Field label={t('conditions.currency')}>
          <Select value={draft.currency} onChange={(currency) => setDraft({ ...draft, currency })} options={[...new Set([...currencies, draft.currency])].map((c) => ({ value: c, label: c }))} />
        </Field>
        <Part title={t('conditions.minimum')} on={draft.minimum.on} onSwitch={(on) => set({ minimum: { ...draft.minimum, on } }, '')} path="/conditions/minimum_order" form={form}>
          <Figure label={t('conditions.minimumOf')} value={draft.minimum.amount} unit={draft.currency} onChange={(amount) => set({ minimum: { ...draft.minimum, amount } }, '/conditions/minimum_order')} />
        </Part>
        <Part title={t('conditions.small')} on={draft.small.on} onSwitch={(on) => set({ small: { ...draft.small, on } }, '')} path="/conditions/small_order_fee" form={form}>
          <div className="grid gap-3 tablet:grid-cols-2">
            <Figure label={t('conditions.smallBelow')} value={draft.small.below} unit={draft.currency} onChange={(below) => set({ small: { ...draft.small, below } }, '/conditions/small_order_fee')} />
            <Figure label={t('conditions.fee')} value={draft.small.fee} unit={draft.currency} onChange={(fee) => set({ small: { ...draft.small, fee } }, '/conditions/small_order_fee')} />
          </div>
        </Part>
        <Part title={t('conditions.freight')} on={draft.freight.on} onSwitch={(on) => set({ freight: { ...draft.freight, on } }, '')} path="/conditions/freight" form={form}>
          <Freight draft={draft} onChange={(freight) => set({ freight }, '/conditions/freight')} />
        </Part>
        <Part title={t('conditions.lead')} hint={t('conditions.leadHint')} on={draft.lead.on} onSwitch={(on) => set({ lead: { ...draft.lead, on } }, '')} path="/conditions/lead_days" form={form}>
          <Figure label={t('conditions.leadDays')} value={draft.lead.days} onChange={(days) => set({ lead: { ...draft.lead, days } }, '/conditions/lead_days')} />
        </Part>
        <Part title={t('conditions.cash')} on={draft.cash.on} onSwitch={(on) => set({ cash: { ...draft.cash, on } }, '')} path="/conditions/cash_discount" form={form}>
          <div className="grid gap-3 tablet:grid-cols-2">
            <Figure label={t('conditions.cashPercent')} value={draft.cash.percent} unit="%" onChange={(percent) => set({ cash: { ...draft.cash, percent } }, '/conditions/cash_discount')} />
            <Figure label={t('conditions.cashDays')} value={draft.cash.days} onChange={(days) => set({ cash: { ...draft.cash, days } }, '/conditions/cash_discount')} />
          </div>
        </Part>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
