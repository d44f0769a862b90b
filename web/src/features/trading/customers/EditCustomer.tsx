import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { toast } from '../../../ui/Toast'
import { Country } from '../../identity/Country'
import { countryItem } from '../../identity/countries'
import { given } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm, type Form } from '../../identity/useForm'
import { regionName } from '../regions'
import { askAgain, customerQuery, held, type Customer, type CustomerRef, type Held } from '../supplierQueries'
import { bodyOf, changed, clashes, draftOf, emptyDraft, fields, type Draft, type FieldName } from './draft'
import { CustomerPick, GroupSelect, RegionPick, SalespersonSelect } from './pickers'

type FieldsProps = { company: string; draft: Draft; set: (change: Partial<Draft>) => void; form: Form; self?: Customer; headOffice: CustomerRef | null; setHeadOffice: (c: CustomerRef | null) => void }

function Fields({ company, draft, set, form, self, headOffice, setHeadOffice }: FieldsProps) {
  const t = useTranslations('customers')
  const input = (field: FieldName) => ({
    value: draft[field],
    onChange: (e: { target: { value: string } }) => {
      set({ [field]: e.target.value })
      form.edited(`/${field}`)
    },
  })
  return (
    <>
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_10rem]">
        <Field label={t('name')} error={form.error('/name')}>
          <Input
            {...input('name')}
            maxLength={200}
            autoComplete="off"
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
        </Field>
        <Field label={t('code')} required={self ? undefined : false} hint={self ? undefined : t('codeHint')} error={form.error('/code')}>
          <Input {...input('code')} maxLength={40} autoComplete="off" className="num" />
        </Field>
      </div>
      <div className="grid gap-4 tablet:grid-cols-2">
        <Field label={t('group')} error={form.error('/group')}>
          <GroupSelect company={company} value={draft.group} onChange={(group) => set({ group })} empty={t('noGroup')} />
        </Field>
        <Field label={t('salesperson')} error={form.error('/salesperson')}>
          <SalespersonSelect company={company} value={draft.salesperson} onChange={(salesperson) => set({ salesperson })} empty={t('nobody')} now={self?.customer.salesperson} />
        </Field>
        <Field label={t('country')} required={false} error={form.error('/country')}>
          <Country value={draft.country} onChange={(country) => set({ country })} />
        </Field>
        <Field label={t('region')} required={false} error={form.error('/region')}>
          <RegionPick value={draft.region} onChange={(region) => set({ region })} />
        </Field>
        <Field label={t('taxNumber')} required={false} error={form.error('/tax_number')}>
          <Input {...input('tax_number')} maxLength={40} autoComplete="off" className="num" />
        </Field>
        <Field label={t('contactName')} required={false} error={form.error('/contact_name')}>
          <Input {...input('contact_name')} maxLength={100} autoComplete="off" />
        </Field>
        <Field label={t('email')} required={false} error={form.error('/email')}>
          <Input {...input('email')} type="email" maxLength={254} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field label={t('phone')} required={false} error={form.error('/phone')}>
          <Input {...input('phone')} type="tel" maxLength={32} autoComplete="off" />
        </Field>
      </div>
      <Field label={t('address')} required={false} error={form.error('/address')}>
        <TextArea {...input('address')} rows={2} maxLength={500} />
      </Field>
      <Field label={t('headOffice')} required={false} hint={t('headOfficeHint')} error={form.error('/head_office')}>
        <CustomerPick
          company={company}
          value={headOffice}
          without={self?.customer.id}
          onChange={(c) => {
            setHeadOffice(c)
            set({ head_office: c?.id ?? '' })
            form.edited('/head_office')
          }}
        />
      </Field>
      <Field label={t('tags')} required={false} hint={t('tagsHint')} error={form.error('/tags')}>
        <Input {...input('tags')} autoComplete="off" />
      </Field>
      <Field label={t('note')} required={false} hint={t('onlyYou')} error={form.error('/note')}>
        <TextArea {...input('note')} rows={3} maxLength={4000} />
      </Field>
    </>
  )
}

const checksOf = (draft: Draft, codeNeeded: boolean) =>
  Object.fromEntries(fields.map((f) => [`/${f}`, f === 'name' || (f === 'code' && codeNeeded) ? given(draft[f]) : null]))

