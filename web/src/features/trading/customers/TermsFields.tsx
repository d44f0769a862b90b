import { useState, type ReactNode } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import type { Terms } from '../supplierQueries'
import { currencies, incoterms, payments, readSum, withTerm, type TermsFieldName } from './terms'

type Props = { value: Terms; /** In which money sums are while these terms name none: that of the terms they inherit. */ currency?: string; onChange: (terms: Terms) => void; /** Told when a figure cannot be read, so that nothing is saved over it. */ onUnread?: (field: TermsFieldName, unread: boolean) => void; error?: (field: TermsFieldName) => ReactNode }

const inherited = 'inherit' as const

/** A sum is kept as typed until it can be read. */
function Sum({ field, value, currency, onChange, onUnread, error }: { field: 'minimum_order' | 'free_freight_from'; value: Terms['minimum_order']; currency: string; onChange: (sum: Terms['minimum_order']) => void; onUnread: (unread: boolean) => void; error?: ReactNode }) {
  const t = useTranslations('customers')
  const [typed, setTyped] = useState<string | null>(null)
  const unread = typed !== null && readSum(typed, currency) === null
  return (
    <Field label={t(`terms.${field}`)} required={false} error={error ?? (unread ? t('noSum') : undefined)}>
      <div className="flex items-center gap-2">
        <Input
          inputMode="decimal"
          autoComplete="off"
          className="num text-right"
          value={typed ?? value?.amount ?? ''}
          onBlur={() => !unread && setTyped(null)}
          onChange={(e) => {
            setTyped(e.target.value)
            const sum = readSum(e.target.value, currency)
            onUnread(sum === null)
            if (sum !== null) onChange(sum)
          }}
        />
        <span className="num text-ink2">{value?.currency ?? currency}</span>
      </div>
    </Field>
  )
}

/** Each term: agreed here, or left open so that the head office's or the group's holds. */
export function TermsFields({ value, currency: below = 'CNY', onChange, onUnread, error }: Props) {
  const t = useTranslations('customers')
  const set = <F extends TermsFieldName>(field: F, to: Terms[F] | undefined) => onChange(withTerm(value, field, to))
  const open = { value: inherited, label: t('terms.open') }
  const currency = value.currency ?? below
  const days = value.payment === 'days' || value.payment === 'month_end'
  const setCurrency = (code: string) => {
    const next = withTerm(value, 'currency', code === inherited ? undefined : code)
    // Sums are in the currency of the terms.
    onChange({ ...next, ...(next.minimum_order && { minimum_order: { ...next.minimum_order, currency: next.currency ?? below } }), ...(next.free_freight_from && { free_freight_from: { ...next.free_freight_from, currency: next.currency ?? below } }) })
  }
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 tablet:grid-cols-2">
        <Field label={t('terms.payment')} error={error?.('payment')}>
          <Select
            value={value.payment ?? inherited}
            onChange={(v) => {
              const next = withTerm(value, 'payment', v === inherited ? undefined : v)
              onChange(v === 'days' || v === 'month_end' ? next : withTerm(next, 'payment_days', undefined))
            }}
            options={[open, ...payments.map((p) => ({ value: p, label: t(`payment.${p}`) }))]}
          />
        </Field>
        {days && (
          <Field label={t('terms.payment_days')} error={error?.('payment_days')}>
            <Input
              inputMode="numeric"
              autoComplete="off"
              className="num"
              value={value.payment_days ?? ''}
              onChange={(e) => {
                const digits = e.target.value.normalize('NFKC').replace(/\D/g, '').slice(0, 3)
                set('payment_days', digits === '' ? undefined : Math.min(365, Number(digits)))
              }}
            />
          </Field>
        )}
        <Field label={t('terms.currency')} error={error?.('currency')}>
          <Select value={value.currency ?? inherited} onChange={setCurrency} options={[open, ...[...new Set([...currencies, ...(value.currency ? [value.currency] : [])])].map((c) => ({ value: c, label: c }))]} />
        </Field>
        <Field label={t('terms.incoterm')} error={error?.('incoterm')}>
          <Select value={value.incoterm ?? inherited} onChange={(v) => set('incoterm', v === inherited ? undefined : v)} options={[open, ...incoterms.map((i) => ({ value: i, label: i }))]} />
        </Field>
        <Field label={t('terms.delivery_place')} required={false} error={error?.('delivery_place')}>
          <Input maxLength={200} value={value.delivery_place ?? ''} onChange={(e) => set('delivery_place', e.target.value)} />
        </Field>
        {(['minimum_order', 'free_freight_from'] as const).map((field) => (
          <Sum key={field} field={field} value={value[field]} currency={currency} onChange={(sum) => set(field, sum)} onUnread={(u) => onUnread?.(field, u)} error={error?.(field)} />
        ))}
      </div>
      <Field label={t('terms.note')} required={false} error={error?.('note')}>
        <TextArea rows={2} maxLength={1000} value={value.note ?? ''} onChange={(e) => set('note', e.target.value)} />
      </Field>
    </div>
  )
}
