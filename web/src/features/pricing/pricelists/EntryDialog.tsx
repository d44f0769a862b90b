import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone, startOfDay, type Day } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { parseDecimal } from '../../../lib/money'
import { Problem } from '../../../lib/problem'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { DatePicker, Dialog } from '../../../ui/lazy'
import { toast } from '../../../ui/Toast'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { lastDay } from '../lastDay'
import { askAgain, type PriceEntry, type PriceList } from '../queries'
import { untilOf } from './draft'

type Rung = { from: string; amount: string }

const positive = (typed: string, needed = true) => {
  const plain = parseDecimal(typed)
  if (!typed.trim()) return needed ? 'required' : null
  return plain === null ? 'wrong_form' : plain.startsWith('-') ? 'out_of_range' : null
}

/** One price of a list: from when to when, its breaks, and of a contract how much was agreed. */
export function EntryDialog({ company, list, entry, onClose }: { company: string; list: PriceList; entry: PriceEntry | null; onClose: () => void }) {
  const t = useTranslations('pricelists')
  const all = useTranslations()
  const today = dayOf(useNow(), deviceZone)
  const [sku, setSku] = useState(entry?.sku ?? '')
  const [amount, setAmount] = useState(entry ? (parseDecimal(entry.amount) ?? '') : '')
  const [from, setFrom] = useState<Day | null>(entry?.valid_from ? dayOf(entry.valid_from, deviceZone) : null)
  const [until, setUntil] = useState<Day | null>(entry?.valid_to ? lastDay(entry.valid_to, deviceZone) : null)
  const [agreed, setAgreed] = useState(entry?.agreed ?? '')
  const [rungs, setRungs] = useState<Rung[]>(entry?.breaks.map((b) => ({ from: parseDecimal(b.from) ?? b.from, amount: parseDecimal(b.amount) ?? b.amount })) ?? [])
  const used = rungs.filter((r) => r.from.trim() || r.amount.trim())
  const checks = {
    '/sku': sku.trim() ? null : 'required',
    '/amount': positive(amount),
    '/agreed': positive(agreed, false),
    '/valid_to': from && until && until < from ? 'out_of_range' : null,
    '/breaks': used.map((r) => positive(r.from) ?? positive(r.amount)).find(Boolean) ?? null,
  }
  const form = useForm(checks, async () => {
    const outcome = await ok(
      api.PUT('/api/companies/{company}/pricing/lists/{list}/entries', {
        params: { path: { company, list: list.id } },
        body: {
          lines: [
            {
              ...(entry ? { item: entry.item } : { sku: sku.trim() }),
              amount: parseDecimal(amount) ?? undefined,
              // An entry is known by its beginning: one that is changed keeps it to the second.
              valid_from: entry ? entry.valid_from : from ? startOfDay(from) : undefined,
              valid_to: untilOf(until),
              agreed: list.kind === 'contract' ? (parseDecimal(agreed) ?? undefined) : undefined,
              breaks: used.map((r) => ({ from: parseDecimal(r.from) ?? r.from, amount: parseDecimal(r.amount) ?? r.amount })),
            },
          ],
        },
      }),
    )
    const [line] = outcome.lines
    if (line?.outcome === 'flagged') throw new Problem({ status: 422, code: 'hub.invalid', fields: (line.problems ?? []).map((p) => ({ path: p.path.startsWith('/breaks') ? '/breaks' : p.path, code: p.code, message: p.message })) })
    await askAgain(company)
    toast(t('entrySaved', { sku: sku.trim() }))
    onClose()
  })
  const setRung = (i: number, change: Partial<Rung>) => {
    setRungs(rungs.map((r, n) => (n === i ? { ...r, ...change } : r)))
    form.edited('/breaks')
  }
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={entry ? t('entryOf', { sku: entry.sku }) : t('entryNew')}
      description={entry ? entry.name : undefined}
      actions={
        <>
          <Button onClick={onClose}>{all('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="entry" busy={form.busy}>
            {all('pricing.save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="entry" className="grid gap-4">
        {!entry && (
          <Field label={t('sku')} error={form.error('/sku')}>
            <Input
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              autoComplete="off"
              maxLength={100}
              value={sku}
              onChange={(e) => {
                setSku(e.target.value)
                form.edited('/sku')
              }}
            />
          </Field>
        )}
        <Field label={t('price')} error={form.error('/amount')}>
          <div className="flex items-center gap-2">
            <Input
              inputMode="decimal"
              autoComplete="off"
              className="num text-right"
              value={amount}
              onChange={(e) => {
                setAmount(e.target.value)
                form.edited('/amount')
              }}
            />
            <span className="text-ink2">{list.currency}</span>
          </div>
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          {entry ? (
            <p className="grid content-start gap-1">
              <span className="font-strong">{t('from')}</span>
              <span className="num">{from ?? t('always')}</span>
            </p>
          ) : (
            <Field label={t('from')} required={false}>
              <DatePicker value={from} onChange={setFrom} today={today} />
            </Field>
          )}
          <Field label={t('until')} required={false} error={form.error('/valid_to')}>
            <DatePicker
              value={until}
              onChange={(d) => {
                setUntil(d)
                form.edited('/valid_to')
              }}
              today={today}
            />
          </Field>
        </div>
        {list.kind === 'contract' && (
          <Field label={t('agreed')} required={false} hint={t('agreedHint')} error={form.error('/agreed')}>
            <Input
              inputMode="decimal"
              autoComplete="off"
              className="num text-right"
              value={agreed}
              onChange={(e) => {
                setAgreed(e.target.value)
                form.edited('/agreed')
              }}
            />
          </Field>
        )}
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-strong">{t('breaks')}</legend>
          {rungs.map((r, i) => (
            <div key={i} className="flex items-center gap-2">
              <Input inputMode="decimal" autoComplete="off" aria-label={t('breakFrom', { n: i + 1 })} placeholder={t('breakFromShort')} className="num text-right" value={r.from} onChange={(e) => setRung(i, { from: e.target.value })} />
              <Input inputMode="decimal" autoComplete="off" aria-label={t('breakPrice', { n: i + 1 })} placeholder={t('price')} className="num text-right" value={r.amount} onChange={(e) => setRung(i, { amount: e.target.value })} />
              <Button kind="quiet" aria-label={t('breakRemove', { n: i + 1 })} icon={<X aria-hidden />} onClick={() => setRungs(rungs.filter((_, n) => n !== i))} />
            </div>
          ))}
          <p aria-live="polite" className="text-small text-bad empty:hidden">
            {form.error('/breaks')}
          </p>
          {rungs.length < 20 && (
            <Button className="justify-self-start" icon={<Plus aria-hidden />} onClick={() => setRungs([...rungs, { from: '', amount: '' }])}>
              {t('breakAdd')}
            </Button>
          )}
        </fieldset>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