/** A customer written down by hand; without a code the hub gives the next free one. */
export function NewCustomer({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const t = useTranslations()
  const navigate = useNavigate()
  const company = seat.company.id
  const [draft, setDraft] = useState(emptyDraft)
  const [headOffice, setHeadOffice] = useState<CustomerRef | null>(null)
  const form = useForm(checksOf(draft, false), async () => {
    const given = fields.filter((f) => draft[f].trim() !== '')
    const body = { ...bodyOf(draft, given), name: draft.name.trim(), country: draft.country || undefined }
    const now = await held<Customer>(api.POST('/api/companies/{company}/customers', { params: { path: { company } }, body }))
    queryClient.setQueryData(customerQuery(company, now.value.customer.id).queryKey, now)
    await askAgain(company)
    toast(t('customers.added', { name: now.value.customer.name }))
    await navigate({ to: '/c/$company/customers/$customer', params: { company, customer: now.value.customer.id } })
  })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('customers.add')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="customer" busy={form.busy}>
            {t('customers.addDo')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="customer" className="grid gap-4">
        <Fields company={company} draft={draft} set={(c) => setDraft((d) => ({ ...d, ...c }))} form={form} headOffice={headOffice} setHeadOffice={setHeadOffice} />
        <Refused form={form} />
      </form>
    </Dialog>
  )
}

/** A field as a person reads it. */
function useShown(customer: Customer, theirs: Customer | null) {
  const t = useTranslations('customers')
  const lang = useLocale()
  const refs = [customer, theirs].flatMap((c) => (c ? [c.customer.group, c.customer.salesperson, c.customer.head_office] : []))
  return (field: FieldName, draft: Draft) => {
    const value = draft[field]
    if (!value) return t('nothingThere')
    if (field === 'country') return countryItem(lang, value).label
    if (field === 'region') return regionName(lang, value)
    return refs.find((r) => r?.id === value)?.name ?? value
  }
}

/** Changes a customer. What somebody else saved meanwhile is kept; where both changed the same field, it is asked. */
export function EditCustomer({ company, now, onClose }: { company: string; now: Held<Customer>; onClose: () => void }) {
  const t = useTranslations()
  const [base, setBase] = useState(now)
  const [draft, setDraft] = useState(() => draftOf(now.value))
  const [headOffice, setHeadOffice] = useState<CustomerRef | null>(now.value.customer.head_office ?? null)
  const [theirs, setTheirs] = useState<Held<Customer> | null>(null)
  const [take, setTake] = useState<Partial<Record<FieldName, 'mine' | 'theirs'>>>({})
  const id = now.value.customer.id
  const shown = useShown(now.value, theirs?.value ?? null)
  const clash = theirs ? clashes(draftOf(base.value), draft, draftOf(theirs.value)) : []

  const save = async (from: Held<Customer>, only: readonly FieldName[]): Promise<void> => {
    if (only.length === 0) return onClose()
    try {
      const saved = await held<Customer>(
        api.PATCH('/api/companies/{company}/customers/{customer}', { params: { path: { company, customer: id }, header: { 'If-Match': from.etag } }, body: bodyOf(draft, only) }),
      )
      queryClient.setQueryData(customerQuery(company, id).queryKey, saved)
      await askAgain(company)
      toast(t('customers.saved', { name: saved.value.customer.name }))
      onClose()
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      const latest = await queryClient.fetchQuery({ ...customerQuery(company, id), staleTime: 0 })
      if (latest.etag !== from.etag && clashes(draftOf(base.value), draft, draftOf(latest.value)).length === 0) return save(latest, only)
      setTake({})
      setTheirs(latest)
    }
  }
  const form = useForm(checksOf(draft, true), () => {
    const mine = changed(draftOf(base.value), draft)
    return theirs ? save(theirs, mine.filter((f) => !clash.includes(f) || take[f] === 'mine')) : save(base, mine)
  })
  const dirty = changed(draftOf(base.value), draft).length > 0
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('customers.editOf', { name: now.value.customer.name })}
      actions={
        <>
          {theirs && (
            <Button
              onClick={() => {
                setBase(theirs)
                setDraft(draftOf(theirs.value))
                setHeadOffice(theirs.value.customer.head_office ?? null)
                setTheirs(null)
              }}
            >
              {t('customers.conflict.drop')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="customer" busy={form.busy} disabled={!dirty || clash.some((f) => !take[f])}>
            {t('customers.save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="customer" className="grid gap-4">
        {theirs && clash.length > 0 && (
          <div role="alert" className="grid gap-3 rounded-control border border-warn bg-warn-bg p-3">
            <p className="font-strong text-warn">{t('customers.conflict.title')}</p>
            {clash.map((field) => (
              <RadioGroup
                key={field}
                legend={t(`customers.field.${field}`)}
                name={`conflict-${field}`}
                value={take[field] ?? ''}
                onChange={(v) => setTake((old) => ({ ...old, [field]: v }))}
                options={[
                  { value: 'mine', label: shown(field, draft), hint: t('customers.conflict.mine') },
                  { value: 'theirs', label: shown(field, draftOf(theirs.value)), hint: t('customers.conflict.theirs') },
                ]}
              />
            ))}
          </div>
        )}
        <Fields company={company} draft={draft} set={(c) => setDraft((d) => ({ ...d, ...c }))} form={form} self={now.value} headOffice={headOffice} setHeadOffice={setHeadOffice} />
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
