import { useState } from 'react'
import { api, newKey, ok } from '../../lib/api'
import { addDays, dayOf, deviceZone } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, parseDecimal } from '../../lib/money'
import { Button } from '../../ui/Button'
import { Field, Input } from '../../ui/Field'
import { DatePicker, Dialog } from '../../ui/lazy'
import { Select } from '../../ui/Select'
import { toast } from '../../ui/Toast'
import { Refused } from '../identity/FormFoot'
import { given } from '../identity/check'
import { useForm } from '../identity/useForm'
import { askAgain, kinds, type Entry, type EntryDraft, type Whole } from './queries'

/** So many days an invoice has where nothing is agreed. */
const usualDays = 30

/** Brings an invoice, a payment, a prepayment or a credit by hand. */
export function EntryDialog({ company, whole, onClose }: { company: string; whole: Whole; onClose: () => void }) {
  const t = useTranslations('credit')
  const u = useTranslations('ui')
  const lang = useLocale()
  const { account, invoices } = whole
  const currency = account.terms?.currency ?? ''
  const [key] = useState(newKey)
  const [today] = useState(() => dayOf(new Date(), deviceZone))
  const [draft, setDraft] = useState({ kind: 'invoice' as (typeof kinds)[number], amount: '', document: '', note: '', issued: today as string | null, due: addDays(today, account.payment_days ?? usualDays) as string | null })
  const invoice = draft.kind === 'invoice' || draft.kind === 'opening'
  const settles = draft.kind === 'payment' || draft.kind === 'apply_prepayment' || draft.kind === 'apply_credit'
  const amount = parseDecimal(draft.amount, 4)
  const form = useForm(
    {
      '/amount': given(draft.amount) ?? (amount === null ? 'wrong_form' : null),
      '/document': invoice ? given(draft.document) : null,
      '/issued_on': invoice && !draft.issued ? 'required' : null,
      '/due_on': invoice && !draft.due ? 'required' : null,
      '/note': null,
    },
    async () => {
      const body: EntryDraft = { kind: draft.kind, amount: amount ?? draft.amount, document: invoice || settles ? draft.document.trim() || undefined : undefined, note: draft.note.trim() || undefined }
      if (invoice) Object.assign(body, { issued_on: draft.issued, due_on: draft.due })
      await ok(api.POST('/api/companies/{company}/credit/accounts/{buyer}/entries', { params: { path: { company, buyer: account.buyer }, header: { 'Idempotency-Key': key } }, body }))
      await askAgain(company)
      toast(t('entry.saved', { kind: t(`kind.${draft.kind}`) }))
      onClose()
    },
  )
  const put = (change: Partial<typeof draft>, ...paths: string[]) => {
    setDraft((d) => ({ ...d, ...change }))
    for (const path of paths) form.edited(path)
  }
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('newEntry')}
      actions={
        <>
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind="primary" type="submit" form="entry" busy={form.busy}>
            {t('entry.save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="entry" className="grid gap-4">
        <Field label={t('entry.kind')} hint={t(`kindHint.${draft.kind}`)}>
          <Select value={draft.kind} onChange={(kind) => put({ kind, document: '' }, '/document')} options={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))} />
        </Field>
        <Field label={t('entry.amountIn', { currency })} error={form.error('/amount')}>
          <Input value={draft.amount} onChange={(e) => put({ amount: e.target.value }, '/amount')} inputMode="decimal" className="num text-right" />
        </Field>
        {invoice && (
          <>
            <Field label={t('entry.invoice')} error={form.error('/document')}>
              <Input value={draft.document} onChange={(e) => put({ document: e.target.value }, '/document')} maxLength={100} className="num" />
            </Field>
            <div className="grid grid-cols-2 gap-4">
              <Field label={t('entry.issuedOn')} error={form.error('/issued_on')}>
                <DatePicker value={draft.issued} today={today} onChange={(issued) => put({ issued }, '/issued_on')} />
              </Field>
              <Field label={t('entry.dueOn')} error={form.error('/due_on')}>
                <DatePicker value={draft.due} today={today} onChange={(due) => put({ due }, '/due_on')} />
              </Field>
            </div>
          </>
        )}
        {settles && (
          <Field label={t('entry.for')} error={form.error('/document')}>
            <Select
              value={draft.document}
              onChange={(document) => put({ document }, '/document')}
              options={[{ value: '', label: t('entry.oldest') }, ...invoices.map((i) => ({ value: i.number, label: `${i.number} · ${formatMoney(lang, { amount: i.open, currency })}` }))]}
            />
          </Field>
        )}
        <Field label={t('entry.note')} required={false} error={form.error('/note')}>
          <Input value={draft.note} onChange={(e) => put({ note: e.target.value }, '/note')} maxLength={500} />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}

/** Takes an entry back by one against it; the ledger keeps both. */
export function ReverseDialog({ company, buyer, entry, currency, onClose }: { company: string; buyer: string; entry: Entry; currency: string; onClose: () => void }) {
  const t = useTranslations('credit')
  const u = useTranslations('ui')
  const lang = useLocale()
  const [key] = useState(newKey)
  const [note, setNote] = useState('')
  const form = useForm({ '/note': given(note) }, async () => {
    await ok(api.POST('/api/companies/{company}/credit/accounts/{buyer}/entries', { params: { path: { company, buyer }, header: { 'Idempotency-Key': key } }, body: { kind: 'reversal', reverses: entry.number, note: note.trim() } }))
    await askAgain(company)
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('entry.reverseTitle', { kind: t(`kind.${entry.kind}`), amount: formatMoney(lang, { amount: entry.amount, currency }) })}
      description={t('entry.reverseText')}
      actions={
        <>
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind="danger" type="submit" form="reverse" busy={form.busy}>
            {t('entry.reverse')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="reverse" className="grid gap-4">
        <Field label={t('decide.reason')} error={form.error('/note')}>
          <Input
            value={note}
            onChange={(e) => {
              setNote(e.target.value)
              form.edited('/note')
            }}
            maxLength={500}
          />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
